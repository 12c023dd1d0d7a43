"""A name in every text of a case, looked for at every door, for every role and choice (N-1).

The sender writes it into everything that people write, and so does every officer. Whoever may not
know it finds it nowhere; whoever may finds what was written.
"""

from __future__ import annotations

import itertools
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from loket_inbox.app import create_inbox
from loket_inbox.cli.spreadsheet import write_csv
from loket_inbox.desk import Desk
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.officers import Role
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case import answering, casework, releasing
from loket_inbox.handling.case.releasing import Release
from loket_inbox.handling.desk.book import COLUMNS, Period, whole_book
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.doors import at_case
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.mail_in.receiving import receive
from tests.inbox.office import does, signed_in, visit
from tests.support import (
    A_COMPLAINT,
    CONTENT,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    letters_out,
)

NAME, GIVEN = "Zulaikha Kenariwati", "Zulaikha"
SPELLINGS = (
    *("Zulaikha Kenariwati", "Z u l a i k h a", "Zulaikhá", "Zulai\u200bkha", "Zulaikhanya"),
    *("zulaikha_kenariwati@rekaan.example", "ZULAIKHA", "Z-u-l-a-i-k-h-a", "kenariwati"),
    *("(0812)98765432", "0812/9876/5432", "0812--9876--5432", "+62 812 9876 5432"),
    *("Jalan Kenanga", "Wanasepi"),
)
TELLS = re.compile(
    r"z\W*u\W*l\W*a\W*i\W*k\W*h\W*[aá]|kenariwati|9876\W*5432|98765432|kenanga|wanasepi",
    re.IGNORECASE,
)

ROLES = ("petugas", "kepala", "kabid", "tim", "lain")


_numbers = itertools.count(1)


def told(what: str) -> str:
    """A text that names the sender, with a canary of its own."""
    number = next(_numbers)
    return f"KANARI{number:03d} {what}, begitu kata {SPELLINGS[number % len(SPELLINGS)]} kemarin."


def sent() -> str:
    """A text of the sender that names them in every spelling."""
    return f"KANARI{next(_numbers):03d} " + " lalu ".join(SPELLINGS) + " selesai."


@dataclass(frozen=True)
class House:
    desk: Desk
    receipt: Receipt
    identity: str

    @property
    def number(self) -> str:
        return self.receipt.number

    def do(self, deed: Any, who: str, *args: Any, **kwargs: Any) -> None:
        does(
            deed, self.desk, visit(self.desk, self.number, f"{who}@contoh.example"), *args, **kwargs
        )


HIDDEN = (NAME, GIVEN, "Kenariwati", "0812 9876 5432", "Jalan Kenanga", "Wanasepi")
"""What an officer masks where the form was told no name: it stands in the story alone."""


def a_house(data: Path, identity: str) -> House:
    content = data.parent / "content"
    shutil.copytree(CONTENT, content)
    office = (content / "kantor.toml").read_text("utf-8")
    allowed = office.replace("terima_tanpa_nama = false", "terima_tanpa_nama = true")
    (content / "kantor.toml").write_text(allowed, "utf-8")
    desk = a_desk(data, HandClock(), LOKET_CONTENT=str(content))
    with desk.store.writing() as work:
        for name, role in (
            ("kabid", Role.DIVISION_HEAD),
            ("tim", Role.TEAM_MEMBER),
            ("lain", Role.DIVISION_HEAD),
        ):
            work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
    answers = {
        **A_COMPLAINT,
        "identitas": identity,
        "kronologi": sent(),
        "harapan": told("Harapan"),
        "tempat": told("Tempat"),
    }
    if identity != "tanpa":
        answers |= {"nama": NAME, "alamat": "Jalan Kenanga 17", "alamat-desa": "Wanasepi"}
        answers |= {"kontak": "wa", "hp": "0812 9876 5432"}
    return House(desk, a_received_case(desk, answers), identity)


