"""The complaint register (buku pengaduan): its columns, what it keeps back, and its file."""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from msgspec import structs
from sqlalchemy import text

from loket_inbox.cli import main
from loket_inbox.cli.spreadsheet import write_csv
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import OPERATOR, NotAllowedError, Role
from loket_inbox.domain.reading import Legible
from loket_inbox.domain.terms import Classification
from loket_inbox.domain.terms import Result as CaseResult
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.desk.book import (
    COLUMNS,
    PAGE_SIZE,
    BookRow,
    Period,
    read_book,
    whole_book,
)
from loket_inbox.handling.doors import Opening
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, submit, type_in
from loket_inbox.store.tables import readings
from tests.inbox.office import HEAD, does, signed_in, the_officer, visit
from tests.support import (
    A_COMPLAINT,
    CONTENT,
    HandClock,
    a_received_case,
    judged,
    rows,
    the_form,
)

BOOK = "/petugas/buku/"
OPEN = {**A_COMPLAINT, "identitas": "terbuka", "kontak": "wa", "hp": "0812 3456 7890"}
CONTACT = "0812-3456-7890 (+6281234567890)"
BY_MAIL = {"kontak": "email", "email": "=1+1@contoh.example"}
STREET = "Jalan Rekaan 1 RT 02/RW 03, Desa Rekaan, Banjarnegara"


def register(desk: Desk, number: str, **entry: Any) -> None:
    does(casework.register, desk, visit(desk, number), BookEntry(**entry), "", is_complete=False)


def the_rows(desk: Desk, period: Period | None = None) -> list[BookRow]:
    with whole_book(desk, period or Period()) as (count, found):
        listed = list(found)
    assert count == len(listed)
    return listed


def the_row(desk: Desk) -> BookRow:
    (found,) = the_rows(desk)
    return found


def test_the_columns_are_those_of_the_offices_book() -> None:
    assert (
        *("nomor agenda", "nomor kasus", "diterima", "saluran", "nama", "alamat", "kontak"),
        *("ringkasan", "layanan", "bidang", "golongan", "disposisi", "tindak lanjut"),
        *("jawaban", "tanggal jawaban", "hasil", "tenggat", "keterangan"),
    ) == COLUMNS


def test_a_whole_story_is_one_row(desk: Desk, clock: HandClock) -> None:
    with desk.store.writing() as work:
        for name, role in (("Bu Kabid", Role.DIVISION_HEAD), ("Pak Tim", Role.TEAM_MEMBER)):
            address = f"{name[-3:].strip().lower()}@contoh.example"
            work.people.add(address, name, role, "", work.now)
        *_, kabid, member = work.people.all()
    number = a_received_case(desk, OPEN).number
    register(desk, number, summary="Antre tiga jam.", service="1", remarks="Map merah.")
    does(casework.classify, desk, visit(desk, number), Classification.MISCONDUCT)
    clock.pass_by(timedelta(days=1))
    order = "Periksa antrean."
    team, due = (kabid.id, member.id), date(2026, 3, 27)
    does(casework.dispose, desk, visit(desk, number, HEAD), team, order, due, is_team=True)
    does(casework.note, desk, visit(desk, number), "Catatan yang tidak ikut tampil.")
    does(casework.note, desk, visit(desk, number), "Satu lagi.")
    does(casework.ask_sender, desk, visit(desk, number), "Hari apa?")
    does(answering.answer, desk, visit(desk, number), "Jawaban pertama.")
    clock.pass_by(timedelta(days=1))
    does(answering.answer, desk, visit(desk, number), "Kami minta maaf.")
    does(casework.close, desk, visit(desk, number), CaseResult.ANSWERED, "")
    assert the_row(desk) == BookRow(
        agenda="1/2026",
        number=number,
        received=date(2026, 3, 16),
        channel="Situs",
        name="Sari Contoh",
        address=STREET,
        contact=CONTACT,
        summary=Legible("Antre tiga jam."),
        service="Pengaktifan kembali KIS PBI-JK",
        division="",
        classification="Berkadar pengawasan",
        disposition="Tim: Bu Kabid, Pak Tim (17-03-2026), paling lambat 27-03-2026",
        follow_up="bertanya kepada pengirim (17-03-2026); 2 catatan",
        answer=Legible("Kami minta maaf."),
        answered=date(2026, 3, 18),
        result="Selesai dijawab",
        due=date(2026, 6, 25),
        remarks=Legible("Map merah."),
    )


