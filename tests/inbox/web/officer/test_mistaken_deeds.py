"""A deed that cannot be done says why, and nothing that was written is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.mail_in.receiving import receive
from tests.inbox.office import the_guard
from tests.inbox.web.officer.case_forms import NAME, PEOPLE, Forms, House, offered, opened
from tests.support import (
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    letters_out,
)

MISTAKES: list[tuple[str, str, dict[str, Any], str]] = [
    ("petugas", "jawab", {"teks": " \n "}, "Tulis jawabannya."),
    ("petugas", "jawab", {"teks": "x" * 20_001}, "20001 huruf"),
    ("petugas", "tanya", {}, "Tulis pertanyaannya."),
    ("petugas", "catat", {}, "Tulis catatannya."),
    ("petugas", "catat", {"teks": "a\0b"}, "Tanda itu sudah kami buang."),
    ("petugas", "buku", {"ringkasan": ""}, "Tulis ringkasannya."),
    ("petugas", "buku", {"ringkasan": "x" * 1_001}, "1001 huruf"),
    ("petugas", "buku", {"layanan": "99"}, "Pilih dari daftar yang ada."),
    ("petugas", "buku", {"bukti": "x" * 201}, "Tulis buktinya lebih pendek"),
    ("petugas", "golongkan", {}, "Pilih golongannya."),
    ("petugas", "golongkan", {"golongan": "entah"}, "Pilih dari daftar yang ada."),
    ("petugas", "diadukan", {"petugas": ["99"]}, "Pilih dari daftar yang ada."),
    ("petugas", "diadukan", {}, "Pilih siapa yang diadukan."),
    ("petugas", "tutup", {}, "Pilih hasilnya."),
    ("kepala", "disposisi", {}, "Pilih bidang atau Tim."),
    ("kepala", "disposisi", {"kepada": "kabid"}, "Pilih siapa yang menangani."),
    ("kepala", "disposisi", {"kepada": "kabid", "petugas": ["5"]}, "Anggota Tim hanya untuk Tim."),
    ("kepala", "disposisi", {"petugas": ["1"]}, "Pilih dari daftar yang ada."),
    ("kepala", "disposisi", {"batas": "2026-03-15"}, "Batas waktu ini sudah lewat."),
    ("kepala", "disposisi", {"batas": "besok"}, "Tulis tanggal seperti"),
    ("kabid", "nama", {}, "Tulis alasannya."),
    ("kabid", "nama", {"alasan": "x" * 1_001}, "1001 huruf"),
]


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A registered case that a division handles; the mistakes below change nothing."""
    desk = a_desk(tmp_path_factory.mktemp("house") / "var", HandClock())
    with desk.store.writing() as work:
        for name, role in PEOPLE.items():
            work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
    house = House(desk, create_inbox(desk), a_received_case(desk))
    house.register()
    house.dispose("kabid")
    return house


@pytest.mark.parametrize(("who", "aksi", "typed", "sentence"), MISTAKES)
def test_a_mistake_keeps_the_text_and_says_what_to_do(
    worked_on: House, who: str, aksi: str, typed: dict[str, Any], sentence: str
) -> None:
    before = worked_on.happened
    response = worked_on.press(aksi, who, **typed)
    assert response.status_code == 422
    assert "Perlu diperbaiki: " in response.text
    assert 'role="alert"' in response.text
    assert response.text.count(sentence) == 2  # In the summary and at its field.
    assert opened(response.text) == [aksi]
    kept = Forms(response.text).found[f"{worked_on.address}/{aksi}"]
    for name in ("teks", "ringkasan", "alasan", "instruksi"):
        if typed.get(name, "").strip():
            assert kept[name] == [typed[name].replace("\0", "")]
    assert worked_on.happened == before


