"""Telephone numbers in any Indonesian spelling, kept as E.164 (ITU-T E.164: `+` and digits)."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015]")
_COUNTRY = "62"
_TWO_DIGIT_AREAS = ("21", "22", "24", "31", "61")
"""Jakarta, Bandung, Semarang, Surabaya, Medan; every other area has three digits."""

_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_LANDLINE = re.compile(r"[2-79]\d{7,10}")
_ABROAD = re.compile(r"[1-9]\d{7,14}")


def read_phone(text: str) -> str | None:
    """Read one number as E.164: `0812-3456-7890` is `+6281234567890`; None for anything else.

    Local numbers need their area: `591892` alone rings in every regency.
    """
    typed = unicodedata.normalize("NFKC", text).strip().removeprefix("tel:").strip()
    digits = _SEPARATORS.sub("", typed.removeprefix("+"))
    if not digits.isascii() or not digits.isdigit():
        return None
    if typed.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if not digits.startswith(_COUNTRY):
            return f"+{digits}" if _ABROAD.fullmatch(digits) else None
        national = digits.removeprefix(_COUNTRY).removeprefix("0")
    elif digits.startswith("0"):
        national = digits[1:]
    elif digits.startswith("62"):
        national = digits.removeprefix(_COUNTRY).removeprefix("0")
    elif digits.startswith("8"):
        # Without its first zero, as address books of phones show it.
        national = digits
    else:
        return None
    known = _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)
    return f"+{_COUNTRY}{national}" if known else None


def phone_in_words(number: str) -> str:
    """Write an E.164 number as people here dial it, with the number itself behind."""
    national = number.removeprefix(f"+{_COUNTRY}")
    if national == number:
        return number
    if national.startswith("8"):
        local = f"0{national[:3]}-{national[3:7]}-{national[7:]}"
    else:
        area = 2 if national.startswith(_TWO_DIGIT_AREAS) else 3
        local = f"(0{national[:area]}) {national[area:]}"
    return f"{local} ({number})"
