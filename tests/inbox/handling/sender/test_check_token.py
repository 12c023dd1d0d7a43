from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.handling.sender.check_token import CheckToken
from tests.support import MONDAY


def signed(desk: Desk) -> str:
    return CheckToken.new(MONDAY).signed(desk.signer("pengaduan"))


def test_a_token_is_read_back_as_it_was_written(desk: Desk) -> None:
    token = CheckToken.new(MONDAY + timedelta(microseconds=1))
    signer = desk.signer("pengaduan")
    assert CheckToken.read(token.signed(signer), signer) == token


def test_a_token_of_another_form_is_foreign(desk: Desk) -> None:
    assert CheckToken.read(signed(desk), desk.signer("saran")) is None


def test_a_token_under_another_key_is_foreign(desk: Desk) -> None:
    other = replace(desk, secrets=replace(desk.secrets, cookie_key=b"x" * 32))
    assert CheckToken.read(signed(desk), other.signer("pengaduan")) is None


def test_a_token_with_any_character_changed_is_foreign(desk: Desk) -> None:
    token = signed(desk)
    for place, sign in enumerate(token):
        for other in {*"129Aawxyz0-_"} - {sign}:
            changed = token[:place] + other + token[place + 1 :]
            assert CheckToken.read(changed, desk.signer("pengaduan")) is None, (place, other)


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a.1.b", "\0", "é" * 22 + ".1." + "0" * 64, "x" * 100_000]
)
def test_a_garbled_token_is_foreign(desk: Desk, text: str) -> None:
    assert CheckToken.read(text, desk.signer("pengaduan")) is None


def test_a_token_is_old_after_24_hours_and_not_before() -> None:
    token = CheckToken.new(MONDAY)
    assert not token.is_old(MONDAY + timedelta(hours=24))
    assert token.is_old(MONDAY + timedelta(hours=24, seconds=1))
