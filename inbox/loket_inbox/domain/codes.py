"""The numbers and codes that people and letters carry. Pure: the standard library and nothing else.

A case number is public and random. A receipt code opens the answers, so it is derived again on
every retry and never stored. A reply token stands in the address that an officer answers to.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable

_NUMBER_ALPHABET = "2346789BCDFGHJKMNPQRTVWXYZ"
"""No vowels (no words by accident), no look-alikes (0 O, 1 I L, 5 S)."""

_SHAPED_LIKE_A_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}-[0-9A-Za-z]{4}(?![0-9A-Za-z])")
_MOST_NUMBERS = 5

CODE_DIGITS = 16

REPLY_TOKEN_LENGTH = 26
"""How many signs of base32 hold the 128 bits of a reply token."""


def new_case_number() -> str:
    """Draw a public case number such as `K7M4-PX9R`."""
    drawn = "".join(secrets.choice(_NUMBER_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def is_case_number(text: str) -> bool:
    """Say whether this is written as a public case number is."""
    return re.fullmatch(rf"[{_NUMBER_ALPHABET}]{{4}}-[{_NUMBER_ALPHABET}]{{4}}", text) is not None


def case_numbers(text: str) -> tuple[str, ...]:
    """List what a text, such as a mail's subject, holds in the shape of case numbers (M-5)."""
    shaped = (each.upper() for each in _SHAPED_LIKE_A_NUMBER.findall(text))
    return tuple(dict.fromkeys(each for each in shaped if is_case_number(each)))[:_MOST_NUMBERS]


def read_case_number(typed: str) -> str:
    """Write a case number as people type it the way it is kept: `k7m4px9r` is `K7M4-PX9R`."""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{bare[:4]}-{bare[4:]}"


def new_reply_token() -> str:
    """Draw the part after the plus sign: 128 bits, lower-case base32 (letters case may be lost)."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def token_of(address: str) -> str:
    """Give the part of an address behind the plus sign; "" for one without."""
    return address.partition("+")[2].partition("@")[0]


def is_reply_token(text: str) -> bool:
    """Say whether this is written as a reply token is, in small letters."""
    return re.fullmatch(rf"[a-z2-7]{{{REPLY_TOKEN_LENGTH}}}", text) is not None


def digest(text: str) -> str:
    """Hash a random token for storing; never used on anything that can be guessed."""
    return hashlib.sha256(text.encode()).hexdigest()


def receipt_code(pepper: bytes, submission: str) -> str:
    """Derive the 16 digits of a submission: the same on every retry, nothing without the pepper."""
    mac = hmac.digest(pepper, f"receipt code\0{submission}".encode(), "sha256")
    return str(int.from_bytes(mac) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def code_digest(pepper: bytes, code: str) -> str:
    """Compute what is stored to find a case by its receipt code."""
    return hmac.digest(pepper, f"find by code\0{code}".encode(), "sha256").hex()


def grouped(code: str) -> str:
    """Write a receipt code in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, CODE_DIGITS, 4))


_LONGEST_TYPED = 200
"""How much of what somebody types is looked for a code."""

_TAKEN_OUT = "(kode dihapus)"

_BETWEEN_DIGITS = re.compile(
    r"^\s*kode\b|[\s.:\-_/\u200b-\u200f\u2010-\u2015\u2060\ufeff]", re.IGNORECASE
)


def read_code(typed: str) -> str | None:
    """Read a receipt code as people type it or paste it; None where it is not 16 digits."""
    plain = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED])
    digits = _BETWEEN_DIGITS.sub("", plain)
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else None


def mentions_code(text: str, code: str) -> bool:
    """Say whether the text holds the code, however it is spaced (SS-6)."""
    # Circled and raised digits are digits to whoever reads them.
    plain = unicodedata.normalize("NFKC", text)
    digits = (unicodedata.decimal(sign, None) for sign in plain)
    return code in "".join(str(digit) for digit in digits if digit is not None)


def without_code(text: str, is_code: Callable[[str], bool]) -> str:
    """Take every receipt code that `is_code` knows out of a text, however it is spaced (SS-6)."""
    digits = [
        (place, str(digit))
        for place, sign in enumerate(text)
        if (digit := unicodedata.decimal(unicodedata.normalize("NFKC", sign)[:1], None)) is not None
    ]
    pieces, end, number = [], 0, 0
    while number + CODE_DIGITS <= len(digits):
        window = digits[number : number + CODE_DIGITS]
        if is_code("".join(digit for _, digit in window)):
            pieces += [text[end : window[0][0]], _TAKEN_OUT]
            end = window[-1][0] + 1
            number += CODE_DIGITS
        else:
            number += 1
    return "".join((*pieces, text[end:]))
