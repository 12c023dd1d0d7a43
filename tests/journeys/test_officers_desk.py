"""A day at the officers' desk, on a phone and without script: every story that mail cannot tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.journeys_support import (
    House,
    Walk,
    a_phone,
    html_validate,
    read_and_send,
    sign_in,
)

PHONE_STORY = "Ibu Rekaan menelepon: tiga hari loket tutup sebelum jam istirahat. (Cerita rekaan.)"
SAID_AT_ONCE = "Kami minta maaf. Mulai besok loket buka terus sampai sore."
SLIP_STORY = "Kertas tanpa nama: tolong sediakan kursi di ruang tunggu. (Cerita rekaan.)"
WEB_STORY = "Saya diminta membayar untuk tanda tangan. (Cerita rekaan.)"


@contextmanager
def a_walk(chromium: Browser, house: House, name: str, *, script: bool = False) -> Iterator[Walk]:
    """An officer signs in on a phone; at the end every page on the way was sound."""
    with a_phone(chromium, script=script) as context:
        walk = Walk(context.new_page(), script=script)
        walk.watch()
        sign_in(walk.page, house, name)
        yield walk
        assert walk.problems == []
        assert html_validate(walk.seen) == ""


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def open_deed(page: Page, title: str) -> None:
    """Unfold a form on the case's page, unless it stands open."""
    summary = page.locator("summary", has_text=re.compile(f"^{title}$"))
    if summary.locator("xpath=..").get_attribute("open") is None:
        summary.click()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def a_complaint(page: Page, house: House) -> tuple[str, str]:
    """Somebody complains on the web: the number and the code of the receipt."""
    page.goto(f"{house.site}/formulir/pengaduan/")
    page.get_by_label("Nama lengkap").fill("Sari Contoh")
    page.get_by_label("Alamat lengkap").fill("Jalan Rekaan 1 RT 02/RW 03")
    page.get_by_label("Kecamatan").select_option("Banjarnegara")
    page.get_by_label("Desa atau kelurahan").fill("Desa Rekaan")
    page.get_by_label("Tidak perlu. Saya baca jawaban").check()
    page.get_by_label("Petugas meminta uang").check()
    page.get_by_label("Layanan mana yang Anda adukan?").select_option("1")
    page.get_by_label("Ceritakan kejadiannya").fill(WEB_STORY)
    page.get_by_label("Kantor boleh memakai data saya").check()
    press(page, "Periksa jawaban saya")
    read_and_send(page)
    return the_slip(page)


def the_slip(page: Page) -> tuple[str, str]:
    number = page.locator("output#nomor").inner_text()
    code = page.locator("output#kode").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", number)
    assert re.fullmatch(r"\d{4}( \d{4}){3}", code)
    return number, code


def read_with_code(page: Page, house: House, code: str) -> None:
    page.goto(f"{house.site}/lacak/")
    page.get_by_label("Kode tanda terima").fill(code)
    press(page, "Buka jawaban")
    assert heading(page) == "Jawaban untuk Anda"


def register(walk: Walk) -> None:
    """Enter the open case into the register."""
    open_deed(walk.page, "Catat di buku pengaduan")
    walk.page.get_by_role("textbox", name="Ringkasan").fill("Loket tutup sebelum waktunya.")
    press(walk.page, "Catat di buku")
    expect(walk.page.get_by_role("status")).to_contain_text("buku pengaduan")


