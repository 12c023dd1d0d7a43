"""Whose mail it is, and about which case: by the token it went to, else by what it refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.codes import (
    REPLY_TOKEN_LENGTH,
    case_numbers,
    digest,
    is_reply_token,
    token_of,
)
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.officers import Officer, Right, may
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.to_sender import sender_of
from loket_inbox.letters.values import Recipient, Sender
from loket_inbox.store.outbox import OwnLetter, ReplyAddress
from loket_inbox.store.transactions import Work
from loket_mail.message.headers import identifiers
from loket_mail.message.parse import Incoming, token_in
from loket_mail.message.words import single_line

_MOST_TOKENS = 10
_MOST_REFERENCES = 25
"""More than honest mail has; each costs a look into the database."""

_HEAD = 50_000
"""Octets in which the headers of any honest mail end."""

_PLUS_TOKEN = re.compile(rf"\+([a-z2-7]{{{REPLY_TOKEN_LENGTH}}})@")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a mail: who should have written it, to do what to which case.

    `writer` owns the reply address. `action` is None where the letter that is answered asks for no
    answer. `letter` is the text of our letter that it answers, "" where that is not known. `target`
    is that of the reply address, `made_at` when it was made.
    """

    action: Deed | None
    writer: Recipient
    file: CaseFile
    letter: str
    target: int | None = None
    made_at: datetime | None = None

    @property
    def mark(self) -> str:
        """How events name whoever should have written it."""
        return SENDER if isinstance(self.writer, Sender) else self.writer.mark


def known(desk: Desk, work: Work, mail: Incoming) -> Known | None:
    """Find what a mail is for. Two different reply addresses are none."""
    addressed = _tokens(desk, work, mail)
    if addressed:
        found = [each for each in (_by_token(desk, work, *pair) for pair in addressed) if each]
        return found[0] if len(found) == 1 else None
    # A wrong token is a wrong address, whatever else the mail refers to.
    return None if is_addressed(desk, mail) else _by_reference(desk, work, mail)


def is_addressed(desk: Desk, mail: Incoming) -> bool:
    """Say whether a mail went to any plus address of ours, be its token right or wrong."""
    return bool(token_in(mail.recipients, desk.settings.mail_from))


def own_letters(desk: Desk, work: Work, mail: Incoming) -> tuple[OwnLetter, ...]:
    """List the letters of ours that a robot's mail is about: by return address, then by name."""
    called = _called(work, mail)
    return (*_returned(desk, work, mail), *((called,) if called else ()))


def returned_letter(desk: Desk, work: Work, mail: Incoming) -> OwnLetter | None:
    """Find the letter whose own return address a bounce came to: nothing else proves it (M-8).

    None as well where the bounce names another letter of ours, or came to several.
    """
    found, called = _returned(desk, work, mail), _called(work, mail)
    contradicts = called is not None and called not in found
    return found[0] if len(found) == 1 and not contradicts else None


def _returned(desk: Desk, work: Work, mail: Incoming) -> tuple[OwnLetter, ...]:
    return work.outbox.returned_to({digest(token) for token in _our_tokens(desk, mail)})


def _called(work: Work, mail: Incoming) -> OwnLetter | None:
    """Find the letter of ours whose name stands in a bounce: whoever has seen it can write it."""
    called = mail.bounce.message_id if mail.bounce else ""
    return work.outbox.own_letter(called) if called else None


def named(desk: Desk, work: Work, mail: Incoming) -> dict[int, Case]:
    """Find every case that a mail names: by a reply address, a reference, or a number.

    That is enough to say who may look at a held mail, and too little to take it for an answer.
    """
    rows = {address.case_id for _, address in _tokens(desk, work, mail)}
    rows |= work.outbox.cases_named(_references(mail))
    rows |= {each.case_id for each in own_letters(desk, work, mail) if each.case_id}
    return _cases(work, rows, case_numbers(mail.subject))


