"""The content between reading and checking: every record with the line it was written on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Generic, TypeVar

from loket_site.content.toml_source import KeyPath, Problem, Source
from loket_site.model.form import FormSpec
from loket_site.model.office import Deadline, HolidayCalendar, Office, Regency
from loket_site.model.service import Page, ServiceStandard
from loket_site.model.translation import FormWords, OfficeWords

T = TypeVar("T")

BODY: KeyPath = ("+++",)
"""Where a source keeps the line on which the prose below its front matter begins."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A record and where it was written."""

    value: T
    source: Source
    at: KeyPath = ()

    @property
    def file_name(self) -> str:
        """The name of its file without the ending."""
        return PurePath(self.source.path).stem

    @property
    def translates(self) -> tuple[str, str]:
        """The name of the file that a translation belongs to, and its language: `a.en` is a, en."""
        name, _, language = self.file_name.rpartition(".")
        return name, language

    def problem(self, sentence: str, *at: str | int) -> Problem:
        """A problem at a key of this record."""
        return self.source.problem(sentence, (*self.at, *at))

    def remark(self, sentence: str, *at: str | int) -> Problem:
        """A warning at a key of this record."""
        return self.source.problem(sentence, (*self.at, *at), warning=True)


def values(placed: Iterable[Placed[T]]) -> tuple[T, ...]:
    """The records alone."""
    return tuple(each.value for each in placed)


@dataclass(frozen=True, slots=True)
class Draft:
    """Every record that could be read, not yet held against each other.

    `unread` names the files with mistakes of their own: what points at them is not blamed.
    `office` is None where it is one of them.
    """

    office: Placed[Office] | None
    deadlines: tuple[Placed[Deadline], ...]
    calendars: tuple[Placed[HolidayCalendar], ...]
    services: tuple[Placed[ServiceStandard], ...]
    forms: tuple[Placed[FormSpec], ...]
    pages: tuple[Placed[Page], ...]
    regency: Regency | None
    form_words: tuple[Placed[FormWords], ...] = ()
    office_words: tuple[Placed[OfficeWords], ...] = ()
    unread: frozenset[str] = frozenset()
