"""What a letter is: its words, to whom it goes, and what its reader can do by mail."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from loket_inbox.domain.officers import Officer
from loket_inbox.letters.answers import AnsweredSection
from loket_inbox.letters.kinds import LetterKind


@dataclass(frozen=True, slots=True)
class Sender:
    """The person outside, as a letter names them: an address and no name."""

    email: str
    id: None = None
    name: str = ""


Recipient = Officer | Sender


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it has an address to answer to. `original` is a mail to be enclosed.

    `body` is the text; `hypertext` makes the HTML version of it. `from_name` stands beside our
    address, "" for the office's own name.
    """

    name: LetterKind
    subject: str
    body: str
    number: str = ""
    original: bytes | None = None
    from_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed(Letter):
    """A letter as the outbox keeps it: to whom, and where answers and bounces go.

    `reply_to` is "" where nobody shall answer.
    """

    to: str
    to_name: str
    reply_to: str
    return_path: str

    def pack(self) -> bytes:
        """Write it down for sealing: JSON with these names, octets in base64."""
        return msgspec.json.encode(self)

    @classmethod
    def unpack(cls, packed: bytes) -> Addressed:
        """Read what `pack` wrote."""
        return msgspec.json.decode(packed, type=cls)


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that an officer can do by mail: tap the address, press send.

    `label` says what it does, `address` is ours with a token, `subject` fills in the new mail.
    """

    label: str
    address: str
    subject: str


@dataclass(frozen=True)  # Templates take its fields by their names.
class About:
    """To whom a letter goes, about which case, and where that officer sees the case.

    `doings` are what else than answering the officer can do by mail, `answer_goes` is where an
    answer reaches the sender, in words. `bare` is a sentence that says why the letter carries
    number and link alone, "" where it says everything. `version` is what division and Team read of
    a confidential case once this letter is replied to, nothing where there is nothing to release.
    """

    officer: Officer
    number: str
    link: str
    doings: tuple[Doing, ...] = ()
    answer_goes: str = "di halaman Lacak"
    bare: str = ""
    version: tuple[AnsweredSection, ...] = ()


@dataclass(frozen=True, slots=True)
class MailShown:
    """A mail as a letter shows it; `original` is the mail itself, None where it is too large."""

    sender: str
    subject: str
    text: str
    original: bytes | None


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """That an officer opened a sender's name or contact: on which case, who, what and when."""

    number: str
    who: str
    what: str
    when: str
    link: str


@dataclass(frozen=True, slots=True)
class WrongCodesLine:
    """That wrong one-time codes were typed for an officer, and whether that closed the links.

    At `link` they are opened again.
    """

    who: str
    is_closed: bool
    link: str


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What a digest says of a case: nothing personal. `title` is the form's, "" for none."""

    number: str
    title: str
    until: str
    link: str
