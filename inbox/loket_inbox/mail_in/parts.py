"""The parts of a message: which are its text, which are files (RFC 2045, 2046, 2183)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import InvalidMultipartContentTransferEncodingDefect
from email.message import Message

from loket_inbox.mail_in import headers, markup

_MAX_PARTS = 1_000
_MAX_DEPTH = 50


class Unparsable(Exception):  # noqa: N818 - a finding about a message, not a fault of ours
    """Nothing sensible can be read from the message; the sentence says why."""


@dataclass(slots=True)
class Budget:
    """How many more parts may be read."""

    parts: int = _MAX_PARTS

    def spend(self) -> None:
        """Count one part. Raises Unparsable when there were too many."""
        self.parts -= 1
        if self.parts < 0:
            raise Unparsable("The message has more than 1,000 parts.")


@dataclass(frozen=True, slots=True)
class Content:
    """What a part and those inside it hold for a reader."""

    text: str = ""
    attachments: tuple[str, ...] = ()
    damaged: bool = False


def gather(part: Message, budget: Budget, depth: int = 0) -> Content:
    """The text and the files of a part and those inside it, in their order (RFC 2046)."""
    budget.spend()
    if depth > _MAX_DEPTH:
        raise Unparsable("The message has more layers than any person writes.")
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        inside = [gather(child, budget, depth + 1) for child in _children(part)]
        if part.get_content_subtype() == "alternative":
            texts = [_chosen(part, inside)]
        else:
            texts = [content.text.strip("\n") for content in inside if content.text.strip()]
        return Content(
            "\n".join(texts),
            tuple(name for content in inside for name in content.attachments),
            _broken(part) or any(content.damaged for content in inside),
        )
    if _is_file(part):
        return Content(attachments=(_file_name(part),))
    if _is_picture(part):
        return Content()
    return _leaf_text(part)


def _children(part: Message) -> Iterator[Message]:
    for child in part.get_payload():
        if isinstance(child, Message):
            yield child


def _chosen(part: Message, inside: list[Content]) -> str:
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
    return not _is_picture(part)


def _is_picture(part: Message) -> bool:
    """A picture inside the text, as logos in signatures are."""
    shown = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    return part.get_content_maintype() == "image" and shown


def _named(part: Message) -> str:
    try:
        name = part.get_filename("")
    except (ValueError, LookupError, TypeError):  # Encoded names with broken parts (RFC 2231).
        return ""
    return re.split(r"[/\\]", headers.single_line(name, 255))[-1].strip()


def _file_name(part: Message) -> str:
    return _named(part) or headers.single_line(part.get_content_type(), 255)


def _leaf_text(part: Message) -> Content:
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    charset = part.get_param("charset", "ascii")
    if isinstance(charset, tuple):  # RFC 2231: set, language, value.
        charset = charset[2]
    text, certain = headers.decoded(octets, str(charset))
    text = text.replace("\r\n", "\n").replace("\0", "")
    if part.get_content_type() == "text/html":
        text = markup.text_of(text)
    unread = part.get_content_maintype() == "multipart"
    return Content(text, damaged=unread or not certain or _broken(part))


def _broken(part: Message) -> bool:
    harmless = InvalidMultipartContentTransferEncodingDefect
    return any(not isinstance(defect, harmless) for defect in part.defects)
