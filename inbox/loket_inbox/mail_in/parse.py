"""One message as the rest of the inbox sees it (RFC 5322, RFC 2045 to 2049).

The structure is read with the forgiving `compat32` policy, address headers with the stricter parser
of `policy.default` where it survives. Sizes are checked before anything is parsed, so that time and
memory stay in proportion to the message.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32

from loket_inbox.mail_in import headers
from loket_inbox.mail_in.parts import Unparsable, gather

__all__ = ["Incoming", "Unparsable", "parse", "token_in"]

_MAX_OCTETS = 30_000_000
_MAX_LINES = 1_000_000
# Each open multipart looks at each line: what is bounded is their product.
_MAX_LINES_TIMES_BOUNDARIES = 40_000_000
_MAX_BOUNDARY_LINES = 5_000
# The standard parser of MIME parameters takes quadratic time.
_MAX_MIME_HEADER = 1_000

_LINE_END = re.compile(rb"\r\n?|\n")
_BOUNDARY_LINE = re.compile(rb"(?:\A|[\r\n])--")
_BOUNDARY_NAME = re.compile(rb"(?i)boundary[*0-9]*[ \t]*=")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n|\Z)")
# As the standard parser decides where the headers end: name, continuation, or mbox separator.
_HEADER_LINE = re.compile(rb"From |[!-9;-~]*:|[\t ]")

_RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
# What names a message that has no Message-ID.
_UNNAMED = ("Date", "From", "Subject")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_ROBOTS = (
    "X-Autoreply",
    "X-Auto-Reply",
    "X-Autorespond",
    "X-Mail-Autoreply",
    "X-Vacation",
    "X-Failed-Recipients",
)
_NOT_AUTOMATIC = re.compile(r"\s*no\s*(?:[;(]|\Z)", re.IGNORECASE)
_AUTOMATIC_SUBJECT = re.compile(
    r"(?:balasan otomatis|jawaban otomatis|pesan otomatis|automatic reply|auto[ -]?reply"
    r"|autoreply|auto:|out of (?:the )?office|(?:sedang )?tidak (?:berada )?di ?tempat"
    r"|(?:sedang )?di luar kantor)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a message says, and the marks by which the inbox decides what to do with it."""

    message_id: str
    """With its angle brackets; "" if it has none."""

    sender: str
    """The single From address in lower case; "" if there is not exactly one beyond doubt."""

    recipients: tuple[str, ...]
    """Addresses in lower case from To, Cc, Delivered-To, X-Original-To and Envelope-To."""

    references: tuple[str, ...]
    """The identifiers in In-Reply-To, then those in References."""

    subject: str
    text: str
    """What the sender wrote, LF line ends; of alternatives the plain one unless it is empty."""

    attachments: tuple[str, ...]
    """File names; the content type where a part has no name."""

    automatic: bool
    """Written by a robot: an absence notice, a bounce, a list (RFC 3834)."""

    authentication: tuple[str, ...]
    """The values of Authentication-Results, topmost first (RFC 8601)."""

    digest: str
    """Hex SHA-256: equal for two copies of one message, whatever way they came."""

    damaged: bool
    """The structure is broken or a character set was guessed: the text is for a person's eyes."""


