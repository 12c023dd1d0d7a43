"""Fixtures of this room."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from loket_inbox.desk import Desk
from tests.inbox.mail_in.conversing import DELAY
from tests.inbox.mail_in.hostile import HANG_S


@pytest.fixture
def slow(desk: Desk) -> Desk:
    """A desk whose answers can be stopped for ten minutes."""
    return replace(desk, settings=replace(desk.settings, answer_delay=DELAY))


@pytest.fixture
def ends() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < HANG_S
