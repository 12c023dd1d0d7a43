"""The office's answer on its way: drafted, told to whoever wrote it, stopped or delivered.

An answer cannot be taken back once somebody has read it. So it waits for a while
(`LOKET_ANSWER_DELAY`), and whoever wrote it hears at once what will go to whom.
"""

from __future__ import annotations

import logging

from loket_inbox import letters
from loket_inbox.desk import Desk
from loket_inbox.domain.case import SYSTEM, BrokenHistoryError, Draft
from loket_inbox.domain.codes import token_of
from loket_inbox.domain.events import ResponseDelivered, ResponseDrafted, ResponseStopped
from loket_inbox.domain.officers import Action, Officer, Right, may
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.notices import about, front_desk
from loket_inbox.handling.promises import hour_in_words
from loket_inbox.handling.revealing import SENTENCE, reveals
from loket_inbox.handling.to_sender import gets_by_mail, tell_sender
from loket_inbox.letters import Doing
from loket_site.model import MailToSender

log = logging.getLogger(__name__)

_AT_ONCE = 100
"""How many cases one look at the drafted answers takes."""

_BY_MAIL = {
    MailToSender.NOTHING: "",
    MailToSender.NOTICE: "Lewat email pengirim hanya mendapat pemberitahuan pendek tanpa isi.",
    MailToSender.ANSWER: "Kami juga mengirimnya ke email pengirim.",
}
"""What an officer reads about the sender's mail."""

_SHUT_OUT = "Penulisnya tidak menangani kasus ini lagi, atau kasus ini mengadukannya."

STOP_PAGE = "/petugas/hentikan/"
"""Where the page stands that stops an answer; its token follows."""


class TooLateError(Exception):
    """The answer has left, or was stopped before."""


def answer(
    file: CaseFile,
    text: str,
    *,
    by: Officer,
    cause: str | None = None,
    is_by_mail: bool = False,
    remarks: tuple[str, ...] = (),
) -> None:
    """Answer the sender: at once, or after the delay in which the answer can be stopped.

    The officer is written to where the answer can be stopped or came by mail. `remarks` are
    sentences about their mail. Raises IllegalTransitionError, and RefusedError for a text that
    holds what only officers may know.
    """
    if reveals(file.desk, file.work, text, file.stored.id):
        raise RefusedError(SENTENCE)
    delay = file.desk.settings.answer_delay
    if not delay:
        _deliver(file, text, by=by.mark, cause=cause)
        if is_by_mail:
            _tell(file, text, by, None, remarks)
        return
    leaves_at = file.work.now + delay
    file.record(ResponseDrafted(leaves_at.isoformat()), text, by=by.mark, cause=cause)
    _tell(file, text, by, file.case.drafts[-1], remarks)


def stop(file: CaseFile, sequence: int, *, by: Officer, cause: str | None = None) -> None:
    """Stop a drafted answer, and give its text back to whoever wrote it. Raises TooLateError."""
    if all(draft.sequence != sequence for draft in file.case.drafts):
        raise TooLateError
    file.record(ResponseStopped(sequence), by=by.mark, cause=cause)
    writer = _writer(file, sequence)
    text = file.text(sequence - 1)
    may_know = writer is not None and may(writer, Right.READ, file.case)
    for officer in (writer,) if writer and may_know else front_desk(file.work, file.case):
        why = f"{by.name} menghentikannya."
        file.post(letters.answer_stopped(about(file, officer), text, why), officer)


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
            kind = type(error).__name__
            log.error("answer-damaged case=%d error=%s", case_id, kind)  # noqa: TRY400 - one line, no traceback (W-10)


def _leave(file: CaseFile, draft: Draft) -> None:
    text, writer = file.text(draft.sequence - 1), _writer(file, draft.sequence)
    if writer is None or not may(writer, Right.ANSWER, file.case):
        file.record(ResponseStopped(draft.sequence), by=SYSTEM)
        for officer in front_desk(file.work, file.case):
            file.post(letters.answer_stopped(about(file, officer), text, _SHUT_OUT), officer)
        return
    mark = file.case.history[draft.sequence - 1].by
    _deliver(file, text, by=mark, draft=draft.sequence)


def _deliver(
    file: CaseFile, text: str, *, by: str, cause: str | None = None, draft: int = 0
) -> None:
    file.record(ResponseDelivered(draft=draft), text, by=by, cause=cause)
    tell_sender(file, text)


def _writer(file: CaseFile, sequence: int) -> Officer | None:
    """Find who wrote a draft; None for somebody who has left."""
    mark = file.case.history[sequence - 1].by
    return file.work.people.by_id(int(mark.partition(":")[2]))


def _tell(
    file: CaseFile, text: str, officer: Officer, draft: Draft | None, remarks: tuple[str, ...]
) -> None:
    """Write to the officer what goes to whom, and how to stop it."""
    doings: tuple[Doing, ...] = ()
    address = stop_link = leaves_at = ""
    if draft is not None:
        address = file.address(officer, Action.STOP, draft.sequence)
        stop_link = f"{file.desk.settings.inbox_url}{STOP_PAGE}{token_of(address)}"
        leaves_at = hour_in_words(draft.leaves_at, file.work.now)
        number = file.case.number
        doings = (Doing("Hentikan jawaban ini", address, f"{number}: hentikan jawaban"),)
    letter = letters.answer_taken(
        about(file, officer, doings),
        text,
        leaves_at,
        by_mail=_BY_MAIL[gets_by_mail(file)],
        stop_link=stop_link,
        remarks=remarks,
    )
    # Whoever answers this letter in alarm has to be able to rely on it.
    file.post(letter, officer, address)
