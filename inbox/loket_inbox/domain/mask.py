"""Taking out of a text what would name a confidential sender (N-2). Pure.

Only what the sender told is known, in any spelling that we have a rule for. What only a person can
see is hidden by an officer, as `more`.
"""

from __future__ import annotations

import re
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

_LONGEST_GAP = 5
_MOST_PIECES = 8

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,300}"
    r"|[a-z0-9.-]{1,60}\.(?:com|id|me|net|org|co|ee)/[^\s<>\"]{1,200}"
    r"|[\w.+-]{0,64}@[\w.+-]{1,100}"
    r"|[\w.+-]{1,64} ?[\[({<]? ?(?:@|at|et|a keong|keong) ?[\])}>]? ?[\w-]{1,40}"
    r"(?: ?[\[({<]? ?(?:dot|titik|\.) ?[\])}>]? ?[a-z]{2,20}){1,3}"
)

_BETWEEN_HITS = re.compile(r"[ \t._,'/-]{0,3}")


class Mask:
    """Hides what was told in any number of texts; made once for a case."""

    def __init__(self, known: Known, more: tuple[str, ...] = ()) -> None:
        names = [_parts(each, PARTICLES) for each in known.names]
        places = [_parts(each, PLACE_GENERIC) for each in known.places]
        others = [_parts(each, frozenset()) for each in (*known.words, *more)]
        told = {word for parts in (*names, *places, *others) for word in parts}
        plain = {word for parts in map(_all_parts, more) for word in parts if len(parts) == 1}
        told |= {word for each in known.emails for word in _of_email(each)}
        self._spelled = Spellings(
            {word for word in told if word not in COMMON}
            | {joined for parts in map(_all_parts, known.names) for joined in _joinings(parts)}
            | {joined for parts in places for joined in _joinings(parts)}
            | plain
        )
        self._naming = Naming(names)
        self._shy_places = {word for parts in places for word in parts if word in COMMON}
        self._numbers = Numbers((*known.numbers, *known.words, *more))
        self._counted = {
            (label, value)
            for each in known.places
            for label, value, _ in address_numbers(fold(each).text)
        }
        self._phrases = _phrases((*more, *known.emails, *known.words))
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
        return Mask(Known(), (phrase,)).hide(text) != text

    def _spans(self, text: str, places: tuple[int, ...], source: str) -> Iterator[Span]:
        tokens = [
            Token(found[0], *found.span(), capital=source[places[found.start()]].isupper())
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
        hits |= set(self._naming.beside(text, tokens, hits))
        return self._widened(text, hits)

    def _words(self, text: str, tokens: list[Token]) -> Iterator[Span]:
        """Find single words, and words that were taken apart."""
        seen: dict[str, bool] = {}
        for number, token in enumerate(tokens):
            if token.word not in seen:
                seen[token.word] = self._spelled.have(token.word)
            if seen[token.word]:
                yield token.start, token.end
            if token.word in self._shy_places and number:
                label = tokens[number - 1]
                if label.word in PLACE_LABELS and token.start - label.end <= 3:
                    yield token.start, token.end
            yield from self._taken_apart(text, tokens[number : number + _MOST_PIECES])
        for found in _SIGNED.finditer(text):
            word = found[0].rstrip("!+|")
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
        for token in (*tokens, Token("", len(text), len(text), capital=False)):
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
        starts = sorted(hits)
        for found in _ADDRESS.finditer(text):
            local = found[0].partition("@")[0] or found[0]
            if any(start < found.end() and end > found.start() for start, end in starts) or (
                self._naming.nicked(word[0] for word in _WORD.finditer(local))
            ):
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


def _joinings(parts: list[str]) -> Iterator[str]:
    """Write a whole name in one word, its parts in any order."""
    for count in range(2, min(len(parts), 4) + 1):
        if len(parts) <= 4:
            yield from ("".join(each) for each in permutations(parts, count))
        else:
            yield from ("".join(parts[at : at + count]) for at in range(len(parts) - count + 1))


def _of_email(address: str) -> Iterator[str]:
    local = fold(address).text.partition("@")[0]
    yield from (each for each in re.findall(r"[a-z]{4,}", local) if each not in MAIL_GENERIC)
    joined = "".join(_WORD.findall(local))
    if len(joined) >= 4 and joined not in MAIL_GENERIC:
        yield joined


def _phrases(written: Iterable[str]) -> list[re.Pattern[str]]:
    between = r"[\W_]{0,5}"
    return [
        re.compile(rf"(?<![^\W_]){between.join(parts)}(?![^\W_])")
        for parts in map(_all_parts, written)
        if len(parts) > 1
    ]
