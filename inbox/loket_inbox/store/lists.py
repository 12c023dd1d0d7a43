"""The lists of cases, by what stands in clear; and the cases that wait to be told of.

Officers have not been written to yet about untold cases. Those that hurry nobody, which a robot
seems to have sent or which were only filed, wait for the daily digest.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, update

from loket_inbox.domain.officers import Scope
from loket_inbox.domain.states import State, Turn
from loket_inbox.store.cases import ACCUSED, HANDLER
from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import case_officers, cases, events, outbox

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
class OpenedName:
    """That an officer has opened a confidential name or contact: on which case, whom by mark."""

    number: str
    event: str
    by: str
    at: datetime


class Lists(Rows):
    """The lists of cases within one transaction."""

    def opened_names(
        self, scope: Scope, names: Collection[str], since: datetime
    ) -> tuple[OpenedName, ...]:
        """List events of these names since a moment, the oldest first."""
        found = (
            select(cases.c.number, events.c.name, events.c.by, events.c.at)
            .join(cases, cases.c.id == events.c.case_id)
            .where(*visible(scope), events.c.name.in_(names), events.c.at >= since)
            .order_by(events.c.at, events.c.id)
        )
        return tuple(OpenedName(*row) for row in self.connection.execute(found))

    def page(
        self, scope: Scope, narrowed: Filter, *, most: int, offset: int
    ) -> tuple[CaseLine, ...]:
        """List cases: our own turn first, by due day; where that is the same, the newest first."""
        page = (
            select(cases)
            .where(*visible(scope), *_narrowing(narrowed))
            .order_by(cases.c.turn, cases.c.due_on, cases.c.received_at.desc(), cases.c.id.desc())
            .limit(most)
            .offset(offset)
        )
        return self._values(CaseLine, page, state=State.coded)

    def count(self, scope: Scope, narrowed: Filter) -> int:
        """Count the cases of such a list."""
        return self._count(cases, *visible(scope), *_narrowing(narrowed))

    def book(self, scope: Scope, since: datetime, until: datetime) -> tuple[int, ...]:
        """List the rows of cases received in a span, in the order of the register's numbers.

        Those without a number stand at the end. What was filed, such as a survey, is no complaint,
        and neither is what looks like a robot's.
        """
        return self._column(
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


@dataclass(frozen=True, slots=True)
class UntoldCase:
    """What a digest may say of a case, and whether it was set aside."""

    id: int
    number: str
    form: str
    due_on: date | None
    is_set_aside: bool


class Untold(Rows):
    """The untold cases within one transaction."""

    def any(self) -> bool:
        """Say whether any case waits to be told of."""
        return self._is_any(select(cases.c.id).where(cases.c.told_at.is_(None)))

    def oldest(self, *, calm: bool) -> datetime | None:
        """Say when the oldest came in that waits; `calm` are those of the daily digest."""
        oldest = select(func.min(cases.c.received_at)).where(*_waiting(calm=calm))
        return self.connection.execute(oldest).scalar()

    def first(self, most: int, *, calm: bool) -> tuple[UntoldCase, ...]:
        """List the cases that wait, oldest first; another worker's are left to it."""
        first = (
            select(cases)
            .where(*_waiting(calm=calm))
            .order_by(cases.c.received_at, cases.c.id)
            .limit(most)
        )
        return self._values(UntoldCase, first.with_for_update(skip_locked=True))

    def seen_by(self, scope: Scope, case_ids: Collection[int]) -> set[int]:
        """Say which of these cases somebody may read."""
        found = select(cases.c.id).where(*visible(scope), cases.c.id.in_(case_ids))
        return set(self._column(found))

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
