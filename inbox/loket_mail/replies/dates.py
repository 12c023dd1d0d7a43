"""The words of a date, Indonesian and English, as mail programs write them.

"Sen, 23 Nov 2026 pukul 10.00 WIB", "Monday, November 23rd, 2026 at 10:00 AM", "23/11/26",
"2026-11-23T10:00:00+07:00": one word is judged at a time, in any order.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

TIME = re.compile(r"(?<![\d.:/])\d{1,2}[.:]\d{2}(?![\d/])")
"""A time of day somewhere in a line."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class Says(Enum):
    """What a word says of a date."""

    DAY = (
        "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|sen|sel|rab|kam|jum|sab|min|mgg"
        "|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun"
    )
    MONTH = (
        "januari|[fp]ebruari|maret|april|mei|juni|juli|agustus|september|okt?ober|no[vp]ember"
        "|desember|jan|feb|mar|apr|jun|jul|ag[ut]|agust|ags|aug|sept?|okt|oct|no[vp]|des|dec"
        "|january|february|march|may|june|july|august|october|december"
    )
    DATE = r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}-[a-z]{3,9}-\d{2,4}"
    TIME = r"\d{1,2}[.:]\d{2}(?::\d{2})?(?:[ap]m|wi(?:b|ta|t))?|\d{1,2}[ap]m"
    STAMP = (
        r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?"
        r"|\d{1,2}\.\d{2}\.\d{2}(?:wi(?:b|ta|t))?"  # A date or a time: nobody can tell.
    )
    NUMBER = r"\d{1,4}(?:st|nd|rd|th)?"
    ZONE = (
        r"wib|wita|wit|(?:gmt|utc)(?:[+-]\d{1,2}(?:[:.]?\d\d)?)?|[+-]\d\d:?\d\d"
        "|cet|cest|bst|[ecmp][sd]t|ist|sgt|myt|jst|aest|aedt|z"
    )
    HALF = r"[ap]\.?m|pagi|siang|sore|malam"
    LINK = r"pada|pd|at|on|tanggal|tgl|hari|pukul|pkl|jam|the|of|um|[-\u2013]"


_PARTS = [(part, re.compile(part.value)) for part in Says]
_LONGEST = 40


@lru_cache(maxsize=4096)  # Hostile text repeats its words; so do honest dates.
def said_of_a_date(word: str) -> Says | None:
    """What one word, without blanks and commas around it, says of a date; None for others."""
    if len(word) > _LONGEST:
        return None
    lower = word.lower().replace("\u2019", "'").strip(".")
    return next((part for part, pattern in _PARTS if pattern.fullmatch(lower)), None)
