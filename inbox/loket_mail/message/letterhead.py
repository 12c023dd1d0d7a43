"""What the headers of a mail tell by themselves: what people know it by, and whether it is ours.

Reads what nothing else can read. An office may use one ordinary mailbox for everything, so what
bears none of our marks is somebody else's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_mail.message import headers
from loket_mail.message.head import Unparsable, read_headers
from loket_mail.message.parameters import value_and_parameters
from loket_mail.message.parse import RECIPIENT_HEADERS, token_in
from loket_mail.message.words import single_line

_READ = 100_000
"""Octets in which the headers of any honest mail end."""

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Four headers as words for people; "" for one that is not there."""

    sender: str = ""
    to: str = ""
    subject: str = ""
    date: str = ""


def letterhead(raw: bytes) -> Letterhead:
    """Read the headers of a mail, however damaged the rest of it is. Never raises."""
    try:
        found, _, _ = read_headers(raw[:_READ].lstrip(b"\r\n"))
    except Unparsable:
        return Letterhead()
    _, parameters = value_and_parameters(found.first("content-type")[:_LONGEST])
    found.charset = parameters.get("charset", "")
    return Letterhead(
        *(single_line(found.first(name), _LONGEST) for name in ("from", "to", "subject", "date"))
    )


_MOST_VALUES = 20
_MOST_PARSED = 5
_MOST_REFERENCES = 25


@dataclass(frozen=True, slots=True)
class Marks:
    """What the headers say; whether a letter or a case of that name exists is another question."""

    is_to_us: bool = False
    """It went to a plus address of ours, with whatever token (M-1, M-2)."""

    is_from_us: bool = False
    """It says that it comes from our own address: a letter of ours, or our own office writing."""

    message_id: str = ""
    references: tuple[str, ...] = ()
    """Its own identifier and those it refers to, as far as they are of our domain."""

    subject: str = ""
    """In one line."""


def marks(head: bytes, mail_from: str) -> Marks:
    """Read the headers of a message to the mailbox `mail_from`. Never raises."""
    try:
        found, _, _ = read_headers(head)
    except Unparsable:
        # Nobody else's address has our name and a plus sign in it.
        local = mail_from.partition("@")[0]
        return Marks(is_to_us=f"{local}+".encode() in head.lower())
    end = f"@{mail_from.partition('@')[2]}>"

    def ours(*names: str) -> tuple[str, ...]:
        values = [value for name in names for value in found.all(name)[:_MOST_VALUES]]
        named = headers.identifiers(values)
        return tuple(each for each in named if headers.lowered(each).endswith(end))

    references = ours("In-Reply-To", "References")
    return Marks(
        is_to_us=_is_to_us(
            [v for name in RECIPIENT_HEADERS for v in found.all(name)[:_MOST_VALUES]], mail_from
        ),
        is_from_us=headers.only_address(found.all("From")) == mail_from,
        message_id=next(iter(ours("Message-ID")), ""),
        # A long thread names what began it in front, and what is answered at the end.
        references=tuple(
            dict.fromkeys(references[:_MOST_REFERENCES] + references[-_MOST_REFERENCES:])
        ),
        subject=single_line(found.first("Subject")),
    )


def _is_to_us(values: list[str], mail_from: str) -> bool:
    local, _, domain = mail_from.partition("@")
    values = [headers.lowered(value) for value in values]
    values = [value for value in values if f"{local}+" in value]
    address = re.compile(
        rf"(?<![\w.!#$%&'*+/=?^`{{|}}~-]){re.escape(local)}\+[^\s@<>,;:\"()]{{1,64}}"
        rf"@{re.escape(domain)}(?![\w.-])"
    )
    if any(address.search(value) for value in values):
        return True
    # What is written in an unusual way only a parser can read, and not too much of it: it is slow.
    return bool(token_in(headers.addresses(values[:_MOST_PARSED]), mail_from))
