"""What comes out of a printer: the paper twin of each form, and a receipt on one page."""

from __future__ import annotations

import re
from urllib.parse import unquote

from playwright.sync_api import Browser, Page, expect

from tests.journeys.journeys_support import House, a_phone, read_and_send

A4_WIDTH = 688
"""The px between the margins of A4, 182 mm."""

MOST_PAGES = 4


def _pages(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def _papers(house: House) -> list[str]:
    forms = (house.data / "public" / "formulir").resolve()
    return [f"/formulir/{page.parent.name}/cetak/" for page in sorted(forms.glob("*/cetak"))]


def test_every_form_is_a_few_pages_of_black_on_white_and_nothing_is_cut(
    house: House, chromium: Browser
) -> None:
    papers = _papers(house)
    assert "/formulir/pengaduan/cetak/" in papers
    with a_phone(chromium, script=False, color_scheme="dark") as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
        for address in papers:
            page.goto(f"{house.site}{address}")
            assert 1 <= _pages(page) <= MOST_PAGES, address
            assert page.locator(".kertas").evaluate(
                "sheet => [getComputedStyle(sheet).color, getComputedStyle(document.body)"
                ".backgroundColor, document.documentElement.scrollWidth]"
            ) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)", A4_WIDTH], address
            expect(page.get_by_role("button")).to_have_count(0)


def test_ss_6_a_receipt_prints_on_one_page_and_lends_out_its_number_alone(
    house: House, chromium: Browser
) -> None:
    with a_phone(chromium, script=True) as context:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        number, code = _complain(page, house)
        share = page.get_by_role("link", name="Kirim nomor ke WhatsApp sendiri")
        words = unquote(share.get_attribute("href") or "")
        assert words.startswith("https://wa.me/?text=")
        assert number in words
        assert not re.search(r"\d{4} ?\d{4} ?\d{4}", words)
        assert share.get_attribute("rel") == "noopener noreferrer"
        with page.expect_download() as saving:
            page.get_by_role("link", name="Simpan nomor").click()
        assert saving.value.suggested_filename == "tanda-terima.txt"
        saved = saving.value.path().read_text(encoding="utf-8")
        assert f"Nomor: {number}" in saved
        assert f"{house.site}/lacak/" in saved
        assert code not in saved
        assert code.replace(" ", "") not in saved
        page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
        page.get_by_role("button", name="Cetak").click()
        expect(page.locator("body[data-printed=yes]")).to_have_count(1)
        assert _pages(page) == 1
        page.emulate_media(media="print")
        expect(page.locator("output#kode")).to_be_visible()
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(share).to_be_hidden()
        assert refused == []


def _complain(page: Page, house: House) -> tuple[str, str]:
    page.goto(f"{house.site}/formulir/pengaduan/")
    page.get_by_label("Nama lengkap").fill("Sari Contoh")
    page.get_by_label("Alamat lengkap").fill("Jalan Rekaan 1")
    page.get_by_label("Kecamatan").select_option("Banjarnegara")
    page.get_by_label("Desa atau kelurahan").fill("Desa Rekaan")
    page.get_by_label("Tidak perlu. Saya baca jawaban").check()
    page.get_by_label("Sikap petugas").check()
    page.get_by_label("Layanan mana yang Anda adukan?").select_option("1")
    page.get_by_label("Ceritakan kejadiannya").fill("Cerita rekaan yang cukup panjang.")
    page.get_by_label("Kantor boleh memakai data saya").check()
    page.get_by_role("button", name="Periksa jawaban saya").click()
    read_and_send(page)
    return page.locator("output#nomor").inner_text(), page.locator("output#kode").inner_text()
