"""What telephones and mail clients add below an answer, and where a signature begins.

A line is advertising only if every word of it is one that clients use: "Dikirim dari HP saya:
hubungi besok." is the officer's own sentence.
"""

from __future__ import annotations

import re

from loket_inbox.replies.intros import blank, plain

SIGNATURE = "-- "
"""The line above a signature (RFC 3676, 4.3); without its blank, it may be a line of the answer."""

_OPENING = re.compile(
    r"(?:(?:di|ter)?kirim (?:dari|melalui|via|menggunakan) |sent (?:from|via|with|using) "
    r"|(?:get|dapatkan|unduh) (?=outlook (?:for|untuk) ))",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"iphone|ipad|ios|android|windows|mac|yahoo|outlook|gmail|bluemail|spark|proton|protonmail"
    r"|thunderbird|samsung|galaxy|huawei|xiaomi|redmi|poco|oppo|vivo|realme|infinix|nokia|pixel"
    r"|blackberry|ponsel|handphone|hp|smartphone|tablet|perangkat"
)
_BESIDE_NAMES = re.compile(
    r"saya|my|mail|e-mail|email|surel|secure|di|on|untuk|for|phone|mobile|seluler|device"
    r"|aplikasi|app|web|note|pro|max|plus|ultra|lite|mini"
    r"|[a-z]{1,4}\d{1,3}[a-z]{0,2}|\d{1,2}[a-z]{0,2}"  # Models: S23, 15, 5G.
)
_MOST_WORDS = 7
_MOST_DIGITS = 4  # Any more could be a telephone number.
_SLOGAN = re.compile(
    r"yahoo mail: (?:search|cari)(?:, \w{1,20}){1,2}"
    r"|(?:sent|dikirim) (?:from|dari) yahoo mail\. (?:get the app|dapatkan aplikasi(?:nya)?)",
    re.IGNORECASE,
)
# A link to anywhere else may be the officer's.
_LINK = re.compile(
    r"\s{0,3}[<(]https?://[\w.-]{0,60}(?:aka\.ms|microsoft|office|outlook|yahoo|apple|google|onelink"
    r"|bluemail|spark|readdle|proton|samsung)[^\s<>()]{0,300}[>)]$",
    re.IGNORECASE,
)


def advertising(line: str) -> bool:
    """Whether a telephone or a mail client wrote this line ("Dikirim dari iPhone saya")."""
    words = _LINK.sub("", plain(line)).removesuffix(".")
    if _SLOGAN.fullmatch(words):
        return True
    opening = _OPENING.match(words)
    if opening is None or sum(map(str.isdigit, words)) > _MOST_DIGITS:
        return False
    said = words[opening.end() :].lower().split()
    return (
        len(said) <= _MOST_WORDS
        and any(_NAME.fullmatch(word) for word in said)
        and all(_NAME.fullmatch(word) or _BESIDE_NAMES.fullmatch(word) for word in said)
    )


def without_tail(lines: list[str]) -> list[str]:
    """`lines` without empty lines and advertising at their end."""
    end = len(lines)
    while end and (blank(lines[end - 1]) or advertising(lines[end - 1])):
        end -= 1
    return lines[:end]
