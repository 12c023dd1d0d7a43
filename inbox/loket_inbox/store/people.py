"""The officers, as they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select

from loket_inbox.officers import Officer, Role
from loket_inbox.store.tables import officers


@dataclass(frozen=True, slots=True)
class People:
    """The officers within one transaction."""

    connection: Connection

    def add(self, email: str, name: str, role: Role, division: str, at: datetime) -> None:
        """Keep a new officer. A second one with the same address is a conflict."""
        self.connection.execute(
            insert(officers).values(
                email=email, name=name, role=role.value, division=division, added_at=at
            )
        )

    def all(self) -> tuple[Officer, ...]:
        """List everybody, in the order in which they were added."""
        return self._found()

    def with_role(self, role: Role) -> tuple[Officer, ...]:
        """List everybody with this role."""
        return self._found(officers.c.role == role.value)

    def by_id(self, officer_id: int) -> Officer:
        """Find an officer by row. Raises LookupError if there is none."""
        found = self._found(officers.c.id == officer_id)
        if not found:
            raise LookupError(f"no officer in row {officer_id}")
        return found[0]

    def _found(self, *where: ColumnElement[bool]) -> tuple[Officer, ...]:
        rows = self.connection.execute(select(officers).where(*where).order_by(officers.c.id))
        return tuple(
            Officer(row.id, row.email, row.name, Role(row.role), row.division) for row in rows
        )
