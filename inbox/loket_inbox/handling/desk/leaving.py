"""Letting an officer go, so that nothing that was on its way to them is lost."""

from __future__ import annotations

from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer
from loket_inbox.domain.states import Turn
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.notices import front_desk, tell_of_new_case
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.store.transactions import Work


class LastReaderError(Exception):
    """Without this officer nobody could read a case any more; its number."""


def let_go(desk: Desk, work: Work, officer: Officer) -> None:
    """End an officer's work here: signed out everywhere, every link and waiting letter taken back.

    Of a case whose letter had not gone out yet, those hear who read what comes in from now on.
    Raises LastReaderError, and then nothing may be kept.
    """
    work.people.end(officer.id, work.now)
    for case_id in work.cases.accusing():
        case = work.cases.by_id(case_id, lock=False).case
        if case.state.turn is not Turn.NOBODYS and not front_desk(work, case):
            raise LastReaderError(case.number)
    work.sign_ins.end_all(officer.id, work.now)
    work.sign_ins.remove_links_of(officer.id)
    work.untold.forget_digests_to(officer.id, (LetterKind.DIGEST, LetterKind.DAILY_DIGEST))
    for case_id in work.outbox.take_back(officer.id):
        work.untold.forget_told(case_id)
        file = CaseFile(desk, work, work.cases.by_id(case_id))
        tell_of_new_case(file, typed_in_by=None)
