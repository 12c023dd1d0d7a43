"""Text as it is kept (W-8)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_site.words.texts import clean_line, clean_paragraphs, composed

WORST = "a" + "\u0300" * 70_000 + "\u0334" * 70_000
"""Sorting the accents of this one letter takes a minute where nobody bounds their number."""


@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs, composed])
def test_w8_a_letter_with_endless_accents_is_kept_and_ends_soon(clean: object) -> None:
    assert callable(clean)
    kept = clean(WORST)
    assert kept.count("\u0334") == 70_000
    assert clean(kept) == kept


@given(st.text(max_size=25))
def test_w8_what_people_write_is_composed_as_the_standard_says(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["\u200b", "\u202e" * 20, "\u3164 \u2800", "\u034f", "\u200d\n"])
@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs])
def test_w8_what_nobody_can_see_is_no_answer(clean: object, text: str) -> None:
    assert callable(clean)
    assert clean(text) == ""


@pytest.mark.parametrize("text", [".", "?", "👩\u200d👧", "\u0301", "é", "ا"])
def test_w8_one_sign_that_can_be_seen_is_an_answer(text: str) -> None:
    assert clean_line(text) == text
