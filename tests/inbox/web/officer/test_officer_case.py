"""The page of a case: what it shows to whom, and everything that officers do there."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec import structs
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.domain.states import State
from loket_inbox.handling.casefile import WITHHELD
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import Receipt, TypedIn, type_in
from loket_inbox.handling.sender.tracking import track, write_back
from loket_inbox.mail_in.receiving import receive
from loket_site.forms.form import build_desk_form
from loket_site.model.form import RESERVED_IDS, SERVICE_IN_BOOK
from tests.inbox.office import signed_in, the_guard
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    answers_shown,
    judged,
    letters_out,
    mailbox_of,
    output,
    the_form,
)

NAME, STREET, STORY = A_COMPLAINT["nama"], A_COMPLAINT["alamat"], A_COMPLAINT["kronologi"]
PEOPLE = {"kabid": Role.DIVISION_HEAD, "kabid2": Role.DIVISION_HEAD, "tim": Role.TEAM_MEMBER}


class Forms(HTMLParser):
    """What each form of a page would post if its button were pressed at once."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self._fields: dict[str, list[str]] = {}
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._fields = self.found.setdefault(given["action"], {})
        elif tag == "textarea" and name:
            self._area = name
            self._fields[name] = [""]
        elif tag == "select":
            self._area, self._fields[name] = "", []
            self._select = name
        elif tag == "option" and ("selected" in given or not self._fields[self._select]):
            self._fields[self._select] = [given["value"]]
        elif tag == "input" and (
            given.get("type") not in {"radio", "checkbox"} or "checked" in given
        ):
            self._fields.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._fields[self._area][0] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


@dataclass
class House:
    """A desk with an officer of each kind and a case; its methods are what officers press."""

    desk: Desk
    app: Flask
    receipt: Receipt

    def __post_init__(self) -> None:
        self.browsers: dict[str, FlaskClient] = {}

    @property
    def number(self) -> str:
        return self.receipt.number

    @property
    def address(self) -> str:
        return f"/petugas/kasus/{self.number}"

    @property
    def case(self) -> Case:
        with self.desk.store.reading() as work:
            found = work.cases.by_number(self.number)
        assert found
        return found.case

    @property
    def happened(self) -> list[str]:
        return [each.event.name for each in self.case.history]

    def officer(self, who: str) -> Officer:
        with self.desk.store.reading() as work:
            found = work.people.by_email(f"{who}@contoh.example")
        assert found
        return found

    def browser(self, who: str) -> FlaskClient:
        if who not in self.browsers:
            self.browsers[who] = signed_in(self.desk, f"{who}@contoh.example", self.app)
        return self.browsers[who]

    def page(self, who: str = "petugas") -> str:
        response = self.browser(who).get(self.address)
        assert response.status_code == 200
        return response.text

    def press(self, aksi: str, who: str = "petugas", *, on: str = "", **typed: Any) -> TestResponse:
        """Fill in a form of the case's page (or of the page `on`) and press its button."""
        address = f"{self.address}/{aksi}"
        fields = Forms(on or self.page(who)).found[address]
        fields |= {
            name.replace("_", "-"): [value] if isinstance(value, str) else value
            for name, value in typed.items()
        }
        return self.browser(who).post(address, data=fields)

    def do(self, aksi: str, who: str = "petugas", **typed: Any) -> None:
        """Press a button that is taken, its check page included, and see what the page says."""
        response = self.press(aksi, who, **typed)
        if response.status_code == 200:
            response = self.press(aksi, who, on=response.text, aksi_langkah="kirim")
        assert response.status_code == 303, response.text
        assert response.headers["Location"] == f"{self.address}?selesai={aksi}"
        after = self.browser(who).get(response.headers["Location"])
        assert re.search(r'<p class="catat" role="status">\w', after.text)

    def register(self, **typed: Any) -> None:
        self.do("buku", ringkasan="Antre tiga jam.", **typed)

    def dispose(self, *who: str, kepada: str = "kabid") -> None:
        ids = [str(self.officer(each).id) for each in who]
        self.do("disposisi", "kepala", kepada=kepada, petugas=ids, instruksi="Periksa antrean.")

    def letters(self) -> list[tuple[str, str]]:
        return [(each.to.partition("@")[0], each.name) for each in letters_out(self.desk)]

    def said(self) -> list[str | None]:
        found = track(self.desk, self.receipt.code)
        assert found
        return [turn.text for turn in found.turns]


