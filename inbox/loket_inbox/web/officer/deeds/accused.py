"""The deeds that say of whom a case complains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loket_inbox.desk import Desk
from loket_inbox.domain.deeds import Deed
from loket_inbox.handling.case import accusing
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.doors import InHand
from loket_inbox.web.officer.deeds.deed import DeedForm, divisions, people, version_shown
from loket_inbox.web.officer.forms import picked, reason, some_of
from loket_inbox.web.posted import Posted

_NOBODY = "Pilih siapa yang diadukan."
_SAME_AS_BEFORE = "Belum ada yang berubah. Ubah pilihan Anda, lalu simpan."


class Accuse(DeedForm):
    """Name whom the case complains of."""

    path = "diadukan"
    title = "Tandai yang diadukan"
    hint = (
        "Yang Anda tandai tidak bisa membuka kasus ini lagi. Tanda yang lama diganti. "
        "Untuk kepala kantor, petugas kedua harus mengesahkannya."
    )
    deed = Deed.NAME_ACCUSED
    done = "Yang diadukan sudah Anda tandai."
    petugas = some_of("Petugas yang diadukan")
    divisi = picked("Bidang yang diadukan")

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:  # noqa: ARG003 - as in DeedForm
        """Begin with who was named before."""
        case = dossier.case
        return {"petugas": [str(each) for each in case.accused], "divisi": case.accused_division}

    def furnish(self, desk: Desk, cover: Cover) -> None:
        """Offer everybody who works here, and the divisions."""
        self._case = cover.case
        self.offered["petugas"] = people(cover.staff)
        self.offered["divisi"] = divisions(desk, "Tidak ada")
        if not self.offered["divisi"]:
            del self.divisi

    def judge(self, fields: Posted) -> bool:
        """Refuse what changes nothing; taking the last mark away changes something.

        A page that is behind may show another change, or this very one: that is told elsewhere.
        """
        sound = super().judge(fields)
        if sound and self._changes_nothing and version_shown(fields) == self._case.version:
            self.petugas.errors = [_SAME_AS_BEFORE if self._marked else _NOBODY]
            sound = False
        return sound

    def do(self, hand: InHand) -> None:
        """Name them."""
        accusing.name_accused(hand, self._officers, self._division)

    @property
    def _officers(self) -> tuple[int, ...]:
        return tuple(int(each) for each in self.petugas.data or ())

    @property
    def _division(self) -> str:
        return str(self.divisi.data) if self.divisi else ""

    @property
    def _marked(self) -> bool:
        return bool(self._officers or self._division)

    @property
    def _changes_nothing(self) -> bool:
        case = self._case
        return set(self._officers) == set(case.accused) and self._division == case.accused_division


class ConfirmAccused(DeedForm):
    """Let the mark of a head count that another officer has proposed."""

    path = "sahkan-diadukan"
    title = "Sahkan usulan yang diadukan"
    hint = "Kepala kantor yang diadukan lalu tidak bisa membuka kasus ini lagi."
    button = "Sahkan usulan"
    deed = Deed.CONFIRM_ACCUSED
    does = accusing.confirm_accused
    done = "Usulan itu sudah Anda sahkan."


class DeclineAccused(DeedForm):
    """Let a proposed mark fall."""

    path = "tolak-diadukan"
    title = "Tolak usulan yang diadukan"
    hint = "Yang diadukan tetap seperti sebelum usulan."
    button = "Tolak usulan"
    deed = Deed.DECLINE_ACCUSED
    does = accusing.decline_accused
    done = "Usulan itu sudah Anda tolak."
    alasan = reason("Alasan Anda")
