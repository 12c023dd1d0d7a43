"""Conversing by mail: what goes in, and at which address."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from urllib.parse import unquote

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.support import (
    a_reply,
)

DELAY = timedelta(minutes=10)


_ids = iter(range(10_000))


def a_message_id() -> str:
    return f"<percakapan-{next(_ids)}@contoh.example>"


def reply(desk: Desk, letter: Addressed, text: str, **changes: Any) -> Outcome:
    return receive(desk, a_reply(letter, text, message_id=a_message_id(), **changes))


def address_in(letter: Addressed, label: str) -> str:
    """The address behind a line of a letter that does something."""
    found = re.search(rf"{label}[^\n]*mailto:([^?\s]+)", letter.body)
    assert found, (label, letter.body)
    return unquote(found[1])


def with_division(desk: Desk) -> None:
    with desk.store.writing() as work:
        work.people.add("kabid@contoh.example", "Kabid Contoh", Role.DIVISION_HEAD, "", work.now)
        work.people.add("tim@contoh.example", "Tim Contoh", Role.TEAM_MEMBER, "", work.now)


def with_files(raw: bytes, *files: tuple[str, str, bytes]) -> bytes:
    message = message_from_bytes(raw, EmailMessage, policy=default)
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