def test_before_registration_the_book_says_so(desk: Desk) -> None:
    a_received_case(desk)
    row = the_row(desk)
    assert (row.agenda, row.summary, row.service, row.result) == ("", "belum dicatat", "", "")
    assert row.due == date(2026, 4, 13)


@pytest.mark.parametrize("identity", ["rahasia", ""])
def test_a_confidential_name_stands_in_no_row(desk: Desk, identity: str) -> None:
    answers = judged(desk, {**OPEN, "identitas": "rahasia"})
    if not identity:
        answers = tuple(each for each in answers if each.question != "identitas")
    submit(desk, the_form(desk), answers, CheckToken.new(desk.store.clock()))
    row = the_row(desk)
    assert {row.name, row.address, row.contact} == {"dirahasiakan"}
    assert "Sari" not in str(row.cells)
    assert "Rekaan" not in str(row.cells)


def test_a_slip_without_a_name_says_that_there_is_none(desk: Desk) -> None:
    answers = tuple(each for each in judged(desk) if not each.personal)
    typed = TypedIn(the_officer(desk), "suggestion-box")
    token = CheckToken.new(desk.store.clock())
    type_in(desk, the_form(desk), answers, token, typed)
    row = the_row(desk)
    assert (row.name, row.address, row.contact) == ("tanpa nama", "", "")
    assert row.channel == "Kotak saran"


def test_an_old_form_is_read_by_the_ids_of_its_personal_questions(desk: Desk) -> None:
    a_received_case(desk, OPEN)
    row = the_row(replace(desk, catalogue=structs.replace(desk.catalogue, forms=())))
    assert (row.name, row.address, row.contact) == ("Sari Contoh", STREET, CONTACT)


def test_the_book_is_in_the_order_of_its_numbers(desk: Desk, clock: HandClock) -> None:
    numbers = []
    for _ in range(3):
        numbers.append(a_received_case(desk).number)
        clock.pass_by(timedelta(hours=1))
    register(desk, numbers[2])
    register(desk, numbers[0])
    listed = the_rows(desk)
    assert [row.number for row in listed] == [numbers[2], numbers[0], numbers[1]]
    assert [row.agenda for row in listed] == ["1/2026", "2/2026", ""]


def test_a_period_takes_both_its_ends(desk: Desk, clock: HandClock) -> None:
    clock.now = clock.now.replace(hour=16, minute=59)
    last_minute = a_received_case(desk).number
    clock.pass_by(timedelta(minutes=1))
    first_minute = a_received_case(desk).number
    days = [date(2026, 3, 16), date(2026, 3, 17)]
    found = [[row.number for row in the_rows(desk, Period(day, day))] for day in days]
    assert found == [[last_minute], [first_minute]]


# The page.


@pytest.fixture
def officer(desk: Desk) -> FlaskClient:
    return signed_in(desk)


def test_the_page_shows_this_month_and_writes_the_read_log(
    desk: Desk, officer: FlaskClient, clock: HandClock
) -> None:
    old = a_received_case(desk).number
    clock.now = clock.now.replace(month=4, day=1)
    officer = signed_in(desk)
    registered, waiting = a_received_case(desk).number, a_received_case(desk).number
    register(desk, registered, summary="Antre {{7*7}} <b>lama</b>")
    page = officer.get(BOOK).text
    assert old not in page
    assert page.index(registered) < page.index("Belum dicatat di buku") < page.index(waiting)
    assert "Antre {{7*7}} &lt;b&gt;lama&lt;/b&gt;" in page
    assert "Diterima 1 April 2026 sampai 30 April 2026" in page
    with desk.store.reading() as work:
        (look,) = work.readings.newest(OPERATOR, 9, 0)
        (kept,) = work.readings.of_case(2, 9)
    assert (look.number, look.what, look.cases, look.times) == ("", Opening.BOOK.code, 2, 1)
    assert (kept.number, kept.what, kept.times) == (registered, Opening.BOOK.code, 1)
    assert rows(desk, readings) == 2


