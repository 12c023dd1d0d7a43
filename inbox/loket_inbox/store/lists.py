"""The list of cases: filtered, sorted and counted by what stands in clear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from loket_inbox.domain.officers import Scope
from loket_inbox.domain.states import State, Turn
from loket_inbox.store.cases import ACCUSED, HANDLER
from loket_inbox.store.tables import case_officers, cases

SHORTEST_PART = 3
"""How many signs of a public number have to be typed to find it."""

# Longer numbers are none, and no database would take them.
_AGENDA = re.compile(r"(?P<number>[0-9]{1,8})(?:/(?P<year>[0-9]{4})?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of cases is narrowed to; empty values narrow nothing.

    `late_on` is the day on which our cases with an earlier due day count as late. `since` and
    `until` bound the moment of receipt, `until` excluded. `search` is a part of a case number,
    or an agenda number (`12` or `12/2026`). Cases that were filed, on which nobody has to do
    anything, are only listed where `state`, `form` or `search` asks for them. Cases that look like
    a robot's stand in a list of their own, `set_aside`; a `search` finds both.
    """

    state: State | None = None
    ours: bool = False
    late_on: date | None = None
    form: str = ""
    division: str = ""
    channel: str = ""
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list."""

    id: int
    number: str
    form: str
    state: State
    received_at: datetime
    due_on: date | None
    channel: str
    division: str
    agenda_year: int | None
    agenda_number: int | None
    is_set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The lists of cases within one transaction."""

    connection: Connection

    def page(
        self, scope: Scope, narrowed: Filter, *, most: int, offset: int
    ) -> tuple[CaseLine, ...]:
        """List cases: our own turn first, by due day; where that is the same, the newest first."""
        rows = self.connection.execute(
            select(cases)
            .where(*visible(scope), *_narrowing(narrowed))
            .order_by(cases.c.turn, cases.c.due_on, cases.c.received_at.desc(), cases.c.id.desc())
            .limit(most)
            .offset(offset)
        )
        return tuple(
            CaseLine(
                id=row.id,
                number=row.number,
                form=row.form,
                state=State.coded(row.state),
                received_at=row.received_at,
                due_on=row.due_on,
                channel=row.channel,
                division=row.division,
                agenda_year=row.agenda_year,
                agenda_number=row.agenda_number,
                is_set_aside=row.is_set_aside,
            )
            for row in rows
        )

    def count(self, scope: Scope, narrowed: Filter) -> int:
        """Count the cases of such a list."""
        counted = select(func.count()).select_from(cases)
        where = (*visible(scope), *_narrowing(narrowed))
        return int(self.connection.execute(counted.where(*where)).scalar_one())

    def book(self, scope: Scope, since: datetime, until: datetime) -> tuple[int, ...]:
        """List the rows of cases received in a span, in the order of the register's numbers.

        Those without a number stand at the end. What was filed, such as a survey, is no complaint,
        and neither is what looks like a robot's.
        """
        rows = self.connection.execute(
            select(cases.c.id)
            .where(
                *visible(scope),
                cases.c.received_at >= since,
                cases.c.received_at < until,
                cases.c.state != State.FILED.code,
                cases.c.is_set_aside.is_(False),
            )
            .order_by(
                cases.c.agenda_year.is_(None),
                cases.c.agenda_year,
                cases.c.agenda_number,
                cases.c.received_at,
            )
        )
        return tuple(row.id for row in rows)


def _has_part(officer_ids: tuple[int, ...], part: str) -> ColumnElement[bool]:
    return exists().where(
        case_officers.c.case_id == cases.c.id,
        case_officers.c.officer_id.in_(officer_ids),
        case_officers.c.part == part,
    )


def visible(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Say in SQL which cases a scope holds."""
    where = [~_has_part(scope.accused_as, ACCUSED)]
    if scope.division:
        where.append(cases.c.accused_division != scope.division)
    if scope.handled_only:
        where.append(_has_part((scope.officer_id,), HANDLER))
    return tuple(where)


def _narrowing(narrowed: Filter) -> tuple[ColumnElement[bool], ...]:
    where = _list(narrowed)
    if narrowed.ours or narrowed.late_on:
        where.append(cases.c.turn == Turn.OURS.value)
    if narrowed.late_on:
        where.append(cases.c.due_on < narrowed.late_on)
    for column, wanted in (
        (cases.c.form, narrowed.form),
        (cases.c.division, narrowed.division),
        (cases.c.channel, narrowed.channel),
    ):
        if wanted:
            where.append(column == wanted)
    if narrowed.since:
        where.append(cases.c.received_at >= narrowed.since)
    if narrowed.until:
        where.append(cases.c.received_at < narrowed.until)
    if narrowed.search:
        where.append(_matching(narrowed.search))
    return tuple(where)


def _list(narrowed: Filter) -> list[ColumnElement[bool]]:
    """Say which of the lists it is: of all, of a state, of what was filed or set aside."""
    where: list[ColumnElement[bool]] = []
    if narrowed.state:
        where.append(cases.c.state == narrowed.state.code)
    elif not (narrowed.form or narrowed.search or narrowed.set_aside):
        where.append(cases.c.state != State.FILED.code)
    if narrowed.set_aside or not narrowed.search:
        where.append(cases.c.is_set_aside.is_(narrowed.set_aside))
    return where


def _matching(search: str) -> ColumnElement[bool]:
    """Match a part of the public number, or the number in the register."""
    bare = "".join(sign for sign in search.upper() if sign.isalnum())
    undashed = func.replace(cases.c.number, "-", "")
    found = [undashed.contains(bare, autoescape=True)] if len(bare) >= SHORTEST_PART else []
    agenda = _AGENDA.fullmatch(search.strip())
    if agenda:
        numbered = cases.c.agenda_number == int(agenda["number"])
        year = agenda["year"]
        found.append(and_(numbered, cases.c.agenda_year == int(year)) if year else numbered)
    return or_(*found) if found else cases.c.id.is_(None)
