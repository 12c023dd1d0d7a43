"""How events are written down and read back: their stored names, and their fields as JSON. Pure."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from loket_inbox.domain.events import (
    AccusedNamed,
    Approved,
    Classified,
    Closed,
    CodeReplaced,
    Completed,
    ContactOpened,
    Disposed,
    EntryCorrected,
    Event,
    Filed,
    FilesAdded,
    FindingsWritten,
    LetterFailed,
    MailStopped,
    NameOpened,
    Noted,
    Received,
    Registered,
    Reopened,
    ResponseDelivered,
    ResponseDrafted,
    ResponseStopped,
    Returned,
    RobotWrote,
    SenderAsked,
    SenderWrote,
    TakenUp,
)

EVENTS: dict[str, type[Event]] = {
    kind.name: kind
    for kind in (
        Received,
        TakenUp,
        Filed,
        Registered,
        EntryCorrected,
        Completed,
        Classified,
        AccusedNamed,
        Disposed,
        FindingsWritten,
        Approved,
        Returned,
        SenderAsked,
        ResponseDrafted,
        ResponseStopped,
        ResponseDelivered,
        SenderWrote,
        Noted,
        FilesAdded,
        RobotWrote,
        MailStopped,
        LetterFailed,
        NameOpened,
        ContactOpened,
        CodeReplaced,
        Closed,
        Reopened,
    )
}
"""Every kind of event by its stored name."""

if set(EVENTS) != {kind.name for kind in Event.__subclasses__()}:
    raise NotImplementedError("an event has no stored name")


def facts(event: Event) -> dict[str, Any]:
    """Give an event's own fields, those at their default left out.

    So an event can gain a field without a new meaning, or a new hash, for the ones before.
    """
    return {
        field.name: getattr(event, field.name)
        for field in fields(event)
        if field.default is MISSING or getattr(event, field.name) != field.default
    }


def stored(event: Event) -> str:
    """Write an event's own fields as JSON."""
    return json.dumps(facts(event))


def restored(name: str, data: str) -> Event:
    """Read an event back. Raises KeyError for an unknown name."""
    values = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in json.loads(data).items()
    }
    return EVENTS[name](**values)
