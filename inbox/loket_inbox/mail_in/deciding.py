"""What a mail is: a decision over what it says and what the store knows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import A_DAY, AN_HOUR
from loket_inbox.domain.deeds import Deed, may_do
from loket_inbox.domain.events import Disposed, Event, FindingsWritten
from loket_inbox.domain.limits import LONGEST_TEXT
from loket_inbox.domain.mail_outcomes import TAKEN, Outcome
from loket_inbox.domain.officers import Officer
from loket_inbox.domain.terms import MARKER
from loket_inbox.handling.secrecy import reveals
from loket_inbox.letters.values import Sender
from loket_inbox.mail_in import finding
from loket_inbox.mail_in.finding import Known
from loket_inbox.mail_in.quoted_letter import is_quoted
from loket_inbox.store.transactions import Work
from loket_mail.message.authenticity import Verdict, judge
from loket_mail.message.parse import Incoming, Robot, token_in
from loket_mail.message.robot_words import says_nothing_sent
from loket_mail.replies import Person, cut
from loket_mail.substance import Lack, addresses, lacking
from loket_site.words.texts import clean_paragraphs

_LONGEST_READ = 500_000
"""Characters of a mail, quotations and all, that are looked at while others wait to write."""


MOST_FROM_ONE_CASE = 10
"""How many mails of one person become something on one case within an hour (M-7)."""

MOST_FROM_ONE_ADDRESS = 100
"""How many mails of one address become something within a day; a busy officer writes fewer."""


@dataclass(frozen=True, slots=True)
class _Use:
    """What a reply to an address becomes, and how it is read.

    `is_for_sender`: what is written reaches the person outside; `is_findings`: once it is approved.
    `stays_inside`: it is for the file alone, where a quotation too many does no harm and half a
    note would. `needs_text`: without words there is nothing to do.
    """

    outcome: Outcome
    is_for_sender: bool = False
    is_findings: bool = False
    stays_inside: bool = False
    needs_text: bool = True


USES: dict[Deed, _Use] = {
    Deed.ANSWER: _Use(Outcome.ANSWERED, is_for_sender=True),
    Deed.WRITE_FINDINGS: _Use(Outcome.FINDINGS, is_findings=True),
    Deed.NOTE: _Use(Outcome.NOTED, stays_inside=True),
    Deed.DISPOSE: _Use(Outcome.DISPOSED, stays_inside=True, needs_text=False),
    Deed.APPROVE: _Use(Outcome.APPROVED, stays_inside=True, needs_text=False),
    Deed.SEND_BACK: _Use(Outcome.RETURNED, stays_inside=True, needs_text=False),
    Deed.STOP_ANSWERS: _Use(Outcome.STOPPED, stays_inside=True, needs_text=False),
    Deed.MESSAGE: _Use(Outcome.MESSAGE),
}
"""What can be done by mail: no reply address stands for any other deed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a mail, and the words that were cut out of it.

    `stops` is the answer that a recall stops (the sequence number of its draft), 0 for none.
    """

    outcome: Outcome
    text: str = ""
    stops: int = 0


def decide(desk: Desk, work: Work, mail: Incoming | None, known: Known | None) -> Decision:
    """Judge a mail; None is one that cannot be read. `known` is whose it is, on which case."""
    if mail is None:
        return Decision(Outcome.UNPARSABLE)
    if mail.bounce is not None:
        return Decision(Outcome.BOUNCED if mail.bounce.permanent else Outcome.DELAYED)
    # An officer may use the same address as the inbox; anything else from there is our own.
    is_writers = known is not None and known.writer.email == mail.sender
    recalled = _recalled(mail, known) if is_writers and known else None
    if recalled:
        return Decision(Outcome.STOPPED, stops=recalled)
    if mail.automatic or (mail.sender == desk.settings.mail_from and not is_writers):
        return Decision(Outcome.AUTOMATIC)
    message_id = message_id_digest(desk, mail)
    if message_id and work.messages.has_message_id(message_id):
        return Decision(Outcome.REUSED_ID)
    if known is None:
        addressed = finding.is_addressed(desk, mail)
        return Decision(Outcome.WRONG_TOKEN if addressed else Outcome.NO_TOKEN)
    vouched = judge(mail.authentication, desk.settings.authserv_id, mail.sender)
    decision = _of_a_case(mail, known, vouched)
    if not decision.outcome.is_held and _goes_round(desk, work, mail, known):
        return Decision(Outcome.LOOP)
    return decision


def _recalled(mail: Incoming, known: Known) -> int:
    """Find the newest answer of its writer that still waits, where a mail takes one back."""
    if mail.robot is not Robot.RECALL:
        return 0
    case = known.file.case
    mine = [
        each.sequence for each in case.drafts if case.history[each.sequence - 1].by == known.mark
    ]
    return max(mine, default=0)


def _goes_round(desk: Desk, work: Work, mail: Incoming, known: Known) -> bool:
    """Say whether a robot seems to answer us that does not say what it is (M-7).

    Only what a letter of ours asks for can go round: a reply. Stopping is never in the way.
    """
    if known.action not in {Deed.ANSWER, Deed.WRITE_FINDINGS, Deed.MESSAGE}:
        return False
    case = known.file.case
    causes = set(work.messages.of_case(known.file.stored.id))
    lately = [
        recorded
        for recorded, cause in zip(
            case.history, work.cases.causes(known.file.stored.id), strict=True
        )
        if cause in causes and recorded.by == known.mark and work.now - recorded.at < AN_HOUR
    ]
    if len(lately) >= MOST_FROM_ONE_CASE:
        return True
    sender = desk.keyed_digest(mail.sender)
    return work.messages.count_from(sender, TAKEN, work.now - A_DAY) >= MOST_FROM_ONE_ADDRESS


def message_id_digest(desk: Desk, mail: Incoming | None) -> str:
    """Name a mail's Message-ID, so that only we know it again; "" for none."""
    return desk.keyed_digest(mail.message_id) if mail and mail.message_id else ""


