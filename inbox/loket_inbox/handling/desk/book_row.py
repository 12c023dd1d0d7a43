"""One case as a row of the complaint register (buku pengaduan).

A row never shows more of a person than everybody who handles the case may know: name, address and
contact only where the sender has chosen `terbuka`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from loket_inbox.domain import events
from loket_inbox.domain.case import Case, Recorded
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.events import Event
from loket_inbox.domain.officers import is_confidential
from loket_inbox.domain.reading import Legible
from loket_inbox.domain.terms import Channel, Classification, Result
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.promises import Starts, answer_clock, due
from loket_site.forms.form import Answer
from loket_site.model.form import QuestionKind

KEPT_BACK = "dirahasiakan"
NAMELESS = "tanpa nama"
NOT_ENTERED = "belum dicatat"


@dataclass(frozen=True, slots=True)
class BookRow:
    """One case as the register has it, its columns in their order; "" and None for nothing."""

    agenda: str
    number: str
    received: date
    channel: str
    name: str
    address: str
    contact: str
    summary: Legible
    service: str
    division: str
    classification: str
    disposition: str
    follow_up: str
    answer: Legible
    answered: date | None
    result: str
    due: date | None
    remarks: Legible

    @property
    def cells(self) -> tuple[str | date | None, ...]:
        """Everything in the order of `COLUMNS`."""
        return tuple(getattr(self, field.name) for field in fields(self))


COLUMNS = (
    "nomor agenda",
    "nomor kasus",
    "diterima",
    "saluran",
    "nama",
    "alamat",
    "kontak",
    "ringkasan",
    "layanan",
    "bidang",
    "golongan",
    "disposisi",
    "tindak lanjut",
    "jawaban",
    "tanggal jawaban",
    "hasil",
    "tenggat",
    "keterangan",
)
"""What the office calls the fields of a `BookRow`, in their order."""

if len(COLUMNS) != len(fields(BookRow)):
    raise NotImplementedError("a column of the book without a name")


def row_of(file: CaseFile, people: dict[int, str]) -> BookRow:
    """Write the row of a case; `people` are the names of everybody who ever worked here."""
    case, reader = file.case, file.everybody
    entry, who = file.entry(reader), _Sender.of(file)
    answered = _newest(case, events.ResponseDelivered)
    clock = answer_clock(file.desk.catalogue, case)
    return BookRow(
        agenda=str(case.agenda or ""),
        number=case.number,
        received=local_day(case.received_at),
        channel=Channel.labelled(case.channel),
        name=who.name,
        address=who.address,
        contact=who.contact,
        summary=entry.summary if entry else Legible(NOT_ENTERED),
        service=_service(file, entry.service) if entry else "",
        division=_division(file),
        classification=Classification.labelled(case.classification),
        disposition=_disposition(case, people),
        follow_up=_follow_up(case),
        answer=file.text(answered.sequence - 1, reader) if answered else Legible(""),
        answered=local_day(answered.at) if answered else None,
        result=Result.labelled(case.result),
        due=due(clock, Starts.of(case), file.desk.calendar).day if clock else None,
        remarks=entry.remarks if entry else Legible(""),
    )


@dataclass(frozen=True, slots=True)
class _Sender:
    """Name, address and contact as they stand in the book."""

    name: str
    address: str
    contact: str

    @classmethod
    def of(cls, file: CaseFile) -> _Sender:
        form = file.form or file.desk.catalogue.form(file.case.form)
        asked = {question.id: question.kind for question in form.questions} if form else {}
        told: dict[QuestionKind | None, list[str]] = {}
        for answer in file.answers(file.everybody):
            if answer.shown:
                told.setdefault(_kind(answer, asked), []).append(" ".join(answer.shown.split()))
        name = ", ".join(told.get(QuestionKind.NAME, ()))
        address = ", ".join(told.get(QuestionKind.ADDRESS, ()))
        contact = ", ".join((*told.get(QuestionKind.PHONE, ()), *told.get(QuestionKind.EMAIL, ())))
        if not is_confidential(file.case):
            return cls(name or NAMELESS, address, contact)
        return cls(
            KEPT_BACK if name else NAMELESS,
            KEPT_BACK if address else "",
            KEPT_BACK if contact else "",
        )


_KINDS_BY_ID = {
    "nama": QuestionKind.NAME,
    "alamat": QuestionKind.ADDRESS,
    "telepon": QuestionKind.PHONE,
    "hp": QuestionKind.PHONE,
    "email": QuestionKind.EMAIL,
}
"""What a personal answer is whose question stands in the form no more."""


def _kind(answer: Answer, asked: dict[str, QuestionKind]) -> QuestionKind | None:
    kind = asked.get(answer.question)
    if kind in _KINDS_BY_ID.values() or not answer.personal:
        return kind
    return _KINDS_BY_ID.get(answer.question)


def _service(file: CaseFile, number: str) -> str:
    found = file.desk.catalogue.service(int(number)) if number.isdecimal() else None
    return found.title if found else number


def _division(file: CaseFile) -> str:
    divisions = {each.code: each.name for each in file.desk.catalogue.office.divisions}
    return divisions.get(file.case.division, file.case.division)


def _newest(case: Case, kind: type[Event]) -> Recorded | None:
    return next((each for each in reversed(case.history) if isinstance(each.event, kind)), None)


def _disposition(case: Case, people: dict[int, str]) -> str:
    found = _newest(case, events.Disposed)
    if found is None or not isinstance(found.event, events.Disposed):
        return ""
    event = found.event
    names = ", ".join(people.get(each, "petugas lama") for each in event.officers)
    to = f"Tim: {names}" if event.team else names
    until = f", paling lambat {short_date(date.fromisoformat(event.due))}" if event.due else ""
    return f"{to} ({short_date(local_day(found.at))}){until}"


def short_date(day: date) -> str:
    """Write a day as the book's narrow columns have room for it, as `16-03-2026`."""
    return f"{day:%d-%m-%Y}"


_PHRASES: dict[type[Event], str] = {
    events.Approved: "rumusan disahkan",
    events.Completed: "berkas lengkap",
    events.FindingsWritten: "rumusan Tim",
    events.Reopened: "dibuka lagi",
    events.Returned: "rumusan dikembalikan",
    events.SenderAsked: "bertanya kepada pengirim",
    events.SenderWrote: "pesan dari pengirim",
}
"""What the column `tindak lanjut` says of an event; of the others it says nothing."""


def _follow_up(case: Case) -> str:
    told = [
        f"{_PHRASES[type(each.event)]} ({short_date(local_day(each.at))})"
        for each in case.history
        if type(each.event) in _PHRASES
    ]
    notes = sum(isinstance(each.event, events.Noted) for each in case.history)
    return "; ".join([*told, f"{notes} catatan"] if notes else told)
