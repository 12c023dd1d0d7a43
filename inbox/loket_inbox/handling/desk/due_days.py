"""The days on which cases are due, kept true when calendars or deadlines change."""

from __future__ import annotations

import logging
from datetime import date

from loket_inbox.desk import Desk
from loket_inbox.domain.case import BrokenHistoryError
from loket_inbox.domain.codes import digest
from loket_inbox.handling.promises import next_due
from loket_inbox.private_files import write_private_file
from loket_inbox.store.transactions import Work

STAMP = "due-days"
"""The file of the data folder that names the calendars and deadlines worked with last."""

log = logging.getLogger(__name__)


def refresh_due_days(desk: Desk) -> int:
    """Work out the due day of every open case anew, once calendars or deadlines have changed.

    Returns how many cases changed. Each of those is its own transaction, so that nobody waits for
    all; a case whose history is broken keeps its day, and the log says so.
    """
    stamp = desk.settings.data / STAMP
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
    stamp.unlink(missing_ok=True)
    write_private_file(stamp, clocks.encode())
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
