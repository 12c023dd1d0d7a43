"""The office's answer on its way: drafted, told to whoever wrote it, stopped or delivered.

An answer cannot be taken back once somebody has read it. So it waits for a while
(`LOKET_ANSWER_DELAY`), and whoever wrote it hears at once what will go to whom.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from loket_inbox.desk import STOP_PAGE, Desk
from loket_inbox.domain.case import SYSTEM, BrokenHistoryError, Draft
from loket_inbox.domain.codes import digest, token_of
from loket_inbox.domain.deeds import Deed, may_do
from loket_inbox.domain.events import ResponseDelivered, ResponseDrafted, ResponseStopped
from loket_inbox.domain.officers import Officer, Right, may
from loket_inbox.domain.reading import OPEN
from loket_inbox.envelope import SealBrokenError
from loket_inbox.failures import told
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import InHand, RefusedError
from loket_inbox.handling.notices import about, front_desk
from loket_inbox.handling.promises import hour_in_words
from loket_inbox.handling.secrecy import RevealingError, reveals
from loket_inbox.handling.to_sender import gets_by_mail, tell_sender
from loket_inbox.letters import to_officers
from loket_inbox.letters.values import Doing
from loket_inbox.store.transactions import Work

log = logging.getLogger(__name__)

_AT_ONCE = 100
"""How many cases one look at the drafted answers takes."""

_MASKED = "Kata yang kami tutup di surat ini tetap terbaca oleh pengirim."

_SHUT_OUT = "Penulisnya tidak menangani kasus ini lagi, atau kasus ini mengadukannya."


class TooLateError(Exception):
    """The answer has left, or was stopped before."""


class NoSuchLinkError(Exception):
    """No letter of ours to somebody who works here holds this link."""


@dataclass(frozen=True, slots=True)
class Stoppable:
    """An answer that waits: on which case, and when it leaves, in words."""

    number: str
    leaves_at: str


def answer(
    hand: InHand, text: str, *, is_by_mail: bool = False, remarks: tuple[str, ...] = ()
) -> None:
    """Answer the sender: at once, or after the delay in which the answer can be stopped.

    The officer is written to where the answer can be stopped or came by mail. `remarks` are
    sentences about their mail. Raises IllegalTransitionError, and RefusedError for a text that
    holds what only officers may know.
    """
    file = hand.file
    if reveals(file.desk, file.work, text, file.stored.id):
        raise RevealingError
    delay = file.desk.settings.answer_delay
    if not delay:
        hand.record(ResponseDelivered(), text)
        tell_sender(file)
        if is_by_mail:
            _tell(file, hand.by, None, remarks)
        return
    leaves_at = file.work.now + delay
    hand.record(ResponseDrafted(leaves_at.isoformat()), text)
    _tell(file, hand.by, file.case.drafts[-1], remarks)


def stop_answers(hand: InHand) -> None:
    """Stop every drafted answer. Raises RefusedError where none waits any more."""
    if not hand.file.case.drafts:
        raise RefusedError("Tidak ada jawaban yang menunggu. Mungkin sudah tampil.")
    for draft in hand.file.case.drafts:
        stop(hand, draft.sequence)


def stop(hand: InHand, sequence: int) -> None:
    """Stop a drafted answer, and give its text back to whoever wrote it. Raises TooLateError."""
    file = hand.file
    if all(draft.sequence != sequence for draft in file.case.drafts):
        raise TooLateError
    hand.record(ResponseStopped(sequence))
    writer = _writer(file, sequence)
    may_know = writer is not None and may(writer, Right.READ, file.case)
    for officer in (writer,) if writer and may_know else front_desk(file.work, file.case):
        why = f"{hand.by.name} menghentikannya."
        text = file.text(sequence - 1, file.reader(officer))
        file.post(to_officers.answer_stopped(about(file, officer), text, why), officer)


def look_at_answer(desk: Desk, token: str) -> Stoppable:
    """Say which answer the link in the letter about it stops, without signing in.

    The link's token is the one of the letter's mailto line: it stops this answer and opens nothing.
    Raises NoSuchLinkError and TooLateError.
    """
    with desk.store.reading() as work:
        hand, sequence = _behind_link(desk, work, token)
        for draft in hand.file.case.drafts:
            if draft.sequence == sequence:
                leaves_at = hour_in_words(draft.leaves_at, work.now)
                return Stoppable(hand.file.case.number, leaves_at)
        raise TooLateError


def stop_by_link(desk: Desk, token: str) -> str:
    """Stop the answer of a link; gives the case's number. Raises as `look_at_answer` does."""
    with desk.store.writing() as work:
        hand, sequence = _behind_link(desk, work, token)
        stop(hand, sequence)
        return hand.file.case.number


