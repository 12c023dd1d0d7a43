"""A case: a fold over past-tense events. Pure: the standard library and nothing else.

Each event carries who and when, and a hash over its fields, the digest of its sealed content and
the hash of the event before it, so that a missing or changed event shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from loket_inbox.domain import events
from loket_inbox.domain.events import TRANSITIONS, Event, Received, facts
from loket_inbox.domain.states import State, Turn
from loket_inbox.domain.terms import Channel, Result

SENDER = "sender"
"""Who an event came from when it was the person outside."""

SYSTEM = "loket"
"""Who an event came from that nobody caused: a letter bounced, say."""


class IllegalTransitionError(Exception):
    """An event that cannot happen to a case in its state."""


class BrokenHistoryError(Exception):
    """The stored events of a case are not those that were written."""


_TAKING_UP = (
    events.TakenUp,
    events.Registered,
    events.SenderAsked,
    events.ResponseDrafted,
    events.ResponseDelivered,
    events.SenderWrote,
)
"""What shows that a person stands behind a case that looked like a robot's, or cares for it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place. `content_digest` is salted and of the plain content, "" for none."""

    sequence: int
    event: Event
    at: datetime
    by: str
    content_digest: str
    chain: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that still can be stopped: the sequence number of its event, when it leaves."""

    sequence: int
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom a case shall complain of, if a second officer says so; `by` is the mark of the first."""

    officers: tuple[int, ...]
    division: str
    by: str


