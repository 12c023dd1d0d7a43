"""Our own sentences, said in the language of whoever reads them.

Code and templates hold them in Indonesian; `words/<language>.toml` says what each of them is in
another language. One that is missing there is said in Indonesian.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

INDONESIAN_LANGUAGE = "id"
"""The language of the sentences in code, templates and content (BCP 47)."""

_FOLDER = Path(__file__).parent

LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""The languages besides Indonesian that have words of ours (BCP 47)."""


class Say(Protocol):
    """Says a sentence with its figures in some language."""

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Give the sentence; `{name}` in it stands for the value of that name."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language and what our sentences are in it: one text each, or one for 1 and one for more.

    The `count` among the figures of a sentence chooses between those two.
    """

    language: str = INDONESIAN_LANGUAGE
    sentences: Mapping[str, str | list[str]] = field(default_factory=dict)

    @property
    def is_indonesian(self) -> bool:
        """Say whether this is the language in which everything is written."""
        return self.language == INDONESIAN_LANGUAGE

    def say(self, sentence: str, /, **values: object) -> str:
        """Say a sentence, as every `Say` does."""
        found = self.chosen(sentence, values.get("count"))
        return found.format(**values) if values else found

    def chosen(self, sentence: str, count: object = None) -> str:
        """Give the words for a sentence with its names still in it, for `count` of something."""
        found = self.sentences.get(sentence, sentence)
        if isinstance(found, str):
            return found
        one, more = found
        return one if count == 1 else more


INDONESIAN = Wording()


def mark(sentence: str) -> str:
    """Mark a sentence that is said later, where the language is known."""
    return sentence


@cache
def wording_in(language: str) -> Wording:
    """Give the words of a language; Indonesian for one that has none."""
    if language not in LANGUAGES:
        return INDONESIAN
    text = (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return Wording(language, MappingProxyType(tomllib.loads(text)))
