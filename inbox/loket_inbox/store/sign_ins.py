"""Sign-in links and sessions of officers, each kept as a digest alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from loket_inbox.store.rows import Rows
from loket_inbox.store.tables import officers, sessions, sign_in_links, wrong_codes


@dataclass(frozen=True, slots=True)
class Link:
    """A sign-in link that nobody has used. `failures` counts wrong one-time codes."""

    officer_id: int
    created_at: datetime
    failures: int


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which an officer is signed in. `device` is such as "Chrome, Android"."""

    id: int
    digest: str
    officer_id: int
    device: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Alive:
    """Since when a session must have begun, and been seen, to count."""

    started: datetime
    seen: datetime


class SignIns(Rows):
    """The sign-in links and sessions within one transaction."""

    def add_link(self, digest: str, officer_id: int, at: datetime) -> None:
        """Keep a new link."""
        self.connection.execute(
            insert(sign_in_links).values(digest=digest, officer_id=officer_id, created_at=at)
        )

    def remove_link(self, digest: str) -> None:
        """Take a link away, as if it had never been."""
        self.connection.execute(delete(sign_in_links).where(sign_in_links.c.digest == digest))

    def remove_links_of(self, officer_id: int) -> None:
        """Take every link of an officer away."""
        self.connection.execute(
            delete(sign_in_links).where(sign_in_links.c.officer_id == officer_id)
        )

    def forget_links(self, before: datetime) -> None:
        """Take away every link that was made before a moment."""
        self.connection.execute(delete(sign_in_links).where(sign_in_links.c.created_at < before))

    def link(self, digest: str, *, hold: bool = False) -> Link | None:
        """Find an unused link; `hold` keeps others from it until the end of the transaction."""
        wanted = select(sign_in_links).where(
            sign_in_links.c.digest == digest, sign_in_links.c.used_at.is_(None)
        )
        return self._value(Link, wanted.with_for_update() if hold else wanted)

    def unused_links(self, officer_id: int, since: datetime) -> int:
        """Count an officer's unused links made since a moment."""
        return self._count(
            sign_in_links,
            sign_in_links.c.officer_id == officer_id,
            sign_in_links.c.created_at >= since,
            sign_in_links.c.used_at.is_(None),
        )

    def use_link(self, digest: str, at: datetime) -> None:
        """Mark a link as used."""
        self.connection.execute(
            update(sign_in_links).where(sign_in_links.c.digest == digest).values(used_at=at)
        )

    def count_failure(self, digest: str) -> None:
        """Count one wrong code against a link."""
        self.connection.execute(
            update(sign_in_links)
            .where(sign_in_links.c.digest == digest)
            .values(failures=sign_in_links.c.failures + 1)
        )

    def count_wrong_code(self, officer_id: int, at: datetime, since: datetime) -> int:
        """Keep one wrong code of an officer; says how many there are since a moment."""
        # Two at once would count past each other.
        self.connection.execute(
            select(officers.c.id).where(officers.c.id == officer_id).with_for_update()
        )
        self.connection.execute(delete(wrong_codes).where(wrong_codes.c.at <= since))
        self.connection.execute(insert(wrong_codes).values(officer_id=officer_id, at=at))
        return self._count(wrong_codes, wrong_codes.c.officer_id == officer_id)

    def close_links(self, officer_id: int, at: datetime) -> None:
        """Close an officer's mailed links: those that are out are dead from now on."""
        self.remove_links_of(officer_id)
        self._set_closed(officer_id, at)

    def open_links(self, officer_id: int) -> None:
        """Let an officer's links open again; the wrong codes so far count no more."""
        self.connection.execute(delete(wrong_codes).where(wrong_codes.c.officer_id == officer_id))
        self._set_closed(officer_id, None)

    def closed(self) -> set[int]:
        """Name every officer whose links are closed, by row."""
        return set(
            self._column(select(officers.c.id).where(officers.c.links_closed_at.is_not(None)))
        )

    def _set_closed(self, officer_id: int, at: datetime | None) -> None:
        self.connection.execute(
            update(officers).where(officers.c.id == officer_id).values(links_closed_at=at)
        )

    def add_session(self, digest: str, officer_id: int, device: str, at: datetime) -> None:
        """Keep a new session."""
        self.connection.execute(
            insert(sessions).values(
                digest=digest, officer_id=officer_id, device=device, started_at=at, seen_at=at
            )
        )

    def session(self, digest: str, alive: Alive) -> Session | None:
        """Find a session that is alive, of somebody who works here."""
        found = self._sessions(_is_alive(alive), sessions.c.digest == digest)
        return next(iter(found), None)

    def sessions_of(self, officer_id: int, alive: Alive) -> tuple[Session, ...]:
        """List the sessions of an officer that are alive, the last seen first."""
        return self._sessions(_is_alive(alive), sessions.c.officer_id == officer_id)

    def touch(self, session_id: int, at: datetime) -> None:
        """Write down that a session was seen."""
        self.connection.execute(
            update(sessions).where(sessions.c.id == session_id).values(seen_at=at)
        )

    def end(self, officer_id: int, session_id: int, at: datetime) -> bool:
        """End one session of an officer; says whether this officer has such a session."""
        return self._end(at, sessions.c.officer_id == officer_id, sessions.c.id == session_id) == 1

    def end_all(self, officer_id: int, at: datetime, *, but: int = 0) -> None:
        """End every session of an officer, `but` for one row."""
        self._end(at, sessions.c.officer_id == officer_id, sessions.c.id != but)

    def _end(self, at: datetime, *where: ColumnElement[bool]) -> int:
        ended = self.connection.execute(
            update(sessions).where(*where, sessions.c.ended_at.is_(None)).values(ended_at=at)
        )
        return ended.rowcount

    def _sessions(self, *where: ColumnElement[bool]) -> tuple[Session, ...]:
        return self._values(
            Session,
            select(sessions)
            .join(officers, officers.c.id == sessions.c.officer_id)
            .where(*where, officers.c.ended_at.is_(None))
            .order_by(sessions.c.seen_at.desc(), sessions.c.id.desc()),
        )


def _is_alive(alive: Alive) -> ColumnElement[bool]:
    return and_(
        sessions.c.ended_at.is_(None),
        sessions.c.started_at > alive.started,
        sessions.c.seen_at > alive.seen,
    )
