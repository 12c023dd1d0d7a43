"""The networks that people come from, named so that nobody can tell them the next day (W-5)."""

from __future__ import annotations

import hmac
import secrets
from datetime import date
from ipaddress import IPv6Address, ip_address

from loket_inbox.domain.deadlines import local_day
from loket_inbox.store.transactions import Work

_UNREADABLE = "?"
"""The one network of every address that is none: whoever forges nonsense shares its limit."""

_KEY_OCTETS = 32


def name(work: Work, address: str) -> str:
    """Name the network of a client by an HMAC under the key of the day, made at its first use."""
    return _name(_key_of(work, local_day(work.now)), address)


def known_name(work: Work, address: str) -> str | None:
    """Name it without making a key; None where nobody was named today."""
    key = work.look_ups.key(local_day(work.now))
    return None if key is None else _name(key, address)


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
