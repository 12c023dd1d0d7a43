"""Mail to the sender of a case, as far as they chose it and it endangers nobody (SS-8)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

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
from loket_inbox.store.outbox import NoticeLetter
from loket_inbox.store.transactions import Work
from loket_site.forms.told import MailContact
from loket_site.model.form import MailToSender
from loket_site.words.spelling.addresses import read_address

MOST_A_DAY = 10
"""How many letters about one case its sender gets in a day: no loop of robots goes on (M-7)."""


class ByMail(Enum):
    """What becomes of the sender's mail when the office answers now, as officers read it."""

    NOTHING = ""
    NOTICE = "Lewat email pengirim hanya mendapat pemberitahuan pendek tanpa isi."
    ANSWER = "Kami juga mengirimnya ke email pengirim."
    STOPPED = "Email ke pengirim sudah berhenti. Jawaban hanya tampil di halaman Lacak."
    NO_ADDRESS = "Alamat email pengirim tidak ada. Jawaban hanya tampil di halaman Lacak."
    UNSENDABLE = (
        "Alamat email pengirim tidak bisa kami surati. Jawaban hanya tampil di halaman Lacak."
    )
    FULL = (
        f"Pengirim sudah mendapat {MOST_A_DAY} email hari ini. "
        "Jawaban hanya tampil di halaman Lacak."
    )

    @property
    def goes(self) -> bool:
        """Say whether any mail goes."""
        return self in {ByMail.NOTICE, ByMail.ANSWER}


def sender_of(file: CaseFile) -> Sender | None:
    """Find whose mails are the sender's own; None for a sender to whom no mail can be sent."""
    contact = file.mail_contact()
    return _sender(contact) if contact and read_address(contact.address) else None


def gets_by_mail(file: CaseFile) -> ByMail:
    """Say what the sender gets by mail when the office answers now."""
    contact = _contact(file)
    if contact is None:
        return ByMail.NOTHING
    if file.case.is_mail_stopped:
        return ByMail.STOPPED
    if not contact.address:
        return ByMail.NO_ADDRESS
    if read_address(contact.address) is None:
        return ByMail.UNSENDABLE
    if _how(file, contact) is MailToSender.NOTICE:
        return ByMail.NOTICE
    return ByMail.ANSWER if _has_room(file) else ByMail.FULL


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
    sender = _sender(contact)
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


def _contact(file: CaseFile) -> MailContact | None:
    """Find where the sender wants mail, if the form that was filled in promised any."""
    spec = file.form
    return file.mail_contact() if spec and spec.mail is not MailToSender.NOTHING else None


def _chosen(file: CaseFile) -> tuple[MailContact, MailToSender] | None:
    """Find an address that mail goes to, and what goes there."""
    contact = _contact(file)
    if contact is None or file.case.is_mail_stopped or read_address(contact.address) is None:
        return None
    return contact, _how(file, contact)


def _how(file: CaseFile, contact: MailContact) -> MailToSender:
    """Say what goes there: what the form said when it was filled in."""
    spec = file.form
    # Whoever told us rules, or writes about a service for people in danger, may be in danger,
    # whatever the form says of itself.
    if spec is None or spec.sensitive or contact.is_guarded or _is_about_danger(file):
        return MailToSender.NOTICE
    return spec.mail


def _sender(contact: MailContact) -> Sender:
    return Sender((read_address(contact.address) or "").lower())


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
            _sender(contact),
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
