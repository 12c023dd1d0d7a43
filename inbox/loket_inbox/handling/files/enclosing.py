"""The files of a case: sealed with it in one transaction, and handed to those who may read it."""

from __future__ import annotations

from dataclasses import dataclass

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import digest
from loket_inbox.domain.officers import Officer
from loket_inbox.envelope import Sealed
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import NoSuchCaseError, Opening, readable
from loket_inbox.handling.files.waiting import opened
from loket_inbox.handling.records import Enclosure, enclosures_written
from loket_inbox.store.transactions import Work
from loket_inbox.uploads.harmless import HarmlessFile
from loket_inbox.uploads.kinds import FileKind
from loket_site.forms.attached import KeptFile
from loket_site.model.form import Question

_BY_SENDERS_MAIL, _BY_OFFICERS_MAIL = "Dari surat pengirim", "Dari surat petugas"
"""What stands in the place of a question where a file came by mail."""

FormFiles = tuple[tuple[Question, KeptFile], ...]
"""The waiting files of a form that was filled in, each with its question."""


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file as an officer gets it. `name` is ours."""

    name: str
    media_type: str
    content: bytes


def sealed_for(
    desk: Desk, work: Work, number: str, files: FormFiles
) -> tuple[tuple[Enclosure, Sealed], ...]:
    """Seal waiting files for the case of this number. Raises FileGoneError if one waits no more."""
    return tuple(
        _sealed(desk, work, number, position, question, file)
        for position, (question, file) in enumerate(files, 1)
    )


def _sealed(
    desk: Desk, work: Work, number: str, position: int, question: Question, file: KeptFile
) -> tuple[Enclosure, Sealed]:
    found = opened(desk, work, file.token)
    enclosure = Enclosure(question.label, found.kind.code, len(found.content))
    return enclosure, desk.envelope.seal(number, _field(position), found.content)


def enclose(
    work: Work, case_id: int, files: FormFiles, sealed: tuple[tuple[Enclosure, Sealed], ...]
) -> None:
    """Keep sealed files with their case; they wait no more."""
    for position, (_, each) in enumerate(sealed, 1):
        work.sent_files.add(case_id, position, each.blob)
    work.waiting_files.remove([digest(file.token) for _, file in files])


def enclose_mailed(
    file: CaseFile, files: tuple[HarmlessFile, ...], *, is_senders: bool
) -> tuple[tuple[str, ...], str]:
    """Keep files that came by mail with their case, behind those it has.

    Gives the digests of their contents, and what is known of them, written for sealing.
    """
    number, begin = file.case.number, len(file.case.files) + 1
    digests, enclosures = [], []
    for position, each in enumerate(files, begin):
        sealed = file.desk.envelope.seal(number, _field(position), each.content)
        file.work.sent_files.add(file.stored.id, position, sealed.blob)
        digests.append(sealed.content_digest)
        how = _BY_SENDERS_MAIL if is_senders else _BY_OFFICERS_MAIL
        enclosures.append(Enclosure(how, each.kind.code, len(each.content)))
    return tuple(digests), enclosures_written(tuple(enclosures))


def open_enclosed(desk: Desk, officer: Officer, number: str, position: int) -> EnclosedFile:
    """Open a file of a case for an officer, and write that down.

    Raises NoSuchCaseError, also where the case has no file for this officer at this position.
    """
    with desk.store.writing() as work:
        file = readable(desk, work, officer, number)
        enclosure = dict(file.files_for(officer)).get(position)
        sealed = work.sent_files.find(file.stored.id, position) if enclosure else None
        if enclosure is None or sealed is None:
            raise NoSuchCaseError(number)
        work.readings.add(file.stored.id, officer.id, Opening.FILE.code, work.now)
    content = desk.envelope.open(
        number, _field(position), sealed, content_digest=file.case.files[position - 1]
    )
    kind = FileKind.coded(enclosure.kind)
    return EnclosedFile(our_name(number, position, enclosure), kind.media_type, content)


def our_name(number: str, position: int, enclosure: Enclosure) -> str:
    """Name a file as officers and their computers see it, such as `K7M4-PX9R-1.jpg`.

    What is kept as it came says so: `K7M4-PX9R-2-asli.pdf`.
    """
    return f"{number}-{position}{FileKind.coded(enclosure.kind).ending}"


def _field(position: int) -> str:
    """Name the sealed content of the file at a position."""
    return f"file:{position}"
