"""The deeds of a disposition: whom the head charges with a case, and what they have found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import FindingsWritten
from loket_inbox.domain.limits import LONGEST_REMARK, LONGEST_TEXT
from loket_inbox.domain.officers import Role, is_accused
from loket_inbox.handling.case import casework
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.doors import InHand
from loket_inbox.web.officer.deeds.deed import DeedForm, people
from loket_inbox.web.officer.deeds.talk import TO_SENDER
from loket_inbox.web.officer.forms import day, one_of, paragraph, reason, some_of
from loket_inbox.web.officer.words import Tone
from loket_site.words.spelling.days import typed_day

DIVISION = "kabid"
TEAM = "tim"
"""What `kepada` of a disposition can be."""


class Dispose(DeedForm):
    """Say who deals with the case (lembar disposisi)."""

    path = "disposisi"
    title = "Disposisi"
    hint = "Disposisi baru menggantikan yang lama. Yang ditunjuk mendapat surat."
    button = "Simpan disposisi"
    deed = Deed.DISPOSE
    done = "Disposisi sudah kami simpan. Yang ditunjuk mendapat surat."
    kepada = one_of("Cara menangani", missing="Pilih bidang atau Tim.")
    petugas = some_of("Siapa yang menangani", hint="Untuk bidang, pilih kepala bidang saja.")
    instruksi = paragraph("Instruksi", LONGEST_REMARK, missing="Tulis instruksinya.", rows=3)
    batas = day("Batas waktu")

    def furnish(self, desk: Desk, cover: Cover) -> None:
        """Offer those who can be charged with the case."""
        can = [
            each
            for each in cover.staff
            if each.role in {Role.DIVISION_HEAD, Role.TEAM_MEMBER}
            and not is_accused(each, cover.case)
        ]
        self.offered["kepada"] = ((DIVISION, "Ditangani bidang"), (TEAM, "Dibentuk Tim"))
        self.offered["petugas"] = people(can)
        self._heads = {str(each.id) for each in can if each.role is Role.DIVISION_HEAD}
        self._today = local_day(desk.store.clock())

    def validate_petugas(self, field: Field) -> None:
        """Ask for somebody, and for heads alone where a division deals with it."""
        if not field.data:
            raise StopValidation("Pilih siapa yang menangani.")
        if self.kepada.data == DIVISION and not set(field.data) <= self._heads:
            raise StopValidation("Anggota Tim hanya untuk Tim. Untuk bidang, pilih kepala bidang.")

    def validate_batas(self, field: Field) -> None:
        """Ask for a day to come."""
        found = typed_day(field.data)
        if field.data and found is None:
            raise StopValidation("Tulis tanggal seperti 16-03-2026, atau kosongkan.")
        if found and found < self._today:
            raise StopValidation("Batas waktu ini sudah lewat. Pilih hari ini atau sesudahnya.")

    def do(self, hand: InHand) -> None:
        """Dispose."""
        casework.dispose(
            hand,
            tuple(int(each) for each in self.petugas.data or ()),
            str(self.instruksi.data),
            typed_day(str(self.batas.data)),
            is_team=self.kepada.data == TEAM,
        )


class WriteFindings(DeedForm):
    """Write what a Team has found."""

    path = "rumusan"
    title = "Tulis rumusan hasil"
    hint = "Kepala kantor membacanya, lalu mengesahkan atau mengembalikannya."
    button = "Kirim ke kepala kantor"
    deed = Deed.WRITE_FINDINGS
    does = casework.write_findings
    done = "Rumusan hasil sudah kami simpan. Kepala kantor mendapat surat."
    teks = paragraph("Rumusan hasil", LONGEST_TEXT, missing="Tulis rumusannya.", rows=7)


class Approve(DeedForm):
    """Approve the findings and answer with them."""

    path = "sahkan"
    title = "Sahkan rumusan dan jawab"
    hint = f"Rumusan Tim sudah ada di bawah. Ubah bila perlu. {TO_SENDER}"
    button = "Periksa dulu"
    deed = Deed.APPROVE
    does = casework.approve
    done = "Rumusan sudah Anda sahkan. Jawabannya sudah tampil bagi pengirim."
    tone = Tone.TO_SENDER
    is_checked = True
    teks = paragraph("Jawaban kami", LONGEST_TEXT, missing="Tulis jawabannya.", rows=7)

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:  # noqa: ARG003 - as in DeedForm
        """Begin with the newest findings."""
        found = [each.text for each in dossier.timeline if isinstance(each.event, FindingsWritten)]
        return {"teks": found[-1]} if found else {}


class SendBack(DeedForm):
    """Send the findings back to the Team."""

    path = "kembalikan"
    title = "Kembalikan rumusan ke Tim"
    hint = "Tim mendapat surat dengan alasan Anda."
    button = "Kembalikan"
    deed = Deed.SEND_BACK
    does = casework.send_back
    done = "Rumusan sudah Anda kembalikan. Tim mendapat surat."
    alasan = reason("Alasan Anda")
