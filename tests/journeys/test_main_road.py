"""From a text file to an answered complaint: one person, one officer, two origins, real mail."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.journeys_support import House, Walk, a_phone, html_validate, read_and_send

STORY = "Saya menunggu tiga jam di loket dan tidak dipanggil. (Cerita rekaan.)"
FIRST_ANSWER = "Terima kasih. Kami memeriksa antrean hari itu dan menegur petugasnya."
QUESTION = "Apakah saya harus mengambil nomor antrean lagi?"
SECOND_ANSWER = "Tidak perlu. Tunjukkan nomor ini kepada petugas di depan."


@pytest.mark.parametrize("script", [False, True], ids=["script_off", "script_on"])
def test_a_person_complains_and_an_officer_answers(
    house: House, chromium: Browser, *, script: bool
) -> None:
    with a_phone(chromium, script=script) as context:
        walk = Walk(context.new_page(), script=script)
        walk.watch()
        number, code = _complain(walk, house)
        _officer_answers(walk, house, number, STORY, FIRST_ANSWER)
        _read_and_write_back(walk, house, code)
        _officer_answers(walk, house, number, QUESTION, SECOND_ANSWER)
        _track(walk, house, code)
        expect(walk.page.get_by_text(SECOND_ANSWER)).to_be_visible()
        expect(walk.page.get_by_text(STORY)).to_have_count(0)
        assert walk.problems == []
        assert html_validate(walk.seen) == ""


def _complain(walk: Walk, house: House) -> tuple[str, str]:
    page = walk.page
    page.goto(f"{house.site}/")
    walk.look("beranda")
    page.get_by_role("link", name="Bantuan bagi korban kekerasan").click()
    _is_on_the_first_screen(page)
    assert page.title() == "Layanan 7 · Dinsos PPPA Banjarnegara"
    for heading in ("Langkah", "Syarat", "Yang Anda dapatkan", "Waktu dan biaya"):
        expect(page.get_by_role("heading", name=re.compile(heading)).first).to_be_visible()
    walk.look("layanan")
    page.get_by_role("link", name="Buat pengaduan").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Buat pengaduan")
    walk.look("formulir")
    _make_mistakes(walk)
    _fill(page)
    page.get_by_role("button", name="Periksa jawaban saya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa jawaban Anda")
    expect(page.get_by_text(STORY)).to_be_visible()
    walk.look("periksa")
    page.get_by_role("button", name="Ubah").click()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Sari Contoh")
    expect(page.get_by_label("Ceritakan kejadiannya")).to_have_value(STORY)
    expect(page.get_by_label("WhatsApp")).to_be_checked()
    page.get_by_role("button", name="Periksa jawaban saya").click()
    read_and_send(page)
    walk.look("tanda-terima")
    number, code = (
        page.locator("output#nomor").inner_text(),
        page.locator("output#kode").inner_text(),
    )
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", number)
    assert re.fullmatch(r"\d{4}( \d{4}){3}", code)
    expect(page.get_by_text(re.compile(r"Paling lambat \w+, \d+ \w+ 20\d\d"))).to_have_count(2)
    assert code.replace(" ", "") not in page.url
    return number, code


def _is_on_the_first_screen(page: Page) -> None:
    """On a risk page: title, one sentence, WhatsApp and telephone, 110 and 129, the exit."""
    screen = page.viewport_size
    assert screen is not None
    main = page.locator("main")
    for part in (
        page.get_by_role("heading", level=1),
        main.locator(".lead"),
        main.get_by_role("link", name=re.compile("WhatsApp")).first,
        main.get_by_role("link", name=re.compile("Telepon")).first,
        main.get_by_role("link", name=re.compile("110")).first,
        main.get_by_role("link", name=re.compile("129")).first,
        page.get_by_role("link", name="Keluar cepat"),
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= screen["height"]


def _make_mistakes(walk: Walk) -> None:
    """Send the form half empty: it comes back with a summary and everything that was typed."""
    page = walk.page
    page.get_by_label("Nama lengkap").fill("Sari Contoh")
    page.get_by_label("WhatsApp").check()
    page.get_by_label("Nomor telepon Anda").fill("0812")
    page.get_by_role("button", name="Periksa jawaban saya").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    assert page.title().startswith("Perlu diperbaiki: ")
    expect(page.get_by_label("Nama lengkap")).to_have_value("Sari Contoh")
    expect(page.get_by_label("WhatsApp")).to_be_checked()
    expect(page.get_by_label("Nomor telepon Anda")).to_have_value("0812")
    walk.look("galat")
    summary.get_by_role("link", name="Tulis apa yang terjadi.").click()
    expect(page.get_by_label("Ceritakan kejadiannya")).to_be_focused()


def _fill(page: Page) -> None:
    page.get_by_label("Alamat lengkap").fill("Jalan Rekaan 1 RT 02/RW 03")
    page.get_by_label("Kecamatan").select_option("Banjarnegara")
    page.get_by_label("Desa atau kelurahan").fill("Desa Rekaan")
    page.get_by_label("Nomor telepon Anda").fill("0812 0000 0000")
    page.get_by_label("Terlalu lama, atau tidak dilayani").check()
    page.get_by_label("Layanan mana yang Anda adukan?").select_option("1")
    page.get_by_label("Ceritakan kejadiannya").fill(STORY)
    page.get_by_label("Kantor boleh memakai data saya").check()


def _officer_answers(walk: Walk, house: House, number: str, expected: str, answer: str) -> None:
    """Find the newest letter about the case in the local mailbox, and reply to it there."""
    page = walk.page
    letter = page.get_by_role("link", name=re.compile(number)).first
    for _ in range(60):
        page.goto(f"{house.inbox}/surat/")
        if letter.count():
            letter_link = letter.get_attribute("href")
            page.goto(f"{house.inbox}{letter_link}")
            if page.get_by_text(expected).count():
                break
        page.wait_for_timeout(250)
    expect(page.get_by_text(expected)).to_be_visible()
    walk.look("surat")
    page.get_by_label("Jawaban Anda").fill(answer)
    page.get_by_role("button", name="Kirim balasan").click()
    expect(page.get_by_role("status")).to_have_text(
        "Surat ini menjadi jawaban untuk pengirim formulir."
    )


def _track(walk: Walk, house: House, code: str) -> None:
    page = walk.page
    page.goto(f"{house.site}/lacak/")
    walk.look("lacak")
    page.get_by_label("Kode tanda terima").fill(code)
    page.get_by_role("button", name="Buka jawaban").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban untuk Anda")


def _read_and_write_back(walk: Walk, house: House, code: str) -> None:
    page = walk.page
    _track(walk, house, code)
    expect(page.get_by_text(FIRST_ANSWER)).to_be_visible()
    walk.look("jawaban")
    page.get_by_label("Pesan Anda").fill(f"{QUESTION} {code}")
    page.get_by_role("button", name="Kirim pesan").click()
    expect(page.get_by_role("alert")).to_contain_text("Hapus kode")
    page.get_by_label("Pesan Anda").fill(QUESTION)
    page.get_by_role("button", name="Kirim pesan").click()
    expect(page.get_by_role("status")).to_have_text("Pesan Anda sudah kami simpan.")
