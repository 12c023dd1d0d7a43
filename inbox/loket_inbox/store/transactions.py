"""One transaction: everything in it is kept together, or nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from loket_inbox.store.cases import Cases
from loket_inbox.store.engine import BUSY_TIMEOUT_MS, StoreAwayError, failures_named
from loket_inbox.store.kept import Definitions, Fingerprints, SentFiles, WaitingFiles
from loket_inbox.store.lists import Lists, Untold
from loket_inbox.store.look_ups import LookUps
from loket_inbox.store.messages import Mailboxes, Messages
from loket_inbox.store.outbox import Outbox
from loket_inbox.store.people import People
from loket_inbox.store.readings import Readings
from loket_inbox.store.sign_ins import SignIns

__all__ = ["Clock", "ConflictError", "Store", "StoreAwayError", "Work"]

Clock = Callable[[], datetime]
"""Tells the time, in UTC. Passed in, so that nothing below reads a clock of its own."""


class ConflictError(Exception):
    """Somebody else was first: the same page, number, message or address is there already."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a transaction can reach, and the moment at which it began."""

    now: datetime
    cases: Cases
    outbox: Outbox
    messages: Messages
    people: People
    sign_ins: SignIns
    lists: Lists
    readings: Readings
    untold: Untold
    look_ups: LookUps
    mailboxes: Mailboxes
    definitions: Definitions
    fingerprints: Fingerprints
    waiting_files: WaitingFiles
    sent_files: SentFiles

    @contextmanager
    def part(self) -> Iterator[None]:
        """Do something that can be undone alone: an exception takes back what it has written."""
        with self.cases.connection.begin_nested():
            yield


@dataclass(frozen=True, slots=True)
class Store:
    """The database, and the clock that dates what is written.

    SQLite has one writer at a time and lets the others look again at growing intervals, up to a
    tenth of a second each. So the threads of one process queue for their `turn` instead: nobody
    sleeps beside a free database, and nobody is overtaken for seconds.
    """

    engine: Engine
    clock: Clock
    turn: Lock = field(default_factory=Lock)
    patience_s: float = BUSY_TIMEOUT_MS / 1000

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Read and write; commits at the end, durable before it returns.

        Raises StoreAwayError or ConflictError; nothing was kept then.
        """
        with self._turn(), self._transaction(self.engine) as connection:
            yield self._work(connection)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Read only; never waits for a writer. Raises StoreAwayError."""
        with self._transaction(self.engine.execution_options(read_only=True)) as connection:
            yield self._work(connection)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self.turn.acquire(timeout=self.patience_s):
            raise StoreAwayError("no turn to write")
        try:
            yield
        finally:
            self.turn.release()

    def _work(self, connection: Connection) -> Work:
        return Work(
            self.clock(),
            Cases(connection),
            Outbox(connection),
            Messages(connection),
            People(connection),
            SignIns(connection),
            Lists(connection),
            Readings(connection),
            Untold(connection),
            LookUps(connection),
            Mailboxes(connection),
            Definitions(connection),
            Fingerprints(connection),
            WaitingFiles(connection),
            SentFiles(connection),
        )

    @staticmethod
    @contextmanager
    def _transaction(engine: Engine) -> Iterator[Connection]:
        with failures_named():
            try:
                with engine.begin() as connection:
                    yield connection
            except IntegrityError as error:
                raise ConflictError from error
