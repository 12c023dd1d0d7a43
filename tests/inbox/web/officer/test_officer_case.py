"""The page of a case: what it shows to whom, and everything that officers do there."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.officers import Role
from loket_inbox.handling.sender.tracking import write_back
from tests.inbox.office import signed_in
from tests.inbox.web.officer.case_forms import NAME, STORY, Forms, House
from tests.support import (
    HandClock,
    answers_shown,
    mailbox_of,
)


def test_the_page_tells_the_story_where_the_case_stands_and_until_when(house: House) -> None:
    page = house.page()
    for words in (
        STORY,
        NAME,
        "Diterima",
        "<dt>Periksa dan catat</dt><dd>Sampai Kamis, 26 Maret 2026",
        "Belum dicatat di buku",
    ):
        assert words in page
    assert "Paling lambat Senin, 13 April 2026 (perkiraan)" in page
    assert "Senin, 16 Maret 2026, pukul 10.00 WIB, lewat Situs" in page


def test_a_case_that_is_not_there_looks_like_one_of_somebody_elses(house: House) -> None:
    for who, number in (("petugas", "AAAA-AAAA"), ("kabid", house.number), ("tim", house.number)):
        for response in (
            house.browser(who).get(f"/petugas/kasus/{number}"),
            house.browser(who).get(f"/petugas/kasus/{number}/surat/1"),
        ):
            assert response.status_code == 404
            assert "Kasus ini tidak ada, atau Anda tidak menanganinya." in response.text
            assert STORY not in response.text


def test_a_post_to_a_case_of_others_is_404_and_gives_the_words_back(house: House) -> None:
    fields = Forms(house.browser("kabid").get("/petugas/akun/").text).found["/petugas/keluar"]
    response = house.browser("kabid").post(
        f"{house.address}/catat",
        data=fields | {"teks": ["Catatan saya."], "halaman": ["nama-rekaan"]},
    )
    assert response.status_code == 404
    assert "Catatan saya." in response.text
    assert "nama-rekaan" not in response.text
    assert house.happened == ["received"]


def test_what_was_left_open_is_named_and_what_is_withheld_stands_in_its_place(
    house: House,
) -> None:
    page = house.page()
    left_open = [name for name, words in answers_shown(page).items() if words == "Tidak diisi"]
    assert left_open == [
        *("Kapan kejadiannya?", "Di mana kejadiannya?", "Apa yang Anda harapkan?", "Foto bukti"),
    ]
    house.register(bukti="Kuitansi.")
    house.dispose("kabid")
    page = house.page("kabid")
    assert f'<dt>Nama lengkap</dt><dd class="tulis">{WITHHELD}</dd>' in page
    assert "Tidak diisi: Siapa yang berbicara dengan pengadu?</p>" in page


def test_the_clocks_of_the_summary_do_not_speak_to_the_sender(house: House) -> None:
    page = house.page()
    assert "<dt>Janji kepada pengirim: pengaduan</dt>" in page
    assert "Kami jawab pengaduan Anda" not in page
    house.register()
    assert "<dt>Jawab pengirim</dt>" in house.page()


def test_officers_read_the_forms_name_and_not_its_button(house: House) -> None:
    assert '<p class="lead">Pengaduan</p>' in house.page()
    gone = replace(house.desk, catalogue=structs.replace(house.desk.catalogue, forms=()))
    assert '<p class="lead">Pengaduan</p>' in signed_in(gone).get(house.address).text


@pytest.mark.parametrize("aksi", ["jawab", "entah"])
def test_the_address_of_a_form_leads_back_to_its_case(house: House, aksi: str) -> None:
    response = house.browser("petugas").get(f"{house.address}/{aksi}")
    assert (response.status_code, response.headers["Location"]) == (303, house.address)
    assert house.browser("petugas").get(f"/petugas/kasus/AAAA-AAAA/{aksi}").status_code == 404


def test_whoever_looks_at_the_same_time_is_named(house: House, clock: HandClock) -> None:
    house.page("kepala")
    clock.pass_by(timedelta(minutes=2))
    assert "Kepala Contoh membuka kasus ini pukul 10.00 WIB" in house.page()
    clock.pass_by(timedelta(hours=1))
    assert "membuka kasus ini pukul" not in house.page()


def test_the_head_sees_who_has_read_the_case_and_others_do_not(house: House) -> None:
    house.page()
    assert "Siapa membuka kasus ini" in house.page("kepala")
    assert "Siapa membuka kasus ini" not in house.page()


def test_letters_say_how_they_fare_and_are_red_after_half_an_hour(
    house: House, clock: HandClock
) -> None:
    assert "Belum terkirim, menunggu giliran" in house.page()
    clock.pass_by(timedelta(minutes=31))
    assert '<small class="telat">Belum terkirim sejak Senin, 16 Maret 2026' in house.page()
    mailbox_of(house.desk)
    page = house.page()
    assert "<b>Kasus baru</b> kepada Petugas Contoh" in page
    assert "Terkirim Senin, 16 Maret 2026, pukul 10.31 WIB" in page
    assert "Belum terkirim" not in page


def test_each_kind_of_text_stands_in_its_own_frame(house: House) -> None:
    write_back(house.desk, house.receipt.code, "Ada kabar?", None)
    house.do("jawab", teks="Kami periksa.")
    house.do("catat", teks="Sudah ditelepon.")
    page = house.page()
    for tone, text in (("dari", "Ada kabar?"), ("ke", "Kami periksa."), ("berkas", "Sudah dite")):
        block = page.partition(text)[0].rpartition("<li")[2]
        assert f'class="peristiwa {tone}"' in block
    assert "Catatan untuk berkas. Pengirim tidak melihatnya." in block


def test_what_people_write_stays_text(house: House) -> None:
    evil = "<script>alert(1)</script>{{7*7}}\n</textarea>"
    house.do("catat", teks=evil)
    page = house.page()
    assert "<script" not in page
    assert html.escape(evil, quote=False).partition("{{")[0] in page
    assert "{{7*7}}" in page


def test_the_inspectorate_is_named_where_the_head_is_accused(house: House) -> None:
    with house.desk.store.writing() as work:
        work.people.add("dua@contoh.example", "Dua Contoh", Role.FRONT_DESK, "", work.now)
    house.press("diadukan", petugas=[str(house.officer("kepala").id)])
    house.do("sahkan-diadukan", "dua")
    assert "Kontaknya belum ada di sini" in house.page()
    office = structs.replace(house.desk.catalogue.office, inspectorate="Jalan Rekaan 9")
    known = replace(house.desk, catalogue=structs.replace(house.desk.catalogue, office=office))
    page = signed_in(known).get(house.address).text
    assert "Hubungi Inspektorat: Jalan Rekaan 9" in page
    assert house.browser("kepala").get(house.address).status_code == 404


def test_whoever_names_themselves_is_out_and_reads_so_on_the_list(house: House) -> None:
    response = house.press("diadukan", petugas=[str(house.officer("petugas").id)])
    assert response.status_code == 303
    assert response.headers["Location"] == "/petugas/?selesai=diadukan"
    page = house.browser("petugas").get(response.headers["Location"]).text
    assert '<p class="catat" role="status">Kasus itu tidak lagi tampil bagi Anda.</p>' in page
    assert house.number not in page
    assert house.browser("petugas").get(house.address).status_code == 404
    assert 'role="status"' not in house.browser("petugas").get("/petugas/?selesai=entah").text