def _behind_link(desk: Desk, work: Work, token: str) -> tuple[InHand, int]:
    address = work.outbox.reply_address(digest(token))
    if address is None or address.action != Deed.STOP_ANSWERS.code or address.officer_id is None:
        raise NoSuchLinkError
    officer = work.people.by_id(address.officer_id)
    file = CaseFile(desk, work, work.cases.by_id(address.case_id))
    if officer is None or address.target is None or not may(officer, Right.READ, file.case):
        raise NoSuchLinkError
    return InHand(file, officer), address.target


def send_due_answers(desk: Desk) -> None:
    """Deliver every drafted answer whose time has come, each case in a transaction of its own.

    Where none is due, this is one look.
    """
    with desk.store.reading() as work:
        due = work.cases.with_answers_due(work.now, _AT_ONCE)
    for case_id in due:
        try:
            with desk.store.writing() as work:
                file = CaseFile(desk, work, work.cases.by_id(case_id))
                for draft in file.case.drafts:
                    if draft.leaves_at <= work.now:
                        _leave(file, draft)
        except (BrokenHistoryError, SealBrokenError) as error:
            # One damaged case must not stop what waits behind it.
            log.error("answer-damaged case=%d error=%s", case_id, told(error))  # noqa: TRY400 - one line, no traceback (W-10)


def _leave(file: CaseFile, draft: Draft) -> None:
    writer = _writer(file, draft.sequence)
    if writer is None or not may_do(writer, Deed.ANSWER, file.case):
        file.record(ResponseStopped(draft.sequence), by=SYSTEM)
        for officer in front_desk(file.work, file.case):
            text = file.text(draft.sequence - 1, file.reader(officer))
            file.post(to_officers.answer_stopped(about(file, officer), text, _SHUT_OUT), officer)
        return
    mark = file.case.history[draft.sequence - 1].by
    text = file.text(draft.sequence - 1, OPEN)
    file.record(ResponseDelivered(draft=draft.sequence), text, by=mark)
    tell_sender(file)


def _writer(file: CaseFile, sequence: int) -> Officer | None:
    """Find who wrote a draft; None for somebody who has left."""
    mark = file.case.history[sequence - 1].by
    return file.work.people.by_id(int(mark.partition(":")[2]))


def _tell(file: CaseFile, officer: Officer, draft: Draft | None, remarks: tuple[str, ...]) -> None:
    """Write to the officer what goes to whom, and how to stop it.

    Of the name of a confidential sender not even whoever wrote it down is reminded by a letter.
    """
    kind = ResponseDrafted if draft else ResponseDelivered
    text, whole = file.newest_text(kind, file.reader(officer)), file.newest_text(kind, OPEN)
    if text != whole:
        remarks = (*remarks, _MASKED)
    doings: tuple[Doing, ...] = ()
    address = stop_link = leaves_at = ""
    if draft is not None:
        address = file.address(officer, Deed.STOP_ANSWERS, draft.sequence)
        stop_link = file.desk.link(f"{STOP_PAGE}{token_of(address)}")
        leaves_at = hour_in_words(draft.leaves_at, file.work.now)
        number = file.case.number
        doings = (Doing("Hentikan jawaban ini", address, f"{number}: hentikan jawaban"),)
    letter = to_officers.answer_taken(
        about(file, officer, doings),
        text,
        leaves_at,
        by_mail=gets_by_mail(file).value,
        stop_link=stop_link,
        remarks=remarks,
    )
    # Whoever answers this letter in alarm has to be able to rely on it.
    file.post(letter, officer, address)
