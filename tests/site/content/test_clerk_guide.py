"""`content/README.md` tells the clerk of every key, and its examples can be copied."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from loket_site.model import form, office, service, translation
from loket_site.model.form import RESERVED_IDS, Condition, Question, QuestionKind
from loket_site.model.record import Record
from tests.small_content import FORM, remarks
from tests.support import CONTENT

GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")
FROM_THE_FILE_ITSELF = {"body", "slug"}


def records() -> Iterator[type[Record]]:
    """Every table that a clerk writes."""
    for module in (form, office, service, translation):
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Record) and found.__module__ == module.__name__:
                yield found


def keys() -> Iterator[tuple[str, str]]:
    for record in records():
        for field in msgspec.structs.fields(record):
            if field.name not in FROM_THE_FILE_ITSELF:
                yield record.__name__, field.encode_name


def is_told_of(word: str) -> bool:
    """Whether the guide writes the word as code: `word`, `[[word]]`, `x.word` or `{ word = …`."""
    codes = re.findall(r"`([^`\n]+)`", GUIDE)
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", code) for code in codes)


@pytest.mark.parametrize(("record", "key"), list(keys()))
def test_every_key_is_told_of(record: str, key: str) -> None:
    assert is_told_of(key), f"content/README.md does not tell of `{key}` ({record})"


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_of_question_has_a_row(kind: QuestionKind) -> None:
    assert f"\n| `{kind}` | " in GUIDE


@pytest.mark.parametrize(
    "word",
    [
        word
        for names in (office.Unit, office.StartsAt, office.HolidayKind, form.FormKind, form.Seal)
        for word in names
    ],
)
def test_every_word_that_a_key_may_hold_is_told_of(word: str) -> None:
    assert f'`"{word}"`' in GUIDE


@pytest.mark.parametrize("name", sorted(RESERVED_IDS))
def test_every_name_that_no_question_may_have_is_told_of(name: str) -> None:
    assert f"`{name}`" in GUIDE


def test_a_key_that_nobody_wrote_down_would_be_noticed() -> None:
    assert not is_told_of("tidak_pernah_ada")


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_guide_has_examples() -> None:
    assert len(examples()) >= 2


QUESTIONS = [each for each in examples() if "[[" in each]


def test_the_guide_has_examples_of_questions() -> None:
    assert any("[[bagian.pertanyaan]]" in each for each in QUESTIONS)
    assert any("[[petugas]]" in each for each in QUESTIONS)


@pytest.mark.parametrize("example", QUESTIONS)
def test_an_example_of_questions_stands_in_a_form_without_a_remark(
    tmp_path: Path, example: str
) -> None:
    assert remarks(tmp_path, {"formulir/saran.toml": f"{FORM}\n{example}"}) == []


@pytest.mark.parametrize("example", examples())
def test_an_example_can_be_copied(example: str) -> None:
    # Lines that each begin with the same key are alternatives, not one file.
    lines = [line for line in example.splitlines() if line.strip()]
    first_keys = [line.partition("=")[0].strip() for line in lines]
    alternatives = len(lines) > 1 and len(set(first_keys)) == 1
    for text in lines if alternatives else [example]:
        check(tomllib.loads(text))


def check(table: dict[str, object]) -> None:
    """An example is a question, a condition of one, or a table that some record reads."""
    match table:
        case {"bagian": {"pertanyaan": list() as questions}}:
            for question in questions:
                assert msgspec.convert(question, Question).label
        case {"petugas": list() as questions}:
            for question in questions:
                assert msgspec.convert(question, Question).label
        case {"tampil_jika": shown_if}:
            whole = {"id": "a", "jenis": "teks", "label": "x", "tampil_jika": shown_if}
            conditions = msgspec.convert(whole, Question).conditions
            assert all(isinstance(each, Condition) and each.values for each in conditions)
        case _:
            known = {key for _, key in keys()}
            assert set(table) <= known