@pytest.fixture
def house(desk: Desk) -> House:
    with desk.store.writing() as work:
        for name, role in PEOPLE.items():
            work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
    return House(desk, create_inbox(desk), a_received_case(desk))


def opened(page: str) -> list[str]:
    """Which of the page's forms stand open."""
    return re.findall(r'id="aksi-([a-z-]+)" open', page)


def offered(page: str, number: str) -> set[str]:
    """What the page lets one do."""
    return set(re.findall(rf'action="/petugas/kasus/{number}/([a-z-]+)"', page))


# ------------------------------------------------------------------ what the page shows


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
    house.do("diadukan", petugas=[str(house.officer("kepala").id)])
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


# ------------------------------------------------------------------ what can be done


def test_each_role_is_offered_what_it_may_do_now(house: House) -> None:
    front = {"jawab", "tanya", "catat", "buku", "lengkap", "golongkan", "diadukan"}
    assert offered(house.page(), house.number) == front
    house.register()
    assert offered(house.page(), house.number) == front | {"tutup"}
    assert offered(house.page("kepala"), house.number) == front | {"tutup", "disposisi"}
    house.dispose("kabid")
    assert offered(house.page("kabid"), house.number) == {"jawab", "tanya", "catat", "nama"}
    house.dispose("kabid", "tim", kepada="tim")
    assert offered(house.page("tim"), house.number) == {"catat", "rumusan"}
    house.do("tutup", hasil="withdrawn")
    assert offered(house.page(), house.number) == {"catat", "buku", "diadukan", "buka-lagi"}


def test_the_likely_next_form_stands_open(house: House) -> None:
    assert opened(house.page()) == ["buku"]
    house.register()
    assert opened(house.page()) == ["jawab"]
    assert opened(house.page("kepala")) == ["disposisi"]
    house.dispose("kabid", "tim", kepada="tim")
    assert opened(house.page("kepala")) == ["jawab"]
    assert opened(house.page("tim")) == ["rumusan"]
    house.do("rumusan", "tim", teks="Antrean tanpa nomor.")
    assert opened(house.page("kepala")) == ["sahkan"]
    assert opened(house.page("tim")) == []


@pytest.mark.parametrize(
    ("aksi", "where"), [("jawab", "Jawaban kami"), ("tanya", "Pertanyaan kami")]
)
def test_what_the_sender_reads_is_shown_once_more_before(
    house: House, aksi: str, where: str
) -> None:
    text = "Datang besok.\n\nBawa <b>KTP</b>."
    check = house.press(aksi, teks=text)
    assert check.status_code == 200
    assert f'<div class="tulis">{html.escape(text)}</div>' in check.text
    assert where in check.text
    assert "Tampil bagi pengirim di halaman Lacak. Pengirim yang memilih email" in check.text
    assert house.happened == ["received"]
    back = house.press(aksi, on=check.text, aksi_langkah="ubah")
    assert Forms(back.text).found[f"{house.address}/{aksi}"]["teks"] == [text]
    assert opened(back.text) == [aksi]
    assert house.press(aksi, on=check.text, aksi_langkah="kirim").status_code == 303
    assert house.said() == [text]


def test_a_note_is_kept_and_the_sender_reads_none_of_it(house: House) -> None:
    house.do("catat", teks="Sudah ditelepon.\r\nTidak diangkat.")
    assert "Sudah ditelepon.\nTidak diangkat." in house.page("kepala")
    assert house.said() == []


