"""The read log: who opened which case, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select

from loket_inbox.officers import Scope
from loket_inbox.store.register import visible
from loket_inbox.store.tables import cases, readings


@dataclass(frozen=True, slots=True)
class Reading:
    """One opening of a case. `what` is a code: the case's page, a print, an original message."""

    number: str
    officer_id: int
    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Readings:
    """The read log within one transaction."""

    connection: Connection

    def add(self, case_id: int, officer_id: int, what: str, at: datetime) -> None:
        """Write down that an officer opens a case."""
        self.connection.execute(
            insert(readings).values(case_id=case_id, officer_id=officer_id, what=what, at=at)
        )

    def latest_by_officer(self, case_id: int, since: datetime) -> dict[int, datetime]:
        """Say who has opened a case since a moment, and when last."""
        rows = self.connection.execute(
            select(readings.c.officer_id, func.max(readings.c.at).label("at"))
            .where(readings.c.case_id == case_id, readings.c.at >= since)
            .group_by(readings.c.officer_id)
        )
        return {row.officer_id: row.at for row in rows}

    def of_case(self, case_id: int, most: int) -> tuple[Reading, ...]:
        """List the newest openings of a case."""
        return self._listed(most, readings.c.case_id == case_id)

    def newest(self, scope: Scope, most: int, offset: int) -> tuple[Reading, ...]:
        """List the newest openings of all cases in a scope."""
        return self._listed(most, *visible(scope), offset=offset)

    def count(self, scope: Scope) -> int:
        """Count the openings of all cases in a scope."""
        counted = select(func.count()).select_from(readings)
        joined = counted.join(cases, cases.c.id == readings.c.case_id).where(*visible(scope))
        return int(self.connection.execute(joined).scalar_one())

    def _listed(
        self, most: int, *where: ColumnElement[bool], offset: int = 0
    ) -> tuple[Reading, ...]:
        rows = self.connection.execute(
            select(cases.c.number, readings.c.officer_id, readings.c.at, readings.c.what)
            .join(cases, cases.c.id == readings.c.case_id)
            .where(*where)
            .order_by(readings.c.id.desc())
            .limit(most)
            .offset(offset)
        )
        return tuple(Reading(row.number, row.officer_id, row.at, row.what) for row in rows)
