"""What is kept beside the cases: files, definitions of forms, fingerprints of keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import (
    case_files,
    events,
    fingerprints,
    form_definitions,
    incoming,
    outbox,
    waiting_files,
)


class WaitingFiles(Rows):
    """The waiting files within one transaction, found by the digests of their tokens."""

    def add(self, digest: str, sealed: bytes, at: datetime, network: str) -> None:
        """Keep a file for a while; `network` names where it came from, for today."""
        self.connection.execute(
            insert(waiting_files).values(
                digest=digest, sealed=sealed, size=len(sealed), created_at=at, network=network
            )
        )

    def find(self, digest: str, *, since: datetime) -> bytes | None:
        """Give a file that came no earlier than `since`; None for any other."""
        found: bytes | None = self.connection.execute(
            select(waiting_files.c.sealed).where(
                waiting_files.c.digest == digest, waiting_files.c.created_at >= since
            )
        ).scalar_one_or_none()
        return found

    def octets(self, network: str | None = None) -> int:
        """Say how much waits altogether, or from one network."""
        total = select(func.coalesce(func.sum(waiting_files.c.size), 0))
        if network is not None:
            total = total.where(waiting_files.c.network == network)
        return int(self.connection.execute(total).scalar_one())

    def remove(self, digests: Collection[str]) -> None:
        """Forget files, whether they are there or not."""
        self.connection.execute(
            delete(waiting_files).where(waiting_files.c.digest.in_(tuple(digests)))
        )

    def has_older(self, than: datetime) -> bool:
        """Say whether a file came before a moment."""
        return self._is_any(select(waiting_files.c.digest).where(waiting_files.c.created_at < than))

    def remove_older(self, than: datetime) -> int:
        """Forget every file that came before a moment, and say how many there were."""
        return self.connection.execute(
            delete(waiting_files).where(waiting_files.c.created_at < than)
        ).rowcount


class Fingerprints(Rows):
    """The fingerprints of keys within one transaction, by the names of the keys' files."""

    def all(self) -> dict[str, str]:
        """Give those that are kept."""
        found = self.connection.execute(select(fingerprints)).mappings()
        return {row["name"]: row["fingerprint"] for row in found}

    def keep(self, prints: Mapping[str, str]) -> None:
        """Keep each of them whose name has none: the first one stays."""
        for name, fingerprint in prints.items():
            values = {"name": name, "fingerprint": fingerprint}
            self.connection.execute(self._put(fingerprints, otherwise={}, **values))

    def sealed_samples(self) -> tuple[bytes, ...]:
        """Give the newest of each kind of what only the server's key opens, if there is any."""
        samples: list[bytes] = []
        for table in (events, outbox, incoming):
            sealed = table.c.sealed
            newest = select(sealed).where(sealed.is_not(None)).order_by(table.c.id.desc()).limit(1)
            samples += self._column(newest)
        return tuple(samples)


class SentFiles(Rows):
    """The files of cases within one transaction. Their positions count from 1."""

    def add(self, case_id: int, position: int, sealed: bytes) -> None:
        """Keep a file of a case."""
        self.connection.execute(
            insert(case_files).values(case_id=case_id, position=position, sealed=sealed)
        )

    def find(self, case_id: int, position: int) -> bytes | None:
        """Give one file of a case; None where there is none at this position."""
        found: bytes | None = self.connection.execute(
            select(case_files.c.sealed).where(
                case_files.c.case_id == case_id, case_files.c.position == position
            )
        ).scalar_one_or_none()
        return found


@dataclass(frozen=True, slots=True)
class KeptDefinition:
    """A definition as it was kept."""

    digest: str
    form: str
    definition: str


class Definitions(Rows):
    """The kept definitions within one transaction."""

    def keep(self, kept: KeptDefinition, version: int, at: datetime) -> None:
        """Keep a definition, once: whoever comes second finds it there."""
        values = asdict(kept) | {"version": version, "first_used_at": at}
        self.connection.execute(self._put(form_definitions, otherwise={}, **values))

    def find(self, digest: str) -> str | None:
        """Find a definition by its digest."""
        wanted = select(form_definitions.c.definition).where(form_definitions.c.digest == digest)
        return self.connection.execute(wanted).scalar_one_or_none()

    def newest_except(self, forms: Collection[str]) -> tuple[KeptDefinition, ...]:
        """Give the newest definition of each form that is none of these."""
        others = select(form_definitions).where(form_definitions.c.form.not_in(forms))
        found = self._values(KeptDefinition, others.order_by(form_definitions.c.first_used_at))
        return tuple({each.form: each for each in found}.values())
