"""The complaint register (buku pengaduan) as a page to read and to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, request

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.handling.desk.book import COLUMNS, BadPeriodError, BookRow, Period, read_book
from loket_inbox.handling.desk.book_row import short_date
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard
from loket_inbox.web.posted import page_number


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the address of the book."""
    views = _BookViews(desk, pages, guard)
    blueprint.get("/buku/")(views.show_book)


@dataclass(frozen=True, slots=True)
class _BookViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard

    def show_book(self) -> Response:
        """Show a span of days of the book; without one, this month."""
        first, last = request.args.get("dari", ""), request.args.get("sampai", "")
        this_month = Period.month_of(local_day(self.desk.store.clock()))
        book, period, mistakes = None, None, {}
        try:
            period = Period.read(first, last, default=this_month)
        except BadPeriodError as error:
            mistakes["sampai" if error.at_end else "dari"] = str(error)
        else:
            book = read_book(self.desk, self.guard.officer(), period, page_number(request.args))
            first, last = period.first.isoformat(), period.last.isoformat()
        rows = book.lines if book else ()
        return self.pages.draw(
            "officer/book.html",
            422 if mistakes else 200,
            sheets=("book",),
            scripts=("errors",) if mistakes else (),
            book=book,
            period=period,
            first=first,
            last=last,
            mistakes=mistakes,
            columns=[column.capitalize() for column in COLUMNS],
            registered=_in_words(row for row in rows if row.agenda),
            waiting=_in_words(row for row in rows if not row.agenda),
            printed=moment_in_words(self.desk.store.clock()),
        )


def _in_words(rows: Iterable[BookRow]) -> list[list[str]]:
    return [[_shown(cell) for cell in row.cells] for row in rows]


def _shown(cell: str | date | None) -> str:
    return short_date(cell) if isinstance(cell, date) else cell or ""
