"""Who gets in to a case, and how no is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from loket_inbox.desk import Desk
from loket_inbox.domain.case import IllegalTransitionError, Recorded
from loket_inbox.domain.codes import digest, is_case_number
from loket_inbox.domain.officers import (
    NotAllowedError,
    Officer,
    Right,
    may,
)
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.store.transactions import Work


class RefusedError(Exception):
    """What was asked cannot be had; the sentence is for the officer."""


class NoSuchCaseError(Exception):
    """There is no such case, or the officer may not know of it: both look the same."""


class AlreadyDoneError(Exception):
    """The same button of the same page has been pressed before: it is done, once."""


class StaleError(Exception):
    """The case has changed since the officer's page was drawn; `news` is what came meanwhile."""

    def __init__(self, news: tuple[Recorded, ...]) -> None:
        super().__init__(len(news))
        self.news = news


@dataclass(frozen=True, slots=True)
class Visit:
    """An officer's press of a button on the page of a case.

    `version` is the case's version that the page showed, `page` the random name of the page.
    """

    officer: Officer
    number: str
    version: int
    page: str

    @property
    def cause(self) -> str:
        """Name the press, so that a second one changes nothing."""
        return digest(f"{self.officer.mark} {self.page}")


@contextmanager
def at_case(desk: Desk, visit: Visit, right: Right) -> Iterator[CaseFile]:
    """Open a case for one change by an officer; all of it is kept at the end, or nothing.

    Raises NoSuchCaseError, NotAllowedError, AlreadyDoneError, StaleError, and RefusedError where
    the state of the case does not allow the change.
    """
    with desk.store.writing() as work:
        found = work.cases.by_number(visit.number) if is_case_number(visit.number) else None
        if found is None or not may(visit.officer, Right.READ, found.case):
            raise NoSuchCaseError(visit.number)
        if work.cases.has_cause(found.id, visit.cause):
            raise AlreadyDoneError
        if not may(visit.officer, right, found.case):
            raise NotAllowedError(visit.officer.mark)
        if found.case.version != visit.version:
            raise StaleError(found.case.history[visit.version :])
        file = CaseFile(desk, work, found)
        try:
            yield file
        except IllegalTransitionError as error:
            raise RefusedError("Ini tidak bisa dilakukan pada kasus ini sekarang.") from error
        if found.case.is_set_aside and not file.case.is_set_aside:
            # An officer has it in hand: no digest needs to tell of it.
            work.untold.told((found.id,), work.now)


class Opening(Enum):
    """What of a case was opened, as the read log says it."""

    PAGE = ("page", "Halaman kasus")
    ORIGINAL = ("original", "Surat asli")
    FILE = ("file", "Berkas")
    BOOK = ("book", "Buku pengaduan")

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label


def readable(desk: Desk, work: Work, officer: Officer, number: str) -> CaseFile:
    """Find a case that an officer may read. Raises NoSuchCaseError for any other."""
    found = work.cases.by_number(number) if is_case_number(number) else None
    if found is None or not may(officer, Right.READ, found.case):
        raise NoSuchCaseError(number)
    return CaseFile(desk, work, found)
