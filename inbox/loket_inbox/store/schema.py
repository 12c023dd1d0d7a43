"""The database's version: bringing it up to date, and refusing one that is behind or ahead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from loket_inbox.private_files import make_private_folder, write_private_file
from loket_inbox.store.engine import failures_named

_MIGRATIONS = Path(__file__).with_name("migrations")


class SchemaError(Exception):
    """The database is behind or ahead of this program; the sentence says what to do."""


def current_revision(engine: Engine) -> str | None:
    """The version that the database has; None for an empty one. Raises StoreAwayError."""
    with failures_named(), engine.execution_options(read_only=True).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_current(engine: Engine) -> None:
    """Raise SchemaError unless the database has exactly this program's version."""
    revision = current_revision(engine)
    scripts = ScriptDirectory(str(_MIGRATIONS))
    if revision == scripts.get_current_head():
        return
    if revision is None:
        raise SchemaError("Basis data belum ada. Buat dengan `loket db upgrade`.")
    if revision in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaError("Basis data lebih lama dari program ini. Jalankan `loket db upgrade`.")
    raise SchemaError("Basis data lebih baru dari program ini. Pasang Loket versi yang lebih baru.")


def upgrade(engine: Engine, backups: Path, at: datetime) -> Path | None:
    """Migrate to this program's version, after a copy into `backups`.

    Returns the copy's path; None where there was nothing to copy or nothing to do.
    Raises SchemaError for a database that is ahead, and StoreAwayError.
    """
    revision = current_revision(engine)
    scripts = ScriptDirectory(str(_MIGRATIONS))
    if revision == scripts.get_current_head():
        return None
    if revision is not None and revision not in {s.revision for s in scripts.walk_revisions()}:
        require_current(engine)
    copy = _copy(engine, backups, f"{revision}-{at:%Y%m%dT%H%M%S}") if revision else None
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with (
        failures_named(),
        engine.connect() as connection,
        _foreign_keys_off(connection),
        connection.begin(),
    ):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check_foreign_keys(connection)
    return copy


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables: with foreign keys on, dropping the old one takes its children."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Straight to the driver: within a transaction the pragma would do nothing.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON").close()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise SchemaError(
            "Pembaruan basis data gagal: ada rujukan yang putus. Tidak ada perubahan."
        )


def _copy(engine: Engine, backups: Path, name: str) -> Path | None:
    """Copy an SQLite file while it may be in use; a PostgreSQL server has its own backups."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    make_private_folder(backups)
    target = backups / f"before-upgrade-{name}.sqlite"
    with suppress(FileExistsError):
        write_private_file(target, b"")
    source, copy = sqlite3.connect(engine.url.database), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    return target
