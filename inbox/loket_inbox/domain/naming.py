"""How people name a person in passing: short, after a title, by initials, starred out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_inbox.domain.mask_numbers import Span
from loket_inbox.domain.plain_words import ABBREVIATIONS, COMMON, MAIL_GENERIC, TITLES
from loket_inbox.domain.spellings import SHORTEST, heard_keys


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text, and whether it began with a capital in the source."""

    word: str
    start: int
    end: int
    capital: bool


_CUE = re.compile(
    r"(?<![^\W_])(?:nama (?:panggilan |kecil |lengkap |asli )?(?:saya|aku|sy)|panggilan(?: saya)?"
    r"|panggil (?:saja )?(?:saya|aku)|dipanggil|kenalkan,? (?:saya|aku)|alias|ttd|tertanda"
    r"|hormat saya|salam(?: hormat)?)[\s:,.\"'“-]{1,5}(?:adalah |ialah |itu |yaitu )?[\"'“]?$"
)
_CUE_LENGTH = 50

_STARS = r"[*#•_?~^%×.…-]"
_STARRED = re.compile(r"[a-z]{1,20}(?:[*#•_?~^%×…]|\.{2,})[a-z*#•_?~^%×….]{0,24}")
_HIDDEN = re.compile(r"[^a-z]+")
_LINE_END = re.compile(r"[ \t.,!)-]*(?:\n|$)")
_LINE_START = re.compile(r"(?:^|\n)[ \t(-]*$")
_SENTENCE_END = re.compile(r"[.!?\n:\"“]")


class Naming:
    """The parts of told names, and what is recognised only where a name is expected."""

    def __init__(self, names: Iterable[list[str]]) -> None:
        listed = list(names)
        self._parts = {part for parts in listed for part in parts}
        self._shy = {part for part in self._parts if part in COMMON}
        shorts = {short for part in self._parts for short in _shorts(part)} - COMMON
        self._shorts = shorts | {key for short in shorts for key in heard_keys(short)}
        self._first = {part[:n] for part in self._parts for n in range(SHORTEST, len(part))}
        self._last = {part[n:] for part in self._parts for n in range(1, len(part) - 3)}
        rows = {
            "".join(part[0] for part in parts[at : at + count])
            for parts in listed
            for count in range(2, len(parts) + 1)
            for at in range(len(parts) - count + 1)
        }
        self._initials = rows - ABBREVIATIONS
        between = rf"(?:{_STARS}|\s){{1,6}}"
        self._dotted = [
            re.compile(rf"(?<![^\W_]){between.join(row)}(?![^\W_])[.*]{{0,8}}")
            for row in sorted(rows, key=len, reverse=True)
        ]

    def nicked(self, words: Iterable[str]) -> bool:
        """Say whether one of the words of an address is a short form of a name."""
        return any(
            word.strip("0123456789") in self._shorts and word not in MAIL_GENERIC for word in words
        )

    def spans(self, text: str, tokens: list[Token]) -> Iterator[Span]:
        """Find short names where a name is expected, initials, and starred names."""
        capitals = {token.start for token in tokens if token.capital}
        for row in self._dotted:
            for found in row.finditer(text):
                letters = [at for at in range(*found.span()) if text[at].isalnum()]
                if capitals.issuperset(letters):
                    yield found.span()
        for found in _STARRED.finditer(text):
            if not text[found.start() - 1 : found.start()].isalnum() and self._starred(found[0]):
                yield found.span()
        for number, token in enumerate(tokens):
            if len(token.word) > 1 and self._is_named(text, tokens, number):
                yield token.start, token.end

    def _is_named(self, text: str, tokens: list[Token], number: int) -> bool:
        token = tokens[number]
        short = self._is_short(token.word)
        if not short and token.word not in self._shy and token.word not in self._initials:
            return False
        before = tokens[number - 1] if number else None
        gap = text[before.end : token.start] if before else "\n"
        alone = _LINE_START.search(text, max(0, token.start - 9), token.start) and (
            _LINE_END.match(text, token.end)
        )
        titled = before is not None and before.word in TITLES and gap in {" ", ". ", "."}
        expected = (
            titled or alone or _CUE.search(text, max(0, token.start - _CUE_LENGTH), token.start)
        )
        if expected:
            return True
        if token.word in self._initials or not token.capital:
            return False
        within = before is not None and not _SENTENCE_END.search(gap)
        return within and (
            token.word in self._shy or token.word in self._first or token.word in self._last
        )

    def _is_short(self, word: str) -> bool:
        if word in COMMON or len(word) < SHORTEST:
            return False
        return word in self._shorts or not self._shorts.isdisjoint(heard_keys(word))

    def beside(self, text: str, tokens: list[Token], hits: set[Span]) -> Iterator[Span]:
        """Find the initials and shortened parts that stand beside a hit: `Z. Kenariwati`."""
        starts, ends = {start for start, _ in hits}, {end for _, end in hits}
        for number, token in enumerate(tokens):
            initial = token.capital and len(token.word) == 1
            cut = text[token.end : token.end + 1] == "." and len(token.word) > 1
            if token.word not in self._shy and not (
                (initial or cut) and any(part.startswith(token.word) for part in self._parts)
            ):
                continue
            if (
                number
                and tokens[number - 1].end in ends
                and token.start - tokens[number - 1].end <= 2
            ) or (
                number + 1 < len(tokens)
                and tokens[number + 1].start in starts
                and tokens[number + 1].start - token.end <= 2
            ):
                yield token.start, token.end

    def _starred(self, written: str) -> bool:
        """Say whether a word with stars for letters is a told part: `Zul***ha`."""
        shown = [piece for piece in _HIDDEN.split(written) if piece]
        letters = sum(map(len, shown))
        if letters < SHORTEST or (len(shown) == 1 and written.rstrip("*#•_?~^%×….") in COMMON):
            return False
        return any(_fits(part, written, shown) for part in self._parts if letters < len(part))


def _shorts(part: str) -> Iterator[str]:
    for length in range(SHORTEST, len(part)):
        yield part[:length]
        yield part[-length:]


def _fits(part: str, written: str, shown: list[str]) -> bool:
    if not part.startswith(shown[0]):
        return False
    if written[-1].isalpha() and not part.endswith(shown[-1]):
        return False
    at = 0
    for piece in shown:
        at = part.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True