@pytest.mark.parametrize("script", [False, True], ids=["script_off", "script_on"])
def test_a_telephone_complaint_is_answered_on_the_spot(
    house: House, chromium: Browser, *, script: bool
) -> None:
    with a_walk(chromium, house, "petugas", script=script) as walk:
        page = walk.page
        page.goto(f"{house.inbox}/petugas/catat/")
        page.get_by_role("link", name="Pengaduan", exact=True).click()
        press_empty_and_read_the_mistakes(walk)
        page.get_by_label("Telepon", exact=True).first.check()
        page.get_by_label("Terlalu lama, atau tidak dilayani").check()
        page.get_by_label("Layanan mana").select_option("1")
        page.get_by_label("Ceritakan kejadiannya").fill(PHONE_STORY)
        page.get_by_label("Tidak perlu. Saya baca jawaban").check()
        page.get_by_role("radiogroup", name="Sudah dijawab di tempat?").get_by_label(
            "Sudah"
        ).check()
        page.get_by_label("Apa jawaban kantor?").fill(SAID_AT_ONCE)
        press(page, "Periksa")
        expect(page.get_by_text(PHONE_STORY)).to_be_visible()
        walk.look("petugas-periksa")
        press(page, "Simpan")
        number, code = the_slip(page)
        walk.look("petugas-slip")
        page.get_by_role("link", name="Buka kasus").click()
        assert heading(page) == number
        expect(page.get_by_text(SAID_AT_ONCE)).to_be_visible()
        expect(page.get_by_text(code)).to_have_count(0)
        register(walk)
        walk.look("petugas-kasus")
        page.goto(f"{house.inbox}/petugas/?cari={number}")
        expect(page.get_by_role("link", name=number)).to_be_visible()
        expect(page.locator("tr", has_text=number)).to_contain_text("Telepon")
        page.goto(f"{house.inbox}/petugas/")
        walk.look("petugas-daftar")
        page.goto(f"{house.inbox}/petugas/buku/")
        expect(page.get_by_text("Loket tutup sebelum waktunya.").first).to_be_visible()
        walk.look("petugas-buku")
        read_with_code(page, house, code)
        expect(page.get_by_text(SAID_AT_ONCE)).to_be_visible()
        expect(page.get_by_text(PHONE_STORY)).to_have_count(0)


def press_empty_and_read_the_mistakes(walk: Walk) -> None:
    press(walk.page, "Periksa")
    expect(walk.page.get_by_role("alert")).to_be_visible()
    assert walk.page.title().startswith("Perlu diperbaiki: ")
    walk.look("petugas-galat")


def test_a_slip_without_a_name_comes_out_of_the_suggestion_box(
    house: House, chromium: Browser
) -> None:
    with a_walk(chromium, house, "petugas") as walk:
        page = walk.page
        page.goto(f"{house.inbox}/petugas/catat/")
        page.get_by_role("link", name="Pengaduan", exact=True).click()
        page.get_by_label("Kotak saran").check()
        page.get_by_label("Masalah lain").check()
        page.get_by_label("Layanan mana").select_option("tidak-tahu")
        page.get_by_label("Ceritakan kejadiannya").fill(SLIP_STORY)
        page.get_by_label("Tidak perlu. Saya baca jawaban").check()
        press(page, "Periksa")
        press(page, "Simpan")
        number, code = the_slip(page)
        # Reloading sends the same form again: the same case, and no code.
        page.reload()
        expect(page.get_by_text(code)).to_have_count(0)
        expect(page.get_by_text(number).first).to_be_visible()
        walk.look("petugas-slip-lagi")
        page.goto(f"{house.inbox}/petugas/kasus/{number}")
        expect(page.get_by_text("Kotak saran").first).to_be_visible()
        open_deed(page, "Cetak tanda terima baru")
        page.get_by_label("Ya, kode lama tidak berlaku lagi.").check()
        press(page, "Buat kode baru")
        again, fresh = the_slip(page)
        assert again == number
        assert fresh != code
        read_with_code(page, house, fresh)
        page.goto(f"{house.site}/lacak/")
        page.get_by_label("Kode tanda terima").fill(code)
        press(page, "Buka jawaban")
        expect(page.get_by_text(number)).to_have_count(0)


