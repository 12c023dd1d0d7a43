"""What people know a mail by: who, to whom, about what, when. Reads what nothing else can read."""

from __future__ import annotations

from dataclasses import dataclass

from loket_mail.message.head import Unparsable, read_headers
from loket_mail.message.parameters import value_and_parameters
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
        headers, _, _ = read_headers(raw[:_READ].lstrip(b"\r\n"))
    except Unparsable:
        return Letterhead()
    _, parameters = value_and_parameters(headers.first("content-type")[:_LONGEST])
    headers.charset = parameters.get("charset", "")
    return Letterhead(
        *(single_line(headers.first(name), _LONGEST) for name in ("from", "to", "subject", "date"))
    )
