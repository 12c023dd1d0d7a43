"""Walking through the pages as a person, and what every page on the way must be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

from loket_inbox.handling.sender.check_token import SHORTEST_READING
from tests.support import CONTENT, ROOT
from tests.tools import free_port, loket, node_file, program, running

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class House:
    """Where the site and the inbox are."""

    site: str
    inbox: str
    data: Path


@contextmanager
def a_house(data: Path, content: Path = CONTENT) -> Iterator[House]:
    """Run site, inbox, worker and mailbox with this content for as long as they are needed."""
    port = free_port()
    site, inbox = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    command = loket("run", "--port", str(port), "--data", str(data), "--content", str(content))
    with running(command, f"{inbox}/sehat"):
        yield House(site, inbox, data)


@dataclass
class Walk:
    """A person's way through the pages: every page on it is kept, and may be photographed."""

    page: Page
    script: bool = True
    seen: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    document: Response | None = None

    def look(self, name: str, *, picture: bool = True) -> None:
        """Stand still on a page: keep its source, check it, take its picture if wanted."""
        assert self.document is not None
        self.seen.setdefault(name, self.document.text())
        # axe is a script itself, so it looks where scripts run; the pages are the same.
        if self.script:
            self.problems += [f"{name}: {problem}" for problem in _axe(self.page)]
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self.problems.append(f"{name}: {width} px wide on a phone of {PHONE['width']} px")
        if picture:
            _picture(self.page, name)

    def watch(self) -> None:
        """Listen to everything that the pages ask for, and to every complaint of the browser."""
        self.page.on("response", self._came)
        self.page.on("request", self._asked)
        self.page.on("console", lambda said: self._complained(said.type, said.text))
        self.page.on("pageerror", lambda error: self._complained("error", str(error)))

    def _came(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.document = response

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:")):
            self.problems.append(f"asked a third party: {request.url}")
        elif request.resource_type != "document" and not request.url.startswith("data:"):
            self.problems.append(f"more than one request: {request.url}")

    def _complained(self, kind: str, text: str) -> None:
        # Mistakes are a 422 by contract, a page that is behind a 409, guessing a 429: the browser
        # remarks on each.
        expected = ("status of 422", "status of 409", "status of 429")
        if kind in {"error", "warning"} and not any(status in text for status in expected):
            self.problems.append(f"console: {text}")


def _axe(page: Page) -> list[str]:
    axe = node_file("axe-core/axe.min.js").read_text(encoding="utf-8")
    page.evaluate(f"{axe};0")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", _RULES
    )
    return [f"{each['id']} {node['html'][:120]}" for each in found for node in each["nodes"]]


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("LOKET_TEST_PICTURES")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for label, size in (("360", PHONE), ("1280", DESK)):
        page.set_viewport_size(size)
        page.screenshot(path=f"{folder}/{name}-{label}.png")
    page.set_viewport_size(PHONE)


def a_phone(
    browser: Browser, *, script: bool, color_scheme: Literal["dark", "light"] = "light"
) -> BrowserContext:
    """A fresh profile on a small screen."""
    return browser.new_context(
        viewport=PHONE,
        java_script_enabled=script,
        locale="id-ID",
        color_scheme=color_scheme,
    )


def sign_in(page: Page, house: House, name: str) -> None:
    """Ask for a link as an officer does, open it in the mailbox, and press its one button."""
    page.goto(f"{house.inbox}/surat/")
    letters = page.get_by_role("link", name=re.compile(f"Tautan masuk.*{name}@contoh"))
    before = letters.count()
    page.goto(f"{house.inbox}/petugas/masuk")
    page.get_by_label("Email Anda di kantor ini").fill(f"{name}@contoh.example")
    page.get_by_role("button", name="Kirim tautan masuk").click()
    for _ in range(60):
        page.goto(f"{house.inbox}/surat/")
        if letters.count() > before:
            break
        page.wait_for_timeout(250)
    letters.first.click()
    page.get_by_role("link", name="/petugas/masuk/").click()
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Daftar kasus")


def read_and_send(page: Page) -> None:
    """Read the check page as long as no robot does (W-4), then send."""
    page.wait_for_timeout(SHORTEST_READING.total_seconds() * 1000)
    page.get_by_role("button", name="Kirim", exact=True).click()


def html_validate(pages: dict[str, str]) -> str:
    """What html-validate says of these pages; "" where it has nothing to say."""
    command = node_file("html-validate/bin/html-validate.mjs")
    with tempfile.TemporaryDirectory() as folder:
        for name, html in pages.items():
            (Path(folder) / f"{name}.html").write_text(html, encoding="utf-8")
        result = subprocess.run(
            [
                program("node", "nodejs"),
                str(command),
                *("--config", str(ROOT / ".ci" / "htmlvalidate.json")),
                *("--formatter", "json", folder),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    found = json.loads(result.stdout or "[]")
    return "\n".join(
        f"{Path(each['filePath']).name}:{message['line']}: {message['ruleId']} {message['message']}"
        for each in found
        for message in each["messages"]
    )
