"""Letting an officer go, so that nothing that was on its way to them is lost."""

from __future__ import annotations

from loket_inbox.desk import Desk
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.notices import tell_of_new_case
from loket_inbox.officers import Officer
from loket_inbox.store.transactions import Work


def let_go(desk: Desk, work: Work, officer: Officer) -> None:
    """End an officer's work here: signed out everywhere, every link and waiting letter taken back.

    Of a case whose letter had not gone out yet, those hear who read what comes in from now on.
    """
    work.people.end(officer.id, work.now)
    work.sign_ins.end_all(officer.id, work.now)
    work.sign_ins.remove_links_of(officer.id)
    for case_id in work.outbox.take_back(officer.id):
        file = CaseFile(desk, work, work.cases.by_id(case_id))
        tell_of_new_case(file, typed_in_by=None)
