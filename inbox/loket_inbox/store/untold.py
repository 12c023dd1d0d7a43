"""Cases that officers have not been written to about yet: they wait for a digest.

Those that hurry nobody, which a robot seems to have sent or which were only filed, wait for the
daily one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, func, not_, or_, select, update

from loket_inbox.domain.officers import Scope
from loket_inbox.domain.states import State
from loket_inbox.store.lists import visible
from loket_inbox.store.tables import cases, outbox


@dataclass(frozen=True, slots=True)
class UntoldCase:
    """What a digest may say of a case, and whether it was set aside."""

    id: int
    number: str
    form: str
    due_on: date | None
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class Untold:
    """The untold cases within one transaction."""

    connection: Connection

    def any(self) -> bool:
        """Say whether any case waits to be told of."""
        found = select(cases.c.id).where(cases.c.told_at.is_(None)).limit(1)
        return self.connection.execute(found).first() is not None

    def oldest(self, *, calm: bool) -> datetime | None:
        """Say when the oldest came in that waits; `calm` are those of the daily digest."""
        oldest = select(func.min(cases.c.received_at)).where(*_waiting(calm=calm))
        return self.connection.execute(oldest).scalar()

    def first(self, most: int, *, calm: bool) -> tuple[UntoldCase, ...]:
        """List the cases that wait, oldest first; another worker's are left to it."""
        rows = self.connection.execute(
            select(cases)
            .where(*_waiting(calm=calm))
            .order_by(cases.c.received_at, cases.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return tuple(
            UntoldCase(row.id, row.number, row.form, row.due_on, row.is_set_aside) for row in rows
        )

    def seen_by(self, scope: Scope, case_ids: Collection[int]) -> set[int]:
        """Say which of these cases somebody may read."""
        found = select(cases.c.id).where(*visible(scope), cases.c.id.in_(case_ids))
        return {row.id for row in self.connection.execute(found)}

    def told(self, case_ids: Collection[int], at: datetime) -> None:
        """Write down that officers were written to about these cases."""
        self.connection.execute(update(cases).where(cases.c.id.in_(case_ids)).values(told_at=at))

    def forget_told(self, case_id: int) -> None:
        """Let a case wait to be told of again: the letter that told of it was taken back."""
        self.connection.execute(update(cases).where(cases.c.id == case_id).values(told_at=None))

    def forget_digests_to(self, officer_id: int, letters: Collection[str]) -> None:
        """Let the cases wait again that only stand in digests which have not gone out to somebody.

        A digest and the cases that it names bear the same moment, that of their transaction.
        """
        unsent = select(outbox.c.created_at).where(
            outbox.c.officer_id == officer_id,
            outbox.c.letter.in_(letters),
            outbox.c.sent_at.is_(None),
        )
        self.connection.execute(
            update(cases).where(cases.c.told_at.in_(unsent)).values(told_at=None)
        )


def _waiting(*, calm: bool) -> tuple[ColumnElement[bool], ...]:
    hurries_nobody = or_(cases.c.is_set_aside, cases.c.state == State.FILED.code)
    return cases.c.told_at.is_(None), hurries_nobody if calm else not_(hurries_nobody)
