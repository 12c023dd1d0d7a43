"""The officers' list of cases, and who has opened which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket_inbox.case import Case
from loket_inbox.desk import Desk
from loket_inbox.officers import DeskRight, NotAllowedError, Officer, may_at_desk, scope
from loket_inbox.outcomes import HELD
from loket_inbox.promises import next_due
from loket_inbox.store.readings import Reading
from loket_inbox.store.register import CaseLine, Filter

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of `total` cases; pages count from 1."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return _pages(self.total)


@dataclass(frozen=True, slots=True)
class ReadLog:
    """One page of who has opened which case, with everybody's names by row."""

    lines: tuple[Reading, ...]
    people: dict[int, str]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty log has one."""
        return _pages(self.total)


def list_cases(desk: Desk, officer: Officer, narrowed: Filter, page: int) -> Listing:
    """List the cases that an officer may read. A page that is not there is the last one."""
    with desk.store.reading() as work:
        total = work.register.count(scope(officer), narrowed)
        page = _there(page, total)
        lines = work.register.page(
            scope(officer), narrowed, most=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
        )
    return Listing(lines, total, page)


def held_waiting(desk: Desk, officer: Officer) -> int:
    """Count the held mails that wait for an officer; none for one who has nothing to do with it."""
    if not may_at_desk(officer, DeskRight.HELD_MAIL):
        return 0
    with desk.store.reading() as work:
        return work.messages.count_waiting(scope(officer), HELD)


def read_log(desk: Desk, officer: Officer, page: int) -> ReadLog:
    """List who has opened which case, newest first. A page that is not there is the last one.

    What complains of the reader stays out. Raises NotAllowedError.
    """
    if not may_at_desk(officer, DeskRight.READ_LOG):
        raise NotAllowedError(officer.mark)
    with desk.store.reading() as work:
        total = work.readings.count(scope(officer))
        page = _there(page, total)
        lines = work.readings.newest(scope(officer), PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return ReadLog(lines, work.people.names(), total, page)


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))


def _there(page: int, total: int) -> int:
    return min(max(1, page), _pages(total))


def refresh_due_days(desk: Desk) -> int:
    """Work out the due day of every open case anew, after a change of calendars or deadlines.

    Returns how many changed. Each of those is its own transaction, so that nobody waits for all.
    """
    with desk.store.reading() as work:
        changed = [
            case_id
            for case_id, turn, due_on in work.cases.due_days()
            if (turn, due_on) != _sorted_by(desk, work.cases.by_id(case_id).case)
        ]
    for case_id in changed:
        with desk.store.writing() as work:
            case = work.cases.by_id(case_id).case
            work.cases.set_due(case_id, case, _sorted_by(desk, case)[1])
    return len(changed)


def _sorted_by(desk: Desk, case: Case) -> tuple[int, date | None]:
    return case.state.turn.value, next_due(desk.catalogue, case, desk.calendar).day
