"""The officers' list of cases, and who has opened which."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from loket_inbox.desk import Desk
from loket_inbox.domain.case import BrokenHistoryError
from loket_inbox.domain.codes import digest
from loket_inbox.domain.officers import DeskRight, NotAllowedError, Officer, may_at_desk, scope
from loket_inbox.domain.outcomes import HELD
from loket_inbox.handling.paging import Paged, page_there
from loket_inbox.promises import next_due
from loket_inbox.store.readings import Reading
from loket_inbox.store.register import CaseLine, Filter
from loket_inbox.store.transactions import Work

PAGE_SIZE = 50

_STAMP = "due-days"
"""The file of the data folder that names the calendars and deadlines worked with last."""

log = logging.getLogger(__name__)


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


def set_aside_waiting(desk: Desk, officer: Officer) -> int | None:
    """Count the cases that look like a robot's; None for one who has nothing to do with them."""
    if not may_at_desk(officer, DeskRight.SET_ASIDE):
        return None
    with desk.store.reading() as work:
        return work.register.count(scope(officer), Filter(set_aside=True))


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
    """Work out the due day of every open case anew, once calendars or deadlines have changed.

    Returns how many cases changed. Each of those is its own transaction, so that nobody waits for
    all; a case whose history is broken keeps its day, and the log says so.
    """
    stamp = desk.settings.data / _STAMP
    clocks = _clocks(desk)
    if stamp.exists() and stamp.read_text(encoding="ascii") == clocks:
        return 0
    with desk.store.reading() as work:
        changed = [
            case_id
            for case_id, turn, due_on in work.cases.due_days()
            if (turn, due_on) != _sorted_by(desk, work, case_id, (turn, due_on))
        ]
    for case_id in changed:
        with desk.store.writing() as work:
            found = work.cases.by_id(case_id)
            day = next_due(desk.catalogue, found.case, desk.calendar).day
            work.cases.set_due(case_id, found.case, day)
    stamp.write_text(clocks, encoding="ascii")
    return len(changed)


def _clocks(desk: Desk) -> str:
    """Name everything that due days hang on: the calendars, the deadlines, and whose they are."""
    catalogue = desk.catalogue
    forms = [(form.code, form.deadlines, form.misconduct_deadline) for form in catalogue.forms]
    days = sorted((year, sorted(off)) for year, off in desk.calendar.days_off.items())
    return digest(repr((catalogue.deadlines, forms, days)))


def _sorted_by(
    desk: Desk, work: Work, case_id: int, kept: tuple[int, date | None]
) -> tuple[int, date | None]:
    try:
        case = work.cases.by_id(case_id).case
    except BrokenHistoryError:
        log.warning("history-broken case=%d", case_id)
        return kept
    return case.state.turn.value, next_due(desk.catalogue, case, desk.calendar).day
