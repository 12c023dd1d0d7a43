"""Answers that stand for a figure: telephone, number, rupiah, time of day, NIK.

What was typed goes back to whoever typed it; what is kept is the one spelling behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loket_site.forms.kinds.kind import Kind, Told
from loket_site.forms.rules import Between, FieldRule, Spelled, line_rules
from loket_site.model import Choice, Question
from loket_site.words.spelling.amounts import (
    number_in_words,
    read_number,
    read_rupiah,
    rupiah_in_words,
)
from loket_site.words.spelling.hours import read_time, time_in_words
from loket_site.words.spelling.identity_numbers import masked, read_identity_number
from loket_site.words.spelling.phones import phone_in_words, read_phone
from loket_site.words.wording import mark


@dataclass(frozen=True, slots=True)
class Spelling(Kind):
    """A figure with many spellings: how it is read, how it is written, what to say otherwise."""

    limits: frozenset[str] = frozenset()
    read: Callable[[str], str | None] = read_phone
    in_words: Callable[[str], str] = phone_in_words
    otherwise: str = ""

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what cannot be read."""
        return line_rules(question, Spelled(question, self.read, self.otherwise))

    def told(self, form: Any, question: Question) -> Told:
        """Tell the one spelling; nothing where the question was left open."""
        kept = self.read(form[question.id].data or "")
        if kept is None:
            return Told("", self.posted(form, question))
        return Told(self.in_words(kept), ((question.id, kept),))


@dataclass(frozen=True, slots=True)
class Figure(Kind):
    """A whole number with limits (`angka`, `rupiah`)."""

    limits: frozenset[str] = frozenset({"least", "most"})
    read: Callable[[str], int | None] = read_number
    in_words: Callable[[int], str] = number_in_words
    otherwise: str = ""

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what is no number, or lies outside the limits."""
        return line_rules(
            question,
            Spelled(question, self.read, self.otherwise),
            Between(question, self.read, self.in_words),
        )

    def told(self, form: Any, question: Question) -> Told:
        """Tell the number; nothing where the question was left open."""
        kept = self.read(form[question.id].data or "")
        if kept is None:
            return Told("", self.posted(form, question))
        return Told(self.in_words(kept), ((question.id, str(kept)),))


PHONE = Spelling(
    otherwise=mark("Tulis satu nomor telepon dengan kode wilayah. Contoh: 0812 3456 7890."),
)
TIME = Spelling(
    read=read_time,
    in_words=time_in_words,
    otherwise=mark("Tulis jamnya. Contoh: 14.30 atau 9 pagi."),
)
IDENTITY_NUMBER = Spelling(
    read=read_identity_number,
    in_words=masked,
    otherwise=mark("NIK terdiri dari 16 angka. Periksa lagi."),
)
NUMBER = Figure(otherwise=mark("Tulis angka saja. Contoh: 25."))
RUPIAH = Figure(
    read=read_rupiah,
    in_words=rupiah_in_words,
    otherwise=mark("Tulis jumlah uang dengan angka. Contoh: 50.000."),
)
