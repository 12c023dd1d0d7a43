"""Working days and due dates. Pure: the standard library and nothing else.

Working days are Monday to Friday in Asia/Jakarta without national holidays and collective leave.
A day past the last known calendar is not guessed: the answer is then "no date".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

OFFICE_TIME = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days off of each known year, and the years that a person has confirmed."""

    days_off: Mapping[int, frozenset[date]] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        """Say whether a day can be counted: its year has a calendar, or lies before the first one.

        What came before the first calendar is long due: weekends alone say well enough since when.
        """
        return day.year in self.days_off or day.year < min(self.days_off, default=0)

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works on this day of a year that it knows."""
        return day.weekday() < 5 and day not in self.days_off.get(day.year, ())


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a deadline; no day where no calendar reaches that far.

    `estimated`: a year on the way has a calendar that nobody has confirmed.
    """

    day: date | None
    estimated: bool = False


def local_day(moment: datetime) -> date:
    """The office's calendar day of a moment."""
    return moment.astimezone(OFFICE_TIME).date()


def working_days_after(start: date, days: int, calendar: WorkCalendar) -> Due:
    """Count working days; the day of the start itself does not count."""
    day, left, estimated = start, days, False
    while left:
        day += timedelta(days=1)
        if not calendar.knows(day):
            return Due(None)
        estimated = estimated or day.year not in calendar.confirmed
        left -= calendar.is_working_day(day)
    return Due(day, estimated)


def days_after(start: date, days: int) -> Due:
    """Count calendar days; these need no calendar of days off."""
    return Due(start + timedelta(days=days))


def hours_after(start: datetime, hours: int) -> Due:
    """Find the office's day on which a number of hours has run out."""
    return Due(local_day(start + timedelta(hours=hours)))


AN_HOUR = timedelta(hours=1)

A_DAY = timedelta(hours=24)

_MARGIN = timedelta(minutes=5)
"""Before the end of safe hours nothing is begun: a letter needs its time."""


def within_hours(moment: datetime, first: int | None, last: int | None) -> datetime | None:
    """Find the first moment from `moment` on that lies between two hours of the office's day.

    A `first` after `last` spans midnight; hours that are not told bound nothing. None where both
    are the same: then there is no hour at all.
    """
    if first is None and last is None:
        return moment
    begins, ends = first or 0, 24 if last is None else last
    if begins == ends:
        return None
    local = moment.astimezone(OFFICE_TIME)

    def is_inside(hour: int) -> bool:
        if begins < ends:
            return begins <= hour < ends
        return hour >= begins or hour < ends

    if is_inside(local.hour) and is_inside((local + _MARGIN).hour):
        return moment
    begin = local.replace(hour=begins, minute=0, second=0, microsecond=0)
    return begin if begin > local else begin + timedelta(days=1)