def named_in_headers(work: Work, raw: bytes) -> dict[int, Case]:
    """Find the cases that the beginning of a mail names of which nothing else can be read."""
    head = raw[:_HEAD].decode("latin-1")
    tokens = dict.fromkeys(_PLUS_TOKEN.findall(head.lower()))
    addresses = [work.outbox.reply_address(digest(each)) for each in tuple(tokens)[:_MOST_TOKENS]]
    rows = {each.case_id for each in addresses if each}
    references = identifiers([head])[:_MOST_REFERENCES]
    return _cases(work, rows | work.outbox.cases_named(references), case_numbers(single_line(head)))


def _cases(work: Work, rows: set[int], numbers: tuple[str, ...]) -> dict[int, Case]:
    by_number = (work.cases.by_number(each) for each in numbers)
    rows |= {found.id for found in by_number if found}
    return {row: work.cases.by_id(row, lock=False).case for row in rows}


def _tokens(desk: Desk, work: Work, mail: Incoming) -> list[tuple[str, ReplyAddress]]:
    found = ((each, work.outbox.reply_address(digest(each))) for each in _our_tokens(desk, mail))
    return [(token, address) for token, address in found if address]


def _our_tokens(desk: Desk, mail: Incoming) -> tuple[str, ...]:
    """List what is written like a token of ours; of more than anybody writes to, none."""
    found = token_in(mail.recipients, desk.settings.mail_from)
    tokens = tuple(each for each in found if is_reply_token(each))
    return tokens if len(tokens) <= _MOST_TOKENS else ()


def _references(mail: Incoming) -> tuple[str, ...]:
    """List what a mail refers to; a long thread names its begin in front, its newest behind."""
    ends = mail.references[:_MOST_REFERENCES] + mail.references[-_MOST_REFERENCES:]
    return tuple(dict.fromkeys(ends))


def _by_token(desk: Desk, work: Work, token: str, address: ReplyAddress) -> Known | None:
    file = CaseFile(desk, work, work.cases.by_id(address.case_id))
    writer: Recipient | None
    if address.officer_id is None:
        writer = sender_of(file)
    else:
        # The address of somebody who has left ends with them.
        writer = work.people.by_id(address.officer_id)
    if writer is None:
        return None
    letter = _letter(desk, work, address, token)
    action = Deed.coded(address.action)
    return Known(action, writer, file, letter, address.target, address.made_at)


def _by_reference(desk: Desk, work: Work, mail: Incoming) -> Known | None:
    """Find what a mail answers that only refers to a letter of ours (M-4).

    Our Message-IDs hold 128 bits, as tokens do. Whoever answers has to be whom the letter went to,
    and still an officer of the case or its sender; and the letter has to be one that is answered.
    """
    references = _references(mail)
    if len(work.outbox.cases_named(references)) != 1:
        return None
    found = (work.outbox.own_letter(each) for each in references)
    # What somebody answers is the newest of a thread.
    letter = max((each for each in found if each and each.case_id), key=lambda each: each.id)
    file = CaseFile(desk, work, work.cases.by_id(letter.case_id or 0))
    kept = desk.opened(letter.message_id, work.outbox.sealed(letter.id))
    writer: Recipient | None
    officer_id = letter.officer_id
    writer = sender_of(file) if officer_id is None else work.people.by_id(officer_id)
    if writer is None or writer.email != mail.sender or not _is_to_us_alone(desk, mail):
        return None
    if isinstance(writer, Officer) and not may(writer, Right.READ, file.case):
        return None
    address = work.outbox.reply_address(digest(token_of(kept.reply_to))) if kept.reply_to else None
    if address is None:
        return Known(None, writer, file, kept.body)
    action = Deed.coded(address.action)
    return Known(action, writer, file, kept.body, address.target, address.made_at)


def _is_to_us_alone(desk: Desk, mail: Incoming) -> bool:
    """Say whether a mail went to nobody else: what is forwarded to a colleague is for them."""
    mine = desk.settings.mail_from
    return all(each == mine or token_in((each,), mine) for each in mail.recipients)


def _letter(desk: Desk, work: Work, address: ReplyAddress, token: str) -> str:
    """Find the text of our letter that named this token."""
    for message_id, sealed in work.outbox.kept_for(address.case_id, address.officer_id):
        kept = desk.opened(message_id, sealed)
        if f"+{token}@" in kept.reply_to or f"+{token}@" in kept.body:
            return kept.body
    return ""
