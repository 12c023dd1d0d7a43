"""Days as people type them into one box."""

from __future__ import annotations

from datetime import date

import pytest

from loket_site.words.spelling.days import typed_day


@pytest.mark.parametrize("text", ["2026-03-16", "16-03-2026", "16-3-2026"])
def test_a_day_is_read_as_browsers_and_people_write_it(text: str) -> None:
    assert typed_day(text) == date(2026, 3, 16)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "16-03",
        "16-03-26",
        "30-02-2026",
        "03/16/2026",
        "2026-03-16-1",
        "1-1-1999",
        "1-1-2101",
    ],
)
def test_what_is_no_day_of_the_office_is_not_guessed(text: str) -> None:
    assert typed_day(text) is None
