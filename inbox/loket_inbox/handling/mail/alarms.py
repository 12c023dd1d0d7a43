"""The alarms that mail does not go out or come in: a red flag, and `/sehat` (F-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from loket_inbox.desk import Desk
from loket_inbox.store.outbox import Delay
from loket_inbox.store.transactions import Work

LATE_AFTER = timedelta(minutes=30)
"""How old an undelivered letter is, or the last look into the mailbox, when people should know."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """What is wrong with the mail: letters that wait, and a mailbox that nobody reads.

    `unread_since` is when the mailbox was last read; None while that is lately, or there is none.
    """

    letters: Delay | None
    is_unread: bool
    unread_since: datetime | None


def late_in(work: Work) -> Delay | None:
    """Count the letters that are late, within a transaction."""
    return work.outbox.delay(work.now - LATE_AFTER)


def is_unread_in(desk: Desk, work: Work) -> bool:
    """Say whether there is a mailbox that was not read lately, within a transaction."""
    if desk.settings.imap is None:
        return False
    read_at = work.mailboxes.read_at()
    return read_at is None or work.now - read_at > LATE_AFTER


def alarms(desk: Desk) -> Alarms:
    """Say what is wrong with the mail."""
    with desk.store.reading() as work:
        is_unread = is_unread_in(desk, work)
        return Alarms(late_in(work), is_unread, work.mailboxes.read_at() if is_unread else None)
