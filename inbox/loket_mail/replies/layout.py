"""How the lines of a reply are laid out: the writer's own, quoted, introducing, or a tail.

A reply answers above what it quotes, or below it, or between; nothing else tells which part of it
is the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice

from loket_mail.replies import intros, tails
from loket_mail.replies.attributions import ends_like_one
from loket_mail.replies.lines import INVISIBLE, above_blanks, below_blanks, blank, is_quoted


class Sort(Enum):
    """Whose line it is."""

    OWN = "own"
    BLANK = "blank"
    QUOTED = "quoted"
    INTRODUCING = "introducing"
    REST = "rest"  # All below an introduction, not marked with ">".
    TAIL = "tail"


MOST_LINES = 5_000
"""Nobody writes more lines by hand; a text with more of them is for a person to look at."""

_LOOKED_AT = 500
_COMPARED = re.compile(r">=?\s?(?:rp\.?\s?)?\d(?!\d?[.)]\s)", re.IGNORECASE)
_SIGNED = re.compile(r"-([A-Z][\w.' -]{1,60})\s{0,5}")
_ELSE = {Sort.QUOTED, Sort.INTRODUCING, Sort.REST}


@dataclass(slots=True)
class Layout:
    """The sort of each line, and what speaks against trusting it."""

    sorts: list[Sort]
    clear: bool = True
    """False: a delimiter stands in it that may be the answer's own."""
    doubtful: bool = False
    """True: something may introduce a letter, and nothing tells whether it does."""
    own: list[int] = field(default_factory=list)
    """The numbers of the writer's own lines."""


def of(lines: list[str]) -> Layout:
    """Sort these lines."""
    layout = Layout([_sort(line) for line in lines])
    _introduced(lines, layout)
    layout.own = [number for number, sort in enumerate(layout.sorts) if sort is Sort.OWN]
    if len(layout.own) > MOST_LINES:
        layout.doubtful = True
    if not layout.doubtful:
        _bare(lines, layout)
        _tails(lines, layout)
        layout.own = [number for number in layout.own if layout.sorts[number] is Sort.OWN]
        _signed(lines, layout)
    return layout


def _sort(line: str) -> Sort:
    if not line:
        return Sort.BLANK
    seen = line[0]
    if seen not in INVISIBLE:
        return Sort.QUOTED if seen == ">" else Sort.OWN
    return Sort.BLANK if blank(line) else Sort.QUOTED if is_quoted(line) else Sort.OWN


def _introduced(lines: list[str], layout: Layout) -> None:
    """Mark introductions, and as the rest what the first unmarked letter leaves."""
    sorts = layout.sorts
    own = (number for number, sort in enumerate(sorts) if sort is Sort.OWN)
    found = [*intros.among(lines, islice(own, MOST_LINES))]
    starts = {each.start for each in found}
    for each in found:
        below = below_blanks(lines, each.end)
        marked = below < len(lines) and (sorts[below] is Sort.QUOTED or below in starts)
        if marked or each.alone:
            sorts[each.start : each.end] = [Sort.INTRODUCING] * (each.end - each.start)
        else:
            layout.doubtful = True
        if each.alone and not marked and below < len(lines):
            sorts[each.end :] = [Sort.REST] * (len(lines) - each.end)
            return


def _bare(lines: list[str], layout: Layout) -> None:
    """Look at the quoted lines above which nothing known introduces any."""
    sorts, number, introduced = layout.sorts, 0, False
    while number < len(lines):
        if sorts[number] is not Sort.QUOTED:
            number += 1
            continue
        end = number
        while end < len(lines) and sorts[end] in {Sort.QUOTED, Sort.BLANK}:
            end += 1
        above = above_blanks(lines, number)
        introduced = introduced or Sort.INTRODUCING in sorts[above - 1 : above]
        run = [line for line in lines[number:end] if not blank(line)]
        if not introduced:
            worded = any(line.strip(INVISIBLE + ">") for line in run)
            wordless = not worded and end == len(lines)
            if wordless or _compares(run[0]):
                layout.doubtful = True  # ">>>>" and "> 5 tahun: gratis" are nobody's quotation.
            elif above and intros.unknown(lines[above - 1]):
                layout.doubtful = True
        number = end


def _compares(line: str) -> bool:
    """Whether ">" may mean "more than" at the beginning of this line; "> 1. Kapan?" does not."""
    return _COMPARED.match(line[:100].strip(INVISIBLE)) is not None


def _tails(lines: list[str], layout: Layout) -> None:
    """Mark the tails above the first thing quoted and at the very end."""
    sorts = layout.sorts
    first = next((number for number, sort in enumerate(sorts) if sort in _ELSE), len(sorts))
    last = len(sorts)
    while last and sorts[last - 1] not in _ELSE:
        last -= 1
    for start, end in {(0, first), (last, len(sorts))}:
        tail = tails.below(lines[start:end])
        layout.clear = layout.clear and tail.clear
        for number in range(start + tail.start, end):
            if sorts[number] is Sort.OWN:
                sorts[number] = Sort.TAIL


def _signed(lines: list[str], layout: Layout) -> None:
    """Mark "-Name" at the end as a tail where the quoted thread tells that it is a person's name.

    Without that, "-Kartu Keluarga" would be the name of a paper.
    """
    last = layout.own[-1] if layout.own else 0
    name = _SIGNED.fullmatch(lines[last])
    if name is None or not last or not blank(lines[last - 1]):
        return
    if any(
        sort in _ELSE and name[1] in line and ends_like_one(line.lstrip(INVISIBLE + ">"))
        for line, sort in islice(zip(lines[last:], layout.sorts[last:], strict=True), _LOOKED_AT)
    ):
        layout.sorts[layout.own.pop()] = Sort.TAIL
