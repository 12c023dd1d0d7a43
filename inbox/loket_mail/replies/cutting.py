"""The cut: an answer, what it was cut from, and whether that is sure.

A wrong cut would send somebody else's words out as the answer, or lose half of it. So `Cut.sure` is
true only where nothing speaks against the cut, and where no cut is certain the whole is the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from loket_mail.replies import above, headers, intros, layout, pointers, signed, tails, veil
from loket_mail.replies.dates import TIME
from loket_mail.replies.layout import Layout, Sort
from loket_mail.replies.lines import (
    COLONS,
    INVISIBLE,
    ZERO_WIDTH,
    as_it_came,
    below_blanks,
    blank,
    plain,
)
from loket_mail.replies.veil import unveiled

_DASH = "-\u2010-\u2015\u2212\u2500"
_BETWEEN = rf"[\s>|*{ZERO_WIDTH}]"
_QUOTING = f"{INVISIBLE}>|*_\\"


@dataclass(frozen=True, slots=True)
class Cut:
    """A reply taken apart; every word of it is in one of the four texts."""

    answer: str
    """The writer's own words, without blanks at the ends of lines and empty lines around them."""
    sure: bool
    """Whether the answer is all of the writer's words and nobody else's; else a person must look.

    Where no cut is certain, the whole text is the answer, and not sure.
    """
    quoted: str = ""
    """The letter that the reply answers, as it came; with the marker, what stands below it."""
    signature: str = ""
    """Signature, advertising of telephones and footers of mailing lists, as they came."""
    introduction: str = ""
    """What introduced the letter: "Pada … menulis:", a header block, the marker line."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address; "" for what is not known."""

    name: str = ""
    address: str = ""


NOBODY = Person()


def cut(
    text: str, marker: str = "", *, letter_from: Person = NOBODY, writer: Person = NOBODY
) -> Cut:
    """Take the reply `text` (plain text) apart; any text at all, in time linear in its length.

    `marker` is the line that the letter began with, words between dashes ("--- reply above ---"),
    so that its replies are cut more surely: above that line. `letter_from` is who the letter came
    from: programs name them before what they quote. `writer` is who answers: what stands beside
    their name at the end is their signature. An answer may be empty: nothing was written, and it is
    never sure.
    """
    text = text.replace("\r\n", "\n").strip("\n")
    text, veiled = veil.veiled(text, letter_from.name, letter_from.address)
    found = _signed(_cut(text, marker), writer)
    return Cut(
        unveiled(found.answer, veiled),
        found.sure,
        unveiled(found.quoted, veiled),
        unveiled(found.signature, veiled),
        unveiled(found.introduction, veiled),
    )


def _signed(found: Cut, writer: Person) -> Cut:
    """Take the signature of the writer off a sure answer, which no mark parts from it."""
    if not found.sure:
        return found
    lines = found.answer.split("\n")
    at = signed.behind_sentence(lines[-1], writer.name)
    if at < len(lines[-1]):
        lines[-1:] = [lines[-1][:at], lines[-1][at:].strip()]
        start = len(lines) - 1
    else:
        start = signed.start(lines, writer.name, writer.address)
    if start == len(lines):
        return found
    answer = "\n".join(lines[:start]).rstrip("\n")
    signature = "\n".join(filter(None, ("\n".join(lines[start:]), found.signature)))
    return replace(found, answer=answer, sure=bool(answer), signature=signature)


def _cut(text: str, marker: str) -> Cut:
    found = _rewritten(marker).search(text) if marker else None
    return _unmarked(text) if found is None else _marked(text, found)


@cache
def _rewritten(marker: str) -> re.Pattern[str]:
    """Find a marker as programs and people rewrite it.

    With dashes of any kind, wrapped, quoted anew on each line, with a full stop, with characters
    without width between the letters.
    """
    words = marker.strip("- ").split()
    return re.compile(
        rf"(?<![{_DASH}])[{_DASH}]++{_BETWEEN}*+"
        + rf"{_BETWEEN}++".join(rf"[{ZERO_WIDTH}]{{0,3}}".join(word) for word in words)
        + rf"{_BETWEEN}*+[.,:;!]{{0,3}}{_BETWEEN}*+[{_DASH}]+",
        re.IGNORECASE,
    )


def _marked(text: str, marker: re.Match[str]) -> Cut:
    """Cut above the marker line, and above what introduces it there."""
    lines = text[: marker.start()].split("\n")
    if sum(1 for line in lines if line) > layout.MOST_LINES:
        return Cut(text.strip(), sure=False)
    same_line = lines.pop()
    before = same_line.rstrip(_QUOTING).lstrip(_QUOTING)
    quoted = ">" in same_line[len(same_line.rstrip(_QUOTING)) :]
    if before:
        lines.append(before)
    rest, _, below = text[marker.end() :].partition("\n")
    if rest.strip(_QUOTING):
        below = f"{rest}\n{below}"  # Words behind the marker on its own line are not lost either.
    if quoted and not _only_the_letter(below.split("\n")):
        # Words behind the marker on its line may be an answer too.
        unmarked = _unmarked(text)
        return replace(unmarked, sure=unmarked.sure and not rest.strip(_QUOTING))
    below, signed = _without_signature(below) if quoted else (below, [])
    lines, _ = intros.apart(lines)
    start, sure = above.introduction(lines, quoted=quoted)
    if before and start == len(lines):
        sure = False  # Words of unknown origin on the marker's own line.
    tail = tails.below(lines[:start])
    answer = lines[: tail.start]
    sure = sure and tail.clear and not intros.anybody_else(answer)
    earlier = None if sure else _above_the_chain(text, answer, quoted=quoted)
    if earlier is not None:
        return earlier
    if pointers.below(answer):
        if not quoted:
            return Cut(text.strip(), sure=False)
        sure = False
    return _taken(
        answer,
        sure=sure,
        quoted=below,
        signature=[*lines[tail.start : start], *signed],
        introduction=[*lines[start:], marker[0]],
    )


