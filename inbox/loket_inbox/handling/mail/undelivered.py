"""A letter that nobody will get: it stands on the case, and somebody else hears of it (M-8)."""

from __future__ import annotations

import logging
from datetime import timedelta

from loket_inbox.desk import OFFICERS, Desk
from loket_inbox.domain.case import SYSTEM
from loket_inbox.domain.events import LetterFailed, ResponseDelivered, SenderAsked
from loket_inbox.domain.officers import Officer, Right, Role, is_accused, may
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.notices import about, front_desk
from loket_inbox.letters import to_officers
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.store.outbox import OwnLetter, WaitingLetter
from loket_inbox.store.transactions import Work

log = logging.getLogger(__name__)

_TELLING = {LetterKind.UNDELIVERED, LetterKind.ALARM}
"""Letters about failed letters and loops: about these nobody is written to, or it would not end."""

_SAID = (ResponseDelivered, SenderAsked)
"""What the sender is mailed."""

_PAUSE = timedelta(hours=1)
"""Between two alarms about letters of no case: a dead server of officers' mail sends many back."""

_BACK = "Server surat penerima menolaknya untuk seterusnya."


def tell_of_undelivered(
    desk: Desk,
    work: Work,
    letter: WaitingLetter | OwnLetter,
    *,
    reason: str = _BACK,
    cause: str | None = None,
) -> None:
    """Write on the case that a letter failed for good, and tell another officer or the head.

    `cause` names the mail that says so, `reason` is a sentence for officers.
    """
    people = work.people.names()
    to_whom = people.get(letter.officer_id, "petugas") if letter.officer_id else "pengirim"
    if letter.case_id is None:
        _alarm(desk, work, letter, f"Surat untuk {to_whom} tidak sampai. {reason}")
        return
    file = CaseFile(desk, work, work.cases.by_id(letter.case_id))
    failed = LetterFailed(letter.letter, letter.officer_id or 0)
    file.record(failed, by=SYSTEM, cause=cause)
    if letter.officer_id is None:
        work.outbox.take_back(None, case_id=letter.case_id)
    others = _others(work, letter, file)
    if letter.letter in _TELLING or not others:
        log.error("undelivered-untold id=%d letter=%s", letter.id, letter.letter)
        return
    name = LetterKind(letter.letter).label
    for officer in others:
        file.post(to_officers.undelivered(about(file, officer), name, to_whom, reason), officer)


def _others(work: Work, letter: WaitingLetter | OwnLetter, file: CaseFile) -> tuple[Officer, ...]:
    """Name whoever can see to it: the front desk, else the head; never whom it did not reach.

    Of what the sender did not get, whoever said it to them hears too.
    """
    found = (*front_desk(work, file.case), *(_answerer(file) if letter.officer_id is None else ()))
    desk = tuple({each.id: each for each in found if each.id != letter.officer_id}.values())
    return desk or tuple(
        head
        for head in work.people.with_role(Role.HEAD)
        if head.id != letter.officer_id and not is_accused(head, file.case)
    )


def _answerer(file: CaseFile) -> tuple[Officer, ...]:
    """Find who has said the newest thing to the sender, if they still handle the case."""
    said = [each.by for each in file.case.history if isinstance(each.event, _SAID)]
    row = said[-1].partition(":")[2] if said else ""
    officer = file.work.people.by_id(int(row)) if row.isdigit() else None
    return (officer,) if officer and may(officer, Right.READ, file.case) else ()


def _alarm(desk: Desk, work: Work, letter: WaitingLetter | OwnLetter, sentence: str) -> None:
    """Tell somebody of a failed letter about no case."""
    others = [
        officer
        for role in (Role.FRONT_DESK, Role.HEAD)
        for officer in work.people.with_role(role)
        if officer.id != letter.officer_id
    ]
    newest = work.outbox.newest(LetterKind.ALARM)
    is_told = newest is not None and work.now - newest < _PAUSE
    if letter.letter in _TELLING or not others or is_told:
        log.error("undelivered-untold id=%d letter=%s", letter.id, letter.letter)
        return
    alarm = to_officers.alarm(others[0], sentence, desk.link(OFFICERS))
    desk.post(work, alarm, others[0])
