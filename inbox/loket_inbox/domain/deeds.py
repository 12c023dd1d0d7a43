"""The deeds of officers: which right each takes, and which event it makes. One table for all doors.

A button on a case's page, a reply to a letter and a held mail are three ways to the same deed; who
may do it, and when it is open, is asked here alone. Replaying a case's history asks nothing.
"""

from __future__ import annotations

from loket_inbox.domain import events
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.events import Event
from loket_inbox.domain.officers import (
    NotAllowedError,
    Officer,
    Right,
    is_confidential,
    may,
    may_open_contact,
    may_see_name,
)
from loket_inbox.domain.terms import Coded


class Deed(Coded):
    """Something that is done with a case: its stored code, the right it takes, the event it makes.

    A reply address stands for one; `MESSAGE` by mail is the sender's own, who needs no right.
    """

    TAKE_UP = ("take-up", Right.TAKE_UP, events.TakenUp)
    STOP_ANSWERS = ("stop", Right.ANSWER, events.ResponseStopped)
    ANSWER = ("answer", Right.ANSWER, events.ResponseDelivered)
    ASK_SENDER = ("ask", Right.ASK_SENDER, events.SenderAsked)
    NOTE = ("note", Right.NOTE, events.Noted)
    MESSAGE = ("message", Right.NOTE, events.SenderWrote)
    STOP_MAIL = ("stop-mail", Right.ASK_SENDER, events.MailStopped)
    RESUME_MAIL = ("resume-mail", Right.ASK_SENDER, events.MailResumed)
    REGISTER = ("register", Right.REGISTER, events.Registered)
    CORRECT_ENTRY = ("correct-entry", Right.REGISTER, events.EntryCorrected)
    DISPOSE = ("dispose", Right.DISPOSE, events.Disposed)
    WRITE_FINDINGS = ("findings", Right.WRITE_FINDINGS, events.FindingsWritten)
    APPROVE = ("approve", Right.APPROVE, events.Approved)
    SEND_BACK = ("return", Right.APPROVE, events.Returned)
    COMPLETE = ("complete", Right.COMPLETE, events.Completed)
    CLASSIFY = ("classify", Right.CLASSIFY, events.Classified)
    NAME_ACCUSED = ("name-accused", Right.NAME_ACCUSED, events.AccusedNamed)
    CONFIRM_ACCUSED = ("confirm-accused", Right.NAME_ACCUSED, events.AccusationConfirmed)
    DECLINE_ACCUSED = ("decline-accused", Right.NAME_ACCUSED, events.AccusationDeclined)
    RELEASE = ("release", Right.RELEASE, events.StoryReleased)
    OPEN_NAME = ("open-name", Right.ASK_FOR_NAME, events.NameOpened)
    OPEN_CONTACT = ("open-contact", Right.OPEN_CONTACT, events.ContactOpened)
    CLOSE = ("close", Right.CLOSE, events.Closed)
    REOPEN = ("reopen", Right.REOPEN, events.Reopened)
    REPLACE_CODE = ("replace-code", Right.REPLACE_CODE, events.CodeReplaced)

    def __init__(self, code: str, right: Right, event: type[Event]) -> None:
        self.code = code
        self.right = right
        self.event = event


def may_do(officer: Officer, deed: Deed, case: Case) -> bool:
    """Say whether an officer may do something with a case, be it possible now or not."""
    return may(officer, deed.right, case)


def require(officer: Officer, deed: Deed, case: Case) -> None:
    """Raise NotAllowedError for an officer who may not do something with a case."""
    if not may_do(officer, deed, case):
        raise NotAllowedError(officer.mark)


def fits(officer: Officer, deed: Deed, case: Case) -> bool:
    """Say whether a deed is one for this case: what neither right nor state tells."""
    match deed:
        case Deed.REGISTER:
            return case.agenda is None
        case Deed.CORRECT_ENTRY:
            return case.agenda is not None
        case Deed.RELEASE:
            return is_confidential(case)
        case Deed.NAME_ACCUSED:
            return case.proposed is None
        case Deed.OPEN_NAME:
            return not may_see_name(officer, case)
        case Deed.OPEN_CONTACT:
            opened = officer.id in case.contact_opened_by
            return may_open_contact(officer, case) and not opened
        case Deed.REPLACE_CODE:
            # Nobody else's code can be taken from them: an officer typed the case in.
            return case.history[0].by != SENDER
        case _:
            return True


def is_open(officer: Officer, deed: Deed, case: Case) -> bool:
    """Say whether this officer can do it with the case now."""
    return may_do(officer, deed, case) and case.can(deed.event) and fits(officer, deed, case)
