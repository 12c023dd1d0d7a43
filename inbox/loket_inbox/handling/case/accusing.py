"""Of whom a case complains: they are shut out of it; a head only when two say so (N-4)."""

from __future__ import annotations

from collections.abc import Iterable

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SYSTEM
from loket_inbox.domain.events import (
    AccusationConfirmed,
    AccusationDeclined,
    AccusationProposed,
    AccusedNamed,
)
from loket_inbox.domain.officers import Officer, Right, Role, is_accused, may, names, needs_a_second
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import InHand, RefusedError
from loket_inbox.handling.notices import ask_second_officer
from loket_inbox.store.cases import StoredCase
from loket_inbox.store.transactions import Work

_NOBODY_LEFT = "Setelah ini tidak ada lagi yang membaca kasus ini. Tambahkan petugas lain dulu."


def name_accused(hand: InHand, officers: tuple[int, ...], division: str) -> None:
    """Name whom the case complains of, and shut them out of it.

    What concerns a head waits for a second officer. Raises RefusedError where nobody would be left
    who reads it.
    """
    case, people = hand.file.case, hand.file.work.people
    here = {officer.id for officer in people.all()}
    # Who has left is offered to nobody, and stays named: they may come back.
    left = (each for each in case.accused if each not in here)
    wanted = tuple(dict.fromkeys((*officers, *left)))
    heads = tuple(
        each for each in people.with_role(Role.HEAD) if needs_a_second(each, case, wanted, division)
    )
    if heads:
        _propose(hand, wanted, division, heads)
    else:
        hand.record(AccusedNamed(wanted, division))
        _shut_out(hand.file)


def confirm_accused(hand: InHand) -> None:
    """Let a proposed mark count: somebody else than who proposed it has looked at the case.

    Raises RefusedError where nobody would be left who reads it.
    """
    hand.record(AccusationConfirmed())
    _shut_out(hand.file)


def decline_accused(hand: InHand, reason: str) -> None:
    """Let a proposed mark fall; whom the case complains of stays as it was."""
    hand.record(AccusationDeclined(), reason)


def settle_proposal(desk: Desk, work: Work, found: StoredCase, *, is_confirmed: bool) -> None:
    """Let a proposal count or fall by the word of the operator, where no second officer works.

    Raises RefusedError where nobody would be left who reads the case.
    """
    file = CaseFile(desk, work, found)
    file.record(AccusationConfirmed() if is_confirmed else AccusationDeclined(), by=SYSTEM)
    _shut_out(file)


def _propose(
    hand: InHand, wanted: tuple[int, ...], division: str, heads: Iterable[Officer]
) -> None:
    """Keep for a second officer what concerns a head; all else counts at once."""
    file, case = hand.file, hand.file.case
    rows = {row for head in heads for row in (head.id, *head.predecessors)}
    marked = (*(each for each in wanted if each not in rows), *rows.intersection(case.accused))
    touches = {head.division for head in heads} & {division, case.accused_division} - {""}
    of_division = case.accused_division if touches else division
    if (set(marked), of_division) != (set(case.accused), case.accused_division):
        hand.record(AccusedNamed(marked, of_division))
    if all(names(each, wanted, division) for each in _who_reads(file)):
        raise RefusedError(_NOBODY_LEFT)
    hand.record(AccusationProposed(wanted, division))
    _shut_out(file)
    ask_second_officer(file)


def _shut_out(file: CaseFile) -> None:
    """Take back what waits for those who may not read the case any more."""
    if all(is_accused(officer, file.case) for officer in _who_reads(file)):
        raise RefusedError(_NOBODY_LEFT)
    for officer in file.work.people.all():
        if not may(officer, Right.READ, file.case):
            file.work.outbox.take_back(officer.id, case_id=file.stored.id)


def _who_reads(file: CaseFile) -> tuple[Officer, ...]:
    people = file.work.people
    return (*people.with_role(Role.FRONT_DESK), *people.with_role(Role.HEAD))
