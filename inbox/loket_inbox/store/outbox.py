"""Letters on their way out, and the reply addresses that stand in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import outbox, reply_tokens


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A claimed row of the outbox; `sealed` is the letter itself.

    `officer_id` is None for a letter to the sender of the case.
    """

    id: int
    message_id: str
    letter: str
    sealed: bytes
    attempts: int
    created_at: datetime
    case_id: int | None = None
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """A letter to the sender of a case, as it is kept."""

    id: int
    message_id: str
    case_id: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter of ours that a mail refers to. `failed_at`: nobody got it, and that is known."""

    id: int
    letter: str
    message_id: str
    case_id: int | None
    officer_id: int | None
    sent_at: datetime | None
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentLetter:
    """How a letter about a case fares. `last_error` is the kind of the newest failure.

    `officer_id` is None for a letter to the sender; `failed_at` is when it failed for good.
    """

    letter: str
    officer_id: int | None
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """What a reply token stands for: who may do what on which case.

    `officer_id` is None for the sender of the case; `target` is whom a disposition names (a row of
    officers) or the answer that is to be stopped (a sequence number). `made_at` is when the token
    was made, None before that.
    """

    case_id: int
    officer_id: int | None
    action: str
    target: int | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """How many letters are late, and since when the oldest of them waits."""

    letters: int
    since: datetime


class Outbox(Rows):
    """The outbox within one transaction."""

    def add(
        self,
        letter: str,
        sealed: bytes,
        *,
        message_id: str,
        bounce_digest: str,
        officer_id: int | None,
        case_id: int | None,
        at: datetime,
    ) -> None:
        """Keep a letter to be sent from the moment `at` on, in the transaction that caused it."""
        self.connection.execute(
            insert(outbox).values(
                message_id=message_id,
                bounce_digest=bounce_digest,
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
        wanted = (
            select(outbox)
            .where(*_WAITING, outbox.c.due_at <= now)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        letters = self._values(WaitingLetter, wanted, attempts=lambda before: before + 1)
        self.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([each.id for each in letters]))
            .values(due_at=now + lease, attempts=outbox.c.attempts + 1)
        )
        return letters

    def sent(self, letter_id: int, at: datetime) -> None:
        """Mark a letter that the mail server has taken."""
        self._set(letter_id, sent_at=at, last_error="")

    def failed(self, letter_id: int, error: str, again_at: datetime) -> None:
        """Note why a letter was not taken, and when to try again."""
        self._set(letter_id, last_error=error[:200], due_at=again_at)

    def failed_for_good(self, letter_id: int, error: str, at: datetime) -> bool:
        """Give a letter up; says whether it had not been given up before."""
        given_up = self.connection.execute(
            update(outbox)
            .where(outbox.c.id == letter_id, outbox.c.failed_at.is_(None))
            .values(failed_at=at, last_error=error[:200])
        )
        return given_up.rowcount == 1

    def own_letter(self, message_id: str) -> OwnLetter | None:
        """Find the letter of ours with this Message-ID."""
        return self._value(OwnLetter, select(outbox).where(outbox.c.message_id == message_id))

    def returned_to(self, bounce_digests: Collection[str]) -> tuple[OwnLetter, ...]:
        """List the letters of ours with these return addresses."""
        returned = outbox.c.bounce_digest.in_(bounce_digests)
        return self._values(OwnLetter, select(outbox).where(returned).order_by(outbox.c.id))

    def sealed(self, letter_id: int) -> bytes:
        """Give a letter as it is kept."""
        found = select(outbox.c.sealed).where(outbox.c.id == letter_id)
        return bytes(self.connection.execute(found).scalar_one())

    def due(self, letter: str, now: datetime) -> tuple[NoticeLetter, ...]:
        """List the letters of a kind that would leave now, oldest first."""
        return self._notices(outbox.c.letter == letter, outbox.c.due_at <= now, *_WAITING)

    def sent_since(self, letter: str, since: datetime) -> tuple[NoticeLetter, ...]:
        """List the letters of a kind that left after a moment."""
        return self._notices(outbox.c.letter == letter, outbox.c.sent_at > since)

    def put_off(self, letter_id: int, until: datetime) -> None:
        """Let a letter wait, as if it were written then: it is not late."""
        self._set(letter_id, due_at=until, created_at=until)

    def _set(self, letter_id: int, **values: Any) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == letter_id).values(values))

    def _notices(self, *where: ColumnElement[bool]) -> tuple[NoticeLetter, ...]:
        of_a_case = select(outbox).where(outbox.c.case_id.is_not(None), *where)
        return self._values(NoticeLetter, of_a_case.order_by(outbox.c.id))

    def take_back(self, officer_id: int | None, *, case_id: int | None = None) -> tuple[int, ...]:
        """Remove the letters that still wait for an officer, of one case or of all.

        For None those to the sender of a case. Names the cases they were about.
        """
        where = [outbox.c.officer_id == officer_id, *_WAITING]
        if case_id is not None:
            where.append(outbox.c.case_id == case_id)
        taken = self.connection.execute(delete(outbox).where(*where).returning(outbox.c.case_id))
        return tuple(sorted({row.case_id for row in taken if row.case_id is not None}))

    def kept_for(self, case_id: int, officer_id: int | None) -> tuple[tuple[str, bytes], ...]:
        """List the letters about a case to an officer, or its sender: (Message-ID, sealed)."""
        rows = self.connection.execute(
            select(outbox.c.message_id, outbox.c.sealed).where(
                outbox.c.case_id == case_id, outbox.c.officer_id == officer_id
            )
        )
        return tuple((row.message_id, row.sealed) for row in rows)

    def about(self, case_id: int) -> tuple[SentLetter, ...]:
        """List the letters about a case, oldest first."""
        about = select(outbox).where(outbox.c.case_id == case_id).order_by(outbox.c.id)
        return self._values(SentLetter, about)

    def cases_named(self, message_ids: tuple[str, ...]) -> set[int]:
        """Find the cases that letters with these Message-IDs were about."""
        named = outbox.c.message_id.in_(message_ids)
        found = self._column(select(outbox.c.case_id).where(named, outbox.c.case_id.is_not(None)))
        return set(found)

    def oldest_waiting(self) -> datetime | None:
        """Say since when the oldest undelivered letter waits; one that was given up waits not."""
        oldest = select(func.min(outbox.c.created_at)).where(*_WAITING)
        return self.connection.execute(oldest).scalar()

    def delay(self, before: datetime) -> Delay | None:
        """Count the undelivered letters that were written before a moment; None if there is none.

        One that was given up is not late: somebody was told of it.
        """
        late = select(func.count().label("letters"), func.min(outbox.c.created_at).label("since"))
        found = self._value(Delay, late.where(*_WAITING, outbox.c.created_at < before))
        return found if found and found.letters else None

    def written_since(self, since: datetime, letters: Collection[str]) -> dict[int, int]:
        """Count letters of these kinds that were written after a moment, by officer."""
        rows = self.connection.execute(
            select(outbox.c.officer_id, func.count().label("count"))
            .where(
                outbox.c.letter.in_(letters),
                outbox.c.created_at > since,
                outbox.c.officer_id.is_not(None),
            )
            .group_by(outbox.c.officer_id)
        ).all()
        return {row.officer_id: row[1] for row in rows}

    def newest(self, letter: str, *, case_id: int | None = None) -> datetime | None:
        """Say when the newest letter of a kind was written, about a case or at all; or None."""
        newest = select(func.max(outbox.c.created_at)).where(outbox.c.letter == letter)
        if case_id is not None:
            newest = newest.where(outbox.c.case_id == case_id)
        return self.connection.execute(newest).scalar()

    def count_about(self, case_id: int, letters: Collection[str], since: datetime) -> int:
        """Count letters of these kinds about a case that were written after a moment."""
        kinds = outbox.c.letter.in_(letters)
        return self._count(outbox, outbox.c.case_id == case_id, kinds, outbox.c.created_at > since)

    def add_reply_address(self, token_digest: str, address: ReplyAddress, at: datetime) -> None:
        """Keep what a reply token stands for, under its digest."""
        self.connection.execute(
            insert(reply_tokens).values(
                digest=token_digest,
                case_id=address.case_id,
                officer_id=address.officer_id,
                action=address.action,
                target=address.target,
                created_at=at,
            )
        )

    def token_digests(self, case_id: int) -> set[str]:
        """List the digests of every reply token of a case."""
        found = select(reply_tokens.c.digest).where(reply_tokens.c.case_id == case_id)
        return set(self._column(found))

    def reply_address(self, token_digest: str) -> ReplyAddress | None:
        """Find what a reply token stands for."""
        made_at = reply_tokens.c.created_at.label("made_at")
        found = select(reply_tokens, made_at).where(reply_tokens.c.digest == token_digest)
        return self._value(ReplyAddress, found)


_WAITING = (outbox.c.sent_at.is_(None), outbox.c.failed_at.is_(None))
"""What marks a letter that still has to go out."""
