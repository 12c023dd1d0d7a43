"""Taking in a case: sent through the web by somebody, or typed in by an officer for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.codes import (
    code_digest,
    digest,
    grouped,
    new_case_number,
    receipt_code,
)
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.events import CodeReplaced, Filed, Received, ResponseDelivered
from loket_inbox.domain.officers import DeskRight, NotAllowedError, Officer, may_at_desk
from loket_inbox.domain.states import State, Turn
from loket_inbox.domain.terms import CLOSED_CONTACT, Suspicion
from loket_inbox.handling.casefile import ANSWERS, CaseFile, keep_definition
from loket_inbox.handling.doors import InHand
from loket_inbox.handling.files.enclosing import FormFiles, enclose, sealed_for
from loket_inbox.handling.mail.settlements import Settlement, claim, settle
from loket_inbox.handling.notices import tell_of_new_case
from loket_inbox.handling.promises import Starts, Step, clocks_of, due, next_due, next_steps
from loket_inbox.handling.records import answers_written
from loket_inbox.handling.secrecy import RevealingError, reveals
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.store.transactions import ConflictError, StoreAwayError, Work
from loket_site.forms.form import Answer
from loket_site.model.form import IDENTITY_QUESTION, FormSpec

_TRIES = 3
"""How often a transaction is tried again after somebody else was first."""


class ReceiptGoneError(Exception):
    """The check page is older than its receipt may be shown; `received` says if it was sent."""

    def __init__(self, *, received: bool) -> None:
        super().__init__(received)
        self.received = received


class FormChangedError(Exception):
    """The form has changed since its answers were checked: they answer the form before."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody gets who has sent a form. `code` is in groups of four.

    `is_filed`: it was kept and that is all, so that no answer is promised.
    """

    number: str
    code: str
    received_at: datetime
    steps: tuple[Step, ...]
    is_filed: bool = False


@dataclass(frozen=True, slots=True)
class TypedIn:
    """What an officer adds when typing a case in for somebody.

    `channel` is a code of `Channel`; `received_at` the moment at which a letter or a slip had
    come, None for now; `answer` what was said on the spot, "" for nothing; `mail` the row of the
    held mail that becomes this case.
    """

    by: Officer
    channel: str
    received_at: datetime | None = None
    answer: str = ""
    mail: int | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """What the officer prints for somebody; no `receipt` the second time: a code is shown once."""

    number: str
    receipt: Receipt | None


def submit(
    desk: Desk,
    form: FormSpec,
    answers: tuple[Answer, ...],
    token: CheckToken,
    *,
    files: FormFiles = (),
    is_current: bool = True,
    suspicion: Suspicion | None = None,
) -> Receipt:
    """Keep a submission and write to the front desk; the same token always gives the same receipt.

    `answers` have been judged; `files` wait, and come along; `is_current` says that their check
    page showed this version of the form. What is under a `suspicion` is kept and receipted like
    everything else, and set aside; the first of several tries decides. Raises ReceiptGoneError for
    a token older than 24 hours, FormChangedError where nothing was kept because the form has
    changed, FileGoneError where a file waits no more, and StoreAwayError when nothing could be
    kept.
    """
    sent = _Sent(form, answers, files, suspicion)
    case, is_new = _kept_once(desk, sent, token, None, is_current=is_current)
    return _receipt(desk, case, token) if is_new else _shown_again(desk, case, token)


def receipt_again(desk: Desk, token: CheckToken) -> Receipt | None:
    """Give the receipt of a check page that has become a case already; None for any other.

    Raises ReceiptGoneError for a token older than 24 hours, and StoreAwayError.
    """
    case = _case_of(desk, token)
    return _shown_again(desk, case, token) if case else None


def slip_again(desk: Desk, token: CheckToken) -> Slip | None:
    """Give the slip of a check page that has become a case already; None for any other.

    Raises StoreAwayError.
    """
    case = _case_of(desk, token)
    return Slip(case.number, None) if case else None


def type_in(
    desk: Desk,
    form: FormSpec,
    answers: tuple[Answer, ...],
    token: CheckToken,
    typed: TypedIn,
    *,
    files: FormFiles = (),
    is_current: bool = True,
) -> Slip:
    """Keep what came by another channel; the same token gives the same case, its code only once.

    `files` and `is_current` are those of `submit`. Raises NotAllowedError, ReceiptGoneError for a
    token older than 24 hours that has become no case, FormChangedError, FileGoneError, RefusedError
    for an answer that holds what only officers may know, what `claim` raises of a held mail, and
    StoreAwayError when nothing could be kept.
    """
    if not may_at_desk(typed.by, DeskRight.TYPE_IN):
        raise NotAllowedError(typed.by.mark)
    sent = _Sent(form, answers, files)
    case, is_new = _kept_once(desk, sent, token, typed, is_current=is_current)
    return Slip(case.number, _receipt(desk, case, token) if is_new else None)


def replace_code(hand: InHand) -> Receipt:
    """Give a typed-in case a new receipt code, for a slip that was lost; the old one ends.

    Only for a case that an officer typed in: nobody else's code can be taken from them.
    Raises NotAllowedError, and IllegalTransitionError where the case does not allow it.
    """
    file, desk = hand.file, hand.file.desk
    token = CheckToken.new(desk.store.clock())
    if file.case.history[0].by == SENDER:
        raise NotAllowedError(hand.by.mark)
    hand.record(CodeReplaced())
    code = receipt_code(desk.secrets.pepper, token.submission)
    file.work.cases.replace_code(file.stored.id, code_digest(desk.secrets.pepper, code))
    return _receipt(desk, file.case, token)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What comes in: a form, its answers and files, and what makes it look like a robot's."""

    form: FormSpec
    answers: tuple[Answer, ...]
    files: FormFiles
    suspicion: Suspicion | None = None


