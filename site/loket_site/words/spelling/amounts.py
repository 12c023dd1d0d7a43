"""Numbers and amounts of money as they are written in Indonesia: dots between thousands."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

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
    typed = unicodedata.normalize("NFKC", text).strip()
    return _plain(typed) if typed.isascii() and _WHOLE.fullmatch(typed) else None


def read_rupiah(text: str) -> int | None:
    """Read an amount in whole rupiah: `Rp 1.500.000,00`, `50 ribu`, `1,5 juta`; None otherwise."""
    typed = unicodedata.normalize("NFKC", text).strip()
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
