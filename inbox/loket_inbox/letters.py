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

from loket_inbox.officers import Officer
from loket_inbox.replies import MARKER
from loket_site.forms import Answer

# Plain text: there is no markup to escape, and {{7*7}} in an answer is data, not a template.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates") / "letters"),
    autoescape=False,  # noqa: S701 - letters are plain text
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


NEW_CASE = "new_case"
DIGEST = "digest"
DAILY_DIGEST = "daily_digest"
"""The letters that tell of new cases: of one, of a flood, of a day."""


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


@dataclass(frozen=True, slots=True)
class About:
    """To whom a letter goes, about which case, and where that officer sees the case."""

    officer: Officer
    number: str
    link: str


def new_case(
    about: About, title: str, until: str, answers: tuple[Answer, ...], files: int = 0
) -> Letter:
    """Tell the front desk that a case came in; a reply is the answer.

    The letter only counts the `files` that came along: they are opened at the desk.
    """
    return _write(NEW_CASE, about, title=title, until=until, answers=answers, files=files)


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What a digest says of a case: nothing personal. `title` is the form's, "" for none."""

    number: str
    title: str
    until: str
    link: str


def digest(officer: Officer, lines: tuple[DigestLine, ...]) -> Letter:
    """Name the cases that came in a flood; there is no answer to it."""
    return _write(DIGEST, About(officer, "", ""), lines=lines)


def daily_digest(
    officer: Officer, set_aside: tuple[DigestLine, ...], filed: tuple[DigestLine, ...]
) -> Letter:
    """Name what was set aside as a robot's, and what was filed; there is no answer to it."""
    return _write(DAILY_DIGEST, About(officer, "", ""), set_aside=set_aside, filed=filed)


def follow_up(
    about: About, message: str, history: tuple[str, ...], answers: tuple[Answer, ...]
) -> Letter:
    """Tell an officer that the sender has written back; a reply is the answer."""
    return _write("follow_up", about, message=message, history=history, answers=answers)


def for_disposition(
    about: About, agenda: str, summary: str, until: str, answers: tuple[Answer, ...]
) -> Letter:
    """Ask the head who shall deal with a registered case; a reply is the answer to the sender."""
    return _write(
        "for_disposition", about, agenda=agenda, summary=summary, until=until, answers=answers
    )


def disposition(
    about: About, instruction: str, due: str, answers: tuple[Answer, ...], *, is_team: bool
) -> Letter:
    """Give the head's instruction to whoever deals with the case.

    A reply of a division head is the answer to the sender; one of a Team member is the findings.
    """
    return _write(
        "disposition", about, instruction=instruction, due=due, answers=answers, is_team=is_team
    )


def findings(about: About, text: str) -> Letter:
    """Show the head what a Team has found; approving is done on the web."""
    return _write("findings", about, text=text)


def findings_returned(about: About, reason: str) -> Letter:
    """Tell a Team why its findings came back; a reply is the new findings."""
    return _write("findings_returned", about, reason=reason)


def held_mail(
    officer: Officer,
    link: str,
    reason: str,
    sender: str,
    subject: str,
    text: str,
    *,
    original: bytes | None,
    last: bool,
) -> Letter:
    """Show the front desk a mail that the inbox could not place.

    The mail is enclosed, but for one that is too large for that. After the `last` letter about a
    sender the front desk hears no more of him today.
    """
    return _write(
        "held_mail",
        About(officer, "", link),
        original=original,
        reason=reason,
        sender=sender,
        mail_subject=subject,
        text=text,
        enclosed=original is not None,
        last=last,
    )


def sign_in(officer: Officer, link: str, device: str, asked_at: str) -> Letter:
    """Send an officer the link that signs in; there is no answer to it."""
    return _write("sign_in", About(officer, "", link), device=device, asked_at=asked_at)


def _write(name: str, about: About, *, original: bytes | None = None, **values: Any) -> Letter:
    values |= {"marker": MARKER, "officer": about.officer, "link": about.link}
    values |= {"number": about.number}
    subject = _TEMPLATES.get_template(f"{name}/subject.txt").render(values).strip()
    body = _TEMPLATES.get_template(f"{name}/body.txt").render(values).strip() + "\n"
    return Letter(name, subject, body, about.number, original)
