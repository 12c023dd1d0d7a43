"""The files that come with a question, as the inbox hands them to a form."""

from __future__ import annotations

from dataclasses import dataclass

from loket_site.model.form import Question
from loket_site.words.wording import Say


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that the inbox has taken and holds for a while.

    `token` finds and opens it, `name` is what its sender calls it, `size` is in octets.
    """

    token: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file was not taken: a sentence that may name `{ending}`.

    `name` is what its sender calls the file, "" where no single one is meant. `blocks`: the form
    asks for another one; else it goes through without.
    """

    sentence: str
    name: str = ""
    ending: str = ""
    blocks: bool = True

    def told(self, say: Say) -> str:
        """Tell it to the sender."""
        why = say(self.sentence, ending=self.ending)
        return f"{self.name}: {why}" if self.name else why


@dataclass(frozen=True, slots=True)
class Attached:
    """What came with a question: the files that were taken, and why others were not."""

    kept: tuple[KeptFile, ...] = ()
    refusals: tuple[Refused, ...] = ()


def kept_name(question: Question) -> str:
    """Name the field that carries the tokens of a question's files."""
    return f"{question.id}-tersimpan"


def dropped_name(question: Question) -> str:
    """Name the field with the tokens of files that are wanted no more."""
    return f"{question.id}-buang"


def size_in_words(octets: int) -> str:
    """Write a size in kB or MB, rounded up to what people read."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))} kB"
    return f"{octets / 1_000_000:.1f} MB".replace(".", ",")
