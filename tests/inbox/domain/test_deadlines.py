from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_inbox.domain.deadlines import WorkCalendar, days_after, hours_after, local_day
from loket_inbox.domain.deadlines import working_days_after as after
from loket_inbox.handling.promises import (
    Starts,
    due,
    moment_in_words,
    next_steps,
    until,
    work_calendar,
)
from loket_site.model.office import Deadline, StartsAt, Unit
from tests.support import MONDAY, the_content

THE_OFFICES = the_content()
CALENDAR = work_calendar(THE_OFFICES)
ONLY_2026 = WorkCalendar({2026: CALENDAR.days_off[2026]}, frozenset({2026}))


@pytest.mark.parametrize(
    ("days", "last_day"),
    [(3, date(2026, 3, 26)), (14, date(2026, 4, 13)), (60, date(2026, 6, 25))],
)
def test_working_days_jump_weekends_holidays_and_collective_leave(
    days: int, last_day: date
) -> None:
    assert after(date(2026, 3, 16), days, ONLY_2026).day == last_day


def test_no_working_days_end_on_the_day_itself() -> None:
    assert after(date(2026, 3, 21), 0, ONLY_2026).day == date(2026, 3, 21)


def test_a_deadline_past_the_last_calendar_has_no_day() -> None:
    assert after(date(2026, 12, 28), 5, ONLY_2026).day is None


def test_a_deadline_in_a_confirmed_year_is_no_estimate() -> None:
    assert not after(date(2026, 3, 16), 14, ONLY_2026).estimated


def test_a_deadline_that_touches_an_unconfirmed_year_is_an_estimate() -> None:
    calendar = WorkCalendar({2026: frozenset(), 2027: frozenset()}, frozenset({2026}))
    assert not after(date(2026, 12, 21), 8, calendar).estimated
    assert after(date(2026, 12, 21), 9, calendar).estimated


def test_a_night_in_utc_belongs_to_the_next_day_of_the_office() -> None:
    assert local_day(datetime(2026, 3, 16, 16, 59, tzinfo=UTC)) == date(2026, 3, 16)
    assert local_day(datetime(2026, 3, 16, 17, 0, tzinfo=UTC)) == date(2026, 3, 17)


def test_days_and_hours_need_no_calendar() -> None:
    assert days_after(date(2030, 1, 1), 60).day == date(2030, 3, 2)
    assert hours_after(datetime(2030, 1, 1, 16, 30, tzinfo=UTC), 72).day == date(2030, 1, 4)
    assert hours_after(datetime(2030, 1, 1, 17, 30, tzinfo=UTC), 72).day == date(2030, 1, 5)


@given(
    start=st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    days=st.integers(1, 40),
    days_off=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=60),
)
@settings(max_examples=60, deadline=None, database=None)
def test_the_last_day_is_a_working_day_and_exactly_so_many_lie_before_it(
    start: date, days: int, days_off: frozenset[date]
) -> None:
    by_year = {year: frozenset(d for d in days_off if d.year == year) for year in (2026, 2027)}
    last = after(start, days, WorkCalendar(by_year)).day
    assert last is not None
    passed = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    worked = [day for day in passed if day.isoweekday() <= 5 and day not in days_off]
    assert len(worked) == days
    assert worked[-1] == last


def test_the_receipt_of_a_complaint_promises_its_two_days_as_estimates() -> None:
    form = THE_OFFICES.form("pengaduan")
    assert form
    steps = next_steps(THE_OFFICES.deadlines_of(form), Starts(MONDAY), CALENDAR)
    assert [step.when for step in steps] == [
        "paling lambat Kamis, 26 Maret 2026 (perkiraan)",
        "paling lambat Senin, 13 April 2026 (perkiraan)",
    ]


def a_deadline(
    amount: int,
    unit: Unit = Unit.WORKING_DAYS,
    starts_at: StartsAt = StartsAt.RECEIVED,
    *,
    confirmed: bool = True,
) -> Deadline:
    return Deadline("contoh", amount, unit, starts_at, "rekaan", confirmed, "Langkah")


def test_without_a_calendar_the_promise_is_a_number_of_days() -> None:
    new_years_eve = datetime(2026, 12, 31, 3, tzinfo=UTC)
    assert until(a_deadline(14), Starts(new_years_eve), ONLY_2026) == (
        "paling lama 14 hari kerja sejak kami terima"
    )


def test_a_clock_that_starts_later_has_no_day_yet() -> None:
    later = a_deadline(5, starts_at=StartsAt.VERIFIED)
    assert due(later, Starts(MONDAY), ONLY_2026).day is None
    assert until(later, Starts(MONDAY), ONLY_2026) == "paling lama 5 hari kerja sejak kami periksa"


def test_an_unconfirmed_deadline_is_an_estimate_in_a_confirmed_year_too() -> None:
    assert until(a_deadline(3, confirmed=False), Starts(MONDAY), ONLY_2026).endswith("(perkiraan)")
    assert until(a_deadline(3), Starts(MONDAY), ONLY_2026) == "paling lambat Kamis, 26 Maret 2026"


def test_days_and_hours_are_promised_in_the_offices_time() -> None:
    late = datetime(2026, 3, 16, 17, 30, tzinfo=UTC)
    assert (
        until(a_deadline(1, Unit.DAYS), Starts(late), ONLY_2026)
        == "paling lambat Rabu, 18 Maret 2026"
    )
    assert until(a_deadline(24, Unit.HOURS), Starts(late), ONLY_2026) == (
        "paling lambat Rabu, 18 Maret 2026"
    )
    assert moment_in_words(late) == "Selasa, 17 Maret 2026, pukul 00.30 WIB"