@dataclass(frozen=True, slots=True)
class AgendaNumber:
    """The number in the complaint register (nomor agenda): per year, without gaps."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its events have made it. `number` is the public one.

    `waiting_since` is when it last became our turn. `handlers`, `accused`, `name_opened_by` and
    `contact_opened_by` are rows of officers. `definition`, `suspicion` and `contact` are those of
    `Received`; `files` are its files, then those that came by mail. `drafts` are the answers that
    have not left yet. `is_mail_stopped`: the sender is mailed nothing any more. `about_staff` is
    that of `Received`, `proposed` what waits for a second officer, `released` the newest release.
    """

    number: str
    form: str
    form_version: int
    received_at: datetime
    state: State
    history: tuple[Recorded, ...]
    waiting_since: datetime
    channel: str = Channel.WEB.code
    identity: str = ""
    agenda: AgendaNumber | None = None
    registered_at: datetime | None = None
    completed_at: datetime | None = None
    division: str = ""
    classification: str = ""
    handlers: tuple[int, ...] = ()
    is_with_team: bool = False
    findings_wait: bool = False
    accused: tuple[int, ...] = ()
    accused_division: str = ""
    name_opened_by: tuple[int, ...] = ()
    contact_opened_by: tuple[int, ...] = ()
    definition: str = ""
    files: tuple[str, ...] = ()
    suspicion: str = ""
    contact: str = ""
    about_staff: bool = False
    proposed: Proposal | None = None
    released: events.StoryReleased | None = None
    drafts: tuple[Draft, ...] = ()
    is_mail_stopped: bool = False
    answered_at: datetime | None = None
    result: str = ""

    @property
    def withheld(self) -> tuple[int, ...]:
        """Say which of the files that were there at the newest release division and Team lack."""
        if self.released is None:
            return ()
        before = (each.event for each in self.history[: self.released.upto])
        brought = (each for each in before if isinstance(each, Received | events.FilesAdded))
        seen = sum(len(each.files) for each in brought)
        return tuple(at for at in range(1, seen + 1) if at not in self.released.files)

    @property
    def accuses(self) -> bool:
        """Say whether it complains, or may complain, of somebody who works here."""
        named = self.accused or self.accused_division or self.proposed
        return self.about_staff or bool(named)

    @property
    def answer_leaves_at(self) -> datetime | None:
        """When the earliest of the drafted answers leaves; None while none waits."""
        return min((draft.leaves_at for draft in self.drafts), default=None)

    @property
    def disposition_due(self) -> date | None:
        """Until when the newest disposition asks for it to be dealt with."""
        orders = [each.event for each in self.history if isinstance(each.event, events.Disposed)]
        return date.fromisoformat(orders[-1].due) if orders and orders[-1].due else None

    @property
    def is_set_aside(self) -> bool:
        """Say whether it still looks like a robot's: whatever a person does with it ends that."""
        return bool(self.suspicion) and not any(
            isinstance(recorded.event, _TAKING_UP) for recorded in self.history
        )

    @property
    def version(self) -> int:
        """How many events there are: what a page is compared with before it may add one."""
        return len(self.history)

    @classmethod
    def open(
        cls, number: str, event: Received, *, at: datetime, content_digest: str, by: str = SENDER
    ) -> Case:
        """Begin a case with what somebody has sent, or an officer has typed in for them."""
        received_at = datetime.fromisoformat(event.received_at) if event.received_at else at
        empty = cls(
            number=number,
            form=event.form,
            form_version=event.version,
            received_at=received_at,
            state=State.RECEIVED,
            history=(),
            waiting_since=received_at,
            channel=event.channel,
            identity=event.identity,
            definition=event.definition,
            files=event.files,
            suspicion=event.suspicion,
            contact=event.contact,
            about_staff=event.about_staff,
        )
        return _linked(empty, event, at=at, by=by, content_digest=content_digest)

    def can(self, kind: type[Event]) -> bool:
        """Say whether an event of this kind may happen now."""
        needs = _NEEDS.get(kind)
        return kind in TRANSITIONS[self.state] and (needs is None or needs(self))

    def apply(self, event: Event, *, at: datetime, by: str, content_digest: str = "") -> Case:
        """Add an event. Raises IllegalTransitionError where the case does not allow it."""
        if not self.can(type(event)) or not self._takes(event):
            raise IllegalTransitionError(f"{event.name} in state {self.state.code}")
        state = TRANSITIONS[self.state][type(event)]
        if isinstance(event, events.ResponseDelivered) and self._wrote_since(event.draft):
            # Whoever wrote after the draft has not been answered by it.
            state = self.state
        became_ours = state.turn is Turn.OURS and self.state.turn is not Turn.OURS
        moved = replace(
            self,
            state=state,
            waiting_since=at if became_ours else self.waiting_since,
            **_changes(self, event, at, by),
            **_released_with(self, event),
        )
        return _linked(moved, event, at=at, by=by, content_digest=content_digest)

    @classmethod
    def replay(cls, number: str, history: tuple[Recorded, ...]) -> Case:
        """Fold stored events into a case. Raises BrokenHistoryError if the chain does not hold."""
        first = history[0] if history else None
        if first is None or not isinstance(first.event, Received):
            raise BrokenHistoryError(number)
        case = cls.open(
            number, first.event, at=first.at, content_digest=first.content_digest, by=first.by
        )
        try:
            for each in history[1:]:
                case = case.apply(
                    each.event, at=each.at, by=each.by, content_digest=each.content_digest
                )
        except IllegalTransitionError as error:
            raise BrokenHistoryError(number) from error
        if case.history != history:
            raise BrokenHistoryError(number)
        return case

    def _takes(self, event: Event) -> bool:
        """What the kind of an event does not tell."""
        match event:
            case events.Closed(result):
                answered = result != Result.ANSWERED.code or self.answered_at is not None
                return answered and not self.drafts
            case events.ResponseStopped(draft) | events.ResponseDelivered(draft=draft) if draft:
                return any(each.sequence == draft for each in self.drafts)
            case _:
                return True

    def _wrote_since(self, draft: int) -> bool:
        later = self.history[draft:] if draft else ()
        return any(isinstance(recorded.event, events.SenderWrote) for recorded in later)


