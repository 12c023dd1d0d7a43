"""Every sentence of ours that is marked for translation has its words, and no word is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from loket_site.words.wording import INDONESIAN, LANGUAGES, wording_in
from tests.support import ROOT

PACKAGES = (ROOT / "site" / "loket_site", ROOT / "inbox" / "loket_inbox")
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
TEMPLATES = sorted(path for package in PACKAGES for path in package.rglob("*.html"))
MARKS = {"mark", "say"}
NAME = re.compile(r"\{(\w*)\}")


def marked_in_code(path: Path) -> Iterator[str]:
    """The sentences that a module gives to `mark` or `say`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name),
                args=[ast.Constant(value=str() as sentence), *_],
            ) if name in MARKS:
                yield sentence


def marked_in_template(path: Path) -> Iterator[str]:
    """The sentences that a template gives to `_`."""
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        match call.node, call.args:
            case nodes.Name(name="_"), [nodes.Const(value=str() as sentence)]:
                yield sentence


def test_a_template_can_be_read_for_its_sentences() -> None:
    found = [sentence for path in TEMPLATES for sentence in marked_in_template(path)]
    assert "Periksa jawaban saya" in found


MARKED = sorted(
    {sentence for path in MODULES for sentence in marked_in_code(path)}
    | {sentence for path in TEMPLATES for sentence in marked_in_template(path)}
)


def texts(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_sentence_has_its_words(language: str) -> None:
    words = wording_in(language).sentences
    assert [sentence for sentence in MARKED if not all(texts(words.get(sentence, "")))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_belongs_to_a_sentence_that_nobody_says(language: str) -> None:
    assert sorted(set(wording_in(language).sentences) - set(MARKED)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_what_its_sentence_names(language: str) -> None:
    wrong = [
        (sentence, text)
        for sentence, said in wording_in(language).sentences.items()
        for text in texts(said)
        if set(NAME.findall(text)) != set(NAME.findall(sentence))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_sentence_that_counts_has_a_word_for_one_and_a_word_for_more(language: str) -> None:
    for sentence, said in wording_in(language).sentences.items():
        if not isinstance(said, str):
            assert "{count}" in sentence
            assert len(said) == 2


def test_what_has_no_words_is_said_in_indonesian() -> None:
    assert wording_in("en").say("Kalimat yang tidak ada {x}.", x=1) == "Kalimat yang tidak ada 1."


def test_an_unknown_language_is_indonesian() -> None:
    assert wording_in("tlh") is INDONESIAN
    assert INDONESIAN.say("Periksa jawaban saya") == "Periksa jawaban saya"


def test_one_and_more_are_told_apart() -> None:
    english = wording_in("en")
    assert english.say("{count} berkas", count=1) == "1 file"
    assert english.say("{count} berkas", count=2) == "2 files"


def test_what_somebody_typed_is_never_read_as_a_sentence_of_ours() -> None:
    shown = wording_in("en").say("Kata sandi: {word}.", word="{count} {word.__class__}")
    assert shown == "Code word: {count} {word.__class__}."
