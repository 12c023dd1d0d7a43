"""What mail servers say of letters that they could not deliver (RFC 3464, RFC 3463, RFC 5321).

Two proofs are needed: of a robot, in the envelope or the structure, and of a letter that did not
arrive. Somebody who quotes or forwards a bounce has only the second.

Whether a letter is lost for good is read from what the server did, then from its codes, then from
its words: a server that gives up after days reports "failed" with a temporary code, and nobody
will deliver that letter any more. What cannot be read counts as not permanent, without a status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_mail.message import bounce_words as words
from loket_mail.message import headers as fields
from loket_mail.message.charsets import decoded
from loket_mail.message.head import Headers, read_headers
from loket_mail.message.robots import empty_return_path, is_daemon, is_notice, submitted
from loket_mail.message.structure import Part, own_parts
from loket_mail.message.words import single_line

_STATUS_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED_HEADERS = frozenset(
    {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BLOCK_END = re.compile(rb"\n[ \t]{0,20}\n")
_MAX_BLOCKS = 1_000
_MAX_REPORT = 2_000_000
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MESSAGE_ID = re.compile(
    r"^[\s>|]{0,20}(?:x-)?(?:original-?)?message-id\s?:[\s>]{0,20}(<[^<>\s]{1,998}>)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter that a mail server did not deliver."""

    permanent: bool
    """Whether nobody will try again; False also where the server does not say so."""

    recipient: str
    """The address that failed, in lower case; "" if it is not named."""

    status: str
    """The enhanced status code (RFC 3463), such as "5.1.1"; "" if there is none."""

    message_id: str
    """Of the letter that was not delivered, with angle brackets; "" if it is not named."""