def test_text_that_is_not_utf_8_is_shown_for_mending(house: House) -> None:
    fields = Forms(house.page()).found[f"{house.address}/catat"]
    body = "&".join(f"{name}={value[0]}" for name, value in fields.items()).encode()
    response = house.browser("petugas").post(
        f"{house.address}/catat",
        data=body.replace(b"teks=", b"teks=caf%E9"),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 422
    assert "Sebagian huruf tidak terbaca" in response.text
    assert "café" in response.text


def test_a_refusal_says_why_and_keeps_what_was_chosen(house: House) -> None:
    house.register()
    refused = house.press("tutup", hasil="answered", keterangan="Sudah beres.")
    assert refused.status_code == 422
    assert "Kasus ini belum dijawab. Jawab dulu, atau pilih hasil lain." in refused.text
    kept = Forms(refused.text).found[f"{house.address}/tutup"]
    assert (kept["hasil"], kept["keterangan"]) == (["answered"], ["Sudah beres."])
    desk_people = [str(house.officer(each).id) for each in ("petugas", "kepala")]
    alone = house.press("diadukan", petugas=desk_people)
    assert alone.status_code == 422
    assert "tidak ada lagi yang membaca kasus ini" in alone.text
    assert house.happened == ["received", "registered", "story-released"]


@pytest.mark.parametrize("aksi", ["jawab", "catat"])
def test_a_page_that_is_behind_says_what_came_and_keeps_the_text(house: House, aksi: str) -> None:
    old = house.page()
    house.do("catat", "kepala", teks="Sela.")
    response = house.press(aksi, on=old, teks="Tulisan panjang saya.")
    assert response.status_code == 409
    alert = response.text.partition('role="alert"')[2].partition("</div>")[0]
    assert "Belum tersimpan" in alert
    assert "Baca dulu yang baru. Tulisan Anda masih ada di bawah." in alert
    assert f'<a href="#aksi-{aksi}">Ke tulisan Anda</a>' in alert
    assert "Catatan untuk berkas. Kepala Contoh, Senin, 16 Maret 2026, pukul 10.00 WIB." in alert
    assert house.happened == ["received", "noted"]
    assert opened(response.text) == [aksi]
    kept = Forms(response.text).found[f"{house.address}/{aksi}"]
    assert kept["teks"] == ["Tulisan panjang saya."]
    again = house.press(aksi, on=response.text)
    if aksi == "jawab":
        again = house.press(aksi, on=again.text, aksi_langkah="kirim")
    assert again.status_code == 303
    assert "Tulisan panjang saya." in house.page()


def test_a_checked_answer_that_is_late_comes_back_to_its_form(house: House) -> None:
    check = house.press("jawab", teks="Jawaban saya.")
    write_back(house.desk, house.receipt.code, "Ada kabar?", None)
    response = house.press("jawab", on=check.text, aksi_langkah="kirim")
    assert response.status_code == 409
    assert "Pesan dari pengirim. Pengirim, Senin" in response.text
    assert house.said() == [None]


def test_words_for_a_form_that_is_gone_are_given_back(house: House) -> None:
    house.register()
    old = house.page()
    house.do("tutup", "kepala", hasil="not-ours")
    response = house.press("jawab", on=old, teks="Jawaban yang terlambat.")
    assert response.status_code == 409
    assert "Tulisan Anda belum tersimpan" in response.text
    assert '<a href="#kasus-sisa">Ke tulisan Anda</a>' in response.text
    assert "Jawaban yang terlambat." in response.text
    assert "jawab" not in offered(response.text, house.number)


@pytest.mark.parametrize("version", ["", "x", "-5", "99999999999999999999", "7"])
def test_a_version_that_no_page_showed_counts_as_behind(house: House, version: str) -> None:
    assert house.press("catat", teks="Halo.", versi_kasus=version).status_code == 409
    assert house.happened == ["received"]


def test_a_double_press_is_done_once(house: House) -> None:
    page = house.page()
    for _ in range(2):
        assert house.press("catat", on=page, teks="Sekali saja.").status_code == 303
    check = house.press("jawab", teks="Sekali saja.").text
    for _ in range(2):
        assert house.press("jawab", on=check, aksi_langkah="kirim").status_code == 303
    page = house.page()
    for _ in range(2):
        assert house.press("buku", on=page, ringkasan="Antre.").status_code == 303
    before = ["received", "noted", "response-delivered"]
    assert house.happened == [*before, "registered", "story-released"]


def test_another_text_from_the_same_page_is_never_taken_for_a_double_press(house: House) -> None:
    page = house.page()
    assert house.press("catat", on=page, teks="Catatan satu.").status_code == 303
    # Back in the browser, and something else written or pressed there.
    for aksi, teks in (("catat", "Catatan dua."), ("tanya", "Catatan satu.")):
        response = house.press(aksi, on=page, teks=teks)
        assert response.status_code == 409
        assert teks in response.text
    assert house.happened == ["received", "noted"]


def test_what_an_officer_may_not_do_is_403_and_gives_the_words_back(worked_on: House) -> None:
    fields = Forms(worked_on.page("kabid")).found[f"{worked_on.address}/catat"]
    before = worked_on.happened
    for aksi in ("buku", "disposisi", "tutup", "kode-baru", "sahkan", "diadukan"):
        response = worked_on.browser("kabid").post(
            f"{worked_on.address}/{aksi}", data=fields | {"keterangan": ["Tulisan saya."]}
        )
        assert response.status_code == 403, aksi
        assert "Tulisan saya." in response.text
    assert worked_on.happened == before


def test_an_action_that_is_not_there_is_404(worked_on: House) -> None:
    fields = Forms(worked_on.page()).found[f"{worked_on.address}/catat"]
    response = worked_on.browser("petugas").post(f"{worked_on.address}/entah", data=fields)
    assert response.status_code == 404


def test_nothing_is_taken_without_the_pages_own_token(house: House) -> None:
    response = house.press("catat", teks="Halo.", penjaga="x")
    assert response.status_code == 403
    assert house.happened == ["received"]


def test_an_answer_that_came_by_mail_has_its_original(house: House) -> None:
    raw = a_reply(letters_out(house.desk)[0], "Kami periksa besok.")
    receive(house.desk, raw)
    page = house.page()
    (link,) = re.findall(r'href="([^"]+/surat/\d+)">Surat asli', page)
    response = house.browser("petugas").get(link)
    assert response.data == raw
    assert response.mimetype == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    row = link.rpartition("/")[2]
    wanted = f'attachment; filename="surat-{house.number}-{row}.eml"'
    assert response.headers["Content-Disposition"] == wanted
    assert "Surat asli · " in house.browser("kepala").get("/petugas/pembaca/").text


def test_an_original_that_quotes_a_confidential_name_stays_with_those_who_see_it(
    house: House,
) -> None:
    receive(house.desk, a_reply(letters_out(house.desk)[0], "Kami periksa besok."))
    house.register()
    house.dispose("kabid")
    (theirs,) = [each for each in letters_out(house.desk) if each.to.startswith("kabid@")]
    receive(house.desk, a_reply(theirs, "Kami sudah periksa.", message_id="<2@contoh.example>"))
    page = house.page("kabid")
    (link,) = re.findall(r'href="([^"]+/surat/\d+)">Surat asli', page)  # Their own alone.
    assert NAME.encode() not in house.browser("kabid").get(link).data
    other = link.replace("/surat/2", "/surat/1")
    assert other != link
    assert house.browser("kabid").get(other).status_code == 404
    house.do("nama", "kabid", alasan="Saya perlu mendatangi rumahnya.")
    assert NAME.encode() in house.browser("kabid").get(other).data


def test_w8_a_field_that_comes_twice_is_refused_and_kept(house: House) -> None:
    browser = house.browser("petugas")
    page = browser.get(house.address).text
    fields = {
        "penjaga": the_guard(page),
        "versi-kasus": "1",
        "halaman": "x",
        "teks": ["Catatan satu.", "Catatan dua."],
    }
    response = browser.post(f"{house.address}/catat", data=fields)
    assert response.status_code == 422
    assert "lebih dari satu kali" in response.text
    assert "Catatan satu." in response.text


def test_a_message_of_another_case_is_not_there(house: House) -> None:
    receive(house.desk, a_reply(letters_out(house.desk)[0], "Kami periksa besok."))
    other = a_received_case(house.desk).number
    for place in (f"/petugas/kasus/{other}/surat/1", f"{house.address}/surat/{10**30}"):
        assert house.browser("petugas").get(place).status_code == 404
