"""Answers that are files. A form only counts and names them: the inbox takes them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation

from loket_site.forms.kinds.kind import Kind, Pairs, Told
from loket_site.forms.rules import FieldRule
from loket_site.model import Choice, Question
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

    `name` is what its sender calls the file, "" where no single one is meant.
    """

    sentence: str
    name: str = ""
    ending: str = ""

    def told(self, say: Say) -> str:
        """Tell it to the sender."""
        why = say(self.sentence, ending=self.ending)
        return f"{self.name}: {why}" if self.name else why


@dataclass(frozen=True, slots=True)
class Attached:
    """What came with a question: the files that were taken, and why others were not."""

    kept: tuple[KeptFile, ...] = ()
    refusals: tuple[Refused, ...] = ()


class FilesField(Field):
    """The files of one question; they are handed in beside what a browser posts as text."""

    attached = Attached()


class _Taken(FieldRule):
    """Every file was taken, there is one where one is needed, and there are not too many."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.most = question.most_files

    def __call__(self, form: Any, field: Any) -> None:
        """Tell of refused files first: they are not kept."""
        attached: Attached = field.attached
        wording = self.question.wording
        if attached.refusals:
            raise StopValidation("\n".join(refused.told(form.say) for refused in attached.refusals))
        if self.question.required and not attached.kept:
            raise StopValidation(
                wording.missing
                or form.say("Pilih berkas untuk “{label}”.", label=self.question.label)
            )
        if len(attached.kept) > self.most:
            raise StopValidation(
                wording.too_much
                or form.say(
                    "Ada {count} berkas. Sisakan paling banyak {most}.",
                    count=len(attached.kept),
                    most=self.most,
                )
            )


@dataclass(frozen=True, slots=True)
class Files(Kind):
    """Photos, and documents where the question takes them (`berkas`).

    `-tersimpan` carries the token of each file that was taken, `-buang` the tokens of those that
    their sender does not want any more.
    """

    limits: frozenset[str] = frozenset({"most", "pdf"})
    takes_default: ClassVar[bool] = False

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the one field."""
        return {question.id: FilesField(validators=[_Taken(question)])}

    def given(self, form: Any, question: Question) -> tuple[str, ...]:
        """Give nothing: no condition asks for a file."""
        return ()

    def told(self, form: Any, question: Question) -> Told:
        """Tell how many there are: what they are called is their sender's."""
        count = len(form[question.id].attached.kept)
        return Told(form.say("{count} berkas", count=count) if count else "")

    def read_back(self, form: Any, question: Question) -> str:
        """Tell the sender which files were taken."""
        return "\n".join(
            f"{file.name} ({size_in_words(file.size)})" for file in form[question.id].attached.kept
        )

    def posted(self, form: Any, question: Question) -> Pairs:
        """Give the tokens of the files that were taken."""
        kept = form[question.id].attached.kept
        return tuple((kept_name(question), file.token) for file in kept)


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
