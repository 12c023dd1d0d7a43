from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_inbox.domain.folding import fold


@pytest.mark.parametrize(
    "written",
    [
        "SARI",
        "s\u00e1r\u00ee",
        "sari\u0301\u0336",
        "s\u200ba\u00adr\u2060i",
        "ｓａｒｉ",
        "𝓼𝓪𝓻𝓲",
        "ⓢⓐⓡⓘ",
        "🅂🄰🅁🄸",
        "🇸🇦🇷🇮",
        "ѕаrі",
        "ꜱᴀʀɪ",
        "sarı",
    ],
)
def test_signs_that_look_alike_are_one_letter(written: str) -> None:
    assert fold(written).text == "sari"


@pytest.mark.parametrize("written", ["0812", "٠٨١٢", "０８１２", "⓪⑧①②", "0️⃣8️⃣1️⃣2️⃣"])
def test_figures_of_any_script_are_figures(written: str) -> None:
    assert fold(written).text == "0812"


def test_a_piece_is_found_again_in_the_source_with_its_unseen_signs() -> None:
    source = "kata S\u0301\u200bari\u0336 itu"
    folded = fold(source)
    start = folded.text.index("sari")
    first, last = folded.span(start, start + 4)
    assert source[first:last] == "S\u0301\u200bari\u0336"


def test_a_sign_that_stands_for_two_letters_is_taken_whole() -> None:
    folded = fold("ǆo")
    assert folded.text == "dzo"
    assert folded.span(0, 1) == folded.span(1, 2) == (0, 1)


@given(st.text())
@settings(max_examples=200, deadline=None, database=None)
def test_every_sign_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert folded.places[-1] == len(text)