def test_a_held_mail_is_put_where_it_belongs(house: House, chromium: Browser) -> None:
    with a_walk(chromium, house, "petugas") as walk:
        page = walk.page
        number, code = a_complaint(page, house)
        write_from_elsewhere(page, house, number, "Saya anaknya. Ibu saya sakit sejak itu.")
        page.goto(f"{house.inbox}/petugas/")
        page.get_by_role("link", name=re.compile(r"surat tertahan", re.IGNORECASE)).first.click()
        walk.look("petugas-tertahan")
        page.locator("main").get_by_role("link", name=re.compile(number)).last.click()
        expect(page.get_by_text("Saya anaknya.").first).to_be_visible()
        walk.look("petugas-surat-tertahan")
        with page.expect_download() as download:
            page.get_by_role("link", name="Unduh surat asli").click()
        assert b"anaknya@asing.example" in download.value.path().read_bytes()
        page.get_by_label("Nomor kasus").fill(number.lower().replace("-", ""))
        page.get_by_label("Pesan dari pengirim").check()
        page.get_by_label("Teks yang masuk").fill("Saya anaknya. Ibu saya sakit sejak itu.")
        press(page, "Masukkan ke kasus")
        expect(page.get_by_role("status")).to_be_visible()
        expect(page.locator("main").get_by_role("link", name=re.compile(number))).to_have_count(0)
        page.goto(f"{house.inbox}/petugas/kasus/{number}")
        expect(page.locator("ol").get_by_text("Saya anaknya.")).to_be_visible()
        expect(page.get_by_role("link", name="Surat asli")).to_be_visible()
        read_with_code(page, house, code)
        expect(page.get_by_text("Anda menulis pesan")).to_be_visible()


def write_from_elsewhere(page: Page, house: House, number: str, text: str) -> None:
    """Answer the office's letter about a case from an address that it does not know."""
    letter = page.get_by_role("link", name=re.compile(f"{number}.*petugas@contoh"))
    for _ in range(60):
        page.goto(f"{house.inbox}/surat/")
        if letter.count():
            break
        page.wait_for_timeout(250)
    letter.first.click()
    page.get_by_text("Ubah pengirim").click()
    page.get_by_label("Dari").fill("anaknya@asing.example")
    page.get_by_label("Jawaban Anda").fill(text)
    press(page, "Kirim balasan")
    expect(page.get_by_role("status")).to_contain_text("Kami menahannya")


def test_two_officers_on_one_case_do_not_write_over_each_other(
    house: House, chromium: Browser
) -> None:
    with (
        a_walk(chromium, house, "petugas") as mine,
        a_walk(chromium, house, "kepala") as theirs,
    ):
        number, code = a_complaint(mine.page, house)
        for walk in (mine, theirs):
            walk.page.goto(f"{house.inbox}/petugas/kasus/{number}")
        expect(theirs.page.get_by_text("Petugas Contoh membuka kasus ini")).to_be_visible()
        answer(mine.page, "Kami periksa hari ini.")
        open_deed(theirs.page, "Jawab pengirim")
        form = theirs.page.locator("#aksi-jawab")
        form.get_by_label("Jawaban kami").fill("Petugasnya sudah kami tegur.")
        form.get_by_role("button").click()
        expect(theirs.page.get_by_role("alert")).to_contain_text("Petugas Contoh")
        theirs.look("petugas-berubah")
        expect(theirs.page.locator("#aksi-jawab").get_by_label("Jawaban kami")).to_have_value(
            "Petugasnya sudah kami tegur."
        )
        theirs.page.locator("#aksi-jawab").get_by_role("button").click()
        press(theirs.page, "Kirim")
        expect(theirs.page.get_by_role("status")).to_be_visible()
        read_with_code(mine.page, house, code)
        for text in ("Kami periksa hari ini.", "Petugasnya sudah kami tegur."):
            expect(mine.page.get_by_text(text, exact=True)).to_have_count(1)


def answer(page: Page, text: str) -> None:
    open_deed(page, "Jawab pengirim")
    form = page.locator("#aksi-jawab")
    form.get_by_label("Jawaban kami").fill(text)
    form.get_by_role("button").click()
    expect(page.get_by_text(text)).to_be_visible()
    expect(page.get_by_text("halaman Lacak").first).to_be_visible()
    press(page, "Kirim")
    expect(page.get_by_role("status")).to_contain_text("tampil bagi pengirim")


