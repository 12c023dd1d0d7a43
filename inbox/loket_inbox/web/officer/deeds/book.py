"""The deeds that write into the complaint register (buku pengaduan)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.limits import LONGEST_REMARK
from loket_inbox.domain.officers import is_confidential
from loket_inbox.handling.case import casework
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.doors import InHand
from loket_inbox.handling.records import BookEntry
from loket_inbox.web.officer.deeds.deed import DeedForm, divisions
from loket_inbox.web.officer.deeds.release import (
    files_of,
    files_to_keep,
    kept_back,
    release_of,
    words_to_mask,
)
from loket_inbox.web.officer.forms import paragraph, picked, tick
from loket_inbox.web.posted import Posted
from loket_site.forms.form import Answer, AnswerForm, build_officer_questions
from loket_site.model.form import UNKNOWN_SERVICE, QuestionKind


class BookDeed(DeedForm):
    """What the front desk writes of a case, with the form's own questions for officers."""

    path = "buku"
    done = "Catatan di buku pengaduan sudah kami simpan."
    questions: AnswerForm | None

    ringkasan = paragraph(
        "Ringkasan",
        LONGEST_REMARK,
        missing="Tulis ringkasannya.",
        hint="Satu atau dua kalimat. Jangan tulis nama pengirim.",
        rows=3,
    )
    layanan = picked("Layanan")
    divisi = picked("Bidang")
    keterangan = paragraph("Keterangan", LONGEST_REMARK, rows=2)

    @classmethod
    def begun(cls, desk: Desk, dossier: Dossier) -> Self:
        """Begin with the officers' answers in the entry, or with those typed in at first."""
        form = super().begun(desk, dossier)
        answers = dossier.entry.answers if dossier.entry else _answered_at_first(desk, dossier)
        pairs = [pair for answer in answers for pair in answer.values]
        form.questions = _questions(desk, dossier.case, MultiDict(pairs) if pairs else None)
        return form

    @classmethod
    def filled(cls, desk: Desk, cover: Cover, fields: Posted) -> Self:
        """Take the officers' answers along."""
        form = super().filled(desk, cover, fields)
        form.questions = _questions(desk, cover.case, fields.fields)
        return form

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:
        """Begin with the entry there is, or with the service that the sender named."""
        entry = dossier.entry or BookEntry(service=_service_named(desk, dossier))
        return {
            "ringkasan": entry.summary,
            "layanan": entry.service or UNKNOWN_SERVICE,
            "divisi": dossier.case.division,
            "keterangan": entry.remarks,
        }

    def furnish(self, desk: Desk, cover: Cover) -> None:  # noqa: ARG002 - as in DeedForm
        """Offer the services, and the divisions where there are any."""
        services = (
            (str(each.number), f"{each.number}. {each.title}") for each in desk.catalogue.services
        )
        self.offered["layanan"] = (*services, (UNKNOWN_SERVICE, "Tidak tahu"))
        self.offered["divisi"] = divisions(desk, "Belum ditentukan")
        if not self.offered["divisi"]:
            del self.divisi

    def judge(self, fields: Posted) -> bool:
        """Judge the officers' answers too."""
        sound = super().judge(fields)
        return (self.questions is None or self.questions.validate()) and sound

    def mistakes(self) -> list[tuple[str, str]]:
        """Add the mistakes in the officers' answers; their controls have their own ids."""
        return super().mistakes() + (self.questions.mistakes() if self.questions else [])

    @property
    def entry(self) -> BookEntry:
        """The entry as it was written."""
        service = str(self.layanan.data)
        return BookEntry(
            summary=str(self.ringkasan.data),
            service="" if service == UNKNOWN_SERVICE else service,
            remarks=str(self.keterangan.data),
            answers=self.questions.answers() if self.questions else (),
        )

    @property
    def division(self) -> str:
        """The division, "" for none."""
        return str(self.divisi.data) if self.divisi else ""


class Register(BookDeed):
    """Enter the case into the register."""

    title = "Catat di buku pengaduan"
    hint = "Kasus mendapat nomor agenda. Kepala kantor mendapat surat untuk disposisi."
    button = "Catat di buku"
    deed = Deed.REGISTER
    shows_version = True
    berkas_lengkap = tick("Berkas sudah lengkap", "berkas-lengkap")
    kata = words_to_mask()
    berkas = files_to_keep()

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:
        """Begin with what was kept back before it was registered, too."""
        return {**super().known(desk, dossier), **kept_back(dossier)}

    def furnish(self, desk: Desk, cover: Cover) -> None:
        """Ask only for what nobody has said, and only of a confidential case what to mask."""
        super().furnish(desk, cover)
        self.offered[self.berkas.name] = files_of(cover.case)
        if not is_confidential(cover.case):
            del self.kata
        if not is_confidential(cover.case) or not cover.case.files:
            del self.berkas
        if cover.case.completed_at:
            del self.berkas_lengkap

    def do(self, hand: InHand) -> None:
        """Register it."""
        is_complete = bool(self.berkas_lengkap and self.berkas_lengkap.data)
        release = release_of(self.kata, self.berkas)
        casework.register(hand, self.entry, self.division, is_complete=is_complete, release=release)


class CorrectEntry(BookDeed):
    """Write the entry anew."""

    title = "Betulkan catatan buku"
    hint = "Catatan yang lama tetap tersimpan."
    button = "Simpan catatan buku"
    deed = Deed.CORRECT_ENTRY

    def do(self, hand: InHand) -> None:
        """Correct it."""
        casework.correct_entry(hand, self.entry, self.division)


def _questions(desk: Desk, case: Case, answers: MultiDict[str, str] | None) -> AnswerForm | None:
    spec = desk.catalogue.form(case.form)
    if spec is None or not spec.officer_questions:
        return None
    today = local_day(desk.store.clock())
    return build_officer_questions(spec, desk.catalogue)(answers, today=today)


def _answered_at_first(desk: Desk, dossier: Dossier) -> tuple[Answer, ...]:
    """Find what an officer has answered while typing the case in."""
    spec = desk.catalogue.form(dossier.case.form)
    asked = {each.id for each in spec.officer_questions} if spec else set()
    return tuple(each for each in dossier.answers if each.question in asked)


def _service_named(desk: Desk, dossier: Dossier) -> str:
    """Find the service that the sender has named, by its number; "" for none."""
    spec = desk.catalogue.form(dossier.case.form)
    asked = (
        {each.id for each in spec.questions if each.kind is QuestionKind.SERVICE} if spec else ()
    )
    named = [
        value for each in dossier.answers if each.question in asked for _, value in each.values
    ]
    known = {str(each.number) for each in desk.catalogue.services}
    return next((value for value in named if value in known), "")
