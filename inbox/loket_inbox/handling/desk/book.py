"""The complaint register (buku pengaduan): a span of days of it, on the page or as a file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from loket_inbox.desk import Desk
from loket_inbox.domain.case import BrokenHistoryError
from loket_inbox.domain.deadlines import OFFICE_TIME
from loket_inbox.domain.officers import (
    OPERATOR,
    DeskRight,
    NotAllowedError,
    Officer,
    Right,
    may,
    may_at_desk,
    scope,
)
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.desk.book_row import COLUMNS, BookRow, row_of
from loket_inbox.handling.doors import Opening
from loket_inbox.handling.paging import Paged, page_there
from loket_inbox.store.transactions import Work
from loket_site.words.spelling.days import typed_day

__all__ = [
    "COLUMNS",
    "PAGE_SIZE",
    "BadPeriodError",
    "BookRow",
    "Period",
    "read_book",
    "whole_book",
]

PAGE_SIZE = 200

log = logging.getLogger(__name__)

_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)
_ONE_DAY = timedelta(days=1)


class BadPeriodError(Exception):
    """Not a span of days that a book can have; the sentence says why, `at_end` which day."""

    def __init__(self, sentence: str, *, at_end: bool) -> None:
        super().__init__(sentence)
        self.at_end = at_end


@dataclass(frozen=True, slots=True)
class Period:
    """The days of the office on which the cases of a book came in, both ends included."""

    first: date = _FIRST
    last: date = _LAST

    @classmethod
    def read(cls, first: str, last: str, *, default: Period) -> Period:
        """Read two days as people write them; an empty one is that of `default`.

        Raises BadPeriodError.
        """
        found = cls(
            _day(first, at_end=False) or default.first, _day(last, at_end=True) or default.last
        )
        if found.first > found.last:
            raise BadPeriodError(_BACKWARDS, at_end=True)
        return found

    @classmethod
    def month_of(cls, day: date) -> Period:
        """Take the whole month of a day."""
        first = day.replace(day=1)
        return cls(first, (first + 31 * _ONE_DAY).replace(day=1) - _ONE_DAY)

    @property
    def since(self) -> datetime:
        """The moment at which the period begins."""
        return datetime.combine(self.first, time(), OFFICE_TIME)

    @property
    def until(self) -> datetime:
        """The moment at which it is over."""
        return datetime.combine(self.last + _ONE_DAY, time(), OFFICE_TIME)


_BACKWARDS = "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu."
_NO_DAY = "Tulis tanggal seperti 2026-03-16 atau 16-03-2026."


def _day(text: str, *, at_end: bool) -> date | None:
    if not text.strip():
        return None
    found = typed_day(text.strip())
    if found is None:
        raise BadPeriodError(_NO_DAY, at_end=at_end)
    return found


def read_book(desk: Desk, officer: Officer, period: Period, page: int) -> Paged[BookRow]:
    """Read a page of the book for an officer, and write that down for each case on it.

    Registered cases come in the order of their numbers, the others after them. A page that is not
    there is the last one. Raises NotAllowedError.
    """
    if not may_at_desk(officer, DeskRight.BOOK):
        raise NotAllowedError(officer.mark)
    with desk.store.writing() as work:
        found = work.lists.book(scope(officer), period.since, period.until)
        page = page_there(page, len(found), PAGE_SIZE)
        shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        for case_id in shown:
            work.readings.add(case_id, officer.id, Opening.BOOK.code, work.now)
    # Another transaction, since opening what is sealed takes its time and needs no writer.
    with desk.store.reading() as work:
        people = work.people.names()
        rows = tuple(
            row_of(file, people)
            for file in _sound(desk, work, shown)
            if may(officer, Right.READ, file.case)
        )
    return Paged(rows, len(found), page, PAGE_SIZE)


def _sound(desk: Desk, work: Work, case_ids: tuple[int, ...]) -> Iterator[CaseFile]:
    """Open cases for the book; one whose history is broken must not take the others with it."""
    for case_id in case_ids:
        try:
            yield CaseFile(desk, work, work.cases.by_id(case_id))
        except BrokenHistoryError:
            log.warning("history-broken case=%d", case_id)


@contextmanager
def whole_book(desk: Desk, period: Period) -> Iterator[tuple[int, Iterator[BookRow]]]:
    """Open the book for whoever runs the command line: how many rows, and the rows."""
    with desk.store.reading() as work:
        found = work.lists.book(OPERATOR, period.since, period.until)
        people = work.people.names()
        yield len(found), (_opened(desk, work, case_id, people) for case_id in found)


def _opened(desk: Desk, work: Work, case_id: int, people: dict[int, str]) -> BookRow:
    return row_of(CaseFile(desk, work, work.cases.by_id(case_id)), people)
