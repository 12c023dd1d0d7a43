"""Single lines as mail programs leave them: blank, quoted, decorated, far too long.

All other modules of this package look at a line through these few questions, so that each looks
at a bounded piece of it and time stays linear.
"""

from __future__ import annotations

INVISIBLE = " \t\r\xa0\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff"
"""What shows nothing: blanks, joiners, marks of direction, byte order marks."""

COLONS = (":", "\uff1a")
"""The second is the full-width one of Chinese and Japanese programs."""

STOPS = (".", "!", "?", "\u3002", "\uff01", "\uff1f")

_DECORATION = INVISIBLE + "*_"
_LONGEST_LINE = 1_000


def blank(line: str) -> bool:
    """Whether a reader sees nothing in this line."""
    return not line or not line.strip(INVISIBLE)


def plain(line: str) -> str:
    """The line without blanks and decoration around it; "" for one that no program writes."""
    return line.strip(_DECORATION) if len(line) <= _LONGEST_LINE else ""


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
