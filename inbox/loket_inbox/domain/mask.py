"""Taking out of a text what would name a confidential sender (N-2). Pure.

Only what the sender told is known, in any spelling that we have a rule for. What only a person can
see is hidden by an officer, as `more`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations

from loket_inbox.domain.folding import fold
from loket_inbox.domain.mask_numbers import Numbers, Span, address_numbers
from loket_inbox.domain.naming import Naming, Token
from loket_inbox.domain.plain_words import (
    COMMON,
    LETTER_NAMES,
    MAIL_GENERIC,
    NUMBER_LABELS,
    PARTICLES,
    PLACE_GENERIC,
    PLACE_LABELS,
)
from loket_inbox.domain.spellings import SHORTEST, Spellings, any_of

WITHHELD = "(dirahasiakan)"


@dataclass(frozen=True, slots=True)
class Known:
    """What the sender told of who they are, as they typed it."""

    names: tuple[str, ...] = ()
    """Whole names: "Zulaikha Kenariwati"."""
    numbers: tuple[str, ...] = ()
    """Telephones and identity numbers."""
    emails: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Street, hamlet, village: "Jl. Kenanga No. 12 RT 03/02"."""
    words: tuple[str, ...] = ()
    """Other short personal texts."""


_WORD = re.compile(r"[^\W_]+")
_SIGNED = re.compile(r"[a-z0-9@$!|€+]{3,60}")
"""A word with signs or figures in the place of letters."""

_SHORTEST_FIGURES = 6
"""Figures of a word that is looked for alone: years and house numbers stand in any story."""

_LONGEST_GAP = 5
_MOST_PIECES = 8

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,300}"
    r"|[a-z0-9.-]{1,60}\.(?:com|id|me|net|org|co|ee)/[^\s<>\"]{1,200}"
    r"|[\w.+-]{0,64}@[\w.+-]{1,100}"
    r"|[\w.+-]{1,64}(?: ?[\[({<] ?(?:@|at|et|keong) ?[\])}>] ?| ?@ ?| (?:at|et|keong) )[\w-]{1,40}"
    r"(?: ?[\[({<]? ?(?:dot|titik|\.) ?[\])}>]? ?[a-z]{2,20}){1,3}"
    r"|[\w.]{0,40}_[\w.]{1,40}"
)

_APART = r"[\W_]{0,5}"
_BETWEEN_HITS = re.compile(r"[ \t._,'/-]{0,3}")


