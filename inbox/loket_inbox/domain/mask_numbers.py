"""Numbers that name somebody, found in a text however they are grouped or spoken. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loket_inbox.domain.plain_words import DIGIT_JOINS, DIGIT_WORDS, NUMBER_LABELS
from loket_inbox.domain.spellings import is_near

Span = tuple[int, int]

_SHORTEST_NUMBER = 7
_SHORTEST_PART, _SHORTEST_END = 6, 4
_LONGEST_PART = 20
_LONGEST_GAP = 5

_PIECE = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"([a-z]*?)([oil]?[0-9][0-9oil]*)(.*)")
_READ_AS = str.maketrans("oil", "011")

_STARRED = re.compile(r"((?:[0-9][ .-]?){0,15})[*x#•_?.]{2,12}((?:[ .-]?[0-9]){0,15})")
_TOLD_OF = re.compile(
    r"(?:akhir|belakang|ujung|buntut|ekor|depan|awal)(?:an)?(?:nya)?\W{1,3}"
    r"(?:(?:angka|nomor|no|adalah|yaitu|dengan|itu)\W{1,2}){0,2}([0-9]{4,6})(?![0-9])"
)
"""The end or the beginning of a number alone, said to be that."""

_LEADING = re.compile(r"[+(]{1,3}$")


def bare_number(digits: str) -> str:
    """Write a number without its country or trunk code."""
    return digits.removeprefix("00").removeprefix("62").lstrip("0")


@dataclass(slots=True)
class _Run:
    """Digits that follow each other with nothing but separators between."""

    digits: str = ""
    spans: list[Span] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    _tens: bool = False

    def add(self, digits: str, span: Span, *, begins: bool = True) -> None:
        """Take one figure, or the figures of one word; "dua puluh tiga" is `23`."""
        if self._tens and len(digits) == 1:
            self.digits = self.digits[:-1]
            self.spans.pop()
        self._tens = False
        if begins:
            self.groups.append(len(self.digits))
        self.digits += digits
        self.spans += [span] * len(digits)

    def count_in_tens(self, span: Span, word: str) -> None:
        """Read the last digit as said before "belas" (`2` is `12`) or "puluh" (`2` is `20`)."""
        self._tens = word == "puluh"
        last = self.digits[-1]
        self.digits = self.digits[:-1] + (f"{last}0" if self._tens else f"1{last}")
        self.spans.append(span)


class Numbers:
    """The numbers that somebody told: telephones, identity numbers, any spelling."""

    def __init__(self, told: Iterable[str]) -> None:
        bare = (bare_number("".join(filter(str.isdigit, each))) for each in told)
        self._told = {each for each in bare if len(each) >= _SHORTEST_NUMBER}

    def spans(self, text: str) -> Iterator[Span]:
        """Find them in a folded text, from their first digit to their last."""
        if not self._told:
            return
        for run in _runs(text):
            for first, last in self._within(run):
                start = run.spans[first][0]
                led = _LEADING.search(text, max(0, start - 3), start)
                yield led.start() if led else start, run.spans[last][1]
        for found in _STARRED.finditer(text):
            begun, ended = ("".join(filter(str.isdigit, part)) for part in found.groups())
            begun = bare_number(begun)
            if len(begun) + len(ended) >= _SHORTEST_END and any(
                each.startswith(begun) and each.endswith(ended) for each in self._told
            ):
                yield found.span()
        for found in _TOLD_OF.finditer(text):
            if any(
                each.startswith(found[1].lstrip("0")) or each.endswith(found[1])
                for each in self._told
            ):
                yield found.span(1)

    def _within(self, run: _Run) -> Iterator[Span]:
        for told in self._told:
            at = run.digits.find(told)
            while at >= 0:
                lead = next(
                    len(code)
                    for code in ("0062", "062", "62", "00", "0", "")
                    if run.digits[:at].endswith(code)
                )
                yield at - lead, at + len(told) - 1
                at = run.digits.find(told, at + 1)
        whole = bare_number(run.digits)
        if len(whole) >= _SHORTEST_PART and any(
            whole in told or is_near(whole, told) for told in self._told
        ):
            yield 0, len(run.digits) - 1
        # What stands before may be another number; with others behind, it is another telephone's.
        for first in run.groups[-_LONGEST_PART:]:
            part = bare_number(run.digits[first:])
            if len(part) >= _SHORTEST_PART and any(told.endswith(part) for told in self._told):
                yield first, len(run.digits) - 1


def _runs(text: str) -> Iterator[_Run]:
    run, end = _Run(), -_LONGEST_GAP - 1
    for piece in _PIECE.finditer(text):
        word, start = piece[0], piece.start()
        if word in DIGIT_JOINS and run.digits and start - end <= _LONGEST_GAP:
            end = piece.end()
            continue
        if word in {"belas", "puluh"} and run.digits and start - end <= _LONGEST_GAP:
            run.count_in_tens(piece.span(), word)
            end = piece.end()
            continue
        figures = None if word in DIGIT_WORDS else _FIGURES.fullmatch(word)
        if not figures and word not in DIGIT_WORDS:
            continue
        if start - end > _LONGEST_GAP or (figures and figures[1]):
            yield run
            run = _Run()
        if figures:
            first = start + figures.start(2)
            digits = figures[2].translate(_READ_AS)
            for at, digit in enumerate(digits):
                run.add(digit, (first + at, first + at + 1), begins=not at)
            end = first + len(digits)
            if figures[3]:
                end = -_LONGEST_GAP - 1
        else:
            run.add(DIGIT_WORDS[word], piece.span())
            end = piece.end()
    yield run


_ROMAN = {
    roman: str(at)
    for at, roman in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], 1)
}

_IN_ADDRESS = re.compile(
    rf"(?<![^\W_])(rukun tetangga|rukun warga|rt\W{{0,3}}rw|{'|'.join(NUMBER_LABELS)})"
    r"(?![^\W\d_])\W{0,3}([^\W_]{1,9}(?:[ -][a-z](?![^\W_]))?)(?:\s?/\s?([0-9]{1,3}))?(?![^\W_])"
)
_SPELLED = {"rukun tetangga": "rt", "rukun warga": "rw"}


def address_numbers(text: str) -> Iterator[tuple[str, str, Span]]:
    """Find "RT 03/02", "No. 12", "Blok C" in a folded text: the label, its number, its place."""
    for found in _IN_ADDRESS.finditer(text):
        label = NUMBER_LABELS.get(found[1]) or _SPELLED.get(found[1], "rt")
        value = _counted(found[2])
        if not value:
            continue
        yield label, value, (found.start(), found.end(2))
        if found[3] and label == "rt":
            yield "rw", _counted(found[3]), found.span(3)


def _counted(written: str) -> str:
    plain = written.replace(" ", "").replace("-", "")
    plain = DIGIT_WORDS.get(plain) or _ROMAN.get(plain, plain)
    return plain.lstrip("0") if any(map(str.isdigit, plain)) or len(plain) == 1 else ""
