"""Whose mail it is, and about which case: by the token it went to, else by what it refers to."""

from __future__ import annotations

from dataclasses import dataclass

from loket_inbox.case import SENDER, Case
from loket_inbox.codes import digest
from loket_inbox.desk import Desk
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.to_sender import Sender, sender_of
from loket_inbox.letters import Addressed
from loket_inbox.mail_in.parse import Incoming, token_in
from loket_inbox.officers import Action, Officer, Right, may
from loket_inbox.store.letters import OwnLetter, ReplyAddress
from loket_inbox.store.transactions import Work


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a mail: who should have written it, to do what to which case.

    `writer` owns the reply address. `letter` is the text of our letter that it answers, "" where
    that is not known. `target` is that of the reply address.
    """

    action: Action
    writer: Officer | Sender
    file: CaseFile
    letter: str
    target: int | None = None

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


def own_letter(desk: Desk, work: Work, mail: Incoming) -> OwnLetter | None:
    """Find the letter of ours that a robot's mail is about: by its return address, or its name."""
    tokens = token_in(mail.recipients, desk.settings.mail_from)
    named = mail.bounce.message_id if mail.bounce else ""
    return work.outbox.own_letter(
        bounce_digests=[digest(token) for token in tokens], message_id=named
    )


def named(desk: Desk, work: Work, mail: Incoming) -> dict[int, Case]:
    """Find every case that a mail names: by a reply address, whosever it was, or by a reference.

    That is enough to say who may look at a held mail, and too little to take it for an answer.
    """
    tokens = token_in(mail.recipients, desk.settings.mail_from)
    addresses = [work.outbox.reply_address(digest(token)) for token in tokens]
    rows = {each.case_id for each in addresses if each} | work.outbox.cases_named(mail.references)
    letter = own_letter(desk, work, mail)
    if letter is not None and letter.case_id is not None:
        rows.add(letter.case_id)
    return {row: work.cases.by_id(row, lock=False).case for row in rows}


def _tokens(desk: Desk, work: Work, mail: Incoming) -> list[tuple[str, ReplyAddress]]:
    tokens = token_in(mail.recipients, desk.settings.mail_from)
    found = ((token, work.outbox.reply_address(digest(token))) for token in tokens)
    return [(token, address) for token, address in found if address]


def _by_token(desk: Desk, work: Work, token: str, address: ReplyAddress) -> Known | None:
    file = CaseFile(desk, work, work.cases.by_id(address.case_id))
    writer: Officer | Sender | None
    if address.officer_id is None:
        writer = sender_of(file)
    else:
        # The address of somebody who has left ends with them.
        writer = work.people.by_id(address.officer_id)
    if writer is None:
        return None
    letter = _letter(desk, work, address, token)
    return Known(Action(address.action), writer, file, letter, address.target)


def _by_reference(desk: Desk, work: Work, mail: Incoming) -> Known | None:
    """Find what a mail answers that only refers to a letter of ours (M-4).

    Our Message-IDs hold 128 bits, as tokens do. Whoever answers has to be an officer of the case,
    or its sender where the letter went to them.
    """
    if len(work.outbox.cases_named(mail.references)) != 1:
        return None
    found = (work.outbox.own_letter(message_id=each) for each in mail.references)
    letter = next(each for each in found if each is not None and each.case_id is not None)
    file = CaseFile(desk, work, work.cases.by_id(letter.case_id or 0))
    if letter.officer_id is None:
        sender = sender_of(file)
        return Known(Action.MESSAGE, sender, file, _body(desk, work, letter)) if sender else None
    officer = work.people.by_email(mail.sender)
    if officer is None or not may(officer, Right.READ, file.case):
        return None
    action = Action.ANSWER if may(officer, Right.ANSWER, file.case) else Action.FINDINGS
    return Known(action, officer, file, _body(desk, work, letter))


def _letter(desk: Desk, work: Work, address: ReplyAddress, token: str) -> str:
    """Find the text of our letter that named this token."""
    for message_id, sealed in work.outbox.kept_for(address.case_id, address.officer_id):
        kept = Addressed.unpack(desk.envelope.open(message_id, "letter", sealed))
        if f"+{token}@" in kept.reply_to:
            return kept.letter.body
    return ""


def _body(desk: Desk, work: Work, letter: OwnLetter) -> str:
    sealed = work.outbox.sealed(letter.id)
    kept = Addressed.unpack(desk.envelope.open(letter.message_id, "letter", sealed))
    return kept.letter.body
