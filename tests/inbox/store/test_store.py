from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, insert

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER
from loket_inbox.domain.events import ResponseDelivered, SenderWrote
from loket_inbox.domain.officers import Role
from loket_inbox.store.engine import open_engine
from loket_inbox.store.schema import SchemaError, require_current, upgrade
from loket_inbox.store.tables import cases, events, incoming, metadata, officers, outbox
from loket_inbox.store.transactions import ConflictError, Store, StoreAwayError
from tests.support import MONDAY, HandClock, a_received_case, in_a_hurry, rows


def file_of(desk: Desk) -> Path:
    return desk.settings.data / "loket.sqlite"


def test_400_parallel_changes_lose_nothing(desk: Desk) -> None:
    # The driver's own transactions kept 52 of 400 changes of the kind "read, then write".
    receipts = [a_received_case(desk) for _ in range(4)]

    def change(turn: int) -> None:
        number = turn % len(receipts) + 1
        with desk.store.writing() as work:
            found = work.cases.by_id(number)
            kind = ResponseDelivered() if turn % 3 else SenderWrote()
            case = found.case.apply(kind, at=work.now, by=SENDER)
            work.cases.append(found, case, None, due_on=None, cause=None)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(change, range(400)))
    with desk.store.reading() as work:
        lengths = [len(work.cases.by_id(number + 1).case.history) for number in range(4)]
    assert lengths == [101] * 4


def test_every_connection_is_durable_and_keeps_foreign_keys(desk: Desk) -> None:
    with desk.store.engine.connect() as one, desk.store.engine.connect() as two:
        for connection in (one, two):
            for pragma, value in (
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("foreign_keys", 1),
                ("busy_timeout", 10_000),
            ):
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
            connection.rollback()


def test_a_letter_to_nobody_is_refused_by_the_database(desk: Desk) -> None:
    with pytest.raises(ConflictError), desk.store.writing() as work:
        work.outbox.add(
            "x",
            b"x",
            message_id="<x@x>",
            bounce_digest="x",
            officer_id=99,
            case_id=None,
            at=work.now,
        )
    assert rows(desk, outbox) == 0


def test_an_address_is_one_officer(desk: Desk) -> None:
    def add_two() -> None:
        with desk.store.writing() as work:
            work.people.add("baru@contoh.example", "Baru Contoh", Role.HEAD, "", work.now)
            work.people.add("petugas@contoh.example", "Lagi Contoh", Role.HEAD, "", work.now)

    with pytest.raises(ConflictError):
        add_two()
    assert rows(desk, officers) == 2


def test_a_failed_transaction_keeps_nothing(desk: Desk) -> None:
    class Interruption(Exception):  # noqa: N818
        pass

    def add_and_stop() -> None:
        with desk.store.writing() as work:
            work.people.add("baru@contoh.example", "Baru Contoh", Role.HEAD, "", work.now)
            raise Interruption

    with pytest.raises(Interruption):
        add_and_stop()
    assert rows(desk, officers) == 2


def test_a_reader_never_waits_for_a_writer(desk: Desk) -> None:
    a_received_case(desk)
    store = in_a_hurry(desk).store
    with desk.store.writing() as work:
        work.people.add("baru@contoh.example", "Baru Contoh", Role.HEAD, "", work.now)
        with store.reading() as seen:
            assert len(seen.people.all()) == 2
            assert seen.cases.by_id(1).case.form == "pengaduan"


def test_a_locked_database_is_away(desk: Desk) -> None:
    store = in_a_hurry(desk).store
    with (
        desk.store.writing(),
        pytest.raises(StoreAwayError, match="OperationalError"),
        store.writing(),
    ):
        pytest.fail("two writers at once")


def test_threads_of_one_process_take_turns_and_a_failure_gives_its_turn_on(desk: Desk) -> None:
    happened = []

    def write(number: int) -> None:
        with desk.store.writing() as work:
            happened.append(("begins", number))
            work.people.add(f"{number}@contoh.example", "Contoh", Role.HEAD, "", work.now)
            happened.append(("ends", number))
            if number % 2:
                raise ConflictError

    with ThreadPoolExecutor(8) as threads:
        found = [each.exception() for each in [threads.submit(write, n) for n in range(16)]]
    assert [error is None for error in found] == [number % 2 == 0 for number in range(16)]
    assert [what for what, _ in happened] == ["begins", "ends"] * 16
    assert rows(desk, officers) == 2 + 8


def test_whoever_waits_too_long_for_a_turn_finds_the_database_away(desk: Desk) -> None:
    store = replace(desk.store, patience_s=0.05)
    with desk.store.writing(), pytest.raises(StoreAwayError, match="no turn"), store.writing():
        pytest.fail("two writers at once")


