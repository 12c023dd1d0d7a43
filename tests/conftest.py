"""The few fixtures that every test may use; builders stand in `support`."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from support import HandClock, a_desk


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Desk:
    return a_desk(tmp_path / "var", clock)


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_inbox(desk).test_client()
