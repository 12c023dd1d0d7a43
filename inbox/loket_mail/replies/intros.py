"""Where mail programs introduce a letter, anywhere in a text.

Gmail, Outlook, Apple, Yahoo, Thunderbird, Samsung, Roundcube, Zimbra and their kin introduce with
a sentence (`attributions`), a block of labels (`headers`) or a separator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_mail.replies import attributions, headers
from loket_mail.replies.dates import TIME, YEAR
from loket_mail.replies.lines import (
    COLONS,
    INVISIBLE,
    STOPS,
    above_blanks,
    below_blanks,
    blank,
    is_quoted,
    plain,
)

_OWN_WORDS = re.compile(r"(?:^|\s)(?:kami|kita|saya|telah|sudah|we|have|has)\s")
_SENTENCE_END = re.compile(r"\w{5}\.\s|[!?\u3002\uff01\uff1f]")
_ADDRESS = re.compile(r"[<(\[](?:mailto:)?[^\s<>@]{1,300}@[^\s<>@]{1,300}[>)\]]")
_LOOKED_AT = 12
_MOST_WRAPPED = 3
_NUMBER = re.compile(r"\d|@")
# "wrote" as programs say it in other languages.
_ELSEWHERE = re.compile(
    r"\b(?:schrieb|escribi[o\u00f3]|escreveu|a \u00e9crit|ha scritto|schreef|skrev|kirjoitti|napsal"
    r"|napisa\u0142|va escriure|yazd\u0131"
    r"|\u043d\u0430\u043f\u0438\u0441\u0430\u043b|\u043f\u0438\u0448\u0435\u0442)"
    r"|\u5199\u9053|\u5beb\u9053|\u66f8\u304d\u307e\u3057\u305f|\uc791\uc131",
    re.IGNORECASE,
)
# A token of ours (128 bits, base32) shows that a line comes from our own letter.
_TOKEN = re.compile(r"\+[a-z2-7]{20,64}@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Introduction:
    """The lines from `start` up to `end` that introduce what stands below them."""

    start: int
    end: int
    alone: bool
    """Whether it is certain even where what follows is not marked with ">"."""


def apart(lines: list[str]) -> tuple[list[str], set[int]]:
    """Give introductions that share a line with other words lines of their own.

    Also returns the numbers of the lines that stood behind others on one line.
    """
    made: list[str] = []
    joints: set[int] = set()
    for line in lines:
        if "@" not in line and "--" not in line and "\u2010" not in line:
            made.append(line)
            continue
        rest = line
        for split_off in (headers.split_off, attributions.split_off):
            found = None if is_quoted(rest) else split_off(rest)
            if found is None:
                continue
            before, introduction, rest = found
            for piece in (before, introduction):
                if piece.strip():
                    made.append(piece)
                    joints.add(len(made))
        made.append(rest)
    return made, joints


def among(lines: list[str], numbers: Iterable[int]) -> Iterator[Introduction]:
    """Every introduction in the lines of these numbers, from the first to the last."""
    free = 0
    for number in numbers:
        if number < free:
            continue
        found = _at(lines, number)
        if found is not None:
            # A separator above a header block is an introduction already.
            start = below_blanks(lines, max(free, found.start))
            yield Introduction(start, found.end, found.alone)
            free = found.end


def _at(lines: list[str], number: int) -> Introduction | None:
    """The introduction whose first label, separator or last line is line `number`."""
    if headers.kind(lines[number]):
        block = headers.starting_at(lines, number)
        if block is not None:
            start = headers.above_separators(lines, block.start, drawn=True)
            return Introduction(below_blanks(lines, start), block.end, alone=True)
        if headers.joined(lines[number]):
            start = headers.above_separators(lines, number, drawn=True)
            return Introduction(below_blanks(lines, start), number + 1, alone=True)
    elif headers.is_original(lines[number]):
        # "Begin forwarded message:" could be a sentence: its header block must follow.
        sentence = plain(lines[number]).endswith(":")
        return Introduction(number, number + 1, alone=not sentence)
    attribution = attributions.ending_at(lines, number + 1)
    if attribution is not None:
        alone = attribution.attribution.stands_alone
        start = headers.above_rule(lines, attribution.start)
        return Introduction(start, number + 1, alone=alone)
    below = below_blanks(lines, number + 1)
    if below < len(lines) and is_quoted(lines[below]) and introduces_alone(lines, number + 1):
        last = plain(lines[number])
        if TIME.search(last) or YEAR.search(last):
            return Introduction(number, number + 1, alone=False)
    return None


def quoted_itself(lines: list[str]) -> int:
    """How many lines at the top of a quotation introduce it: Apple's programs quote their own."""
    bare = [line.lstrip(INVISIBLE)[1:] for line in lines[:_LOOKED_AT] if is_quoted(line)]
    first = below_blanks(bare, 0)
    for number in range(first, len(bare)):
        found = _at(bare, number)
        if found is not None:
            return found.end if found.start == first else 0
    return 0


def introduces_alone(lines: list[str], end: int) -> bool:
    """Whether a paragraph of one line introduces a letter in a language that we do not know.

    Where more stands right above, the line may be the rest of a longer introduction.
    """
    last = plain(lines[end - 1]) if end else ""
    if not last.endswith(COLONS) or attributions.somebody_elses(last) or headers.kind(last):
        return False
    if end > 1 and above_blanks(lines, end - 1) == end - 1:
        return False
    named = _ADDRESS.search(last) or ("@" in last and TIME.search(last))
    return bool(named) and not (_OWN_WORDS.search(last) or _SENTENCE_END.search(last))


def unknown(line: str) -> bool:
    """Whether what stands right above a quotation may introduce it in words that we do not know."""
    last = plain(line)
    addressed = _ADDRESS.search(last) is not None and not last.endswith(STOPS)
    return addressed or last.endswith((*COLONS, "--"))


def anybody_else(lines: list[str]) -> bool:
    """Whether the lines hold what somebody else wrote: a quotation, a thread, our own letter."""
    last = above_blanks(lines, len(lines)) - 1
    return any(
        is_quoted(line)
        or _TOKEN.search(line)
        or headers.is_original(line)
        or (_attributes(line) and (number == last or _told(lines, number)))
        or ("@" in line and plain(line[-40:]).endswith(COLONS))
        or headers.begins_block(lines, number)
        or headers.joined(line)
        for number, line in enumerate(lines)
        if line
    ) or _addressed_labels(lines)


def _attributes(line: str) -> bool:
    return (
        attributions.somebody_elses(line)
        or attributions.inside(line)
        or _ELSEWHERE.search(line) is not None
    )


def _told(lines: list[str], number: int) -> bool:
    """Whether a number or an address stands there or right above, as programs always tell.

    Without any, "Pak Lurah menulis:" above more of the writer's words is his own sentence.
    """
    start = number
    while start and number - start < _MOST_WRAPPED and not blank(lines[start - 1]):
        start -= 1
    return any(_NUMBER.search(line) for line in lines[start : number + 1])


def _addressed_labels(lines: list[str]) -> bool:
    """Whether three lines in a row bear labels of any language and one of them an address."""
    run, addressed = 0, False
    for line in lines:
        if not plain(line):
            continue
        if not headers.labelled(line):
            run, addressed = 0, False
            continue
        run, addressed = run + 1, addressed or "@" in line
        if run > 2 and addressed:
            return True
    return False