def a_full_life(house: House, *, is_team: bool) -> None:
    """Let everything be written about the case that anybody can write."""
    desk = house.desk
    release = Release(masked=HIDDEN if house.identity == "tanpa" else ())
    entry = BookEntry(summary=told("Ringkasan"), remarks=told("Keterangan"))
    house.do(casework.register, "petugas", entry, "", is_complete=True, release=release)
    entry = BookEntry(summary=told("Ringkasan baru"), remarks=told("Keterangan baru"))
    house.do(casework.correct_entry, "petugas", entry, "")
    handler = "tim" if is_team else "kabid"
    row = the_row(desk, handler)
    house.do(
        casework.dispose,
        "kepala",
        (row,),
        told("Instruksi"),
        date(2026, 3, 27),
        is_team=is_team,
    )
    house.do(casework.note, handler, told("Catatan bidang"))
    house.do(casework.note, "petugas", told("Catatan petugas"))
    house.do(casework.ask_sender, "petugas", told("Pertanyaan"))
    write_back(desk, house.receipt.code, sent(), None)
    house.do(releasing.release, "petugas", release)
    if is_team:
        house.do(casework.write_findings, "tim", told("Rumusan"))
        house.do(casework.send_back, "kepala", told("Alasan kembali"))
        house.do(casework.write_findings, "tim", told("Rumusan baru"))
        house.do(casework.approve, "kepala", told("Jawaban sah"))
    else:
        slow = replace(desk, settings=replace(desk.settings, answer_delay=timedelta(minutes=10)))
        at = visit(slow, house.number, "kabid@contoh.example")
        does(answering.answer, slow, at, told("Jawaban yang dihentikan"))
        house.do(answering.stop_answers, "petugas")
        house.do(answering.answer, "kabid", told("Jawaban bidang"))
    letter = next(
        each
        for each in letters_out(desk)
        if each.name == "disposition" and each.to.startswith(handler)
    )
    receive(
        desk, a_reply(letter, told("Lewat surat"), message_id=f"<{house.number}@contoh.example>")
    )
    with at_case(desk, visit(desk, house.number), Deed.MESSAGE) as hand:
        casework.take_message(hand, sent())
    house.do(releasing.release, "petugas", release)
    house.do(casework.close, "petugas", Result.NO_REPLY, told("Keterangan tutup"))
    house.do(casework.reopen, "petugas", told("Alasan buka"))
    write_back(desk, house.receipt.code, sent(), None)
    desk_clock(desk).pass_by(timedelta(days=1))
    write_digests(desk)


def desk_clock(desk: Desk) -> HandClock:
    clock = desk.store.clock
    assert isinstance(clock, HandClock)
    return clock


def the_row(desk: Desk, who: str) -> int:
    with desk.store.reading() as work:
        found = work.people.by_email(f"{who}@contoh.example")
    assert found
    return found.id


def pages(client: FlaskClient, number: str) -> Iterator[tuple[str, str]]:
    """Everything that an officer can open, as (door, text)."""
    for door in (
        f"/petugas/kasus/{number}",
        "/petugas/",
        "/petugas/?cari=" + number,
        "/petugas/?cari=" + GIVEN,
        "/petugas/buku/?dari=01-01-2026&sampai=31-12-2026",
        "/petugas/pembaca/",
        "/petugas/tertahan/",
        "/petugas/akun/",
    ):
        yield door.replace(number, "…"), client.get(door).text
    mails = set(
        re.findall(
            rf"/petugas/kasus/{number}/surat/\d+", client.get(f"/petugas/kasus/{number}").text
        )
    )
    for mail in sorted(mails):
        yield "surat asli", client.get(mail).get_data(as_text=True)


@pytest.mark.parametrize("is_team", [False, True])
@pytest.mark.parametrize("identity", ["rahasia", "terbuka", "tanpa"])
def test_n_1_a_name_written_anywhere_is_read_by_those_alone_who_may(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, identity: str, *, is_team: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    house = a_house(tmp_path / "var", identity)
    a_full_life(house, is_team=is_team)
    app = create_inbox(house.desk)
    cells = canaries = 0
    handler = "tim" if is_team else "kabid"
    knows = {"petugas", "kepala"} | ({handler} if identity == "terbuka" else set())
    for who in ROLES:
        client = signed_in(house.desk, f"{who}@contoh.example", app)
        for door, text in pages(client, house.number):
            cells += 1
            own = door == "surat asli" and who == handler
            is_book = "/buku/" in door
            may = identity == "terbuka" if is_book else who in knows
            if not may:
                # What officers write themselves in their own mail is theirs.
                found = TELLS.search(
                    text.partition("--- balas")[2] if own else without_search(text)
                )
                assert not found, (who, door, found)
            canaries += len(set(re.findall(r"KANARI\d{3}", text)))
    page = signed_in(house.desk, "kepala@contoh.example", app).get(f"/petugas/kasus/{house.number}")
    whole = set(re.findall(r"KANARI\d{3}", page.text))
    handled = signed_in(house.desk, f"{handler}@contoh.example", app)
    seen = handled.get(f"/petugas/kasus/{house.number}").text
    newest = max(whole)
    if identity != "terbuka":
        # The message that nobody has released yet is the one thing they do not read at all.
        assert set(re.findall(r"KANARI\d{3}", seen)) == whole - {newest}
    for each in letters_out(house.desk):
        cells += 1
        reader = each.to.partition("@")[0]
        if reader in ROLES and reader not in knows:
            assert not TELLS.search(f"{each.subject}\n{each.body}"), (each.name, reader)
        assert not TELLS.search(each.subject)
    with whole_book(house.desk, Period()) as (_, rows):
        write_csv(tmp_path / "buku.csv", COLUMNS, (row.cells for row in rows), replace=False)
    cells += 1
    in_file = TELLS.search((tmp_path / "buku.csv").read_text(encoding="utf-8-sig"))
    assert bool(in_file) is (identity == "terbuka")
    assert not TELLS.search(caplog.text)
    assert "KANARI" not in caplog.text
    assert len(whole) >= 17
    # Doors, and what was read at them: a page that shows nothing shows nothing of a name either.
    assert (cells, canaries) > (40, 60)


def without_search(page: str) -> str:
    """A page without what the officer has typed into its search, and its own address."""
    return re.sub(rf'(value="|cari=){GIVEN}', "", page)
