"""How far each IMAP mailbox has been read (RFC 9051, 2.3.1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from loket_inbox.store.tables import mailboxes


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every message up to `newest_uid` is done, as long as the mailbox has this validity."""

    uid_validity: int
    newest_uid: int


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """The mailboxes within one transaction, each under a digest of its name."""

    connection: Connection

    def cursor(self, digest: str) -> Cursor | None:
        """Say how far a mailbox has been read; None before the first time."""
        row = self.connection.execute(select(mailboxes).where(mailboxes.c.digest == digest)).first()
        return None if row is None else Cursor(row.uid_validity, row.newest_uid)

    def remember(self, digest: str, cursor: Cursor, at: datetime) -> None:
        """Write down how far a mailbox has been read, and when."""
        kind = sqlite if self.connection.dialect.name == "sqlite" else postgresql
        values = {
            "uid_validity": cursor.uid_validity,
            "newest_uid": cursor.newest_uid,
            "read_at": at,
        }
        self.connection.execute(
            kind.insert(mailboxes)
            .values(digest=digest, **values)
            .on_conflict_do_update(index_elements=[mailboxes.c.digest], set_=values)
        )

    def read_at(self) -> datetime | None:
        """Say when a mailbox was last read, whether or not anything was in it."""
        return self.connection.execute(select(func.max(mailboxes.c.read_at))).scalar()