class Mask:
    """Hides what was told in any number of texts; made once for a case."""

    def __init__(self, known: Known, more: tuple[str, ...] = ()) -> None:
        names = [_parts(each, PARTICLES) for each in known.names]
        places = [_parts(each, PLACE_GENERIC) for each in known.places]
        others = [_proper(each) for each in known.words]
        alone = [parts for each in more if len(parts := _all_parts(each)) == 1]
        told = {
            word
            for parts in (*names, *places, *others, *alone)
            for word in parts
            if len(word) >= _SHORTEST_FIGURES or not word.isdecimal()
        }
        told |= {word for each in known.emails for word in _of_email(each)}
        self._spelled = Spellings(
            told
            | {joined for parts in map(_all_parts, known.names) for joined in _joinings(parts)}
            | {joined for parts in places for joined in _joinings(parts)}
            | {"".join(_all_parts(each)) for each in (*known.words, *more)},
            sure={word for (word,) in alone},
        )
        self._naming = Naming(names, told)
        self._shy_places = {word for parts in places for word in parts if word in COMMON}
        self._numbers = Numbers((*known.numbers, *known.words, *more))
        self._counted = {
            (label, value)
            for each in known.places
            for label, value, _ in address_numbers(fold(each).text)
        }
        rows = [*map(_all_parts, (*more, *known.emails, *known.words))]
        rows += [[*pair] for each in known.names for pair in pairwise(_all_parts(each))]
        rows += [row for each in known.places for row in _named_places(each)]
        self._phrases = [_phrase(row) for row in rows if len(row) > 1]
        self._inside = any_of(self._spelled.words)

    def hide(self, text: str) -> str:
        """Give the text with every hit replaced by `WITHHELD`, neighbouring hits by one."""
        folded = fold(text)
        pieces, end = [], 0
        for start, stop in _merged(self._spans(folded.text, folded.places, text), folded.text):
            first, last = folded.span(start, stop)
            pieces += [text[end:first], WITHHELD]
            end = last
        return "".join((*pieces, text[end:]))

    @staticmethod
    def finds(phrase: str, text: str) -> bool:
        """Say whether a phrase of an officer stands in the text: a mistyped one hides nothing."""
        # A name behind "nama saya" is hidden whoever says it.
        return Mask(Known(), (phrase,)).hide(text) != Mask(Known()).hide(text)

    def _spans(self, text: str, places: tuple[int, ...], source: str) -> Iterator[Span]:
        tokens = [
            Token(
                found[0], *found.span(), source[places[found.start()] : places[found.end() - 1] + 1]
            )
            for found in _WORD.finditer(text)
        ]
        hits = {
            *self._words(text, tokens),
            *self._spelled_out(text, tokens),
            *self._numbers.spans(text),
            *(span for phrase in self._phrases for span in _found(phrase, text)),
            *(
                span
                for label, value, span in address_numbers(text)
                if (label, value) in self._counted
            ),
            *self._naming.spans(text, tokens),
        }
        hits |= set(self._naming.beside(tokens, hits))
        return self._widened(text, hits)

    def _words(self, text: str, tokens: list[Token]) -> Iterator[Span]:
        """Find single words, and words that were taken apart."""
        seen: dict[str, bool] = {}
        for number, token in enumerate(tokens):
            if token.word not in seen:
                seen[token.word] = self._spelled.have(token.word) or any(
                    map(self._spelled.have, token.humps)
                )
            if seen[token.word]:
                yield token.start, token.end
            if token.word in self._shy_places and number:
                label = tokens[number - 1]
                if label.word in PLACE_LABELS and token.start - label.end <= 3:
                    yield token.start, token.end
            yield from self._taken_apart(text, tokens[number : number + _MOST_PIECES])
        for found in _SIGNED.finditer(text):
            for word in (found[0], found[0].rstrip("!+|")):
                if not word.isalnum() and self._spelled.have(word):
                    yield found.start(), found.start() + len(word)

    def _taken_apart(self, text: str, tokens: list[Token]) -> Iterator[Span]:
        joined, plain, spaced = tokens[0].word, tokens[0].word in COMMON, False
        for before, token in pairwise(tokens):
            gap = text[before.end : token.start]
            joined += token.word
            if len(gap) > _LONGEST_GAP or len(joined) > self._spelled.longest + SHORTEST:
                return
            plain = plain and token.word in COMMON
            spaced = spaced or any(map(str.isspace, gap))
            if not (plain and spaced) and self._spelled.have_joined(joined):
                yield tokens[0].start, token.end

    def _spelled_out(self, text: str, tokens: list[Token]) -> Iterator[Span]:
        """Find words in a row of single letters, or of the names of letters."""
        row: list[Token] = []
        for token in (*tokens, Token("", len(text), len(text), "")):
            near = not row or token.start - row[-1].end <= _LONGEST_GAP
            if near and (len(token.word) == 1 or token.word in LETTER_NAMES):
                row.append(token)
                continue
            if len(row) >= SHORTEST and self._inside:
                letters = "".join(LETTER_NAMES.get(each.word, each.word) for each in row)
                for found in self._inside.finditer(letters):
                    yield row[found.start()].start, row[found.end() - 1].end
            row = [token] if len(token.word) == 1 or token.word in LETTER_NAMES else []

    def _widened(self, text: str, hits: Iterable[Span]) -> Iterator[Span]:
        """Take the whole address or handle in which a hit stands."""
        yield from hits
        ends = sorted(end for _, end in _merged(hits, text))
        starts = sorted(start for start, _ in _merged(hits, text))
        for found in _ADDRESS.finditer(text):
            local = found[0].partition("@")[0] or found[0]
            touched = bisect_left(starts, found.end()) > bisect_right(ends, found.start())
            if touched or self._naming.nicked(word[0] for word in _WORD.finditer(local)):
                yield found.span()


def _merged(spans: Iterable[Span], text: str) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (
            start <= merged[-1][1] or _BETWEEN_HITS.fullmatch(text, merged[-1][1], start)
        ):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _found(phrase: re.Pattern[str], text: str) -> Iterator[Span]:
    return (found.span() for found in phrase.finditer(text))


def _all_parts(written: str) -> list[str]:
    return _WORD.findall(fold(written).text)


def _parts(written: str, shared: frozenset[str]) -> list[str]:
    return [part for part in _all_parts(written) if part not in shared]


def _proper(written: str) -> list[str]:
    """List the words that are somebody's or something's own name: "Guru TK Pelita Bundaku"."""
    parts = written.split()
    return [
        word
        for part in parts
        if part[:1].isupper() or len(parts) == 1
        for word in _all_parts(part)
        if word not in COMMON
    ]


def _joinings(parts: list[str]) -> Iterator[str]:
    """Write a whole name in one word, its parts in any order where they are few."""
    for count in range(2, min(len(parts), 4) + 1):
        rows = (
            permutations(parts, count)
            if len(parts) <= 4
            else (parts[at : at + count] for at in range(len(parts) - count + 1))
        )
        yield from (joined for row in rows if not (joined := "".join(row)).isdecimal())


def _of_email(address: str) -> Iterator[str]:
    local = fold(address).text.partition("@")[0]
    yield from (each for each in re.findall(r"[a-z]{4,}", local) if each not in MAIL_GENERIC)
    joined = "".join(_WORD.findall(local))
    if len(joined) >= 4 and joined not in MAIL_GENERIC:
        yield joined


def _named_places(written: str) -> Iterator[list[str]]:
    """List the names of streets and villages that are made of several words: "Pasar Baru"."""
    row: list[str] = []
    for part in (*_all_parts(written), ""):
        if part and not part.isdecimal() and part not in PLACE_LABELS | NUMBER_LABELS.keys():
            row.append(part)
        else:
            yield row
            row = []


def _phrase(parts: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){_APART.join(parts)}(?![^\W_])")
