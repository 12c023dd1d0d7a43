"""What becomes of a mail: an answer to the sender of a case, or held for a person. Never nothing.

The decision is pure; taking a message is one transaction around it. What is held is kept raw and
sealed, and the front desk gets it as a letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from loket_inbox import letters
from loket_inbox.case import Case
from loket_inbox.codes import digest
from loket_inbox.desk import Desk
from loket_inbox.events import Event, FindingsWritten, ResponseDelivered
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.notices import front_desk, tell_of_findings
from loket_inbox.handling.revealing import reveals
from loket_inbox.letters import Addressed
from loket_inbox.mail_in.authenticity import Verdict, judge
from loket_inbox.mail_in.parse import Incoming, Unparsable, parse, token_in
from loket_inbox.officers import Action, Officer, Right, may
from loket_inbox.outcomes import Outcome
from loket_inbox.replies import cut
from loket_inbox.store.letters import ReplyAddress
from loket_inbox.store.transactions import Work
from loket_site.texts import clean_paragraphs

__all__ = ["Decision", "Known", "Outcome", "decide", "receive"]

_DAY = timedelta(hours=24)

_LETTERS_A_DAY = 5
"""How many held mails of one stranger the front desk is told of in a day; the rest is kept.

Of a robot that says so it is told of one: a loop ends after one letter. One that does not say so
stops here.
"""

_LONGEST_ANSWER = 20_000
"""Characters. Longer than anybody answers by hand; what came is kept whole for a person."""

_LARGEST_ENCLOSURE = 5_000_000
"""Octets of a held mail that any mail server still takes as an enclosure."""


_TAKEN: dict[Action, tuple[Right, type[Event], Outcome]] = {
    Action.ANSWER: (Right.ANSWER, ResponseDelivered, Outcome.ANSWERED),
    Action.FINDINGS: (Right.WRITE_FINDINGS, FindingsWritten, Outcome.FINDINGS),
}
"""What a reply address stands for: who may use it, the event it makes, and what that is called."""

_FROM_OFFICERS = {
    Outcome.ATTACHMENT,
    Outcome.CLOSED,
    Outcome.DAMAGED,
    Outcome.EMPTY,
    Outcome.NOT_ALLOWED,
    Outcome.REVEALING,
    Outcome.TOO_LONG,
    Outcome.UNSURE_CUT,
}
"""What is only said of a mail that an officer sent to a letter's own address."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a mail: the reply address it went to, whose, and in which letter."""

    token: str
    action: Action
    officer: Officer
    file: CaseFile
    letter: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a mail, and the answer that was cut out of it."""

    outcome: Outcome
    text: str = ""


def receive(desk: Desk, raw: bytes) -> Outcome:
    """Take one raw message. It is on disk when this returns; raises StoreAwayError otherwise."""
    try:
        mail = parse(raw)
    except Unparsable:
        mail = None
    identity = mail.digest if mail else desk.keyed_digest(raw.hex())
    with desk.store.writing() as work:
        if work.messages.has(identity):
            return Outcome.DUPLICATE
        known = _known(desk, work, mail) if mail else None
        named = _named(desk, work, mail) if mail else {}
        decision = _decide(desk, work, mail, known)
        if decision.outcome.is_held:
            _tell(desk, work, mail, raw, decision.outcome, tuple(named.values()))
        elif known is not None:
            _take(known, decision.text, cause=identity)
        work.messages.add(
            desk.envelope.seal(identity, "mail", raw).blob,
            digest=identity,
            message_id_digest=_message_id_digest(desk, mail),
            sender_digest=desk.keyed_digest(mail.sender if mail else ""),
            outcome=decision.outcome.code,
            case_id=min(named) if len(named) == 1 else None,
            named=named,
            at=work.now,
        )
    return decision.outcome


def _message_id_digest(desk: Desk, mail: Incoming | None) -> str:
    return desk.keyed_digest(mail.message_id) if mail and mail.message_id else ""


def _known(desk: Desk, work: Work, mail: Incoming) -> Known | None:
    """Find the one reply address that the mail went to; two different ones are none."""
    found = []
    for token in token_in(mail.recipients, desk.settings.mail_from):
        address = work.outbox.reply_address(digest(token))
        officer = work.people.by_id(address.officer_id) if address else None
        # The address of somebody who has left ends with them.
        if address and officer:
            file = CaseFile(desk, work, work.cases.by_id(address.case_id))
            letter = _letter(desk, work, address, token)
            found.append(Known(token, Action(address.action), officer, file, letter))
    return found[0] if len(found) == 1 else None


def _named(desk: Desk, work: Work, mail: Incoming) -> dict[int, Case]:
    """Find every case that a mail names: by a reply address, whosever it was, or by a reference.

    That is enough to say who may look at a held mail, and too little to take it for an answer.
    """
    tokens = token_in(mail.recipients, desk.settings.mail_from)
    addresses = [work.outbox.reply_address(digest(token)) for token in tokens]
    rows = {each.case_id for each in addresses if each} | work.outbox.cases_named(mail.references)
    return {row: work.cases.by_id(row, lock=False).case for row in rows}


def _take(known: Known, text: str, *, cause: str) -> None:
    """Put what an officer wrote on the case."""
    _, event, outcome = _TAKEN[known.action]
    known.file.record(event(), text, by=known.officer.mark, cause=cause)
    if outcome is Outcome.FINDINGS:
        tell_of_findings(known.file, text)


def _letter(desk: Desk, work: Work, address: ReplyAddress, token: str) -> str:
    """Find the text of our letter that named this token."""
    for message_id, sealed in work.outbox.kept_for(address.case_id, address.officer_id):
        kept = Addressed.unpack(desk.envelope.open(message_id, "letter", sealed))
        if f"+{token}@" in kept.reply_to:
            return kept.letter.body
    return ""


def _decide(desk: Desk, work: Work, mail: Incoming | None, known: Known | None) -> Decision:
    if mail is None:
        return Decision(Outcome.UNPARSABLE)
    if mail.automatic or mail.sender == desk.settings.mail_from:
        return Decision(Outcome.AUTOMATIC)
    message_id = _message_id_digest(desk, mail)
    if message_id and work.messages.has_message_id(message_id):
        return Decision(Outcome.REUSED_ID)
    if known is None:
        addressed = token_in(mail.recipients, desk.settings.mail_from)
        return Decision(Outcome.WRONG_TOKEN if addressed else Outcome.NO_TOKEN)
    vouched = judge(mail.authentication, desk.settings.authserv_id, mail.sender)
    return decide(mail, known, vouched)


def decide(mail: Incoming, known: Known, vouched: Verdict) -> Decision:
    """Judge a mail to a reply address of ours, by the table of what our own relay says of it."""
    if mail.sender != known.officer.email:
        return Decision(Outcome.OTHER_SENDER)
    if vouched not in {Verdict.VOUCHED, Verdict.NOT_CONFIGURED}:
        return Decision(Outcome.NOT_VOUCHED)
    right, event, taken = _TAKEN[known.action]
    if not may(known.officer, right, known.file.case):
        return Decision(Outcome.NOT_ALLOWED)
    if not known.file.case.can(event):
        return Decision(Outcome.CLOSED)
    return _read(mail, known, taken)


def _read(mail: Incoming, known: Known, taken: Outcome) -> Decision:
    """Cut what an officer wrote out of the mail; held where that is not sure."""
    if mail.attachments:
        return Decision(Outcome.ATTACHMENT)
    if mail.damaged:
        return Decision(Outcome.DAMAGED)
    found = cut(mail.text)
    text = clean_paragraphs(found.answer)
    if not text:
        return Decision(Outcome.EMPTY)
    if not found.sure or not _is_quoted(found.below, known.letter):
        return Decision(Outcome.UNSURE_CUT)
    if len(text) > _LONGEST_ANSWER:
        return Decision(Outcome.TOO_LONG)
    if reveals(known.file.desk, known.file.work, text, known.file.stored.id):
        return Decision(Outcome.REVEALING)
    return Decision(taken, text)


def _is_quoted(below: str, letter: str) -> bool:
    """Say whether what stands below the marker is our own letter and nothing else.

    Clients wrap, indent and mark quotes as they like, so only letters and digits are compared. A
    word more, and the officer has answered in between.
    """
    return _bare(below) in _bare(letter)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _tell(
    desk: Desk,
    work: Work,
    mail: Incoming | None,
    raw: bytes,
    outcome: Outcome,
    named: tuple[Case, ...],
) -> None:
    """Write to the front desk about a held mail, unless that would feed a robot."""
    left = _letters_left(desk, work, mail, outcome)
    if not left:
        return
    original = raw if len(raw) <= _LARGEST_ENCLOSURE else None
    for officer in front_desk(work, *named):
        letter = letters.held_mail(
            officer,
            f"{desk.settings.inbox_url}/petugas/tertahan/",
            outcome.sentence,
            mail.sender if mail else "",
            mail.subject if mail else "",
            mail.text[:_LONGEST_ANSWER] if mail else "",
            original=original,
            last=left == 1,
        )
        desk.post(work, letter, officer)


def _letters_left(desk: Desk, work: Work, mail: Incoming | None, outcome: Outcome) -> int:
    """Count how many letters a sender may still cause today; our officers' answers always may."""
    if mail is None or not mail.sender or outcome in _FROM_OFFICERS:
        return _LETTERS_A_DAY
    sender, since = desk.keyed_digest(mail.sender), work.now - _DAY
    if outcome is Outcome.AUTOMATIC:
        return 1 - min(1, work.messages.count_from(sender, {outcome.code}, since))
    strangers = {each.code for each in Outcome if each.is_held and each not in _FROM_OFFICERS}
    return max(0, _LETTERS_A_DAY - work.messages.count_from(sender, strangers, since))
