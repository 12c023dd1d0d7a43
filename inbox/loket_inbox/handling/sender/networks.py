"""Which network an address belongs to: what failed look-ups are counted by. Pure."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

UNREADABLE = "?"
"""The one network of every address that is none: whoever forges nonsense shares its limit."""


def network_of(address: str) -> str:
    """Name the network of a client: an IPv4 address is one, of IPv6 the first 64 bits.

    A home or a phone has a whole /64 of IPv6 (RFC 6177), so one address more is no other network.
    """
    try:
        found = ip_address(address.strip())
    except ValueError:
        return UNREADABLE
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return f"{int(found) >> 64:016x}"
        found = found.ipv4_mapped
    return str(found)
