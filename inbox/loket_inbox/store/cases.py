"""Cases and their events."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select, update

from loket_inbox.case import Case, Recorded, restored, stored
from loket_inbox.store.tables import cases, events


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with the sealed content of each of its events, in the events' order."""

    id: int
    case: Case
    sealed: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases within one transaction."""

    connection: Connection

    def any(self) -> bool:
        """Say whether there is any case."""
        return self.connection.execute(select(cases.c.id).limit(1)).first() is not None

    def by_id(self, case_id: int) -> StoredCase:
        """Find a case by its row. Raises LookupError if it is not there."""
        found = self._one(cases.c.id == case_id)
        if found is None:
            raise LookupError(f"no case in row {case_id}")
        return found

    def by_submission(self, submission_digest: str) -> StoredCase | None:
        """Find the case that a check page has already become."""
        return self._one(cases.c.submission_digest == submission_digest)

    def by_code(self, code_digest: str) -> StoredCase | None:
        """Find a case by the digest of its receipt code."""
        return self._one(cases.c.code_digest == code_digest)

    def add(self, case: Case, sealed: bytes, *, submission_digest: str, code_digest: str) -> int:
        """Keep a new case with its first event; returns its row."""
        case_id: int = self.connection.execute(
            insert(cases)
            .values(
                number=case.number,
                form=case.form,
                state=case.state.code,
                received_at=case.received_at,
                submission_digest=submission_digest,
                code_digest=code_digest,
            )
            .returning(cases.c.id)
        ).scalar_one()
        self._add_event(case_id, case.history[-1], sealed, None)
        return case_id

    def append(self, case_id: int, case: Case, sealed: bytes | None, *, cause: str | None) -> None:
        """Keep the newest event of a case. `cause` names the message or page it came from."""
        self._add_event(case_id, case.history[-1], sealed, cause)
        self.connection.execute(
            update(cases).where(cases.c.id == case_id).values(state=case.state.code)
        )

    def has_cause(self, case_id: int, cause: str) -> bool:
        """Say whether an event of the case came from this message or page already."""
        found = select(events.c.id).where(events.c.case_id == case_id, events.c.cause == cause)
        return self.connection.execute(found).first() is not None

    def _add_event(
        self, case_id: int, recorded: Recorded, sealed: bytes | None, cause: str | None
    ) -> None:
        self.connection.execute(
            insert(events).values(
                case_id=case_id,
                sequence=recorded.sequence,
                name=recorded.event.name,
                data=stored(recorded.event),
                at=recorded.at,
                by=recorded.by,
                content_digest=recorded.content_digest,
                chain=recorded.chain,
                sealed=sealed,
                cause=cause,
            )
        )

    def _one(self, where: ColumnElement[bool]) -> StoredCase | None:
        # The row lock is PostgreSQL's; on SQLite the whole transaction already holds the writer.
        row = self.connection.execute(select(cases).where(where).with_for_update()).first()
        if row is None:
            return None
        rows = self.connection.execute(
            select(events).where(events.c.case_id == row.id).order_by(events.c.sequence)
        ).all()
        history = tuple(
            Recorded(
                sequence=each.sequence,
                event=restored(each.name, each.data),
                at=each.at,
                by=each.by,
                content_digest=each.content_digest,
                chain=each.chain,
            )
            for each in rows
        )
        return StoredCase(
            row.id, Case.replay(row.number, history), tuple(each.sealed for each in rows)
        )
