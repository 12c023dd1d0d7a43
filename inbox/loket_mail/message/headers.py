"""Addresses and identifiers in the headers of incoming mail (RFC 5322, 3.4 and 3.6.4).

Nothing is guessed at, since these decide who wrote and to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email import policy
from email.utils import getaddresses

from loket_mail.message.charsets import encodable

# Standard e-mail parsers take quadratic time; a value beyond this is read by the simpler one.
_PARSED_FULLY = 4_000
_READ_AT_ALL = 50_000

_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^-~]+@[A-Za-z0-9.\-]+")
# "Contoh, S.H. <petugas@contoh.example>": a comma needs quotes, but nothing else can be meant.
_NAME_AND_ADDRESS = re.compile(
    r"[^\"()<>@:;\\=]{1,200}<([!#-'*+\-./0-9=?A-Z^-~]+@[A-Za-z0-9.\-]+)>"
)
_IDENTIFIER = re.compile(r"<[^<>\s]{1,998}>")
_SPACE = re.compile(r"\s+")


def lowered(address: str) -> str:
    """`address` in lower case, ASCII letters only.

    `str.lower` turns the Kelvin sign into a k, and so a stranger's address into an officer's.
    """
    return address.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Every address in these header values, lower-case, in order, each once (RFC 5322, 3.4)."""
    found: dict[str, None] = {}
    for value in values:
        for address in _strictly(value) or _leniently(value):
            if _ADDRESS.fullmatch(address):
                found[lowered(address)] = None
    return tuple(found)


def only_address(values: Iterable[str]) -> str:
    """The one address of a From header, or "" if there is none, or several, or any doubt.

    Two parsers must agree: an encoded or quoted trick that splits them is nobody's address.
    """
    fields = tuple(values)
    if len(fields) != 1 or len(fields[0]) > _PARSED_FULLY:
        return ""
    plain = _NAME_AND_ADDRESS.fullmatch(_SPACE.sub(" ", fields[0]).strip())
    if plain:
        return lowered(plain[1])
    strict, lenient = _strictly(fields[0]), _leniently(fields[0])
    if len(strict) != 1 or len(lenient) != 1:
        return ""
    one, other = lowered(strict[0]), lowered(lenient[0])
    return one if one == other and _ADDRESS.fullmatch(one) else ""


def _strictly(value: str) -> list[str]:
    if len(value) > _PARSED_FULLY:
        return []
    try:
        header = policy.default.header_factory("to", _SPACE.sub(" ", value))
        return [address.addr_spec for address in header.addresses]
    except Exception:  # noqa: BLE001 - the standard parser breaks in many ways
        return []


def _leniently(value: str) -> list[str]:
    try:
        return [a for _, a in getaddresses([_SPACE.sub(" ", value[:_READ_AT_ALL])]) if a]
    except Exception:  # noqa: BLE001 - deep comments end in RecursionError
        return []


def overlong(values: Iterable[str]) -> bool:
    """Whether a value is so long that what stands at its end is not read."""
    return any(len(value) > _READ_AT_ALL for value in values)


def identifiers(values: Iterable[str]) -> tuple[str, ...]:
    """Message identifiers with their angle brackets, in order, each once (RFC 5322, 3.6.4)."""
    found = (name for value in values for name in _IDENTIFIER.findall(value[:_READ_AT_ALL]))
    return tuple(dict.fromkeys(encodable(name) for name in found))
