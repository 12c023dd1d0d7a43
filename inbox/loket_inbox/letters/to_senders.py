"""The letters to those who sent a case: one function per letter.

They hold the office's own words alone: no officer's name, nothing of what was sent, no receipt
code. Subjects hold numbers and fixed words only.
"""

from __future__ import annotations

from loket_inbox.letters.values import Letter
from loket_inbox.letters.writing import write

SENDER_ANSWER = "sender_answer"
SENDER_QUESTION = "sender_question"
SENDER_NOTICE = "sender_notice"

NEUTRAL_NAME = "Pemberitahuan"
"""What stands beside the address of a letter that must not tell whom it is from (SS-8)."""


def sender_answer(title: str, number: str, text: str, link: str) -> Letter:
    """Bring the office's answer to an ordinary case; a reply is a message to the case.

    `title` is the form's, `link` the tracking page of the site.
    """
    return write(SENDER_ANSWER, number=number, title=title, text=text, link=link)


def sender_question(title: str, number: str, text: str, link: str) -> Letter:
    """Bring the office's question about an ordinary case; a reply is a message to the case."""
    return write(SENDER_QUESTION, number=number, title=title, text=text, link=link)


def sender_notice() -> Letter:
    """Say that there is news and nothing else, in words that are always the same (SS-8)."""
    return write(SENDER_NOTICE, from_name=NEUTRAL_NAME)
