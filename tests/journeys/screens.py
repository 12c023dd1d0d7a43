"""A browser as a person has it: what is seen, tapped and typed, in Chromium and in Firefox.

Both do the same few things, so that one journey is written once and walked in each.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser

from tests.journeys.journeys_support import Walk
from tests.tools import node_file, program

DRIVER = Path(__file__).parent / "firefox" / "driver.mjs"

_TO_THE_MIDDLE = """document.querySelector(%s)
  .scrollIntoView({ block: "center", behavior: "instant" })"""

_PLACE = """(() => {
  const box = document.querySelector(%s).getClientRects()[0];
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
})()"""

_FRAME_S = 0.05
"""Longer than a browser takes for a frame."""

_AXE = """axe.run(document, { runOnly: %s }).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 120)}`)))"""

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""50 KB/s and 400 ms, as in a valley with one mast."""

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Screen(Protocol):
    """A window of a fresh profile. `leaves`: what is pressed leads to another page."""

    script: bool

    def turn(self, tab: int) -> None:
        """Look at a tab; the one after the last is opened."""

    def goto(self, address: str) -> None: ...
    def back(self) -> None: ...
    def see(self, expression: str) -> Any: ...
    def tap(self, selector: str, *, leaves: bool = False) -> None: ...
    def write(self, text: str) -> None: ...
    def press(self, key: str, *, leaves: bool = False) -> None: ...
    def attach(self, selector: str, files: Sequence[Path]) -> None: ...
    def picture(self, path: str) -> None: ...

    def problems(self) -> list[str]:
        """Everything that the pages asked for and complained of and should not have."""


def sound(screen: Screen, name: str) -> list[str]:
    """Everything that is wrong with the page on the screen, as far as a browser can tell."""
    found = []
    # axe is a script itself, so it looks where scripts run; the pages are the same.
    if screen.script:
        axe = node_file("axe-core/axe.min.js").read_text(encoding="utf-8")
        screen.see(f"{axe};0")
        found = screen.see(_AXE % json.dumps(_RULES))
    root = "document.documentElement"
    if screen.see(f"{root}.scrollWidth > {root}.clientWidth"):
        found.append("wider than the screen")
    return [f"{name}: {problem}" for problem in found]


class ChromiumScreen:
    """Chromium, by Playwright."""

    def __init__(self, browser: Browser, *, script: bool, width: int, **context: Any) -> None:
        self.script = script
        self.context = browser.new_context(
            viewport={"width": width, "height": 740},
            java_script_enabled=script,
            locale="id-ID",
            **context,
        )
        self._walks: list[Walk] = []
        self.turn(0)

    def turn(self, tab: int) -> None:
        if tab == len(self._walks):
            self._walks.append(Walk(self.context.new_page(), script=self.script))
            self._walks[tab].watch()
        self.walk = self._walks[tab]
        self.page = self.walk.page

    def goto(self, address: str) -> None:
        self.page.goto(address)

    def back(self) -> None:
        self.page.go_back()

    def see(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def tap(self, selector: str, *, leaves: bool = False) -> None:
        if leaves:
            with self.page.expect_navigation():
                self.page.click(selector)
        else:
            self.page.click(selector)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, key: str, *, leaves: bool = False) -> None:
        if leaves:
            with self.page.expect_navigation():
                self.page.keyboard.press(key)
        else:
            self.page.keyboard.press(key)

    def attach(self, selector: str, files: Sequence[Path]) -> None:
        self.page.set_input_files(selector, list(files))

    def picture(self, path: str) -> None:
        self.page.screenshot(path=path, full_page=True)

    def slow_down(self) -> None:
        """Throttle the network of the tab on the screen."""
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)

    def source(self) -> str:
        """The page as it came."""
        assert self.walk.document is not None
        return self.walk.document.text()

    def problems(self) -> list[str]:
        return [problem for walk in self._walks for problem in walk.problems]


class FirefoxScreen:
    """Debian's Firefox, by puppeteer over WebDriver BiDi; `script` is its own preference."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.script = True

    def open(self, *, script: bool, width: int) -> None:
        """Begin anew: a profile without history, with scripts or without."""
        self.script = script
        self._ask("open", script=script, width=width, height=740)

    def turn(self, tab: int) -> None:
        self._ask("turn", tab=tab)

    def goto(self, address: str) -> None:
        self._ask("goto", address=address)

    def back(self) -> None:
        self._ask("back")

    def see(self, expression: str) -> Any:
        return self._ask("see", expression=expression)

    def tap(self, selector: str, *, leaves: bool = False) -> None:
        self._ask("tap", **self._still_place(json.dumps(selector)), leaves=leaves)

    def write(self, text: str) -> None:
        self._ask("write", text=text)

    def press(self, key: str, *, leaves: bool = False) -> None:
        # WebDriver names most keys as Playwright does, and this one by what it writes.
        self._ask("press", key=" " if key == "Space" else key, leaves=leaves)

    def attach(self, selector: str, files: Sequence[Path]) -> None:
        self._ask("attach", selector=selector, files=[str(file) for file in files])

    def picture(self, path: str) -> None:
        self._ask("picture", path=path)

    def problems(self) -> list[str]:
        ours = ("asked: http://127.0.0.1:", "asked: data:", "asked: about:")
        return [line for line in self._ask("said") if not line.startswith(ours)]

    def _still_place(self, selector: str) -> dict[str, float]:
        """Bring a part to the middle and find it there: after typing the page jumps to the caret.

        It does so a frame later, and a tap would hit what stands there then.
        """
        before = None
        while True:
            self.see(_TO_THE_MIDDLE % selector)
            time.sleep(_FRAME_S)
            place: dict[str, float] = self.see(_PLACE % selector)
            if place == before:
                return place
            before = place

    def _ask(self, order: str, **details: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"order": order, **details}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"Firefox is gone; it was asked to {order}"
        answer = json.loads(line)
        assert "error" not in answer, answer
        return answer["value"]


@contextmanager
def a_firefox() -> Iterator[FirefoxScreen]:
    """Start Firefox once; each journey opens a profile of its own in it."""
    firefox = program("firefox-esr", "firefox-esr")
    library = node_file("puppeteer-core/lib/esm/puppeteer/puppeteer-core.js")
    with subprocess.Popen(
        [program("node", "nodejs"), str(DRIVER), str(library), firefox],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield FirefoxScreen(process)
        assert process.stdin is not None
        process.stdin.close()  # The driver's sign to close the browser.
        assert process.wait(timeout=30) == 0
