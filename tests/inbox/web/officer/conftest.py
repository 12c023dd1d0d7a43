"""Fixtures of this room."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from tests.inbox.office import a_browser
from tests.inbox.web.officer.case_forms import PEOPLE, House
from tests.support import (
    a_received_case,
)


@pytest.fixture
def house(desk: Desk) -> House:
    with desk.store.writing() as work:
        for name, role in PEOPLE.items():
            work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
    return House(desk, create_inbox(desk), a_received_case(desk))


@pytest.fixture
def browser(desk: Desk) -> FlaskClient:
    return a_browser(create_inbox(desk))