def _case_of(desk: Desk, token: CheckToken) -> Case | None:
    with desk.store.reading() as work:
        found = work.cases.by_submission(digest(token.submission))
    return found.case if found else None


def _kept_once(
    desk: Desk, sent: _Sent, token: CheckToken, typed: TypedIn | None, *, is_current: bool
) -> tuple[Case, bool]:
    """Give the case of a token, and whether it is new: made by this very call."""
    for _ in range(_TRIES):
        try:
            with desk.store.writing() as work:
                found = work.cases.by_submission(digest(token.submission))
                if found:
                    return found.case, False
                if token.is_old(work.now):
                    raise ReceiptGoneError(received=False)
                if not is_current:
                    raise FormChangedError(sent.form.code)
                if typed and reveals(desk, work, typed.answer, None):
                    raise RevealingError
                case = _open(desk, work, sent, token, typed)
        except ConflictError:
            continue
        return case, True
    raise StoreAwayError


def _open(desk: Desk, work: Work, sent: _Sent, token: CheckToken, typed: TypedIn | None) -> Case:
    number, form = new_case_number(), sent.form
    files = sealed_for(desk, work, number, sent.files)
    told = answers_written(form, sent.answers, tuple(enclosure for enclosure, _ in files))
    sealed = desk.envelope.seal(number, ANSWERS, told)
    received = Received(
        form.code,
        form.version,
        identity=_identity(sent.answers),
        definition=keep_definition(work, form),
        files=tuple(each.content_digest for _, each in files),
        suspicion=sent.suspicion.code if sent.suspicion else "",
        contact=CLOSED_CONTACT if any(answer.guarded for answer in sent.answers) else "",
        about_staff=_is_about_staff(form, sent.answers),
    )
    if typed:
        received_at = typed.received_at.isoformat() if typed.received_at else ""
        received = replace(received, channel=typed.channel, received_at=received_at)
    case = Case.open(
        number,
        received,
        at=work.now,
        content_digest=sealed.content_digest,
        by=typed.by.mark if typed else SENDER,
    )
    code = receipt_code(desk.secrets.pepper, token.submission)
    mail = claim(desk, work, typed.by, typed.mail) if typed and typed.mail is not None else None
    stored = work.cases.add(
        case,
        sealed.blob,
        due_on=next_due(desk.catalogue, case, desk.calendar).day,
        submission_digest=digest(token.submission),
        code_digest=code_digest(desk.secrets.pepper, code),
        cause=mail.digest if mail else None,
    )
    enclose(work, stored.id, sent.files, files)
    if typed and mail:
        settle(work, typed.by, mail, Settlement.CASE, case_id=stored.id)
    file = CaseFile(desk, work, stored)
    if not form.is_answered:
        file.record(Filed(), by=case.history[0].by)
        return file.case
    if typed and typed.answer:
        file.record(ResponseDelivered(on_the_spot=True), typed.answer, by=typed.by.mark)
    tell_of_new_case(file, typed_in_by=typed.by if typed else None)
    return file.case


def _identity(answers: tuple[Answer, ...]) -> str:
    """Take the sender's choice of who may see the name; it decides what officers are shown."""
    chosen = [each.values for each in answers if each.question == IDENTITY_QUESTION]
    return chosen[0][0][1] if chosen and chosen[0] else ""


def _is_about_staff(form: FormSpec, answers: tuple[Answer, ...]) -> bool:
    """Say whether the sender complains of somebody who works here."""
    accusing = {each.id: each.about_staff for each in form.questions if each.about_staff}
    return any(
        value in accusing[answer.question]
        for answer in answers
        if answer.question in accusing
        for _, value in answer.values
    )


def _shown_again(desk: Desk, case: Case, token: CheckToken) -> Receipt:
    if token.is_old(desk.store.clock()):
        raise ReceiptGoneError(received=True)
    return _receipt(desk, case, token)


def _receipt(desk: Desk, case: Case, token: CheckToken) -> Receipt:
    return Receipt(
        case.number,
        grouped(receipt_code(desk.secrets.pepper, token.submission)),
        case.received_at,
        _steps(desk, case),
        is_filed=case.state is State.FILED,
    )


def _steps(desk: Desk, case: Case) -> tuple[Step, ...]:
    """List what still lies before the sender: a slip printed late promises nothing that is past."""
    if case.state.turn is not Turn.OURS:
        return ()
    starts, today = Starts.of(case), local_day(desk.store.clock())
    return next_steps(
        tuple(
            clock
            for clock in clocks_of(desk.catalogue, case)
            if (due(clock, starts, desk.calendar).day or today) >= today
        ),
        starts,
        desk.calendar,
    )