def _of_a_case(mail: Incoming, known: Known, vouched: Verdict) -> Decision:
    """Judge a mail for a case, by the table of what our own relay says of it."""
    if mail.sender != known.writer.email:
        is_senders = isinstance(known.writer, Sender)
        return Decision(Outcome.NOT_THE_SENDER if is_senders else Outcome.OTHER_SENDER)
    if known.action is Deed.STOP_ANSWERS:
        # Stopping harms nobody, so nothing but the address is asked for.
        waits = any(draft.sequence == known.target for draft in known.file.case.drafts)
        return Decision(Outcome.STOPPED if waits else Outcome.TOO_LATE)
    if vouched not in {Verdict.VOUCHED, Verdict.NOT_CONFIGURED}:
        return Decision(Outcome.NOT_VOUCHED)
    if known.action is None:
        return Decision(Outcome.NO_REPLY)
    case = known.file.case
    if isinstance(known.writer, Officer) and not may_do(known.writer, known.action, case):
        return Decision(Outcome.NOT_ALLOWED)
    if not case.can(known.action.event) or _is_overtaken(known):
        return Decision(Outcome.CLOSED)
    return _read(mail, known, USES[known.action])


_OVERTAKING: dict[Deed, type[Event]] = {
    Deed.APPROVE: FindingsWritten,
    Deed.SEND_BACK: FindingsWritten,
    Deed.DISPOSE: Disposed,
}
"""After what a decision by mail is about something that its letter did not show."""


def _is_overtaken(known: Known) -> bool:
    """Say whether there are newer findings, or a newer disposition, than the letter knew of."""
    kind = _OVERTAKING.get(known.action) if known.action else None
    if kind is None or known.made_at is None:
        return False
    history = known.file.case.history
    return any(isinstance(each.event, kind) and each.at > known.made_at for each in history)


def _read(mail: Incoming, known: Known, use: _Use) -> Decision:
    """Cut what somebody wrote out of the mail; held where that is not sure and matters."""
    unfit = _unfit(mail, use)
    if unfit:
        return Decision(unfit)
    found = cut(mail.text, MARKER, letter_from=_our_name(known), writer=_writer_of(mail, known))
    text = clean_paragraphs(found.answer)
    is_whole = is_quoted(found.quoted, known.letter)
    if known.action is Deed.APPROVE and _hesitates(mail, known, text, is_whole=is_whole):
        return Decision(Outcome.UNCLEAR)
    if not text:
        has_files = bool(mail.files) and not use.is_for_sender
        if use.needs_text and not has_files:
            return Decision(Outcome.EMPTY)
        return Decision(use.outcome if is_whole else Outcome.UNSURE_CUT)
    if use.stays_inside and not (found.sure and is_whole):
        text = clean_paragraphs(mail.text)
    elif not (found.sure and is_whole):
        return Decision(Outcome.UNSURE_CUT)
    if len(text) > LONGEST_TEXT:
        return Decision(Outcome.TOO_LONG)
    no_answer = _no_answer(mail, known, text) if use.is_for_sender or use.is_findings else None
    if no_answer:
        return Decision(no_answer)
    desk, work = known.file.desk, known.file.work
    if use.is_for_sender and reveals(desk, work, text, known.file.stored.id):
        return Decision(Outcome.REVEALING)
    return Decision(use.outcome, text)


