"""How people name a person in passing: short, after a title, by initials, starred out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_inbox.domain.mask_numbers import Span
from loket_inbox.domain.plain_words import ABBREVIATIONS, COMMON, MAIL_GENERIC, TITLES
from loket_inbox.domain.spellings import SHORTEST, heard_keys, is_near, stands_within


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text, and how the source writes it."""

    word: str
    start: int
    end: int
    source: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.source[:1].isupper()

    @property
    def humps(self) -> list[str]:
        """The parts of `bantuBudi`: each but the first begins with a capital behind a small one."""
        parts = _HUMPS.split(self.source)
        return [part.lower() for part in parts] if len(parts) > 1 else []


_SELF = (
    r"nama (?:panggilan |kecil |lengkap |asli )?(?:saya|aku|sy)|(?:nama )?panggilan(?: saya)?"
    r"|panggil(?: saja)?(?: saya| aku| sy)?(?: saja)?|saya (?:[a-z]{3,10} )?dipanggil"
    r"|kenalkan,? (?:saya|aku)"
)
_OTHER = (
    r"dipanggil|alias|ttd|tertanda|hormat saya|salam(?: hormat)?|(?:ber)?inisial|terima kasih"
    r"|wassalam"
)
_AFTER = (
    r"[\s:,.\"'“-]{1,5}(?:adalah |ialah |itu |yaitu |saja )?(?:bu |pak |mbak |mas |kak )?[\"'“]?$"
)
_SAID_OF_SELF = re.compile(rf"(?<![^\W_])(?:{_SELF}){_AFTER}")
_CUE = re.compile(rf"(?<![^\W_])(?:{_SELF}|{_OTHER}){_AFTER}")
_CUE_LENGTH = 50
_LONGEST_NAME = 40

_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")

_STARS = r"[*#•_?~^%×.…-]"
_STARRED = re.compile(r"[a-z]{1,20}(?:[*#•_?~^%×…]|\.{2,})[a-z*#•_?~^%×….]{0,24}")
_HIDDEN = re.compile(r"[^a-z]+")
_LINE_END = re.compile(r"[ \t.,!)-]*(?:\n|$)")
_LINE_START = re.compile(r"(?:^|\n)[ \t(-]*$")
_SENTENCE_END = re.compile(r"[.!?\n:\"“]")


