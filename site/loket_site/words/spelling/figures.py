"""Figures in any spelling people here have: times (kept as `HH:MM`), NIK, numbers and money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

_TIME = re.compile(
    # Each word brings its own space: two spaces in a row would be tried in every split.
    r"(?:pukul|jam|pkl\.?)?\s*(?P<hour>\d{1,2})(?:\s*[.:]\s*(?P<minute>\d{2}))?"
    r"(?:\s*(?P<part>pagi|siang|sore|malam))?(?:\s*wib)?",
    re.IGNORECASE,
)

_NOON = 12
_PARTS_OF_DAY: dict[str, Callable[[int], int | None]] = {
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
    typed = _typed(text)
    found = _TIME.fullmatch(typed) if typed.isascii() else None
    if found is None:
        return None
    hour: int | None = int(found["hour"])
    minute = int(found["minute"] or 0)
    part = (found["part"] or "").lower()
    if part and hour is not None and hour <= _NOON:
        hour = _PARTS_OF_DAY[part](hour)
    if hour is None or hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"


def time_in_words(time: str) -> str:
    """Write `HH:MM` as it is read here: `19.00`."""
    return time.replace(":", ".")


_NIK_DIGITS = 16


def read_identity_number(text: str) -> str | None:
    """Read a NIK, however it is spaced; None where it is not 16 digits."""
    digits = re.sub(r"[\s.\-]", "", _typed(text))
    fits = digits.isascii() and digits.isdigit() and len(digits) == _NIK_DIGITS
    return digits if fits else None


def masked(number: str) -> str:
    """Write a NIK so that only its owner knows it again: the regency and the last four digits.

    What lies between tells birth date and sex.
    """
    return f"{number[:4]} •••• •••• {number[-4:]}"


_GROUPED = r"\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+|(?: \d{3})+)"
_WHOLE = re.compile(rf"(?:{_GROUPED}|\d+)")
_RUPIAH = re.compile(
    rf"(?:rp\.?|idr)?\s*(?P<number>{_GROUPED}|\d+)(?:[.,](?P<rest>\d{{1,2}}|-))?"
    # Each word brings its own space: two spaces in a row would be tried in every split.
    r"(?:\s*(?P<unit>ribu|rb|juta|jt))?(?:\s*(?:rupiah|,-))?",
    re.IGNORECASE,
)
_UNITS = {"ribu": 1_000, "rb": 1_000, "juta": 1_000_000, "jt": 1_000_000}
_MOST_DIGITS = 15


def read_number(text: str) -> int | None:
    """Read a whole number from 0: `1.500` is 1500; None for anything else."""
    typed = _typed(text)
    return _plain(typed) if typed.isascii() and _WHOLE.fullmatch(typed) else None


def read_rupiah(text: str) -> int | None:
    """Read an amount in whole rupiah: `Rp 1.500.000,00`, `50 ribu`, `1,5 juta`; None otherwise."""
    typed = _typed(text)
    found = _RUPIAH.fullmatch(typed) if typed.isascii() else None
    number = _plain(found["number"]) if found else None
    if found is None or number is None:
        return None
    unit = _UNITS.get((found["unit"] or "").lower(), 1)
    rest = (found["rest"] or "").replace("-", "")
    if unit == 1:
        # Sen are no more; what stands there can only be nothing.
        return number if not rest.strip("0") else None
    amount = int(number * unit + Decimal(f"0.{rest or 0}") * unit)
    return amount if len(str(amount)) <= _MOST_DIGITS else None


def number_in_words(number: int) -> str:
    """Write a number with dots: `1.500`."""
    return f"{number:,}".replace(",", ".")


def rupiah_in_words(number: int) -> str:
    """Write an amount: `Rp1.500.000`."""
    return f"Rp{number_in_words(number)}"


def _plain(digits: str) -> int | None:
    bare = re.sub(r"\D", "", digits)
    return int(bare) if len(bare) <= _MOST_DIGITS else None


def _typed(text: str) -> str:
    """Give what was typed in its plainest signs."""
    return unicodedata.normalize("NFKC", text).strip()
