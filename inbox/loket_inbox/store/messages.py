"""Messages that came in by mail, kept raw and sealed, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from loket_inbox.domain.officers import Scope
from loket_inbox.store.lists import visible
from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import cases, incoming, incoming_cases, mailboxes


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message as it is kept. `settlement` says what a person did with a held one, "" so far.

    `settled_reason` is sealed.
    """

    id: int
    digest: str
    received_at: datetime
    outcome: str
    case_id: int | None
    sealed: bytes
    settlement: str
    settled_by: int | None = None
    settled_at: datetime | None = None
    settled_reason: bytes | None = None


class Messages(Rows):
    """The incoming messages within one transaction."""

    def has(self, digest: str) -> bool:
        """Say whether this very message has been taken before."""
        return self._is_any(select(incoming.c.id).where(incoming.c.digest == digest))

    def has_message_id(self, message_id_digest: str) -> bool:
        """Say whether another message came under the same Message-ID."""
        same = incoming.c.message_id_digest == message_id_digest
        return self._is_any(select(incoming.c.id).where(same))

    def count_from(self, sender_digest: str, outcomes: Collection[str], since: datetime) -> int:
        """Count the messages of one sender with one of these outcomes."""
        return self._count(
            incoming,
            incoming.c.sender_digest == sender_digest,
            incoming.c.outcome.in_(outcomes),
            incoming.c.received_at >= since,
        )

    def add(
        self,
        sealed: bytes,
        *,
        digest: str,
        message_id_digest: str,
        sender_digest: str,
        outcome: str,
        case_id: int | None,
        named: Collection[int],
        at: datetime,
    ) -> None:
        """Keep a message with what became of it, and every case that it names."""
        message_id = self.connection.execute(
            insert(incoming)
            .values(
                digest=digest,
                message_id_digest=message_id_digest,
                sender_digest=sender_digest,
                received_at=at,
                outcome=outcome,
                case_id=case_id,
                sealed=sealed,
            )
            .returning(incoming.c.id)
        ).scalar_one()
        if named:
            rows = [{"incoming_id": message_id, "case_id": each} for each in sorted(named)]
            self.connection.execute(insert(incoming_cases), rows)

    def cases_named(self, message_id: int) -> tuple[int, ...]:
        """List the cases that a message names by a reply address or a reference."""
        return self._column(
            select(incoming_cases.c.case_id).where(incoming_cases.c.incoming_id == message_id)
        )

    def last_at(self) -> datetime | None:
        """Say when the newest message came in."""
        newest = select(incoming.c.received_at).order_by(incoming.c.received_at.desc()).limit(1)
        return self.connection.execute(newest).scalar()

    def by_id(self, message_id: int) -> KeptMessage | None:
        """Find a message by its row; locked, so that only one person settles it."""
        return next(iter(self._found(incoming.c.id == message_id, lock=True)), None)

    def of_case(self, case_id: int) -> dict[str, int]:
        """List the messages that belong to a case, oldest first: their rows by their digests."""
        rows = self.connection.execute(
            select(incoming.c.digest, incoming.c.id)
            .where(incoming.c.case_id == case_id)
            .order_by(incoming.c.id)
        )
        return {row.digest: row.id for row in rows}

    def waiting(
        self, scope: Scope, outcomes: Collection[str], *, most: int, offset: int
    ) -> Iterator[KeptMessage]:
        """List held messages that nobody has settled, oldest first; no case outside the scope.

        They come one by one: a message can be large.
        """
        wanted = select(incoming.c.id).where(*_waiting(scope, outcomes)).order_by(incoming.c.id)
        yield from self._one_by_one(wanted.limit(most).offset(offset))

    def count_waiting(self, scope: Scope, outcomes: Collection[str]) -> int:
        """Count them."""
        return self._count(incoming, *_waiting(scope, outcomes))

    def settled(
        self, scope: Scope, outcomes: Collection[str], *, most: int, offset: int
    ) -> Iterator[KeptMessage]:
        """List held messages that somebody has settled, the newest of it first, like `waiting`."""
        wanted = select(incoming.c.id).where(*_settled(scope, outcomes))
        newest = wanted.order_by(incoming.c.settled_at.desc(), incoming.c.id.desc())
        yield from self._one_by_one(newest.limit(most).offset(offset))

    def count_settled(self, scope: Scope, outcomes: Collection[str]) -> int:
        """Count them."""
        return self._count(incoming, *_settled(scope, outcomes))

    def settle(
        self,
        message_id: int,
        settlement: str,
        *,
        by: int,
        case_id: int | None,
        reason: bytes | None,
        at: datetime,
    ) -> None:
        """Keep what a person did with a held message; the `reason` is sealed."""
        self.connection.execute(
            update(incoming)
            .where(incoming.c.id == message_id)
            .values(
                settlement=settlement,
                settled_by=by,
                settled_at=at,
                settled_reason=reason,
                case_id=case_id,
            )
        )

    def unsettle(self, message_id: int) -> None:
        """Let a settled message wait again, as if nobody had touched it; its case stays."""
        self.connection.execute(
            update(incoming)
            .where(incoming.c.id == message_id)
            .values(settlement="", settled_by=None, settled_at=None, settled_reason=None)
        )

    def _one_by_one(self, wanted: Select[tuple[int]]) -> Iterator[KeptMessage]:
        for row in self._column(wanted):
            yield from self._found(incoming.c.id == row)

    def _found(self, *where: ColumnElement[bool], lock: bool = False) -> tuple[KeptMessage, ...]:
        wanted = select(incoming).where(*where).order_by(incoming.c.id)
        return self._values(KeptMessage, wanted.with_for_update() if lock else wanted)


def _waiting(scope: Scope, outcomes: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (incoming.c.settled_at.is_(None), *_within(scope, outcomes))


def _settled(scope: Scope, outcomes: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (incoming.c.settled_at.is_not(None), *_within(scope, outcomes))


def _within(scope: Scope, outcomes: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Say in SQL that every case which a message belongs to or names is in a scope."""
    inside = select(cases.c.id).where(*visible(scope))
    named = exists().where(
        incoming_cases.c.incoming_id == incoming.c.id, incoming_cases.c.case_id.not_in(inside)
    )
    return (
        incoming.c.outcome.in_(outcomes),
        or_(incoming.c.case_id.is_(None), incoming.c.case_id.in_(inside)),
        ~named,
    )


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every message up to `newest_uid` is done, as long as the mailbox has this validity."""

    uid_validity: int
    newest_uid: int


class Mailboxes(Rows):
    """The mailboxes within one transaction, each under a digest of its name."""

    def cursor(self, digest: str) -> Cursor | None:
        """Say how far a mailbox has been read; None before the first time."""
        return self._value(Cursor, select(mailboxes).where(mailboxes.c.digest == digest))

    def remember(self, digest: str, cursor: Cursor, at: datetime) -> None:
        """Write down how far a mailbox has been read, and when."""
        values = asdict(cursor) | {"read_at": at}
        self.connection.execute(self._put(mailboxes, otherwise=values, digest=digest, **values))

    def read_at(self) -> datetime | None:
        """Say when a mailbox was last read, whether or not anything was in it."""
        return self.connection.execute(select(func.max(mailboxes.c.read_at))).scalar()
