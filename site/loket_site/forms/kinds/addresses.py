"""Addresses: street, kecamatan of the regency, desa or kelurahan."""

from __future__ import annotations

from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.kind import LENGTH, Kind, line, listed, paragraphs
from loket_site.forms.kinds.room import Lines
from loket_site.forms.rules import FieldRule, answered, known, line_rules, long, sound, values_of
from loket_site.forms.told import Told
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import Choice, Question
from loket_site.words.wording import Say, mark

ELSEWHERE = mark("Di luar kabupaten")
"""The answer to "which kecamatan" by somebody who lives in another regency."""


class Address(Kind):
    """An address (`alamat`): three fields."""

    limits = LENGTH
    longest = 300
    needs_places = True
    # The list of kecamatan would fill a third of a page; people know theirs.
    paper = ((Lines(rows=2),), (Lines("Kecamatan"), Lines("Desa atau kelurahan")))

    def choices(self, question: Question, catalogue: Catalogue, say: Say) -> tuple[Choice, ...]:
        """List the kecamatan."""
        districts = catalogue.regency.districts if catalogue.regency else ()
        names = (Choice(district.name, district.name) for district in districts)
        return (*names, Choice(ELSEWHERE, say(ELSEWHERE)))

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the street, `-kecamatan` and `-desa`."""
        return (question.id, f"{question.id}-kecamatan", f"{question.id}-desa")

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the three fields; the limits of the question speak of the street."""
        street, district, village = self.parts(question)
        longest = self.longest_of(question)
        return {
            street: paragraphs(*line_rules(question, longest), default=question.default),
            district: listed(
                SelectField,
                sound,
                answered(question, mark("Pilih kecamatan.")),
                known(question, {choice.value for choice in choices}),
            ),
            village: line(
                sound,
                _not_elsewhere(district),
                answered(question, mark("Tulis desa atau kelurahan.")),
                # Names of villages are short.
                long(question, longest),
            ),
        }

    def told(self, form: Any, question: Question) -> Told:
        """Tell it as an envelope has it: from the house outwards."""
        street, district, village = (_joined(form[name].data) for name in self.parts(question))
        if district == ELSEWHERE:
            district = form.say(ELSEWHERE)
        shown = ", ".join(filter(None, (street, village, district)))
        return Told(shown, self.posted(form, question))


def _not_elsewhere(district: str) -> FieldRule:
    """The desa is asked of those who live in the regency."""

    def judge(form: Any, field: Field) -> None:
        if not field.data and form[district].data == ELSEWHERE:
            raise StopValidation

    return judge


def _joined(data: Any) -> str:
    lines = (line.strip() for value in values_of(data) for line in value.split("\n"))
    return ", ".join(filter(None, lines))
