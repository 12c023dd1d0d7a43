"""The use cases of a case, each one transaction; web, mail and command line call them alike."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from loket_inbox import letters
from loket_inbox.case import SENDER, Case, Event, Received, ResponseDelivered, SenderWrote
from loket_inbox.codes import (
    CheckToken,
    code_digest,
    digest,
    grouped,
    mentions_code,
    new_case_number,
    read_code,
    receipt_code,
)
from loket_inbox.desk import Desk
from loket_inbox.officers import Action, Officer, Role, may_answer
from loket_inbox.promises import Step, next_steps, until
from loket_inbox.store.cases import StoredCase
from loket_inbox.store.transactions import ConflictError, StoreAwayError, Work
from loket_site.forms import Answer, clean_paragraphs
from loket_site.model import Deadline, FormSpec, StartsAt

LONGEST_MESSAGE = 4000
"""How many characters the sender may add at once on the tracking page."""

_ANSWERS = "answers"
"""What the first sealed content of a case is called."""

_TRIES = 3
"""How often a transaction is tried again after somebody else was first."""


class ReceiptGoneError(Exception):
    """The check page is older than its receipt may be shown; `received` says if it was sent."""

    def __init__(self, *, received: bool) -> None:
        super().__init__(received)
        self.received = received


class RefusedMessageError(Exception):
    """A message of the sender cannot be taken; the sentence is for the sender."""


class NotAllowedError(Exception):
    """An officer may not do what was asked."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody gets who has sent a form. `code` is in groups of four."""

    number: str
    code: str
    received_at: datetime
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn of the conversation as the sender sees it; `text` is the office's answer alone."""

    at: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class Tracking:
    """What somebody sees who knows the receipt code: never the first story (SS-10)."""

    number: str
    label: str
    sentence: str
    received_at: datetime
    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]


def submit(desk: Desk, form: FormSpec, answers: tuple[Answer, ...], token: CheckToken) -> Receipt:
    """Keep a submission and write to the front desk; the same token always gives the same receipt.

    `answers` have been judged. Raises ReceiptGoneError for a token older than 24 hours, and
    StoreAwayError when nothing could be kept.
    """
    for _ in range(_TRIES):
        try:
            with desk.store.writing() as work:
                case = _case_of(desk, work, form, answers, token)
        except ConflictError:
            continue
        code = receipt_code(desk.secrets.pepper, token.submission)
        return Receipt(case.number, grouped(code), case.received_at, _steps(desk, case))
    raise StoreAwayError


def _case_of(
    desk: Desk, work: Work, form: FormSpec, answers: tuple[Answer, ...], token: CheckToken
) -> Case:
    found = work.cases.by_submission(digest(token.submission))
    if token.is_old(work.now):
        raise ReceiptGoneError(received=found is not None)
    if found is not None:
        return found.case
    number = new_case_number()
    sealed = desk.envelope.seal(number, _ANSWERS, _written_down(form, answers))
    case = Case.open(
        number,
        Received(form.code, form.version),
        at=work.now,
        content_digest=sealed.content_digest,
    )
    code = receipt_code(desk.secrets.pepper, token.submission)
    case_id = work.cases.add(
        case,
        sealed.blob,
        submission_digest=digest(token.submission),
        code_digest=code_digest(desk.secrets.pepper, code),
    )
    for officer in front_desk(work):
        letter = letters.new_case(officer, number, form.title, _due(desk, case), answers)
        desk.post(work, letter, officer, case_id=case_id, action=Action.ANSWER)
    return case


def track(desk: Desk, typed: str) -> Tracking | None:
    """Find a case by its receipt code as somebody typed it; None where there is none."""
    code = read_code(typed)
    if code is None:
        return None
    with desk.store.reading() as work:
        found = work.cases.by_code(code_digest(desk.secrets.pepper, code))
    return None if found is None else _tracking(desk, found)


def write_back(desk: Desk, typed: str, message: str, token: CheckToken | None) -> Tracking | None:
    """Add a message of the sender to a case and write to the front desk.

    None where the code opens no case. A page's token makes a second press of the button harmless.
    Raises RefusedMessageError for an empty or too long message and for one that holds the code.
    """
    code = read_code(typed)
    if code is None:
        return None
    text = _judged(message, code)
    cause = None if token is None else digest(token.submission)
    with desk.store.writing() as work:
        found = work.cases.by_code(code_digest(desk.secrets.pepper, code))
        if found is None:
            return None
        if cause is None or not work.cases.has_cause(found.id, cause):
            _add(desk, work, found, SenderWrote(), text, by=SENDER, cause=cause)
            history, answers = _responses(desk, found), _answers(desk, found)
            for officer in front_desk(work):
                letter = letters.follow_up(officer, found.case.number, text, history, answers)
                desk.post(work, letter, officer, case_id=found.id, action=Action.ANSWER)
        return _tracking(desk, work.cases.by_id(found.id))