class _Bounded(Compat32):
    """compat32 with MIME headers of bounded length and raw 8-bit headers as plain text."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-"):
            value = value[:_MAX_MIME_HEADER]
        return name, value

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the signature is email's
        return headers.unescaped(value)


def parse(raw: bytes) -> Incoming:
    """Read a message as IMAP or standard input gave it.

    Raises Unparsable if it is empty, too large, or made to exhaust its reader. Never anything else:
    one bad message must not stop those behind it (M-11).
    """
    _refuse_bombs(raw)
    try:
        return _read(raw)
    except Unparsable:
        raise
    except RecursionError as error:
        raise Unparsable("The message has more layers than any person writes.") from error
    except Exception as error:
        # The standard parser fails on hostile input in more ways than its documentation names.
        raise Unparsable("The message could not be read.") from error


def token_in(recipients: tuple[str, ...], base: str) -> tuple[str, ...]:
    """The plus tokens with which `recipients` name our mailbox `base`, in lower case, each once.

    "loket+abc@dinsos.example" bears "abc" for the base "loket@dinsos.example" (M-1).
    """
    local, _, domain = headers.lowered(base).rpartition("@")
    if not (local and domain):
        return ()
    before, after = f"{local}+", f"@{domain}"
    tokens: dict[str, None] = {}
    for recipient in recipients:
        address = headers.lowered(recipient)
        token = address[len(before) : -len(after)]
        if token and address == f"{before}{token}{after}":
            tokens[token] = None
    return tuple(tokens)


def _refuse_bombs(raw: bytes) -> None:
    if not raw.strip():
        raise Unparsable("The message is empty.")
    if len(raw) > _MAX_OCTETS:
        raise Unparsable("The message is larger than 30 MB.")
    lines = max(raw.count(b"\n"), raw.count(b"\r"))
    boundaries = sum(1 for _ in _BOUNDARY_NAME.finditer(raw))
    if (
        lines > _MAX_LINES
        or lines * boundaries > _MAX_LINES_TIMES_BOUNDARIES
        or sum(1 for _ in _BOUNDARY_LINE.finditer(raw)) > _MAX_BOUNDARY_LINES
    ):
        raise Unparsable("The message has more parts or lines than any person writes.")


def _read(raw: bytes) -> Incoming:
    message: Message = message_from_bytes(raw, policy=_Bounded())
    content = gather(message)
    subject = headers.single_line(_first(message, "Subject"))
    message_id = _message_id(message)
    return Incoming(
        message_id=message_id,
        sender=headers.only_address(_all(message, "From")),
        recipients=headers.addresses(
            value for name in _RECIPIENT_HEADERS for value in _all(message, name)[:20]
        ),
        references=headers.identifiers(
            _all(message, "In-Reply-To")[:5] + _all(message, "References")[:5]
        ),
        subject=subject,
        text=headers.lines_unified(headers.encodable(content.text)).strip("\n"),
        attachments=content.attachments,
        automatic=_automatic(message, subject),
        authentication=tuple(
            headers.encodable(value) for value in _all(message, "Authentication-Results")
        ),
        digest=_digest(raw, message, message_id),
        damaged=content.damaged,
    )


def _all(message: Message, name: str) -> list[str]:
    return [str(value) for value in message.get_all(name, [])]


def _first(message: Message, name: str) -> str:
    return next(iter(_all(message, name)), "")


def _message_id(message: Message) -> str:
    value = _first(message, "Message-ID")
    found = headers.identifiers([value])
    return found[0] if found else headers.encodable("".join(value.split())[:998])


def _automatic(message: Message, subject: str) -> bool:
    """Whether a robot wrote this (RFC 3834, and what older robots do instead)."""
    submitted = message.get("Auto-Submitted")
    if submitted is not None and not _NOT_AUTOMATIC.match(str(submitted)):
        return True
    if _first(message, "Precedence").strip().lower() in _BULK:
        return True
    if any(name in message for name in _ROBOTS):
        return True
    if any("".join(value.split()) == "<>" for value in _all(message, "Return-Path")):
        return True
    if message.get_content_type() == "multipart/report":
        return True
    return _AUTOMATIC_SUBJECT.match(subject) is not None


def _digest(raw: bytes, message: Message, message_id: str) -> str:
    """The identity of a message: its name, or else what names it, and its body (M-9).

    Line ends count as equal, since IMAP and a pipe give different ones for the same message.
    """
    names = (message_id,) if message_id else ("", *(_first(message, n) for n in _UNNAMED))
    known = "\0".join(" ".join(name.replace("\0", "").split()) for name in names)
    body = _LINE_END.sub(b"\n", raw[_body_start(raw) :]).rstrip(b"\n")
    head = known.encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"%d\0%d\0%s\0%s" % (len(names), len(head), head, body)).hexdigest()


def _body_start(raw: bytes) -> int:
    position = 0
    while position < len(raw) and _HEADER_LINE.match(raw, position):
        line = _LINE.match(raw, position)
        position = line.end() if line else len(raw)
    return position
