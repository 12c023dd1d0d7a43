"""One message as the rest of the inbox sees it (RFC 5322, RFC 2045 to 2049).

Sizes are checked before anything is parsed, so that time and memory stay in proportion to the
message. What is too long to be read whole makes the message damaged, or is refused.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from loket_mail.message import bounces, headers, parts, robots
from loket_mail.message.bounces import Bounce
from loket_mail.message.charsets import encodable, lines_unified
from loket_mail.message.files import MailFile
from loket_mail.message.head import Headers, Unparsable
from loket_mail.message.robots import Robot
from loket_mail.message.structure import Part, read_structure
from loket_mail.message.words import LONGEST_LINE, single_line

__all__ = ["Bounce", "Incoming", "MailFile", "Robot", "Unparsable", "parse", "token_in"]

_MAX_OCTETS = 30_000_000
_MAX_LINES = 1_000_000

_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n|\Z)")
# As the standard parser decides where the headers end: name, continuation, or mbox separator.
_HEADER_LINE = re.compile(rb"From |[!-9;-~]*:|[\t ]")

RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
# What names a message that has no Message-ID.
_UNNAMED = ("Date", "From", "To", "Subject")
_MAX_FIELDS = 20
_MAX_REFERENCES = 5
_NAMED = 4_000
_ADDRESS = re.compile(r"<[^>]{0,320}>|\S{1,64}@\S{1,255}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a message says, and the marks by which the inbox decides what to do with it."""

    message_id: str
    """With its angle brackets; "" if it has none."""

    sender: str
    """The single From address in lower case; "" if there is not exactly one beyond doubt."""

    sender_name: str
    """What the From header calls them, "" for nothing: anybody can write it."""

    recipients: tuple[str, ...]
    """Addresses in lower case from To, Cc, Delivered-To, X-Original-To and Envelope-To."""

    named: str
    """The names and addresses of To and Cc, as they stand there."""

    references: tuple[str, ...]
    """The identifiers in In-Reply-To, then those in References."""

    subject: str
    text: str
    """What the sender could see, LF line ends; of alternatives the plain one if it says it all.

    Enclosed messages follow, each below the line of `parts.ENCLOSED` and its own headers.
    """

    files: tuple[MailFile, ...]
    """What came with it, also inside enclosed messages; not the logos that its HTML shows."""

    robot: Robot | None
    """The kind of robot that wrote it; None for a person."""

    bounce: Bounce | None
    """What a mail server says of a letter of ours; exactly with Robot.BOUNCE."""

    authentication: tuple[str, ...]
    """The values of Authentication-Results, topmost first (RFC 8601)."""

    digest: str
    """Hex SHA-256: equal for two copies of one message, whatever way they came."""

    damaged: bool
    """The structure is broken or a character set was guessed: the text is for a person's eyes."""

    @property
    def attachments(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(file.name for file in self.files)

    @property
    def automatic(self) -> bool:
        """Whether a robot wrote it."""
        return self.robot is not None


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
    except Exception as error:
        # No known message comes here; if one does, it is kept for a person like the others.
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
    if not raw or raw.isspace():
        raise Unparsable("The message is empty.")
    if len(raw) > _MAX_OCTETS:
        raise Unparsable("The message is larger than 30 MB.")
    if max(raw.count(b"\n"), raw.count(b"\r")) > _MAX_LINES:
        raise Unparsable("The message has more lines than any person writes.")


def _read(raw: bytes) -> Incoming:
    message = read_structure(raw)
    content = parts.gather(message)
    fields = message.headers
    whole_subject = fields.first("Subject")
    subject = single_line(whole_subject)
    sender = headers.only_address(fields.all("From"))
    own_text = _lines(content.text)
    report = bounces.report_in(message, sender=sender, subject=subject, text=own_text)
    if report is None:
        robot = robots.robot_in(message, sender=sender, subject=subject, text=own_text)
    else:
        robot = Robot.BOUNCE if report.bounce else Robot.RECEIPT
    named = [value for name in RECIPIENT_HEADERS for value in fields.all(name)[:_MAX_FIELDS]]
    referring = [
        value
        for name in ("In-Reply-To", "References")
        for value in fields.all(name)[:_MAX_REFERENCES]
    ]
    message_id = _message_id(message)
    return Incoming(
        message_id=message_id,
        sender=sender,
        sender_name=_ADDRESS.sub("", single_line(fields.first("From")[:_NAMED])).strip(' "'),
        recipients=headers.addresses(named),
        named=_named(fields),
        references=headers.identifiers(referring),
        subject=subject,
        text="\n\n".join(text for text in (own_text, _lines(content.enclosed)) if text),
        files=content.files,
        robot=robot,
        bounce=report.bounce if report else None,
        authentication=tuple(encodable(value) for value in fields.all("Authentication-Results")),
        digest=_digest(raw, message, message_id),
        damaged=(
            content.damaged
            or headers.overlong((*named, *referring))
            or len(whole_subject) > LONGEST_LINE
            or any(len(fields.all(name)) > _MAX_FIELDS for name in RECIPIENT_HEADERS)
            or any(len(fields.all(n)) > _MAX_REFERENCES for n in ("In-Reply-To", "References"))
        ),
    )


def _named(fields: Headers) -> str:
    """Give what To and Cc say, as far as anybody is named in a letter."""
    values = (value for name in ("To", "Cc") for value in fields.all(name)[:5])
    return single_line(" ".join(values)[:_NAMED])


def _lines(text: str) -> str:
    return lines_unified(encodable(text)).strip("\n")


def _message_id(message: Part) -> str:
    value = message.headers.first("Message-ID")
    found = headers.identifiers([value])
    return found[0] if found else encodable("".join(value.split())[:998])


def _digest(raw: bytes, message: Part, message_id: str) -> str:
    """The identity of a message: its name, or else what names it, and its body (M-9).

    Line ends count as equal, since IMAP and a pipe give different ones for the same message.
    """
    names = (
        (message_id,) if message_id else ("", *(message.headers.first(name) for name in _UNNAMED))
    )
    known = "\0".join(" ".join(name.replace("\0", "").split()) for name in names)
    body = raw[_body_start(raw) :].replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n")
    head = known.encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"%d\0%d\0%s\0%s" % (len(names), len(head), head, body)).hexdigest()


def _body_start(raw: bytes) -> int:
    position = 0
    while position < len(raw) and _HEADER_LINE.match(raw, position):
        line = _LINE.match(raw, position)
        position = line.end() if line else len(raw)
    return position
