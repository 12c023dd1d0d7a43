"""Answers that are a day: a day of the calendar, or when something happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from wtforms import Field, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.kind import Kind, Pairs, Told
from loket_site.forms.rules import Answered, FieldRule, Known, Sound, kept_line
from loket_site.model import Choice, Question
from loket_site.words.spelling.days import (
    MONTHS,
    before,
    day_with_weekday,
    long_date,
    read_day,
    span_in_words,
)
from loket_site.words.wording import mark

TODAY = "hari-ini"
YESTERDAY = "kemarin"
ANOTHER_DAY = "lain"
FORGOTTEN = "lupa"

_CARRIED_AT_MOST = timedelta(days=2)

_FORGOTTEN = mark("Saya tidak ingat")

WHEN = (
    Choice(TODAY, mark("Hari ini")),
    Choice(YESTERDAY, mark("Kemarin")),
    Choice(ANOTHER_DAY, mark("Tanggal lain")),
    Choice(FORGOTTEN, _FORGOTTEN),
)
"""The ways to say when something happened."""

MONTH_CHOICES = tuple(Choice(str(number), name) for number, name in enumerate(MONTHS, 1))


class _RealDay(FieldRule):
    """Three fields make one day that lies within the limits of the question."""

    def __init__(self, question: Question, names: tuple[str, str, str]) -> None:
        self.question, self.names = question, names

    def __call__(self, form: Any, field: Field) -> None:
        """Judge all three at the first of them."""
        typed = [form[name].data or "" for name in self.names]
        wording, limits = self.question.wording, self.question.limits
        if not any(typed):
            Answered(self.question)(form, field)
        day = read_day(*typed)
        if day is None:
            raise StopValidation(
                wording.malformed
                or form.say("Tulis tanggal yang ada di kalender. Contoh: 9 Maret 2026.")
            )
        if day > form.today and not limits.future:
            raise StopValidation(
                wording.too_much
                or form.say("Tanggal ini belum lewat. Tulis hari ini atau sebelumnya.")
            )
        if limits.oldest and day < before(form.today, limits.oldest):
            raise StopValidation(
                wording.too_little
                or form.say(
                    "Tanggal ini sudah lebih dari {oldest} yang lalu.",
                    oldest=span_in_words(limits.oldest, form.say),
                )
            )


class _IfAnotherDay(FieldRule):
    """The three fields count only where another day was chosen."""

    def __init__(self, choice: str) -> None:
        self.choice = choice

    def __call__(self, form: Any, field: Field) -> None:
        """Say nothing of fields that do not count."""
        if form[self.choice].data != ANOTHER_DAY:
            field.errors = []
            raise StopValidation


def _day_fields(
    question: Question, names: tuple[str, str, str], *first: FieldRule
) -> dict[str, Field]:
    """Make three fields; `first` are rules that come before those of the day, in each of them."""
    day, month, year = names
    return {
        day: StringField(
            filters=[kept_line], validators=[*first, Sound(), _RealDay(question, names)]
        ),
        month: SelectField(choices=[], validate_choice=False, validators=[*first, Sound()]),
        year: StringField(filters=[kept_line], validators=[*first, Sound()]),
    }


def _names(question: Question) -> tuple[str, str, str]:
    return (f"{question.id}-hari", f"{question.id}-bulan", f"{question.id}-tahun")


def _boxes(names: tuple[str, str, str], day: date) -> Pairs:
    return tuple(zip(names, map(str, (day.day, day.month, day.year)), strict=True))


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day of the calendar (`tanggal`): `-hari`, `-bulan` and `-tahun`."""

    limits: frozenset[str] = frozenset({"oldest", "future"})
    takes_default: ClassVar[bool] = False

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the three fields."""
        return _names(question)

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the three fields; months are words."""
        names = _names(question)
        return _day_fields(question, names)

    def given(self, form: Any, question: Question) -> tuple[str, ...]:
        """Give nothing: no condition asks for a day."""
        return ()

    def told(self, form: Any, question: Question) -> Told:
        """Tell the day."""
        names = _names(question)
        day = read_day(*(form[name].data or "" for name in names))
        if day is None:
            return Told("")
        return Told(long_date(day, form.say), _boxes(names, day))


@dataclass(frozen=True, slots=True)
class EventDay(Kind):
    """When something happened (`tanggal-kejadian`): today, yesterday, another day, or forgotten.

    "Today" is the day on which it was first said: `-pada` carries it over midnight.
    """

    limits: frozenset[str] = frozenset({"oldest"})
    unfolds: ClassVar[str] = ANOTHER_DAY

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the choice and the three fields of another day."""
        return (question.id, *_names(question))

    def carried(self, question: Question) -> tuple[str, ...]:
        """Name the day that "today" or "yesterday" was."""
        return (f"{question.id}-pada",)

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the choice, the three fields and the one that travels along."""
        names, (said_on,) = _names(question), self.carried(question)
        return {
            question.id: RadioField(
                choices=[],
                validate_choice=False,
                default=question.default,
                validators=[
                    Sound(),
                    Answered(question),
                    Known(question, {choice.value for choice in WHEN}),
                ],
            ),
            **_day_fields(question, names, _IfAnotherDay(question.id)),
            said_on: HiddenField(filters=[kept_line]),
        }

    def settable(self, question: Question) -> frozenset[str]:
        """Name the four ways to say when."""
        return frozenset(choice.value for choice in WHEN)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the day with its weekday, or that it is forgotten."""
        posted = self.posted(form, question)
        if form[question.id].data == FORGOTTEN:
            return Told(form.say(_FORGOTTEN), posted)
        day = self._day(form, question)
        if day is None:
            return Told("", posted)
        if form[question.id].data == ANOTHER_DAY:
            posted = ((question.id, ANOTHER_DAY), *_boxes(_names(question), day))
        return Told(day_with_weekday(day, form.say), posted)

    def posted(self, form: Any, question: Question) -> Pairs:
        """Give the choice, and the day behind it."""
        chosen = form[question.id].data
        if not chosen:
            return ((question.id, ""),) if question.default else ()
        pairs: Pairs = ((question.id, chosen),)
        day = self._day(form, question)
        if chosen == ANOTHER_DAY:
            return pairs + tuple((name, form[name].data or "") for name in _names(question))
        (said_on,) = self.carried(question)
        return (*pairs, (said_on, day.isoformat())) if day else pairs

    def _day(self, form: Any, question: Question) -> date | None:
        chosen = form[question.id].data
        if chosen == ANOTHER_DAY:
            return read_day(*(form[name].data or "" for name in _names(question)))
        if chosen not in {TODAY, YESTERDAY}:
            return None
        today: date = form.today
        latest = today if chosen == TODAY else today - timedelta(days=1)
        try:
            carried = date.fromisoformat(form[self.carried(question)[0]].data or "")
        except ValueError:
            return latest
        # A page is sent within a day (its token), so what it carries is no older than two.
        return carried if latest - _CARRIED_AT_MOST <= carried <= latest else latest
