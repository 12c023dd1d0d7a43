"""Held mail: what the inbox could not place waits here, and a person reads it.

A mail is settled once, in the transaction of what it becomes; it is never deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from loket_inbox.case import Case
from loket_inbox.desk import Desk
from loket_inbox.handling.dossier import Opening
from loket_inbox.handling.paging import Paged, page_there
from loket_inbox.handling.register import PAGE_SIZE
from loket_inbox.mail_in.letterhead import Letterhead, letterhead
from loket_inbox.mail_in.parse import Unparsable, parse
from loket_inbox.mail_in.quoting import cut
from loket_inbox.officers import (
    DeskRight,
    NotAllowedError,
    Officer,
    Right,
    may,
    may_at_desk,
    scope,
)
from loket_inbox.outcomes import HELD, Outcome
from loket_inbox.store.messages import KeptMessage
from loket_inbox.store.transactions import Work
from loket_site.forms import clean_paragraphs

LONGEST_TEXT = 20_000
"""How many characters of a mail may go into a case."""

_SHOWN = 100_000
"""How many characters of a mail its page shows; the rest is in the original."""

REASON = "discard"
"""What the sealed reason for discarding a mail is called."""


class NoSuchMailError(Exception):
    """There is no such held mail, or the officer may not know of it: both look the same."""


class Settlement(Enum):
    """What a person did with a held mail."""

    ANSWER = ("answer", "Surat ini menjadi jawaban kantor.")
    NOTE = ("note", "Surat ini menjadi catatan untuk berkas.")
    MESSAGE = ("message", "Surat ini menjadi pesan dari pengirim.")
    CASE = ("case", "Surat ini menjadi kasus baru.")
    DISCARDED = ("discarded", "Surat ini disingkirkan.")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence


_SETTLEMENTS = {settlement.code: settlement for settlement in Settlement}


@dataclass(frozen=True, slots=True)
class Settled:
    """Who did what with a mail, and when. `number` is the case it belongs to, "" for none."""

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


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One line of the list."""

    id: int
    received_at: datetime
    head: Letterhead
    why: str
    number: str


@dataclass(frozen=True, slots=True)
class HeldMail:
    """A held mail as its page shows it. `answer` is what is surely written in it, else all of it.

    `is_whole` says that neither had to be shortened.
    """

    line: HeldLine
    text: str
    answer: str
    attachments: tuple[str, ...]
    is_readable: bool
    is_whole: bool
    settled: Settled | None


def list_held(desk: Desk, officer: Officer, page: int) -> Paged[HeldLine]:
    """List the mails that wait, oldest first. A page that is not there is the last one.

    Raises NotAllowedError.
    """
    _must_handle_mail(officer)
    with desk.store.reading() as work:
        total = work.messages.count_waiting(scope(officer), HELD)
        page = page_there(page, total, PAGE_SIZE)
        waiting = work.messages.waiting(
            scope(officer), HELD, most=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
        )
        lines = tuple(_line(desk, kept, _case_of(work, kept)) for kept in waiting)
    return Paged(lines, total, page, PAGE_SIZE)


def open_held(desk: Desk, officer: Officer, mail_id: int) -> HeldMail:
    """Open a held mail; where its case is known, the read log has it.

    Raises NotAllowedError and NoSuchMailError.
    """
    with desk.store.writing() as work:
        kept, case = _opened(work, officer, mail_id)
        settled = _settled(desk, work, kept, case)
    # Outside the transaction, since a large mail takes its time.
    raw, line = _raw(desk, kept), _line(desk, kept, case)
    try:
        mail = parse(raw)
    except Unparsable:
        return HeldMail(line, "", "", (), is_readable=False, is_whole=True, settled=settled)
    found = cut(mail.text)
    answer = clean_paragraphs(found.answer) if found.sure else ""
    answer = answer or clean_paragraphs(mail.text)
    return HeldMail(
        line,
        text=mail.text[:_SHOWN],
        answer=answer[:LONGEST_TEXT],
        attachments=mail.attachments,
        is_readable=True,
        is_whole=len(mail.text) <= _SHOWN and len(answer) <= LONGEST_TEXT,
        settled=settled,
    )


def open_original(desk: Desk, officer: Officer, mail_id: int) -> bytes:
    """Give a held mail as it came (M-16); where its case is known, the read log has it.

    Raises NotAllowedError and NoSuchMailError.
    """
    with desk.store.writing() as work:
        kept, _ = _opened(work, officer, mail_id)
    return _raw(desk, kept)


def claim(desk: Desk, work: Work, officer: Officer, mail_id: int) -> KeptMessage:
    """Take a held mail that still waits, so that nobody else settles it.

    Raises NotAllowedError, NoSuchMailError and SettledError.
    """
    kept, case = _reachable(work, officer, mail_id)
    settled = _settled(desk, work, kept, case)
    if settled:
        raise SettledError(settled)
    return kept


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


def _must_handle_mail(officer: Officer) -> None:
    if not may_at_desk(officer, DeskRight.HELD_MAIL):
        raise NotAllowedError(officer.mark)


def _reachable(work: Work, officer: Officer, mail_id: int) -> tuple[KeptMessage, Case | None]:
    """Find a held mail, and its case where that is known and the officer may read it."""
    _must_handle_mail(officer)
    kept = work.messages.by_id(mail_id)
    if kept is None or kept.outcome not in HELD:
        raise NoSuchMailError(mail_id)
    case = _case_of(work, kept)
    if case and not may(officer, Right.READ, case):
        raise NoSuchMailError(mail_id)
    return kept, case


def _opened(work: Work, officer: Officer, mail_id: int) -> tuple[KeptMessage, Case | None]:
    kept, case = _reachable(work, officer, mail_id)
    if kept.case_id is not None:
        work.readings.add(kept.case_id, officer.id, Opening.ORIGINAL.code, work.now)
    return kept, case


def _case_of(work: Work, kept: KeptMessage) -> Case | None:
    return None if kept.case_id is None else work.cases.by_id(kept.case_id).case


def _line(desk: Desk, kept: KeptMessage, case: Case | None) -> HeldLine:
    return HeldLine(
        kept.id,
        kept.received_at,
        letterhead(_raw(desk, kept)),
        Outcome.coded(kept.outcome).sentence,
        case.number if case else "",
    )


def _raw(desk: Desk, kept: KeptMessage) -> bytes:
    return desk.envelope.open(kept.digest, "mail", kept.sealed)


def _settled(desk: Desk, work: Work, kept: KeptMessage, case: Case | None) -> Settled | None:
    if kept.settled_at is None or kept.settled_by is None:
        return None
    sealed = kept.settled_reason
    return Settled(
        _SETTLEMENTS[kept.settlement],
        work.people.names()[kept.settled_by],
        kept.settled_at,
        case.number if case else "",
        desk.envelope.open(kept.digest, REASON, sealed).decode() if sealed else "",
    )