_NEEDS: dict[type[Event], Callable[[Case], bool]] = {
    events.Registered: lambda case: case.agenda is None,
    events.EntryCorrected: lambda case: case.agenda is not None,
    events.Disposed: lambda case: case.agenda is not None,
    events.Closed: lambda case: case.agenda is not None,
    events.TakenUp: lambda case: case.is_set_aside,
    events.MailStopped: lambda case: not case.is_mail_stopped,
    events.MailResumed: lambda case: case.is_mail_stopped,
    events.ResponseStopped: lambda case: bool(case.drafts),
    events.Completed: lambda case: case.completed_at is None,
    events.FindingsWritten: lambda case: case.is_with_team,
    events.Approved: lambda case: case.findings_wait,
    events.Returned: lambda case: case.findings_wait,
    events.AccusationProposed: lambda case: case.proposed is None,
    events.AccusationConfirmed: lambda case: case.proposed is not None,
    events.AccusationDeclined: lambda case: case.proposed is not None,
}
"""What a kind of event needs of a case whose state takes it."""


def _linked(case: Case, event: Event, *, at: datetime, by: str, content_digest: str) -> Case:
    """Put an event at the end of the case's chain."""
    previous = case.history[-1].chain if case.history else ""
    sequence = len(case.history) + 1
    linked = [
        previous,
        case.number,
        sequence,
        event.name,
        facts(event),
        at.astimezone(UTC).isoformat(),
        by,
        content_digest,
    ]
    chain = hashlib.sha256(json.dumps(linked).encode()).hexdigest()
    recorded = Recorded(sequence, event, at, by, content_digest, chain)
    return replace(case, history=(*case.history, recorded))


def _released_with(case: Case, event: Event) -> dict[str, Any]:
    """Say what a reply has released along with what it does."""
    if not isinstance(event, events.Releasing) or not event.releases:
        return {}
    files = case.released.files if case.released else ()
    return {"released": events.StoryReleased(event.releases, files)}


def _without(drafts: tuple[Draft, ...], sequence: int) -> tuple[Draft, ...]:
    return tuple(draft for draft in drafts if draft.sequence != sequence)


def _changes(case: Case, event: Event, at: datetime, by: str) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - one branch per event
    """Say what an event changes in a case, its state and its history aside."""
    match event:
        case events.Registered(year, number, division):
            agenda = AgendaNumber(year, number)
            return {"agenda": agenda, "registered_at": at, "division": division}
        case events.EntryCorrected(division):
            return {"division": division}
        case events.Completed():
            return {"completed_at": at}
        case events.Classified(classification):
            return {"classification": classification}
        case events.AccusedNamed(officers, division):
            return {"accused": officers, "accused_division": division}
        case events.AccusationProposed(officers, division):
            return {"proposed": Proposal(officers, division, by)}
        case events.AccusationConfirmed() if case.proposed:
            new = case.proposed
            accused = {"accused": new.officers, "accused_division": new.division}
            return {**accused, "proposed": None}
        case events.AccusationDeclined():
            return {"proposed": None}
        case events.StoryReleased():
            return {"released": event}
        case events.Disposed(officers, team):
            return {"handlers": officers, "is_with_team": team, "findings_wait": False}
        case events.FindingsWritten():
            return {"findings_wait": True}
        case events.Approved() | events.Returned():
            return {"findings_wait": False}
        case events.ResponseDrafted(leaves_at):
            draft = Draft(case.version + 1, datetime.fromisoformat(leaves_at))
            return {"drafts": (*case.drafts, draft)}
        case events.ResponseStopped(stopped):
            approved = isinstance(case.history[stopped - 2].event, events.Approved)
            return {
                "drafts": _without(case.drafts, stopped),
                # What was approved with it waits for approval again.
                "findings_wait": case.findings_wait or approved,
            }
        case events.ResponseDelivered(draft=delivered):
            return {"answered_at": at, "drafts": _without(case.drafts, delivered)}
        case events.MailStopped() | events.MailResumed() | events.LetterFailed(officer=0):
            # An address that does not exist is written to once, unless a person knows better.
            return {"is_mail_stopped": not isinstance(event, events.MailResumed)}
        case events.FilesAdded(files):
            return {"files": (*case.files, *files)}
        case events.NameOpened(officer):
            return {"name_opened_by": (*case.name_opened_by, officer)}
        case events.ContactOpened(officer):
            return {"contact_opened_by": (*case.contact_opened_by, officer)}
        case events.Closed(result):
            return {"result": result}
        case events.Reopened() | events.SenderWrote():
            return {"result": ""}
        case _:
            return {}
