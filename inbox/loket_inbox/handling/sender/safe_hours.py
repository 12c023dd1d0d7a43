"""Keeping notices inside the safe hours and once a day, even after an outage (SS-8)."""

from __future__ import annotations

from datetime import datetime

from loket_inbox.desk import Desk
from loket_inbox.domain.case import BrokenHistoryError
from loket_inbox.domain.deadlines import A_DAY
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.to_sender import may_be_written_to
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Addressed
from loket_inbox.store.outbox import NoticeLetter
from loket_inbox.store.transactions import Work


def put_off_notices(desk: Desk) -> None:
    """Put off every notice that would leave at a wrong time now; one that may never go is dropped.

    Where none is due, this is one look. A damaged one is given up: nothing waits behind it.
    """
    with desk.store.reading() as work:
        if not work.outbox.due(LetterKind.SENDER_NOTICE, work.now):
            return
    with desk.store.writing() as work:
        lately = work.outbox.sent_since(LetterKind.SENDER_NOTICE, work.now - A_DAY)
        sent = {_address(desk, each) for each in lately}
        for notice in work.outbox.due(LetterKind.SENDER_NOTICE, work.now):
            address, leaves = _address(desk, notice), _leaves(desk, work, notice)
            if not address or leaves is None:
                work.outbox.failed_for_good(notice.id, "no safe hour", work.now)
            elif address in sent:
                work.outbox.put_off(notice.id, work.now + A_DAY)
            elif leaves > work.now:
                work.outbox.put_off(notice.id, leaves)
            # Of two to one address, only the first may leave.
            sent.add(address)


def _leaves(desk: Desk, work: Work, notice: NoticeLetter) -> datetime | None:
    """Say when a notice may leave; None for one that may not, or is about a damaged case."""
    try:
        file = CaseFile(desk, work, work.cases.by_id(notice.case_id))
        return may_be_written_to(file, work.now)
    except (BrokenHistoryError, SealBrokenError):
        return None


def _address(desk: Desk, notice: NoticeLetter) -> str:
    """Say to whom a notice goes; "" for a damaged one."""
    try:
        opened = desk.envelope.open(notice.message_id, "letter", notice.sealed)
    except SealBrokenError:
        return ""
    return Addressed.unpack(opened).to
