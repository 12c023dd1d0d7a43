"""Mail to the sender of a case, as far as they chose it and it endangers nobody (SS-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from loket_inbox import letters
from loket_inbox.deadlines import OFFICE_TIME
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.definitions import form_as_filled_in
from loket_inbox.letters import Letter
from loket_inbox.officers import Action
from loket_site.forms import MailContact, mail_contact
from loket_site.model import MailToSender

_DAY = timedelta(hours=24)

MOST_A_DAY = 10
"""How many letters about one case its sender gets in a day: no loop of robots goes on (M-7)."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The person outside, as a letter names them: an address and no name."""

    email: str
    id: None = None
    name: str = ""


def sender_of(file: CaseFile) -> Sender | None:
    """Find whom to write to about a case; None for a sender who did not choose mail."""
    found = _chosen(file)
    return Sender(found[0].address.lower()) if found else None


def is_mailed(file: CaseFile) -> bool:
    """Say whether the sender gets the office's words themselves by mail."""
    found = _chosen(file)
    return found is not None and found[1] is MailToSender.ANSWER


def tell_sender(file: CaseFile, text: str, *, is_question: bool = False) -> None:
    """Mail the sender what the office says, or only that it says something."""
    found = _chosen(file)
    if found is None:
        return
    contact, how = found
    if how is MailToSender.NOTICE:
        _give_notice(file, contact)
        return
    kinds = (letters.SENDER_ANSWER, letters.SENDER_QUESTION)
    since = file.work.now - _DAY
    if file.work.outbox.count_about(file.stored.id, kinds, since) >= MOST_A_DAY:
        return
    sender = Sender(contact.address.lower())
    write = letters.sender_question if is_question else letters.sender_answer
    link = f"{file.desk.settings.site_url}/lacak/"
    letter: Letter = write(file.title(), file.case.number, text, link)
    file.post(letter, sender, file.address(sender, Action.MESSAGE))


def _chosen(file: CaseFile) -> tuple[MailContact, MailToSender] | None:
    """Find the address and what goes there: what the form said when it was filled in."""
    spec = form_as_filled_in(file.work, file.case)
    if spec is None or spec.mail is MailToSender.NOTHING:
        return None
    contact = mail_contact(spec, file.answers())
    if contact is None:
        return None
    # Whoever told us rules may be in danger, whatever the form says of itself.
    careful = spec.sensitive or contact.is_guarded
    return contact, MailToSender.NOTICE if careful else spec.mail


def _give_notice(file: CaseFile, contact: MailContact) -> None:
    """Say that there is something to read: at most once a day, inside the safe hours."""
    newest = file.work.outbox.newest(letters.SENDER_NOTICE, case_id=file.stored.id)
    now = file.work.now
    if newest is not None and newest > now:
        return  # It has not gone yet, and says everything that it may say.
    earliest = now if newest is None else max(now, newest + _DAY)
    leaves = within_hours(earliest, contact.first_hour, contact.last_hour)
    file.desk.post(
        file.work,
        letters.sender_notice(),
        Sender(contact.address.lower()),
        case_id=file.stored.id,
        leaves=leaves,
    )


def within_hours(moment: datetime, first: int | None, last: int | None) -> datetime:
    """Find the first moment from `moment` on that lies between two hours of the office's day.

    A `first` after `last` spans midnight; hours that are not told bound nothing.
    """
    if first is None and last is None:
        return moment
    begins, ends = first or 0, 24 if last is None else last
    local = moment.astimezone(OFFICE_TIME)
    inside = (
        begins <= local.hour < ends if begins < ends else local.hour >= begins or local.hour < ends
    )
    if inside:
        return moment
    day = local.date() if local.hour < begins else local.date() + timedelta(days=1)
    return datetime.combine(day, time(begins), OFFICE_TIME)
