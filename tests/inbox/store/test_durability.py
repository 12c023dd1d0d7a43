from __future__ import annotations

import gzip
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.codes import code_digest
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.sender.check_token import SHORTEST_READING
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import cases, events, incoming, outbox
from loket_inbox.worker import work_once
from tests.canaries import GlassEnvelope, found_in, spellings
from tests.support import (
    A_COMPLAINT,
    CONTENT,
    READING_TIME,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    checked,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    the_check_page,
)
from tests.tools import free_port, loket, running


def kept(desk: Desk) -> tuple[int, int, int]:
    return rows(desk, cases), rows(desk, events), rows(desk, outbox)


def test_w3_50_parallel_commits_of_one_page_are_one_case(desk: Desk) -> None:
    app = create_inbox(desk)
    fields = hidden_fields(the_check_page(app.test_client()).text)

    def commit(_: int) -> TestResponse:
        return press(app.test_client(), fields, "kirim")

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(commit, range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert kept(desk) == (1, 1, 1)


def test_w3_50_parallel_commits_through_the_real_server_are_one_case(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    port = free_port()
    url = f"http://127.0.0.1:{port}"

    def post(address: str, fields: list[tuple[str, str]]) -> str:
        body = urlencode(fields).encode()
        with urllib.request.urlopen(url + address, body, timeout=60) as response:  # noqa: S310 - our own server
            page: str = response.read().decode()
        return page

    env = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_CONTENT": str(CONTENT)}
    with running(loket("serve", "--port", str(port)), f"{url}/sehat", **env):
        page = post("/kirim/pengaduan", list(A_COMPLAINT.items()))
        fields = [*hidden_fields(page), ("aksi", "kirim")]
        time.sleep(SHORTEST_READING.total_seconds())
        with ThreadPoolExecutor(50) as threads:
            pages = list(threads.map(lambda _: post("/kirim/pengaduan/selesai", fields), range(50)))
    assert len({(output(page, "nomor"), output(page, "kode")) for page in pages}) == 1
    assert kept(desk) == (1, 1, 1)


# What the killed process runs: the inbox, with a store that pulls the plug on itself.
DYING = """
import os, signal, sys
from contextlib import contextmanager
from dataclasses import replace
from loket_inbox.app import create_inbox, open_desk
from loket_inbox.mail_in.receiving import receive
from loket_inbox.settings import read_settings
from loket_site.settings import environment
from loket_inbox.store.transactions import Store

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class DyingStore(Store):
    @contextmanager
    def writing(self):
        with super().writing() as work:
            yield work
            if when == "before the commit":
                die()
        if when == "after the commit":
            die()

what, when = sys.argv[1:]
desk = open_desk(read_settings(environment()))
desk = replace(desk, store=DyingStore(desk.store.engine, desk.store.clock))
body = sys.stdin.buffer.read()
if what == "submission":
    client = create_inbox(desk).test_client()
    kind = "application/x-www-form-urlencoded"
    print(client.post("/kirim/pengaduan/selesai", data=body, content_type=kind).text)
else:
    print(receive(desk, body).code)
"""


def in_another_process(desk: Desk, what: str, when: str, body: bytes) -> tuple[int, str]:
    env = os.environ | {"LOKET_DATA": str(desk.settings.data), "LOKET_CONTENT": str(CONTENT)}
    command = [sys.executable, "-c", DYING, what, when]
    done = subprocess.run(command, input=body, env=env, capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


@pytest.fixture
def desk_of_today(tmp_path: Path) -> Desk:
    """A desk whose clock agrees with that of other processes, but for the time of a reading."""
    return a_desk(tmp_path / "var", HandClock(datetime.now(UTC) - READING_TIME))


@pytest.mark.parametrize(
    ("when", "survivors"), [("after the commit", (1, 1, 1)), ("before the commit", (0, 0, 0))]
)
def test_f1_a_kill_between_commit_and_answer_loses_and_doubles_nothing(
    desk_of_today: Desk, when: str, survivors: tuple[int, int, int]
) -> None:
    desk = desk_of_today
    fields = hidden_fields(the_check_page(checked(create_inbox(desk))).text)
    body = urlencode([*fields, ("aksi", "kirim")]).encode()
    assert in_another_process(desk, "submission", when, body) == (-signal.SIGKILL, "")
    assert kept(desk) == survivors

    status, page = in_another_process(desk, "submission", "never", body)
    assert status == 0
    assert kept(desk) == (1, 1, 1)
    code = output(page, "kode").replace(" ", "")
    with desk.store.engine.connect() as connection:
        (row,) = connection.execute(cases.select()).all()
    assert row.number == output(page, "nomor")
    assert row.code_digest == code_digest(desk.secrets.pepper, code)


@pytest.mark.parametrize(
    ("when", "survivors", "outcome"),
    [
        ("after the commit", 1, Outcome.DUPLICATE),
        ("before the commit", 0, Outcome.ANSWERED),
    ],
)
def test_m10_a_kill_while_a_mail_is_taken_loses_and_doubles_nothing(
    desk_of_today: Desk, when: str, survivors: int, outcome: Outcome
) -> None:
    desk = desk_of_today
    a_received_case(desk)
    raw = a_reply(letters_out(desk)[0], "Kami periksa besok.")
    assert in_another_process(desk, "mail", when, raw) == (-signal.SIGKILL, "")
    assert rows(desk, incoming) == survivors
    with desk.store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert receive(desk, raw) is outcome
    assert (rows(desk, incoming), rows(desk, events)) == (1, 2)


# EN-1: canaries. Each field gets a word of its own; afterwards nobody may find one on the disk.

TEXT_FIELDS = ("nama", "alamat", "alamat-desa", "tempat", "kronologi", "harapan")


def fresh_canaries() -> dict[str, str]:
    names = (*TEXT_FIELDS, "kosongkan", "pesan", "jawaban", "surat", "perihal", "lampiran")
    canaries = {name: f"kenari-é-{name}-{secrets.token_hex(6)}" for name in names}
    mail = {name: f"{name}.{secrets.token_hex(6)}@asing.example" for name in ("email", "pengirim")}
    return canaries | mail | {"hp": "+62812" + str(secrets.randbelow(10**8)).zfill(8)}


def tell_the_whole_story(client: FlaskClient, desk: Desk, canary: dict[str, str]) -> list[str]:
    """Submissions, an answer, a message, a held mail, all delivered; returns the codes.

    One of the submissions fills in what no person sees, and is set aside.
    """
    typed = dict(A_COMPLAINT) | {name: canary[name] for name in TEXT_FIELDS}
    codes = []
    trap = {"kosongkan": canary["kosongkan"]}
    for contact in ({"kontak": "wa", "hp": canary["hp"]}, {"kontak": "email"}, trap):
        check = the_check_page(client, typed | {"email": canary["email"]} | contact)
        assert check.status_code == 200
        codes.append(output(press(client, hidden_fields(check.text), "kirim").text, "kode"))
    letter = letters_out(desk)[0]
    assert receive(desk, a_reply(letter, canary["jawaban"])) is Outcome.ANSWERED
    tracking = client.post("/lacak", data={"kode": codes[0]})
    assert canary["jawaban"] in tracking.text
    message = dict(hidden_fields(tracking.text)) | {"pesan": canary["pesan"]}
    assert client.post("/lacak/pesan", data=message).status_code == 200
    assert client.post("/lacak/pesan", data=message | {"pesan": ""}).status_code == 422
    stray = a_reply(letter, canary["surat"], sender=canary["pengirim"], message_id="<2@x.example>")
    stray = stray.replace(b"Subject: Re:", f"Subject: {canary['perihal']}".encode())
    stray += f"\n{canary['lampiran']}\n".encode()
    assert receive(desk, stray).is_held
    assert work_once(desk, LocalMailbox(desk.settings.mailbox))
    return codes


def test_the_search_finds_a_canary_in_every_spelling(tmp_path: Path) -> None:
    canary = "kenari-é-rahasia"
    for number, way in enumerate(sorted(spellings(canary))):
        for wrapped in (way, gzip.compress(b"x" + way), zlib.compress(way), b"\0" * 7 + way):
            file = tmp_path / f"{number}"
            file.write_bytes(wrapped)
            assert found_in([file], {"x": canary})
    (tmp_path / "lain").write_bytes(b"kenari-e-rahasia")
    assert not found_in([tmp_path / "lain"], {"x": canary})


def test_en1_nothing_that_anybody_wrote_lies_open_on_the_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    canary = fresh_canaries()
    desk = a_desk(tmp_path / "var")
    codes = tell_the_whole_story(checked(create_inbox(desk)), desk, canary)
    secret = canary | {f"kode {n}": code.replace(" ", "") for n, code in enumerate(codes)}
    secret |= {f"kode berspasi {n}": code for n, code in enumerate(codes)}
    logged = tmp_path / "log"
    logged.write_text(caplog.text)
    files = [path for path in (tmp_path / "var").rglob("*") if path.is_file()]
    letters = [file for file in files if file.parent == desk.settings.mailbox]
    others = [file for file in files if file not in letters]
    names = {file.name for file in others}
    assert {"loket.sqlite", "loket.sqlite-wal", "pepper", "server.key"} <= names
    assert found_in([*others, logged], secret) == {}

    # Positive control: the officers' letters do hold it all, but never a code.
    dropped = {"kosongkan"}
    assert set(found_in(letters, secret)) == set(canary) - dropped


def test_en1_the_search_finds_everything_in_a_database_that_is_not_sealed(tmp_path: Path) -> None:
    canary = fresh_canaries()
    glass: object = GlassEnvelope()
    desk = replace(a_desk(tmp_path / "var"), envelope=glass)  # type: ignore[arg-type]
    codes = tell_the_whole_story(checked(create_inbox(desk)), desk, canary)
    secret = canary | {f"kode {n}": code.replace(" ", "") for n, code in enumerate(codes)}
    files = list((tmp_path / "var").glob("loket.sqlite*"))
    assert set(found_in(files, secret)) == set(canary) - {"kosongkan"}
