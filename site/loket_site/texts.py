"""Text as it is kept: composed, without what controls programs, nothing lost (W-8)."""

from __future__ import annotations

import re
import unicodedata

_BIDI_OR_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean_line(text: str) -> str:
    """One line as it is kept: NFC, no control or bidi characters, single spaces (W-8)."""
    spaced = re.sub(r"[\t\r\n\v\f]", " ", text)
    # Composed last: what is taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", " ".join(_BIDI_OR_CONTROL.sub("", spaced).split()))


def clean_paragraphs(text: str) -> str:
    """Longer text as it is kept: NFC, LF line ends, no NUL, nothing trimmed inside (W-8)."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return unicodedata.normalize("NFC", unix).strip()
