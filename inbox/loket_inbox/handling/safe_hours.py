"""Keeping notices inside the safe hours and once a day, even after an outage (SS-8)."""

from __future__ import annotations

from loket_inbox import letters
from loket_inbox.deadlines import A_DAY, within_hours
from loket_inbox.desk import Desk
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.to_sender import hours_of
from loket_inbox.letters import Addressed
from loket_inbox.store.letters import NoticeLetter
from loket_inbox.store.transactions import Work


def put_off_notices(desk: Desk) -> None:
    """Put off every notice that would leave at a wrong time now; one that may never go is dropped.

    Where none is due, this is one look.
    """
    with desk.store.reading() as work:
        if not work.outbox.due(letters.SENDER_NOTICE, work.now):
            return
    with desk.store.writing() as work:
        sent = {
            _address(desk, each)
            for each in work.outbox.sent_since(letters.SENDER_NOTICE, work.now - A_DAY)
        }
        for notice in work.outbox.due(letters.SENDER_NOTICE, work.now):
            address = _address(desk, notice)
            if address in sent:
                work.outbox.put_off(notice.id, work.now + A_DAY)
            else:
                _keep_to_hours(desk, work, notice)
            # Of two to one address, only the first may leave.
            sent.add(address)


def _keep_to_hours(desk: Desk, work: Work, notice: NoticeLetter) -> None:
    file = CaseFile(desk, work, work.cases.by_id(notice.case_id))
    leaves = within_hours(work.now, *hours_of(file))
    if leaves is None:
        work.outbox.failed_for_good(notice.id, "no safe hour", work.now)
    elif leaves > work.now:
        work.outbox.put_off(notice.id, leaves)


def _address(desk: Desk, notice: NoticeLetter) -> str:
    return Addressed.unpack(desk.envelope.open(notice.message_id, "letter", notice.sealed)).to
