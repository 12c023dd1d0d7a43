"""Times of day as people say them: `14.30`, `9 pagi`, `jam 7 malam`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TIME = re.compile(
    # Each word brings its own space: two spaces in a row would be tried in every split.
    r"(?:pukul|jam|pkl\.?)?\s*(?P<hour>\d{1,2})(?:\s*[.:]\s*(?P<minute>\d{2}))?"
    r"(?:\s*(?P<part>pagi|siang|sore|malam))?(?:\s*wib)?",
    re.IGNORECASE,
)

_NOON = 12
_PARTS: dict[str, Callable[[int], int | None]] = {
    "pagi": lambda hour: hour if hour <= 11 else None,
    # "Jam 11 siang" is before noon, "jam 2 siang" is after it.
    "siang": lambda hour: (
        hour if hour in {10, 11, 12} else hour + _NOON if 1 <= hour <= 3 else None
    ),
    "sore": lambda hour: hour + _NOON if 2 <= hour <= 7 else None,
    "malam": lambda hour: hour + _NOON if 6 <= hour <= 11 else 0 if hour == _NOON else None,
}


def read_time(text: str) -> str | None:
    """Read a time of day as `HH:MM`; None for anything else."""
    typed = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(typed) if typed.isascii() else None
    if found is None:
        return None
    hour: int | None = int(found["hour"])
    minute = int(found["minute"] or 0)
    part = (found["part"] or "").lower()
    if part and hour is not None and hour <= _NOON:
        hour = _PARTS[part](hour)
    if hour is None or hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"


def time_in_words(time: str) -> str:
    """Write `HH:MM` as it is read here: `19.00`."""
    return time.replace(":", ".")
