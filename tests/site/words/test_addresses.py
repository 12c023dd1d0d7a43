from __future__ import annotations

import pytest

from loket_site.words.spelling.addresses import is_address, likely_address, read_address


@pytest.mark.parametrize(
    ("typed", "sent_to"),
    [
        ("budi@contoh.example", "budi@contoh.example"),
        ("BUDI.S+loket@Contoh.Example", "BUDI.S+loket@Contoh.Example"),
        ("\N{NO-BREAK SPACE}budi@contoh.example\N{ZERO WIDTH SPACE}", "budi@contoh.example"),
        ("\N{LEFT-TO-RIGHT EMBEDDING}budi@contoh.example", "budi@contoh.example"),
        ("budi@con\N{SOFT HYPHEN}toh.example", "budi@contoh.example"),
        ("budi\N{FULLWIDTH COMMERCIAL AT}contoh.example", "budi@contoh.example"),
        ("budi@büro.example", "budi@xn--bro-hoa.example"),
        ("budi@contoh.xn--p1ai", "budi@contoh.xn--p1ai"),
        ("o'neil@contoh.example", "o'neil@contoh.example"),
        ("a" * 64 + "@contoh.example", "a" * 64 + "@contoh.example"),
    ],
)
def test_an_address_is_read_as_letters_to_it_are_sent(typed: str, sent_to: str) -> None:
    assert read_address(typed) == sent_to
    assert is_address(sent_to)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("budi@contoh.example,", "budi@contoh.example"),
        ("budi@contoh.example.", "budi@contoh.example"),
        ("büdi@contoh.example", "budi@contoh.example"),
        ("budi @ contoh . example", "budi@contoh.example"),
        ("<budi@contoh.example>", "budi@contoh.example"),
        ("Budi Contoh <budi@contoh.example>", "budi@contoh.example"),
        ("mailto:budi@contoh.example?subject=Halo", "budi@contoh.example"),
        ("Email: budi@contoh.example", "budi@contoh.example"),
        ("budi..contoh@contoh..example", "budi.contoh@contoh.example"),
        ("budi.@contoh.example", "budi@contoh.example"),
        ("budi@contoh,example", "budi@contoh.example"),
    ],
)
def test_what_no_letter_can_be_sent_to_is_refused_and_the_likely_address_offered(
    typed: str, meant: str
) -> None:
    assert read_address(typed) is None
    assert likely_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "budi",
        "@contoh.example",
        "budi@",
        "budi@contoh",
        "budi@10.0.0.1",
        "budi@[10.0.0.1]",
        "budi@straße.example",
        "пётр@contoh.example",
        "budi@contoh.example, ani@contoh.example",
        "budi@contoh.example ani@contoh.example",
        "budi@contoh@example",
        "budi@-contoh.example",
        "a" * 65 + "@contoh.example",
        "budi@" + "b" * 64 + ".example",
        "budi@" + ".".join(["b" * 60] * 5),
        "@" * 200_000,
        "a." * 200_000 + "@contoh.example",
    ],
)
def test_where_no_address_is_likely_none_is_offered(typed: str) -> None:
    assert read_address(typed) is None
    assert likely_address(typed) == ""
