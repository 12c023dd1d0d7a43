"""Files: those that wait for their sender's second step, and those that came with a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from loket_inbox.store.tables import case_files, waiting_files


@dataclass(frozen=True, slots=True)
class WaitingFiles:
    """The waiting files within one transaction, found by the digests of their tokens."""

    connection: Connection

    def add(self, digest: str, sealed: bytes, at: datetime) -> None:
        """Keep a file for a while."""
        self.connection.execute(
            insert(waiting_files).values(
                digest=digest, sealed=sealed, size=len(sealed), created_at=at
            )
        )

    def find(self, digest: str, *, since: datetime) -> bytes | None:
        """Give a file that came no earlier than `since`; None for any other."""
        found: bytes | None = self.connection.execute(
            select(waiting_files.c.sealed).where(
                waiting_files.c.digest == digest, waiting_files.c.created_at >= since
            )
        ).scalar_one_or_none()
        return found

    def octets(self) -> int:
        """Say how much waits altogether."""
        total = select(func.coalesce(func.sum(waiting_files.c.size), 0))
        return int(self.connection.execute(total).scalar_one())

    def remove(self, digests: Collection[str]) -> None:
        """Forget files, whether they are there or not."""
        self.connection.execute(
            delete(waiting_files).where(waiting_files.c.digest.in_(tuple(digests)))
        )

    def has_older(self, than: datetime) -> bool:
        """Say whether a file came before a moment."""
        found = select(waiting_files.c.digest).where(waiting_files.c.created_at < than).limit(1)
        return self.connection.execute(found).first() is not None

    def remove_older(self, than: datetime) -> int:
        """Forget every file that came before a moment, and say how many there were."""
        return self.connection.execute(
            delete(waiting_files).where(waiting_files.c.created_at < than)
        ).rowcount


@dataclass(frozen=True, slots=True)
class SentFiles:
    """The files of cases within one transaction. Their positions count from 1."""

    connection: Connection

    def add(self, case_id: int, position: int, sealed: bytes) -> None:
        """Keep a file of a case."""
        self.connection.execute(
            insert(case_files).values(case_id=case_id, position=position, sealed=sealed)
        )

    def find(self, case_id: int, position: int) -> bytes | None:
        """Give one file of a case; None where there is none at this position."""
        found: bytes | None = self.connection.execute(
            select(case_files.c.sealed).where(
                case_files.c.case_id == case_id, case_files.c.position == position
            )
        ).scalar_one_or_none()
        return found