def _above_the_chain(text: str, answer: list[str], *, quoted: bool) -> Cut | None:
    """A sure cut higher up: the marker may stand in an older letter that others answered before.

    Only above a complete introduction, with address, date and time: less is a pasted sentence. A
    program that introduces with a sentence and does not quote with ">" quotes no letter so.
    """
    found = _unmarked(text)
    above_it = "\n".join(line.rstrip() for line in answer).strip("\n")
    block = "from" in headers.kinds(found.introduction.split("\n"))
    complete = "@" in found.introduction and TIME.search(found.introduction)
    higher = found.sure and above_it.startswith(f"{found.answer}\n")
    return found if complete and higher and (block or not quoted) else None


def _without_signature(below: str) -> tuple[str, list[str]]:
    """The quoted lines below a quoted marker, and the signature below them."""
    lines = below.split("\n")
    end = len(lines)
    while end and not _is_quoted(lines[end - 1]):
        end -= 1
    if all(blank(line) for line in lines[end:]):
        return below, []
    return "\n".join(lines[:end]), lines[end:]


def _is_quoted(line: str) -> bool:
    """Whether the line is marked as quoted; below our marker, bars too: they can be no table."""
    return line.lstrip().startswith((">", "|"))


def _only_the_letter(lines: list[str]) -> bool:
    """Whether below a quoted marker stand only quoted lines, a signature and advertising."""
    unquoted = [line for line in lines if not _is_quoted(line)]
    tail = tails.below(unquoted)
    return tail.clear and all(blank(line) for line in unquoted[: tail.start])


def _unmarked(text: str) -> Cut:
    """Cut where the layout says so; the whole where it does not."""
    lines, joints = intros.apart(text.split("\n"))
    found = layout.of(lines)
    whole = Cut(text.strip(), sure=False)
    if found.doubtful:
        return whole
    if not found.own:
        return _nothing_written(lines, found) or whole
    first, last = found.own[0], found.own[-1] + 1
    if not _own_alone(found.sorts[first:last]):
        return whole if _crossed(joints, first, last) else _between(lines, found, last)
    above_it, below_it = found.sorts[:first], found.sorts[last:]
    if Sort.REST in above_it or (_anything_else(above_it) and _anything_else(below_it)):
        return whole if _crossed(joints, 0, last) else _between(lines, found, last)
    answer = lines[first:last]
    suspicious = intros.anybody_else(answer)
    if not _anything_else(found.sorts) and (suspicious or not found.clear):
        return whole
    if _anything_else(below_it) and _announces(answer[-1]):
        return whole
    points = (pointers.below if _anything_else(found.sorts) else pointers.is_all)(answer)
    if points and Sort.REST in below_it:
        return whole
    sure = found.clear and not suspicious and not points
    return _parts(lines, found, answer, range(first, last), sure=sure)


def _announces(line: str) -> bool:
    """Whether the line speaks of what stands below: "Jawaban bidang kami:", no ":+1:"."""
    return line.lstrip()[:1].isalnum() and plain(line).endswith(COLONS)


def _own_alone(sorts: list[Sort]) -> bool:
    return all(sort in {Sort.OWN, Sort.BLANK, Sort.TAIL} for sort in sorts)


def _anything_else(sorts: list[Sort]) -> bool:
    return any(sort in {Sort.QUOTED, Sort.INTRODUCING, Sort.REST} for sort in sorts)


def _crossed(joints: set[int], first: int, last: int) -> bool:
    """Whether lines that had to be parted stand in the answer itself."""
    return any(first < joint < last for joint in joints)


def _between(lines: list[str], found: Layout, last: int) -> Cut:
    """An answer between quoted lines: with them, for its words make no sense alone."""
    answer = lines[below_blanks(lines, 0) : last]
    return _parts(lines, found, answer, range(last), sure=False)


def _nothing_written(lines: list[str], found: Layout) -> Cut | None:
    """A letter sent back without a word; below one that is not marked ">", nobody can tell."""
    if Sort.REST in found.sorts or not _anything_else(found.sorts):
        return None
    return _parts(lines, found, [], range(0), sure=False)


def _parts(lines: list[str], found: Layout, answer: list[str], own: range, *, sure: bool) -> Cut:
    """Hand out all lines that are not `own`, by their sorts."""
    quoted: list[str] = []
    signature: list[str] = []
    introduction: list[str] = []
    for number, (line, sort) in enumerate(zip(lines, found.sorts, strict=True)):
        if number in own:
            continue
        if sort is Sort.TAIL:
            signature.append(line)
        elif sort is Sort.INTRODUCING and not quoted:
            introduction.append(line)
        elif sort is not Sort.BLANK:
            quoted.append(line)
        else:
            (quoted or introduction or signature).append(line)
    introducing = intros.quoted_itself(quoted)
    return _taken(
        answer,
        sure=sure,
        quoted=as_it_came(quoted[introducing:]),
        signature=signature,
        introduction=[*introduction, *quoted[:introducing]],
    )


def _taken(
    answer: list[str], *, sure: bool, quoted: str, signature: list[str], introduction: list[str]
) -> Cut:
    said = "\n".join(line.rstrip() for line in answer[below_blanks(answer, 0) :])
    return Cut(said, sure and bool(said), quoted, as_it_came(signature), as_it_came(introduction))