def _judged(message: str, code: str) -> str:
    text = clean_paragraphs(message)
    if not text:
        raise RefusedMessageError("Tulis pesan Anda.")
    if len(text) > LONGEST_MESSAGE:
        raise RefusedMessageError(
            f"Pesan Anda {len(text)} huruf. Ringkas menjadi paling banyak {LONGEST_MESSAGE} huruf."
        )
    if mentions_code(text, code):
        raise RefusedMessageError(
            "Hapus kode tanda terima dari pesan Anda. Kode itu hanya untuk Anda."
        )
    return text


def answer(
    desk: Desk, work: Work, found: StoredCase, text: str, *, by: Officer, cause: str
) -> None:
    """Put an officer's answer on the tracking page, within the caller's transaction.

    `cause` is the digest of the message it came in. Raises NotAllowedError.
    """
    if not may_answer(by):
        raise NotAllowedError(by.mark)
    _add(desk, work, found, ResponseDelivered(), text, by=by.mark, cause=cause)


def _add(
    desk: Desk,
    work: Work,
    found: StoredCase,
    event: Event,
    text: str,
    *,
    by: str,
    cause: str | None,
) -> None:
    sealed = desk.envelope.seal(found.case.number, event.name, text.encode())
    case = found.case.apply(event, at=work.now, by=by, content_digest=sealed.content_digest)
    work.cases.append(found.id, case, sealed.blob, cause=cause)


def _written_down(form: FormSpec, answers: tuple[Answer, ...]) -> bytes:
    """Write the answers with their questions, so that they stay readable when the form changes."""
    return json.dumps(
        {
            "form": form.code,
            "version": form.version,
            "title": form.title,
            "answers": [
                {
                    "question": answer.question,
                    "label": answer.label,
                    "shown": answer.shown,
                    "personal": answer.personal,
                    "values": answer.values,
                }
                for answer in answers
            ],
        }
    ).encode()


def _answers(desk: Desk, found: StoredCase) -> tuple[Answer, ...]:
    """Read what the sender answered at first."""
    received, sealed = found.case.history[0], found.sealed[0]
    if sealed is None:
        return ()
    content = desk.envelope.open(
        found.case.number, _ANSWERS, sealed, content_digest=received.content_digest
    )
    return tuple(
        Answer(
            question=answer["question"],
            label=answer["label"],
            shown=answer["shown"],
            personal=answer["personal"],
            values=tuple((name, value) for name, value in answer["values"]),
        )
        for answer in json.loads(content)["answers"]
    )


def front_desk(work: Work) -> tuple[Officer, ...]:
    """Name who is written to: the front desk, or the head while there is none."""
    return work.people.with_role(Role.FRONT_DESK) or work.people.with_role(Role.HEAD)


def _responses(desk: Desk, found: StoredCase) -> tuple[str, ...]:
    return tuple(entry.text for entry in _entries(desk, found) if entry.text is not None)


def _entries(desk: Desk, found: StoredCase) -> tuple[Entry, ...]:
    entries = []
    for recorded, sealed in zip(found.case.history, found.sealed, strict=True):
        if isinstance(recorded.event, ResponseDelivered) and sealed is not None:
            text = desk.envelope.open(
                found.case.number,
                recorded.event.name,
                sealed,
                content_digest=recorded.content_digest,
            )
            entries.append(Entry(recorded.at, text.decode()))
        elif isinstance(recorded.event, SenderWrote):
            entries.append(Entry(recorded.at, None))
    return tuple(entries)


def _tracking(desk: Desk, found: StoredCase) -> Tracking:
    case = found.case
    return Tracking(
        number=case.number,
        label=case.state.label,
        sentence=case.state.sentence,
        received_at=case.received_at,
        entries=_entries(desk, found),
        steps=_steps(desk, case),
    )


def _deadlines(desk: Desk, case: Case) -> tuple[Deadline, ...]:
    """Give the clocks of the case's form; none once the form is no longer published."""
    form = desk.catalogue.form(case.form)
    return () if form is None else desk.catalogue.deadlines_of(form)


def _steps(desk: Desk, case: Case) -> tuple[Step, ...]:
    return next_steps(_deadlines(desk, case), case.received_at, desk.calendar)


def _due(desk: Desk, case: Case) -> str:
    """Say until when the answer is promised: the form's last clock that already runs."""
    running = [d for d in _deadlines(desk, case) if d.starts_at is StartsAt.RECEIVED]
    return until(running[-1], case.received_at, desk.calendar) if running else "tanpa tenggat"
