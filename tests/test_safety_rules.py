"""docs/safety.md: every rule that is cited is defined there, and names its tests as they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
RULE = re.compile(r"\b(?:SS|EN|N|W|M|F)-[0-9]+\b")
DEFINED = re.compile(
    rf"^- \*\*({RULE.pattern})\*\* (.+?)(?=^- \*\*|^## |\Z)", re.MULTILINE | re.DOTALL
)
NAMED = re.compile(r"\bdef test_(ss|en|n|w|m|f)_?([0-9]+)_")

RULES = dict(DEFINED.findall(PAGE))


def texts() -> Iterator[tuple[Path, str]]:
    """Everything that people wrote, with its place in the repository."""
    for folder in ("site", "inbox", "tests", "bench", "deploy", "docs", "content"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".md", ".html", ".toml", ".txt", ".conf"}:
                yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def files_of_tests() -> dict[str, set[str]]:
    """The files of the tests that begin with a rule's id, by the rule."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, text in texts():
        for letters, number in NAMED.findall(text):
            found[f"{letters.upper()}-{number}"].add(path.as_posix())
    return found


def test_every_rule_that_is_cited_is_defined() -> None:
    cited = {(rule, path.as_posix()) for path, text in texts() for rule in RULE.findall(text)}
    assert sorted(each for each in cited if each[0] not in RULES) == []
    assert sorted(rule for rule in files_of_tests() if rule not in RULES) == []


def test_no_rule_is_defined_twice() -> None:
    defined = [rule for rule, _ in DEFINED.findall(PAGE)]
    assert len(defined) == len(set(defined)) > 60


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_names_its_tests_or_says_that_it_is_not_built(rule: str) -> None:
    said, _, named = RULES[rule].rpartition("\n  Tests: ")
    files = files_of_tests()[rule]
    if files:
        assert set(re.findall(r"`(tests/[^`]+)`", named)) == files
    else:
        assert not said
        assert re.search(r"^  Not built[.:]", RULES[rule], re.MULTILINE)
