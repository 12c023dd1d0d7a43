"""EN-1 at the officers' desk: what officers write is sealed like what they read."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.mail.settling import discard
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, type_in
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.worker import work_once
from tests.canaries import GlassEnvelope, found_in
from tests.inbox.office import does, signed_in
from tests.support import a_desk, judged, the_form

WRITTEN = (
    *("ringkasan", "keterangan", "catatan", "tanya", "instruksi", "rumusan", "pengembalian"),
    *("nama-dibuka", "jawaban", "penutup", "pembuka", "di-tempat", "surat", "buang"),
)
IN_LETTERS = {"ringkasan", "instruksi", "rumusan", "pengembalian", "surat"}
"""What letters to officers carry on purpose."""


def fresh_canaries() -> dict[str, str]:
    return {name: f"kenari-é-{name}-{secrets.token_hex(6)}" for name in WRITTEN}


def a_day_at_the_desk(desk: Desk, said: dict[str, str]) -> None:
    """Officers write into every field that they have."""
    with desk.store.writing() as work:
        for name, role in (("kabid", Role.DIVISION_HEAD), ("tim", Role.TEAM_MEMBER)):
            work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
        front, head, kabid, tim = work.people.all()
    typed = TypedIn(front, "telephone", answer=said["di-tempat"])
    token = CheckToken.new(desk.store.clock())
    number = type_in(desk, the_form(desk), judged(desk), token, typed).number

    def press(officer: Officer) -> Visit:
        with desk.store.reading() as work:
            found = work.cases.by_number(number)
        assert found
        return Visit(officer, number, found.case.version, str(found.case.version))

    entry = BookEntry(summary=said["ringkasan"], remarks=said["keterangan"])
    does(casework.register, desk, press(front), entry, "", is_complete=True)
    does(casework.note, desk, press(front), said["catatan"])
    does(casework.ask_sender, desk, press(front), said["tanya"])
    does(casework.dispose, desk, press(head), (kabid.id,), said["instruksi"], None, is_team=False)
    does(casework.open_name, desk, press(kabid), said["nama-dibuka"])
    does(casework.dispose, desk, press(head), (tim.id,), said["instruksi"], None, is_team=True)
    does(casework.write_findings, desk, press(tim), said["rumusan"])
    does(casework.send_back, desk, press(head), said["pengembalian"])
    does(answering.answer, desk, press(front), said["jawaban"])
    does(casework.close, desk, press(front), Result.ANSWERED, said["penutup"])
    does(casework.reopen, desk, press(front), said["pembuka"])
    receive(desk, f"From: x@asing.example\r\n\r\n{said['surat']}\r\n".encode())
    discard(desk, front, 1, said["buang"])
    signed_in(desk).get(f"/petugas/kasus/{number}")
    assert work_once(desk, LocalMailbox(desk.settings.mailbox))


def test_en1_nothing_that_an_officer_wrote_lies_open_on_the_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    said = fresh_canaries()
    desk = a_desk(tmp_path / "var")
    a_day_at_the_desk(desk, said)
    logged = tmp_path / "log"
    logged.write_text(caplog.text)
    files = [path for path in (tmp_path / "var").rglob("*") if path.is_file()]
    letters = [file for file in files if file.parent == desk.settings.mailbox]
    others = [file for file in files if file not in letters]
    assert {"loket.sqlite", "loket.sqlite-wal"} <= {file.name for file in others}
    assert found_in([*others, logged], said) == {}
    assert set(found_in(letters, said)) == IN_LETTERS


def test_en1_the_search_finds_it_all_where_nothing_is_sealed(tmp_path: Path) -> None:
    said = fresh_canaries()
    glass: object = GlassEnvelope()
    desk = replace(a_desk(tmp_path / "var"), envelope=glass)  # type: ignore[arg-type]
    a_day_at_the_desk(desk, said)
    assert set(found_in(list((tmp_path / "var").glob("loket.sqlite*")), said)) == set(said)


def test_sessions_and_links_are_kept_as_digests_alone(desk: Desk) -> None:
    client = signed_in(desk, app=create_inbox(desk))
    cookie = client.get_cookie("__Host-petugas", domain="127.0.0.1") or client.get_cookie(
        "__Host-petugas"
    )
    assert cookie
    files = [path for path in desk.settings.data.rglob("*") if path.is_file()]
    assert found_in(files, {"sesi": cookie.value}) == {}
