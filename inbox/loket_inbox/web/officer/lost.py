"""Pages for officers' posts that were not taken: what happened, and the words that they typed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from loket_inbox.domain.officers import NotAllowedError
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import (
    DESK,
    SIGN_IN,
    TOKEN_FIELD,
    ElsewhereError,
    Guard,
    SignedOutError,
    StaleFormError,
)

_NOT_TYPED = {
    *(TOKEN_FIELD, "aksi", "aksi-langkah", "bahasa", "halaman"),
    *("kode", "rahasia", "token", "versi", "versi-kasus"),
}
"""Fields that hold buttons, tokens and codes: nobody misses their text."""

_OF_FILES = ("-tersimpan", "-buang")
"""How the names of fields end that hold the keys of files."""

_WORDS = {
    400: ("Kiriman ini tidak terbaca", "Kiriman ini belum tersimpan. Coba kirim lagi."),
    403: ("Anda tidak berwenang", "Bagian ini bukan untuk peran Anda."),
    404: ("Halaman ini tidak ada", "Alamatnya salah, atau bukan untuk Anda."),
    413: ("Kiriman ini terlalu besar", "Kiriman ini belum tersimpan. Ringkas, lalu kirim lagi."),
    415: ("Jenis kiriman ini tidak kami kenal", "Kiriman ini belum tersimpan."),
}

_BACK_TO_DESK = (DESK, "Buka meja petugas")
_BACK_TO_SIGN_IN = (SIGN_IN, "Masuk lagi")


def add_handlers(blueprint: Blueprint, pages: OfficerPages, guard: Guard) -> None:
    """Let `blueprint` answer what the guard refuses, and a store that is away."""
    views = _LostViews(pages, guard)
    blueprint.register_error_handler(ElsewhereError, views.elsewhere)
    blueprint.register_error_handler(SignedOutError, views.signed_out)
    blueprint.register_error_handler(StaleFormError, views.stale)
    blueprint.register_error_handler(StoreAwayError, views.away)
    blueprint.register_error_handler(NoSuchCaseError, views.no_such_case)
    blueprint.register_error_handler(NotAllowedError, views.not_allowed)
    blueprint.register_error_handler(RefusedError, views.not_possible)
    blueprint.register_error_handler(HTTPException, views.refused)


@dataclass(frozen=True, slots=True)
class _LostViews:
    pages: OfficerPages
    guard: Guard

    def elsewhere(self, _error: ElsewhereError) -> Response:
        """Refuse what another site sent. Its words are not ours to show."""
        return self._page(
            403,
            "Kiriman ini kami tolak",
            "Kiriman ini datang dari situs lain. Tidak ada yang tersimpan.",
            _BACK_TO_DESK,
        )

    def signed_out(self, _error: SignedOutError) -> Response:
        """Tell an officer whose session has ended, and give the words back."""
        return self._page(
            403,
            "Anda belum masuk",
            "Sesi Anda sudah berakhir. Kiriman ini belum tersimpan.",
            _BACK_TO_SIGN_IN,
        )

    def stale(self, _error: StaleFormError) -> Response:
        """Tell an officer whose page is of an older session, and give the words back."""
        return self._page(
            403,
            "Buka lagi halamannya",
            "Halaman itu dari sesi lain. Kiriman ini belum tersimpan.",
            _BACK_TO_DESK,
        )

    def away(self, _error: StoreAwayError) -> Response:
        """Tell an officer that nothing can be kept right now, and give the words back."""
        return self._page(
            503,
            "Penyimpanan kami sedang tidak bisa dipakai",
            "Kiriman ini belum tersimpan. Coba lagi nanti.",
            _BACK_TO_DESK,
        )

    def no_such_case(self, _error: NoSuchCaseError) -> Response:
        """Say the same of a case that is not there and of one that is not this officer's."""
        return self._page(
            404,
            "Kasus tidak ditemukan",
            "Kasus ini tidak ada, atau Anda tidak menanganinya.",
            _BACK_TO_DESK,
        )

    def not_allowed(self, _error: NotAllowedError) -> Response:
        """Refuse what this officer may not do, and give the words back."""
        return self._page(403, *_WORDS[403], _BACK_TO_DESK)

    def not_possible(self, error: RefusedError) -> Response:
        """Say why something cannot be had, and give the words back."""
        return self._page(422, "Belum tersimpan", str(error), _BACK_TO_DESK)

    def refused(self, error: HTTPException) -> Response:
        """Say in the officers' frame what else was refused."""
        status = error.code if error.code in _WORDS else 400
        title, sentence = _WORDS[status]
        return self._page(status, title, sentence, _BACK_TO_DESK)

    def _page(self, status: int, title: str, sentence: str, way: tuple[str, str]) -> Response:
        return self.pages.draw(
            "officer/lost.html", status, title=title, sentence=sentence, way=way, kept=self._kept()
        )

    def _kept(self) -> list[tuple[str, str]]:
        """List what was typed, as (field in words, text); files cannot be given back."""
        sent = self.guard.posted()
        typed = [
            (_in_words(name), text.replace("\0", ""))
            for name, text in sent.fields.items(multi=True)
            if name not in _NOT_TYPED and not name.endswith(_OF_FILES) and text.strip("\0 \r\n\t")
        ]
        had_files = sent.uploads or any(name.endswith(_OF_FILES) for name in sent.fields)
        return [*typed, ("Berkas", "Berkasnya tidak ikut. Pilih lagi.")] if had_files else typed


def _in_words(name: str) -> str:
    words = "".join(sign if sign.isprintable() else " " for sign in name.replace("-", " "))
    return words.strip().capitalize() or "Isian"
