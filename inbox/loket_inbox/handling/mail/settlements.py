"""What a person did with a held mail, and who may know of it.

A mail is settled once, in the transaction of what it becomes; it is never deleted. One that was
only put aside can be put back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.mail_outcomes import HELD
from loket_inbox.domain.officers import (
    DeskRight,
    NotAllowedError,
    Officer,
    Right,
    may,
    may_at_desk,
)
from loket_inbox.domain.terms import Coded
from loket_inbox.store.messages import KeptMessage
from loket_inbox.store.transactions import Work

REASON = "discard"
"""What the sealed reason for discarding a mail is called."""


class NoSuchMailError(Exception):
    """There is no such held mail, or the officer may not know of it: both look the same."""


class Settlement(Coded):
    """What a person did with a held mail."""

    ANSWER = ("answer", "Surat ini menjadi jawaban kantor.")
    NOTE = ("note", "Surat ini menjadi catatan untuk berkas.")
    MESSAGE = ("message", "Surat ini menjadi pesan dari pengirim.")
    CASE = ("case", "Surat ini menjadi kasus baru.")
    DISCARDED = ("discarded", "Surat ini disingkirkan.")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Settled:
    """Who did what with a mail, and when. `number` is the case it belongs to, "" for none."""

    mail: int
    what: Settlement
    who: str
    at: datetime
    number: str
    reason: str = ""


class SettledError(Exception):
    """Somebody has settled the mail already."""

    def __init__(self, settled: Settled) -> None:
        super().__init__(settled.what.code)
        self.settled = settled


def require_held(desk: Desk, officer: Officer, mail_id: int) -> None:
    """Make sure that an officer may know of a held mail, without opening it.

    Raises NotAllowedError and NoSuchMailError.
    """
    with desk.store.writing() as work:
        reachable(work, officer, mail_id)


def claim(desk: Desk, work: Work, officer: Officer, mail_id: int) -> KeptMessage:
    """Take a held mail that still waits, so that nobody else settles it.

    Raises NotAllowedError, NoSuchMailError and SettledError.
    """
    kept, case = reachable(work, officer, mail_id)
    settled = settled_of(desk, work, kept, case)
    if settled:
        raise SettledError(settled)
    return kept


def put_back(desk: Desk, officer: Officer, mail_id: int) -> None:
    """Let a mail that was put aside wait again; one that waits already stays as it is.

    Raises NotAllowedError, NoSuchMailError, and SettledError for one that became something.
    """
    with desk.store.writing() as work:
        kept, case = reachable(work, officer, mail_id)
        settled = settled_of(desk, work, kept, case)
        if settled and settled.what is not Settlement.DISCARDED:
            raise SettledError(settled)
        if settled:
            work.messages.unsettle(kept.id)


def settle(
    work: Work,
    officer: Officer,
    kept: KeptMessage,
    settlement: Settlement,
    *,
    case_id: int | None,
    reason: bytes | None = None,
) -> None:
    """Write down what became of a claimed mail."""
    work.messages.settle(
        kept.id, settlement.code, by=officer.id, case_id=case_id, reason=reason, at=work.now
    )


def must_handle_mail(officer: Officer) -> None:
    """Raise NotAllowedError for whoever does not sort mail."""
    if not may_at_desk(officer, DeskRight.HELD_MAIL):
        raise NotAllowedError(officer.mark)


def reachable(work: Work, officer: Officer, mail_id: int) -> tuple[KeptMessage, Case | None]:
    """Find a held mail, and its case where that is known and the officer may read it."""
    must_handle_mail(officer)
    kept = work.messages.by_id(mail_id)
    if kept is None or kept.outcome not in HELD:
        raise NoSuchMailError(mail_id)
    case = case_of(work, kept)
    if not may_know_of(work, officer, kept, case):
        raise NoSuchMailError(mail_id)
    return kept, case


def may_know_of(work: Work, officer: Officer, kept: KeptMessage, case: Case | None) -> bool:
    """Say whether an officer may read every case that a mail names, and the one it belongs to."""
    named = (work.cases.by_id(each, lock=False).case for each in work.messages.cases_named(kept.id))
    return all(may(officer, Right.READ, each) for each in (*named, *filter(None, (case,))))


def case_of(work: Work, kept: KeptMessage) -> Case | None:
    """Find the case that a mail belongs to; None where that is not known."""
    return None if kept.case_id is None else work.cases.by_id(kept.case_id, lock=False).case


def settled_of(desk: Desk, work: Work, kept: KeptMessage, case: Case | None) -> Settled | None:
    """Say what was done with a mail; None while it waits."""
    if kept.settled_at is None or kept.settled_by is None:
        return None
    sealed = kept.settled_reason
    return Settled(
        kept.id,
        Settlement.coded(kept.settlement),
        work.people.names()[kept.settled_by],
        kept.settled_at,
        case.number if case else "",
        desk.envelope.open(kept.digest, REASON, sealed).decode() if sealed else "",
    )
