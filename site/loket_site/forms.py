"""One form definition, one WTForms class: the site draws it, the inbox judges with it.

Every question owns the fields named after its id. A question whose `tampil_jika` does not hold is
not asked: its answer is dropped and its mistakes do not count.
"""

from __future__ import annotations

import re
import unicodedata
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
from wtforms.validators import StopValidation

from loket_site.conditions import conditions_css
from loket_site.model import (
    UNKNOWN_SERVICE,
    Catalogue,
    Choice,
    FormSpec,
    Question,
    QuestionKind,
)

ELSEWHERE = "Di luar kabupaten"
"""The answer to "which kecamatan" by somebody who lives in another regency."""

AGREED = "ya"
"""The value of a ticked `setuju` box."""

_BIDI_OR_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


def clean_line(text: str) -> str:
    """One line as it is kept: NFC, no control or bidi characters, single spaces (W-8)."""
    spaced = re.sub(r"[\t\r\n\v\f]", " ", text)
    # Composed last: what is taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", " ".join(_BIDI_OR_CONTROL.sub("", spaced).split()))


def clean_paragraphs(text: str) -> str:
    """Longer text as it is kept: NFC, LF line ends, no NUL, nothing trimmed inside (W-8)."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return unicodedata.normalize("NFC", unix).strip()


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
                given[question.id] = _given(self[question.id].data)
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
        return _given(field.data) or (("",) if field.default else ())

    def _shown(self, question: Question) -> str:
        if question.kind is QuestionKind.ADDRESS:
            street, district, village = (_joined(self[name].data) for name in parts(question))
            # As an envelope has it: from the house outwards.
            return ", ".join(filter(None, (street, village, district)))
        if question.kind is QuestionKind.CONSENT:
            return "Ya" if self[question.id].data else ""
        labels = {choice.value: choice.label for choice in self.choices_of(question)}
        return ", ".join(labels.get(value, value) for value in _given(self[question.id].data))


def _given(data: Any) -> tuple[str, ...]:
    """Field data as the values that were posted for it; empty ones do not count."""
    if isinstance(data, bool):
        return (AGREED,) if data else ()
    values = data if isinstance(data, list) else [data]
    return tuple(value for value in values if value)


def _joined(data: Any) -> str:
    lines = (line.strip() for value in _given(data) for line in value.split("\n"))
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
            fields = {question.id: TextAreaField(filters=[_paragraphs], **text)}
        case QuestionKind.ADDRESS:
            street, district, village = parts(question)
            outside = Choice(ELSEWHERE, ELSEWHERE)
            fields = {
                street: TextAreaField(filters=[_paragraphs], **text),
                district: SelectField(
                    **{**known, "validators": [Rule(question, choices, "Pilih kecamatan.")]}
                ),
                village: StringField(
                    filters=[_line],
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
            fields = {question.id: StringField(filters=[_line], **text)}
    return fields


def _line(data: str | None) -> str:
    return clean_line(data or "")


def _paragraphs(data: str | None) -> str:
    return clean_paragraphs(data or "")


def _each_once(data: list[str] | None) -> list[str] | None:
    return data and list(dict.fromkeys(data))


class Rule:
    """Everything that can be wrong with one field, in the order in which people are told."""

    field_flags: ClassVar[dict[str, Any]] = {}

    def __init__(self, question: Question, choices: tuple[Choice, ...], missing: str = "") -> None:
        self.question = question
        self.values = {choice.value for choice in choices}
        self.shortest = question.limits.shortest
        self.missing = (
            missing or question.wording.missing or f"Jawab pertanyaan “{question.label}”."
        )

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise StopValidation with the sentence for the first thing that is wrong."""
        raw: list[str] = [value for value in field.raw_data or [] if isinstance(value, str)]
        if any("\0" in value for value in raw):
            raise StopValidation(
                "Jawaban ini memuat tanda yang tidak dapat kami simpan. "
                "Tanda itu sudah kami buang. Periksa jawaban Anda."
            )
        if len(raw) > 1 and self.question.kind is not QuestionKind.CHOOSE_MANY:
            field.data = field.data if isinstance(field.data, bool) else _one_of(raw, field)
            raise StopValidation("Jawaban ini datang lebih dari satu kali. Sisakan satu saja.")
        if not _given(field.data):
            if raw and any(raw) and self.question.kind is QuestionKind.CONSENT:
                raise StopValidation(self._unknown())
            if self.question.required:
                raise StopValidation(self.missing)
            raise StopValidation
        self._judge(field, raw)

    def _judge(self, field: Field, raw: list[str]) -> None:
        question, wording = self.question, self.question.wording
        if question.kind is QuestionKind.CONSENT:
            if raw != [AGREED]:
                raise StopValidation(self._unknown())
            return
        if field.type in _CHOOSING_FIELDS:
            if not set(_given(field.data)) <= self.values:
                raise StopValidation(self._unknown())
            return
        length = len(field.data)
        longest = question.longest
        if length > longest:
            raise StopValidation(
                wording.too_long
                or f"Jawaban ini {length} huruf. Ringkas menjadi paling banyak {longest} huruf."
            )
        if length < self.shortest:
            raise StopValidation(
                wording.too_short
                or f"Jawaban ini {length} huruf. Tulis paling sedikit {self.shortest}."
            )
        if question.kind is QuestionKind.EMAIL and not _EMAIL.fullmatch(field.data):
            raise StopValidation(wording.malformed or "Tulis alamat email seperti nama@contoh.id.")
        if question.kind is QuestionKind.PHONE and not _is_phone(field.data):
            raise StopValidation(
                wording.malformed or "Tulis nomor telepon dengan 8 sampai 15 angka."
            )

    def _unknown(self) -> str:
        return self.question.wording.unknown or "Pilih salah satu jawaban yang ada di daftar."


_CHOOSING_FIELDS = {"RadioField", "SelectField", "SelectMultipleField"}


def _one_of(raw: list[str], field: Field) -> str:
    """All that came, so that nothing typed is lost; for choices, the first."""
    if field.type in _CHOOSING_FIELDS:
        return raw[0]
    clean = _paragraphs if field.type == "TextAreaField" else _line
    return (
        "\n".join(dict.fromkeys(map(clean, raw)))
        if clean is _paragraphs
        else clean(" / ".join(raw))
    )


def _is_phone(text: str) -> bool:
    digits = re.sub(r"[\s().+-]", "", text)
    return digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 15


class Village(Rule):
    """The desa of an address: asked of those who live in the regency."""

    def __init__(self, question: Question, district: str, elsewhere: str) -> None:
        super().__init__(question, (), "Tulis desa atau kelurahan.")
        self.district = district
        self.elsewhere = elsewhere
        self.shortest = 0  # `paling_pendek` speaks of the street; names of villages are short.

    def __call__(self, form: Form, field: Field) -> None:
        """Skip the question for somebody from elsewhere; judge like any text otherwise."""
        if not field.data and form[self.district].data == self.elsewhere:
            raise StopValidation
        super().__call__(form, field)
