"""The files in a mail: their names, and which pictures are only decoration (RFC 2183, RFC 2392)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import unquote

from loket_inbox.mail_in.structure import Part
from loket_inbox.mail_in.words import cleaned

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

_MAX_PICTURES = 1_000
_PICTURE = re.compile(r"[\"'=(]\s{0,3}cid:([^\s\"'<>()]{1,300})", re.IGNORECASE)
# What cameras, telephones and people call a photograph.
_PHOTOGRAPH = re.compile(
    r"(?:img|dsc|dscn|dscf|pxl|mvimg|p)[-_ ]?\d{3}|\d{8}[-_ ]\d{4}|whats ?app|photo|foto|gambar"
    r"|kamera|camera|screen ?shot|tangkapan|scan|pindai|bukti|image\d{0,2}\.",
    re.IGNORECASE,
)
# What a JPEG is called that is none: Outlook counts its logos from "image001".
_LOGO = re.compile(
    r"image\d{3}|logo|banner|header|footer|signature|icon|ikon|ttd|outlook-", re.IGNORECASE
)
_LARGEST_DECORATION = 40_000


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


def shown_pictures(html: str) -> Iterable[str]:
    """The Content-IDs of pictures that this HTML shows. What exceeds the limit counts as a file."""
    for found in islice(_PICTURE.finditer(html), _MAX_PICTURES):
        try:
            yield unquote(unescape(found[1]))
        except ValueError:  # A character number of thousands of digits.
            continue


def picture_name(part: Part) -> str:
    """With what HTML may show this picture as its own; "" if it came as a file to keep."""
    if part.disposition == "attachment":
        return ""
    return part.headers.first("content-id").strip().removeprefix("<").removesuffix(">")


def is_decoration(file: MailFile) -> bool:
    """Whether a picture that the HTML shows is a logo or the like, and no photograph."""
    if len(file.content) > _LARGEST_DECORATION or _PHOTOGRAPH.search(file.name):
        return False
    photographic = file.media_type in ("image/jpeg", "image/jpg", "image/pjpeg", "image/heic")
    return not photographic or _LOGO.search(file.name) is not None
