"""Messages that came in by mail, kept raw and sealed, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from loket_inbox.store.tables import incoming


@dataclass(frozen=True, slots=True)
class Messages:
    """The incoming messages within one transaction."""

    connection: Connection

    def has(self, digest: str) -> bool:
        """Say whether this very message has been taken before."""
        found = select(incoming.c.id).where(incoming.c.digest == digest)
        return self.connection.execute(found).first() is not None

    def has_message_id(self, message_id_digest: str) -> bool:
        """Say whether another message came under the same Message-ID."""
        found = select(incoming.c.id).where(incoming.c.message_id_digest == message_id_digest)
        return self.connection.execute(found).first() is not None

    def count_from(self, sender_digest: str, outcomes: set[str], since: datetime) -> int:
        """Count the messages of one sender with one of these outcomes."""
        found = select(incoming.c.id).where(
            incoming.c.sender_digest == sender_digest,
            incoming.c.outcome.in_(outcomes),
            incoming.c.received_at >= since,
        )
        return len(self.connection.execute(found).all())

    def add(
        self,
        sealed: bytes,
        *,
        digest: str,
        message_id_digest: str,
        sender_digest: str,
        outcome: str,
        case_id: int | None,
        at: datetime,
    ) -> None:
        """Keep a message with what became of it."""
        self.connection.execute(
            insert(incoming).values(
                digest=digest,
                message_id_digest=message_id_digest,
                sender_digest=sender_digest,
                received_at=at,
                outcome=outcome,
                case_id=case_id,
                sealed=sealed,
            )
        )

    def last_at(self) -> datetime | None:
        """Say when the newest message came in."""
        newest = select(incoming.c.received_at).order_by(incoming.c.received_at.desc()).limit(1)
        return self.connection.execute(newest).scalar()
