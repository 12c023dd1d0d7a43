"""One form definition, one WTForms class: the site draws it, the inbox judges with it.

Every question owns the fields named after its id. A question whose `tampil_jika` does not hold is
not asked: its answer is dropped and its mistakes do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from loket_site.conditions import conditions_css
from loket_site.model import (
    UNKNOWN_SERVICE,
    Catalogue,
    Choice,
    FormSpec,
    Question,
    QuestionKind,
)
from loket_site.rules import Rule, Village, kept_line, kept_paragraphs, values_of

ELSEWHERE = "Di luar kabupaten"
"""The answer to "which kecamatan" by somebody who lives in another regency."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: as posted (`values`, by field) and as people read it (`shown`).

    `shown` is empty where the question was asked and left open.
    """

    question: str
    label: str
    shown: str
    personal: bool
    values: tuple[tuple[str, str], ...]


class AnswerForm(Form):
    """The form of one `FormSpec`. Made by `build_form`; never used bare."""

    spec: ClassVar[FormSpec]
    conditions_css: ClassVar[str]
    _choices: ClassVar[dict[str, tuple[Choice, ...]]]

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """What may be chosen; for an address, its kecamatan."""
        return self._choices.get(question.id, ())

    def asked(self) -> Iterator[Question]:
        """The questions that these answers call for, in order."""
        given: dict[str, tuple[str, ...]] = {}
        for question in self.spec.questions:
            # A question that hangs on one that was not asked is not asked either, `!` or not.
            if all(
                rule.question in given and rule.holds(given[rule.question])
                for rule in question.conditions
            ):
                given[question.id] = values_of(self[question.id].data)
                yield question

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ARG002 - WTForms' signature
        """Judge every question that is asked; the others have no mistakes."""
        fields = [self[name] for question in self.asked() for name in parts(question)]
        # Each one is judged, so that people see all their mistakes at once.
        return sum(not field.validate(self) for field in fields) == 0

    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake as (field name, sentence), in the order of the page."""
        return [
            (name, str(self[name].errors[0]))
            for question in self.asked()
            for name in parts(question)
            if self[name].errors
        ]

    def answers(self) -> tuple[Answer, ...]:
        """The answer to each question that was asked; only after `validate` said yes."""
        return tuple(
            Answer(
                question=question.id,
                label=question.label,
                shown=self._shown(question),
                personal=question.personal,
                values=tuple(
                    (name, value) for name in parts(question) for value in self._kept(name)
                ),
            )
            for question in self.asked()
        )

    def _kept(self, name: str) -> tuple[str, ...]:
        """What to post again for this field; a cleared default is kept as such, not revived."""
        field = self[name]
        return values_of(field.data) or (("",) if field.default else ())

    def _shown(self, question: Question) -> str:
        if question.kind is QuestionKind.ADDRESS:
            street, district, village = (_joined(self[name].data) for name in parts(question))
            # As an envelope has it: from the house outwards.
            return ", ".join(filter(None, (street, village, district)))
        if question.kind is QuestionKind.CONSENT:
            return "Ya" if self[question.id].data else ""
        labels = {choice.value: choice.label for choice in self.choices_of(question)}
        return ", ".join(labels.get(value, value) for value in values_of(self[question.id].data))


def _joined(data: Any) -> str:
    lines = (line.strip() for value in values_of(data) for line in value.split("\n"))
    return ", ".join(filter(None, lines))


def parts(question: Question) -> tuple[str, ...]:
    """The names of a question's fields: its id, and for an address `-kecamatan` and `-desa`."""
    if question.kind is QuestionKind.ADDRESS:
        return (question.id, f"{question.id}-kecamatan", f"{question.id}-desa")
    return (question.id,)


def build_form(spec: FormSpec, catalogue: Catalogue) -> type[AnswerForm]:
    """Make the WTForms class for a form of this catalogue."""
    members: dict[str, Any] = {
        "spec": spec,
        "conditions_css": conditions_css(spec),
        "_choices": {question.id: _choices(question, catalogue) for question in spec.questions},
    }
    for question in spec.questions:
        members.update(_fields(question, members["_choices"][question.id]))
    return type("AnswerForm", (AnswerForm,), members)


def build_desk_form(spec: FormSpec, catalogue: Catalogue) -> type[AnswerForm]:
    """Make the class that an officer fills in for somebody who did not use the public form.

    It asks the public's questions and then the officers'; names, addresses, numbers and consent
    may be left open.
    """
    return build_form(spec.at_desk(), catalogue)


def build_officer_questions(spec: FormSpec, catalogue: Catalogue) -> type[AnswerForm]:
    """Make the class of the officers' questions alone, for registering a case from the web.

    A question that hangs on an answer of the sender is asked always, and may be left open.
    """
    return build_form(spec.for_officers(), catalogue)


def _choices(question: Question, catalogue: Catalogue) -> tuple[Choice, ...]:
    if question.kind is QuestionKind.SERVICE:
        services = (Choice(str(each.number), each.title) for each in catalogue.services)
        return (*services, Choice(UNKNOWN_SERVICE, "Saya tidak tahu"))
    if question.kind is QuestionKind.ADDRESS:
        districts = catalogue.regency.districts if catalogue.regency else ()
        names = (Choice(district.name, district.name) for district in districts)
        return (*names, Choice(ELSEWHERE, ELSEWHERE))
    return question.choices


def _fields(question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
    """The WTForms fields of a question, by name."""
    rules = [Rule(question, choices)]
    text: dict[str, Any] = {"default": question.default, "validators": rules}
    known: dict[str, Any] = {
        "choices": [],  # Our templates draw them, and `Rule` knows them.
        "validate_choice": False,
        "validators": rules,
    }
    fields: dict[str, Field]
    match question.kind:
        case QuestionKind.PARAGRAPH:
            fields = {question.id: TextAreaField(filters=[kept_paragraphs], **text)}
        case QuestionKind.ADDRESS:
            street, district, village = parts(question)
            outside = Choice(ELSEWHERE, ELSEWHERE)
            fields = {
                street: TextAreaField(filters=[kept_paragraphs], **text),
                district: SelectField(
                    **{**known, "validators": [Rule(question, choices, "Pilih kecamatan.")]}
                ),
                village: StringField(
                    filters=[kept_line],
                    validators=[Village(question, district, outside.value)],
                ),
            }
        case QuestionKind.CHOOSE_ONE:
            fields = {question.id: RadioField(default=question.default, **known)}
        case QuestionKind.SERVICE:
            fields = {question.id: SelectField(default=question.default, **known)}
        case QuestionKind.CHOOSE_MANY:
            chosen = [question.default] if question.default else None
            fields = {
                question.id: SelectMultipleField(default=chosen, filters=[_each_once], **known)
            }
        case QuestionKind.CONSENT:
            fields = {question.id: BooleanField(validators=rules)}
        case _:
            fields = {question.id: StringField(filters=[kept_line], **text)}
    return fields


def _each_once(data: list[str] | None) -> list[str] | None:
    return data and list(dict.fromkeys(data))
