"""Letters on their way out, and the reply addresses that stand in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from loket_inbox.store.tables import outbox, reply_tokens


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A claimed row of the outbox; `sealed` is the letter itself."""

    id: int
    message_id: str
    letter: str
    sealed: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class SentLetter:
    """How a letter about a case fares. `last_error` is the kind of the newest failure."""

    letter: str
    officer_id: int
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """What a reply token stands for: who may do what on which case."""

    case_id: int
    officer_id: int
    action: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """The outbox within one transaction."""

    connection: Connection

    def add(
        self,
        letter: str,
        sealed: bytes,
        *,
        message_id: str,
        officer_id: int,
        case_id: int | None,
        at: datetime,
    ) -> None:
        """Keep a letter to be sent, in the transaction that caused it."""
        self.connection.execute(
            insert(outbox).values(
                message_id=message_id,
                letter=letter,
                case_id=case_id,
                officer_id=officer_id,
                sealed=sealed,
                created_at=at,
                due_at=at,
            )
        )

    def claim(self, now: datetime, lease: timedelta, most: int) -> tuple[WaitingLetter, ...]:
        """Take letters that are due; nobody else takes them until the lease has run out."""
        rows = self.connection.execute(
            select(outbox)
            .where(outbox.c.sent_at.is_(None), outbox.c.due_at <= now)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        ).all()
        self.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(due_at=now + lease, attempts=outbox.c.attempts + 1)
        )
        return tuple(
            WaitingLetter(row.id, row.message_id, row.letter, row.sealed, row.attempts + 1)
            for row in rows
        )

    def sent(self, letter_id: int, at: datetime) -> None:
        """Mark a letter that the mail server has taken."""
        values = {"sent_at": at, "last_error": ""}
        self.connection.execute(update(outbox).where(outbox.c.id == letter_id).values(values))

    def failed(self, letter_id: int, error: str, again_at: datetime) -> None:
        """Note why a letter was not taken, and when to try again."""
        values = {"last_error": error[:200], "due_at": again_at}
        self.connection.execute(update(outbox).where(outbox.c.id == letter_id).values(values))

    def take_back(self, officer_id: int, *, case_id: int | None = None) -> tuple[int, ...]:
        """Remove the letters that still wait for an officer, of one case or of all.

        Names the cases they were about.
        """
        where = [outbox.c.officer_id == officer_id, outbox.c.sent_at.is_(None)]
        if case_id is not None:
            where.append(outbox.c.case_id == case_id)
        taken = self.connection.execute(delete(outbox).where(*where).returning(outbox.c.case_id))
        return tuple(sorted({row.case_id for row in taken if row.case_id is not None}))

    def kept_for(self, case_id: int, officer_id: int) -> tuple[tuple[str, bytes], ...]:
        """List the letters about a case to an officer, as (Message-ID, sealed letter)."""
        rows = self.connection.execute(
            select(outbox.c.message_id, outbox.c.sealed).where(
                outbox.c.case_id == case_id, outbox.c.officer_id == officer_id
            )
        )
        return tuple((row.message_id, row.sealed) for row in rows)

    def about(self, case_id: int) -> tuple[SentLetter, ...]:
        """List the letters about a case, oldest first."""
        rows = self.connection.execute(
            select(outbox).where(outbox.c.case_id == case_id).order_by(outbox.c.id)
        )
        return tuple(
            SentLetter(
                row.letter,
                row.officer_id,
                row.created_at,
                row.sent_at,
                row.attempts,
                row.last_error,
            )
            for row in rows
        )

    def cases_named(self, message_ids: tuple[str, ...]) -> set[int]:
        """Find the cases that letters with these Message-IDs were about."""
        rows = self.connection.execute(
            select(outbox.c.case_id).where(
                outbox.c.message_id.in_(message_ids), outbox.c.case_id.is_not(None)
            )
        )
        return {row.case_id for row in rows}

    def oldest_waiting(self) -> datetime | None:
        """Say since when the oldest undelivered letter waits."""
        oldest = select(func.min(outbox.c.created_at)).where(outbox.c.sent_at.is_(None))
        return self.connection.execute(oldest).scalar()

    def written_since(self, since: datetime, letters: Collection[str]) -> dict[int, int]:
        """Count letters of these kinds that were written after a moment, by officer."""
        rows = self.connection.execute(
            select(outbox.c.officer_id, func.count().label("count"))
            .where(outbox.c.letter.in_(letters), outbox.c.created_at > since)
            .group_by(outbox.c.officer_id)
        ).all()
        return {row.officer_id: row[1] for row in rows}

    def newest(self, letter: str) -> datetime | None:
        """Say when the newest letter of a kind was written; None before there is one."""
        newest = select(func.max(outbox.c.created_at)).where(outbox.c.letter == letter)
        return self.connection.execute(newest).scalar()

    def add_reply_address(self, token_digest: str, address: ReplyAddress, at: datetime) -> None:
        """Keep what a reply token stands for, under its digest."""
        self.connection.execute(
            insert(reply_tokens).values(
                digest=token_digest,
                case_id=address.case_id,
                officer_id=address.officer_id,
                action=address.action,
                created_at=at,
            )
        )

    def token_digests(self, case_id: int) -> set[str]:
        """List the digests of every reply token of a case."""
        found = select(reply_tokens.c.digest).where(reply_tokens.c.case_id == case_id)
        return {row.digest for row in self.connection.execute(found)}

    def reply_address(self, token_digest: str) -> ReplyAddress | None:
        """Find what a reply token stands for."""
        row = self.connection.execute(
            select(reply_tokens).where(reply_tokens.c.digest == token_digest)
        ).first()
        return None if row is None else ReplyAddress(row.case_id, row.officer_id, row.action)
