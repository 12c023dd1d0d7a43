"""The officers' list of cases, and who has opened which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket_inbox.case import Case
from loket_inbox.desk import Desk
from loket_inbox.handling.paging import Paged, page_there
from loket_inbox.officers import DeskRight, NotAllowedError, Officer, may_at_desk, scope
from loket_inbox.outcomes import HELD
from loket_inbox.promises import next_due
from loket_inbox.store.readings import Reading
from loket_inbox.store.register import CaseLine, Filter

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ReadLog(Paged[Reading]):
    """One page of who has opened which case, with everybody's names by row."""

    people: dict[int, str]


def list_cases(desk: Desk, officer: Officer, narrowed: Filter, page: int) -> Paged[CaseLine]:
    """List the cases that an officer may read. A page that is not there is the last one."""
    with desk.store.reading() as work:
        total = work.register.count(scope(officer), narrowed)
        page = page_there(page, total, PAGE_SIZE)
        lines = work.register.page(
            scope(officer), narrowed, most=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
        )
    return Paged(lines, total, page, PAGE_SIZE)


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
        page = page_there(page, total, PAGE_SIZE)
        lines = work.readings.newest(scope(officer), PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return ReadLog(lines, total, page, PAGE_SIZE, work.people.names())


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
