"""The officer's answer in a reply to one of our letters: what stands above the marker line (M-15).

A wrong cut would send an officer's correspondence, or the complaint itself, to the complainant, or
lose half an answer. So `Cut.sure` is true only where nothing speaks against the cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_inbox.mail_in import intros

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
    if quoted and not _only_the_letter(text[found.end() :].split("\n")[1:]):
        sure = False
    return _finished(kept, sure=sure and not intros.anybody_else(kept))


def _finished(lines: list[str], *, sure: bool) -> Cut:
    """Without the client's advertising and the signature."""
    lines = intros.without_tail(lines)
    signs = [number for number, line in enumerate(lines) if line.rstrip() == "--"]
    if len(signs) == 1 and len(lines) - signs[0] - 1 <= _LONGEST_SIGNATURE:
        lines = intros.without_tail(lines[: signs[0]])
    elif signs:
        sure = False  # A line of the answer, perhaps: cutting there could lose half of it.
    first = next((n for n, line in enumerate(lines) if not intros.blank(line)), len(lines))
    return Cut("\n".join(line.rstrip() for line in lines[first:]), sure)


def _only_the_letter(lines: list[str]) -> bool:
    """Whether below a quoted marker stand only quoted lines, a signature and advertising."""
    written = [line for line in lines if not intros.blank(line)]
    unquoted = [line for line in written if not line.lstrip().startswith((">", "|"))]
    for number, line in enumerate(unquoted):
        if line.rstrip() == "--":
            return len(unquoted) - number - 1 <= _LONGEST_SIGNATURE
        if not intros.advertising(line):
            return False
    return True
