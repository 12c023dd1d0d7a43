"""The parts of a message: which are its text, which are files (RFC 2045, 2046, 2183)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import InvalidMultipartContentTransferEncodingDefect
from email.message import Message
from html import unescape
from itertools import islice
from urllib.parse import unquote

from loket_inbox.mail_in import headers, markup

_MAX_PARTS = 1_000
_MAX_DEPTH = 50
_MAX_PICTURES = 100
_PICTURE = re.compile(r"[\"'=(]\s{0,3}cid:([^\s\"'<>()]{1,300})", re.IGNORECASE)


class Unparsable(Exception):  # noqa: N818 - a finding about a message, not a fault of ours
    """Nothing sensible can be read from the message; the sentence says why."""


@dataclass(slots=True)
class _Reading:
    """What is known of the whole message while its parts are read."""

    parts: int = _MAX_PARTS
    """How many more may be read."""

    shown: set[str] = field(default_factory=set)
    """The Content-IDs that HTML parts name as pictures of theirs (RFC 2392)."""

    def spend(self) -> None:
        """Count one part. Raises Unparsable when there were too many."""
        self.parts -= 1
        if self.parts < 0:
            raise Unparsable("The message has more than 1,000 parts.")

    def note_pictures(self, html: str) -> None:
        """Remember what this HTML shows. What exceeds the limit counts as a file."""
        for found in islice(_PICTURE.finditer(html), _MAX_PICTURES):
            self.shown.add(unquote(unescape(found[1])))


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    identifier: str = ""
    """The Content-ID of an image, with which HTML may name it as its own."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What a part and those inside it hold."""

    text: str = ""
    files: tuple[_File, ...] = ()
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds for a reader."""

    text: str
    attachments: tuple[str, ...]
    damaged: bool


def gather(message: Message) -> Content:
    """The text and the names of the files of a message, in their order (RFC 2046).

    Raises Unparsable if there are more parts or layers than any person writes.
    """
    reading = _Reading()
    content = _gather(message, reading)
    # Only now: a picture may come before the HTML that shows it.
    names = tuple(file.name for file in content.files if file.identifier not in reading.shown)
    return Content(content.text, names, content.damaged)


def _gather(part: Message, reading: _Reading, depth: int = 0, *, related: bool = False) -> _Content:
    reading.spend()
    if depth > _MAX_DEPTH:
        raise Unparsable("The message has more layers than any person writes.")
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        kind = part.get_content_subtype()
        within = related or kind == "related"
        inside = [_gather(child, reading, depth + 1, related=within) for child in _children(part)]
        if kind == "alternative":
            texts = [_chosen(part, inside)]
        else:
            texts = [content.text.strip("\n") for content in inside if content.text.strip()]
        return _Content(
            "\n".join(texts),
            tuple(file for content in inside for file in content.files),
            _broken(part) or any(content.damaged for content in inside),
        )
    if _is_file(part):
        return _Content(files=(_File(_file_name(part)),))
    if part.get_content_maintype() == "image":
        # A picture of the text (RFC 2387), as logos in signatures are; elsewhere a photograph that
        # a telephone sent, also where it is to be shown "inline".
        return _Content(files=() if related else (_File(_file_name(part), _identifier(part)),))
    return _leaf_text(part, reading)


def _children(part: Message) -> Iterator[Message]:
    for child in part.get_payload():
        if isinstance(child, Message):
            yield child


def _chosen(part: Message, inside: list[_Content]) -> str:
    """The plain alternative, unless it is empty: then the last, which is the richest."""
    pairs = list(zip(_children(part), inside, strict=True))
    for child, content in pairs:
        if child.get_content_type() == "text/plain" and content.text.strip():
            return content.text
    return next((content.text for _, content in reversed(pairs) if content.text.strip()), "")


def _is_file(part: Message) -> bool:
    disposition = part.get_content_disposition()
    kind = part.get_content_type()
    if disposition == "attachment" or kind == "message/rfc822":
        return True
    if part.get_content_maintype() == "multipart":
        return False  # One without parts: its raw text is all there is to show.
    if kind in ("text/plain", "text/html"):
        return bool(_named(part))
    return part.get_content_maintype() != "image"


def _identifier(part: Message) -> str:
    return str(part.get("Content-ID", "")).strip().removeprefix("<").removesuffix(">")


def _named(part: Message) -> str:
    try:
        name = part.get_filename("")
    except (ValueError, LookupError, TypeError):  # Encoded names with broken parts (RFC 2231).
        return ""
    return re.split(r"[/\\]", headers.single_line(name, 255))[-1].strip()


def _file_name(part: Message) -> str:
    return _named(part) or headers.single_line(part.get_content_type(), 255)


def _leaf_text(part: Message, reading: _Reading) -> _Content:
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    charset = part.get_param("charset", "ascii")
    if isinstance(charset, tuple):  # RFC 2231: set, language, value.
        charset = charset[2]
    text, certain = headers.decoded(octets, str(charset))
    text = text.replace("\r\n", "\n").replace("\0", "")
    if part.get_content_type() == "text/html":
        reading.note_pictures(text)
        text = markup.text_of(text)
    unread = part.get_content_maintype() == "multipart"
    return _Content(text, damaged=unread or not certain or _broken(part))


def _broken(part: Message) -> bool:
    harmless = InvalidMultipartContentTransferEncodingDefect
    return any(not isinstance(defect, harmless) for defect in part.defects)
