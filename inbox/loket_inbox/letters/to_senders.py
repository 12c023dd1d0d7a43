"""The letters to those who sent a case: one function per letter.

They hold the office's own words alone: no officer's name, nothing of what was sent, no receipt
code. Subjects hold numbers and fixed words only.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket_inbox.domain.reading import Legible
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Letter
from loket_inbox.letters.writing import write

NEUTRAL_NAME = "Pemberitahuan"
"""What stands beside the address of a letter that must not tell whom it is from (SS-8)."""


@dataclass(frozen=True)  # Templates take its fields by their names.
class Sent:
    """What somebody has sent, and to whom, as letters about it say.

    `title` is the form's name, `link` the tracking page of the site, `office` and `phone` are those
    of the office ("" for no telephone).
    """

    number: str
    title: str
    link: str
    office: str
    phone: str


def answer(sent: Sent, text: Legible) -> Letter:
    """Bring the office's answer to an ordinary case; a reply is a message to the case."""
    return _write(LetterKind.SENDER_ANSWER, sent, text)


def question(sent: Sent, text: Legible) -> Letter:
    """Bring the office's question about an ordinary case; a reply is a message to the case."""
    return _write(LetterKind.SENDER_QUESTION, sent, text)


def notice() -> Letter:
    """Say that there is news and nothing else, in words that are always the same (SS-8)."""
    return write(LetterKind.SENDER_NOTICE, from_name=NEUTRAL_NAME)


def _write(kind: LetterKind, sent: Sent, text: Legible) -> Letter:
    return write(kind, **vars(sent), text=text)
