"""The alarm that letters do not go out: a red flag on the register, and `/sehat` (F-8)."""

from __future__ import annotations

from datetime import timedelta

from loket_inbox.desk import Desk
from loket_inbox.store.delays import Delay, delay
from loket_inbox.store.transactions import Work

LATE_AFTER = timedelta(minutes=30)
"""How old an undelivered letter is when people should know."""


def late_in(work: Work) -> Delay | None:
    """Count the letters that are late, within a transaction."""
    return delay(work.outbox, work.now - LATE_AFTER)


def late_letters(desk: Desk) -> Delay | None:
    """Count the letters that are late; None while all is well."""
    with desk.store.reading() as work:
        return late_in(work)
