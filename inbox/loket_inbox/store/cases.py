"""Cases and their events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select, update

from loket_inbox.domain.case import Case, Recorded
from loket_inbox.domain.events import restored, stored
from loket_inbox.domain.states import Turn
from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import agenda_years, case_officers, cases, events

HANDLER = "handler"
ACCUSED = "accused"
"""The parts that an officer can have in a case."""


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with the sealed content of each of its events, in the events' order."""

    id: int
    case: Case
    sealed: tuple[bytes | None, ...]


class Cases(Rows):
    """The cases within one transaction."""

    def any(self) -> bool:
        """Say whether there is any case."""
        return self._is_any(select(cases.c.id))

    def by_id(self, case_id: int, *, lock: bool = True) -> StoredCase:
        """Find a case by its row. Raises LookupError if it is not there.

        Without `lock` nobody waits for it: enough to say who may read it.
        """
        found = self._one(cases.c.id == case_id, lock=lock)
        if found is None:
            raise LookupError(f"no case in row {case_id}")
        return found

    def by_submission(self, submission_digest: str) -> StoredCase | None:
        """Find the case that a check page has already become."""
        return self._one(cases.c.submission_digest == submission_digest)

    def by_code(self, code_digest: str) -> StoredCase | None:
        """Find a case by the digest of its receipt code."""
        return self._one(cases.c.code_digest == code_digest)

    def code_digest(self, case_id: int) -> str:
        """Give the digest by which the receipt code of a case is known."""
        found = select(cases.c.code_digest).where(cases.c.id == case_id)
        return str(self.connection.execute(found).scalar_one())

    def by_number(self, number: str) -> StoredCase | None:
        """Find a case by its public number."""
        return self._one(cases.c.number == number)

    def add(
        self,
        case: Case,
        sealed: bytes,
        *,
        due_on: date | None,
        submission_digest: str,
        code_digest: str,
        cause: str | None = None,
    ) -> StoredCase:
        """Keep a new case with its first event. `cause` names the message it came from."""
        case_id: int = self.connection.execute(
            insert(cases)
            .values(
                number=case.number,
                form=case.form,
                received_at=case.received_at,
                channel=case.channel,
                submission_digest=submission_digest,
                code_digest=code_digest,
                **_standing(case, due_on),
            )
            .returning(cases.c.id)
        ).scalar_one()
        self._add_event(case_id, case.history[-1], sealed, cause)
        return StoredCase(case_id, case, (sealed,))

    def append(
        self,
        found: StoredCase,
        case: Case,
        sealed: bytes | None,
        *,
        due_on: date | None,
        cause: str | None,
    ) -> StoredCase:
        """Keep the newest event of a case. `cause` names the message or page it came from."""
        self._add_event(found.id, case.history[-1], sealed, cause)
        self._set(found.id, **_standing(case, due_on))
        if (case.handlers, case.accused) != (found.case.handlers, found.case.accused):
            self._set_officers(found.id, case)
        return StoredCase(found.id, case, (*found.sealed, sealed))

    def set_due(self, case_id: int, case: Case, due_on: date | None) -> None:
        """Bring what the lists sort by up to date, without an event."""
        self._set(case_id, **_standing(case, due_on))

    def replace_code(self, case_id: int, code_digest: str) -> None:
        """Let another receipt code open the case; the one before opens nothing any more."""
        self._set(case_id, code_digest=code_digest)

    def next_agenda_number(self, year: int) -> int:
        """Take the next number of a year's register.

        Whoever asks second waits for the first one's transaction, and a number that was taken in
        vain goes back with it: no gap, no double.
        """
        after = {"newest": agenda_years.c.newest + 1}
        taken = self._put(agenda_years, otherwise=after, year=year, newest=1)
        return int(self.connection.execute(taken.returning(agenda_years.c.newest)).scalar_one())

    def due_days(self) -> tuple[tuple[int, int, date | None], ...]:
        """List what the lists sort open cases by: their row, whose turn it is, the due day."""
        rows = self.connection.execute(
            select(cases.c.id, cases.c.turn, cases.c.due_on).where(
                cases.c.turn != Turn.NOBODYS.value
            )
        )
        return tuple((row.id, row.turn, row.due_on) for row in rows)

    def with_answers_due(self, now: datetime, most: int) -> tuple[int, ...]:
        """List the rows of cases with a drafted answer that leaves now, the earliest first."""
        return self._column(
            select(cases.c.id)
            .where(cases.c.answer_leaves_at <= now)
            .order_by(cases.c.answer_leaves_at, cases.c.id)
            .limit(most)
        )

    def accusing(self) -> tuple[int, ...]:
        """List the rows of cases that complain of an officer or a division."""
        accused = select(case_officers.c.case_id).where(case_officers.c.part == ACCUSED)
        return self._column(
            select(cases.c.id).where(or_(cases.c.accused_division != "", cases.c.id.in_(accused)))
        )

    def causes(self, case_id: int) -> tuple[str | None, ...]:
        """Name the message or page that each event of a case came from, in the events' order."""
        return self._column(
            select(events.c.cause).where(events.c.case_id == case_id).order_by(events.c.sequence)
        )

    def has_cause(self, case_id: int, cause: str) -> bool:
        """Say whether an event of the case came from this message or page already."""
        return self._is_any(
            select(events.c.id).where(events.c.case_id == case_id, events.c.cause == cause)
        )

    def _set(self, case_id: int, **values: Any) -> None:
        self.connection.execute(update(cases).where(cases.c.id == case_id).values(values))

    def _set_officers(self, case_id: int, case: Case) -> None:
        """Write down who handles a case and of whom it complains, for the lists."""
        self.connection.execute(delete(case_officers).where(case_officers.c.case_id == case_id))
        parts = ((HANDLER, case.handlers), (ACCUSED, case.accused))
        rows = [
            {"case_id": case_id, "officer_id": officer_id, "part": part}
            for part, officer_ids in parts
            for officer_id in dict.fromkeys(officer_ids)
        ]
        if rows:
            self.connection.execute(insert(case_officers), rows)

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

    def _one(self, where: ColumnElement[bool], *, lock: bool = True) -> StoredCase | None:
        wanted = select(cases).where(where)
        if lock and not self.connection.get_execution_options().get("read_only", False):
            # The row lock is PostgreSQL's; on SQLite the transaction holds the writer already. It
            # lets others refer to the case meanwhile, as the read log does.
            wanted = wanted.with_for_update(key_share=True)
        row = self.connection.execute(wanted).first()
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


def _standing(case: Case, due_on: date | None) -> dict[str, Any]:
    """Give the columns that follow from a case's events."""
    return {
        "state": case.state.code,
        "turn": case.state.turn.value,
        "due_on": due_on,
        "division": case.division,
        "accused_division": case.accused_division,
        "is_set_aside": case.is_set_aside,
        "answer_leaves_at": case.answer_leaves_at,
        "agenda_year": case.agenda.year if case.agenda else None,
        "agenda_number": case.agenda.number if case.agenda else None,
    }
