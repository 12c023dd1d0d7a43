"""A case: a fold over past-tense events. Pure: the standard library and nothing else.

Each event carries who and when, and a hash over its fields, the digest of its sealed content and
the hash of the event before it, so that a missing or changed event shows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from enum import Enum
from typing import ClassVar

SENDER = "sender"
"""Who an event came from when it was the person outside."""


class State(Enum):
    """Where a case stands, with the word and the sentence that the public reads."""

    RECEIVED = ("received", "Diterima", "Kiriman Anda sudah kami terima. Jawaban kami menyusul.")
    ANSWERED = ("answered", "Dijawab", "Kami sudah menjawab. Anda boleh membalas di halaman ini.")
    WRITTEN_BACK = (
        "written-back",
        "Pesan Anda kami terima",
        "Pesan Anda sudah kami terima. Jawaban kami menyusul.",
    )

    def __init__(self, code: str, label: str, sentence: str) -> None:
        self.code = code
        self.label = label
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened to a case. Fields are stored in clear: nothing of a person."""

    name: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Received(Event):
    """Somebody has sent a form; its answers are sealed beside the event."""

    name: ClassVar[str] = "received"
    form: str
    version: int


@dataclass(frozen=True, slots=True)
class ResponseDelivered(Event):
    """The office's answer stands on the tracking page; its text is sealed beside the event."""

    name: ClassVar[str] = "response-delivered"


@dataclass(frozen=True, slots=True)
class SenderWrote(Event):
    """The sender has added a message; its text is sealed beside the event."""

    name: ClassVar[str] = "sender-wrote"


EVENTS: dict[str, type[Event]] = {
    kind.name: kind for kind in (Received, ResponseDelivered, SenderWrote)
}
"""Every kind of event by its stored name."""

TRANSITIONS: dict[State, dict[type[Event], State]] = {
    State.RECEIVED: {
        ResponseDelivered: State.ANSWERED,
        SenderWrote: State.RECEIVED,
    },
    State.ANSWERED: {
        ResponseDelivered: State.ANSWERED,
        SenderWrote: State.WRITTEN_BACK,
    },
    State.WRITTEN_BACK: {
        ResponseDelivered: State.ANSWERED,
        SenderWrote: State.WRITTEN_BACK,
    },
}
"""What may happen in each state, and where it leads. `Received` opens a case."""

if set(TRANSITIONS) != set(State):
    raise NotImplementedError(f"states without a handler: {set(State) - set(TRANSITIONS)}")
if set(EVENTS) != {kind.name for kind in Event.__subclasses__()}:
    raise NotImplementedError("an event has no stored name")


class IllegalTransitionError(Exception):
    """An event that cannot happen to a case in its state."""


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
class Case:
    """A case as its events have made it. `number` is the public one."""

    number: str
    form: str
    form_version: int
    received_at: datetime
    state: State
    history: tuple[Recorded, ...]

    @classmethod
    def open(cls, number: str, event: Received, *, at: datetime, content_digest: str) -> Case:
        """Begin a case with what somebody has sent."""
        empty = cls(number, event.form, event.version, at, State.RECEIVED, ())
        return empty._record(event, State.RECEIVED, at=at, by=SENDER, content_digest=content_digest)

    def apply(self, event: Event, *, at: datetime, by: str, content_digest: str = "") -> Case:
        """Add an event. Raises IllegalTransitionError where the state does not allow it."""
        state = TRANSITIONS[self.state].get(type(event))
        if state is None:
            raise IllegalTransitionError(f"{event.name} in state {self.state.code}")
        return self._record(event, state, at=at, by=by, content_digest=content_digest)

    @classmethod
    def replay(cls, number: str, history: tuple[Recorded, ...]) -> Case:
        """Fold stored events into a case. Raises BrokenHistoryError if the chain does not hold."""
        first = history[0] if history else None
        if first is None or not isinstance(first.event, Received):
            raise BrokenHistoryError(number)
        case = cls.open(number, first.event, at=first.at, content_digest=first.content_digest)
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

    def _record(
        self, event: Event, state: State, *, at: datetime, by: str, content_digest: str
    ) -> Case:
        previous = self.history[-1].chain if self.history else ""
        sequence = len(self.history) + 1
        facts = [
            previous,
            self.number,
            sequence,
            *_facts(event),
            at.astimezone(UTC).isoformat(),
            by,
            content_digest,
        ]
        chain = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        recorded = Recorded(sequence, event, at, by, content_digest, chain)
        return replace(self, state=state, history=(*self.history, recorded))


class BrokenHistoryError(Exception):
    """The stored events of a case are not those that were written."""


def _facts(event: Event) -> tuple[str, dict[str, object]]:
    return event.name, asdict(event)


def stored(event: Event) -> str:
    """Write an event's own fields as JSON."""
    return json.dumps(asdict(event))


def restored(name: str, data: str) -> Event:
    """Read an event back. Raises KeyError for an unknown name."""
    kind = EVENTS[name]
    values = json.loads(data)
    return kind(**{field.name: values[field.name] for field in fields(kind)})
