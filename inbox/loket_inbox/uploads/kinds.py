"""Telling files apart by their first octets: the three kinds we take, and what people also send."""

from __future__ import annotations

from loket_inbox.domain.terms import Coded
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_site.words.texts import clean_line


class FileKind(Coded):
    """A kind of file that we take. `endings` are what its name may end in, `ending` what ours do.

    `is_original`: it is kept as it came, with all that cannot be seen in it; others are drawn anew.
    `code` is its stored name, `label` what people call it.
    """

    JPEG = ("jpeg", "Foto JPEG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
    PNG = ("png", "Gambar PNG", "image/png", (".png",))
    PDF = ("pdf", "PDF", "application/pdf", (".pdf",))

    def __init__(self, code: str, label: str, media_type: str, endings: tuple[str, ...]) -> None:
        super().__init__(code, label)
        self.media_type = media_type
        self.endings = endings

    @property
    def is_original(self) -> bool:
        """Say whether it may hold hidden data, such as its author's name."""
        return self is FileKind.PDF

    @property
    def ending(self) -> str:
        """What our own names for such a file end in."""
        return f"-asli{self.endings[0]}" if self.is_original else self.endings[0]


_SIGNATURES = {
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.PDF: b"%PDF-",
}
"""How a file begins: ISO/IEC 10918-1 B.1.1.3, ISO/IEC 15948 5.2, ISO 32000-1 7.5.2."""

_PDF_END, _PDF_TAIL = b"%%EOF", 1024
"""Readers look for the mark in the last 1024 octets (ISO 32000-1, H.3.18)."""

_STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
"""Brands of pictures among the files that are otherwise films (ISO/IEC 23008-12, B.4)."""

_FILM_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"skip", b"free"}
"""How a film of the QuickTime family begins, after four octets of length."""

_FILM_STARTS = (
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM
    b"\x00\x00\x01\xba",  # MPEG
    b"\x00\x00\x01\xb3",
    b"\x30\x26\xb2\x75",  # Windows Media
    b"FLV\x01",
)


_LOOKED_AT = 200
"""How much of a name is looked at, from its end: far more than an ending takes."""


def recognised(content: bytes, *, name: str, pdf_allowed: bool) -> FileKind:
    """Say what a file is: its content decides, and its name has to agree.

    Raises RefusedFileError for anything that we do not take.
    """
    if not content:
        raise RefusedFileError(Refusal.EMPTY)
    kind = _kind_of(content)
    if kind is None:
        raise RefusedFileError(_why_not(content, pdf_allowed=pdf_allowed))
    if kind is FileKind.PDF and not pdf_allowed:
        raise RefusedFileError(Refusal.PDF_NOT_HERE)
    if not clean_line(name[-_LOOKED_AT:]).lower().endswith(kind.endings):
        raise RefusedFileError(Refusal.WRONG_ENDING, ending=kind.endings[0])
    if kind is FileKind.PDF and _PDF_END not in content[-_PDF_TAIL:]:
        raise RefusedFileError(Refusal.BROKEN)
    return kind


def _kind_of(content: bytes) -> FileKind | None:
    return next((kind for kind, start in _SIGNATURES.items() if content.startswith(start)), None)


def _why_not(content: bytes, *, pdf_allowed: bool) -> Refusal:
    box, brand = content[4:8], content[8:12]
    if box == b"ftyp" and brand in _STILL_BRANDS:
        return Refusal.HEIC
    is_avi = content[:4] == b"RIFF" and brand == b"AVI "
    if is_avi or box in _FILM_BOXES or content.startswith(_FILM_STARTS):
        return Refusal.VIDEO
    return Refusal.OTHER_KIND_OR_PDF if pdf_allowed else Refusal.OTHER_KIND