@dataclass(frozen=True, slots=True)
class _Block:
    """What a report says of one recipient."""

    action: str
    recipient: str
    status: str

    @property
    def failed(self) -> bool:
        """Whether the server has given up."""
        if self.action:
            return self.action.startswith("fail")
        return self.status.startswith("5")

    @property
    def waits(self) -> bool:
        """Whether the server will try again."""
        if self.action:
            return self.action.startswith("delay")
        return self.status.startswith("4")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail that a server wrote says of a letter of ours."""

    bounce: Bounce | None
    """None: the letter was delivered, passed on, or opened."""


def report_in(message: Part, *, sender: str, subject: str, text: str) -> Report | None:
    """What a mail server reports; None if this is no report.

    `text` is what stands above enclosed messages, LF line ends.
    """
    own = list(own_parts(message))
    kinds = {part.media_type for part in own}
    formal = message.media_type == "multipart/report"
    if formal and kinds & {
        "message/disposition-notification",
        "message/global-disposition-notification",
    }:
        return Report(None)
    robot = formal or _from_robot(message.headers, sender)
    blocks = [block for part in own if robot for block in _blocks(part)]
    if blocks:
        return _formal(message, own, blocks, text)
    told = robot or bool(message.headers.first("X-Failed-Recipients"))
    if not (told and _says_undelivered(message, sender, subject, text, robot=robot)):
        delivered = words.DELIVERED.match(subject) is not None
        return Report(None) if robot and delivered else None
    above = words.COPY_BELOW.split(text[: words.READ], maxsplit=1)[0]
    return Report(
        Bounce(
            permanent=words.is_permanent(subject, above),
            recipient=_recipient(message.headers, above),
            status=words.status_in(above),
            message_id=_letter(message, own, text),
        )
    )


def _from_robot(headers: Headers, sender: str) -> bool:
    name = single_line(headers.first("From"), 200)
    return (
        empty_return_path(headers)
        or is_daemon(sender)
        or words.DAEMON_NAME.search(name) is not None
        or submitted(headers) not in ("", "no")
    )


def _says_undelivered(message: Part, sender: str, subject: str, text: str, *, robot: bool) -> bool:
    headers = message.headers
    formal = message.media_type == "multipart/report"
    if formal and message.parameters.get("report-type", "").lower() == "delivery-status":
        return words.DELIVERED.match(subject) is None
    opening = text[: words.OPENING]
    said = words.UNDELIVERED.search(opening) is not None
    refused = words.UNDELIVERED_SUBJECT.match(subject) is not None
    if not robot:
        return said or refused
    if not formal and is_notice(headers, subject, text) and not words.is_report(text):
        return False  # Its words about a delivery are not about a letter of ours.
    if headers.first("X-Failed-Recipients"):
        return True
    daemon = (
        is_daemon(sender)
        or words.DAEMON_NAME.search(single_line(headers.first("From"), 200)) is not None
    )
    if refused:
        return daemon or empty_return_path(headers) or said
    # An absence notice has an empty return path too, so that more than one word is needed.
    return said and (daemon or words.SURELY_A_SERVER.search(opening) is not None)


def _blocks(part: Part) -> Iterator[_Block]:
    """What a delivery status report says, recipient by recipient (RFC 3464, 2.3)."""
    if part.media_type not in _STATUS_REPORTS:
        return
    lines = _LINE_END.sub(b"\n", part.content[:_MAX_REPORT])
    pieces = _BLOCK_END.split(lines, maxsplit=_MAX_BLOCKS)
    for piece in pieces[:_MAX_BLOCKS]:
        headers, _, _ = read_headers(piece.lstrip(b"\n"))
        if any(name in headers for name in ("Action", "Status", "Final-Recipient")):
            status = _STATUS.search(headers.first("Status")[:200])
            yield _Block(
                action=headers.first("Action")[:40].lower(),
                recipient=_typed_address(
                    headers.first(name)
                    for name in ("Final-Recipient", "Original-Recipient", "X-Actual-Recipient")
                ),
                status=(
                    status.group()
                    if status
                    else words.status_in(headers.first("Diagnostic-Code")[:4_000])
                ),
            )


def _typed_address(values: Iterable[str]) -> str:
    """The address of "rfc822; petugas@contoh.example" (RFC 3464, 2.1.2), the first that is one."""
    for value in values:
        found = words.ADDRESS.search(value.partition(";")[2][:1_000] or value[:1_000])
        if found:
            return fields.lowered(found.group())
    return ""


def _formal(message: Part, own: list[Part], blocks: list[_Block], text: str) -> Report:
    failed = [block for block in blocks if block.failed]
    told = failed or [block for block in blocks if block.waits]
    if not told:
        unread = not any(block.action or block.status for block in blocks)
        if not unread:
            return Report(None)  # Delivered, relayed, expanded.
        told = blocks
    first = told[0]
    return Report(
        Bounce(
            permanent=bool(failed),
            recipient=first.recipient or _recipient(message.headers, text),
            status=first.status,
            message_id=_letter(message, own, text),
        )
    )


def _recipient(headers: Headers, text: str) -> str:
    """The first address that the server names and that is neither its own nor the letter's."""
    for value in headers.all("X-Failed-Recipients"):
        if found := words.ADDRESS.search(value[:1_000]):
            return fields.lowered(found.group())
    ours = set(fields.addresses(headers.all("To")[:5] + headers.all("From")[:2]))
    for pattern in (words.NAMED_ADDRESS, words.ADDRESS):
        for found in pattern.finditer(text[: words.READ]):
            address = fields.lowered(found[found.lastindex or 0]).rstrip(".")
            if address not in ours and not is_daemon(address):
                return address
    return ""


def _letter(message: Part, own: list[Part], text: str) -> str:
    """The Message-ID of the letter that was not delivered."""
    for part in own:
        if part.is_enclosure:
            found = fields.identifiers(part.children[0].headers.all("Message-ID")[:1])
        elif part.media_type in _RETURNED_HEADERS or (
            part is not message and part.media_type.startswith("message/")
        ):
            found = _quoted_identifiers(decoded(part.content[:_MAX_REPORT], "utf-8")[0])
        else:
            continue
        if found:
            return found[0]
    quoted = _quoted_identifiers(text[:_MAX_REPORT])
    answered = (message.headers.all(name)[:1] for name in ("In-Reply-To", "References"))
    return next(
        iter((*quoted, *(name for values in answered for name in fields.identifiers(values)[-1:]))),
        "",
    )


def _quoted_identifiers(text: str) -> tuple[str, ...]:
    found = _MESSAGE_ID.search(text)
    return (found[1],) if found else ()
