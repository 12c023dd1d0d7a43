"""The files in a mail, and their names for people (RFC 2183)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_mail.message.structure import Part
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
