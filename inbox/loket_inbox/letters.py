"""The letters to officers: one function per letter, its words in `templates/letters/<letter>/`.

Subjects hold numbers and dates only; what people wrote stands in the body alone.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from loket_inbox.mail_in.quoting import MARKER
from loket_inbox.officers import Officer
from loket_site.forms import Answer

# Plain text: there is no markup to escape, and {{7*7}} in an answer is data, not a template.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates") / "letters"),
    autoescape=False,  # noqa: S701 - letters are plain text
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it has an address to answer to. `original` is a mail to be enclosed."""

    name: str
    subject: str
    body: str
    number: str = ""
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter as the outbox keeps it: to whom, and where the answer goes ("" for nowhere)."""

    letter: Letter
    to: str
    to_name: str
    reply_to: str

    def pack(self) -> bytes:
        """Write it down for sealing."""
        original = self.letter.original
        return json.dumps(
            {
                "name": self.letter.name,
                "subject": self.letter.subject,
                "body": self.letter.body,
                "number": self.letter.number,
                "original": None if original is None else base64.b64encode(original).decode(),
                "to": self.to,
                "to_name": self.to_name,
                "reply_to": self.reply_to,
            }
        ).encode()

    @classmethod
    def unpack(cls, packed: bytes) -> Addressed:
        """Read what `pack` wrote."""
        kept = json.loads(packed)
        original = kept["original"]
        letter = Letter(
            name=kept["name"],
            subject=kept["subject"],
            body=kept["body"],
            number=kept["number"],
            original=None if original is None else base64.b64decode(original),
        )
        return cls(letter, kept["to"], kept["to_name"], kept["reply_to"])


def new_case(
    officer: Officer, number: str, title: str, until: str, answers: tuple[Answer, ...]
) -> Letter:
    """Tell the front desk that somebody has sent a form; a reply is the answer."""
    return _write("new_case", number, officer=officer, title=title, until=until, answers=answers)


def follow_up(
    officer: Officer,
    number: str,
    message: str,
    history: tuple[str, ...],
    answers: tuple[Answer, ...],
) -> Letter:
    """Tell the front desk that the sender has written back; a reply is the answer."""
    return _write(
        "follow_up", number, officer=officer, message=message, history=history, answers=answers
    )


def held_mail(
    officer: Officer,
    reason: str,
    sender: str,
    subject: str,
    text: str,
    original: bytes | None,
    *,
    last: bool,
) -> Letter:
    """Show the front desk a mail that the inbox could not place.

    The mail is enclosed, but for one that is too large for that. After the `last` letter about a
    sender the front desk hears no more of him today.
    """
    return _write(
        "held_mail",
        "",
        original=original,
        officer=officer,
        reason=reason,
        sender=sender,
        mail_subject=subject,
        text=text,
        enclosed=original is not None,
        last=last,
    )


def _write(name: str, number: str, *, original: bytes | None = None, **values: Any) -> Letter:
    values |= {"marker": MARKER, "number": number}
    subject = _TEMPLATES.get_template(f"{name}/subject.txt").render(values).strip()
    body = _TEMPLATES.get_template(f"{name}/body.txt").render(values).strip() + "\n"
    return Letter(name, subject, body, number, original)
