"""The officer's answer in a reply to one of our letters: what stands above the marker line (M-15).

A wrong cut would send an officer's correspondence, or the complaint itself, to the complainant, or
lose half an answer. So `Cut.sure` is true only where nothing speaks against the cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_inbox.replies import intros, tails

MARKER = "--- balas di atas garis ini ---"

_DASH = "-\u2010-\u2015\u2212\u2500"
_BETWEEN = r"[\s>|*]"
# As clients rewrite it: dashes of any kind, wrapped, quoted anew on each line.
_MARKER = re.compile(
    rf"(?<![{_DASH}])[{_DASH}]+{_BETWEEN}*"
    + rf"{_BETWEEN}+".join(["balas", "di", "atas", "garis", "ini"])
    + rf"{_BETWEEN}*[{_DASH}]+",
    re.IGNORECASE,
)
_QUOTING = " \t\xa0>|*_"
_LONGEST_SIGNATURE = 15


@dataclass(frozen=True, slots=True)
class Cut:
    """An answer, and whether it is surely all of the officer's words and nobody else's."""

    answer: str
    sure: bool
    below: str = ""
    """Everything below the marker, as it came; "" without a marker."""


def cut(text: str) -> Cut:
    """Separate the answer in `text` (LF line ends) from the letter it answers.

    Without the marker the whole text is the answer, surely so only if nothing in it looks quoted.
    An empty answer is for the caller to hold.
    """
    found = _MARKER.search(text)
    if found is None:
        lines = text.split("\n")
        if intros.anything_quoted(lines):
            return Cut(text.strip(), sure=False)
        return _finished(lines, sure=True)

    above = text[: found.start()].split("\n")
    same_line = above.pop()
    before = same_line.rstrip(_QUOTING).lstrip(_QUOTING)
    quoted = ">" in same_line[len(same_line.rstrip(_QUOTING)) :]
    if before:
        above.append(before)
    kept, sure = intros.without(above, quoted=quoted)
    if before and len(kept) == len(above):
        sure = False  # Words of unknown origin on the marker's own line.
    rest, _, below = text[found.end() :].partition("\n")
    if rest.strip(_QUOTING):
        below = f"{rest}\n{below}"  # Words behind the marker on its own line are not lost either.
    if quoted and not _only_the_letter(below.split("\n")):
        sure = False
    return _finished(kept, sure=sure and not intros.anybody_else(kept), below=below)


def _finished(lines: list[str], *, sure: bool, below: str = "") -> Cut:
    """Without the client's advertising and the signature."""
    lines = tails.without_tail(lines)
    signs = [number for number, line in enumerate(lines) if line.strip() == "--"]
    begins = signs[0] if len(signs) == 1 and lines[signs[0]] == tails.SIGNATURE else None
    if begins is not None and len(lines) - begins - 1 <= _LONGEST_SIGNATURE:
        lines = tails.without_tail(lines[:begins])
    elif signs:
        sure = False  # A line of the answer, perhaps: cutting there could lose half of it.
    if intros.addressed_labels(lines):
        sure = False  # A header block in a language that we do not know.
    first = next((n for n, line in enumerate(lines) if not intros.blank(line)), len(lines))
    return Cut("\n".join(line.rstrip() for line in lines[first:]), sure, below)


def _only_the_letter(lines: list[str]) -> bool:
    """Whether below a quoted marker stand only quoted lines, a signature and advertising."""
    written = [line for line in lines if not intros.blank(line)]
    unquoted = [line for line in written if not line.lstrip().startswith((">", "|"))]
    for number, line in enumerate(unquoted):
        if line == tails.SIGNATURE:
            return len(unquoted) - number - 1 <= _LONGEST_SIGNATURE
        if not tails.advertising(line):
            return False
    return True
