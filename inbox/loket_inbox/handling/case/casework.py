"""What officers do with a case on the web: one permission, one event, the letters it causes.

Every function takes the `Visit` of a case's page and raises what `at_case` raises; texts have been
judged by the page's form.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.events import (
    AccusedNamed,
    Classified,
    Closed,
    Completed,
    ContactOpened,
    Disposed,
    EntryCorrected,
    FindingsWritten,
    MailStopped,
    NameOpened,
    Noted,
    Registered,
    Reopened,
    SenderAsked,
    TakenUp,
)
from loket_inbox.domain.officers import (
    NotAllowedError,
    Right,
    Role,
    is_accused,
    may_open_contact,
    may_see_name,
)
from loket_inbox.domain.terms import Classification, Result
from loket_inbox.handling.case import acting, answering
from loket_inbox.handling.casefile import BookEntry, CaseFile, entry_written
from loket_inbox.handling.doors import AlreadyDoneError, RefusedError, Visit, at_case
from loket_inbox.handling.notices import (
    ask_for_disposition,
    tell_of_findings,
    tell_of_new_case,
)
from loket_inbox.handling.revealing import SENTENCE, reveals
from loket_inbox.handling.to_sender import tell_sender
from loket_site.forms.form import Answer


def _must_be_fit(file: CaseFile, text: str) -> None:
    """Refuse a text for the sender that holds what only officers may know."""
    if reveals(file.desk, file.work, text, file.stored.id):
        raise RefusedError(SENTENCE)


def take_up(desk: Desk, visit: Visit) -> None:
    """Say that no robot sent a case; the front desk gets the letter that it would have had."""
    with at_case(desk, visit, Right.TAKE_UP) as file:
        file.record(TakenUp(), by=visit.officer.mark, cause=visit.cause)
        tell_of_new_case(file, typed_in_by=None)


def answer(desk: Desk, visit: Visit, text: str) -> None:
    """Answer the sender, at once or after the delay in which it can be stopped."""
    with at_case(desk, visit, Right.ANSWER) as file:
        answering.answer(file, text, by=visit.officer, cause=visit.cause)


def stop_answers(desk: Desk, visit: Visit) -> None:
    """Stop every drafted answer. Raises RefusedError where none waits any more."""
    with at_case(desk, visit, Right.ANSWER) as file:
        if not file.case.drafts:
            raise RefusedError("Tidak ada jawaban yang menunggu. Mungkin sudah tampil.")
        cause: str | None = visit.cause
        for draft in file.case.drafts:
            answering.stop(file, draft.sequence, by=visit.officer, cause=cause)
            cause = None


def stop_mail(desk: Desk, visit: Visit, reason: str) -> None:
    """Mail the sender nothing any more, not even what waits; the tracking page stays."""
    with at_case(desk, visit, Right.ASK_SENDER) as file:
        file.record(MailStopped(), reason, by=visit.officer.mark, cause=visit.cause)
        file.work.outbox.take_back(None, case_id=file.stored.id)


def ask_sender(desk: Desk, visit: Visit, text: str) -> None:
    """Put a question on the sender's tracking page; it is the sender's turn then."""
    with at_case(desk, visit, Right.ASK_SENDER) as file:
        _must_be_fit(file, text)
        file.record(SenderAsked(), text, by=visit.officer.mark, cause=visit.cause)
        tell_sender(file, text, is_question=True)


def note(desk: Desk, visit: Visit, text: str) -> None:
    """Leave a note for the file, which the sender never sees."""
    with at_case(desk, visit, Right.NOTE) as file:
        file.record(Noted(), text, by=visit.officer.mark, cause=visit.cause)


def register(
    desk: Desk, visit: Visit, entry: BookEntry, division: str, *, is_complete: bool
) -> None:
    """Enter a case into the complaint register under the year's next number; ask the head."""
    with at_case(desk, visit, Right.REGISTER) as file:
        year = local_day(file.work.now).year
        if not file.case.can(Registered):
            raise RefusedError("Kasus ini sudah dicatat di buku pengaduan.")
        number = file.work.cases.next_agenda_number(year)
        event = Registered(year, number, division)
        file.record(event, entry_written(entry), by=visit.officer.mark, cause=visit.cause)
        if is_complete and file.case.can(Completed):
            file.record(Completed(), by=visit.officer.mark)
        ask_for_disposition(file, entry.summary)


def correct_entry(desk: Desk, visit: Visit, entry: BookEntry, division: str) -> None:
    """Write a case's entry in the register anew; the one before stays in the history.

    Answers to questions that the form asks no more are carried along.
    """
    with at_case(desk, visit, Right.REGISTER) as file:
        entry = replace(entry, answers=(*entry.answers, *_asked_no_more(file)))
        event = EntryCorrected(division)
        file.record(event, entry_written(entry), by=visit.officer.mark, cause=visit.cause)


def _asked_no_more(file: CaseFile) -> tuple[Answer, ...]:
    spec, before = file.desk.catalogue.form(file.case.form), file.entry()
    asked = {each.id for each in spec.officer_questions} if spec else set()
    return tuple(each for each in before.answers if each.question not in asked) if before else ()


