"""W-4 and W-5 as people and officers see them: a robot's case taken up, a guesser's network."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.journeys_support import (
    House,
    Walk,
    a_phone,
    html_validate,
    read_and_send,
    sign_in,
)


def fill_in(page: Page, house: House) -> None:
    page.goto(f"{house.site}/formulir/pengaduan/")
    page.get_by_label("Nama lengkap").fill("Robot Rekaan")
    page.get_by_label("Alamat lengkap").fill("Jalan Rekaan 1 RT 02/RW 03")
    page.get_by_label("Kecamatan").select_option("Banjarnegara")
    page.get_by_label("Desa atau kelurahan").fill("Desa Rekaan")
    page.get_by_label("Tidak perlu. Saya baca jawaban").check()
    page.get_by_label("Petugas meminta uang").check()
    page.get_by_label("Layanan mana yang Anda adukan?").select_option("1")
    page.get_by_label("Ceritakan kejadiannya").fill("Iklan rekaan yang cukup panjang.")
    page.get_by_label("Kantor boleh memakai data saya").check()


def test_w4_what_a_robot_fills_in_is_set_aside_until_an_officer_takes_it_up(
    house: House, chromium: Browser
) -> None:
    with a_phone(chromium, script=True) as context:
        walk = Walk(context.new_page())
        walk.watch()
        page = walk.page
        fill_in(page, house)
        trap = page.locator("#kosongkan")
        expect(trap).to_be_hidden()
        expect(page.get_by_role("textbox", name="Kosongkan isian ini")).to_have_count(0)
        trap.evaluate("field => { field.value = 'https://asing.example' }")
        page.get_by_role("button", name="Periksa jawaban saya").click()
        read_and_send(page)
        number = page.locator("output#nomor").inner_text()
        sign_in(page, house, "petugas")
        expect(page.get_by_role("link", name=number)).to_have_count(0)
        page.get_by_role("link", name=re.compile(r"Tersaring \(\d+\)")).click()
        walk.look("petugas-tersaring", picture=False)
        page.get_by_role("link", name=number).click()
        expect(page.get_by_text("karena mungkin dikirim robot")).to_be_visible()
        walk.look("petugas-kasus-tersaring", picture=False)
        page.get_by_role("button", name="Bukan robot, tangani").click()
        expect(page.get_by_role("status")).to_have_text("Kasus ini sekarang ada di daftar biasa.")
        page.goto(f"{house.inbox}/petugas/")
        expect(page.get_by_role("link", name=number)).to_be_visible()
        assert walk.problems == []
        assert html_validate(walk.seen) == ""


def test_w5_a_network_that_guesses_codes_is_asked_to_wait(house: House, chromium: Browser) -> None:
    with a_phone(chromium, script=True) as context:
        walk = Walk(context.new_page())
        walk.watch()
        page = walk.page
        page.goto(f"{house.site}/lacak/")
        for turn in range(11):
            page.get_by_label("Kode tanda terima").fill(f"{turn:016d}")
            page.get_by_role("button", name="Buka jawaban").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tunggu sebentar")
        walk.look("tunggu", picture=False)
        assert walk.problems == []
        assert html_validate(walk.seen) == ""
