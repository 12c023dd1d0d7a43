"""What the reverse proxy shows in the inbox's place: while it is away, and for too much at once.

These pages stand at the inbox's address, so their links name the site. One may follow a sensitive
form, so each has the exit.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from loket_site.pages.styles import dress
from loket_site.settings import SiteSettings


def add_stand_ins(site: Blueprint, settings: SiteSettings, page: Callable[..., str]) -> None:
    """Add their addresses; `page` draws a template in what it wears."""

    def stand_in(title: str, *sentences: str) -> str:
        return page(
            "stand_in.html",
            dress(sensitive=True),
            home=settings.site_url,
            sensitive=True,
            title=title,
            sentences=sentences,
        )

    @site.get("/belum-tersimpan.html")
    def no_answer() -> str:
        return stand_in(
            "Kami sedang tidak bisa menjawab",
            "Anggap kiriman Anda belum tersimpan. Tunggu sebentar, lalu muat ulang halaman ini.",
            "Kiriman yang sama tidak kami catat dua kali.",
        )

    @site.get("/terlalu-besar.html")
    def too_large() -> str:
        return stand_in(
            "Kiriman ini terlalu besar",
            "Belum ada yang tersimpan. Kembali, ringkas jawaban Anda, dan kirim tanpa berkas"
            " atau dengan satu foto saja.",
            "Foto lain bisa Anda tambahkan lewat tombol Ubah.",
        )
