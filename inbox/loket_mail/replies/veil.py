"""The name that our own letters come from, where a program writes it before a quotation.

"Pada … Rumah Kita <loket@…> menulis:" reads like somebody's own sentence: a name can hold any word.
It is known exactly, so it is veiled by a word without a meaning while a reply is cut, and put back.
"""

from __future__ import annotations

import re
from functools import cache

_WORD = re.compile(r"\w+")
_LONGEST_NAME = 200
_STAND_IN = "Loketzq"
_VEILED = re.compile(rf"{_STAND_IN}([a-z]{{1,8}})")
_VERB = r"(?:(?:telah|has)\s{1,3})?(?:menuliskan|menulis|nulis|wrote|writes|written)"


def veiled(text: str, name: str, address: str) -> tuple[str, tuple[str, ...]]:
    """Veil the name where it stands right before its address, or before "menulis:".

    Each piece of it on a line of its own gets a stand-in, so that no line moves. Gives the pieces
    too, for `unveiled`.
    """
    pieces: list[str] = []
    known = _known(name[:_LONGEST_NAME], address)
    if known is None or _STAND_IN in text:
        return text, ()

    def stand_in(found: re.Match[str]) -> str:
        pieces.append(found[0])
        return _STAND_IN + _letters(len(pieces) - 1)

    def veil(found: re.Match[str]) -> str:
        return re.sub(r"\S(?:[^\n]*\S)?", stand_in, found[0])

    return known.sub(veil, text), tuple(pieces)


def unveiled(text: str, pieces: tuple[str, ...]) -> str:
    """Put the pieces back."""
    return _VEILED.sub(lambda found: pieces[_number(found[1])], text) if pieces else text


@cache
def _known(name: str, address: str) -> re.Pattern[str] | None:
    """Find the name as programs write it: with quotes, without its dots, wrapped anywhere."""
    words = [re.escape(word) for word in _WORD.findall(name)]
    if not words:
        return None
    written = r"[^\w\n]{0,4}\n?[^\w\n]{0,4}".join(words)
    ours = rf"[<(\[]\s{{0,2}}(?:mailto:)?{re.escape(address)}"
    after = rf"[\"'.)\u201d\u2019]{{0,3}}\s{{0,3}}(?:{ours}|{_VERB}\b)"
    return re.compile(rf"(?<![\w@.]){written}(?={after})", re.IGNORECASE)


def _letters(number: int) -> str:
    """Write a number in letters, since a name has no figures."""
    found = ""
    while True:
        number, digit = divmod(number, 26)
        found = chr(ord("a") + digit) + found
        if not number:
            return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("a")
    return number
