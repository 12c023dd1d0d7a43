"""Pages for officers' posts that were not taken: what happened, and the words that they typed."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from loket_inbox.desk import OFFICERS, SIGN_IN
from loket_inbox.domain.officers import NotAllowedError
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError
from loket_inbox.handling.mail.settlements import NoSuchMailError, SettledError
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import (
    TOKEN_FIELD,
    ElsewhereError,
    Guard,
    SignedOutError,
    StaleFormError,
)
from loket_inbox.web.posted import Posted

_NOT_TYPED = {
    *(TOKEN_FIELD, "aksi", "aksi-langkah", "bahasa", "halaman"),
    *("kode", "rahasia", "token", "versi", "versi-kasus"),
}
"""Fields that hold buttons, tokens and codes: nobody misses their text."""

_OF_FILES = ("-tersimpan", "-buang")
"""How the names of fields end that hold the keys of files."""

_TO_DESK = (OFFICERS, "Buka meja petugas")
_TO_SIGN_IN = (SIGN_IN, "Masuk lagi")

_Words = tuple[int, str, str]
"""What a page says: status, title, sentence."""

_BY_STATUS: dict[int, _Words] = {
    400: (400, "Kiriman ini tidak terbaca", "Kiriman ini belum tersimpan. Coba kirim lagi."),
    403: (403, "Anda tidak berwenang", "Bagian ini bukan untuk peran Anda."),
    404: (404, "Halaman ini tidak ada", "Alamatnya salah, atau bukan untuk Anda."),
    413: (
        413,
        "Kiriman ini terlalu besar",
        "Kiriman ini belum tersimpan. Ringkas, lalu kirim lagi.",
    ),
    415: (415, "Jenis kiriman ini tidak kami kenal", "Kiriman ini belum tersimpan."),
}
"""Of what is refused by its status alone; any other is a 400."""

_BY_KIND: dict[type[Exception], _Words] = {
    ElsewhereError: (
        403,
        "Kiriman ini kami tolak",
        "Kiriman ini datang dari situs lain. Tidak ada yang tersimpan.",
    ),
    SignedOutError: (
        403,
        "Anda belum masuk",
        "Sesi Anda sudah berakhir. Kiriman ini belum tersimpan.",
    ),
    StaleFormError: (
        403,
        "Buka lagi halamannya",
        "Halaman itu dari sesi lain. Kiriman ini belum tersimpan.",
    ),
    StoreAwayError: (
        503,
        "Penyimpanan kami sedang tidak bisa dipakai",
        "Kiriman ini belum tersimpan. Coba lagi nanti.",
    ),
    # The same of a case that is not there and of one that is not this officer's.
    NoSuchCaseError: (
        404,
        "Kasus tidak ditemukan",
        "Kasus ini tidak ada, atau Anda tidak menanganinya.",
    ),
    NotAllowedError: _BY_STATUS[403],
    NoSuchMailError: _BY_STATUS[404],
}


def add_handlers(blueprint: Blueprint, pages: OfficerPages, guard: Guard) -> None:
    """Let `blueprint` answer what the guard and the use cases refuse, and a store that is away."""

    def page(words: _Words, error: Exception) -> Response:
        status, title, sentence = words
        return pages.draw(
            "officer/lost.html",
            status,
            title=title,
            sentence=sentence,
            way=_TO_SIGN_IN if isinstance(error, SignedOutError) else _TO_DESK,
            kept=_kept(guard.posted()),
        )

    def settled(error: SettledError) -> Response:
        """Say what somebody else has done with a held mail."""
        return pages.draw(
            "officer/held_settled.html", 409, settled=error.settled, in_words=moment_in_words
        )

    blueprint.register_error_handler(SettledError, settled)
    for kind, words in _BY_KIND.items():
        blueprint.register_error_handler(kind, partial(page, words))
    blueprint.register_error_handler(
        RefusedError, lambda error: page((422, "Belum tersimpan", str(error)), error)
    )
    blueprint.register_error_handler(
        HTTPException, lambda error: page(_BY_STATUS.get(error.code, _BY_STATUS[400]), error)
    )


def _kept(sent: Posted) -> list[tuple[str, str]]:
    """List what was typed, as (field in words, text); files cannot be given back."""
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
