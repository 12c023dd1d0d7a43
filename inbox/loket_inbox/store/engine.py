"""Opening the database. SQLite in WAL with every commit synced; nothing is kept half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, make_url

from loket_inbox.private_files import make_private_folder, write_private_file

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another one before the database counts as away."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)


class StoreAwayError(Exception):
    """The database did not answer, or could not write: nothing of this transaction was kept."""


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn what the database's driver raises into StoreAwayError, without its parameters."""
    try:
        yield
    except exc.TimeoutError as error:
        # Every connection is taken: for whoever waits, the database is away.
        raise StoreAwayError(type(error).__name__) from error
    except exc.DBAPIError as error:
        raise StoreAwayError(type(error.orig).__name__) from error


def open_engine(url: str) -> Engine:
    """Open the database at an SQLAlchemy URL; the folder of an SQLite file is made.

    Raises StoreAwayError for a URL that names no database which we can open.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    except (exc.ArgumentError, ImportError) as error:
        # The value may hold a password, so it is not repeated here.
        raise StoreAwayError("LOKET_DATABASE_URL tidak dikenal") from error
    file = _file_of(parsed)
    if file:
        make_private_folder(file.parent)
        # Made by us: SQLite would ask the umask who may read it. What it writes beside the file
        # (-wal, -shm, -journal) has the file's own mode.
        with suppress(FileExistsError):
            write_private_file(file, b"")
    engine = create_engine(parsed, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    if file:
        _hold_on_to(engine, file)
    return engine


def files_of(url: str) -> tuple[Path, ...]:
    """Name every file of which an SQLite database consists; none for another database."""
    try:
        file = _file_of(make_url(url))
    except exc.ArgumentError:
        return ()
    ends = ("", "-wal", "-shm", "-journal") if file else ()
    # Files alone: whoever names a folder by mistake keeps it as it is.
    return tuple(path for end in ends if (path := Path(f"{file}{end}")).is_file())


def _file_of(url: URL) -> Path | None:
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)) if is_file else None


def _hold_on_to(engine: Engine, path: Path) -> None:
    """Never write into a database file that has been replaced or deleted under our feet.

    An open connection would go on writing into the file that nobody finds any more, and people
    would get receipts for nothing.
    """

    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(path)

    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(path):
            raise exc.DisconnectionError

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own transaction control begins too late and loses updates: we send BEGIN.
    connection.isolation_level = None
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()
    except BaseException:
        # No database, or one that is busy: nobody else would close this connection again.
        connection.close()
        raise


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once, so that what a use case reads still holds when it
    # writes; a reader never waits for it.
    reading = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reading else "BEGIN IMMEDIATE")
