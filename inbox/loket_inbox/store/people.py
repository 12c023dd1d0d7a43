"""The officers, as they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from loket_inbox.domain.officers import Officer, Role
from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import officers


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """The sealed secret of an officer's one-time codes, and the newest step that was used."""

    sealed: bytes
    step: int


class People(Rows):
    """The officers within one transaction."""

    def add(self, email: str, name: str, role: Role, division: str, at: datetime) -> None:
        """Keep a new officer. One who works here already at the same address is a conflict."""
        self.connection.execute(
            insert(officers).values(
                email=email, name=name, role=role.value, division=division, added_at=at
            )
        )

    def end(self, officer_id: int, at: datetime) -> None:
        """Let an officer go: nothing is sent to them, and nothing is taken from them any more."""
        self._set(officer_id, ended_at=at)

    def all(self) -> tuple[Officer, ...]:
        """List everybody who works here, in the order in which they were added."""
        return self._found(_WORKING)

    def addresses(self) -> tuple[str, ...]:
        """List the addresses of everybody who ever worked here."""
        return self._column(select(officers.c.email))

    def names(self) -> dict[int, str]:
        """Name everybody who ever worked here, by row: events stay readable."""
        rows = self.connection.execute(select(officers.c.id, officers.c.name))
        return {row.id: row.name for row in rows}

    def with_role(self, role: Role) -> tuple[Officer, ...]:
        """List everybody with this role."""
        return self._found(_WORKING, officers.c.role == role.value)

    def by_id(self, officer_id: int) -> Officer | None:
        """Find an officer by row; None for somebody who does not work here any more."""
        return next(iter(self._found(_WORKING, officers.c.id == officer_id)), None)

    def by_email(self, email: str) -> Officer | None:
        """Find an officer by address; None for somebody who does not work here any more."""
        return next(iter(self._found(_WORKING, officers.c.email == email)), None)

    def one_time_secret(self, officer_id: int) -> KeptSecret | None:
        """Find the secret of an officer's one-time codes; None for an officer without them."""
        sealed, step = officers.c.totp_sealed, officers.c.totp_step
        found = select(sealed.label("sealed"), step.label("step"))
        return self._value(
            KeptSecret, found.where(officers.c.id == officer_id, sealed.is_not(None))
        )

    def set_one_time_secret(self, officer_id: int, sealed: bytes | None, step: int) -> None:
        """Keep the secret of an officer's one-time codes, or take it away (`sealed` None)."""
        self._set(officer_id, totp_sealed=sealed, totp_step=step)

    def use_one_time_step(self, officer_id: int, step: int) -> bool:
        """Use a step up, and those before it; says whether it still was to be had."""
        used = self.connection.execute(
            update(officers)
            .where(officers.c.id == officer_id, officers.c.totp_step < step)
            .values(totp_step=step)
        )
        return used.rowcount == 1

    def _set(self, officer_id: int, **values: Any) -> None:
        self.connection.execute(update(officers).where(officers.c.id == officer_id).values(values))

    def _found(self, *where: ColumnElement[bool]) -> tuple[Officer, ...]:
        rows = self.connection.execute(select(officers).where(*where).order_by(officers.c.id)).all()
        before = self._ended({row.email for row in rows})
        return tuple(
            Officer(
                row.id,
                row.email,
                row.name,
                Role(row.role),
                row.division,
                tuple(each for each in before.get(row.email, ()) if each != row.id),
            )
            for row in rows
        )

    def _ended(self, emails: set[str]) -> dict[str, list[int]]:
        """List who had these addresses and left: their rows by address."""
        rows = self.connection.execute(
            select(officers.c.email, officers.c.id).where(
                officers.c.email.in_(emails), officers.c.ended_at.is_not(None)
            )
        )
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault(row.email, []).append(row.id)
        return found


_WORKING = officers.c.ended_at.is_(None)
