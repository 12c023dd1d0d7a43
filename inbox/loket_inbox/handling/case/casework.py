"""What officers do with a case, by whatever door: the event it makes, the letters it causes.

Every function takes a case in hand, for a deed that the officer may do, and raises RefusedError or
IllegalTransitionError where the case does not allow it; texts have been judged before. Answers
stand in `answering`, what division and Team read in `releasing`, the accused in `accusing`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from loket_inbox.domain import events
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.officers import (
    NotAllowedError,
    Right,
    is_confidential,
    may_open_contact,
    may_see_name,
)
from loket_inbox.domain.reading import OPEN
from loket_inbox.domain.terms import Classification, Result
from loket_inbox.handling.case import answering
from loket_inbox.handling.case.releasing import Release, let_read
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import AlreadyDoneError, InHand, RefusedError
from loket_inbox.handling.notices import (
    ask_for_disposition,
    tell_of_disposition,
    tell_of_findings,
    tell_of_message,
    tell_of_new_case,
    tell_of_return,
    with_right,
)
from loket_inbox.handling.records import BookEntry, entry_written
from loket_inbox.handling.secrecy import RevealingError, reveals
from loket_inbox.handling.to_sender import tell_sender
from loket_site.forms.form import Answer


def take_up(hand: InHand) -> None:
    """Say that no robot sent a case; the front desk gets the letter that it would have had."""
    hand.record(events.TakenUp())
    tell_of_new_case(hand.file, typed_in_by=None)


def stop_mail(hand: InHand, reason: str) -> None:
    """Mail the sender nothing any more, not even what waits; the tracking page stays."""
    hand.record(events.MailStopped(), reason)
    hand.file.work.outbox.take_back(None, case_id=hand.file.stored.id)


def resume_mail(hand: InHand, reason: str) -> None:
    """Mail the sender again, from the next answer on; what was taken back is not sent."""
    hand.record(events.MailResumed(), reason)


def ask_sender(hand: InHand, text: str) -> None:
    """Put a question on the sender's tracking page; it is the sender's turn then."""
    if reveals(hand.file.desk, hand.file.work, text, hand.file.stored.id):
        raise RevealingError
    hand.record(events.SenderAsked(), text)
    tell_sender(hand.file, is_question=True)


def note(hand: InHand, text: str) -> None:
    """Leave a note for the file, which the sender never sees."""
    hand.record(events.Noted(), text)


def take_message(hand: InHand, text: str) -> None:
    """Keep what the sender wrote by another way than the tracking page, and tell who handles it."""
    hand.record(events.SenderWrote(), text)
    tell_of_message(hand.file)


def register(
    hand: InHand,
    entry: BookEntry,
    division: str,
    *,
    is_complete: bool,
    release: Release | None = None,
) -> None:
    """Enter a case into the complaint register under the year's next number; ask the head.

    Of a confidential case it releases what the page has shown for division and Team: by default
    all of it, with the sender masked. Raises RefusedError as `release` does.
    """
    file, year = hand.file, local_day(hand.file.work.now).year
    if not file.case.can(events.Registered):
        raise RefusedError("Kasus ini sudah dicatat di buku pengaduan.")
    number = file.work.cases.next_agenda_number(year)
    hand.record(events.Registered(year, number, division), entry_written(entry))
    if is_complete and file.case.can(events.Completed):
        hand.record(events.Completed())
    if is_confidential(file.case):
        let_read(hand, release or Release(file.masked_besides(), file.case.withheld))
    ask_for_disposition(file)


def correct_entry(hand: InHand, entry: BookEntry, division: str) -> None:
    """Write a case's entry in the register anew; the one before stays in the history.

    Answers to questions that the form asks no more are carried along.
    """
    entry = replace(entry, answers=(*entry.answers, *_asked_no_more(hand.file)))
    hand.record(events.EntryCorrected(division), entry_written(entry))


def _asked_no_more(file: CaseFile) -> tuple[Answer, ...]:
    spec, before = file.desk.catalogue.form(file.case.form), file.entry(OPEN)
    asked = {each.id for each in spec.officer_questions} if spec else set()
    return tuple(each for each in before.answers if each.question not in asked) if before else ()


def complete(hand: InHand) -> None:
    """Say that everything needed is there; the clocks from `lengkap` start now."""
    hand.record(events.Completed())


def classify(hand: InHand, found: Classification) -> None:
    """Say whether misconduct is alleged; it decides which clock runs."""
    hand.record(events.Classified(found.code))


def dispose(
    hand: InHand,
    officers: tuple[int, ...],
    instruction: str,
    due: date | None,
    *,
    is_team: bool,
) -> None:
    """Record the head's disposition and write to whoever it names.

    Raises RefusedError where the case complains of somebody named.
    """
    named = tuple(dict.fromkeys(officers))
    hand.record(events.Disposed(named, is_team, due.isoformat() if due else ""), instruction)
    # Only as handlers do they get the right to read, unless the case complains of them.
    if not set(named) <= {officer.id for officer in with_right(hand.file, Right.READ)}:
        raise RefusedError("Kasus ini mengadukan orang yang Anda pilih. Pilih orang lain.")
    tell_of_disposition(hand.file)


def write_findings(hand: InHand, text: str) -> None:
    """Keep a Team's findings, and ask the head to approve them."""
    hand.record(events.FindingsWritten(), text)
    tell_of_findings(hand.file)


def approve(hand: InHand, text: str, *, is_by_mail: bool = False) -> None:
    """Approve the findings; `text` is what the sender reads of them."""
    hand.record(events.Approved())
    answering.answer(hand, text, is_by_mail=is_by_mail)


def send_back(hand: InHand, reason: str) -> None:
    """Send the findings back to the Team with a reason."""
    hand.record(events.Returned(), reason)
    tell_of_return(hand.file)


def open_name(hand: InHand, reason: str) -> None:
    """Open a confidential name to the officer who asks for it; the reason is kept."""
    if may_see_name(hand.by, hand.file.case):
        raise AlreadyDoneError
    _require_reason(reason)
    hand.record(events.NameOpened(hand.by.id), reason)


def open_contact(hand: InHand, reason: str) -> None:
    """Open the contact of somebody who asked not to be contacted; the reason is kept (SS-7)."""
    if not may_see_name(hand.by, hand.file.case):
        raise NotAllowedError(hand.by.mark)
    if not may_open_contact(hand.by, hand.file.case):
        raise RefusedError("Kasus ini tidak punya kontak yang tertutup.")
    if hand.by.id in hand.file.case.contact_opened_by:
        raise AlreadyDoneError
    _require_reason(reason)
    hand.record(events.ContactOpened(hand.by.id), reason)


_A_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3


def _require_reason(reason: str) -> None:
    """Raise RefusedError for what is no reason, since the head reads it (N-5)."""
    if len(_A_WORD.findall(reason)) < _FEWEST_WORDS:
        raise RefusedError("Tulis alasan Anda dengan sedikitnya tiga kata.")


def close(hand: InHand, result: Result, remark: str) -> None:
    """End a case. Raises RefusedError for `Result.ANSWERED` where nobody has answered."""
    if result is Result.ANSWERED and hand.file.case.answered_at is None:
        raise RefusedError("Kasus ini belum dijawab. Jawab dulu, atau pilih hasil lain.")
    if hand.file.case.drafts:
        raise RefusedError(
            "Satu jawaban masih menunggu dikirim. Tunggu sebentar, atau hentikan dulu."
        )
    hand.record(events.Closed(result.code), remark)


def reopen(hand: InHand, reason: str) -> None:
    """Take up a closed case again."""
    hand.record(events.Reopened(), reason)
