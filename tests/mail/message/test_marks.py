from __future__ import annotations

import pytest

from loket_mail.message.letterhead import marks


@pytest.mark.parametrize(
    "to",
    [
        "xloket+abc@contoh.example",
        "loket+abc@contoh.example.asing.example",
        "loket@contoh.example",
        "loket+@contoh.example",
        "Loket <toko@asing.example>, loket+abc@asing.example",
    ],
)
def test_an_address_that_only_looks_like_ours_is_not(to: str) -> None:
    assert not marks(f"To: {to}\r\n\r\n".encode(), "loket@contoh.example").is_to_us


@pytest.mark.parametrize(
    "to",
    [
        "loket+abc@contoh.example",
        '"Loket <loket+abc@contoh.example',
        "(((((((( loket+abc@contoh.example",
        "\xff\xfe <loket+abc@contoh.example>;;",
        "a@b.example,\r\n\tLOKET+ABC@CONTOH.EXAMPLE",
        "x" * 60_000 + ", <loket+abc@contoh.example>",
    ],
)
def test_a_plus_address_is_ours_however_broken_its_header_is(to: str) -> None:
    head = f"Subject: x\r\nTo: {to}\r\n\r\n".encode("latin-1")
    assert marks(head, "loket@contoh.example").is_to_us


def test_headers_without_end_are_read_without_a_parser() -> None:
    head = b"X: y\r\n" * 10_000 + b"To: Loket+abc@contoh.example\r\n\r\n"
    assert marks(head, "loket@contoh.example").is_to_us
    assert not marks(head.replace(b"+", b"-"), "loket@contoh.example").is_to_us
