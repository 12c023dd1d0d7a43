"""The officers' list of cases, and who has opened which."""

from __future__ import annotations

from dataclasses import dataclass

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import HELD
from loket_inbox.domain.officers import DeskRight, NotAllowedError, Officer, may_at_desk, scope
from loket_inbox.handling.casefile import definition_read
from loket_inbox.handling.paging import PAGE_SIZE, Paged, page_there
from loket_inbox.store.lists import CaseLine, Filter
from loket_inbox.store.readings import Reading


@dataclass(frozen=True, slots=True)
class ReadLog(Paged[Reading]):
    """One page of who has opened which case, with everybody's names by row."""

    people: dict[int, str]


def list_cases(desk: Desk, officer: Officer, narrowed: Filter, page: int) -> Paged[CaseLine]:
    """List the cases that an officer may read. A page that is not there is the last one."""
    with desk.store.reading() as work:
        total = work.lists.count(scope(officer), narrowed)
        page = page_there(page, total, PAGE_SIZE)
        lines = work.lists.page(
            scope(officer), narrowed, most=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
        )
    return Paged(lines, total, page, PAGE_SIZE)


def former_forms(desk: Desk) -> dict[str, str]:
    """Name the forms that took submissions and are published no more: labels by code."""
    published = [form.code for form in desk.catalogue.forms]
    with desk.store.reading() as work:
        kept = work.definitions.newest_except(published)
    specs = ((each.form, definition_read(each.definition, each.digest)) for each in kept)
    return {code: spec.label if spec else code for code, spec in specs}


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
        return work.lists.count(scope(officer), Filter(set_aside=True))


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
