"""Why a file is not taken, each with the sentence that says what to do instead."""

from __future__ import annotations

from enum import Enum

from loket_site.words.wording import mark


class Refusal(Enum):
    """A reason not to take a file. `sentence` is for whoever sent it; it may name `{ending}`."""

    EMPTY = mark("Berkas ini kosong. Pilih berkas lain.")
    HEIC = mark(
        "Foto ini berjenis HEIC. Buka foto itu, ambil tangkapan layarnya, lalu kirim hasilnya."
    )
    VIDEO = mark(
        "Kami belum bisa menerima video. Kirim fotonya, atau ceritakan isinya dalam jawaban Anda."
    )
    PDF_NOT_HERE = mark(
        "Di sini kami hanya menerima foto, bukan PDF. Ambil foto halamannya, lalu kirim foto itu."
    )
    OTHER_KIND = mark("Kami hanya menerima foto JPEG atau PNG. Pilih foto lain.")
    OTHER_KIND_OR_PDF = mark(
        "Kami hanya menerima foto JPEG atau PNG, dan berkas PDF. Pilih berkas lain."
    )
    WRONG_ENDING = mark(
        "Nama berkas ini tidak cocok dengan isinya. "
        "Beri nama yang berakhir {ending}, lalu kirim lagi."
    )
    TOO_MANY_PIXELS = mark(
        "Foto ini lebih dari 24 megapiksel. Ambil tangkapan layarnya, lalu kirim hasilnya."
    )
    BROKEN = mark(
        "Berkas ini rusak atau tidak lengkap. Buka dulu di perangkat Anda, lalu pilih lagi."
    )
    TOO_LARGE = mark(
        "Foto ini terlalu besar untuk kami periksa. Ambil tangkapan layarnya, lalu kirim hasilnya."
    )
    TOO_SLOW = mark(
        "Foto ini terlalu lama kami periksa. Ambil tangkapan layarnya, lalu kirim hasilnya."
    )
    TOO_MANY = mark("Terlalu banyak berkas sekaligus. Pilih lebih sedikit.")
    TOO_MUCH = mark(
        "Foto-foto Anda terlalu besar untuk dikirim sekaligus. Kirim foto ini setelah yang lain."
    )
    BUSY = mark(
        "Kami sedang memeriksa banyak foto. "
        "Tunggu satu menit lalu pilih lagi, atau kirim tanpa foto ini."
    )
    NO_ROOM = mark(
        "Berkas ini belum ikut, karena tempat kami sedang penuh. "
        "Kirim tanpa berkas, lalu bawa ke kantor atau kirim lagi nanti."
    )
    SHARE_FULL = mark(
        "Berkas ini belum ikut: banyak berkas menunggu dari jaringan internet Anda. "
        "Kirim tanpa berkas, lalu bawa ke kantor atau kirim lagi satu jam lagi."
    )
    NOT_KEPT = mark("Berkas ini belum bisa kami simpan. Coba lagi, atau kirim tanpa berkas.")

    @property
    def blocks(self) -> bool:
        """Say whether the form waits for another file: for want of room the text goes through."""
        return self not in {Refusal.NO_ROOM, Refusal.SHARE_FULL}

    @property
    def sentence(self) -> str:
        """What the person reads."""
        return self.value


class RefusedFileError(Exception):
    """A file that is not taken; the sentence says why, and what to do."""

    def __init__(self, refusal: Refusal, *, ending: str = "") -> None:
        super().__init__(refusal.sentence.format(ending=ending))
        self.refusal = refusal
        self.ending = ending
