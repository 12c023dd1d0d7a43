"""Replies and their answers as files that read like mail: `cases/*.txt`.

A case begins with "#### its name", then the reply as it came; after "#### answer, sure" (or
"unsure") stands the answer, and "#### whole, sure" says that the whole reply is the answer. "␣" is
a blank at the end of a line, "⍽" U+202F and "⟨FEFF⟩" the character of that number, for no eye sees
them. "> ⟦dinas⟧" stands for the letter of that name in `letters.txt`, each line below the sign
before it, and "> ⟦dinas␣⟧" for one whose empty lines keep the blank.

The replies of `blind-*.txt` and what is sure in them come from a reader who did not know how the
package cuts; where the package dares less than he did, a person looks.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mail.replies.marked import cut

CASES = Path(__file__).with_name("cases")
HEAD = re.compile(r"^#### (.+)\n", re.MULTILINE)
LETTER = re.compile(r"^(.*)⟦(\w+)( ?)⟧$", re.MULTILINE)
HIDDEN = re.compile("⟨([0-9A-F]{4})⟩")
EXPECTED = re.compile(r"(answer|whole), (sure|unsure)")


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    reply: str
    answer: str
    sure: bool


def letters() -> dict[str, str]:
    pieces = HEAD.split(Path(__file__).with_name("letters.txt").read_text("utf-8"))[1:]
    return {name: text.strip("\n") for name, text in zip(pieces[::2], pieces[1::2], strict=True)}


LETTERS = letters()


def quoted(found: re.Match[str]) -> str:
    sign, name, blank = found.groups()
    empty = sign if blank else sign.rstrip()
    return "\n".join(sign + line if line else empty for line in LETTERS[name].split("\n"))


def cases(path: Path) -> list[Case]:
    text = path.read_text("utf-8").replace("␣", " ").replace("⍽", "\u202f")
    text = HIDDEN.sub(lambda found: chr(int(found[1], 16)), LETTER.sub(quoted, text))
    pieces = HEAD.split(text)
    found = []
    for name, reply, head, answer in zip(*[iter(pieces[1:])] * 4, strict=True):
        expected = EXPECTED.fullmatch(head)
        assert expected, f"{path.name}: {name}: {head}"
        text = reply.strip() if expected[1] == "whole" else answer.strip("\n")
        found.append(Case(f"{path.stem}: {name}", reply, text, expected[2] == "sure"))
    return found


ALL = [case for path in sorted(CASES.glob("*.txt")) for case in cases(path)]


def test_there_are_cases_of_many_programs() -> None:
    assert len(ALL) > 100
    assert len({case.name for case in ALL}) == len(ALL)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_m15_the_answer_is_cut_exactly(case: Case) -> None:
    found = cut(case.reply)
    assert found.answer == case.answer
    assert found.sure == case.sure


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_m15_every_word_of_a_reply_is_somewhere_in_its_cut(case: Case) -> None:
    found = cut(case.reply)
    parts = f"{found.answer} {found.quoted} {found.signature} {found.introduction}"
    assert sorted(re.findall(r"\w+", parts)) == sorted(re.findall(r"\w+", case.reply))


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_m15_line_ends_of_windows_change_nothing(case: Case) -> None:
    assert cut(case.reply.replace("\n", "\r\n")) == cut(case.reply)
