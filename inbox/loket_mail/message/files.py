"""The files in a mail, their names for people (RFC 2183), and the pictures that only decorate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import unquote, unquote_to_bytes

from loket_mail.message.page import unescaped
from loket_mail.message.structure import Part
from loket_mail.message.transfer import restored
from loket_mail.message.words import cleaned

_LONGEST_NAME = 255
_LONGEST_ENDING = 12
_NAMELESS = "berkas"
_ENDINGS = {
    "application/gzip": ".gz",
    "application/json": ".json",
    "application/ms-tnef": ".dat",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/pgp-keys": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.ms-tnef": ".dat",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-pkcs7-mime": ".p7m",
    "application/zip": ".zip",
    "audio/aac": ".aac",
    "audio/amr": ".amr",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/global": ".eml",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "video/3gpp": ".3gp",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that somebody sent."""

    name: str
    """For people: no path, one line, nothing invisible, never "". It names no file on a disk."""

    media_type: str
    """As declared, lower case; only its first octets say what a file is."""

    content: bytes
    """Without its transfer encoding."""


def file_of(part: Part) -> MailFile:
    """The leaf `part` as a file."""
    return MailFile(clean_name(part.file_name, part.media_type), part.media_type, part.content)


def clean_name(given: str, media_type: str) -> str:
    """A file's name as people know it again, or one that its type suggests."""
    name = re.split(r"[/\\]", cleaned(given[-4 * _LONGEST_NAME :]))[-1].strip(" .\"'")
    if not name:
        return _NAMELESS + _ENDINGS.get(media_type, "")
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = dot + ending if stem and len(ending) < _LONGEST_ENDING else ""
    return name[: _LONGEST_NAME - len(kept)] + kept


IN_THE_HTML = "data:"
"""The name under which HTML shows a picture that stands in it; no Content-ID is like it."""

MOST_PICTURES = 1_000
"""Pictures that are looked for; any more are files, or HTML."""

_BY_NAME = re.compile(r"[\"'=(]\s{0,3}cid:([^\s\"'<>()]{1,300})", re.IGNORECASE)
_IN_PLACE = re.compile(
    rb"([\"']|[=(;])\s{0,3}data:(image/[a-z0-9.+-]{1,40})(?:;[a-z0-9=._-]{1,80}){0,5};base64,",
    re.IGNORECASE,
)
# Some programs write "+" as "&#43;".
_QUOTED_DATA = re.compile(rb"[A-Za-z0-9+/=%\s_&#;-]*")
_BARE_DATA = re.compile(rb"[A-Za-z0-9+/=%_-]*")
_FOR_ADDRESSES = bytes.maketrans(b"-_", b"+/")

# What cameras, telephones and people call a photograph.
_PHOTOGRAPH = re.compile(
    r"(?:img|dsc|dscn|dscf|pxl|mvimg|p)[-_ ]?\d{3}|\d{8}[-_ ]\d{4}|whats ?app|photo|foto|gambar"
    r"|kamera|camera|screen[-_ ]?shot|tangkapan|layar|capture|snip|scan|pindai|bukti"
    r"|image\d{0,2}\.",
    re.IGNORECASE,
)
_LARGEST_DECORATION = 40_000
_WIDEST, _HIGHEST = 350, 160
# A banner is wider, but flat: a piece of a screen of that shape would hold two lines of words.
_WIDEST_BANNER, _HIGHEST_BANNER, _BANNER_SHAPE = 700, 100, 4

_MAX_SEGMENTS = 200
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


def shown_by_name(html: str) -> Iterable[str]:
    """The Content-IDs of pictures that this HTML shows. What exceeds the limit counts as a file."""
    for found in islice(_BY_NAME.finditer(html), MOST_PICTURES):
        try:
            yield unquote(unescape(found[1]))
        except ValueError:  # A character number of thousands of digits.
            continue


def taken_out(html: bytes, most: int) -> tuple[bytes, tuple[MailFile, ...], bool]:
    """`html` without the first `most` pictures that stand in it, them, and whether all were whole.

    It takes time linear in the length of `html`.
    """
    kept: list[bytes] = []
    found: list[MailFile] = []
    position, whole = 0, True
    for begin in islice(_IN_PLACE.finditer(html), most):
        if begin.start() < position:
            continue  # Within the data of the one before.
        quoted = begin[1] in b"\"'"
        data = (_QUOTED_DATA if quoted else _BARE_DATA).match(html, begin.end())
        end = data.end() if data else begin.end()
        octets = html[begin.end() : end]
        if b"&" in octets:
            octets = unescaped(octets.decode("ascii")).encode("ascii", "replace")
        if b"%" in octets:
            octets = unquote_to_bytes(octets)
        content, in_one_piece = restored(octets.translate(_FOR_ADDRESSES), "base64", text=False)
        if not content:
            continue
        whole = whole and in_one_piece and (not quoted or html[end : end + 1] == begin[1])
        media_type = begin[2].decode().lower()
        found.append(MailFile(clean_name("", media_type), media_type, content))
        kept.append(html[position : begin.end()])
        position = end
    return b"".join((*kept, html[position:])), tuple(found), whole


def name_of(part: Part) -> str:
    """With what HTML may show this picture as its own; "" if it came as a file to keep."""
    if part.disposition == "attachment":
        return ""
    return part.headers.first("content-id").strip().removeprefix("<").removesuffix(">")


def is_decoration(file: MailFile) -> bool:
    """Whether a picture that the HTML shows is a logo or the like: it is known to be that small."""
    if len(file.content) > _LARGEST_DECORATION or _PHOTOGRAPH.search(file.name):
        return False
    width, height = _size(file.content)
    if not (width and height):
        return False
    flat = height <= _HIGHEST_BANNER and width >= _BANNER_SHAPE * height
    return (width <= _WIDEST and height <= _HIGHEST) or (width <= _WIDEST_BANNER and flat)


def _size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the head of a PNG, GIF or JPEG says; zeros if it does not."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith((b"GIF87a", b"GIF89a")):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """What the frame header says (ITU-T T.81, B.2.2)."""
    position = 2
    for _ in range(_MAX_SEGMENTS):
        if content[position : position + 1] != b"\xff":
            break
        marker = content[position + 1 : position + 2]
        if marker == b"\xff":  # A fill octet.
            position += 1
        elif marker and marker[0] in _JPEG_FRAMES:
            height = int.from_bytes(content[position + 5 : position + 7], "big")
            return int.from_bytes(content[position + 7 : position + 9], "big"), height
        elif marker and marker[0] in _JPEG_WITHOUT_LENGTH:
            position += 2
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return 0, 0
