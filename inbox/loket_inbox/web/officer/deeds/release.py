"""What division and Team will read of a confidential case, shown before it is theirs (N-3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import SelectMultipleField, TextAreaField

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.limits import LONGEST_REMARK
from loket_inbox.handling.case import releasing
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.case.releasing import Release
from loket_inbox.handling.doors import InHand
from loket_inbox.web.officer.deeds.deed import DeedForm
from loket_inbox.web.officer.forms import paragraph, some_of


def words_to_mask() -> TextAreaField:
    """Make the field for words that only a person knows to tell who the sender is."""
    return paragraph(
        "Kata lain yang harus ditutup",
        LONGEST_REMARK,
        hint="Satu kata atau kalimat per baris. Versi untuk bidang dan Tim ada di bawah.",
        rows=3,
        name="kata-tutup",
    )


def files_to_keep() -> SelectMultipleField:
    """Make the field for files that division and Team do not get."""
    return some_of(
        "Berkas yang tidak boleh dibuka bidang dan Tim",
        hint="PDF adalah berkas asli. Di dalamnya bisa ada nama pengirim yang tidak tampak.",
        name="berkas-tutup",
    )


def files_of(case: Case) -> tuple[tuple[str, str], ...]:
    """Offer the files of a case by their positions."""
    return tuple(
        (str(position), f"Berkas {position}") for position in range(1, len(case.files) + 1)
    )


def kept_back(dossier: Dossier) -> dict[str, Any]:
    """Give what is kept from division and Team now, for the two fields."""
    files = [str(each) for each in dossier.case.withheld]
    return {"kata": "\n".join(dossier.masked_besides), "berkas": files}


def release_of(words: TextAreaField | None, files: SelectMultipleField | None) -> Release:
    """Read what was filled in; a field that the form does not have keeps nothing back."""
    typed = str(words.data or "") if words else ""
    return Release(
        tuple(dict.fromkeys(line.strip() for line in typed.split("\n") if line.strip())),
        tuple(int(each) for each in files.data or ()) if files else (),
    )


class ReleaseStory(DeedForm):
    """Let division and Team read what the sender has written."""

    path = "lepas"
    title = "Versi untuk bidang dan Tim"
    hint = "Pengirim minta namanya dirahasiakan. Bidang dan Tim hanya membaca versi di bawah."
    button = "Lepas versi ini"
    deed = Deed.RELEASE
    done = "Versi untuk bidang dan Tim sudah dilepas."
    shows_version = True
    kata = words_to_mask()
    berkas = files_to_keep()

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:  # noqa: ARG003 - as in DeedForm
        """Begin with what is kept back now: the new version takes the place of this one."""
        return kept_back(dossier)

    def furnish(self, desk: Desk, cover: Cover) -> None:  # noqa: ARG002 - as in DeedForm
        """Offer the case's files."""
        self.offered[self.berkas.name] = files_of(cover.case)
        if not cover.case.files:
            del self.berkas

    def do(self, hand: InHand) -> None:
        """Release it."""
        releasing.release(hand, release_of(self.kata, self.berkas))
