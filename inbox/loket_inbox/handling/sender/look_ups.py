"""Keeping receipt codes from being guessed: a network that guesses waits, nobody else does (W-5).

Networks are named by an HMAC under a key that lives for a day. Nothing but time is kept of them,
and nothing stands in the log but that a network has begun to wait.
"""

from __future__ import annotations

import hmac
import logging
import math
import secrets
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.store.transactions import Work

MOST_FAILURES = 10
WINDOW = timedelta(minutes=10)
"""So many codes may open nothing within so much time; the next look-up waits."""

_UNREADABLE = "?"
"""The one network of every address that is none: whoever forges nonsense shares its limit."""

_KEY_OCTETS = 32

log = logging.getLogger(__name__)


def seconds_to_wait(desk: Desk, address: str) -> int:
    """Say for how long the network of a client may look nothing up; 0 where it may.

    Asking changes nothing: whoever tries on while waiting does not wait longer.
    """
    with desk.store.reading() as work:
        key = work.look_ups.key(local_day(work.now))
        return 0 if key is None else _wait(work, _name(key, address))


def count_failure(desk: Desk, address: str) -> int:
    """Count a code that opened nothing against the network of the client.

    Returns the seconds to wait where others of the network have used up its tries meanwhile: then
    this one counts no more, and must not be told that it failed.
    """
    with desk.store.writing() as work:
        today = local_day(work.now)
        work.look_ups.forget(today, work.now - WINDOW)
        name = _name(_key_of(work, today), address)
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


def _key_of(work: Work, today: date) -> bytes:
    """Give the key of the day, made at its first failure."""
    found = work.look_ups.key(today)
    if found is None:
        work.look_ups.begin_day(today, secrets.token_bytes(_KEY_OCTETS))
        found = work.look_ups.key(today)
    if found is None:
        raise LookupError("the key of the day was not kept")
    return found


def _name(key: bytes, address: str) -> str:
    return hmac.digest(key, network_of(address).encode(), "sha256").hex()


def _wait(work: Work, name: str) -> int:
    failures = work.look_ups.failures(name, work.now - WINDOW)
    return _seconds_until_room(failures, work.now)


def _seconds_until_room(failures: tuple[datetime, ...], now: datetime) -> int:
    """Count the whole seconds until fewer than the most failures lie within the window."""
    if len(failures) < MOST_FAILURES:
        return 0
    has_room_at = failures[-MOST_FAILURES] + WINDOW
    return max(1, math.ceil((has_room_at - now).total_seconds()))


def network_of(address: str) -> str:
    """Name the network of a client: an IPv4 address is one, of IPv6 the first 64 bits.

    A home or a phone has a whole /64 of IPv6 (RFC 6177), so one address more is no other network.
    """
    try:
        found = ip_address(address.strip())
    except ValueError:
        return _UNREADABLE
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return f"{int(found) >> 64:016x}"
        found = found.ipv4_mapped
    return str(found)
