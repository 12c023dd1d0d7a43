"""Whether what was cut off a reply is our own letter, and nobody has written in between (M-15)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from urllib.parse import unquote

_BETWEEN = re.compile(r"[\s<>()\[\]\"]+")
_WORD = re.compile(r"\w+")
_HOST = re.compile(r"\w\.\w|\w:\d")
"""What any address of ours holds; a lone "://" in a story is none."""

_RUN = 4
"""Words of our letter that have to follow one another where a mail program left something out.

Fewer, such as "Ya" or "tidak dipanggil", may just as well be somebody's answer.
"""


def is_quoted(quoted: str, letter: str) -> bool:
    """Say whether `quoted` is our `letter`, as far as it is there, and nothing else.

    Mail programs wrap, indent and shorten what they quote, and show links in ways of their own. So
    its words have to come in the letter in this order, its addresses and signs have to be ours.
    `letter` is "" where we do not know which one is answered. Linear in both.
    """
    if not letter:
        return True
    if not _signs(quoted) <= _signs(letter):
        return False
    said, addresses = _parted(quoted)
    ours, our_addresses = _parted(letter)
    our_addresses = [each for each in our_addresses if _HOST.search(each)]
    known = " ".join(our_addresses)
    if not all(_is_ours(each, known, our_addresses) for each in addresses):
        return False
    return _follows(said, ours)


def _follows(said: list[str], ours: list[str]) -> bool:
    """Say whether the words come in ours in this order, each gap followed by a run of them."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(ours) - _RUN + 1):
        places[tuple(ours[start : start + _RUN])].append(start)
    at = 0
    for number, word in enumerate(said):
        if at < len(ours) and ours[at] == word:
            at += 1
            continue
        found = places.get(tuple(said[number : number + _RUN]), [])
        later = bisect_left(found, at)
        if later == len(found):
            return False
        at = found[later] + 1
    return True


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Part the words of a text from its addresses, both in small letters."""
    words: list[str] = []
    addresses: list[str] = []
    for piece in _BETWEEN.split(text.casefold()):
        if "@" in piece or "://" in piece:
            addresses.append(piece.removeprefix("mailto:").strip(".,;:>*_"))
        else:
            words += _WORD.findall(piece)
    return words, addresses


def _is_ours(address: str, known: str, ours: list[str]) -> bool:
    """Say whether an address stands in our letter, or leads there, as links that are watched do."""
    if address in known:
        return True
    leads_to = unquote(address)
    return "://" in address and any(each in leads_to for each in ours)


def _signs(text: str) -> set[str]:
    """List the pictures among the signs of a text: a thumb may be the whole answer."""
    return {sign for sign in set(text) if unicodedata.category(sign) == "So"}
