"""What is sealed beside the events of a case, as programs write and read it: JSON."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from loket_inbox.domain.reading import Legible
from loket_inbox.letters.answers import AnswersRead
from loket_site.forms.form import Answer
from loket_site.model.form import FormSpec


@dataclass(frozen=True, slots=True)
class BookEntry:
    """What the front desk writes into the complaint register (buku pengaduan) of a case.

    `service` is a service's number as text, or "". `answers` are those to the officers' questions.
    """

    summary: str = ""
    service: str = ""
    remarks: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry of the register as one reader has it."""

    summary: Legible
    service: str
    remarks: Legible
    answers: AnswersRead


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What a case tells of a file that came with it, without opening the file.

    `question` is the label of the question it answers, or how else it came, `kind` the code of a
    `FileKind`, `size` is in octets.
    """

    question: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is sealed of a form that was filled in, with its questions."""

    form: str
    version: int
    title: str
    answers: tuple[Answer, ...]
    files: tuple[Enclosure, ...] = ()


def answers_written(
    form: FormSpec, answers: tuple[Answer, ...], files: tuple[Enclosure, ...] = ()
) -> bytes:
    """Write the answers with their questions, so that they stay readable when the form changes."""
    return msgspec.json.encode(Sheet(form.code, form.version, form.title, answers, files))


def enclosures_written(files: tuple[Enclosure, ...]) -> str:
    """Write what is known of files that came by mail, for sealing."""
    return msgspec.json.encode(files).decode()


def masked_written(words: tuple[str, ...]) -> str:
    """Write the words that a release masks besides, for sealing; "" for none."""
    return msgspec.json.encode(words).decode() if words else ""


def entry_written(entry: BookEntry) -> str:
    """Write an entry of the register for sealing."""
    return msgspec.json.encode(entry).decode()
