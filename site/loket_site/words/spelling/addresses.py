"""E-mail addresses: the one judge of what a letter can be sent to, whoever asks.

An address is kept as it goes over the wire: ASCII, its domain in punycode (RFC 5890).
"""

from __future__ import annotations

import re
import unicodedata

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# A domain ends in letters: what ends in digits is a machine's number (RFC 3696, 2).
_TOP = r"(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,58}[A-Za-z0-9])"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_TOP}")

_LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, without its angle brackets)."""

_ROUND_IT = " \t<>()[]\"'`.,;:!?“”‘’«»"
"""What stands round an address in running text and in address books."""

_SCHEME = re.compile(r"(?:mailto|e-?mail|surel)\s*:\s*(?://)?", re.IGNORECASE)


def read_address(text: str) -> str | None:
    """Read an e-mail address as letters to it are sent; None where none can be.

    Signs that nobody sees, and wide forms of the usual ones, are pasted along and mean nothing.
    """
    local, at, domain = _plain(text).strip().rpartition("@")
    found = f"{local}{at}{_in_ascii(domain)}"
    return found if len(found) <= _LONGEST and _ADDRESS.fullmatch(found) else None


def is_address(text: str) -> bool:
    """Say whether a text is an address exactly as letters are sent to it."""
    return read_address(text) == text


def likely_address(text: str) -> str:
    """Say which address was probably meant by one that cannot be read; "" where none is likely."""
    bare = _SCHEME.sub("", _plain(text).strip(_ROUND_IT), count=1)
    if bare.count("@") != 1:
        return ""
    if "<" in bare:  # The name of its owner stands before it.
        bare = bare.rpartition("<")[2]
    local, _, domain = bare.partition("@")
    local = _without_accents(re.sub(r"\s", "", local))
    domain = re.sub(r"\s", "", domain.partition("?")[0]).replace(",", ".")
    likely = "@".join(re.sub(r"\.{2,}", ".", part).strip(_ROUND_IT) for part in (local, domain))
    return likely if read_address(likely) else ""


def _plain(text: str) -> str:
    """Write what was pasted with the usual signs, and only with those that can be seen."""
    usual = unicodedata.normalize("NFKC", text[: 4 * _LONGEST])
    return "".join(sign for sign in usual if unicodedata.category(sign) != "Cf")


def _in_ascii(domain: str) -> str:
    """Write a domain as mail servers look it up; as it is where it has no such form."""
    if domain.isascii():
        return domain
    try:
        found = domain.encode("idna")
        # A sign that another one stands for (ß, ς) may name another server.
        is_same = found.decode("idna") == unicodedata.normalize("NFC", domain).lower()
    except UnicodeError:
        return domain
    return found.decode() if is_same else domain


def _without_accents(text: str) -> str:
    marks = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in marks if not unicodedata.combining(sign))
