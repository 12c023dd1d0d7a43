"""Mails that somebody writes to do harm."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.inbox.office import the_officer
from tests.support import a_reply

HANG_S = 60
"""Nothing here takes a second; what takes this long does not end."""


_turns = count()


def add(desk: Desk, name: str, role: Role) -> Officer:
    with desk.store.writing() as work:
        work.people.add(f"{name}@contoh.example", f"{name.title()} Contoh", role, "", work.now)
    return the_officer(desk, name)


def message_id_of(desk: Desk, letter: Addressed) -> str:
    with desk.store.writing() as work:
        for each in work.outbox.claim(work.now, timedelta(0), 1000):
            opened = desk.envelope.open(each.message_id, "letter", each.sealed)
            if Addressed.unpack(opened) == letter:
                return each.message_id
    raise LookupError(letter.name)


def reply(desk: Desk, letter: Addressed, text: str, **changes: Any) -> Outcome:
    message_id = f"<ganas-{next(_turns)}@contoh.example>"
    return receive(desk, a_reply(letter, text, message_id=message_id, **changes))


def referring(desk: Desk, letter: Addressed, sender: str, to: str, text: str) -> bytes:
    return a_reply(
        letter,
        text,
        sender=sender,
        to=to,
        message_id=f"<ganas-{next(_turns)}@contoh.example>",
        headers={"References": message_id_of(desk, letter)},
    )
