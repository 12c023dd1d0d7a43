"""What the office promises on a receipt: the next steps, each with its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from loket_inbox.deadlines import (
    OFFICE_TIME,
    Due,
    WorkCalendar,
    days_after,
    hours_after,
    local_day,
    working_days_after,
)
from loket_site.frame import long_date
from loket_site.model import Catalogue, Deadline, StartsAt, Unit

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_STARTS = {
    StartsAt.RECEIVED: "sejak kami terima",
    StartsAt.VERIFIED: "sejak kami periksa",
    StartsAt.COMPLETE: "sejak berkas lengkap",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step that follows, and the sentence that says until when."""

    title: str
    when: str


def work_calendar(catalogue: Catalogue) -> WorkCalendar:
    """Take the days off of every year that the content has."""
    return WorkCalendar(
        days_off={
            calendar.year: frozenset(holiday.day for holiday in calendar.days)
            for calendar in catalogue.calendars
        },
        confirmed=frozenset(each.year for each in catalogue.calendars if each.confirmed),
    )


def due(deadline: Deadline, received_at: datetime, calendar: WorkCalendar) -> Due:
    """Find the last day of a deadline of a case that has only been received so far.

    A clock that starts at a later moment has no day yet.
    """
    if deadline.starts_at is not StartsAt.RECEIVED:
        return Due(None)
    day = local_day(received_at)
    match deadline.unit:
        case Unit.WORKING_DAYS:
            found = working_days_after(day, deadline.amount, calendar)
        case Unit.DAYS:
            found = days_after(day, deadline.amount)
        case Unit.HOURS:
            found = hours_after(received_at, deadline.amount)
    return Due(found.day, found.estimated or not deadline.confirmed)


def next_steps(
    deadlines: tuple[Deadline, ...], received_at: datetime, calendar: WorkCalendar
) -> tuple[Step, ...]:
    """List the steps that the sender may expect, in the form's order."""
    return tuple(
        Step(deadline.step, until(deadline, received_at, calendar))
        for deadline in deadlines
        if deadline.step
    )


def until(deadline: Deadline, received_at: datetime, calendar: WorkCalendar) -> str:
    """Say until when: a day, marked where it is an estimate, or a span without a day."""
    found = due(deadline, received_at, calendar)
    if found.day is None:
        return f"paling lama {deadline.amount} {deadline.unit} {_STARTS[deadline.starts_at]}"
    return f"paling lambat {day_in_words(found.day)}{' (perkiraan)' if found.estimated else ''}"


def day_in_words(day: date) -> str:
    """Write a day as `Senin, 16 Maret 2026`."""
    return f"{_WEEKDAYS[day.weekday()]}, {long_date(day)}"


def moment_in_words(moment: datetime) -> str:
    """Write a moment in the office's time as `Senin, 16 Maret 2026, pukul 10.42 WIB`."""
    local = moment.astimezone(OFFICE_TIME)
    return f"{day_in_words(local.date())}, pukul {local:%H.%M} WIB"
