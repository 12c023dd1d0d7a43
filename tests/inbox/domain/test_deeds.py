from __future__ import annotations

import pytest

from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import (
    EVENTS,
    AccusationProposed,
    Filed,
    FilesAdded,
    LetterFailed,
    Received,
    ResponseDrafted,
    RobotWrote,
)
from loket_inbox.mail_in.deciding import USES

NOBODYS_DEED = {Received, Filed, FilesAdded, RobotWrote, LetterFailed, ResponseDrafted}
NOBODYS_DEED |= {AccusationProposed}
"""What comes in, what comes along with a deed, and what happens by itself."""


def test_every_event_that_somebody_makes_is_one_deed() -> None:
    made = [deed.event for deed in Deed]
    assert len(made) == len(set(made))
    assert set(made) == set(EVENTS.values()) - NOBODYS_DEED


def test_a_reply_address_keeps_its_meaning_for_ever() -> None:
    assert {deed.code: deed.name for deed in USES} == {
        "answer": "ANSWER",
        "findings": "WRITE_FINDINGS",
        "note": "NOTE",
        "dispose": "DISPOSE",
        "approve": "APPROVE",
        "return": "SEND_BACK",
        "stop": "STOP_ANSWERS",
        "message": "MESSAGE",
    }


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        Deed.coded("vanished")
