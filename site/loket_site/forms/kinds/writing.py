"""Answers that are written: text, names, e-mail addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wtforms import Field, TextAreaField

from loket_site.forms.kinds.kind import Kind, MailContact, Pairs
from loket_site.forms.rules import FieldRule, Spelled, kept_paragraphs, line_rules
from loket_site.model import Choice, Question
from loket_site.words.wording import mark

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


def read_email(text: str) -> str | None:
    """Read an e-mail address; None where no mail can be sent to it."""
    return text if _EMAIL.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Line(Kind):
    """One line of text (`teks`, `nama`)."""


@dataclass(frozen=True, slots=True)
class Paragraphs(Kind):
    """Longer text (`paragraf`)."""

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make one field for text with line ends."""
        return {
            question.id: TextAreaField(
                default=question.default,
                filters=[kept_paragraphs],
                validators=self.rules(question, choices),
            )
        }


@dataclass(frozen=True, slots=True)
class Email(Kind):
    """An e-mail address (`email`)."""

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse what no mail can be sent to."""
        return line_rules(
            question,
            Spelled(question, read_email, mark("Tulis alamat email seperti nama@contoh.id.")),
        )

    def mail_contact(self, question: Question, values: Pairs) -> MailContact | None:
        """Give the address itself."""
        address = dict(values).get(question.id, "")
        return MailContact(address) if address else None
