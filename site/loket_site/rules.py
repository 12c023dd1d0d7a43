"""What can be wrong with one field of a form, in the order in which people are told."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from wtforms import Field, Form
from wtforms.validators import StopValidation

from loket_site.model import Choice, Question, QuestionKind
from loket_site.texts import clean_line, clean_paragraphs

AGREED = "ya"
"""The value of a ticked `setuju` box."""

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


def values_of(data: Any) -> tuple[str, ...]:
    """Field data as the values that were posted for it; empty ones do not count."""
    if isinstance(data, bool):
        return (AGREED,) if data else ()
    values = data if isinstance(data, list) else [data]
    return tuple(value for value in values if value)


def kept_line(data: str | None) -> str:
    """Filter a field of one line."""
    return clean_line(data or "")


def kept_paragraphs(data: str | None) -> str:
    """Filter a field of longer text."""
    return clean_paragraphs(data or "")


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
        if not values_of(field.data):
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
            if not set(values_of(field.data)) <= self.values:
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
    clean = kept_paragraphs if field.type == "TextAreaField" else kept_line
    return (
        "\n".join(dict.fromkeys(map(clean, raw)))
        if clean is kept_paragraphs
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
