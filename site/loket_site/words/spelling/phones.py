"""Telephone numbers: the one judge of what can be called, in any spelling that people have here.

A number is kept as E.164 (ITU-T: `+` and digits).
"""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015]")
_BETWEEN_TWO = re.compile(r"/|\s[-\u2010-\u2015]\s")
_COUNTRY = "62"
_TWO_DIGIT_AREAS = ("21", "22", "24", "31", "61")
"""Jakarta, Bandung, Semarang, Surabaya, Medan; every other area has three digits."""

_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_LANDLINE = re.compile(r"[2-79]\d{7,10}")
_ABROAD = re.compile(r"[1-9]\d{7,14}")

_SHORT = re.compile(r"1\d{2,5}|1500[ .\-]?\d{3}")
"""Emergency numbers (110, 112, 129), services (1708) and call centres (14045, 1500-567)."""

_FREE_OF_CHARGE = re.compile(r"080[0479]\d{6,9}")
"""Numbers that are dialled in this country alone."""

_LABEL = re.compile(r"\W*(?:no(?:mor)?|hp|wa|whatsapp|te?lp|tel|telepon)\b[\s.:]*", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*[,;(]?\s*\b(?:ext|ekst|ekstensi|psw|pswt|pesawat)\b.*", re.IGNORECASE)
_LIKE_DIGITS = str.maketrans("OoIl|", "00111")
_LONGEST = 100


def read_phone(text: str) -> str | None:
    """Read one number as E.164: `0812-3456-7890` is `+6281234567890`; None for anything else.

    Local numbers need their area: `591892` alone rings in every regency.
    """
    typed = _typed(text).removeprefix("tel:").strip()
    found = _international(typed)
    # Of "0286-591892/591893" a shorter half would make one number with the other.
    halves = (typed[: sign.start()] for sign in _BETWEEN_TWO.finditer(typed))
    return None if found and any(map(_international, halves)) else found


def likely_phone(text: str) -> str:
    """Say which number was probably meant by one that cannot be read; "" where none is likely."""
    bare = _EXTENSION.sub("", _LABEL.sub("", _typed(text), count=1), count=1)
    likely = bare.translate(_LIKE_DIGITS).strip(" .,;:")
    return likely if read_phone(likely) else ""


def dialled(text: str) -> str:
    """Write a number as a `tel:` link dials it; "" for what is not one number."""
    typed = _typed(text)
    digits = _SEPARATORS.sub("", typed)
    if _SHORT.fullmatch(typed) or _FREE_OF_CHARGE.fullmatch(digits):
        return digits
    return read_phone(typed) or ""


def on_whatsapp(text: str) -> str:
    """Write a mobile number as links to WhatsApp have it, digits alone; "" for any other."""
    number = read_phone(text) or ""
    is_landline = number.startswith(f"+{_COUNTRY}") and number[3] != "8"
    return "" if is_landline else number.removeprefix("+")


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


def _international(typed: str) -> str | None:
    bare = typed.lstrip("( ")
    digits = _SEPARATORS.sub("", bare.removeprefix("+"))
    if not digits.isascii() or not digits.isdigit():
        return None
    if bare.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if not digits.startswith(_COUNTRY):
            return f"+{digits}" if _ABROAD.fullmatch(digits) else None
    # "8…" is how address books of phones show it.
    elif not digits.startswith(("0", "8", _COUNTRY)):
        return None
    national = digits.removeprefix(_COUNTRY).removeprefix("0")
    known = _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)
    return f"+{_COUNTRY}{national}" if known else None


def _typed(text: str) -> str:
    """Give what was typed or pasted in its plainest signs, and only those that can be seen."""
    usual = unicodedata.normalize("NFKC", text) if len(text) <= _LONGEST else ""
    return "".join(sign for sign in usual if unicodedata.category(sign) != "Cf").strip()