def test_a_store_without_a_free_connection_is_away(desk: Desk) -> None:
    engine = create_engine(
        desk.settings.database_url, pool_size=1, max_overflow=0, pool_timeout=0.05
    )
    store = replace(desk.store, engine=engine)
    with store.reading(), pytest.raises(StoreAwayError), store.reading():
        pytest.fail("one connection for two")


@pytest.mark.parametrize("content", [None, b"ini bukan basis data" * 99])
def test_what_is_no_database_is_away(tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "loket.sqlite"
    place.mkdir() if content is None else place.write_bytes(content)
    engine = open_engine(f"sqlite:///{place}")
    with pytest.raises(StoreAwayError), Store(engine, HandClock()).reading():
        pytest.fail("there is nothing to read")
    for use in (require_current, lambda e: upgrade(e, tmp_path / "backups", MONDAY)):
        with pytest.raises(StoreAwayError):
            use(engine)


@pytest.mark.parametrize("url", ["bukan alamat", "mysql+lain://db.example/loket", "://"])
def test_an_unknown_kind_of_database_is_away(url: str) -> None:
    with pytest.raises(StoreAwayError, match="LOKET_DATABASE_URL"):
        open_engine(url)


def test_moments_are_kept_in_utc_and_never_without_a_zone(desk: Desk) -> None:
    store = replace(desk.store, clock=HandClock(MONDAY.astimezone(timezone(timedelta(hours=7)))))
    receipt = a_received_case(replace(desk, store=store))
    with desk.store.reading() as work:
        kept = work.cases.by_id(1).case
    assert kept.received_at == MONDAY
    assert kept.received_at.utcoffset() == timedelta(0)
    assert receipt.received_at == MONDAY
    naive = insert(officers).values(
        email="x",
        name="x",
        role="head",
        division="",
        added_at=datetime(2026, 3, 16),  # noqa: DTZ001
    )
    with pytest.raises(Exception, match="time zone"), desk.store.engine.begin() as connection:
        connection.execute(naive)


def test_a_case_is_found_by_its_page_and_by_its_code_and_by_nothing_else(desk: Desk) -> None:
    a_received_case(desk)
    with desk.store.reading() as work:
        assert work.cases.by_submission("0" * 64) is None
        assert work.cases.by_code("0" * 64) is None
        with pytest.raises(LookupError):
            work.cases.by_id(2)
        assert work.people.by_id(99) is None


def test_an_empty_database_becomes_current_and_stays_so(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/baru/loket.sqlite")
    with pytest.raises(SchemaError, match="loket db upgrade"):
        require_current(engine)
    assert upgrade(engine, tmp_path / "backups", MONDAY) is None
    require_current(engine)
    assert upgrade(engine, tmp_path / "backups", MONDAY) is None
    require_current(engine)
    assert not (tmp_path / "backups").exists()


def test_a_database_that_is_ahead_is_refused_and_left_alone(desk: Desk, tmp_path: Path) -> None:
    a_received_case(desk)
    with closing(sqlite3.connect(file_of(desk))) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match="lebih baru"):
        require_current(desk.store.engine)
    with pytest.raises(SchemaError, match="lebih baru"):
        upgrade(desk.store.engine, tmp_path / "backups", MONDAY)
    assert rows(desk, cases) == 1


def test_two_upgrades_at_once_are_one(tmp_path: Path) -> None:
    def start(_: int) -> None:
        engine = open_engine(f"sqlite:///{tmp_path}/loket.sqlite")
        upgrade(engine, tmp_path / "backups", MONDAY)
        require_current(engine)
        engine.dispose()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(start, range(4)))


def test_the_migrations_make_exactly_the_tables_that_the_code_expects(desk: Desk) -> None:
    with desk.store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_nothing_of_a_person_stands_in_clear(desk: Desk) -> None:
    a_received_case(desk)
    with desk.store.engine.connect() as connection:
        found = [connection.execute(table.select()).all() for table in (cases, events, outbox)]
    assert "Sari" not in str(found)
    assert "petugas@contoh.example" not in str(found)
    assert rows(desk, incoming) == 0


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_database_file_that_is_gone_takes_nothing_more(desk: Desk, how: str) -> None:
    a_received_case(desk)
    path = Path(str(desk.store.engine.url.database))
    aside = path.parent / "aside"
    aside.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        file.rename(aside / file.name)
    if how == "replaced":
        path.write_bytes(b"")
    with pytest.raises(StoreAwayError):
        a_received_case(desk)
    desk.store.engine.dispose()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    for file in aside.iterdir():
        file.rename(path.parent / file.name)
    a_received_case(desk)
    assert rows(desk, cases) == 2
