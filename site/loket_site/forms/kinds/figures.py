"""Answers that stand for a figure: telephone, number, rupiah, time of day, NIK.

What was typed goes back to whoever typed it; what is kept is the one spelling behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from loket_site.forms.kinds.kind import Kind
from loket_site.forms.kinds.room import Boxes, Room, hour
from loket_site.forms.rules import FieldRule, between, line_rules, spelled
from loket_site.forms.told import Told
from loket_site.model.form import Choice, Question
from loket_site.words.spelling import figures, phones
from loket_site.words.wording import mark


class Figure(Kind):
    """A figure with many spellings: how it is read, how it is written, what to say otherwise.

    `likely` says what was probably meant by one that cannot be read, "" for nothing.
    """

    longest = 30
    otherwise = ""
    likely: Callable[[str], str] | None = None

    @staticmethod
    def read(text: str) -> Any:
        """Read what was typed; None where it is no such figure."""
        raise NotImplementedError

    @staticmethod
    def in_words(kept: Any, /) -> str:
        """Write what was read as people read it."""
        raise NotImplementedError

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what cannot be read."""
        reads = spelled(question, self.read, self.otherwise, self.likely)
        return line_rules(question, self.longest_of(question), reads)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the one spelling; nothing where the question was left open."""
        kept = self.read(form[question.id].data or "")
        if kept is None:
            return Told("", self.posted(form, question))
        return Told(self.in_words(kept), ((question.id, str(kept)),))


class Phone(Figure):
    """A telephone number (`telepon`)."""

    read = staticmethod(phones.read_phone)
    in_words = staticmethod(phones.phone_in_words)
    likely = staticmethod(phones.likely_phone)
    otherwise = mark("Tulis satu nomor telepon dengan kode wilayah. Contoh: 0812 3456 7890.")
    paper = ((Boxes((4, 4, 5)),),)


class Time(Figure):
    """A time of day (`jam`)."""

    read = staticmethod(figures.read_time)
    in_words = staticmethod(figures.time_in_words)
    otherwise = mark("Tulis jamnya. Contoh: 14.30 atau 9 pagi.")
    paper = ((hour("Pukul"),),)


class IdentityNumber(Figure):
    """The national identity number (`nik`)."""

    always_personal = True
    # It tells birth date and sex, and not everybody has one at hand.
    never_required = "NIK tidak boleh diharuskan. Hapus `wajib`."
    read = staticmethod(figures.read_identity_number)
    in_words = staticmethod(figures.masked)
    otherwise = mark("NIK terdiri dari 16 angka. Periksa lagi.")
    paper = ((Boxes((4, 4, 4, 4)),),)


class Number(Figure):
    """A whole number with limits (`angka`)."""

    limits = frozenset({"least", "most"})
    longest = 20
    digits = 5
    read = staticmethod(figures.read_number)
    in_words = staticmethod(figures.number_in_words)
    otherwise = mark("Tulis angka saja. Contoh: 25.")

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what is no number, or lies outside the limits."""
        return [*super().rules(question, choices), between(question, self.read, self.in_words)]

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give a box to each digit that the largest answer has."""
        most = question.limits.most
        return self.boxes(self.digits if most is None else len(str(most)))

    def boxes(self, digits: int) -> Room:
        """Give the boxes of so many digits."""
        return ((Boxes((digits,)),),)


class Rupiah(Number):
    """An amount of money (`rupiah`)."""

    longest = 30
    digits = 9
    read = staticmethod(figures.read_rupiah)
    in_words = staticmethod(figures.rupiah_in_words)
    otherwise = mark("Tulis jumlah uang dengan angka. Contoh: 50.000.")

    def boxes(self, digits: int) -> Room:
        """Give the boxes in thousands."""
        first = digits % 3
        groups = ((first,) if first else ()) + (3,) * (digits // 3)
        return ((Boxes(groups, label="Rp", joint="."),),)
