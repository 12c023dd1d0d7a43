"""The list of cases: filtered, searched and sorted by what stands in clear."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.states import State
from loket_inbox.handling.case.answering import answer
from loket_inbox.handling.case.casework import register
from loket_inbox.handling.desk.lists import list_cases
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.paging import PAGE_SIZE
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, type_in
from loket_inbox.store.lists import Filter
from tests.inbox.office import does, the_officer
from tests.support import HandClock, a_received_case, judged, the_form


def listed(desk: Desk, **narrowed: Any) -> list[str]:
    officer = the_officer(desk)
    return [line.number for line in list_cases(desk, officer, Filter(**narrowed), 1).lines]


def press(desk: Desk, number: str) -> Visit:
    with desk.store.reading() as work:
        found = work.cases.by_number(number)
    assert found
    return Visit(the_officer(desk), number, found.case.version, f"{found.case.version}")


def typed_in(desk: Desk, channel: str, received_at: datetime | None = None) -> str:
    typed = TypedIn(the_officer(desk), channel, received_at)
    token = CheckToken.new(desk.store.clock())
    return type_in(desk, the_form(desk), judged(desk), token, typed).number


def test_our_own_work_comes_first_by_its_due_day(desk: Desk, clock: HandClock) -> None:
    old = a_received_case(desk).number
    clock.pass_by(timedelta(days=1))
    new = a_received_case(desk).number
    clock.pass_by(timedelta(days=1))
    newest = a_received_case(desk).number
    does(register, desk, press(desk, old), BookEntry(), "", is_complete=False)
    does(answer, desk, press(desk, new), "Sudah.")
    # `old` is verified and now due later than `newest`; `new` waits for its sender.
    assert listed(desk) == [newest, old, new]


def test_each_filter_narrows_and_all_together_narrow_most(desk: Desk, clock: HandClock) -> None:
    web = a_received_case(desk).number
    clock.pass_by(timedelta(days=20))
    phone = typed_in(desk, "telephone")
    does(answer, desk, press(desk, phone), "Sudah.")
    today = clock.now
    assert listed(desk, channel="telephone") == [phone]
    assert listed(desk, state=State.RECEIVED) == [web]
    assert listed(desk, ours=True) == [web]
    assert listed(desk, late_on=date(2026, 3, 26)) == []
    assert listed(desk, late_on=date(2026, 3, 27)) == [web]
    assert listed(desk, since=today) == [phone]
    assert listed(desk, until=today) == [web]
    assert listed(desk, form="pengaduan") == [web, phone]
    assert listed(desk, form="saran") == []
    assert listed(desk, form="pengaduan", channel="telephone", state=State.RECEIVED) == []


def test_a_letter_is_listed_by_the_day_it_came(desk: Desk, clock: HandClock) -> None:
    letter = typed_in(desk, "letter", clock.now - timedelta(days=30))
    web = a_received_case(desk).number
    assert listed(desk) == [letter, web]
    assert listed(desk, until=clock.now) == [letter]


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{2}", "1/2026", "1", "1/"])
def test_a_number_finds_its_case_however_it_is_typed(desk: Desk, typed: str) -> None:
    number = a_received_case(desk).number
    does(register, desk, press(desk, number), BookEntry(), "", is_complete=False)
    search = typed.format(number, number.lower(), number.replace("-", "")[:5])
    assert listed(desk, search=search) == [number]


@pytest.mark.parametrize(
    "search", ["2", "1/2025", "%", "_", "Sari Contoh", "'; --", "\0", "9" * 40, "1/x", "⁵"]
)
def test_a_search_for_anything_else_finds_nothing_and_breaks_nothing(
    desk: Desk, search: str
) -> None:
    number = a_received_case(desk).number
    does(register, desk, press(desk, number), BookEntry(), "", is_complete=False)
    assert listed(desk, search=search) == []


def test_pages_hold_fifty_and_a_page_too_far_is_the_last(desk: Desk) -> None:
    for _ in range(PAGE_SIZE + 1):
        a_received_case(desk)
    officer = the_officer(desk)
    pages = [list_cases(desk, officer, Filter(), page) for page in (1, 2, 99, -3)]
    assert [(len(each.lines), each.page, each.pages) for each in pages] == [
        (50, 1, 2),
        (1, 2, 2),
        (1, 2, 2),
        (50, 1, 2),
    ]
