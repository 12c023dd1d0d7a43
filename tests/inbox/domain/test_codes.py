from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_inbox.domain.codes import (
    code_digest,
    grouped,
    mentions_code,
    new_case_number,
    new_reply_token,
    read_code,
    receipt_code,
)

PEPPER = b"p" * 32
CODE = "1234567890123456"


def test_case_numbers_are_random_and_hold_no_vowels_and_no_look_alikes() -> None:
    numbers = {new_case_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(re.fullmatch(r"[^\WAEIOU01L5S_a-z]{4}-[^\WAEIOU01L5S_a-z]{4}", n) for n in numbers)


def test_reply_tokens_have_128_bits_in_lower_case() -> None:
    tokens = {new_reply_token() for _ in range(500)}
    assert len(tokens) == 500
    assert all(re.fullmatch(r"[a-z2-7]{26}", token) for token in tokens)


def test_a_submission_has_one_receipt_code() -> None:
    code = receipt_code(PEPPER, "kiriman")
    assert re.fullmatch(r"[0-9]{16}", code)
    assert receipt_code(PEPPER, "kiriman") == code
    assert receipt_code(PEPPER, "kiriman lain") != code


def test_the_receipt_code_and_its_digest_need_the_pepper() -> None:
    assert receipt_code(PEPPER, "kiriman") != receipt_code(b"q" * 32, "kiriman")
    assert code_digest(PEPPER, CODE) != code_digest(b"q" * 32, CODE)


@given(st.integers(0, 10**16 - 1))
@settings(max_examples=60, deadline=None, database=None)
def test_a_code_is_read_back_from_its_groups(number: int) -> None:
    code = str(number).zfill(16)
    assert read_code(grouped(code)) == code


@pytest.mark.parametrize(
    "typed",
    [
        "1234567890123456",
        "1234 5678 9012 3456",
        "1234-5678-9012-3456",
        "1234.5678.9012.3456",
        "1234_5678/9012 3456",
        " 1234\u00a05678\t9012\r\n3456 ",
        "１２３４５６７８９０１２３４５６",
        "1234\u20135678\u20139012\u20133456\u200e",
        "Kode: 1234 5678 9012 3456",
        "kode 1234 5678 9012 3456",
    ],
)
def test_a_code_is_read_however_people_space_it(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "123456789012345", "12345678901234567", "123456789012345O", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"]
)
def test_anything_else_than_16_digits_is_no_code(typed: str) -> None:
    assert read_code(typed) is None


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "kode saya 1234 5678 9012 3456, tolong",
        "1234-5678-9012-3456",
        "1234\n5678\n9012\n3456",
        "satu 1234 dua 5678 tiga 9012 empat 3456",
        "①②③④⑤⑥⑦⑧⑨⓪①②③④⑤⑥",
        "¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶",
    ],
)
def test_ss6_a_text_that_holds_the_code_is_noticed(text: str) -> None:
    assert mentions_code(text, CODE)


@pytest.mark.parametrize("text", ["", "1234 5678 9012", "Saya datang jam 10.", "6543210987654321"])
def test_a_text_without_the_code_is_let_through(text: str) -> None:
    assert not mentions_code(text, CODE)


def test_ss6_a_code_in_digits_of_another_script_is_still_the_code() -> None:
    assert mentions_code("０７１０ ６４８４-1234 ５６７８", "0710648412345678")
