"""A database of the version before comes along: nothing lost, a copy taken first."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from loket_inbox.app import furnished
from loket_inbox.desk import Desk
from loket_inbox.domain.codes import code_digest, digest, grouped, receipt_code
from loket_inbox.handling.desk.due_days import refresh_due_days
from loket_inbox.handling.desk.lists import list_cases
from loket_inbox.handling.records import answers_written
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.tracking import track
from loket_inbox.settings import read_settings
from loket_inbox.store import schema
from loket_inbox.store.lists import Filter
from loket_inbox.store.schema import SchemaError, require_current, upgrade
from tests.support import CONTENT, MONDAY, judged, the_content, the_form

NUMBER = "K7M4-PX9R"


def the_first_version(engine: Engine) -> None:
    """Make the tables as the first version had them."""
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def an_old_desk(data: Path) -> tuple[Desk, str]:
    """A desk on a database of the first version, with a case; and the case's receipt code."""
    settings = read_settings({"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT)})
    desk = furnished(the_content(), settings)
    the_first_version(desk.store.engine)
    token = CheckToken.new(MONDAY)
    code = receipt_code(desk.secrets.pepper, token.submission)
    sealed = desk.envelope.seal(NUMBER, "answers", answers_written(the_form(desk), judged(desk)))
    facts = {"form": "pengaduan", "version": 1}
    at = MONDAY.isoformat()
    link = ["", NUMBER, 1, "received", facts, at, "sender", sealed.content_digest]
    with desk.store.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO officers VALUES (1, :email, 'Petugas Contoh', 'front_desk', '', :at)"
            ),
            {"email": "petugas@contoh.example", "at": at},
        )
        connection.execute(
            text(
                "INSERT INTO cases VALUES (1, :number, 'pengaduan', 'received', :at, :page, :code)"
            ),
            {
                "number": NUMBER,
                "at": MONDAY.isoformat(timespec="microseconds"),
                "page": digest(token.submission),
                "code": code_digest(desk.secrets.pepper, code),
            },
        )
        connection.execute(
            text(
                "INSERT INTO events VALUES"
                " (1, 1, 1, 'received', :data, :at, 'sender', :digest, :chain, :sealed, NULL)"
            ),
            {
                "data": json.dumps(facts),
                "at": MONDAY.isoformat(timespec="microseconds"),
                "digest": sealed.content_digest,
                "chain": hashlib.sha256(json.dumps(link).encode()).hexdigest(),
                "sealed": sealed.blob,
            },
        )
    return desk, code


def test_a_case_of_the_first_version_is_read_after_the_upgrade(tmp_path: Path) -> None:
    desk, code = an_old_desk(tmp_path / "var")
    with pytest.raises(SchemaError, match="lebih lama"):
        require_current(desk.store.engine)
    copy = upgrade(desk.store.engine, tmp_path / "backups", MONDAY)
    require_current(desk.store.engine)
    assert copy
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert kept.execute("SELECT number FROM cases").fetchall() == [(NUMBER,)]
    found = track(desk, grouped(code))
    assert found
    assert found.number == NUMBER
    assert refresh_due_days(desk) == 1
    with desk.store.reading() as work:
        officer = work.people.by_id(1)
    assert officer
    (line,) = list_cases(desk, officer, Filter(), 1).lines
    assert (line.number, str(line.due_on)) == (NUMBER, "2026-03-26")


def test_an_upgrade_that_breaks_off_leaves_the_first_version(tmp_path: Path) -> None:
    desk, _ = an_old_desk(tmp_path / "var")
    file = tmp_path / "var" / "loket.sqlite"
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("INSERT INTO reply_tokens VALUES ('x', 99, 99, 'answer', '2026')")
    with pytest.raises(SchemaError, match="rujukan yang putus"):
        upgrade(desk.store.engine, tmp_path / "backups", MONDAY)
    assert schema.current_revision(desk.store.engine) == "0001"
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("DELETE FROM reply_tokens")
    upgrade(desk.store.engine, tmp_path / "backups", MONDAY)
    require_current(desk.store.engine)
    with desk.store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
