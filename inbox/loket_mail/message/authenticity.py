"""What our own relay says about who sent a message (RFC 8601), and no other relay's word."""

from __future__ import annotations

import re
from enum import Enum

import authres

# Whoever holds a name under one of these holds nothing of its neighbours. The list need not be
# complete: only a registry could sign for a name that is missing here.
_SHARED = frozenset(
    {"ac.id", "biz.id", "co.id", "desa.id", "go.id", "mil.id", "my.id", "net.id", "or.id"}
    | {"ponpes.id", "sch.id", "web.id"}
)
# The library takes quadratic time; real values have a few hundred characters.
_LONGEST = 16_000
_AUTHSERV_ID = re.compile(r"[!#$%&'*+\-./0-9=?A-Z^_`a-z{|}~]+")


class Verdict(Enum):
    """Whether the From address of a message is its sender's."""

    VOUCHED = "vouched"
    """DMARC passed, or DKIM for the From address: for its domain, and for nobody else there."""

    FAILED = "failed"
    """DMARC failed: the message claims to be from somebody else."""

    UNKNOWN = "unknown"
    """Our relay said nothing, or nothing that can be understood."""

    NOT_CONFIGURED = "not_configured"
    """The office has not said what its relay calls itself."""


def judge(headers: tuple[str, ...], authserv_id: str, sender: str) -> Verdict:
    """What the topmost of the Authentication-Results `headers` with our id says of `sender`.

    Only the topmost, since a sender can write any header, but our relay writes above them all.
    """
    if not authserv_id:
        return Verdict.NOT_CONFIGURED
    for header in headers:
        value = _unfolded(header)
        named = _authserv_id(value)
        if named is None:
            # It may be ours: looking below it would be trusting what a sender wrote.
            return Verdict.UNKNOWN
        if named == authserv_id.lower():
            return _read(value, sender)
    return Verdict.UNKNOWN


def _unfolded(header: str) -> str:
    return re.sub(r"\r?\n(?=[ \t])", "", header).strip()


def _authserv_id(value: str) -> str | None:
    found = _AUTHSERV_ID.match(value)
    return found.group().lower() if found else None


def _read(value: str, sender: str) -> Verdict:
    if len(value) > _LONGEST or not (value.isascii() and value.replace("\t", " ").isprintable()):
        return Verdict.UNKNOWN
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {value}")
        results = [
            (
                str(result.method),
                str(result.result),
                [(f"{p.type}.{p.name}", str(p.value or "")) for p in result.properties],
            )
            for result in parsed.results
        ]
    except Exception:  # noqa: BLE001 - the library raises more than its own errors
        # Each of them means that we do not know.
        return Verdict.UNKNOWN
    if any(method == "dmarc" and result == "fail" for method, result, _ in results):
        return Verdict.FAILED
    for method, result, properties in results:
        if result != "pass":
            continue
        if method == "dmarc" and _vouches(properties, ("header.from",), sender, unnamed=True):
            return Verdict.VOUCHED
        if method == "dkim" and _vouches(
            properties, ("header.d", "header.i"), sender, unnamed=False
        ):
            return Verdict.VOUCHED
    return Verdict.UNKNOWN


def _vouches(
    properties: list[tuple[str, str]], names: tuple[str, ...], sender: str, *, unnamed: bool
) -> bool:
    """Whether whatever the result names is `sender`, or all of a domain that covers theirs.

    `unnamed` if it names nothing.
    """
    named = [value for name, value in properties if name in names]
    if "@" not in sender:
        return False
    return all(_stands_for(value, sender) for value in named) if named else unnamed


def _stands_for(signer: str, sender: str) -> bool:
    """Whether "@contoh.example" or "petugas@contoh.example" is the sender, or the whole office.

    Who signs for one person signs for no neighbour, though both have one domain.
    """
    person, _, domain = signer.rpartition("@")
    if person:
        return _spelt_alike(signer) == _spelt_alike(sender)
    return _covers(domain, sender.rpartition("@")[2])


def _spelt_alike(address: str) -> tuple[str, str]:
    """An address without what makes no other of it: case, quotation marks, a last dot."""
    person, _, domain = address.lower().rpartition("@")
    quoted = re.fullmatch(r'"(.*)"', person)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else person, domain.rstrip(".")


def _covers(signer: str, domain: str) -> bool:
    """Relaxed alignment (RFC 7489, 3.1): the same domain, or one above it that has one owner."""
    signer, domain = signer.lower().rstrip("."), domain.lower().rstrip(".")
    if signer == domain:
        return True
    return "." in signer and signer not in _SHARED and domain.endswith(f".{signer}")
