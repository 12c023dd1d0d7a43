"""What people know a mail by: who, to whom, about what, when. Reads what nothing else can read."""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import BytesHeaderParser

from loket_inbox.mail_in import headers

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
        items = BytesHeaderParser().parsebytes(raw[:_READ]).raw_items()
        found = {name.lower(): str(value) for name, value in reversed(tuple(items))}
        return Letterhead(*(_shown(found, name) for name in ("from", "to", "subject", "date")))
    except Exception:  # noqa: BLE001 - the standard parser fails on hostile input in many ways
        return Letterhead()


def _shown(found: dict[str, str], name: str) -> str:
    return headers.single_line(headers.unescaped(found.get(name, "")), _LONGEST)
