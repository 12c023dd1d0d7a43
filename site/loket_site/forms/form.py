"""One form definition, one WTForms class: the site draws it, the inbox judges with it.

Every question owns the fields named after its id; `kinds` knows which. A question whose
`tampil_jika` does not hold is not asked: its answer is dropped and its mistakes do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from wtforms import Form

from loket_site.forms.attached import Attached, KeptFile
from loket_site.forms.conditions import conditions_css
from loket_site.forms.kinds import kind_of
from loket_site.forms.kinds.files import FilesField
from loket_site.forms.told import MailContact, Pairs
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import Choice, FormSpec, Question
from loket_site.words.wording import INDONESIAN, Wording


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: as people read it (`shown`), and as fields (`values`).

    `values` say it in one spelling (a telephone number as E.164) and fill the form again. `shown`
    is empty where the question was asked and left open. `guarded` is a contact of somebody who
    asked not to be contacted: officers write down why before they see it (SS-7).
    """

    question: str
    label: str
    shown: str
    personal: bool
    values: Pairs
    guarded: str = ""


class AnswerForm(Form):
    """The form of one `FormSpec`. Made by `build_form`; never used bare."""

    spec: ClassVar[FormSpec]
    conditions_css: ClassVar[str]
    _choices: ClassVar[dict[str, tuple[Choice, ...]]]
    _wording: ClassVar[Wording]

    def __init__(
        self,
        formdata: Any = None,
        *,
        data: Mapping[str, Any] | None = None,
        today: date | None = None,
        files: Mapping[str, Attached] | None = None,
    ) -> None:
        """Fill the form with what was posted, or with `data`.

        `today` is the office's day: without it no day can be judged. `files` are those that came
        with each question.
        """
        super().__init__(formdata=formdata, data=data)
        self._today = today
        for name, attached in (files or {}).items():
            field = self._fields.get(name)
            if isinstance(field, FilesField):
                field.attached = attached

    @property
    def today(self) -> date:
        """The office's day. Raises ValueError in a form that was made without one."""
        if self._today is None:
            raise ValueError("a form without a day judges no dates")
        return self._today

    def say(self, sentence: str, **values: object) -> str:
        """Say a sentence with its figures, as the reader of this form reads it."""
        return self._wording.say(sentence, **values)

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """What may be chosen; for an address its kecamatan, for a day the months."""
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
                given[question.id] = kind_of(question).given(self, question)
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
        told = ((each, kind_of(each).told(self, each)) for each in self._answered())
        return tuple(
            Answer(each.id, each.label, its.shown, each.personal, its.values, its.guarded)
            for each, its in told
        )

    def files(self) -> tuple[tuple[Question, KeptFile], ...]:
        """Each file that was taken, with the question it came with; only of those asked."""
        return tuple(
            (question, file)
            for question in self.asked()
            if isinstance(field := self._fields.get(question.id), FilesField)
            for file in field.attached.kept
        )

    def left_out(self) -> tuple[str, ...]:
        """Say of each file that stays behind why it does, for whoever reads the answers back."""
        return tuple(
            refused.told(self._wording.say)
            for question in self.asked()
            if isinstance(field := self._fields.get(question.id), FilesField)
            for refused in field.attached.refusals
            if not refused.blocks
        )

    def read_back(self) -> tuple[tuple[str, str], ...]:
        """Each question that was asked and what its sender reads of the answer, before sending."""
        return tuple(
            (question.label, kind_of(question).read_back(self, question))
            for question in self._answered()
        )

    def posted(self) -> Pairs:
        """What a browser has to post again to say the same: what was typed, as it was typed."""
        return tuple(
            pair
            for question in self._answered()
            for pair in kind_of(question).posted(self, question)
        )

    def _answered(self) -> Iterator[Question]:
        return (question for question in self.asked() if parts(question))


def parts(question: Question) -> tuple[str, ...]:
    """The names of a question's fields, in the order of the page."""
    return kind_of(question).parts(question)


def fields_asked(form: AnswerForm) -> set[str]:
    """Name every field of the questions that a filled form calls for."""
    return {name for question in form.asked() for name in parts(question)}


def build_form(
    spec: FormSpec, catalogue: Catalogue, wording: Wording = INDONESIAN
) -> type[AnswerForm]:
    """Make the WTForms class for a form of this catalogue, both in the language of `wording`."""
    members: dict[str, Any] = {
        "spec": spec,
        "conditions_css": conditions_css(spec),
        "_choices": {
            question.id: kind_of(question).choices(question, catalogue, wording.say)
            for question in spec.questions
        },
        "_wording": wording,
    }
    for question in spec.questions:
        members.update(kind_of(question).fields(question, members["_choices"][question.id]))
    return type("AnswerForm", (AnswerForm,), members)


def mail_contact(spec: FormSpec, answers: tuple[Answer, ...]) -> MailContact | None:
    """Find the address that the sender of these answers wants to be written to; None for none.

    Rules for contacting somebody come before a bare address.
    """
    questions = {question.id: question for question in spec.questions}
    found = [
        contact
        for answer in answers
        if answer.question in questions and not answer.guarded
        for question in (questions[answer.question],)
        if (contact := kind_of(question).mail_contact(question, answer.values))
    ]
    has_rules = any(kind_of(each).has_rules for each in spec.questions)
    fit = [each for each in found if each.is_guarded or not has_rules]
    return next((each for each in fit if each.address), fit[0] if fit else None)


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