def test_a_division_head_asks_for_a_confidential_name(house: House, chromium: Browser) -> None:
    with (
        a_walk(chromium, house, "petugas") as front,
        a_walk(chromium, house, "kepala") as head,
        a_walk(chromium, house, "kabid", script=True) as division,
    ):
        number, _ = a_complaint(front.page, house)
        place = f"{house.inbox}/petugas/kasus/{number}"
        division.page.goto(place)
        expect(division.page.get_by_text("Kasus ini tidak ada")).to_be_visible()
        division.problems.clear()  # The browser remarks on the 404.
        front.page.goto(place)
        register(front)
        head.page.goto(place)
        dispose(head)
        division.page.goto(f"{house.inbox}/petugas/")
        division.page.get_by_role("link", name=number).click()
        told = division.page.get_by_text(WEB_STORY.partition(" (")[0])
        expect(told).to_be_visible()
        expect(division.page.get_by_text("Sari Contoh")).to_have_count(0)
        division.look("petugas-nama-tertutup")
        open_deed(division.page, "Buka nama")
        division.page.get_by_label("Mengapa Anda perlu").fill("Mencocokkan buku tamu.")
        press(division.page, "Buka nama")
        expect(division.page.get_by_text("Sari Contoh").first).to_be_visible()
        division.look("petugas-nama-terbuka")
        head.page.goto(place)
        expect(head.page.get_by_text("Mencocokkan buku tamu.")).to_be_visible()
        head.page.goto(f"{house.inbox}/petugas/pembaca/")
        expect(head.page.get_by_text("Kabid Contoh").first).to_be_visible()
        head.look("petugas-pembaca")


def dispose(walk: Walk) -> None:
    open_deed(walk.page, "Disposisi")
    form = walk.page.locator("#aksi-disposisi")
    form.get_by_label("Ditangani bidang").check()
    form.get_by_label("Kabid Contoh").check()
    form.get_by_label("Instruksi").fill("Periksa siapa yang meminta uang.")
    press(walk.page, "Simpan disposisi")
    expect(walk.page.get_by_role("status")).to_contain_text("Disposisi")


def test_the_keyboard_alone_answers_a_case(house: House, chromium: Browser) -> None:
    with a_walk(chromium, house, "petugas") as walk:
        page = walk.page
        number, code = a_complaint(page, house)
        page.goto(f"{house.inbox}/petugas/?cari={number}")
        tab_to(page, number)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(number)
        tab_to(page, "Jawab pengirim")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Dijawab tanpa tetikus.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Periksa dulu")
        tab_to(page, "Kirim")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("tampil bagi pengirim")
        read_with_code(page, house, code)
        expect(page.get_by_text("Dijawab tanpa tetikus.")).to_be_visible()


def tab_to(page: Page, words: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    pytest.fail(f"no Tab reaches “{words}”")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_desk_is_sound_in_light_and_dark(
    house: House, chromium: Browser, scheme: Literal["light", "dark"]
) -> None:
    with a_phone(chromium, script=True, color_scheme=scheme) as context:
        walk = Walk(context.new_page())
        walk.watch()
        page = walk.page
        page.goto(f"{house.inbox}/petugas/masuk")
        walk.look("masuk", picture=False)
        number, _ = a_complaint(page, house)
        write_from_elsewhere(page, house, number, "Surat dari alamat lain.")
        sign_in(page, house, "kepala")
        page.goto(f"{house.inbox}/petugas/tertahan/")
        mail = page.locator("main a[href^='/petugas/tertahan/']").first.get_attribute("href")
        for place in ("", "tertahan/", "tertahan/?keadaan=selesai", "buku/", "pembaca/", "akun/"):
            page.goto(f"{house.inbox}/petugas/{place}")
            walk.look(place.replace("/", "") or "daftar", picture=False)
        for name, address in (("kasus", f"/petugas/kasus/{number}"), ("surat", f"{mail}")):
            page.goto(f"{house.inbox}{address}")
            page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
            walk.look(name, picture=False)
        page.goto(f"{house.inbox}/petugas/catat/pengaduan")
        walk.look("catat", picture=False)
        assert walk.problems == []
        assert html_validate(walk.seen) == ""
