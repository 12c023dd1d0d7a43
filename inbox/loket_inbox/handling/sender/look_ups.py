"""Keeping receipt codes from being guessed: a network that guesses is slowed, nobody else (W-5).

Slowed networks share one place with a queue of ten, whatever their number, so that a right code is
looked up even there (W-18). A look-up takes some milliseconds, so a guesser who keeps that place to
himself tries a few hundred codes a second: of 10^16 codes, with ten thousand cases, he finds one in
more than a hundred years. Who comes from a slowed network meanwhile may find the queue full.

Networks are named by an HMAC under a key that lives for a day. Nothing but time is kept of them,
and nothing stands in the log but that a network has begun to wait.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.handling import networks
from loket_inbox.store.transactions import Work

MOST_FAILURES = 10
WINDOW = timedelta(minutes=10)
"""So many codes may open nothing within so much time; the next look-up waits."""

log = logging.getLogger(__name__)


_QUEUE = 10


@dataclass(frozen=True, slots=True)
class SlowLane:
    """The one place that slowed networks share, and its queue.

    Whoever waits there waits for look-ups that end at once, at most ten of them: no thread sleeps.
    """

    _place: Lock = field(default_factory=Lock)
    _room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(1 + _QUEUE))

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Take a turn, or say at once that the queue is full."""
        if not self._room.acquire(blocking=False):
            yield False
            return
        try:
            with self._place:
                yield True
        finally:
            self._room.release()


def seconds_to_wait(desk: Desk, address: str) -> int:
    """Say for how long the network of a client may look nothing up; 0 where it may.

    Asking changes nothing: whoever tries on while waiting does not wait longer.
    """
    with desk.store.reading() as work:
        name = networks.known_name(work, address)
        return 0 if name is None else _wait(work, name)


def count_failure(desk: Desk, address: str) -> int:
    """Count a code that opened nothing against the network of the client.

    Returns the seconds to wait where others of the network have used up its tries meanwhile: then
    this one counts no more, and must not be told that it failed.
    """
    with desk.store.writing() as work:
        today = local_day(work.now)
        work.look_ups.forget(today, work.now - WINDOW)
        name = networks.name(work, address)
        wait = _wait(work, name)
        if wait:
            return wait
        work.look_ups.add_failure(name, work.now)
        if _wait(work, name):
            log.warning("look-ups-limited")
        return 0


def forget_networks(desk: Desk) -> None:
    """Remove the key of yesterday, and failures that count no more; nothing is written for none."""
    with desk.store.reading() as work:
        if not work.look_ups.is_stale(local_day(work.now), work.now - WINDOW):
            return
    with desk.store.writing() as work:
        work.look_ups.forget(local_day(work.now), work.now - WINDOW)


def _wait(work: Work, name: str) -> int:
    failures = work.look_ups.failures(name, work.now - WINDOW)
    return _seconds_until_room(failures, work.now)


def _seconds_until_room(failures: tuple[datetime, ...], now: datetime) -> int:
    """Count the whole seconds until fewer than the most failures lie within the window."""
    if len(failures) < MOST_FAILURES:
        return 0
    has_room_at = failures[-MOST_FAILURES] + WINDOW
    return max(1, math.ceil((has_room_at - now).total_seconds()))
