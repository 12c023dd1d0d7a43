"""Stopping a drafted answer from the link in the letter about it, without signing in.

The link's token is the one of the letter's mailto line: it stops this answer and opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import digest
from loket_inbox.domain.officers import Action, Officer, Right, may
from loket_inbox.handling.case import answering
from loket_inbox.handling.case.answering import TooLateError
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.promises import hour_in_words
from loket_inbox.store.transactions import Work


class NoSuchLinkError(Exception):
    """No letter of ours to somebody who works here holds this link."""


@dataclass(frozen=True, slots=True)
class Stoppable:
    """An answer that waits: on which case, and when it leaves, in words."""

    number: str
    leaves_at: str


@dataclass(frozen=True, slots=True)
class _Found:
    file: CaseFile
    officer: Officer
    sequence: int


def look_at_answer(desk: Desk, token: str) -> Stoppable:
    """Say which answer a link stops. Raises NoSuchLinkError and TooLateError."""
    with desk.store.reading() as work:
        found = _found(desk, work, token)
        for draft in found.file.case.drafts:
            if draft.sequence == found.sequence:
                leaves_at = hour_in_words(draft.leaves_at, work.now)
                return Stoppable(found.file.case.number, leaves_at)
        raise TooLateError


def stop_by_link(desk: Desk, token: str) -> str:
    """Stop the answer of a link; gives the case's number. Raises as `look_at_answer` does."""
    with desk.store.writing() as work:
        found = _found(desk, work, token)
        answering.stop(found.file, found.sequence, by=found.officer)
        return found.file.case.number


def _found(desk: Desk, work: Work, token: str) -> _Found:
    address = work.outbox.reply_address(digest(token))
    if address is None or address.action != Action.STOP.value or address.officer_id is None:
        raise NoSuchLinkError
    officer = work.people.by_id(address.officer_id)
    file = CaseFile(desk, work, work.cases.by_id(address.case_id))
    if officer is None or address.target is None or not may(officer, Right.READ, file.case):
        raise NoSuchLinkError
    return _Found(file, officer, address.target)
