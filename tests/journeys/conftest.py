"""A whole house on this machine, and a browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from journeys_support import House
from playwright.sync_api import Browser, sync_playwright

from tools import CHROMIUM_FLAGS, free_port, loket, program, running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    program("chromium", "chromium")
    port, data = free_port(), tmp_path_factory.mktemp("house") / "var"
    site, inbox = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    command = loket("run", "--port", str(port), "--data", str(data))
    with running(command, f"{inbox}/sehat"):
        yield House(site, inbox, data)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
