"""Text as it is kept: composed, without what controls programs, nothing lost (W-8)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BIDI_OR_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_MOST_MARKS = 30
"""How many accents one letter may carry in a text that is safe to compose (UAX #15, D3)."""

_JOINER = "\u034f"
"""COMBINING GRAPHEME JOINER: nobody sees it, and accents are not sorted across it (UAX #15, D4)."""

_FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters, or as marks on one, and show nothing."""


def clean_line(text: str) -> str:
    """One line as it is kept: NFC, no control or bidi characters, single spaces (W-8)."""
    spaced = re.sub(r"[\t\r\n\v\f]", " ", text)
    # Composed last: what is taken out may have stood between a letter and its accent.
    return _seen(composed(" ".join(_BIDI_OR_CONTROL.sub("", spaced).split())))


def clean_paragraphs(text: str) -> str:
    """Longer text as it is kept: NFC, LF line ends, no NUL, nothing trimmed inside (W-8)."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _seen(composed(unix).strip())


def composed(text: str) -> str:
    """Compose a text (NFC) in time that grows with its length.

    Composing sorts the accents of each letter, and a letter with 100,000 of them would take a
    minute. So the text is made stream-safe first (UAX #15, D4), which no text of people changes.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(_stream_safe(text)))


def _stream_safe(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > _MOST_MARKS:
            yield _JOINER
            marks = 1
        yield sign


def _seen(text: str) -> str:
    """Give a text of which something can be seen; "" for any other one."""
    return text if any(map(_is_seen, text)) else ""


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZ" and sign not in _FILLERS
