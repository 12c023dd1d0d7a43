"""A whole house on this machine, and a browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.journeys_support import House, a_house
from tests.journeys.screens import FirefoxScreen, a_firefox
from tests.tools import CHROMIUM_FLAGS, program


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    program("chromium", "chromium")
    with a_house(tmp_path_factory.mktemp("house") / "var") as house:
        yield house


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[FirefoxScreen]:
    with a_firefox() as screen:
        yield screen