def test_registering_gives_a_number_and_asks_the_head(house: House) -> None:
    form = Forms(house.page()).found[f"{house.address}/buku"]
    assert form["layanan"] == ["1"]  # As the sender has named it.
    house.register(keterangan="Tanpa kartu.", berkas_lengkap="ya", bukti="Kuitansi.")
    assert house.happened == ["received", "registered", "completed"]
    page = house.page()
    for words in ("Nomor agenda 1/2026", "Antre tiga jam.", "Tanpa kartu.", "Kuitansi."):
        assert words in page
    assert ("kepala", "for_disposition") in house.letters()


def test_no_question_for_officers_can_have_the_name_of_a_field_beside_it(house: House) -> None:
    spec = the_form(house.desk)
    bare = structs.replace(
        house.desk.catalogue, forms=(structs.replace(spec, officer_questions=()),)
    )
    page = signed_in(replace(house.desk, catalogue=bare)).get(house.address).text
    (names,) = [set(found) for action, found in Forms(page).found.items() if "buku" in action]
    assert {name for name in names if "-" not in name} <= {*RESERVED_IDS, SERVICE_IN_BOOK}
    assert SERVICE_IN_BOOK in names


def test_a_corrected_entry_begins_with_the_one_before(house: House) -> None:
    house.register(penerima="kepala", bukti="Kuitansi.", layanan="tidak-tahu")
    form = Forms(house.page()).found[f"{house.address}/buku"]
    assert form["ringkasan"] == ["Antre tiga jam."]
    assert form["layanan"] == ["tidak-tahu"]
    assert form["penerima"] == ["kepala"]
    assert form["bukti"] == ["Kuitansi."]
    house.do("buku", ringkasan="Antre dua jam.")
    assert house.happened[-1] == "entry-corrected"
    assert str(house.case.agenda) == "1/2026"
    assert "Antre dua jam." in house.page()


def test_complete_and_classified_start_their_clocks(house: House) -> None:
    house.register()
    house.do("golongkan", golongan="misconduct")
    house.do("lengkap")
    assert house.case.classification == "misconduct"
    assert house.case.completed_at
    page = house.page()
    assert "Paling lambat Kamis, 25 Juni 2026 (perkiraan)" in page
    assert "Berkadar pengawasan" in page


def test_a_disposition_to_a_division_writes_to_its_head(house: House) -> None:
    house.register()
    house.dispose("kabid")
    assert house.case.handlers == (house.officer("kabid").id,)
    assert ("kabid", "disposition") in house.letters()
    assert "Periksa antrean." in house.page("kabid")


def test_a_team_finds_and_the_head_returns_and_approves(house: House) -> None:
    house.register()
    house.dispose("kabid", "tim", kepada="tim")
    house.do("rumusan", "tim", teks="Antrean tanpa nomor.")
    house.do("kembalikan", "kepala", alasan="Lengkapi tanggalnya.")
    assert ("tim", "findings_returned") in house.letters()
    house.do("rumusan", "tim", teks="Antrean tanpa nomor pada 16 Maret.")
    assert ("kepala", "findings") in house.letters()
    form = Forms(house.page("kepala")).found[f"{house.address}/sahkan"]
    assert form["teks"] == ["Antrean tanpa nomor pada 16 Maret."]
    house.do("sahkan", "kepala", teks="Kami memperbaiki antrean.")
    assert house.happened[-2:] == ["approved", "response-delivered"]
    assert house.said() == ["Kami memperbaiki antrean."]


