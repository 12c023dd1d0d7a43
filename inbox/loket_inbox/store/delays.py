"""Letters that have not gone out for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from loket_inbox.store.outbox import Outbox
from loket_inbox.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Delay:
    """How many letters are late, and since when the oldest of them waits."""

    letters: int
    since: datetime


def delay(waiting: Outbox, before: datetime) -> Delay | None:
    """Count the undelivered letters that were written before a moment; None if there is none.

    One that was given up is not late: somebody was told of it.
    """
    late = select(
        func.count().label("letters"), func.min(outbox.c.created_at).label("since")
    ).where(outbox.c.sent_at.is_(None), outbox.c.failed_at.is_(None), outbox.c.created_at < before)
    row = waiting.connection.execute(late).one()
    return Delay(row.letters, row.since) if row.since else None
