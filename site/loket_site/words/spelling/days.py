"""Days: three boxes or one read into a day, and days and spans written for people."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from loket_site.words.wording import INDONESIAN, Say, mark

MONTHS = (
    mark("Januari"),
    mark("Februari"),
    mark("Maret"),
    mark("April"),
    mark("Mei"),
    mark("Juni"),
    mark("Juli"),
    mark("Agustus"),
    mark("September"),
    mark("Oktober"),
    mark("November"),
    mark("Desember"),
)

_WEEKDAYS = (
    mark("Senin"),
    mark("Selasa"),
    mark("Rabu"),
    mark("Kamis"),
    mark("Jumat"),
    mark("Sabtu"),
    mark("Minggu"),
)

_SPAN = re.compile(r"([1-9]\d{0,3}) (hari|bulan|tahun)")
_SPANS = {
    "hari": mark("{count} hari"),
    "bulan": mark("{count} bulan"),
    "tahun": mark("{count} tahun"),
}
_FIRST_YEAR = 1000
"""A year has four digits: `26` may be any of several."""
_YEARS = range(2000, 2101)


def read_day(day: str, month: str, year: str) -> date | None:
    """Read a day from its three boxes; the month is a number or a word (`3`, `Maret`, `mar`)."""
    numbers = [unicodedata.normalize("NFKC", each).strip() for each in (day, month, year)]
    numbers[1] = _month(numbers[1])
    if not all(each.isascii() and each.isdigit() and len(each) <= 4 for each in numbers):
        return None
    if int(numbers[2]) < _FIRST_YEAR:
        return None
    try:
        return date(int(numbers[2]), int(numbers[1]), int(numbers[0]))
    except ValueError:
        return None


def typed_day(text: str) -> date | None:
    """Read a day of the office's work as browsers send it (`2026-03-16`), or as people write it.

    That is day first: `16-03-2026`. None for anything else, and for a year that nobody means.
    """
    boxes = text.split("-")
    if len(boxes) != 3:
        return None
    found = read_day(*(reversed(boxes) if len(boxes[0]) == 4 else boxes))
    return found if found and found.year in _YEARS else None


def long_date(day: date, say: Say = INDONESIAN.say) -> str:
    """Write a day: `3 Maret 2026`."""
    return f"{day.day} {say(MONTHS[day.month - 1])} {day.year}"


def day_with_weekday(day: date, say: Say = INDONESIAN.say) -> str:
    """Write a day with its weekday: `Selasa, 3 Maret 2026`."""
    return f"{say(_WEEKDAYS[day.weekday()])}, {long_date(day, say)}"


def span_in_words(text: str, say: Say) -> str:
    """Write a span: `1 tahun` is `1 year` in English; what is no span stays as it is."""
    found = _SPAN.fullmatch(text)
    return say(_SPANS[found[2]], count=int(found[1])) if found else text


def is_span(text: str) -> bool:
    """Say whether this is a span of days such as `30 hari`, `6 bulan` or `1 tahun`."""
    return _SPAN.fullmatch(text) is not None


def before(day: date, span: str) -> date:
    """Give the day that lies a span before another. Raises ValueError for what is no span."""
    found = _SPAN.fullmatch(span)
    if found is None:
        raise ValueError(span)
    count = int(found[1])
    if found[2] == "hari":
        return date.fromordinal(max(day.toordinal() - count, 1))
    months = day.year * 12 + day.month - 1 - count * (12 if found[2] == "tahun" else 1)
    year, month = divmod(max(months, 12), 12)
    # 31 March less a month is the last day of February.
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def _month(text: str) -> str:
    word = text.casefold().rstrip(".")
    if len(word) >= 3 and word.isalpha():
        for number, name in enumerate(MONTHS, 1):
            if name.casefold().startswith(word):
                return str(number)
    return text
