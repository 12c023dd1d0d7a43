"""Every form of the house, filled in by its own page: nothing here knows a form by name."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from loket_site.model.form import FormSpec
from tests.journeys.filling import TYPED, Filling
from tests.journeys.journeys_support import House, a_house, html_validate
from tests.journeys.screens import ChromiumScreen, FirefoxScreen, Screen, sound
from tests.support import CONTENT, the_content

EVERY_KIND = Path(__file__).parent / "every_kind.toml"
"""A sensitive form with every kind of question."""

CHECK, SEND, CHANGE = "main .kirim button", "button[value=kirim]", "button[value=ubah]"
SCRIPT = pytest.mark.parametrize("script", [False, True], ids=["script_off", "script_on"])


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms") / "content"
    shutil.copytree(CONTENT, folder)
    if "X" in __import__("os").environ:
        shutil.copy(EVERY_KIND, folder / "formulir")
    return folder


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Iterator[House]:
    with a_house(tmp_path_factory.mktemp("house") / "var", content) as house:
        yield house


@pytest.fixture(scope="module")
def forms(house: House, content: Path) -> list[FormSpec]:
    """Every form that the site shows."""
    shown = (house.data / "public" / "formulir").glob("*/index.html")
    catalogue = the_content(content)
    specs = [catalogue.form(page.parent.name) for page in sorted(shown)]
    assert {spec.code for spec in specs if spec} >= {"pengaduan"}
    return [spec for spec in specs if spec]


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photo") / "antrean.jpg"
    Image.new("RGB", (32, 24), "green").save(path)
    return path


@dataclass
class Journey:
    """One person with one browser sends every form, a tab for each."""

    house: House
    screen: Screen
    forms: list[FormSpec]
    photo: Path
    pick: int = 0
    problems: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    _checked_at: dict[str, float] = field(default_factory=dict)

    def fill_in(self, *, keyboard: bool = False) -> None:
        """Fill in every form, change nothing by “Ubah”, and stop on the check page of each."""
        for tab, spec in enumerate(self.forms):
            self.screen.turn(tab)
            self.screen.goto(f"{self.house.site}/formulir/{spec.code}/")
            filling = Filling(self.screen, spec, self.photo, self.pick)
            if keyboard:
                filling.by_keyboard()
                self.screen.press("Enter", leaves=True)
            else:
                filling.by_finger()
                typed = self.screen.see(TYPED)
                self.screen.tap(CHECK, leaves=True)
                self.change_nothing(spec, typed)
            assert heading(self.screen) == "Periksa jawaban Anda", self._complaints()
            read = self.screen.see("document.querySelector('main').innerText")
            missing = [words for words in filling.expected if words not in read]
            self.problems += [f"{spec.code}: “{words}” is not read back" for words in missing]
            self._look(f"{spec.code}-periksa")
            self._checked_at[spec.code] = time.monotonic()

    def change_nothing(self, spec: FormSpec, typed: list[list[str]]) -> None:
        """Go back by “Ubah”, find everything as it was, and come again to the check page."""
        if heading(self.screen) != "Periksa jawaban Anda":
            return
        self.screen.tap(CHANGE, leaves=True)
        if (again := self.screen.see(TYPED)) != typed:
            self.problems.append(f"{spec.code}: “Ubah” shows {again} for {typed}")
        self.screen.tap(CHECK, leaves=True)

    def send(self, *, keyboard: bool = False) -> None:
        """Read each check page for as long as a person does (W-4), and send it."""
        for tab, spec in enumerate(self.forms):
            self.screen.turn(tab)
            time.sleep(max(0.0, self._checked_at[spec.code] + 2.2 - time.monotonic()))
            if keyboard:
                tab_to(self.screen, "Kirim")
                self.screen.press("Enter", leaves=True)
            else:
                self.screen.tap(SEND, leaves=True)
            number, code = receipt(self.screen)
            assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", number)
            assert code == "" or re.fullmatch(r"\d{4}( \d{4}){3}", code)
            self._look(f"{spec.code}-tanda-terima")

    def _look(self, name: str) -> None:
        self.problems += sound(self.screen, name)
        if isinstance(self.screen, ChromiumScreen):
            self.sources[name] = self.screen.source()

    def _complaints(self) -> str:
        return str(self.screen.see("document.querySelector('main').innerText"))


def heading(screen: Screen) -> str:
    return str(screen.see("document.querySelector('h1').innerText"))


def receipt(screen: Screen) -> tuple[str, str]:
    """The number and the code on the page; empty where it has none."""
    output = "document.querySelector('output#%s')?.innerText ?? ''"
    return screen.see(output % "nomor"), screen.see(output % "kode")


def tab_to(screen: Screen, words: str) -> None:
    for _ in range(40):
        screen.press("Tab")
        if screen.see("document.activeElement.innerText") == words:
            return
    pytest.fail(f"no Tab reaches “{words}”")


def mistakes(screen: Screen, name: str) -> list[str]:
    """Read a page of mistakes as somebody does who has made them: what is wrong with it."""
    found = sound(screen, name)
    if not str(screen.see("document.title")).startswith("Perlu diperbaiki: "):
        found.append(f"{name}: the title does not say it")
    if screen.script and screen.see("document.activeElement.id") != "ringkas":
        found.append(f"{name}: the summary has no focus")
    for anchor, sentence in screen.see(
        "[...document.querySelectorAll('[role=alert] a')]"
        ".map(link => [link.getAttribute('href').slice(1), link.innerText])"
    ):
        screen.tap(f'[role=alert] a[href="#{anchor}"]')
        tag, words = screen.see(
            "[document.activeElement.tagName, document.activeElement.closest('.q')?.innerText]"
        )
        if screen.see("document.activeElement.id") != anchor or tag == "A":
            found.append(f"{name}: “{sentence}” leads to no control")
        elif sentence not in words:
            found.append(f"{name}: “{sentence}” does not stand at its question")
    return found


def flows(screen: ChromiumScreen, name: str) -> list[str]:
    """See whether a page keeps within a narrow screen, and within one with large letters."""
    root, wide = "document.documentElement", []
    for width, size in ((320, "100%"), (360, "200%")):
        screen.page.set_viewport_size({"width": width, "height": 568})
        screen.see(f"{root}.style.fontSize = '{size}'")
        if (found := screen.see(f"{root}.scrollWidth")) > width:
            wide.append(f"{name}: {found} px wide at {width} px and {size}")
    return wide


@contextmanager
def chromium_at(chromium: Browser, width: int, *, script: bool) -> Iterator[ChromiumScreen]:
    screen = ChromiumScreen(chromium, script=script, width=width)
    yield screen
    screen.context.close()


@SCRIPT
@pytest.mark.parametrize(("width", "pick"), [(360, 0), (1280, -1)])
def test_every_form_is_sent_as_it_was_filled_in(
    house: House,
    chromium: Browser,
    forms: list[FormSpec],
    photo: Path,
    *,
    script: bool,
    width: int,
    pick: int,
) -> None:
    with chromium_at(chromium, width, script=script) as screen:
        journey = Journey(house, screen, forms, photo, pick)
        journey.fill_in()
        journey.send()
        assert journey.problems + screen.problems() == []
        assert html_validate(journey.sources) == ""


def test_the_keyboard_alone_fills_in_and_sends_every_form_on_a_thin_network(
    house: House, chromium: Browser, forms: list[FormSpec], photo: Path
) -> None:
    with chromium_at(chromium, 360, script=False) as screen:
        for tab in range(len(forms)):
            screen.turn(tab)
            screen.slow_down()
        journey = Journey(house, screen, forms, photo, pick=-2)
        journey.fill_in(keyboard=True)
        journey.send(keyboard=True)
        assert journey.problems + screen.problems() == []


@SCRIPT
def test_every_form_is_sent_in_firefox(
    house: House, firefox: FirefoxScreen, forms: list[FormSpec], photo: Path, *, script: bool
) -> None:
    firefox.open(script=script, width=1280 if script else 360)
    journey = Journey(house, firefox, forms, photo, pick=-2 if script else 0)
    journey.fill_in()
    journey.send()
    assert journey.problems + firefox.problems() == []


def test_the_keyboard_alone_fills_in_and_sends_every_form_in_firefox(
    house: House, firefox: FirefoxScreen, forms: list[FormSpec], photo: Path
) -> None:
    firefox.open(script=True, width=360)
    journey = Journey(house, firefox, forms, photo, pick=-2)
    journey.fill_in(keyboard=True)
    journey.send(keyboard=True)
    assert journey.problems + firefox.problems() == []


@SCRIPT
def test_mistakes_are_named_twice_and_nothing_typed_is_lost(
    house: House, chromium: Browser, forms: list[FormSpec], photo: Path, *, script: bool
) -> None:
    problems, sources = [], {}
    with chromium_at(chromium, 360, script=script) as screen:
        for spec in forms:
            problems += make_mistakes(house, screen, spec, photo)
            sources[spec.code] = screen.source()
            problems += flows(screen, spec.code)
        assert problems + screen.problems() == []
        assert html_validate(sources) == ""


def test_mistakes_are_named_in_firefox(
    house: House, firefox: FirefoxScreen, forms: list[FormSpec], photo: Path
) -> None:
    firefox.open(script=True, width=360)
    problems = [found for spec in forms for found in make_mistakes(house, firefox, spec, photo)]
    assert problems + firefox.problems() == []


def make_mistakes(house: House, screen: Screen, spec: FormSpec, photo: Path) -> list[str]:
    """Send a form empty, then without one answer that it needs."""
    screen.goto(f"{house.site}/formulir/{spec.code}/")
    needed = [each for each in spec.questions if each.required and not each.default]
    screen.tap(CHECK, leaves=True)
    if not needed:
        assert heading(screen) == "Periksa jawaban Anda"
        return []
    found = mistakes(screen, f"{spec.code}-kosong")
    Filling(screen, spec, photo, pick=-1, skip=needed[-1]).by_finger()
    typed = screen.see(TYPED)
    screen.tap(CHECK, leaves=True)
    if (again := screen.see(TYPED)) != typed:
        found.append(f"{spec.code}: the mistakes show {again} for {typed}")
    return found + mistakes(screen, f"{spec.code}-galat")
