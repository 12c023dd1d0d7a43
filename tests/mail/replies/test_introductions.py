"""Introductions as programs write them, each above a letter in all its shapes.

`introductions.txt` holds them: sentences one a line, header blocks as they stand in a letter.
"""

from pathlib import Path
from textwrap import wrap

import pytest

from loket_mail.replies import Cut
from tests.mail.replies.marked import cut

ANSWER = "Sudah selesai."
LETTER = "Kapan selesai?\n\nSalam"
QUOTED = "> Kapan selesai?\n>\n> Salam"


def sections() -> dict[str, list[str]]:
    text = Path(__file__).with_name("introductions.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for section in text.split("#### ")[1:]:
        head, _, body = section.partition("\n")
        found.setdefault(head, []).append(body.strip("\n"))
    return found


FOUND = sections()
ALONE = FOUND["sentences that are sure alone"][0].split("\n")
ABOVE_QUOTED = FOUND["sentences that are sure only above quoted lines"][0].split("\n")
PARAGRAPHS = FOUND["sentences that are sure only as a paragraph above quoted lines"][0].split("\n")
BLOCKS = FOUND["block"]


def parts(introduction: str, letter: str, gap: str = "\n\n") -> Cut:
    return cut(f"{ANSWER}{gap}{introduction}\n\n{letter}")


@pytest.mark.parametrize("letter", [LETTER, QUOTED], ids=["unmarked", "quoted"])
@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["paragraph", "joined"])
@pytest.mark.parametrize("introduction", ALONE + BLOCKS)
def test_m15_an_introduction_that_only_programs_write_is_cut_with_its_letter(
    introduction: str, gap: str, letter: str
) -> None:
    found = parts(introduction, letter, gap)
    assert (found.answer, found.sure, found.signature) == (ANSWER, True, "")
    assert f"{found.introduction} {found.quoted}".split() == f"{introduction} {letter}".split()


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["paragraph", "joined"])
@pytest.mark.parametrize("introduction", ABOVE_QUOTED)
def test_m15_what_people_may_write_too_introduces_only_quoted_lines(
    introduction: str, gap: str
) -> None:
    assert parts(introduction, QUOTED, gap) == Cut(ANSWER, True, QUOTED, "", introduction)
    assert not parts(introduction, LETTER, gap).sure


@pytest.mark.parametrize("introduction", PARAGRAPHS)
def test_m15_an_unknown_introduction_with_an_address_and_a_time_needs_its_own_paragraph(
    introduction: str,
) -> None:
    assert parts(introduction, QUOTED) == Cut(ANSWER, True, QUOTED, "", introduction)
    joined = f"{ANSWER}\n{introduction}\n\n{QUOTED}"
    assert cut(joined) == Cut(joined, sure=False)


@pytest.mark.parametrize("introduction", [*ALONE, *ABOVE_QUOTED])
@pytest.mark.parametrize("width", [30, 45, 60, 72])
def test_m15_wrapped_introductions_lose_no_word_of_the_answer(
    introduction: str, width: int
) -> None:
    wrapped = "\n".join(wrap(introduction, width, break_long_words=False, break_on_hyphens=False))
    reply = f"{ANSWER}\n\n{wrapped}\n\n{QUOTED}"
    found = cut(reply)
    assert (found.answer, found.sure) in [(ANSWER, True), (reply, False)]
    usual = "@" in introduction and not introduction.startswith("pada")
    if width >= 60 and usual and not introduction.endswith(" :"):
        assert found.sure