def test_another_period_can_be_asked_for(desk: Desk, officer: FlaskClient) -> None:
    number = a_received_case(desk).number
    assert number in officer.get(f"{BOOK}?dari=2026-03-16&sampai=16-03-2026").text
    page = officer.get(f"{BOOK}?dari=2026-03-17&sampai=2026-03-17").text
    assert number not in page
    assert "Tidak ada kasus yang masuk pada tanggal-tanggal ini." in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("dari=kemarin", "dari"),
        ("sampai=2026-02-30", "sampai"),
        ("dari=0001-01-01", "dari"),
        ("sampai=9999-12-31", "sampai"),
        ("dari=2026-03-16&sampai=2026-03-15", "sampai"),
    ],
)
def test_a_period_that_is_none_is_a_sentence(
    desk: Desk, officer: FlaskClient, query: str, field: str
) -> None:
    a_received_case(desk)
    response = officer.get(f"{BOOK}?{query}")
    assert response.status_code == 422
    assert f'href="#{field}"' in response.text
    assert rows(desk, readings) == 0


def test_a_long_book_has_pages(
    desk: Desk, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PAGE_SIZE == 200
    monkeypatch.setattr("loket_inbox.handling.desk.book.PAGE_SIZE", 2)
    numbers = [a_received_case(desk).number for _ in range(3)]
    first = officer.get(BOOK).text
    assert "Baris 1 sampai 2 dari 3." in first
    assert "/petugas/buku/?dari=2026-03-01&amp;sampai=2026-03-31&amp;halaman=2" in first
    assert [number in first for number in numbers] == [True, True, False]
    for page in ("2", "77"):
        assert numbers[2] in officer.get(f"{BOOK}?halaman={page}").text


def test_w12_a_case_that_complains_of_the_reader_is_not_in_the_book(
    desk: Desk, officer: FlaskClient
) -> None:
    number = a_received_case(desk).number
    does(accusing.name_accused, desk, visit(desk, number, HEAD), (the_officer(desk).id,), "")
    assert number not in officer.get(BOOK).text
    assert rows(desk, readings) == 0
    assert number in signed_in(desk, HEAD).get(BOOK).text


@pytest.mark.parametrize("role", [Role.DIVISION_HEAD, Role.TEAM_MEMBER])
def test_w12_the_book_is_for_the_front_desk_and_the_head(desk: Desk, role: Role) -> None:
    with desk.store.writing() as work:
        work.people.add("lain@contoh.example", "Orang Lain", role, "", work.now)
    assert signed_in(desk, "lain@contoh.example").get(BOOK).status_code == 403
    with pytest.raises(NotAllowedError):
        read_book(desk, the_officer(desk, "lain@contoh.example"), Period(), 1)


# The file.

Export = Callable[..., Result]


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """`loket export` in a folder of its own, in this process."""
    monkeypatch.chdir(tmp_path)
    own = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_CONTENT": str(CONTENT)}

    def export(*words: str, **env: str) -> Result:
        result = CliRunner().invoke(main, ("export", *words), env=own | env)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return export


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_the_file_has_a_line_for_each_case(desk: Desk, export: Export, tmp_path: Path) -> None:
    number = a_received_case(desk, OPEN).number
    register(desk, number, summary="Antre, tiga jam.\nLalu pulang.", service="1")
    result = export("buku.csv")
    assert (result.exit_code, result.output) == (0, "1 kasus tertulis di buku.csv.\n")
    raw = (tmp_path / "buku.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfnomor agenda,nomor kasus,diterima,")
    assert raw.endswith(b",,2026-04-13,\r\n")
    assert b'"Antre, tiga jam.\nLalu pulang."' in raw
    header, row = cells(tmp_path / "buku.csv")
    assert header == list(COLUMNS)
    told = dict(zip(header, row, strict=True))
    assert told["diterima"] == "2026-03-16"
    assert told["nama"] == "Sari Contoh"
    assert told["jawaban"] == told["tanggal jawaban"] == ""


def test_the_file_keeps_confidential_names_back(desk: Desk, export: Export, tmp_path: Path) -> None:
    a_received_case(desk)
    export("buku.csv")
    written = (tmp_path / "buku.csv").read_text(encoding="utf-8-sig")
    assert "dirahasiakan" in written
    assert "Sari" not in written


def test_the_file_is_for_its_owner_alone_and_nothing_else_is_left(
    desk: Desk, export: Export, tmp_path: Path
) -> None:
    a_received_case(desk)
    export("buku.csv")
    assert stat.S_IMODE((tmp_path / "buku.csv").stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"var", "buku.csv"}


def test_a_span_of_days_can_be_asked_for(
    desk: Desk, export: Export, tmp_path: Path, clock: HandClock
) -> None:
    a_received_case(desk)
    clock.pass_by(timedelta(days=1))
    later = a_received_case(desk).number
    assert export("buku.csv", "--from", "2026-03-17", "--to", "2026-03-17").exit_code == 0
    assert [row[1] for row in cells(tmp_path / "buku.csv")[1:]] == [later]


def test_a_file_that_is_there_is_only_replaced_by_force(
    desk: Desk, export: Export, tmp_path: Path
) -> None:
    a_received_case(desk)
    (tmp_path / "buku.csv").write_text("lama", encoding="utf-8")
    refused = export("buku.csv")
    assert refused.exit_code == 1
    assert "buku.csv sudah ada. Pilih nama lain, atau pakai --force." in refused.output
    assert (tmp_path / "buku.csv").read_text(encoding="utf-8") == "lama"
    assert export("buku.csv", "--force").exit_code == 0
    assert len(cells(tmp_path / "buku.csv")) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("buku.csv", "--from", "kemarin"), "Tulis tanggal seperti 2026-03-16"),
        (("buku.csv", "--to", "2026-02-30"), "Tulis tanggal seperti 2026-03-16"),
        (("buku.csv", "--from", "2026-03-02", "--to", "2026-03-01"), "mendahului"),
        (("tidak/ada/buku.csv",), "Folder tidak/ada tidak ada. Buat dulu folder itu."),
        (("var",), "var adalah folder."),
        (("b" * 300,), "tidak bisa ditulis"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    desk: Desk, export: Export, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    a_received_case(desk)
    result = export(*words)
    assert result.exit_code == 1
    assert sentence in result.output
    assert {path.name for path in tmp_path.iterdir()} == {"var"}


def test_a_case_that_does_not_open_leaves_the_old_file_as_it_was(
    desk: Desk, export: Export, tmp_path: Path
) -> None:
    a_received_case(desk)
    (tmp_path / "buku.csv").write_text("lama", encoding="utf-8")
    with desk.store.engine.begin() as connection:
        connection.execute(text("UPDATE events SET sealed = x'00'"))
    result = export("buku.csv", "--force")
    assert result.exit_code == 1
    assert "tidak bisa dibuka" in result.output
    assert (tmp_path / "buku.csv").read_text(encoding="utf-8") == "lama"
    assert {path.name for path in tmp_path.iterdir()} == {"var", "buku.csv"}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+62 812", "'+62 812"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "'\n'=1"),
        ("  =1+1", "'  =1+1"),
        ("\n=1", "'\n'=1"),
        ("Sari;=1+1;", "Sari;'=1+1;"),
        ("satu, +2", "satu, '+2"),
        ("baris\n=cmd|' /C calc'!A0", "baris\n'=cmd|' /C calc'!A0"),
        ("\u200b=1", "'=1"),
        ("\u00ad=1", "'=1"),
        ("\x00=1", "'=1"),
        ("\ufeff=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("＝1+1", "'＝1+1"),
        ("\tkata", "' kata"),
        ("a\tb\x07c\x9fd", "a bcd"),
        ("dua\r\nbaris\rtiga", "dua\nbaris\ntiga"),
        ("2-1=1", "2-1=1"),
        ('kata "kutip", koma', 'kata "kutip", koma'),
        ("{{7*7}}", "{{7*7}}"),
        ("", ""),
        (None, ""),
        (date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_w10_no_cell_is_a_formula(tmp_path: Path, cell: str | date | None, written: str) -> None:
    write_csv(tmp_path / "a.csv", ("kolom",), [[cell, "."]], replace=False)
    assert cells(tmp_path / "a.csv") == [["kolom"], [written, "."]]


def test_w10_what_people_type_becomes_no_formula_in_the_file(
    desk: Desk, export: Export, tmp_path: Path
) -> None:
    hostile = '=HYPERLINK("https://asing.example","klik")'
    number = a_received_case(desk, {**OPEN, "nama": "@Sari", **BY_MAIL}).number
    register(desk, number, summary=hostile, remarks="-1")
    does(answering.answer, desk, visit(desk, number), "  =1+1")
    export("buku.csv")
    (_, row) = cells(tmp_path / "buku.csv")
    told = dict(zip(COLUMNS, row, strict=True))
    assert told["ringkasan"] == f"'{hostile}"
    assert (told["nama"], told["kontak"]) == ("'@Sari", "'=1+1@contoh.example")
    assert (told["jawaban"], told["keterangan"]) == ("'  =1+1", "'-1")


def test_on_a_terminal_the_work_shows_how_far_it_is(
    desk: Desk, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_received_case(desk)
    assert "Buku pengaduan" not in export("satu.csv").output
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    assert "Buku pengaduan" in export("dua.csv").output
