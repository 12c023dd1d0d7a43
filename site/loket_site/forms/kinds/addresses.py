"""Addresses: street, kecamatan of the regency, desa or kelurahan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.kind import Kind, Told
from loket_site.forms.rules import (
    Answered,
    FieldRule,
    Known,
    Long,
    Sound,
    kept_line,
    kept_paragraphs,
    line_rules,
    values_of,
)
from loket_site.model import Choice, Question
from loket_site.words.wording import mark

ELSEWHERE = mark("Di luar kabupaten")
"""The answer to "which kecamatan" by somebody who lives in another regency."""


class _NotElsewhere(FieldRule):
    """The desa is asked of those who live in the regency."""

    def __init__(self, district: str) -> None:
        self.district = district

    def __call__(self, form: Any, field: Field) -> None:
        """Let somebody from elsewhere leave it open."""
        if not field.data and form[self.district].data == ELSEWHERE:
            raise StopValidation


@dataclass(frozen=True, slots=True)
class Address(Kind):
    """An address (`alamat`): three fields."""

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the street, `-kecamatan` and `-desa`."""
        return (question.id, f"{question.id}-kecamatan", f"{question.id}-desa")

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the three fields; the limits of the question speak of the street."""
        street, district, village = self.parts(question)
        return {
            street: TextAreaField(
                default=question.default,
                filters=[kept_paragraphs],
                validators=line_rules(question),
            ),
            district: SelectField(
                choices=[],
                validate_choice=False,
                validators=[
                    Sound(),
                    Answered(question, mark("Pilih kecamatan.")),
                    Known(question, {choice.value for choice in choices}),
                ],
            ),
            village: StringField(
                filters=[kept_line],
                validators=[
                    Sound(),
                    _NotElsewhere(district),
                    Answered(question, mark("Tulis desa atau kelurahan.")),
                    # Names of villages are short.
                    Long(question, shortest=0),
                ],
            ),
        }

    def told(self, form: Any, question: Question) -> Told:
        """Tell it as an envelope has it: from the house outwards."""
        street, district, village = (_joined(form[name].data) for name in self.parts(question))
        if district == ELSEWHERE:
            district = form.say(ELSEWHERE)
        shown = ", ".join(filter(None, (street, village, district)))
        return Told(shown, self.posted(form, question))


def _joined(data: Any) -> str:
    lines = (line.strip() for value in values_of(data) for line in value.split("\n"))
    return ", ".join(filter(None, lines))
