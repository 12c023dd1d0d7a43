"""What is typed is kept clean, whole and once (W-8)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_site.model.form import Limits
from loket_site.words.texts import clean_line, clean_paragraphs
from tests.site.forms.answering import filled, judged
from tests.site.site_support import ask


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a\u0301", "á"),
        ("a\u200e\u0301", "á"),
        ("a\u202eb\u202cc", "abc"),
        ("a\u2066b\u2069\u061cc\u200f\ufeff", "abc"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\r\nb\tc\vd\fe", "a b c d e"),
        ("a\xa0 \u2003b\u2028c", "a b c"),
        ("  \t ", ""),
        ("👩\u200d👧 =1+1 {{7*7}} <b>", "👩\u200d👧 =1+1 {{7*7}} <b>"),
    ],
)
def test_w8_a_line_is_kept_clean(typed: str, expected: str) -> None:
    assert clean_line(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("  a  \n  b  ", "a  \n  b"),
        ("a\u0301\0", "á"),
        ("a\0\u0301", "á"),
        ("\n\n", ""),
    ],
)
def test_w8_paragraphs_are_kept_with_their_lines(typed: str, expected: str) -> None:
    assert clean_paragraphs(typed) == expected


@given(st.text() | st.text(alphabet="ae\u0301\u0323\u200e\u202e \r\n\t\0\x1c\x85\u2028"))
def test_w8_clean_text_is_clean_once_and_for_all(text: str) -> None:
    for clean in (clean_line, clean_paragraphs):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert "\0" not in once
        assert "\r" not in once
    assert not any(
        unicodedata.category(letter) == "Cc"
        or unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
        for letter in clean_line(text)
    )


def test_w8_a_line_end_counts_as_one_letter() -> None:
    question = ask("paragraf", limits=Limits(shortest=3, longest=3))
    assert judged([("q", "a\r\nb")], question) == []


@pytest.mark.parametrize("kind", ["teks", "paragraf", "nama", "email", "telepon", "alamat"])
def test_w8_a_nul_is_refused_and_the_rest_is_kept(kind: str) -> None:
    form = filled([("q", "0812\0 3456")], ask(kind))
    assert form.mistakes()[0][0] == "q"
    assert "memuat tanda yang tidak dapat kami simpan" in form.mistakes()[0][1]
    assert form["q"].data == "0812 3456"


@pytest.mark.parametrize("kind", ["pilih-satu", "pilih-banyak", "daftar-layanan", "setuju"])
def test_w8_a_nul_in_a_choice_is_refused(kind: str) -> None:
    assert [field for field, _ in judged([("q", "a\0")], ask(kind))] == ["q"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("teks", "satu / dua"),
        ("nama", "satu / dua"),
        ("paragraf", "satu\ndua"),
        ("alamat", "satu\ndua"),
    ],
)
def test_w8_a_doubled_text_is_refused_and_all_of_it_is_shown_again(
    kind: str, expected: str
) -> None:
    form = filled([("q", "satu"), ("q", " dua ")], ask(kind))
    told = "Jawaban ini datang lebih dari satu kali. Sisakan satu saja."
    assert form.mistakes() == [("q", told)]
    assert form["q"].data == expected


@pytest.mark.parametrize("kind", ["pilih-satu", "daftar-layanan", "setuju"])
def test_w8_a_doubled_choice_is_refused(kind: str) -> None:
    for values in (["a", "b"], ["ya", "ya"], ["", ""]):
        assert judged([("q", value) for value in values], ask(kind)) == [
            ("q", "Jawaban ini datang lebih dari satu kali. Sisakan satu saja.")
        ]
