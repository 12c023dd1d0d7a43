"""W-3 on slow and broken networks: one case or none, and the page that is left says which."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.journeys.filling import Filling
from tests.journeys.journeys_support import House
from tests.journeys.screens import ChromiumScreen
from tests.journeys.wire import Cut, Wire, a_wire
from tests.support import the_content

FORM = "pengaduan"
CHECK, SEND, CHANGE = "main .kirim button", "button[value=kirim]", "button[value=ubah]"


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with a_wire() as wire:
        yield wire


def cases(house: House) -> list[str]:
    """The numbers of all cases, in the order in which they came."""
    with closing(sqlite3.connect(house.data / "loket.sqlite")) as database:
        return [number for (number,) in database.execute("SELECT number FROM cases ORDER BY id")]


@contextmanager
def a_filled_form(
    chromium: Browser, house: House, wire: Wire, *, slow: bool = False, photo: bool = True
) -> Iterator[Page]:
    screen = ChromiumScreen(chromium, script=False, width=360, proxy={"server": wire.address})
    if slow:
        screen.slow_down()
    spec = the_content().form(FORM)
    assert spec is not None
    screen.goto(f"{house.site}/formulir/{FORM}/")
    skip = None if photo else next(each for each in spec.questions if each.id == "foto")
    picture = Path(__file__).parent / "pictures" / "beranda-1280.png"
    Filling(screen, spec, picture, skip=skip).by_finger()
    yield screen.page
    screen.context.close()


@contextmanager
def a_check_page(
    chromium: Browser, house: House, wire: Wire, *, slow: bool = False, photo: bool = True
) -> Iterator[Page]:
    """A person has read the check page, which takes longer than a robot has (W-4)."""
    with a_filled_form(chromium, house, wire, slow=slow, photo=photo) as page:
        press(page, CHECK)
        page.wait_for_selector("h1:text('Periksa jawaban Anda')")
        time.sleep(2.1)
        yield page


def press(page: Page, button: str) -> None:
    """Press, and wait for whatever comes, be it the browser's own page about a lost connection."""
    try:
        with page.expect_navigation(wait_until="commit"):
            page.click(button)
    except Error:
        page.wait_for_url("chrome-error://**", wait_until="commit")


def reload(page: Page) -> None:
    """Reload, once the browser has put its own page in the place of the one that was lost."""
    for _ in range(20):
        try:
            page.reload()
        except Error as error:
            if "Not attached" not in error.message:
                raise
            page.wait_for_timeout(100)
        else:
            return
    pytest.fail("the browser shows no page")


def slip(page: Page) -> tuple[str, str]:
    assert page.inner_text("h1") == "Tanda terima"
    return page.inner_text("output#nomor"), page.inner_text("output#kode")


def says_it_is_kept(page: Page) -> bool:
    """Half a page may have no body yet."""
    return "sudah kami simpan" in page.evaluate("document.body?.innerText ?? ''")


def test_w3_a_double_tap_and_a_reload_on_a_slow_network_make_one_case(
    house: House, chromium: Browser, wire: Wire
) -> None:
    before = cases(house)
    with a_check_page(chromium, house, wire, slow=True) as page:
        page.dblclick(SEND)
        page.wait_for_selector("output#nomor")
        number, code = slip(page)
        page.reload()
        assert slip(page) == (number, code)
        assert cases(house) == [*before, number]


def test_w3_two_tabs_with_the_same_check_page_make_one_case(
    house: House, chromium: Browser, wire: Wire
) -> None:
    before = cases(house)
    with a_check_page(chromium, house, wire) as page:
        slips = set()
        for _ in range(2):
            with page.context.expect_page() as tab:
                page.click(SEND, modifiers=["Control"])
            slips.add(slip(tab.value))
        press(page, SEND)
        slips.add(slip(page))
        ((number, _),) = slips
        assert cases(house) == [*before, number]


def test_back_after_sending_shows_no_page_of_ours_and_makes_no_case(
    house: House, chromium: Browser, wire: Wire
) -> None:
    before = cases(house)
    with a_check_page(chromium, house, wire) as page:
        press(page, SEND)
        number, _ = slip(page)
        with pytest.raises(Error, match="ERR_CACHE_MISS"):
            page.go_back()
        page.wait_for_url("chrome-error://**", wait_until="commit")
        assert cases(house) == [*before, number]


def test_a_check_page_lost_on_the_way_keeps_nothing_and_comes_on_the_next_try(
    house: House, chromium: Browser, wire: Wire
) -> None:
    before = cases(house)
    with a_filled_form(chromium, house, wire) as page:
        for cut in Cut:
            wire.cuts[f"/kirim/{FORM}"] = cut
            press(page, CHECK)
            assert not says_it_is_kept(page), cut
            reload(page)
            assert page.inner_text("h1") == "Periksa jawaban Anda", cut
            assert wire.cuts == {}
            press(page, CHANGE)
        assert cases(house) == before


def test_w3_a_receipt_lost_on_the_way_comes_on_the_next_try_for_one_case(
    house: House, chromium: Browser, wire: Wire
) -> None:
    # A photo goes with one case alone, and here each tab becomes one.
    with a_check_page(chromium, house, wire, photo=False) as first:
        tabs = [(first, Cut.IN_REQUEST)]
        for cut in (Cut.BEFORE_ANSWER, Cut.IN_ANSWER):
            with first.context.expect_page() as tab:
                first.click(CHANGE, modifiers=["Control"])
            press(tab.value, CHECK)
            tabs.append((tab.value, cut))
        time.sleep(2.1)
        for page, cut in tabs:
            before = cases(house)
            wire.cuts[f"/kirim/{FORM}/selesai"] = cut
            press(page, SEND)
            kept = cases(house)[len(before) :]
            assert len(kept) <= 1, cut
            assert kept or not says_it_is_kept(page), cut
            reload(page)
            number, _ = slip(page)
            assert wire.cuts == {}
            assert cases(house) == [*before, number], cut
