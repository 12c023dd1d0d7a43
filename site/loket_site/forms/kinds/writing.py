"""Answers that are written: text, names, e-mail addresses. And words that ask nothing."""

from __future__ import annotations

import re

from wtforms import Field

from loket_site.forms.kinds.kind import LENGTH, NO_DEFAULT, Kind, paragraphs
from loket_site.forms.kinds.room import Lines, Room
from loket_site.forms.rules import FieldRule, line_rules, spelled
from loket_site.forms.told import MailContact, Pairs
from loket_site.model.form import Choice, Question
from loket_site.words.wording import mark

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")

NO_EMAIL = mark("Tulis alamat email seperti nama@contoh.id.")

_ONE_LINE = 100
"""How many characters a hand writes on one line of A4; more ask for a second line."""


def read_email(text: str) -> str | None:
    """Read an e-mail address; None where no mail can be sent to it."""
    return text if _EMAIL.fullmatch(text) else None


class Text(Kind):
    """One line of text (`teks`)."""

    limits = LENGTH
    longest = 200

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give a second line to what is long."""
        return ((Lines(rows=2 if self.longest_of(question) > _ONE_LINE else 1),),)


class Name(Kind):
    """A name (`nama`)."""

    limits = LENGTH
    longest = 100


class Paragraphs(Kind):
    """Longer text (`paragraf`)."""

    limits = LENGTH
    longest = 4000

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make one field for text with line ends."""
        return paragraphs(*rules, default=question.default)

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Give as many lines as the screen does."""
        return ((Lines(rows=question.rows),),)


class Email(Kind):
    """An e-mail address (`email`)."""

    limits = LENGTH
    longest = 254
    is_mail_address = True

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what no mail can be sent to."""
        longest = self.longest_of(question)
        return line_rules(question, longest, spelled(question, read_email, NO_EMAIL))

    def mail_contact(self, question: Question, values: Pairs) -> MailContact | None:
        """Give the address itself."""
        address = dict(values).get(question.id, "")
        return MailContact(address) if address else None


class Note(Kind):
    """Words to read (`catatan`): the label and the help; it has no field and no answer."""

    no_default = NO_DEFAULT
    never_required = "Catatan tidak punya jawaban. Hapus `wajib`."
    paper = ()

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name no field."""
        return ()

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make no field."""
        return {}
