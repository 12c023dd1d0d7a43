"""Held mail: what the inbox could not place waits here, and a person reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.limits import LONGEST_TEXT
from loket_inbox.domain.mail_outcomes import HELD, Outcome
from loket_inbox.domain.officers import (
    Officer,
    scope,
)
from loket_inbox.domain.terms import MARKER
from loket_inbox.handling.doors import Opening
from loket_inbox.handling.mail.settlements import (
    Settled,
    case_of,
    may_know_of,
    must_handle_mail,
    reachable,
    settled_of,
)
from loket_inbox.handling.paging import PAGE_SIZE, Paged, page_there
from loket_inbox.store.messages import KeptMessage
from loket_inbox.store.transactions import Work
from loket_mail.message.letterhead import Letterhead, letterhead
from loket_mail.message.parse import Unparsable, parse
from loket_mail.replies import Cut, cut
from loket_site.words.texts import clean_paragraphs

_SHOWN = 100_000
"""How many characters of a mail its page shows; the rest is in the original."""

_LOOKED_AT = 50_000
"""How many octets of a mail its line in a list is made of."""

_FIRST_WORDS = 90
"""How many characters of a mail's own words its line shows."""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One line of a list. `words` is how the mail's own text begins, "" where that is not clear."""

    id: int
    received_at: datetime
    head: Letterhead
    words: str
    why: str
    number: str
    settled: Settled | None


@dataclass(frozen=True, slots=True)
class HeldMail:
    """A held mail as its page shows it. `own` is what stands before everything quoted, "" for none.

    `answer` is what is surely written in it, else all of it. `is_whole` says that neither that nor
    the text had to be shortened.
    """

    line: HeldLine
    text: str
    own: str
    answer: str
    attachments: tuple[str, ...]
    is_readable: bool
    is_whole: bool

    @property
    def says_more(self) -> bool:
        """Say whether there is more in the text than the own words."""
        return bool(self.own) and self.own.split() != self.text.split()


def list_held(desk: Desk, officer: Officer, page: int) -> Paged[HeldLine]:
    """List the mails that wait, oldest first. A page that is not there is the last one.

    Raises NotAllowedError.
    """
    must_handle_mail(officer)
    with desk.store.reading() as work:
        total = work.messages.count_waiting(scope(officer), HELD)
        page = page_there(page, total, PAGE_SIZE)
        found = work.messages.waiting(
            scope(officer), HELD, most=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
        )
        return Paged(_lines(desk, work, officer, found), total, page, PAGE_SIZE)


def list_settled(desk: Desk, officer: Officer, page: int) -> Paged[HeldLine]:
    """List the mails that are settled, the newest of it first; otherwise like `list_held`."""
    must_handle_mail(officer)
    with desk.store.reading() as work:
        total = work.messages.count_settled(scope(officer), HELD)
        page = page_there(page, total, PAGE_SIZE)
        found = work.messages.settled(
            scope(officer), HELD, most=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
        )
        return Paged(_lines(desk, work, officer, found), total, page, PAGE_SIZE)


def open_held(desk: Desk, officer: Officer, mail_id: int) -> HeldMail:
    """Open a held mail, settled or not; where its case is known, the read log has it.

    Raises NotAllowedError and NoSuchMailError.
    """
    with desk.store.writing() as work:
        kept, case = _opened(work, officer, mail_id)
        settled = settled_of(desk, work, kept, case)
    # Outside the transaction, since a large mail takes its time.
    raw, line = _raw(desk, kept), _line(desk, kept, case, settled)
    try:
        mail = parse(raw)
    except Unparsable:
        return HeldMail(line, "", "", "", (), is_readable=False, is_whole=True)
    found = cut(mail.text, MARKER)
    answer = clean_paragraphs(found.answer) if found.sure else ""
    answer = answer or clean_paragraphs(mail.text)
    return HeldMail(
        line,
        text=mail.text[:_SHOWN],
        own=_own_words(found)[:_SHOWN],
        answer=answer[:LONGEST_TEXT],
        attachments=mail.attachments,
        is_readable=True,
        is_whole=len(mail.text) <= _SHOWN and len(answer) <= LONGEST_TEXT,
    )


def open_original(desk: Desk, officer: Officer, mail_id: int) -> bytes:
    """Give a held mail as it came (M-16); where its case is known, the read log has it.

    Raises NotAllowedError and NoSuchMailError.
    """
    with desk.store.writing() as work:
        kept, _ = _opened(work, officer, mail_id)
    return _raw(desk, kept)


def _opened(work: Work, officer: Officer, mail_id: int) -> tuple[KeptMessage, Case | None]:
    kept, case = reachable(work, officer, mail_id)
    if kept.case_id is not None:
        work.readings.add(kept.case_id, officer.id, Opening.ORIGINAL.code, work.now)
    return kept, case


def _lines(
    desk: Desk, work: Work, officer: Officer, found: Iterable[KeptMessage]
) -> tuple[HeldLine, ...]:
    lines = []
    for kept in found:
        case = case_of(work, kept)
        # A case can be closed to somebody whose list still names it (`Standing.WAITING`).
        if may_know_of(work, officer, kept, case):
            lines.append(_line(desk, kept, case, settled_of(desk, work, kept, case)))
    return tuple(lines)


def _line(desk: Desk, kept: KeptMessage, case: Case | None, settled: Settled | None) -> HeldLine:
    raw = _raw(desk, kept)
    return HeldLine(
        kept.id,
        kept.received_at,
        letterhead(raw),
        _first_words(raw),
        Outcome.coded(kept.outcome).sentence,
        case.number if case else "",
        settled,
    )


def _first_words(raw: bytes) -> str:
    """Say how a mail's own text begins; of a large mail its beginning is enough."""
    try:
        own = _own_words(cut(parse(raw[:_LOOKED_AT]).text, MARKER))
    except Unparsable:
        return ""
    first = " ".join(own.split())
    return first if len(first) <= _FIRST_WORDS else f"{first[: _FIRST_WORDS - 1].rstrip()}…"


def _own_words(found: Cut) -> str:
    """Take what stands before the first quoted line: to look at, where the cut is not sure."""
    if found.sure:
        return clean_paragraphs(found.answer)
    lines = found.answer.split("\n")
    own = takewhile(lambda line: not line.lstrip().startswith((">", "|")), lines)
    return clean_paragraphs("\n".join(own))


def _raw(desk: Desk, kept: KeptMessage) -> bytes:
    return desk.envelope.open(kept.digest, "mail", kept.sealed)
