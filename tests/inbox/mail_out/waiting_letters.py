"""Letters that wait, a way out that does as it is told, and how they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loket_inbox.desk import Desk
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Letter, Sender
from loket_inbox.mail_out.outbox import deliver_due
from loket_inbox.mail_out.transport import (
    AwayError,
    NotDeliveredError,
    Outgoing,
)
from loket_inbox.store.outbox import WaitingLetter
from loket_inbox.store.tables import outbox
from loket_inbox.store.transactions import Work


@dataclass
class FakeTransport:
    """A way out that remembers what went through it, and refuses what it is told to."""

    refused: dict[str, NotDeliveredError] = field(default_factory=dict)
    away: bool = False
    takes_others: bool = True
    sent: list[Outgoing] = field(default_factory=list)

    def is_ready(self) -> bool:
        return True

    def takes_letters(self) -> bool:
        return self.takes_others

    def send(self, letter: Outgoing) -> None:
        if self.away:
            raise AwayError("connect ConnectionRefusedError")
        if letter.recipient in self.refused:
            raise self.refused[letter.recipient]
        self.sent.append(letter)

    def hang_up(self) -> None:
        """Nothing to end."""


@dataclass
class Told:
    """Remembers of which letters somebody else was told."""

    letters: list[WaitingLetter] = field(default_factory=list)

    def __call__(self, _desk: Desk, _work: Work, letter: WaitingLetter) -> None:
        self.letters.append(letter)


def post(desk: Desk, *recipients: str) -> None:
    """Put a letter for each into the outbox."""
    with desk.store.writing() as work:
        for recipient in recipients or ("petugas@contoh.example",):
            letter = Letter(LetterKind.NEW_CASE, "K7M4-PX9R: besok", "Isi surat.\n", "K7M4-PX9R")
            desk.post(work, letter, Sender(recipient, name="Petugas Contoh"))


def deliver(
    desk: Desk, transport: Any, told: Told | None = None, chance: Callable[[], float] = lambda: 0
) -> tuple[int, int]:
    return deliver_due(desk, transport, told or Told(), chance=chance)


def state(desk: Desk) -> list[tuple[int, str, datetime, datetime | None]]:
    """Attempts, last error, next try and delivery of each letter, in order."""
    with desk.store.engine.connect() as connection:
        found = connection.execute(outbox.select().order_by(outbox.c.id)).all()
    return [(row.attempts, row.last_error, row.due_at, row.sent_at) for row in found]


LATER = NotDeliveredError("RCPT 451 4.3.0")
