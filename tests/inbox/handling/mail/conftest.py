"""Fixtures of this room."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.mail_in.receiving import receive
from tests.inbox.handling.mail.held_mail import a_mail
from tests.inbox.office import (
    signed_in,
)
from tests.support import (
    a_received_case,
    a_reply,
    letters_out,
)


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    return a_received_case(desk)


@pytest.fixture
def officer(desk: Desk) -> FlaskClient:
    return signed_in(desk)


@pytest.fixture
def of_stranger(desk: Desk) -> int:
    """A held mail that belongs to no known case."""
    assert receive(desk, a_mail()) is Outcome.NO_TOKEN
    return 1


@pytest.fixture
def of_case(desk: Desk, receipt: Receipt) -> int:
    """A held mail to the reply address of a case."""
    letter = letters_out(desk)[0]
    assert letter.number == receipt.number
    assert receive(desk, a_reply(letter, "Halo", sender="x@asing.example")) is Outcome.OTHER_SENDER
    return 1
