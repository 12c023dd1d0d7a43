"""The national identity number (NIK): 16 digits that hold birth date and sex, so it is masked."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = 16


def read_identity_number(text: str) -> str | None:
    """Read a NIK, however it is spaced; None where it is not 16 digits."""
    digits = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))
    fits = digits.isascii() and digits.isdigit() and len(digits) == _DIGITS
    return digits if fits else None


def masked(number: str) -> str:
    """Write a NIK so that only its owner knows it again: the regency and the last four digits.

    What lies between tells birth date and sex.
    """
    return f"{number[:4]} •••• •••• {number[-4:]}"
