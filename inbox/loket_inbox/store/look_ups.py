"""Receipt codes that opened nothing, by network, and the key under which networks are named."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, exists, insert, or_, select

from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import failed_look_ups, network_keys


class LookUps(Rows):
    """The failed look-ups within one transaction."""

    def key(self, day: date) -> bytes | None:
        """Give the key of a day; None before there is one."""
        found = select(network_keys.c.key).where(network_keys.c.day == day.isoformat())
        return self.connection.execute(found).scalar()

    def begin_day(self, day: date, key: bytes) -> None:
        """Keep the key of a day; where another process was first, its key stays."""
        self.connection.execute(self._put(network_keys, otherwise={}, day=day.isoformat(), key=key))

    def failures(self, network: str, since: datetime) -> tuple[datetime, ...]:
        """List when a network failed since a moment, oldest first."""
        return self._column(
            select(failed_look_ups.c.at)
            .where(failed_look_ups.c.network == network, failed_look_ups.c.at > since)
            .order_by(failed_look_ups.c.at)
        )

    def add_failure(self, network: str, at: datetime) -> None:
        """Write down that a network has failed once more."""
        self.connection.execute(insert(failed_look_ups).values(network=network, at=at))

    def is_stale(self, day: date, since: datetime) -> bool:
        """Say whether there is anything for `forget` to remove."""
        old_key = exists().where(network_keys.c.day != day.isoformat())
        old_failure = exists().where(failed_look_ups.c.at <= since)
        return bool(self.connection.execute(select(or_(old_key, old_failure))).scalar())

    def forget(self, day: date, since: datetime) -> None:
        """Remove the keys of other days, and the failures before a moment."""
        self.connection.execute(delete(network_keys).where(network_keys.c.day != day.isoformat()))
        self.connection.execute(delete(failed_look_ups).where(failed_look_ups.c.at <= since))
