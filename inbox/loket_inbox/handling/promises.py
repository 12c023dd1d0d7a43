"""What the office promises on a receipt: the next steps, each with its last day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from loket_inbox.domain.case import Case
from loket_inbox.domain.deadlines import (
    OFFICE_TIME,
    Due,
    WorkCalendar,
    days_after,
    hours_after,
    local_day,
    working_days_after,
)
from loket_inbox.domain.states import Turn
from loket_inbox.domain.terms import Classification
from loket_site.model.catalogue import Catalogue
from loket_site.model.edition import Edition
from loket_site.model.office import Deadline, StartsAt, Unit
from loket_site.words.spelling.days import day_with_weekday
from loket_site.words.wording import INDONESIAN, Say, mark

_STARTS = {
    StartsAt.RECEIVED: mark("sejak kami terima"),
    StartsAt.VERIFIED: mark("sejak kami periksa"),
    StartsAt.COMPLETE: mark("sejak berkas lengkap"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step that follows, its last day, and the language in which it is told."""

    deadline: Deadline
    due: Due
    say: Say = INDONESIAN.say

    @property
    def title(self) -> str:
        """What the office will do."""
        return self.deadline.step

    @property
    def when(self) -> str:
        """Until when it will: a day, marked where it is an estimate, or a span without a day."""
        deadline, day, say = self.deadline, self.due.day, self.say
        if day is None:
            return say(
                "paling lama {span} {since}",
                span=say(deadline.unit.counted, count=deadline.amount),
                since=say(_STARTS[deadline.starts_at]),
            )
        last = day_in_words(day, say)
        if self.due.estimated:
            return say("paling lambat {day} (perkiraan)", day=last)
        return say("paling lambat {day}", day=last)

    def in_edition(self, edition: Edition) -> Step:
        """Give the step in another language."""
        words = {deadline.code: deadline for deadline in edition.catalogue.deadlines}
        return replace(self, deadline=words[self.deadline.code], say=edition.wording.say)


def work_calendar(catalogue: Catalogue) -> WorkCalendar:
    """Take the days off of every year that the content has."""
    return WorkCalendar(
        days_off={
            calendar.year: frozenset(holiday.day for holiday in calendar.days)
            for calendar in catalogue.calendars
        },
        confirmed=frozenset(each.year for each in catalogue.calendars if each.confirmed),
    )


@dataclass(frozen=True, slots=True)
class Starts:
    """The moments from which clocks run; None for one that has not come."""

    received: datetime
    verified: datetime | None = None
    complete: datetime | None = None

    @classmethod
    def of(cls, case: Case) -> Starts:
        """Take the moments of a case: it counts as verified once it stands in the register."""
        return cls(case.received_at, case.registered_at, case.completed_at)

    def at(self, which: StartsAt) -> datetime | None:
        """Say when a clock of this kind started."""
        match which:
            case StartsAt.RECEIVED:
                return self.received
            case StartsAt.VERIFIED:
                return self.verified
            case StartsAt.COMPLETE:
                return self.complete


def due(deadline: Deadline, starts: Starts, calendar: WorkCalendar) -> Due:
    """Find the last day of a deadline; a clock that has not started has no day yet."""
    start = starts.at(deadline.starts_at)
    if start is None:
        return Due(None)
    match deadline.unit:
        case Unit.WORKING_DAYS:
            found = working_days_after(local_day(start), deadline.amount, calendar)
        case Unit.DAYS:
            found = days_after(local_day(start), deadline.amount)
        case Unit.HOURS:
            found = hours_after(start, deadline.amount)
    return Due(found.day, found.estimated or not deadline.confirmed)


def next_steps(
    deadlines: tuple[Deadline, ...], starts: Starts, calendar: WorkCalendar
) -> tuple[Step, ...]:
    """List the steps that the sender may expect, in the form's order."""
    return tuple(
        Step(deadline, due(deadline, starts, calendar)) for deadline in deadlines if deadline.step
    )


def until(deadline: Deadline, starts: Starts, calendar: WorkCalendar) -> str:
    """Say in Indonesian until when."""
    return Step(deadline, due(deadline, starts, calendar)).when


def clocks_of(catalogue: Catalogue, case: Case) -> tuple[Deadline, ...]:
    """List the clocks of a case, as its form and its classification have them.

    None once the form is no longer published. An allegation of misconduct has another last clock.
    """
    form = catalogue.form(case.form)
    if form is None:
        return ()
    clocks = catalogue.deadlines_of(form)
    misconduct = catalogue.misconduct_deadline_of(form)
    if case.classification == Classification.MISCONDUCT.code and misconduct:
        return (*clocks[:-1], misconduct)
    return clocks


def answer_clock(catalogue: Catalogue, case: Case) -> Deadline | None:
    """Find the clock of the answer: the last one of the form that runs."""
    running = [clock for clock in clocks_of(catalogue, case) if Starts.of(case).at(clock.starts_at)]
    return running[-1] if running else None


def next_due(catalogue: Catalogue, case: Case, calendar: WorkCalendar) -> Due:
    """Find until when the office has to do its next step; no day where it is not our turn.

    Before the case stands in the register the first clock counts, then that of the answer. A
    sender who writes back after an answer waits as long as a new one: the first clock again.
    """
    clocks = clocks_of(catalogue, case)
    if case.state.turn is not Turn.OURS or not clocks:
        return Due(None)
    if case.waiting_since != case.received_at:
        return due(clocks[0], Starts(case.waiting_since), calendar)
    clock = clocks[0] if case.agenda is None else answer_clock(catalogue, case)
    return due(clock, Starts.of(case), calendar) if clock else Due(None)


def day_in_words(day: date, say: Say = INDONESIAN.say) -> str:
    """Write a day as `Senin, 16 Maret 2026`."""
    return day_with_weekday(day, say)


def moment_in_words(moment: datetime, say: Say = INDONESIAN.say) -> str:
    """Write a moment in the office's time as `Senin, 16 Maret 2026, pukul 10.42 WIB`."""
    local = moment.astimezone(OFFICE_TIME)
    day = day_in_words(local.date(), say)
    return say("{day}, pukul {time} WIB", day=day, time=f"{local:%H.%M}")


def hour_in_words(moment: datetime, now: datetime) -> str:
    """Write a moment that comes soon as `pukul 10.42 WIB`; another day's with its day."""
    local = moment.astimezone(OFFICE_TIME)
    is_today = local.date() == local_day(now)
    return f"pukul {local:%H.%M} WIB" if is_today else moment_in_words(moment)
