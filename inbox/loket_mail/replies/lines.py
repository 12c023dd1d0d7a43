"""Single lines as mail programs leave them: blank, quoted, decorated, far too long.

All other modules of this package look at a line through these few questions, so that each looks
at a bounded piece of it and time stays linear.
"""

from __future__ import annotations

ZERO_WIDTH = (
    "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Joiners, marks of direction, byte order marks: an iPhone's quotation begins with U+FEFF."""

INVISIBLE = f" \t\r\xa0\u202f{ZERO_WIDTH}"
"""What shows nothing: blanks and `ZERO_WIDTH`."""

COLONS = (":", "\uff1a")
"""The second is the full-width one of Chinese and Japanese programs."""

STOPS = (".", "!", "?", "\u3002", "\uff01", "\uff1f")

_DECORATION = INVISIBLE + "*_"
_WITHOUT_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_LONGEST_LINE = 1_000


def blank(line: str) -> bool:
    """Whether a reader sees nothing in this line."""
    return not line or not line.strip(INVISIBLE)


def plain(line: str) -> str:
    """The line as a reader sees it, without blanks and decoration around it.

    "" for one so long that no program writes it.
    """
    if len(line) > _LONGEST_LINE:
        return ""
    seen = line if line.isascii() else line.translate(_WITHOUT_WIDTH)
    return seen.strip(_DECORATION)


def is_quoted(line: str) -> bool:
    """Whether the line is marked as somebody else's with ">"."""
    return line.lstrip(INVISIBLE).startswith(">")


def above_blanks(lines: list[str], end: int) -> int:
    """The end of what stands above the empty lines that end at `end`."""
    while end and blank(lines[end - 1]):
        end -= 1
    return end


def below_blanks(lines: list[str], start: int) -> int:
    """The first line from `start` on that is not empty; `len(lines)` if there is none."""
    while start < len(lines) and blank(lines[start]):
        start += 1
    return start


def as_it_came(lines: list[str]) -> str:
    """The lines joined again, without the empty ones around them."""
    return "\n".join(lines[below_blanks(lines, 0) : above_blanks(lines, len(lines))])
