"""Who is written to about a case, and with what. Nobody gets more than they may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from loket_inbox import letters
from loket_inbox.case import SENDER, Case
from loket_inbox.events import ResponseDelivered
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.officers import Action, Officer, Right, Role, is_accused, may
from loket_inbox.promises import Starts, answer_clock, until
from loket_inbox.states import State
from loket_inbox.store.transactions import Work

MOST_LETTERS = 30
"""How many letters of new cases an officer gets within an hour; what comes then waits (W-5)."""

_HOUR = timedelta(hours=1)


def front_desk(work: Work, *cases: Case) -> tuple[Officer, ...]:
    """Name who hears of what comes in: the front desk, or the head while there is none.

    Nobody hears of one of the `cases` that complains of them.
    """
    for role in (Role.FRONT_DESK, Role.HEAD):
        found = tuple(
            officer
            for officer in work.people.with_role(role)
            if not any(is_accused(officer, case) for case in cases)
        )
        if found:
            return found
    return ()


def with_right(file: CaseFile, right: Right) -> tuple[Officer, ...]:
    """Name everybody who may do something with the case."""
    return tuple(officer for officer in file.work.people.all() if may(officer, right, file.case))


def promised(file: CaseFile) -> str:
    """Say until when the answer is promised."""
    clock = answer_clock(file.desk.catalogue, file.case)
    if clock is None:
        return "tanpa tenggat"
    return until(clock, Starts.of(file.case), file.desk.calendar)


def is_flooded(work: Work, people: Iterable[Officer]) -> bool:
    """Say whether one of them got as many letters of new cases as an hour has room for."""
    written = work.outbox.written_since(
        work.now - _HOUR, (letters.NEW_CASE, letters.DIGEST, letters.DAILY_DIGEST)
    )
    return any(written.get(officer.id, 0) >= MOST_LETTERS for officer in people)


def tell_of_new_case(file: CaseFile, *, typed_in_by: Officer | None) -> None:
    """Write to the front desk that a case came in; whoever typed it in knows, unless alone.

    What was set aside or filed, and what is sent in a flood, waits for a digest; so does every
    case while nobody works here who could hear of it.
    """
    people = front_desk(file.work, file.case)
    if not people or file.case.is_set_aside or file.case.state is State.FILED:
        return
    others = tuple(officer for officer in people if officer != typed_in_by)
    # An officer's own deed is no flood: neither typing in nor taking up is done by a robot.
    is_as_sent = file.case.version == 1 and file.case.history[0].by == SENDER
    if is_as_sent and is_flooded(file.work, people):
        return
    for officer in others or people:
        letter = letters.new_case(
            _about(file, officer),
            file.title(),
            promised(file),
            file.answers_for(officer),
            len(file.case.files),
        )
        file.post(letter, officer, Action.ANSWER)
    file.work.untold.told((file.stored.id,), file.work.now)


def tell_of_message(file: CaseFile, message: str) -> None:
    """Write to the front desk, and to the division that handles the case, what the sender wrote."""
    desk = front_desk(file.work, file.case)
    handlers = tuple(
        officer
        for officer in with_right(file, Right.ANSWER)
        if officer.id in file.case.handlers and officer not in desk
    )
    history = tuple(
        file.text(position)
        for position, recorded in enumerate(file.case.history)
        if isinstance(recorded.event, ResponseDelivered)
    )
    for officer in (*desk, *handlers):
        letter = letters.follow_up(
            _about(file, officer), message, history, file.answers_for(officer)
        )
        file.post(letter, officer, Action.ANSWER)
    if desk:
        # The letter holds the first story too, so it also tells of a case that still waited.
        file.work.untold.told((file.stored.id,), file.work.now)


def ask_for_disposition(file: CaseFile, summary: str) -> None:
    """Write to the head that a case stands in the register and waits for a disposition."""
    for officer in with_right(file, Right.DISPOSE):
        letter = letters.for_disposition(
            _about(file, officer),
            str(file.case.agenda),
            summary,
            promised(file),
            file.answers_for(officer),
        )
        file.post(letter, officer, Action.ANSWER)


def tell_of_disposition(file: CaseFile, instruction: str, due: str) -> None:
    """Write the head's instruction to everybody it names."""
    for officer in _handlers(file):
        letter = letters.disposition(
            _about(file, officer),
            instruction,
            due,
            file.answers_for(officer),
            is_team=file.case.is_with_team,
        )
        file.post(letter, officer, _task(file))


def tell_of_findings(file: CaseFile, findings: str) -> None:
    """Write to the head that the Team's findings wait for approval."""
    for officer in with_right(file, Right.APPROVE):
        file.post(letters.findings(_about(file, officer), findings), officer)


def tell_of_return(file: CaseFile, reason: str) -> None:
    """Write to the Team why its findings came back."""
    for officer in _handlers(file):
        letter = letters.findings_returned(_about(file, officer), reason)
        file.post(letter, officer, Action.FINDINGS)


def _handlers(file: CaseFile) -> tuple[Officer, ...]:
    return tuple(
        officer for officer in with_right(file, Right.READ) if officer.id in file.case.handlers
    )


def _task(file: CaseFile) -> Action:
    return Action.FINDINGS if file.case.is_with_team else Action.ANSWER


def _about(file: CaseFile, officer: Officer) -> letters.About:
    inbox = file.desk.settings.inbox_url
    return letters.About(officer, file.case.number, f"{inbox}/petugas/kasus/{file.case.number}")