_LACKS = {
    Lack.NOTHING: Outcome.EMPTY,
    Lack.ABSENCE: Outcome.ABSENCE,
    Lack.ENCRYPTED: Outcome.ENCRYPTED,
}


def _no_answer(mail: Incoming, known: Known, text: str) -> Outcome | None:
    """Say why words that were written are none for the sender (M-17); None for an answer."""
    if says_nothing_sent(mail.subject):
        return Outcome.ABSENCE
    lack = lacking(text, known.writer.name)
    if lack:
        return _LACKS[lack]
    base, own = known.file.desk.settings.mail_from, mail.sender
    is_ours = (each for each in mail.recipients if each not in {base, own})
    others = [each for each in is_ours if not token_in((each,), base)]
    return Outcome.NOT_FOR_SENDER if others and addresses(text, mail.named) else None


def _our_name(known: Known) -> Person:
    desk = known.file.desk
    return Person(desk.catalogue.office.short_name, desk.settings.mail_from)


def _writer_of(mail: Incoming, known: Known) -> Person:
    """Name who writes, as we know them and as their mail program does: both can sign."""
    return Person(f"{known.writer.name} {mail.sender_name}", known.writer.email)


_FORWARDED = re.compile(r"\s{0,9}(?:fwd?|fw|terusan|diteruskan|teruskan)\s{0,9}:", re.IGNORECASE)
"""How the subject of what is forwarded begins: it is written to somebody else."""


def _unfit(mail: Incoming, use: _Use) -> Outcome | None:
    """Say why a text is not even looked at; None for one that is."""
    if mail.damaged:
        return Outcome.DAMAGED
    if len(mail.text) > _LONGEST_READ:
        return Outcome.TOO_LONG
    if use.is_for_sender and _FORWARDED.match(mail.subject):
        return Outcome.UNSURE_CUT
    if use.is_for_sender and any(each.media_type.startswith("text/") for each in mail.files):
        # Such a part is shown like the text, and may be a file for colleagues.
        return Outcome.UNSURE_CUT
    return None


_AGREEING = frozenset(
    {"setuju", "menyetujui", "disetujui", "ya", "iya", "ok", "oke", "okay", "baik", "bagus", "siap"}
    | {"sah", "sahkan", "disahkan", "mengesahkan", "acc", "approved", "yes", "agree", "agreed"}
    | {"saya", "kami", "kirim", "kirimkan", "dikirim", "saja", "silakan", "lanjut", "lanjutkan"}
    | {"terima", "kasih", "makasih", "trims", "thanks", "thank", "you", "tim", "semua", "atas"}
    | {"kerjanya", "kerja", "kerasnya", "pak", "bu", "bapak", "ibu", "yth", "salam", "hormat"}
    | {"wassalam", "selamat", "pagi", "siang", "sore", "malam", "kepala", "dinas", "kantor", "plt"}
)
"""The words of somebody who says yes, thanks and signs. Any other may be a condition."""

_ANY_WORD = re.compile(r"[^\W\d_]+")


def _hesitates(mail: Incoming, known: Known, text: str, *, is_whole: bool) -> bool:
    """Say whether an approval may be meant otherwise: its writer says more than yes."""
    if not is_whole or mail.files or "?" in text:
        return True
    ours = f"{known.writer.name} re bls {mail.sender} {_subject_of(known)}"
    allowed = _AGREEING | set(_ANY_WORD.findall(ours.casefold()))
    said = _ANY_WORD.findall(f"{text} {mail.subject}".casefold())
    return not set(said) <= allowed


def _subject_of(known: Known) -> str:
    """Give the words that stand in a subject when nobody has changed it."""
    number = known.file.case.number
    return f"{number} sahkan rumusan hasil menunggu pengesahan"
