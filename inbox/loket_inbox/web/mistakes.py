"""Pages for what goes wrong: what happened, what was kept, whom to call. Never a stack, no echo."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from loket_inbox.desk import Desk
from loket_inbox.failures import told
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web.language import form_page, speak_as_address_says
from loket_inbox.web.pages import Pages
from loket_site.words.wording import mark

_TITLES = {
    400: mark("Kiriman ini tidak terbaca"),
    404: mark("Halaman ini tidak ada"),
    405: mark("Buka formulirnya dulu"),
    413: mark("Kiriman ini terlalu besar"),
    415: mark("Jenis kiriman ini tidak kami kenal"),
    500: mark("Ada galat di pihak kami"),
    503: mark("Penyimpanan kami sedang tidak bisa dipakai"),
}
_SENTENCES = {
    400: mark("Belum ada yang tersimpan. Kembali ke halaman sebelumnya, lalu kirim lagi."),
    404: mark("Mulai lagi dari beranda. Di sana ada semua layanan dan formulir."),
    405: mark("Alamat ini hanya menerima kiriman formulir. Buka formulir lewat tautan di bawah."),
    413: mark(
        "Belum ada yang tersimpan. "
        "Kembali, ringkas jawaban Anda, dan kirim tanpa berkas atau dengan satu foto saja. "
        "Foto lain bisa Anda tambahkan lewat tombol Ubah."
    ),
    415: mark("Belum ada yang tersimpan. Isi formulir di situs kami, lalu kirim dari sana."),
    500: mark("Kiriman Anda belum tersimpan. Coba lagi nanti, atau telepon kami."),
    503: mark("Kiriman Anda belum tersimpan. Coba lagi nanti, atau telepon kami."),
}
"""What citizens read, by status."""

_TITLES_TO_OFFICERS = {**_TITLES, 405: "Buka halamannya dulu"}
_TO_OFFICERS = {
    400: "Belum ada yang tersimpan. Kembali, lalu kirim lagi.",
    404: "Kembali ke meja petugas.",
    405: "Alamat ini hanya menerima kiriman. Mulai dari meja petugas.",
    413: "Belum ada yang tersimpan. Kembali, lalu kirim lagi dengan tulisan yang lebih pendek.",
    415: "Belum ada yang tersimpan. Mulai lagi dari meja.",
    500: "Belum ada yang tersimpan. Coba lagi nanti.",
    503: "Belum ada yang tersimpan. Coba lagi nanti.",
}
"""What officers read, below their address."""


def install_error_pages(app: Flask, desk: Desk, pages: Pages) -> None:
    """Give `app` a page for every kind of refusal and failure."""

    def page(status: int) -> Response:
        to_officer = _is_officers(request.path)
        if not to_officer:
            speak_as_address_says(desk)
        titles = _TITLES_TO_OFFICERS if to_officer else _TITLES
        sentences = _TO_OFFICERS if to_officer else _SENTENCES
        known = status if status in titles else 500 if status >= 500 else 400
        response = pages.draw(
            "public/mistake.html",
            status,
            sheets=("form", "desk") if to_officer else ("form",),
            to_officer=to_officer,
            is_ours=status >= 500,
            title=titles[known],
            sentence=sentences[known],
            static_page=_static_page(desk, request.path),
        )
        if status == 405:
            response.headers["Allow"] = "POST"
        return response

    def failed(error: Exception) -> Response:
        app.logger.error("request-failed error=%s", told(error))
        return page(500)

    app.register_error_handler(HTTPException, lambda error: page(error.code or 500))
    app.register_error_handler(StoreAwayError, lambda _error: page(503))
    app.register_error_handler(Exception, failed)


def _is_officers(path: str) -> bool:
    return path.strip("/").partition("/")[0] == "petugas"


def _static_page(desk: Desk, path: str) -> str:
    """Find the page of the site that leads here."""
    first, _, rest = path.strip("/").partition("/")
    code = rest.partition("/")[0]
    form = desk.catalogue.public_form(code)
    if first == "kirim" and form:
        return form_page(desk, form)
    if first == "lacak":
        return desk.tracking_link
    return f"{desk.settings.site_url}/"
