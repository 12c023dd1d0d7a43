"""Answers that are chosen: one or several of a list, a service, a scale, consent."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField

from loket_site.forms.kinds.kind import Kind, listed
from loket_site.forms.kinds.room import Lines, Marks, Room, in_columns, square
from loket_site.forms.rules import (
    AGREED,
    FieldRule,
    answered,
    keepable,
    known,
    sound,
    ticked,
    values_of,
)
from loket_site.forms.told import Told
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import UNKNOWN_SERVICE, Choice, Question
from loket_site.words.wording import Say, mark

_SCALE = (
    Choice("1", mark("Tidak baik")),
    Choice("2", mark("Kurang baik")),
    Choice("3", mark("Baik")),
    Choice("4", mark("Sangat baik")),
)
"""The steps of a scale where the content has no words of its own for them.

Permen PANRB 14/2017: 1 is the worst, 4 the best.
"""

_LONGEST_LIST = 12
"""How many services are listed for ticking; more would fill the page, so the name is written."""


def said(choices: tuple[Choice, ...], say: Say) -> tuple[Choice, ...]:
    """Give choices of ours in the language of their reader."""
    return tuple(Choice(choice.value, say(choice.label)) for choice in choices)


class ChooseOne(Kind):
    """One answer of a list (`pilih-satu`)."""

    choosing = True

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make a field for one of the choices."""
        return listed(RadioField, *rules, default=question.default)

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what nobody offers."""
        return [sound, answered(question), known(question, [choice.value for choice in choices])]

    def settable(self, question: Question) -> frozenset[str]:
        """Name the choices."""
        return frozenset(line.partition("|")[0].strip() for line in question.choice_lines)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the words of what was chosen."""
        labels = {choice.value: choice.label for choice in form.choices_of(question)}
        given = values_of(form[question.id].data)
        words = ", ".join(labels.get(value, value) for value in given)
        return Told(words, self.posted(form, question))

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give the list to tick in."""
        return in_columns(choices, many=False)


class Scale(ChooseOne):
    """A judgement from 1 to 4 (`skala`), with the office's words for each step."""

    steps = tuple(choice.value for choice in _SCALE)

    def choices(self, question: Question, catalogue: Catalogue, say: Say) -> tuple[Choice, ...]:
        """List the steps."""
        return question.choices or said(_SCALE, say)

    def settable(self, question: Question) -> frozenset[str]:
        """Name the steps."""
        return frozenset(self.steps)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the step's number with its words."""
        told = super().told(form, question)
        (step,) = values_of(form[question.id].data) or ("",)
        return Told(f"{step} ({told.shown})" if step else "", told.values)

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give the steps side by side."""
        steps = tuple(Choice(step.value, f"{step.value} {step.label}") for step in choices)
        return ((Marks(steps, columns=len(steps)),),)


class ChooseService(ChooseOne):
    """One of the office's services (`daftar-layanan`)."""

    choosing = False
    lists_services = True
    checked = '[name="{name}"] [value="{value}"]:checked'

    def choices(self, question: Question, catalogue: Catalogue, say: Say) -> tuple[Choice, ...]:
        """List the services."""
        services = (Choice(str(each.number), each.title) for each in catalogue.services)
        return (*services, Choice(UNKNOWN_SERVICE, say("Saya tidak tahu")))

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make a field that drops down: the list may be long."""
        return listed(SelectField, *rules, default=question.default)

    def settable(self, question: Question) -> frozenset[str]:
        """Name the one choice that does not change with the services."""
        return frozenset({UNKNOWN_SERVICE})

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give the list, or a line where it is long."""
        is_long = len(choices) > _LONGEST_LIST
        return ((Lines(),),) if is_long else super().room(question, choices)


class ChooseMany(ChooseOne):
    """Several answers of a list (`pilih-banyak`)."""

    limits = frozenset({"most"})

    def most_posted(self, question: Question) -> int:
        """Count the choices: a browser repeats the name for each."""
        return len(question.choice_lines)

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make a field whose name a browser repeats."""
        default = [question.default] if question.default else None
        return listed(SelectMultipleField, *rules, default=default, filters=[_each_once])

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what nobody offers, and too many."""
        return [keepable, *super().rules(question, choices)[1:]]

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give the list to tick in, as often as people like."""
        return in_columns(choices, many=True)

    def hint(self, question: Question) -> str:
        """Say how many may be ticked."""
        most = question.limits.most
        return f"Pilih paling banyak {most}." if most else "Boleh lebih dari satu."


class Consent(Kind):
    """One box to tick (`setuju`), which is never ticked beforehand."""

    no_default = "Persetujuan tidak boleh terpilih dari awal."
    paper = ((square("Ya"),),)
    clauses = ("dicentang", "tidak dicentang")
    is_signed = True

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make a box."""
        return BooleanField(validators=rules)

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what no box posts."""
        return [sound, ticked(question), answered(question)]

    def settable(self, question: Question) -> frozenset[str]:
        """Name the ticked box."""
        return frozenset({AGREED})

    def told(self, form: Any, question: Question) -> Told:
        """Tell that it was ticked."""
        return Told(form.say("Ya") if form[question.id].data else "", self.posted(form, question))

    def on_paper(self, question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Give the box."""
        return (Choice(AGREED, question.label),)


def _each_once(data: list[str] | None) -> list[str] | None:
    return data and list(dict.fromkeys(data))
