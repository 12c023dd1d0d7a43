"""What holds for every page of the frozen site, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.journeys_support import PHONE, House, Walk, a_phone, html_validate

SENSITIVE = ["/layanan/7/", "/keselamatan/"]


def _addresses(house: House) -> list[str]:
    public = house.data / "public"
    found = [page.parent.relative_to(public.resolve()).as_posix() for page in _files(house)]
    return ["/404.html", *("/" if place == "." else f"/{place}/" for place in found)]


def _files(house: House) -> list[Path]:
    return sorted((house.data / "public").resolve().rglob("index.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound_in_light_and_dark(
    house: House, chromium: Browser, scheme: Literal["light", "dark"]
) -> None:
    with a_phone(chromium, script=True, color_scheme=scheme) as context:
        walk = Walk(context.new_page())
        walk.watch()
        for address in _addresses(house):
            walk.page.goto(f"{house.site}{address}")
            walk.look(f"site{address.replace('/', '_')}", picture=False)
        assert walk.problems == []
        assert html_validate(walk.seen) == ""


def test_every_page_flows_at_320_px_and_at_twice_the_text_size(
    house: House, chromium: Browser
) -> None:
    too_wide = []
    with a_phone(chromium, script=True) as context:
        page = context.new_page()
        for address in _addresses(house):
            page.set_viewport_size({"width": 320, "height": 568})
            page.goto(f"{house.site}{address}")
            narrow = page.evaluate("document.documentElement.scrollWidth")
            page.set_viewport_size(PHONE)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            large = page.evaluate("document.documentElement.scrollWidth")
            if narrow > 320 or large > PHONE["width"]:
                too_wide.append((address, narrow, large))
    assert too_wide == []


def test_a_printed_page_has_no_bars_and_no_buttons(house: House, chromium: Browser) -> None:
    with a_phone(chromium, script=True) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for address in _addresses(house):
            page.goto(f"{house.site}{address}")
            for hidden in (".keluar", ".skip", "a.menu"):
                for part in page.locator(hidden).all():
                    assert not part.is_visible(), f"{hidden} is printed on {address}"


def test_the_static_pages_help_while_the_inbox_is_away(house: House, chromium: Browser) -> None:
    with a_phone(chromium, script=False) as context:
        page = context.new_page()
        for address in ("/formulir/pengaduan/", "/lacak/"):
            page.goto(f"{house.site}{address}")
            main = page.locator("main")
            expect(main.get_by_text("Halaman berikutnya tidak terbuka?")).to_be_visible()
            expect(main.get_by_role("link", name=re.compile("591892")).first).to_be_visible()
            expect(main.get_by_text("Jl. Letjend. Karjono No. 193").first).to_be_visible()


@pytest.mark.parametrize("address", SENSITIVE)
def test_ss1_the_exit_is_the_first_stop_after_the_skip_link(
    house: House, chromium: Browser, address: str
) -> None:
    with a_phone(chromium, script=False) as context:
        page = context.new_page()
        page.goto(f"{house.site}{address}")
        page.keyboard.press("Tab")
        expect(page.locator("a.skip")).to_be_focused()
        page.keyboard.press("Tab")
        leave = page.get_by_role("link", name="Keluar cepat")
        expect(leave).to_be_focused()
        assert leave.get_attribute("href") == "https://www.bmkg.go.id/"
        assert leave.get_attribute("rel") == "nofollow noreferrer"
        assert leave.get_attribute("target") is None


@pytest.mark.parametrize("how", ["click", "shift"])
def test_ss2_leaving_blanks_the_page_before_the_next_one_comes(
    house: House, chromium: Browser, how: str
) -> None:
    with a_phone(chromium, script=True) as context:
        page = context.new_page()
        # The weather page does not answer while we look: the screen must be empty all the same.
        waiting: list[Route] = []
        page.route("https://www.bmkg.go.id/**", lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright inspects it
        page.goto(f"{house.site}/layanan/7/")
        page.evaluate(
            "new MutationObserver(() => console.log(document.documentElement.hidden))"
            ".observe(document.documentElement, {attributes: true})"
        )
        with page.expect_console_message(lambda said: said.text == "true"):
            if how == "click":
                page.get_by_role("link", name="Keluar cepat").click(no_wait_after=True)
            else:
                for _ in range(3):
                    page.keyboard.press("Shift")
        for route in waiting:
            route.abort()


def test_ss2_back_after_leaving_skips_the_sensitive_page(house: House, chromium: Browser) -> None:
    with a_phone(chromium, script=True) as context:
        page = context.new_page()
        weather = {"body": "<title>Cuaca</title>", "content_type": "text/html"}
        page.route("https://www.bmkg.go.id/**", lambda route: route.fulfill(**weather))
        page.goto(f"{house.site}/")
        page.goto(f"{house.site}/layanan/7/")
        page.get_by_role("link", name="Keluar cepat").click()
        page.wait_for_url("https://www.bmkg.go.id/**")
        page.go_back()
        assert page.url == f"{house.site}/"


def test_the_keyboard_alone_reaches_and_sends_the_form(house: House, chromium: Browser) -> None:
    with a_phone(chromium, script=False) as context:
        page = context.new_page()
        page.goto(f"{house.site}/formulir/pengaduan/")
        for _ in range(80):
            page.keyboard.press("Tab")
            if _focused(page) == "Periksa jawaban saya":
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))
