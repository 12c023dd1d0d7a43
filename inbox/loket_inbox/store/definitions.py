"""The definitions of forms that took a submission, by their digests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from loket_inbox.store.tables import form_definitions


@dataclass(frozen=True, slots=True)
class KeptDefinition:
    """A definition as it was kept."""

    digest: str
    form: str
    definition: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """The kept definitions within one transaction."""

    connection: Connection

    def keep(self, kept: KeptDefinition, version: int, at: datetime) -> None:
        """Keep a definition, once: whoever comes second finds it there."""
        kind = sqlite if self.connection.dialect.name == "sqlite" else postgresql
        self.connection.execute(
            kind.insert(form_definitions)
            .values(
                digest=kept.digest,
                form=kept.form,
                version=version,
                definition=kept.definition,
                first_used_at=at,
            )
            .on_conflict_do_nothing(index_elements=[form_definitions.c.digest])
        )

    def find(self, digest: str) -> str | None:
        """Find a definition by its digest."""
        wanted = select(form_definitions.c.definition).where(form_definitions.c.digest == digest)
        return self.connection.execute(wanted).scalar_one_or_none()

    def newest_except(self, forms: Collection[str]) -> tuple[KeptDefinition, ...]:
        """Give the newest definition of each form that is none of these."""
        rows = self.connection.execute(
            select(form_definitions)
            .where(form_definitions.c.form.not_in(forms))
            .order_by(form_definitions.c.first_used_at)
        )
        newest = {row.form: KeptDefinition(row.digest, row.form, row.definition) for row in rows}
        return tuple(newest.values())
