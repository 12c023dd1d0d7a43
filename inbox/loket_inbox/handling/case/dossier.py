"""A case as one officer sees it: every opening is written into the read log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, SYSTEM, Case, Recorded
from loket_inbox.domain.codes import is_case_number
from loket_inbox.domain.deeds import Deed, is_open
from loket_inbox.domain.events import (
    EntryCorrected,
    Event,
    FilesAdded,
    Received,
    Registered,
    StoryReleased,
)
from loket_inbox.domain.officers import Officer, Right, Role, is_accused, may, may_open_original
from loket_inbox.domain.reading import Legible
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import NoSuchCaseError, Opening, readable
from loket_inbox.handling.records import Enclosure, EntryRead
from loket_inbox.handling.to_sender import ByMail, gets_by_mail
from loket_inbox.letters.answers import AnsweredSection, AnswersRead
from loket_inbox.store.outbox import SentLetter
from loket_inbox.store.readings import Reading
from loket_inbox.store.transactions import Work

STILL_HERE = timedelta(minutes=15)
"""How long somebody who has opened a case counts as having it open."""

_WRITTEN_BY_PROGRAMS = Received | Registered | EntryCorrected | FilesAdded | StoryReleased
"""What these seal is told elsewhere on the page."""

_LOG_SHOWN = 30
"""How many openings a case's page lists for the head."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event with its text.

    `mail` is the message that it came in, None where there is none or the reader may not open it.
    """

    recorded: Recorded
    who: str
    text: Legible
    mail: int | None

    @property
    def event(self) -> Event:
        """What happened."""
        return self.recorded.event


@dataclass(frozen=True, slots=True)
class Cover:
    """What can be told of a case without opening it; `staff` is everybody who works here."""

    case: Case
    staff: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that an officer may see of a case.

    `title` is what its form was called when it was filled in, `parts` are the answers under that
    form's sections. `version` is what division and Team would read if it were released now, for
    who may release it, `masked_besides` the words that the newest release masks. `is_released`: the
    reader may read all that the sender has written; of the files they do not get
    `unreleased_files`.
    """

    cover: Cover
    title: str
    answers: AnswersRead
    parts: tuple[AnsweredSection, ...]
    files: tuple[tuple[int, Enclosure], ...]
    entry: EntryRead | None
    timeline: tuple[Entry, ...]
    letters: tuple[SentLetter, ...]
    people: dict[int, str]
    others_here: tuple[tuple[str, datetime], ...]
    log: tuple[Reading, ...]
    head_is_accused: bool
    by_mail: ByMail
    version: tuple[AnsweredSection, ...]
    masked_besides: tuple[str, ...]
    is_released: bool
    unreleased_files: int

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.cover.case

    @property
    def name_is_here(self) -> bool:
        """Say whether there is a name at all that could be opened."""
        return any(answer.personal and answer.shown for answer in self.answers)


def open_dossier(desk: Desk, officer: Officer, number: str) -> Dossier:
    """Open a case for an officer, and write that down. Raises NoSuchCaseError."""
    with desk.store.writing() as work:
        file = readable(desk, work, officer, number)
        work.readings.add(file.stored.id, officer.id, Opening.PAGE.code, work.now)
        people = work.people.names()
        reader = file.reader_on_page(officer)
        may_release = is_open(officer, Deed.RELEASE, file.case)
        form, answers, files = file.form, file.answers(reader), file.files_for(officer)
        return Dossier(
            cover=Cover(file.case, work.people.all()),
            title=form.label if form else file.title(),
            answers=answers,
            parts=file.parts(reader),
            files=files,
            entry=file.entry(reader),
            timeline=_timeline(file, officer, people),
            letters=work.outbox.about(file.stored.id),
            people=people,
            others_here=_others(work, file, officer, people),
            log=_log(work, file, officer),
            head_is_accused=any(
                is_accused(head, file.case) for head in work.people.with_role(Role.HEAD)
            ),
            by_mail=gets_by_mail(file),
            version=file.version if may_release else (),
            masked_besides=file.masked_besides() if may_release else (),
            is_released=file.is_released_to(reader),
            unreleased_files=len(file.case.files) - len(files),
        )


def known_cover(desk: Desk, officer: Officer, number: str) -> Cover:
    """Look at a case of which an officer may know no more than that it is there, and its state.

    Raises NoSuchCaseError.
    """
    with desk.store.reading() as work:
        found = work.cases.by_number(number) if is_case_number(number) else None
        if found is None or not may(officer, Right.KNOW, found.case):
            raise NoSuchCaseError(number)
        return Cover(found.case, work.people.all())


def read_cover(desk: Desk, officer: Officer, number: str) -> Cover:
    """Look at a case from outside: nothing is unsealed, so nothing is logged.

    Raises NoSuchCaseError.
    """
    with desk.store.reading() as work:
        return Cover(readable(desk, work, officer, number).case, work.people.all())


def original_message(desk: Desk, officer: Officer, number: str, message_id: int) -> bytes:
    """Open a message of a case as it came by mail, and write that down.

    Raises NoSuchCaseError, also where the message is not of this case or not for this officer.
    """
    with desk.store.writing() as work:
        file = readable(desk, work, officer, number)
        is_here = message_id in _openable(file, officer).values()
        mail = work.messages.by_id(message_id) if is_here else None
        if mail is None:
            raise NoSuchCaseError(number)
        work.readings.add(file.stored.id, officer.id, Opening.ORIGINAL.code, work.now)
        return desk.envelope.open(mail.digest, "mail", mail.sealed)


def _openable(file: CaseFile, officer: Officer) -> dict[str, int]:
    """Find the messages that an officer may open: their rows by their digests.

    What became no event is nobody's own.
    """
    causes = file.work.cases.causes(file.stored.id)
    writers = {
        cause: recorded.by for cause, recorded in zip(causes, file.case.history, strict=True)
    }
    return {
        cause: row
        for cause, row in file.work.messages.of_case(file.stored.id).items()
        if may_open_original(officer, file.case, writers.get(cause, ""))
    }


def _timeline(file: CaseFile, officer: Officer, people: dict[int, str]) -> tuple[Entry, ...]:
    mails = _openable(file, officer)
    causes = file.work.cases.causes(file.stored.id)
    reader = file.reader(officer)
    return tuple(
        Entry(
            recorded=recorded,
            who=name_of(recorded.by, people),
            text=Legible("")
            if isinstance(recorded.event, _WRITTEN_BY_PROGRAMS)
            else file.text(position, reader),
            mail=mails.get(causes[position] or ""),
        )
        for position, recorded in enumerate(file.case.history)
    )


def name_of(mark: str, people: dict[int, str]) -> str:
    """Name who an event came from."""
    if mark == SENDER:
        return "Pengirim"
    if mark == SYSTEM:
        return "Loket"
    return people.get(int(mark.partition(":")[2]), "Petugas lama")


def _others(
    work: Work, file: CaseFile, officer: Officer, people: dict[int, str]
) -> tuple[tuple[str, datetime], ...]:
    here = work.readings.latest_by_officer(file.stored.id, work.now - STILL_HERE)
    return tuple((people[each], at) for each, at in sorted(here.items()) if each != officer.id)


def _log(work: Work, file: CaseFile, officer: Officer) -> tuple[Reading, ...]:
    if not may(officer, Right.READ_LOG, file.case):
        return ()
    return work.readings.of_case(file.stored.id, _LOG_SHOWN)
