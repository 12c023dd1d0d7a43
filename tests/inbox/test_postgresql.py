"""The same story on PostgreSQL: a real server, started and stopped by the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from loket_inbox import handling, reception
from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.store.schema import require_current, upgrade
from support import (
    a_desk,
    a_reply,
    hidden_fields,
    letters_out,
    output,
    press,
    the_check_page,
    the_receipt,
)
from tools import program


def _server_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL's server is not installed (Debian package postgresql)")
    return found[-1].parent


def _as_its_user(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root becomes the package's own user."""
    words = [str(each) for each in command]
    if os.geteuid() == 0:
        words = [program("runuser", "util-linux"), "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, cwd="/", capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    programs = _server_programs()
    # A short path: a socket's address has a hundred characters at most.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _as_its_user(programs / "initdb", "-D", data, "-U", "loket", "-A", "trust", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder}"
    log = folder / "log"
    _as_its_user(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
    try:
        yield f"postgresql+psycopg://loket@/postgres?host={folder}"
    finally:
        _as_its_user(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def pg_desk(postgresql: str, tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path / "var", LOKET_DATABASE_URL=postgresql)
    yield desk
    with desk.store.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    desk.store.engine.dispose()


def test_a_complaint_is_answered_on_postgresql(pg_desk: Desk) -> None:
    client = create_inbox(pg_desk).test_client()
    page = the_receipt(client).text
    (letter,) = letters_out(pg_desk)
    outcome = reception.receive(pg_desk, a_reply(letter, "Terima kasih, kami periksa."))
    assert outcome is reception.Outcome.ANSWERED
    found = handling.track(pg_desk, output(page, "kode"))
    assert found is not None
    assert [entry.text for entry in found.entries] == ["Terima kasih, kami periksa."]


def test_w3_twenty_presses_at_once_make_one_case_on_postgresql(pg_desk: Desk) -> None:
    app = create_inbox(pg_desk)
    fields = hidden_fields(the_check_page(app.test_client()).text)

    def send(_number: int) -> str:
        return press(app.test_client(), fields, "kirim").text

    with ThreadPoolExecutor(20) as pool:
        pages = list(pool.map(send, range(20)))
    assert len({(output(page, "nomor"), output(page, "kode")) for page in pages}) == 1
    with pg_desk.store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM outbox")).scalar() == 1


def test_an_upgrade_of_a_current_database_changes_nothing(pg_desk: Desk) -> None:
    require_current(pg_desk.store.engine)
    assert upgrade(pg_desk.store.engine, Path("unused"), pg_desk.store.clock()) is None
