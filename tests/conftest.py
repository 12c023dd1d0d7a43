"""The few fixtures that every test may use; builders stand in `support`."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from tests.support import HandClock, a_desk, checked


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Desk:
    return a_desk(tmp_path / "var", clock)


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return checked(create_inbox(desk))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where every tool must be there (`LOKET_TEST_REQUIRE_ALL=1`), a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("LOKET_TEST_REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped although everything must run: {report.longrepr}"
    return report
