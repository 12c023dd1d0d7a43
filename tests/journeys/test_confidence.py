"""A confidential complaint on its way to a division, and one about the head, on phones."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from loket_inbox.domain.mask import WITHHELD
from tests.journeys.journeys_support import House, read_and_send
from tests.journeys.test_officers_desk import (
    a_walk,
    dispose,
    open_deed,
    press,
    the_slip,
)

STORY = (
    "Nama saya Wulan Rekaan. Saya penjual tempe di dekat jembatan gantung. "
    "Tiga jam saya menunggu di loket dan tidak dipanggil. Hubungi saya di 0812-7777-0001."
)


def a_confidential_complaint(page: Page, house: House) -> str:
    page.goto(f"{house.site}/formulir/pengaduan/")
    page.get_by_label("Nama lengkap").fill("Wulan Rekaan")
    page.get_by_label("Alamat lengkap").fill("Jalan Kenanga 17")
    page.get_by_label("Kecamatan").select_option("Banjarnegara")
    page.get_by_label("Desa atau kelurahan").fill("Wanasepi")
    page.get_by_label("WhatsApp").check()
    page.get_by_label("Nomor telepon Anda").fill("0812 7777 0001")
    page.get_by_label("Terlalu lama, atau tidak dilayani").check()
    page.get_by_label("Layanan mana yang Anda adukan?").select_option("1")
    page.get_by_label("Ceritakan kejadiannya").fill(STORY)
    page.get_by_label("Kantor boleh memakai data saya").check()
    press(page, "Periksa jawaban saya")
    read_and_send(page)
    return the_slip(page)[0]


def test_n_3_the_front_desk_sees_what_the_division_will_read_and_masks_more(
    house: House, chromium: Browser
) -> None:
    with (
        a_walk(chromium, house, "petugas", script=True) as front,
        a_walk(chromium, house, "kepala") as head,
        a_walk(chromium, house, "kabid", script=True) as division,
    ):
        number = a_confidential_complaint(front.page, house)
        place = f"{house.inbox}/petugas/kasus/{number}"
        front.page.goto(place)
        open_deed(front.page, "Catat di buku pengaduan")
        form = front.page.locator("#aksi-buku")
        version = form.get_by_role("group", name="Versi untuk bidang dan Tim")
        expect(version).to_contain_text("jembatan gantung")
        expect(version).not_to_contain_text("Wulan")
        expect(version).not_to_contain_text("7777")
        expect(version.locator("mark").first).to_have_text(WITHHELD)
        form.get_by_role("textbox", name="Ringkasan").fill("Antre tiga jam.")
        form.get_by_label("Kata lain yang harus ditutup").fill("penjual cilok")
        front.look("petugas-versi")
        press(front.page, "Catat di buku")
        expect(front.page.get_by_role("alert")).to_contain_text("penjual cilok")
        form.get_by_label("Kata lain yang harus ditutup").fill("penjual tempe\njembatan gantung")
        press(front.page, "Catat di buku")
        expect(front.page.get_by_role("status")).to_contain_text("buku pengaduan")
        head.page.goto(place)
        dispose(head)
        division.page.goto(place)
        story = division.page.get_by_text("Tiga jam saya menunggu")
        expect(story).to_be_visible()
        for words in ("tempe", "jembatan", "Wulan", "7777"):
            expect(division.page.get_by_text(words)).to_have_count(0)
        division.look("petugas-versi-bidang")


def test_n_4_nobody_alone_keeps_the_head_out(house: House, chromium: Browser) -> None:
    with (
        a_walk(chromium, house, "petugas", script=True) as front,
        a_walk(chromium, house, "kepala") as head,
    ):
        number = a_confidential_complaint(front.page, house)
        place = f"{house.inbox}/petugas/kasus/{number}"
        front.page.goto(place)
        open_deed(front.page, "Tandai yang diadukan")
        front.page.get_by_label("Kepala Contoh").check()
        press(front.page, "Simpan")
        for walk in (front, head):
            walk.page.goto(place)
            expect(walk.page.get_by_text("isinya tertutup bagi Anda")).to_be_visible()
            expect(walk.page.get_by_text("Tiga jam")).to_have_count(0)
        front.look("petugas-usulan-menunggu")
