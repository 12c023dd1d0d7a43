"""Somebody who reads English complains; the office reads it in Indonesian."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.journeys_support import House, Walk, a_phone, html_validate

STORY = "I waited for three hours at the counter and nobody called me."
READING_MS = 2500
"""Who takes less than 2 s for a check page looks like a robot (W-4)."""


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_complaint_goes_all_the_way_in_english(
    house: House, chromium: Browser, *, script: bool
) -> None:
    with a_phone(chromium, script=script) as context:
        walk = Walk(context.new_page(), script=script)
        walk.watch()
        number = _complain(walk, house)
        _is_read_in_indonesian(walk.page, house, number)
        assert walk.problems == []
        assert html_validate(walk.seen) == ""


def _complain(walk: Walk, house: House) -> str:
    page = walk.page
    page.goto(f"{house.site}/formulir/pengaduan/")
    page.get_by_role("link", name="English").click()
    assert page.url == f"{house.site}/en/formulir/pengaduan/"
    walk.look("formulir-en", picture=False)
    page.get_by_label("Full name").fill("Sari Contoh")
    page.get_by_label("Staff asked for money").check()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose how we contact you.")
    expect(page.get_by_label("Full name")).to_have_value("Sari Contoh")
    expect(page.get_by_label("Staff asked for money")).to_be_checked()
    walk.look("galat-en", picture=False)
    _fill(page)
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    walk.look("periksa-en", picture=False)
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Tell us what happened")).to_have_value(STORY)
    page.get_by_role("button", name="Check my answers").click()
    page.wait_for_timeout(READING_MS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")
    walk.look("tanda-terima-en", picture=False)
    return page.locator("output#nomor").inner_text()


def _fill(page: Page) -> None:
    page.get_by_label("Full address").fill("Jalan Rekaan 1 RT 02/RW 03")
    page.get_by_label("District").select_option("Outside this regency")
    page.get_by_label("No need. I read the answer with my code").check()
    page.get_by_label("Which service do you complain about?").select_option("I do not know")
    # What complains of staff comes to officers as a number and a link.
    page.get_by_label("Too slow, or not served").check()
    page.get_by_role("radio", name="Another day").check()
    page.get_by_label("Day", exact=True).fill("9")
    page.get_by_label("Month").select_option("March")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Tell us what happened").fill(STORY)
    page.get_by_label("The office may use my data").check()


def _is_read_in_indonesian(page: Page, house: House, number: str) -> None:
    letter = page.get_by_role("link", name=re.compile(number)).first
    for _ in range(60):
        page.goto(f"{house.inbox}/surat/")
        if letter.count():
            break
        page.wait_for_timeout(250)
    letter.click()
    body = page.locator("main")
    for words in (
        "Terlalu lama, atau tidak dilayani",
        "Saya tidak tahu",
        "Senin, 9 Maret 2026",
        STORY,
    ):
        expect(body).to_contain_text(words)
    expect(body).not_to_contain_text("Too slow")