def complete(desk: Desk, visit: Visit) -> None:
    """Say that everything needed is there; the clocks from `lengkap` start now."""
    with at_case(desk, visit, Right.COMPLETE) as file:
        file.record(Completed(), by=visit.officer.mark, cause=visit.cause)


def classify(desk: Desk, visit: Visit, found: Classification) -> None:
    """Say whether misconduct is alleged; it decides which clock runs."""
    with at_case(desk, visit, Right.CLASSIFY) as file:
        file.record(Classified(found.code), by=visit.officer.mark, cause=visit.cause)


def name_accused(desk: Desk, visit: Visit, officers: tuple[int, ...], division: str) -> None:
    """Name whom the case complains of, and shut them out of it.

    Raises RefusedError where nobody would be left who reads it.
    """
    with at_case(desk, visit, Right.NAME_ACCUSED) as file:
        here = {officer.id for officer in file.work.people.all()}
        # Who has left is offered to nobody, and stays named: they may come back.
        left = (each for each in file.case.accused if each not in here)
        event = AccusedNamed(tuple(dict.fromkeys((*officers, *left))), division)
        file.record(event, by=visit.officer.mark, cause=visit.cause)
        desk_people = (
            *file.work.people.with_role(Role.FRONT_DESK),
            *file.work.people.with_role(Role.HEAD),
        )
        if all(is_accused(officer, file.case) for officer in desk_people):
            raise RefusedError(
                "Setelah ini tidak ada lagi yang membaca kasus ini. Tambahkan petugas lain dulu."
            )
        for officer in file.work.people.all():
            if is_accused(officer, file.case):
                file.work.outbox.take_back(officer.id, case_id=file.stored.id)


def dispose(
    desk: Desk,
    visit: Visit,
    officers: tuple[int, ...],
    instruction: str,
    due: date | None,
    *,
    is_team: bool,
) -> None:
    """Record the head's disposition and write to whoever it names."""
    with at_case(desk, visit, Right.DISPOSE) as file:
        named = Disposed(officers, is_team, due.isoformat() if due else "")
        acting.dispose(file, named, instruction, by=visit.officer, cause=visit.cause)


def write_findings(desk: Desk, visit: Visit, text: str) -> None:
    """Keep a Team's findings, and ask the head to approve them."""
    with at_case(desk, visit, Right.WRITE_FINDINGS) as file:
        file.record(FindingsWritten(), text, by=visit.officer.mark, cause=visit.cause)
        tell_of_findings(file, text)


def approve(desk: Desk, visit: Visit, text: str) -> None:
    """Approve the findings; `text` is what the sender reads of them."""
    with at_case(desk, visit, Right.APPROVE) as file:
        acting.approve(file, text, by=visit.officer, cause=visit.cause)


def send_back(desk: Desk, visit: Visit, reason: str) -> None:
    """Send the findings back to the Team with a reason."""
    with at_case(desk, visit, Right.APPROVE) as file:
        acting.send_back(file, reason, by=visit.officer, cause=visit.cause)


def open_name(desk: Desk, visit: Visit, reason: str) -> None:
    """Open a confidential name to the officer who asks for it; the reason is kept."""
    with at_case(desk, visit, Right.ASK_FOR_NAME) as file:
        if may_see_name(visit.officer, file.case):
            raise AlreadyDoneError
        event = NameOpened(visit.officer.id)
        file.record(event, reason, by=visit.officer.mark, cause=visit.cause)


def open_contact(desk: Desk, visit: Visit, reason: str) -> None:
    """Open the contact of somebody who asked not to be contacted; the reason is kept (SS-7)."""
    with at_case(desk, visit, Right.OPEN_CONTACT) as file:
        if not may_see_name(visit.officer, file.case):
            raise NotAllowedError(visit.officer.mark)
        if not may_open_contact(visit.officer, file.case):
            raise RefusedError("Kasus ini tidak punya kontak yang tertutup.")
        if visit.officer.id in file.case.contact_opened_by:
            raise AlreadyDoneError
        event = ContactOpened(visit.officer.id)
        file.record(event, reason, by=visit.officer.mark, cause=visit.cause)


def close(desk: Desk, visit: Visit, result: Result, remark: str) -> None:
    """End a case. Raises RefusedError for `Result.ANSWERED` where nobody has answered."""
    with at_case(desk, visit, Right.CLOSE) as file:
        if result is Result.ANSWERED and file.case.answered_at is None:
            raise RefusedError("Kasus ini belum dijawab. Jawab dulu, atau pilih hasil lain.")
        if file.case.drafts:
            raise RefusedError(
                "Satu jawaban masih menunggu dikirim. Tunggu sebentar, atau hentikan dulu."
            )
        file.record(Closed(result.code), remark, by=visit.officer.mark, cause=visit.cause)


def reopen(desk: Desk, visit: Visit, reason: str) -> None:
    """Take up a closed case again."""
    with at_case(desk, visit, Right.REOPEN) as file:
        file.record(Reopened(), reason, by=visit.officer.mark, cause=visit.cause)
