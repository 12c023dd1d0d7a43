"""Answers that are written: text, names, e-mail addresses. And words that ask nothing."""

from __future__ import annotations

from typing import Any

from wtforms import Field

from loket_site.forms.kinds.kind import LENGTH, NO_DEFAULT, Kind, paragraphs
from loket_site.forms.kinds.room import Lines, Room
from loket_site.forms.rules import FieldRule, line_rules, spelled
from loket_site.forms.told import MailContact, Pairs, Told
from loket_site.model.form import Choice, Question
from loket_site.words.spelling.addresses import likely_address, read_address
from loket_site.words.wording import mark

NO_EMAIL = mark("Tulis satu alamat email seperti nama@contoh.id.")

_ONE_LINE = 100
"""How many characters a hand writes on one line of A4; more ask for a second line."""


def mailable(question: Question) -> FieldRule:
    """Make the rule that a letter can be sent to what was written."""
    return spelled(question, read_address, NO_EMAIL, likely_address)


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
        return line_rules(question, longest, mailable(question))

    def told(self, form: Any, question: Question) -> Told:
        """Tell the address as letters to it are sent."""
        typed = form[question.id].data or ""
        address = read_address(typed)
        if address is None:
            return Told("", self.posted(form, question))
        return Told(address, ((question.id, address),))

    def mail_contact(self, question: Question, values: Pairs) -> MailContact | None:
        """Give the address itself; where another answer asked for it and it is open, none."""
        address = dict(values).get(question.id, "")
        return MailContact(address) if address or question.conditions else None


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