def test_a_confidential_name_opens_for_a_reason_that_the_head_reads(house: House) -> None:
    house.register()
    house.dispose("kabid")
    before = house.page("kabid")
    assert NAME not in before
    assert STREET not in before
    assert WITHHELD in before
    house.do("nama", "kabid", alasan="Saya perlu mendatangi rumahnya.")
    assert NAME in house.page("kabid")
    assert "Saya perlu mendatangi rumahnya." in house.page("kepala")
    assert "nama" not in offered(house.page("kabid"), house.number)


def test_an_open_name_needs_no_opening(desk: Desk, house: House) -> None:
    house.receipt = a_received_case(desk, {**A_COMPLAINT, "identitas": "terbuka"})
    house.register()
    house.dispose("kabid")
    page = house.page("kabid")
    assert NAME in page
    assert "nama" not in offered(page, house.number)


def test_the_mark_of_the_accused_changes_or_nothing_is_written(house: House) -> None:
    head = str(house.officer("kepala").id)
    page = house.page()
    for _ in range(2):  # A double press is no second mark, and no mistake.
        assert house.press("diadukan", on=page, petugas=[head]).status_code == 303
    same = house.press("diadukan")
    assert same.status_code == 422
    assert same.text.count("Belum ada yang berubah. Ubah pilihan Anda, lalu simpan.") == 2
    assert house.press("diadukan", petugas=[]).status_code == 303
    assert house.case.accused == ()
    assert house.happened == ["received", "accused-named", "accused-named"]


def test_what_was_answered_while_typing_in_stands_in_the_book_form(house: House) -> None:
    desk, by = house.desk, TypedIn(house.officer("petugas"), "letter")
    kind = build_desk_form(the_form(desk), desk.catalogue)
    form = kind(MultiDict({**A_COMPLAINT, "penerima": "kepala", "bukti": "Kuitansi."}))
    assert form.validate()
    slip = type_in(desk, the_form(desk), form.answers(), CheckToken.new(desk.store.clock()), by)
    assert slip.receipt
    house.receipt = slip.receipt
    fields = Forms(house.page()).found[f"{house.address}/buku"]
    assert (fields["penerima"], fields["bukti"]) == (["kepala"], ["Kuitansi."])


def test_a_case_ends_and_begins_again(house: House) -> None:
    house.register()
    house.do("jawab", teks="Sudah kami perbaiki.")
    house.do("tutup", hasil="answered", keterangan="Selesai lewat telepon.")
    assert house.case.state is State.CLOSED
    page = house.page()
    assert "Selesai dijawab" in page
    assert "Selesai lewat telepon." in page
    house.do("buka-lagi", alasan="Ternyata belum selesai.")
    case = house.case
    assert case.state is State.REOPENED


def test_a_lost_slip_is_printed_anew_for_a_typed_in_case_alone(house: House) -> None:
    assert "kode-baru" not in offered(house.page(), house.number)
    desk, by = house.desk, TypedIn(house.officer("petugas"), "letter")
    slip = type_in(desk, the_form(desk), judged(desk), CheckToken.new(desk.store.clock()), by)
    assert slip.receipt
    house.receipt = old = slip.receipt
    page = house.page()
    sentence = "Beri tanda bahwa kode lama tidak berlaku lagi."
    unsure = house.press("kode-baru", on=page)
    assert unsure.status_code == 422
    assert unsure.text.count(sentence) == 2
    assert track(desk, old.code)
    response = house.press("kode-baru", on=page, kode_mati="ya")
    assert response.status_code == 200
    assert output(response.text, "nomor") == house.number
    code = output(response.text, "kode")
    assert code != old.code
    assert track(desk, old.code) is None
    assert track(desk, code)
    again = house.press("kode-baru", on=page, kode_mati="ya")
    assert again.status_code == 303
    assert code not in house.browser("petugas").get(again.headers["Location"]).text
    assert track(desk, code)


# ------------------------------------------------------------------ what goes wrong


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
    assert house.happened == ["received", "registered"]


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
    assert house.happened == ["received", "noted", "response-delivered", "registered"]


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


# ------------------------------------------------------------------ mail


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
