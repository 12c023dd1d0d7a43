"""The read log: who opened which case, and when. Each opening is a row; lists merge them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, insert, select

from loket_inbox.domain.officers import Scope
from loket_inbox.store.lists import visible
from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import cases, readings

BOOK = "book"
"""The code of a look at the book: it opens many cases at once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an officer opened of a case within one hour: how often, from when to when.

    `what` is a code: the case's page, an original message, the book. Of a look at the book that is
    listed once for all its cases, `number` is "", and `cases` says how many they were.
    """

    number: str
    officer_id: int
    what: str
    at: datetime
    last: datetime
    times: int = 1
    cases: int = 1


class Readings(Rows):
    """The read log within one transaction."""

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
        """List the newest openings of a case, merged by hour."""
        merged = _merged(readings.c.case_id, readings.c.case_id == case_id)
        return self._listed(merged.limit(most), with_number=True)

    def newest(self, scope: Scope, most: int, offset: int) -> tuple[Reading, ...]:
        """List the newest openings of all cases in a scope, merged by hour."""
        return self._listed(_of_scope(scope).limit(most).offset(offset))

    def count(self, scope: Scope) -> int:
        """Count what `newest` lists of a scope."""
        counted = select(func.count()).select_from(_of_scope(scope).order_by(None).subquery())
        return int(self.connection.execute(counted).scalar_one())

    def _listed(self, merged: Select[Any], *, with_number: bool = False) -> tuple[Reading, ...]:
        return tuple(
            Reading(
                row.number if with_number or row.what != BOOK else "",
                row.officer_id,
                row.what,
                row.first,
                row.last,
                row.looks if row.what == BOOK else row.times,
                row.cases,
            )
            for row in self.connection.execute(merged)
        )


def _of_scope(scope: Scope) -> Select[Any]:
    """Merge the openings of a scope; a look at the book is one, however many cases it shows."""
    about = case((readings.c.what == BOOK, 0), else_=readings.c.case_id)
    return _merged(about, *visible(scope))


def _merged(about: ColumnElement[int], *where: ColumnElement[bool]) -> Select[Any]:
    """Merge openings by officer, kind, hour and `about`, the newest first.

    A moment is text in UTC, so its first thirteen signs are its hour. One look at the book writes
    down all its cases at the same moment.
    """
    each = (
        select(
            readings,
            cases.c.number,
            about.label("about"),
            func.substr(readings.c.at, 1, 13).label("hour"),
        )
        .join(cases, cases.c.id == readings.c.case_id)
        .where(*where)
        .subquery()
    )
    return (
        select(
            each.c.officer_id,
            each.c.what,
            func.min(each.c.number).label("number"),
            func.min(each.c.at).label("first"),
            func.max(each.c.at).label("last"),
            func.count().label("times"),
            func.count(each.c.at.distinct()).label("looks"),
            func.count(each.c.case_id.distinct()).label("cases"),
        )
        .group_by(each.c.officer_id, each.c.what, each.c.about, each.c.hour)
        .order_by(func.max(each.c.at).desc(), func.max(each.c.id).desc())
    )
