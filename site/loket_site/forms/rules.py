"""What can be wrong with one field of a form, one rule each, in the order in which people are told.

A field's rules stand in a row; the first that finds something stops it with its sentence. `form`
is the `AnswerForm` that the field stands in: it says the sentence in the form's language.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation

from loket_site.model import Question
from loket_site.words.texts import clean_line, clean_paragraphs
from loket_site.words.wording import mark

AGREED = "ya"
"""The value of a ticked box."""


def values_of(data: Any) -> tuple[str, ...]:
    """Field data as the values that were posted for it; empty ones do not count."""
    if isinstance(data, bool):
        return (AGREED,) if data else ()
    values = data if isinstance(data, list | tuple) else [data]
    return tuple(value for value in values if value)


def kept_line(data: str | None) -> str:
    """Filter a field of one line."""
    return clean_line(data or "")


def kept_paragraphs(data: str | None) -> str:
    """Filter a field of longer text."""
    return clean_paragraphs(data or "")


class FieldRule:
    """A rule as WTForms calls it; `field_flags` would become attributes of a drawn field."""

    field_flags: ClassVar[dict[str, Any]] = {}

    def __call__(self, form: Any, field: Field) -> None:
        """Raise StopValidation with a sentence, or without one where nothing more is to say."""
        raise NotImplementedError


class Sound(FieldRule):
    """What was posted can be kept, and was posted once (`many`: as often as people like) (W-8)."""

    def __init__(self, *, many: bool = False) -> None:
        self.many = many

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse NUL and doubles; all that came stays in the field."""
        raw = [value for value in field.raw_data or [] if isinstance(value, str)]
        if any("\0" in value for value in raw):
            raise StopValidation(
                form.say(
                    "Jawaban ini memuat tanda yang tidak dapat kami simpan. "
                    "Tanda itu sudah kami buang. Periksa jawaban Anda."
                )
            )
        if len(raw) > 1 and not self.many:
            field.data = field.data if isinstance(field.data, bool) else _one_of(raw, field)
            raise StopValidation(
                form.say("Jawaban ini datang lebih dari satu kali. Sisakan satu saja.")
            )


class Answered(FieldRule):
    """A question that has to be answered was answered; one that need not be ends here."""

    def __init__(
        self, question: Question, otherwise: str = "", *, required: bool | None = None
    ) -> None:
        self.required = question.required if required is None else required
        self.missing = "" if otherwise else question.wording.missing
        self.otherwise = otherwise or mark("Jawab pertanyaan “{label}”.")
        self.label = question.label

    def __call__(self, form: Any, field: Field) -> None:
        """Stop at an empty field."""
        if values_of(field.data):
            return
        if self.required:
            raise StopValidation(self.missing or form.say(self.otherwise, label=self.label))
        raise StopValidation


class Long(FieldRule):
    """A text keeps to its limits, counted in characters."""

    def __init__(
        self, question: Question, *, shortest: int | None = None, longest: int | None = None
    ) -> None:
        self.wording = question.wording
        self.longest = question.longest if longest is None else longest
        self.shortest = question.limits.shortest if shortest is None else shortest

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse what is too long or too short."""
        length = len(field.data)
        if length > self.longest:
            raise StopValidation(
                self.wording.too_long
                or form.say(
                    "Jawaban ini {count} huruf. Ringkas menjadi paling banyak {longest} huruf.",
                    count=length,
                    longest=self.longest,
                )
            )
        if length < self.shortest:
            raise StopValidation(
                self.wording.too_short
                or form.say(
                    "Jawaban ini {count} huruf. Tulis paling sedikit {shortest}.",
                    count=length,
                    shortest=self.shortest,
                )
            )


class Spelled(FieldRule):
    """A text can be read as what the question asks for; it stays as it was typed."""

    def __init__(
        self, question: Question, read: Callable[[str], object | None], otherwise: str
    ) -> None:
        self.read = read
        self.wording, self.otherwise = question.wording, otherwise

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse what cannot be read."""
        if self.read(field.data) is None:
            raise StopValidation(self.wording.malformed or form.say(self.otherwise))


class Between(FieldRule):
    """A number that can be read lies within the limits of its question."""

    def __init__(
        self,
        question: Question,
        read: Callable[[str], int | None],
        in_words: Callable[[int], str],
    ) -> None:
        self.limits, self.wording = question.limits, question.wording
        self.read, self.in_words = read, in_words

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse what is too little or too much."""
        number = self.read(field.data)
        least, most = self.limits.least, self.limits.most
        if number is None:
            return
        if least is not None and number < least:
            raise StopValidation(
                self.wording.too_little
                or form.say("Tulis angka paling sedikit {least}.", least=self.in_words(least))
            )
        if most is not None and number > most:
            raise StopValidation(
                self.wording.too_much
                or form.say("Tulis angka paling banyak {most}.", most=self.in_words(most))
            )


class Known(FieldRule):
    """Every value is one of those offered, and there are not more than the question takes."""

    def __init__(self, question: Question, values: Collection[str]) -> None:
        self.values = frozenset(values)
        self.wording, self.most = question.wording, question.limits.most

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse an unknown value."""
        given = values_of(field.data)
        if not self.values.issuperset(given):
            raise StopValidation(
                self.wording.unknown or form.say("Pilih salah satu jawaban yang ada di daftar.")
            )
        if self.most is not None and len(given) > self.most:
            raise StopValidation(
                self.wording.too_much
                or form.say("Pilih paling banyak {most} jawaban.", most=self.most)
            )


def line_rules(question: Question, *more: FieldRule) -> list[FieldRule]:
    """Give the rules of a written answer: sound, answered, within its length, and `more`."""
    return [Sound(), Answered(question), Long(question), *more]


def _one_of(raw: list[str], field: Field) -> str:
    """All that came, so that nothing typed is lost; for choices, the first."""
    if field.type in {"RadioField", "SelectField"}:
        return raw[0]
    if field.type == "TextAreaField":
        return "\n".join(dict.fromkeys(map(kept_paragraphs, raw)))
    return kept_line(" / ".join(raw))
