"""The officers' list of cases and the read log, as a browser shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from msgspec import structs

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.desk.book import Period, read_book
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, type_in
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import readings
from loket_site.model.office import Division
from tests.inbox.office import (
    FRONT_DESK,
    HEAD,
    a_browser,
    does,
    second_front_desk,
    signed_in,
    the_officer,
    visit,
)
from tests.support import HandClock, a_received_case, judged, rows, the_form

KABID = "kabid@contoh.example"


def with_divisions(desk: Desk) -> Desk:
    divisions = (Division(code="sosial", name="Bidang Sosial"), Division(code="anak", name="Anak"))
    office = structs.replace(desk.catalogue.office, divisions=divisions)
    return replace(desk, catalogue=structs.replace(desk.catalogue, office=office))


def registered(desk: Desk, number: str, division: str = "") -> str:
    entry = BookEntry(summary="Antre.")
    press = visit(desk, number, FRONT_DESK)
    does(casework.register, desk, press, entry, division, is_complete=False)
    return number


def a_kabid(desk: Desk, division: str = "") -> Officer:
    with desk.store.writing() as work:
        work.people.add(KABID, "Kabid Contoh", Role.DIVISION_HEAD, division, work.now)
    return the_officer(desk, KABID)


def listed(page: str) -> list[str]:
    """The cases of a list, in its order."""
    return re.findall(r'<th scope="row"><a href="/petugas/kasus/([^"]+)"', page)


@pytest.fixture
def cases(desk: Desk, clock: HandClock) -> dict[str, str]:
    """A case in each of four situations; on the day of looking the first is late."""
    desk = with_divisions(desk)
    found = {"baru": a_received_case(desk).number}
    found["tercatat"] = registered(desk, a_received_case(desk).number, "sosial")
    found["dijawab"] = registered(desk, a_received_case(desk).number, "anak")
    does(answering.answer, desk, visit(desk, found["dijawab"], FRONT_DESK), "Sudah kami perbaiki.")
    clock.pass_by(timedelta(days=2))
    by_phone = TypedIn(the_officer(desk, FRONT_DESK), "telephone")
    token = CheckToken.new(clock())
    found["telepon"] = type_in(desk, the_form(desk), judged(desk), token, by_phone).number
    clock.pass_by(timedelta(days=9))
    return found


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("", "baru telepon tercatat dijawab"),
        ("keadaan=perlu", "baru telepon tercatat"),
        ("keadaan=terlambat", "baru"),
        ("keadaan=tercatat", "tercatat"),
        ("keadaan=dijawab", "dijawab"),
        ("formulir=pengaduan", "baru telepon tercatat dijawab"),
        ("divisi=anak", "dijawab"),
        ("saluran=telepon", "telepon"),
        ("saluran=situs", "baru tercatat dijawab"),
        ("dari=2026-03-18", "telepon"),
        ("sampai=2026-03-17", "baru tercatat dijawab"),
        ("dari=2026-03-18&sampai=2026-03-18", "telepon"),
        ("dari=18-03-2026", "telepon"),
        ("cari=1/2026", "tercatat"),
        ("keadaan=perlu&saluran=situs&sampai=2026-03-17&divisi=sosial", "tercatat"),
        ("keadaan=dijawab&saluran=telepon", ""),
        ("keadaan=entah&formulir=entah&saluran=entah", "baru telepon tercatat dijawab"),
    ],
)
def test_each_filter_narrows_and_all_together_narrow_most(
    desk: Desk, cases: dict[str, str], asked: str, wanted: str
) -> None:
    page = signed_in(with_divisions(desk)).get(f"/petugas/?{asked}").text
    assert listed(page) == [cases[name] for name in wanted.split()]
    assert f"{len(wanted.split())} kasus" in page


def test_a_part_of_a_number_finds_its_case(desk: Desk, cases: dict[str, str]) -> None:
    page = signed_in(desk).get(f"/petugas/?cari={cases['telepon'].lower()}").text
    assert listed(page) == [cases["telepon"]]


def test_a_name_or_a_word_of_the_story_finds_nothing(desk: Desk, cases: dict[str, str]) -> None:
    client = signed_in(desk)
    for word in ("Sari", "loket", '"><script>'):
        page = client.get("/petugas/", query_string={"cari": word}).text
        assert not listed(page)
        assert "Tidak ada kasus yang cocok" in page
        assert "<script>" not in page
    assert "Nama dan cerita tersegel" in page
    assert cases


@pytest.mark.parametrize("day", ["besok", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_a_bad_date_is_told_and_breaks_nothing(desk: Desk, cases: dict[str, str], day: str) -> None:
    page = signed_in(desk).get(f"/petugas/?dari={day}&sampai={day}").text
    assert page.count("tulis tanggal seperti") == 4  # Two in the summary, two at the fields.
    assert len(listed(page)) == len(cases)


def test_each_bad_date_names_its_field(desk: Desk) -> None:
    page = signed_in(desk).get("/petugas/?dari=besok&sampai=lusa").text
    for label in ("Diterima dari", "Diterima sampai"):
        assert page.count(f"{label}: tulis tanggal seperti 16-03-2026, atau kosongkan.") == 2
    assert "<details open>" in page


def test_a_period_that_ends_before_it_begins_is_told_and_narrows_nothing(
    desk: Desk, cases: dict[str, str]
) -> None:
    page = signed_in(desk).get("/petugas/?dari=18-03-2026&sampai=2026-03-17").text
    sentence = "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu."
    assert page.count(sentence) == 2
    assert 'id="sampai-galat"' in page
    for kept in ("2026-03-18", "2026-03-17"):
        assert f'value="{kept}"' in page
    assert len(listed(page)) == len(cases)
    assert sentence not in signed_in(desk).get("/petugas/?dari=2026-03-17&sampai=2026-03-17").text


def test_the_quick_choice_of_everything_is_lit_where_nothing_is_narrowed(desk: Desk) -> None:
    client = signed_in(desk)
    everything = '<a href="/petugas/" aria-current="true">Semua</a>'
    assert everything in client.get("/petugas/").text
    for asked in ("keadaan=perlu", "saluran=situs", "cari=K", "dari=2026-03-18"):
        page = client.get(f"/petugas/?{asked}").text
        assert everything not in page
        assert page.count(">Perlu kami kerjakan</") == 2
    assert 'aria-current="true">Perlu kami kerjakan' in client.get("/petugas/?keadaan=perlu").text


def test_due_days_stand_in_words_and_late_ones_are_marked(desk: Desk, clock: HandClock) -> None:
    number = a_received_case(desk).number
    client = signed_in(desk)
    words = {0: "Sampai Kamis, 26 Maret 2026", 10: "Jatuh tempo hari ini", 13: "Terlambat 3 hari"}
    marks = {0: "<tr>", 10: '<tr class="kini">', 13: '<tr class="telat">'}
    for day, wanted in words.items():
        clock.now = clock.now.replace(day=16 + day)
        client = signed_in(desk)
        page = client.get("/petugas/").text
        assert f'<td class="tempo">{wanted}</td>' in page
        assert f'{marks[day]}<th scope="row"><a href="/petugas/kasus/{number}"' in page
    registered(desk, number)
    does(answering.answer, desk, visit(desk, number, FRONT_DESK), "Sudah.")
    assert '<td class="tempo"></td>' in client.get("/petugas/").text


def test_a_case_of_ours_without_a_day_says_so(desk: Desk) -> None:
    open_ended = structs.replace(the_form(desk), deadlines=(), misconduct_deadline="")
    desk = replace(desk, catalogue=structs.replace(desk.catalogue, forms=(open_ended,)))
    a_received_case(desk)
    assert '<td class="tempo">Tanpa tenggat</td>' in signed_in(desk).get("/petugas/").text


def test_a_line_says_what_stands_in_clear_and_nothing_else(
    desk: Desk, cases: dict[str, str]
) -> None:
    page = signed_in(with_divisions(desk)).get("/petugas/?keadaan=tercatat").text
    for words in ("Agenda 1/2026", "Pengaduan <small>", "Situs · Bidang Sosial", "16 Maret 2026"):
        assert words in page
    for sealed in ("Sari Contoh", "Saya menunggu tiga jam"):
        assert sealed not in page
    assert cases


def test_divisions_are_asked_for_only_where_there_are_some(desk: Desk) -> None:
    assert 'name="divisi"' not in signed_in(desk).get("/petugas/").text
    assert 'name="divisi"' in signed_in(with_divisions(desk)).get("/petugas/").text


def test_pages_hold_fifty_and_their_links_keep_the_filters(desk: Desk) -> None:
    for _ in range(51):
        a_received_case(desk)
    client = signed_in(desk)
    first = client.get("/petugas/?keadaan=perlu&saluran=situs").text
    assert "51 kasus · halaman 1 dari 2" in first
    assert len(listed(first)) == 50
    assert "Sebelumnya" not in first
    (onwards,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = client.get(onwards.replace("&amp;", "&")).text
    assert "halaman 2 dari 2" in second
    assert len(listed(second)) == 1
    assert 'href="/petugas/?keadaan=perlu&amp;saluran=situs"' in second
    assert not set(listed(first)) & set(listed(second))
    for odd in ("99999999999", "-1", "x", "²"):
        assert client.get("/petugas/", query_string={"halaman": odd}).status_code == 200


def test_a_division_head_sees_what_the_head_has_given_them(desk: Desk) -> None:
    kabid = a_kabid(desk)
    client = signed_in(desk, KABID)
    first, other = registered(desk, a_received_case(desk).number), a_received_case(desk).number
    page = client.get("/petugas/").text
    assert not listed(page)
    assert "Belum ada kasus untuk Anda" in page
    assert "/petugas/catat/" not in page
    order = visit(desk, first, HEAD)
    does(casework.dispose, desk, order, (kabid.id,), "Periksa.", None, is_team=False)
    assert listed(client.get("/petugas/").text) == [first]
    assert other not in client.get(f"/petugas/?cari={other}").text.partition("<section")[2]


def test_nobody_sees_a_case_that_complains_of_them(desk: Desk) -> None:
    number = a_received_case(desk).number
    head = the_officer(desk, HEAD)
    second = second_front_desk(desk)
    does(accusing.name_accused, desk, visit(desk, number, FRONT_DESK), (head.id,), "")
    does(accusing.confirm_accused, desk, visit(desk, number, second.email))
    assert listed(signed_in(desk).get("/petugas/").text) == [number]
    assert not listed(signed_in(desk, HEAD).get("/petugas/").text)


def test_an_empty_list_has_a_way_on(desk: Desk) -> None:
    page = signed_in(desk).get("/petugas/").text
    assert "Belum ada kasus" in page
    assert '<a class="btn" href="/petugas/catat/">Catat kasus baru</a>' in page


def test_held_mail_is_announced_to_those_who_deal_with_it(desk: Desk) -> None:
    a_kabid(desk)
    assert "surat tertahan menunggu" not in signed_in(desk).get("/petugas/").text
    receive(desk, b"From: warga@contoh.example\r\nSubject: Tanya\r\n\r\nKapan buka?\r\n")
    for email, told in ((FRONT_DESK, True), (HEAD, True), (KABID, False)):
        page = signed_in(desk, email).get("/petugas/").text
        assert ("1 surat tertahan menunggu" in page) is told


def test_filters_fold_and_unfold_themselves_when_set(desk: Desk) -> None:
    client = signed_in(desk)
    assert "<details><summary>Cari dan saring" in client.get("/petugas/").text
    assert "<details open><summary>Cari dan saring" in client.get("/petugas/?cari=K").text


def read(client: FlaskClient, page: int = 1) -> str:
    return client.get(f"/petugas/pembaca/?halaman={page}").text


def test_the_head_reads_who_has_opened_what(desk: Desk) -> None:
    number = a_received_case(desk).number
    client = signed_in(desk, HEAD)
    assert "Belum ada yang membuka kasus" in read(client)
    signed_in(desk).get(f"/petugas/kasus/{number}")
    page = read(client)
    assert "1 catatan" in page
    assert f'href="/petugas/kasus/{number}"' in page
    assert "Petugas Contoh" in page
    assert "Halaman kasus · Senin, 16 Maret 2026, pukul 10.00 WIB" in page


def test_the_read_log_has_pages_of_fifty(desk: Desk, clock: HandClock) -> None:
    number = a_received_case(desk).number
    for _ in range(51):
        open_dossier(desk, the_officer(desk, FRONT_DESK), number)
        clock.pass_by(timedelta(hours=1))
    client = signed_in(desk, HEAD)
    assert "51 catatan · halaman 1 dari 2" in read(client)
    assert read(client).count("Halaman kasus ·") == 50
    assert read(client, 2).count("Halaman kasus ·") == 1
    assert "halaman 2 dari 2" in read(client, 99999999)


def test_the_read_log_says_once_what_one_officer_opened_within_an_hour(
    desk: Desk, clock: HandClock
) -> None:
    number = a_received_case(desk).number
    a_received_case(desk)
    for minutes in (3, 20, 40):
        open_dossier(desk, the_officer(desk, FRONT_DESK), number)
        clock.pass_by(timedelta(minutes=minutes))
    open_dossier(desk, the_officer(desk, FRONT_DESK), number)
    open_dossier(desk, the_officer(desk, HEAD), number)
    for _ in range(2):
        read_book(desk, the_officer(desk, FRONT_DESK), Period(), 1)
        clock.pass_by(timedelta(seconds=1))
    assert rows(desk, readings) == 9
    day = "Senin, 16 Maret 2026"
    client = signed_in(desk, HEAD)
    told = re.findall(r"<b>([^<]*)</b>\s*<small>([^<]*)</small>", read(client))
    assert told[1:] == [
        ("Petugas Contoh", f"Buku pengaduan, 2 kasus, 2 kali · {day}, pukul 11.03 WIB"),
        ("Kepala Contoh", f"Halaman kasus · {day}, pukul 11.03 WIB"),
        ("Petugas Contoh", f"Halaman kasus · {day}, pukul 11.03 WIB"),
        ("Petugas Contoh", f"Halaman kasus, 3 kali · {day}, pukul 10.00 sampai 10.23 WIB"),
    ]
    assert "4 catatan" in read(client)
    page = client.get(f"/petugas/kasus/{number}").text
    assert f"Buku pengaduan, 2 kali · {day}, pukul 11.03 WIB" in page
    assert f"Halaman kasus, 3 kali · {day}, pukul 10.00 sampai 10.23 WIB" in page


def test_the_read_log_is_the_heads_alone(desk: Desk) -> None:
    a_kabid(desk)
    for email in (FRONT_DESK, KABID):
        response = signed_in(desk, email).get("/petugas/pembaca/")
        assert response.status_code == 403
        assert "Anda tidak berwenang" in response.text


@pytest.mark.parametrize("who", ["officer", "nobody"])
def test_an_address_that_is_not_there_speaks_to_officers(desk: Desk, who: str) -> None:
    client = signed_in(desk) if who == "officer" else a_browser(create_inbox(desk))
    for place in ("/petugas/entah", "/petugas/kasus/a/b/c"):
        response = client.get(place)
        assert response.status_code == 404
        for words in ("Halaman ini tidak ada", "Kembali ke meja petugas.", "Meja petugas"):
            assert words in response.text
        assert '<a class="btn" href="/petugas/">Buka meja petugas</a>' in response.text
        assert "beranda" not in response.text


def test_what_breaks_below_the_desk_speaks_to_officers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(desk)
    assert "Buka meja petugas" in client.post("/petugas/buku/").text

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("loket_inbox.web.officer.lists.list_cases", broken)
    response = client.get("/petugas/")
    assert response.status_code == 500
    assert "Belum ada yang tersimpan. Coba lagi nanti." in response.text
    assert "Tetap gagal? Beri tahu pengelola." in response.text
    assert "telepon kami" not in response.text