class Naming:
    """The parts of told names, and what is recognised only where a name is expected."""

    def __init__(self, names: Iterable[list[str]], told: Iterable[str] = ()) -> None:
        """Take the parts of each whole name, and every told word that may be starred out."""
        listed = list(names)
        self._told = [word for word in told if len(word) >= SHORTEST]
        self._parts = {part for parts in listed for part in parts}
        self._shy = {part for part in self._parts if part in COMMON}
        shorts = {short for part in self._parts for short in _shorts(part)} - COMMON
        self._shorts = shorts | {
            key for short in shorts for key in heard_keys(short) if len(key) >= SHORTEST
        }
        self._first = {
            part[:n] for part in self._parts for n in range(SHORTEST, len(part))
        } - COMMON
        self._last = {part[n:] for part in self._parts for n in range(1, len(part) - 3)} - COMMON
        rows = {
            "".join(part[0] for part in parts[at : at + count])
            for parts in listed
            for count in range(2, len(parts) + 1)
            for at in range(len(parts) - count + 1)
        }
        self._initials = rows - ABBREVIATIONS
        self._tiny = {part[:2] for part in self._parts} | {part[-2:] for part in self._parts}
        self._tiny -= COMMON | ABBREVIATIONS
        self._letters = {part[0] for part in self._parts}
        between = rf"(?:{_STARS}|\s){{1,6}}"
        self._dotted = [
            re.compile(rf"(?<![^\W_]){between.join(row)}(?![^\W_])[.*]{{0,8}}")
            for row in sorted(rows, key=len, reverse=True)
        ]

    def nicked(self, words: Iterable[str]) -> bool:
        """Say whether one of the words of an address is a short form of a name."""
        bare = (word.strip("0123456789") for word in words if len(word) <= _LONGEST_NAME)
        return any(
            word not in MAIL_GENERIC
            and (
                word in self._parts
                or self._is_short(word)
                or self._is_blend(word)
                or any(word[:cut] in self._first | self._parts for cut in _handle_cuts(word))
            )
            for word in bare
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
            whole = not text[found.start() - 1 : found.start()].isalnum()
            if whole and self._starred(found[0], capital=found.start() in capitals):
                yield found.span()
        for number, token in enumerate(tokens):
            if self._is_named(text, tokens, number):
                yield token.start, token.end

    def _is_named(self, text: str, tokens: list[Token], number: int) -> bool:
        token = tokens[number]
        if len(token.word) > _LONGEST_NAME:
            return False
        if token.capital and _said(_SAID_OF_SELF, text, token):
            return token.word not in COMMON and token.word not in TITLES
        if token.capital and (token.word in self._first or token.word in self._last):
            return True
        if not (self._shy | self._first).isdisjoint(token.humps):
            return True
        if self._is_blend(token.word) or (token.capital and self._has_one_more(token.word)):
            return True
        initials = token.word in self._initials
        if initials and len(token.word) >= SHORTEST and token.source.isupper():
            return True
        small = token.capital and token.word in self._letters | self._tiny
        if not (initials or small or token.word in self._shy or self._is_short(token.word)):
            return False
        before = tokens[number - 1] if number else None
        gap = text[before.end : token.start] if before else "\n"
        if before and before.word in TITLES and gap in {" ", ". ", "."}:
            return True
        if _said(_CUE, text, token) or (
            len(token.word) > 2 - initials and _stands_alone(text, token)
        ):
            return True
        # A word of any story is a name where it has a capital that no sentence gave it.
        return token.word in self._shy and token.capital and not _SENTENCE_END.search(gap)

    def _has_one_more(self, word: str) -> bool:
        """Say whether a short part of a name was written with a letter too many."""
        return word not in COMMON and any(
            len(word) == len(part) + 1 and word[0] == part[0] and is_near(word, part)
            for part in self._parts
            if len(part) > SHORTEST
        )

    def _is_blend(self, word: str) -> bool:
        """Say whether two parts of a name were shortened into one: `zulken`."""
        return any(
            (word[:cut] in self._first or word[:cut] in self._parts)
            and (word[cut:] in self._first or word[cut:] in self._parts)
            for cut in range(SHORTEST, len(word) - SHORTEST + 1)
            if word not in COMMON
        )

    def _is_short(self, word: str) -> bool:
        if word in COMMON or len(word) < SHORTEST:
            return False
        if word in self._shorts or not self._shorts.isdisjoint(heard_keys(word)):
            return True
        return len(word) > SHORTEST and any(word in part for part in self._parts)

    def beside(self, tokens: list[Token], hits: set[Span]) -> Iterator[Span]:
        """Find the initials and shortened parts that stand beside a hit: `Z. Kenariwati`."""
        starts, ends = {start for start, _ in hits}, {end for _, end in hits}
        for number, token in enumerate(tokens):
            if token.word not in self._shy and not (token.capital and self._is_cut(token.word)):
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

    def _is_cut(self, word: str) -> bool:
        """Say whether it may stand for a part beside another one: `Wyn. Sukerti`."""
        if len(word) > 1 and (word in COMMON or word in TITLES):
            return False
        return any(
            part.startswith(word[:SHORTEST])
            or (len(word) < 5 and part[0] == word[0] and stands_within(word, part))
            for part in self._parts
        )

    def _starred(self, written: str, *, capital: bool) -> bool:
        """Say whether a word with stars for letters is a told part: `Zul***ha`."""
        shown = [piece for piece in _HIDDEN.split(written) if piece]
        letters = sum(map(len, shown))
        hidden = len(written) - letters
        if letters < (1 if capital else 2) or (
            len(shown) == 1 and shown[0] in COMMON and hidden < SHORTEST
        ):
            return False
        return any(
            _fits(word, written, shown)
            for word in self._told
            if letters < len(word)
            if letters >= SHORTEST
            or (hidden >= SHORTEST and abs(len(word) - len(written)) < SHORTEST)
        )


def _said(cue: re.Pattern[str], text: str, token: Token) -> bool:
    return cue.search(text, max(0, token.start - _CUE_LENGTH), token.start) is not None


def _stands_alone(text: str, token: Token) -> bool:
    return (
        _LINE_START.search(text, max(0, token.start - 9), token.start) is not None
        and _LINE_END.match(text, token.end) is not None
    )


def _handle_cuts(word: str) -> range:
    """Say where a handle may be a short name with up to three more letters: `wulanp`."""
    return range(max(SHORTEST + 1, len(word) - SHORTEST), len(word))


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
