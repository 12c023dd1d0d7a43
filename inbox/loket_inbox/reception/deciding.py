"""What a mail is: a pure decision over what it says and what the store knows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_inbox.events import (
    Approved,
    Disposed,
    Event,
    FindingsWritten,
    Noted,
    ResponseDelivered,
    ResponseStopped,
    Returned,
    SenderWrote,
)
from loket_inbox.handling.revealing import reveals
from loket_inbox.handling.to_sender import Sender
from loket_inbox.mail_in.authenticity import Verdict
from loket_inbox.mail_in.parse import Incoming
from loket_inbox.officers import Action, Right, may
from loket_inbox.outcomes import Outcome
from loket_inbox.reception.finding import Known
from loket_inbox.replies import cut
from loket_site.texts import clean_paragraphs

_LONGEST_ANSWER = 20_000
"""Characters. Longer than anybody answers by hand; what came is kept whole for a person."""


@dataclass(frozen=True, slots=True)
class _Use:
    """What a reply address stands for: who may use it, the event it makes, what that is called.

    `is_for_sender`: what is written reaches the person outside. `stays_inside`: it is for the file
    alone, where a quotation too many does no harm and half a note would. `needs_text`: without
    words there is nothing to do.
    """

    right: Right | None
    event: type[Event]
    outcome: Outcome
    is_for_sender: bool = False
    stays_inside: bool = False
    needs_text: bool = True


USES: dict[Action, _Use] = {
    Action.ANSWER: _Use(Right.ANSWER, ResponseDelivered, Outcome.ANSWERED, is_for_sender=True),
    Action.FINDINGS: _Use(Right.WRITE_FINDINGS, FindingsWritten, Outcome.FINDINGS),
    Action.NOTE: _Use(Right.NOTE, Noted, Outcome.NOTED, stays_inside=True),
    Action.DISPOSE: _Use(
        Right.DISPOSE, Disposed, Outcome.DISPOSED, stays_inside=True, needs_text=False
    ),
    Action.APPROVE: _Use(
        Right.APPROVE, Approved, Outcome.APPROVED, is_for_sender=True, needs_text=False
    ),
    Action.RETURN: _Use(
        Right.APPROVE, Returned, Outcome.RETURNED, stays_inside=True, needs_text=False
    ),
    Action.STOP: _Use(
        Right.ANSWER, ResponseStopped, Outcome.STOPPED, stays_inside=True, needs_text=False
    ),
    Action.MESSAGE: _Use(None, SenderWrote, Outcome.MESSAGE),
}
"""What each kind of reply address is for."""

if set(USES) != set(Action):
    raise NotImplementedError(f"actions without a use: {set(Action) - set(USES)}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a mail, and the words that were cut out of it."""

    outcome: Outcome
    text: str = ""


def decide(mail: Incoming, known: Known, vouched: Verdict) -> Decision:
    """Judge a mail for a case, by the table of what our own relay says of it."""
    if mail.sender != known.writer.email:
        return Decision(Outcome.OTHER_SENDER)
    if vouched not in {Verdict.VOUCHED, Verdict.NOT_CONFIGURED}:
        return Decision(Outcome.NOT_VOUCHED)
    use, case = USES[known.action], known.file.case
    if not isinstance(known.writer, Sender) and not (
        use.right and may(known.writer, use.right, case)
    ):
        return Decision(Outcome.NOT_ALLOWED)
    if known.action is Action.STOP:
        waits = any(draft.sequence == known.target for draft in case.drafts)
        return Decision(Outcome.STOPPED if waits else Outcome.TOO_LATE)
    if not case.can(use.event):
        return Decision(Outcome.CLOSED)
    return _read(mail, known, use)


def _read(mail: Incoming, known: Known, use: _Use) -> Decision:
    """Cut what somebody wrote out of the mail; held where that is not sure and matters."""
    if mail.damaged:
        return Decision(Outcome.DAMAGED)
    found = cut(mail.text)
    text = clean_paragraphs(found.answer)
    is_whole = is_quoted(found.quoted, known.letter)
    if not text:
        has_files = bool(mail.files) and not use.is_for_sender
        if use.needs_text and not has_files:
            return Decision(Outcome.EMPTY)
        return Decision(use.outcome if is_whole else Outcome.UNSURE_CUT)
    if use.stays_inside and not (found.sure and is_whole):
        text = clean_paragraphs(mail.text)
    elif not (found.sure and is_whole):
        return Decision(Outcome.UNSURE_CUT)
    if len(text) > _LONGEST_ANSWER:
        return Decision(Outcome.TOO_LONG)
    desk, work = known.file.desk, known.file.work
    if use.is_for_sender and reveals(desk, work, text, known.file.stored.id):
        return Decision(Outcome.REVEALING)
    return Decision(use.outcome, text)


_BETWEEN = re.compile(r"[\s<>()\[\]]+")
_WORD = re.compile(r"\w+")


def is_quoted(quoted: str, letter: str) -> bool:
    """Say whether what was cut off is our own letter, as far as it is there, and nothing else.

    Mail programs wrap, indent and shorten what they quote, and show links in ways of their own; so
    its words have to come in the letter in this order. A word more, and somebody has written in
    between. `letter` is "" where we do not know which one is answered.
    """
    ours = _words(letter)
    there = iter(ours)
    return not ours or all(word in there for word in _words(quoted))


def _words(text: str) -> list[str]:
    """List the words of a text without its addresses: each program shows those in its own way."""
    bare = " ".join(
        piece for piece in _BETWEEN.split(text) if "@" not in piece and "://" not in piece
    )
    return _WORD.findall(bare.casefold())
