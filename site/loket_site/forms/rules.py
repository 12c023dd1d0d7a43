"""What can be wrong with one field of a form, one rule each, in the order in which people are told.

A field's rules stand in a row; the first that finds something stops it with its sentence. `form`
is the `AnswerForm` that the field stands in: it says the sentence in the form's language.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NoReturn, TypeAlias

from wtforms import Field
from wtforms.validators import StopValidation

from loket_site.model.form import Question
from loket_site.words.texts import clean_line, clean_paragraphs
from loket_site.words.wording import mark

AGREED = "ya"
"""The value of a ticked box."""

FieldRule: TypeAlias = Callable[[Any, Field], None]
"""A rule as WTForms calls it, with the form and one field of it.

It raises StopValidation with a sentence, or without one where nothing more is to say.
"""


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


def refuse(form: Any, own: str, otherwise: str, **figures: object) -> NoReturn:
    """Stop with the office's own sentence, or without one with ours."""
    raise StopValidation(own or form.say(otherwise, **figures))


def keepable(form: Any, field: Field) -> None:
    """Refuse NUL, which cannot be kept; all that came stays in the field (W-8)."""
    if any("\0" in value for value in _texts(field)):
        sentence = mark(
            "Jawaban ini memuat tanda yang tidak dapat kami simpan. "
            "Tanda itu sudah kami buang. Periksa jawaban Anda."
        )
        refuse(form, "", sentence)


def sound(form: Any, field: Field) -> None:
    """Refuse what cannot be kept, and what was posted more than once (W-8)."""
    keepable(form, field)
    raw = _texts(field)
    if len(raw) > 1:
        field.data = field.data if isinstance(field.data, bool) else _one_of(raw, field)
        refuse(form, "", mark("Jawaban ini datang lebih dari satu kali. Sisakan satu saja."))


def answered(question: Question, otherwise: str = "", *, required: bool | None = None) -> FieldRule:
    """A question that has to be answered was answered; one that need not be ends here."""
    missing = "" if otherwise else question.wording.missing
    sentence = otherwise or mark("Jawab pertanyaan “{label}”.")

    def judge(form: Any, field: Field) -> None:
        if values_of(field.data):
            return
        if question.required if required is None else required:
            refuse(form, missing, sentence, label=question.label)
        raise StopValidation

    return judge


def long(question: Question, longest: int, shortest: int = 0) -> FieldRule:
    """A text keeps to its limits, counted in characters."""
    wording = question.wording

    def judge(form: Any, field: Field) -> None:
        length = len(field.data)
        if length > longest:
            sentence = mark(
                "Jawaban ini {count} huruf. Ringkas menjadi paling banyak {longest} huruf."
            )
            refuse(form, wording.too_long, sentence, count=length, longest=longest)
        if length < shortest:
            sentence = mark("Jawaban ini {count} huruf. Tulis paling sedikit {shortest}.")
            refuse(form, wording.too_short, sentence, count=length, shortest=shortest)

    return judge


def spelled(
    question: Question,
    read: Callable[[str], object | None],
    otherwise: str,
    likely: Callable[[str], str] | None = None,
) -> FieldRule:
    """A text can be read as what the question asks for; it stays as it was typed.

    `likely` says what was probably meant, "" for nothing: it is offered, never put in its place.
    """

    def judge(form: Any, field: Field) -> None:
        if read(field.data) is not None:
            return
        sentence = question.wording.malformed or form.say(otherwise)
        meant = likely(field.data) if likely else ""
        offer = (
            form.say(mark("Tulis {likely} bila itu maksud Anda."), likely=meant) if meant else ""
        )
        raise StopValidation(f"{sentence} {offer}".rstrip())

    return judge


def between(
    question: Question, read: Callable[[str], int | None], in_words: Callable[[int], str]
) -> FieldRule:
    """A number that can be read lies within the limits of its question."""
    wording, least, most = question.wording, question.limits.least, question.limits.most

    def judge(form: Any, field: Field) -> None:
        number = read(field.data)
        if number is None:
            return
        if least is not None and number < least:
            sentence = mark("Tulis angka paling sedikit {least}.")
            refuse(form, wording.too_little, sentence, least=in_words(least))
        if most is not None and number > most:
            sentence = mark("Tulis angka paling banyak {most}.")
            refuse(form, wording.too_much, sentence, most=in_words(most))

    return judge


UNKNOWN = mark("Pilih salah satu jawaban yang ada di daftar.")


def known(question: Question, values: Collection[str]) -> FieldRule:
    """Every value is one of those offered, and there are not more than the question takes."""
    wording, most, offered = question.wording, question.limits.most, frozenset(values)

    def judge(form: Any, field: Field) -> None:
        given = values_of(field.data)
        if not offered.issuperset(given):
            refuse(form, wording.unknown, UNKNOWN)
        if most is not None and len(given) > most:
            refuse(form, wording.too_much, mark("Pilih paling banyak {most} jawaban."), most=most)

    return judge


def ticked(question: Question) -> FieldRule:
    """A box posts its one value or nothing at all."""

    def judge(form: Any, field: Field) -> None:
        raw = [value for value in field.raw_data or [] if value]
        if raw and raw != [AGREED]:
            refuse(form, question.wording.unknown, UNKNOWN)

    return judge


def line_rules(question: Question, longest: int, *more: FieldRule) -> list[FieldRule]:
    """Give the rules of a written answer: sound, answered, within its length, and `more`."""
    length = long(question, longest, question.limits.shortest)
    return [sound, answered(question), length, *more]


def _texts(field: Field) -> list[str]:
    return [value for value in field.raw_data or [] if isinstance(value, str)]


def _one_of(raw: list[str], field: Field) -> str:
    """All that came, so that nothing typed is lost; for choices, the first."""
    if field.type in {"RadioField", "SelectField"}:
        return raw[0]
    if field.type == "TextAreaField":
        return "\n".join(dict.fromkeys(map(kept_paragraphs, raw)))
    return kept_line(" / ".join(raw))
