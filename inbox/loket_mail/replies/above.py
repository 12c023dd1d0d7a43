"""What introduces our own letter right above its marker line.

There a letter begins for certain, so that also an introduction in a language that we do not know
is one; and a block of labels is one only if nothing in it may be a nota dinas.
"""

from __future__ import annotations

import re

from loket_mail.replies import attributions, headers, intros
from loket_mail.replies.lines import above_blanks, blank, is_quoted, plain

_LONGEST_BLOCK = 20


def introduction(lines: list[str], *, quoted: bool) -> tuple[int, bool]:
    """Where the one introduction at the end of `lines` begins, and whether that is sure.

    `quoted`: the letter below is quoted with ">", so quoted lines at the end belong to it.
    Only one introduction goes: above it, a nota dinas may end in its own Dari: and Kepada:.
    """
    end = len(lines)
    while quoted and end and is_quoted(lines[end - 1]):
        end -= 1
    end = above_blanks(lines, end)
    attribution = attributions.ending_at(lines, end)
    start = attribution.start if attribution else _header_block(lines, end)
    if start is None and end and headers.joined(lines[end - 1]):
        start = end - 1
    if start is not None:
        start = headers.above_rule(lines, start) if attribution else start
        return headers.above_separators(lines, start), True
    if intros.introduces_alone(lines, end):
        return headers.above_separators(lines, end - 1), True
    kept = headers.above_separators(lines, end)
    return kept, not (kept and _strange_end(lines[:kept]))


def _strange_end(kept: list[str]) -> bool:
    """Whether what stands right above the letter may be an introduction that we do not know.

    It would end in a colon or name an address; a block of labels may be a nota dinas as well.
    """
    last = plain(kept[-1])
    if intros.unknown(last) or re.search(r"@\S{1,300}>", last) or headers.kind(last):
        return True
    start = len(kept)
    while start and len(kept) - start < _LONGEST_BLOCK and not blank(kept[start - 1]):
        start -= 1
    kinds = headers.kinds(kept[start:])
    return "from" in kinds and len(kinds) > 2


def _header_block(lines: list[str], end: int) -> int | None:
    """Where a block Dari:/Dikirim:/Kepada:/Subjek: begins that ends at `end`."""
    top = _top(lines, end)
    if top is None:
        return None
    labelled = _run_of_labels(lines, top)
    if labelled < top and headers.separator_above(lines, labelled):
        # "Subject:" and "Date:" come first where the separator says that the block is whole.
        top = labelled
    separator = headers.separator_above(lines, top)
    kinds = headers.kinds(lines[top:end])
    if len(kinds) < 3 or not kinds & {"sent", "date", "subject"}:
        return None
    if not all(headers.belongs(lines, number) for number in range(top + 1, end)):
        return None  # Words of the answer, perhaps.
    # Without "Dikirim", only a program's separator tells the block from that of a nota dinas.
    programs = bool(separator) and (
        headers.is_original(separator) or "@" in "".join(lines[top:end])
    )
    block = headers.starting_at(lines, top)
    sure = block is not None and block.end == end
    return top if "sent" in kinds or programs or sure else None


def _top(lines: list[str], end: int) -> int | None:
    """The line "Dari:" nearest above `end`."""
    start = end
    while start and end - start < _LONGEST_BLOCK:
        line = lines[start - 1]
        if blank(line) or headers.is_separator(line):
            above = above_blanks(lines, start)
            if above == start or not above or not headers.kind(lines[above - 1]):
                return None
        start -= 1
        if headers.kind(line) == "from":
            return start
    return None


def _run_of_labels(lines: list[str], start: int) -> int:
    """Where labels that a program writes once begin; one more of a kind is the writer's own."""
    seen = {"from"}
    while start:
        kind = headers.kind(lines[start - 1])
        if not kind or kind in seen:
            break
        seen.add(kind)
        start -= 1
    return start
