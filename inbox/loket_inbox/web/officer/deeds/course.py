"""The deeds of a case's own course, and all deeds in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loket_inbox.desk import Desk
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.limits import LONGEST_REMARK
from loket_inbox.domain.terms import Classification, Result
from loket_inbox.handling.case import casework
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.doors import InHand
from loket_inbox.web.officer.deeds.accused import Accuse, ConfirmAccused, DeclineAccused
from loket_inbox.web.officer.deeds.book import CorrectEntry, Register
from loket_inbox.web.officer.deeds.deed import DeedForm
from loket_inbox.web.officer.deeds.disposal import Approve, Dispose, SendBack, WriteFindings
from loket_inbox.web.officer.deeds.release import ReleaseStory
from loket_inbox.web.officer.deeds.talk import (
    Answer,
    Ask,
    NewSlip,
    Note,
    OpenContact,
    OpenName,
    ResumeMail,
    StopAnswer,
    StopMail,
)
from loket_inbox.web.officer.forms import one_of, paragraph, reason


class TakeUp(DeedForm):
    """Say that no robot sent a case that was set aside."""

    path = "tangani"
    title = "Bukan robot, tangani"
    hint = "Kasus ini lalu tampil di daftar biasa, dan petugas mendapat suratnya."
    button = "Bukan robot, tangani"
    deed = Deed.TAKE_UP
    does = casework.take_up
    done = "Kasus ini sekarang ada di daftar biasa."


class Complete(DeedForm):
    """Say that everything needed is there."""

    path = "lengkap"
    title = "Berkas sudah lengkap"
    hint = "Tenggat yang dihitung sejak berkas lengkap mulai berjalan sekarang."
    button = "Tandai lengkap"
    deed = Deed.COMPLETE
    does = casework.complete
    done = "Berkas sudah Anda tandai lengkap."


class Classify(DeedForm):
    """Judge whether misconduct is alleged."""

    path = "golongkan"
    title = "Golongkan"
    hint = "Golongan menentukan tenggat jawaban."
    deed = Deed.CLASSIFY
    done = "Golongan kasus sudah kami simpan."
    golongan = one_of("Golongan", missing="Pilih golongannya.")

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:  # noqa: ARG003 - as in DeedForm
        """Begin with what was judged before."""
        return {"golongan": dossier.case.classification}

    def furnish(self, desk: Desk, cover: Cover) -> None:  # noqa: ARG002 - as in DeedForm
        """Offer the classifications."""
        self.offered["golongan"] = tuple((each.code, each.label) for each in Classification)

    def do(self, hand: InHand) -> None:
        """Classify."""
        casework.classify(hand, Classification.coded(self.golongan.data))


class Close(DeedForm):
    """End the case."""

    path = "tutup"
    title = "Tutup kasus"
    hint = "Pengirim masih bisa menulis pesan. Kasus terbuka lagi bila ia menulis."
    button = "Tutup kasus"
    deed = Deed.CLOSE
    done = "Kasus ini sudah Anda tutup."
    hasil = one_of("Hasil", missing="Pilih hasilnya.")
    keterangan = paragraph("Keterangan", LONGEST_REMARK, rows=3)

    def furnish(self, desk: Desk, cover: Cover) -> None:  # noqa: ARG002 - as in DeedForm
        """Offer the results."""
        self.offered["hasil"] = tuple((each.code, each.label) for each in Result)

    def do(self, hand: InHand) -> None:
        """Close it."""
        casework.close(hand, Result.coded(self.hasil.data), str(self.keterangan.data))


class Reopen(DeedForm):
    """Take up a closed case again."""

    path = "buka-lagi"
    title = "Buka lagi kasus ini"
    button = "Buka lagi"
    deed = Deed.REOPEN
    does = casework.reopen
    done = "Kasus ini terbuka lagi."
    alasan = reason("Alasan Anda")


DEEDS: tuple[type[DeedForm], ...] = (
    TakeUp,
    StopAnswer,
    Answer,
    Ask,
    Note,
    StopMail,
    ResumeMail,
    Register,
    CorrectEntry,
    Dispose,
    WriteFindings,
    Approve,
    SendBack,
    Complete,
    Classify,
    Accuse,
    ConfirmAccused,
    DeclineAccused,
    ReleaseStory,
    OpenName,
    OpenContact,
    Close,
    Reopen,
    NewSlip,
)
"""Everything that can be done on a case's page, in its order."""


NEXT: tuple[type[DeedForm], ...] = (
    TakeUp,
    ConfirmAccused,
    Approve,
    Register,
    WriteFindings,
    Dispose,
    Answer,
)
"""What is most likely done next: the first of these that is open and not done yet."""
