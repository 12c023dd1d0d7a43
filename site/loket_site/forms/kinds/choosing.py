"""Answers that are chosen: one or several of a list, a service, a scale, consent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.kind import Kind, Told
from loket_site.forms.rules import AGREED, Answered, FieldRule, Known, Sound, values_of
from loket_site.model import UNKNOWN_SERVICE, Choice, Question

SCALE = ("1", "2", "3", "4")
"""The steps of a scale (Permen PANRB 14/2017: 1 is the worst, 4 the best)."""


@dataclass(frozen=True, slots=True)
class ChooseOne(Kind):
    """One answer of a list (`pilih-satu`)."""

    limits: frozenset[str] = frozenset()
    choosing: ClassVar[bool] = True

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make a field for one of the choices; the templates draw them."""
        return {
            question.id: RadioField(
                choices=[],
                validate_choice=False,
                default=question.default,
                validators=self.rules(question, choices),
            )
        }

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what nobody offers."""
        known = {choice.value for choice in choices}
        return [Sound(), Answered(question), Known(question, known)]

    def settable(self, question: Question) -> frozenset[str]:
        """Name the choices."""
        return frozenset(line.partition("|")[0].strip() for line in question.choice_lines)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the words of what was chosen."""
        labels = {choice.value: choice.label for choice in form.choices_of(question)}
        given = values_of(form[question.id].data)
        return Told(
            ", ".join(labels.get(value, value) for value in given), self.posted(form, question)
        )


@dataclass(frozen=True, slots=True)
class Scale(ChooseOne):
    """A judgement from 1 to 4 (`skala`), with the office's words for each step."""

    def settable(self, question: Question) -> frozenset[str]:
        """Name the steps."""
        return frozenset(SCALE)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the step's number with its words."""
        told = ChooseOne.told(self, form, question)
        (step,) = values_of(form[question.id].data) or ("",)
        return Told(f"{step} ({told.shown})" if step else "", told.values)


@dataclass(frozen=True, slots=True)
class ChooseService(ChooseOne):
    """One of the office's services (`daftar-layanan`)."""

    choosing: ClassVar[bool] = False

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make a field that drops down: the list may be long."""
        return {
            question.id: SelectField(
                choices=[],
                validate_choice=False,
                default=question.default,
                validators=self.rules(question, choices),
            )
        }

    def settable(self, question: Question) -> frozenset[str]:
        """Name the one choice that does not change with the services."""
        return frozenset({UNKNOWN_SERVICE})


@dataclass(frozen=True, slots=True)
class ChooseMany(ChooseOne):
    """Several answers of a list (`pilih-banyak`)."""

    limits: frozenset[str] = frozenset({"most"})

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make a field whose name a browser repeats."""
        return {
            question.id: SelectMultipleField(
                choices=[],
                validate_choice=False,
                default=[question.default] if question.default else None,
                filters=[_each_once],
                validators=self.rules(question, choices),
            )
        }

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what nobody offers, and too many."""
        known = {choice.value for choice in choices}
        return [Sound(many=True), Answered(question), Known(question, known)]


class Ticked(FieldRule):
    """A box posts its one value or nothing at all."""

    def __init__(self, question: Question) -> None:
        self.unknown = question.wording.unknown

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse another value."""
        raw = [value for value in field.raw_data or [] if value]
        if raw and raw != [AGREED]:
            raise StopValidation(
                self.unknown or form.say("Pilih salah satu jawaban yang ada di daftar.")
            )


@dataclass(frozen=True, slots=True)
class Consent(Kind):
    """One box to tick (`setuju`)."""

    limits: frozenset[str] = frozenset()

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make a box that is never ticked beforehand."""
        return {
            question.id: BooleanField(validators=[Sound(), Ticked(question), Answered(question)])
        }

    def settable(self, question: Question) -> frozenset[str]:
        """Name the ticked box."""
        return frozenset({AGREED})

    def told(self, form: Any, question: Question) -> Told:
        """Tell that it was ticked."""
        return Told(form.say("Ya") if form[question.id].data else "", self.posted(form, question))


def _each_once(data: list[str] | None) -> list[str] | None:
    return data and list(dict.fromkeys(data))
