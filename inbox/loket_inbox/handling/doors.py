"""Who gets in to a case, and how no is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from loket_inbox.desk import Desk
from loket_inbox.domain.case import IllegalTransitionError, Recorded
from loket_inbox.domain.codes import digest, is_case_number
from loket_inbox.domain.deeds import Deed, require
from loket_inbox.domain.events import Event, Releasing
from loket_inbox.domain.officers import Officer, Right, may
from loket_inbox.domain.terms import Coded
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


@dataclass(slots=True)
class InHand:
    """A case in the hands of an officer who does something with it, by whatever door.

    `cause` names the press of a button or the mail that it came from, None for nothing of a name.
    `releases` is what a reply releases along with what it does (`Releasing`), 0 for nothing.
    """

    file: CaseFile
    by: Officer
    cause: str | None = None
    releases: int = 0

    def record(self, event: Event, content: str = "") -> None:
        """Add an event of this officer, as `CaseFile.record` does; the first has the cause."""
        if self.releases and isinstance(event, Releasing):
            event = replace(event, releases=self.releases)
        self.file.record(event, content, by=self.by.mark, cause=self.cause)
        self.cause = None


def readable(desk: Desk, work: Work, officer: Officer, number: str) -> CaseFile:
    """Find a case that an officer may read. Raises NoSuchCaseError for any other."""
    found = work.cases.by_number(number) if is_case_number(number) else None
    if found is None or not may(officer, Right.READ, found.case):
        raise NoSuchCaseError(number)
    return CaseFile(desk, work, found)


@contextmanager
def at_case(desk: Desk, visit: Visit, deed: Deed) -> Iterator[InHand]:
    """Open a case for one deed of an officer; all of it is kept at the end, or nothing.

    Raises NoSuchCaseError, NotAllowedError, AlreadyDoneError, StaleError, and RefusedError where
    the state of the case does not allow the deed.
    """
    with desk.store.writing() as work:
        file = readable(desk, work, visit.officer, visit.number)
        before = file.case
        if work.cases.has_cause(file.stored.id, visit.cause):
            raise AlreadyDoneError
        require(visit.officer, deed, before)
        if before.version != visit.version:
            raise StaleError(before.history[visit.version :])
        try:
            yield InHand(file, visit.officer, visit.cause)
        except IllegalTransitionError as error:
            raise RefusedError("Ini tidak bisa dilakukan pada kasus ini sekarang.") from error
        if before.is_set_aside and not file.case.is_set_aside:
            # An officer has it in hand: no digest needs to tell of it.
            work.untold.told((file.stored.id,), work.now)


class Opening(Coded):
    """What of a case was opened, as the read log says it."""

    PAGE = ("page", "Halaman kasus")
    ORIGINAL = ("original", "Surat asli")
    FILE = ("file", "Berkas")
    BOOK = ("book", "Buku pengaduan")
