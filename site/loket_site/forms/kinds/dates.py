"""Answers that are a day: a day of the calendar, or when something happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.choosing import said
from loket_site.forms.kinds.kind import NO_DEFAULT, Kind, line, listed
from loket_site.forms.kinds.room import Boxes, Marks, Room
from loket_site.forms.rules import FieldRule, answered, kept_line, known, refuse, sound
from loket_site.forms.told import Pairs, Told
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import Choice, Question
from loket_site.words.spelling.days import (
    MONTHS,
    before,
    day_with_weekday,
    long_date,
    read_day,
    span_in_words,
)
from loket_site.words.wording import Say, mark

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

_MONTHS = tuple(Choice(str(number), name) for number, name in enumerate(MONTHS, 1))

Names = tuple[str, str, str]
"""The names of the fields of a day, a month and a year."""


def _real_day(question: Question, names: Names) -> FieldRule:
    """Three fields make one day within the limits of the question, judged at the first of them."""
    wording, limits = question.wording, question.limits

    def judge(form: Any, field: Field) -> None:
        typed = [form[name].data or "" for name in names]
        if not any(typed):
            answered(question)(form, field)
        day = read_day(*typed)
        if day is None:
            sentence = mark("Tulis tanggal yang ada di kalender. Contoh: 9 Maret 2026.")
            refuse(form, wording.malformed, sentence)
        if day > form.today and not limits.future:
            sentence = mark("Tanggal ini belum lewat. Tulis hari ini atau sebelumnya.")
            refuse(form, wording.too_much, sentence)
        if limits.oldest and day < before(form.today, limits.oldest):
            sentence = mark("Tanggal ini sudah lebih dari {oldest} yang lalu.")
            oldest = span_in_words(limits.oldest, form.say)
            refuse(form, wording.too_little, sentence, oldest=oldest)

    return judge


def _if_another_day(choice: str) -> FieldRule:
    """The three fields count, and are spoken of, only where another day was chosen."""

    def judge(form: Any, field: Field) -> None:
        if form[choice].data != ANOTHER_DAY:
            field.errors = []
            raise StopValidation

    return judge


def _day_fields(question: Question, names: Names, *first: FieldRule) -> dict[str, Field]:
    """Make three fields; `first` are rules that come before those of the day, in each of them."""
    day, month, year = names
    return {
        day: line(*first, sound, _real_day(question, names)),
        month: listed(SelectField, *first, sound),
        year: line(*first, sound),
    }


def _names(question: Question) -> Names:
    return (f"{question.id}-hari", f"{question.id}-bulan", f"{question.id}-tahun")


def _boxes(names: Names, day: date) -> Pairs:
    return tuple(zip(names, map(str, (day.day, day.month, day.year)), strict=True))


class Day(Kind):
    """A day of the calendar (`tanggal`): `-hari`, `-bulan` and `-tahun`."""

    limits = frozenset({"oldest", "future"})
    no_default = NO_DEFAULT
    paper: Room = ((Boxes((2,), "Tanggal"), Boxes((2,), "Bulan"), Boxes((4,), "Tahun")),)

    def choices(self, question: Question, catalogue: Catalogue, say: Say) -> tuple[Choice, ...]:
        """List the months."""
        return said(_MONTHS, say)

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the three fields."""
        return _names(question)

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the three fields; months are words."""
        return _day_fields(question, _names(question))

    def told(self, form: Any, question: Question) -> Told:
        """Tell the day."""
        names = _names(question)
        day = read_day(*(form[name].data or "" for name in names))
        if day is None:
            return Told("")
        return Told(long_date(day, form.say), _boxes(names, day))


class EventDay(Day):
    """When something happened (`tanggal-kejadian`): today, yesterday, another day, or forgotten.

    "Today" is the day on which it was first said: `-pada` carries it over midnight.
    """

    limits = frozenset({"oldest"})
    no_default = ""
    unfolds = ANOTHER_DAY
    # "Today" means nothing on a sheet that may wait in a bag: whoever knows the day writes it.
    paper = (*Day.paper, (Marks(tuple(way for way in WHEN if way.value == FORGOTTEN)),))

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the choice and the three fields of another day."""
        return (question.id, *_names(question))

    def carried(self, question: Question) -> tuple[str, ...]:
        """Name the day that "today" or "yesterday" was."""
        return (f"{question.id}-pada",)

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the choice, the three fields and the one that travels along."""
        names, (said_on,) = _names(question), self.carried(question)
        ways = [choice.value for choice in WHEN]
        rules = (sound, answered(question), known(question, ways))
        return {
            question.id: listed(RadioField, *rules, default=question.default),
            **_day_fields(question, names, _if_another_day(question.id)),
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

    def on_paper(self, question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Give the ways to say when."""
        return WHEN

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
