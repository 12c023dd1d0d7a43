"""Mail to the sender of a case, as far as they chose it and it endangers nobody (SS-8)."""

from __future__ import annotations

from datetime import datetime

from loket_inbox.desk import Desk
from loket_inbox.domain.case import BrokenHistoryError
from loket_inbox.domain.deadlines import A_DAY, within_hours
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import ResponseDelivered, SenderAsked
from loket_inbox.domain.reading import OPEN
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.letters import to_senders
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Sender
from loket_inbox.settings import is_address
from loket_inbox.store.outbox import NoticeLetter
from loket_inbox.store.transactions import Work
from loket_site.forms.told import MailContact
from loket_site.model.form import MailToSender

MOST_A_DAY = 10
"""How many letters about one case its sender gets in a day: no loop of robots goes on (M-7)."""


def sender_of(file: CaseFile) -> Sender | None:
    """Find whose mails are the sender's own; None for a sender who did not choose mail."""
    contact = file.mail_contact()
    return Sender(contact.address.lower()) if contact else None


def gets_by_mail(file: CaseFile) -> MailToSender:
    """Say what the sender gets by mail when the office answers now."""
    found = _chosen(file)
    if found is None or (found[1] is MailToSender.ANSWER and not _has_room(file)):
        return MailToSender.NOTHING
    return found[1]


def tell_sender(file: CaseFile, *, is_question: bool = False) -> None:
    """Mail the sender what the office has just said, or only that it says something."""
    found = _chosen(file)
    if found is None:
        return
    contact, how = found
    if how is MailToSender.NOTICE:
        _give_notice(file, contact)
        return
    if not _has_room(file):
        return
    sender = Sender(contact.address.lower())
    write = to_senders.question if is_question else to_senders.answer
    text = file.newest_text(SenderAsked if is_question else ResponseDelivered, OPEN)
    file.post(write(_sent(file), text), sender, file.address(sender, Deed.MESSAGE))


def _has_room(file: CaseFile) -> bool:
    kinds = (LetterKind.SENDER_ANSWER, LetterKind.SENDER_QUESTION)
    since = file.work.now - A_DAY
    return file.work.outbox.count_about(file.stored.id, kinds, since) < MOST_A_DAY


def _sent(file: CaseFile) -> to_senders.Sent:
    form, office = file.form, file.desk.catalogue.office
    title = form.label if form else file.title()
    link = file.desk.tracking_link
    return to_senders.Sent(file.case.number, title, link, office.short_name, office.phone)


def may_be_written_to(file: CaseFile, earliest: datetime) -> datetime | None:
    """Say when from a moment on the sender may be written to; None where never."""
    found = _chosen(file)
    return within_hours(earliest, found[0].first_hour, found[0].last_hour) if found else None


def _chosen(file: CaseFile) -> tuple[MailContact, MailToSender] | None:
    """Find the address and what goes there: what the form said when it was filled in."""
    spec = file.form
    if spec is None or spec.mail is MailToSender.NOTHING or file.case.is_mail_stopped:
        return None
    contact = file.mail_contact()
    if contact is None or not is_address(contact.address):
        return None
    # Whoever told us rules, or writes about a service for people in danger, may be in danger,
    # whatever the form says of itself.
    careful = spec.sensitive or contact.is_guarded or _is_about_danger(file)
    return contact, MailToSender.NOTICE if careful else spec.mail


def _is_about_danger(file: CaseFile) -> bool:
    """Say whether an answer names a sensitive service."""
    named = file.services_named()
    sensitive = (each for each in file.desk.catalogue.services if each.sensitive)
    return any(str(service.number) in named for service in sensitive)


def _give_notice(file: CaseFile, contact: MailContact) -> None:
    """Say that there is something to read: at most once a day, inside the safe hours."""
    newest = file.work.outbox.newest(LetterKind.SENDER_NOTICE, case_id=file.stored.id)
    now = file.work.now
    if newest is not None and newest > now:
        return  # It has not gone yet, and says everything that it may say.
    earliest = now if newest is None else max(now, newest + A_DAY)
    leaves = may_be_written_to(file, earliest)
    if leaves is not None:
        file.desk.post(
            file.work,
            to_senders.notice(),
            Sender(contact.address.lower()),
            case_id=file.stored.id,
            leaves=leaves,
        )


def put_off_notices(desk: Desk) -> None:
    """Put off every notice that would leave at a wrong time now; one that may never go is dropped.

    Where none is due, this is one look. A damaged one is given up: nothing waits behind it.
    """
    with desk.store.reading() as work:
        if not work.outbox.due(LetterKind.SENDER_NOTICE, work.now):
            return
    with desk.store.writing() as work:
        lately = work.outbox.sent_since(LetterKind.SENDER_NOTICE, work.now - A_DAY)
        sent = {_address(desk, each) for each in lately}
        for notice in work.outbox.due(LetterKind.SENDER_NOTICE, work.now):
            address, leaves = _address(desk, notice), _leaves(desk, work, notice)
            if not address or leaves is None:
                work.outbox.failed_for_good(notice.id, "no safe hour", work.now)
            elif address in sent:
                work.outbox.put_off(notice.id, work.now + A_DAY)
            elif leaves > work.now:
                work.outbox.put_off(notice.id, leaves)
            # Of two to one address, only the first may leave.
            sent.add(address)


def _leaves(desk: Desk, work: Work, notice: NoticeLetter) -> datetime | None:
    """Say when a notice may leave; None for one that may not, or is about a damaged case."""
    try:
        file = CaseFile(desk, work, work.cases.by_id(notice.case_id))
        return may_be_written_to(file, work.now)
    except (BrokenHistoryError, SealBrokenError):
        return None


def _address(desk: Desk, notice: NoticeLetter) -> str:
    """Say to whom a notice goes; "" for a damaged one."""
    try:
        return desk.opened(notice.message_id, notice.sealed).to
    except SealBrokenError:
        return ""
