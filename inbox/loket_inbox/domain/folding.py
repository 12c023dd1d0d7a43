"""Text as it looks to whoever reads it: small letters a to z and figures, whatever signs drew them.

Pure: the standard library and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its signs stood in the source."""

    text: str
    places: tuple[int, ...]
    """For each sign of `text` its place in the source, and at the end the length of the source."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the source of a piece of the text, its unseen signs included."""
        return self.places[start], max(self.places[end - 1] + 1, self.places[end])


def fold(text: str) -> Folded:
    """Take away what a reader does not see, and write look-alikes as the letter they look like."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        seen = _folded(sign)
        signs.append(seen)
        places += [place] * len(seen)
    return Folded("".join(signs), (*places, len(text)))


_LOOK_ALIKES = {
    sign: letter
    for letter, signs in {
        "a": "АаӐӑΑαɑ", "b": "ВвЬьΒβ", "c": "СсϹϲↄ", "d": "ԀԁδÐðđ", "e": "ЕеЁёЄєΕεəǝ℮",
        "f": "Ϝϝʄ", "g": "ԌԍɡǤ", "h": "НнҺһΗћ", "i": "ІіΙιӀӏɩ", "j": "ЈјϳɈ", "k": "КкΚκĸ",
        "l": "ⅼɭʟ", "m": "МмΜ", "n": "ΝηПпո", "o": "ОоΟοΘθσ", "p": "РрΡρ", "q": "Ԛԛ",
        "r": "Ггɼ", "s": "Ѕѕ", "t": "ТтΤτ", "u": "υμսцЦ", "v": "νѴѵ", "w": "ԜԝωϢШшщ",
        "x": "ХхΧχ", "y": "УуΥγүҮ", "z": "ΖζʐЗз",
        "ae": "Ææ", "oe": "Œœ", "th": "Þþ", "ng": "Ŋŋ", "": "\u115f\u1160\u3164\uffa0",
    }.items()
    for sign in signs
}  # fmt: skip

_NAMED = re.compile(r"(?:LATIN|.*(?:SQUARED|CIRCLED|INDICATOR)).* ([A-Z])(?: WITH .*)?")
"""The Unicode names of letters that only look different: with a stroke, squared, small capital."""

_UNSEEN = {"Mn", "Me", "Cf"}


@lru_cache(maxsize=8192)
def _folded(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    return "".join(_bare(each) for each in unicodedata.normalize("NFKD", sign))


def _bare(sign: str) -> str:
    if unicodedata.category(sign) in _UNSEEN:
        return ""
    if sign in _LOOK_ALIKES:
        return _LOOK_ALIKES[sign]
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    named = None if sign.isascii() else _NAMED.fullmatch(unicodedata.name(sign, ""))
    return (named[1] if named else sign).casefold()
