"""Taking one message: everything that it causes is one transaction, or it was not taken."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from loket_inbox import failures
from loket_inbox.desk import HELD_MAIL, Desk
from loket_inbox.domain.case import SYSTEM, BrokenHistoryError, Case
from loket_inbox.domain.deadlines import A_DAY, AN_HOUR
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import RobotWrote
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.mail.undelivered import tell_of_undelivered
from loket_inbox.handling.notices import front_desk
from loket_inbox.handling.secrecy import RevealingError
from loket_inbox.letters import to_officers
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.mail_in import finding
from loket_inbox.mail_in.deciding import decide, message_id_digest
from loket_inbox.mail_in.finding import Known
from loket_inbox.mail_in.taking import Brought, files_brought, take
from loket_inbox.mail_in.telling import tell, tell_writer
from loket_inbox.store.transactions import Work
from loket_mail.message.parse import Incoming, Unparsable, parse

log = logging.getLogger(__name__)

_MOST_NOTED = 5
"""How many automatic replies a case notes in a day; each of them is kept."""

_REFUSED_ADDRESS = "Server surat penerima mengembalikannya."


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A message on its way in: as it came, and as far as it can be read.

    `identity` is equal for two copies of one message.
    """

    raw: bytes
    mail: Incoming | None
    identity: str

    @property
    def sender(self) -> str:
        """Who wrote it, "" for nobody that can be read."""
        return self.mail.sender if self.mail else ""


def receive(desk: Desk, raw: bytes) -> Outcome:
    """Take one raw message. It is on disk when this returns; raises StoreAwayError otherwise."""
    try:
        mail = parse(raw)
    except Unparsable:
        mail = None
    identity = mail.digest if mail else desk.keyed_digest(hashlib.sha256(raw).hexdigest())
    arrived = _Arrived(raw, mail, identity)
    try:
        # Pictures are redrawn before the transaction: nobody else could write meanwhile.
        brought = files_brought(desk, mail, identity) if mail else Brought()
        with desk.store.writing() as work:
            if work.messages.has(identity):
                return Outcome.DUPLICATE
            return _take_in(desk, work, arrived, brought)
    except (BrokenHistoryError, SealBrokenError) as error:
        # The case or our letter is damaged: the mail is kept, and a person told.
        log.error("mail-about-damaged-case error=%s", failures.told(error))  # noqa: TRY400 - one line, no traceback (W-10)
        return _keep_alone(desk, arrived)


def _keep_alone(desk: Desk, arrived: _Arrived) -> Outcome:
    """Keep a mail without looking at any case."""
    with desk.store.writing() as work:
        if work.messages.has(arrived.identity):
            return Outcome.DUPLICATE
        tell(desk, work, arrived.mail, arrived.raw, Outcome.BROKEN, named=(), known=None)
        _keep(desk, work, arrived, Outcome.BROKEN, named={}, taken_by=None)
    return Outcome.BROKEN


def _take_in(desk: Desk, work: Work, arrived: _Arrived, brought: Brought) -> Outcome:
    mail, raw, identity = arrived.mail, arrived.raw, arrived.identity
    known = finding.known(desk, work, mail) if mail else None
    named = finding.named(desk, work, mail) if mail else finding.named_in_headers(work, raw)
    decision = decide(desk, work, mail, known)
    outcome = decision.outcome
    if known is not None and decision.stops:
        known = replace(known, action=Deed.STOP_ANSWERS, target=decision.stops)
    if known is not None and not outcome.is_held:
        try:
            with work.part():
                take(known, decision.text, brought, cause=identity)
        except RefusedError as refused:
            is_revealing = isinstance(refused, RevealingError)
            outcome = Outcome.REVEALING if is_revealing else Outcome.NOT_ALLOWED
            # What it has done to the case in memory was taken back on disk.
            stored = work.cases.by_id(known.file.stored.id)
            known = replace(known, file=CaseFile(desk, work, stored))
    if mail is not None and outcome is Outcome.BOUNCED:
        outcome, is_told = _note_bounce(desk, work, mail, identity)
    elif mail is not None and outcome is Outcome.AUTOMATIC:
        is_told = _note_robot(desk, work, mail, known, identity)
    elif mail is not None and known is not None and outcome is Outcome.LOOP:
        _raise_alarm(known.file, mail, outcome)
        tell_writer(known, mail, outcome)
        is_told = True
    else:
        is_told = not outcome.is_held
    if not is_told:
        tell(desk, work, mail, raw, outcome, named=tuple(named.values()), known=known)
    taken_by = known.file.stored.id if known is not None and not outcome.is_held else None
    _keep(desk, work, arrived, outcome, named=named, taken_by=taken_by)
    return outcome


def _keep(
    desk: Desk,
    work: Work,
    arrived: _Arrived,
    outcome: Outcome,
    *,
    named: Mapping[int, Case],
    taken_by: int | None,
) -> None:
    """Keep the message, with every case that it names, and the one that took it."""
    work.messages.add(
        desk.envelope.seal(arrived.identity, "mail", arrived.raw).blob,
        digest=arrived.identity,
        message_id_digest=message_id_digest(desk, arrived.mail),
        sender_digest=desk.keyed_digest(arrived.sender),
        outcome=outcome.code,
        case_id=taken_by or (min(named) if len(named) == 1 else None),
        named=set(named),
        at=work.now,
    )


def _raise_alarm(file: CaseFile, mail: Incoming, outcome: Outcome) -> None:
    """Tell the front desk, about one case once an hour, of mail that a person has to judge."""
    newest = file.work.outbox.newest(LetterKind.ALARM, case_id=file.stored.id)
    if newest is None or file.work.now - newest >= AN_HOUR:
        # Of a case that complains of staff no letter says more than the number.
        whose = "" if file.case.accuses else f", dari {mail.sender}"
        sentence = f"{outcome.sentence} Kasus {file.case.number}{whose}."
        for officer in front_desk(file.work, file.case):
            file.post(to_officers.alarm(officer, sentence, file.desk.link(HELD_MAIL)), officer)


def _note_robot(desk: Desk, work: Work, mail: Incoming, known: Known | None, identity: str) -> bool:
    """Note an automatic reply on the case that it is about (M-6); nobody is told by that."""
    letter = next(iter(finding.own_letters(desk, work, mail)), None)
    if known is not None:
        file, by = known.file, known.mark
    elif letter is not None and letter.case_id is not None:
        file, by = CaseFile(desk, work, work.cases.by_id(letter.case_id)), SYSTEM
    else:
        return False
    noted = sum(
        isinstance(each.event, RobotWrote) and work.now - each.at < A_DAY
        for each in file.case.history
    )
    if noted < _MOST_NOTED:
        file.record(RobotWrote(), by=by, cause=identity)
    return False


def _note_bounce(desk: Desk, work: Work, mail: Incoming, identity: str) -> tuple[Outcome, bool]:
    """Give up the letter that came back, and tell somebody else; says whether that is done.

    A bounce that only names a letter of ours stops nothing: people are asked to look at it.
    """
    letter = finding.returned_letter(desk, work, mail)
    if letter is not None:
        status = mail.bounce.status if mail.bounce else ""
        if work.outbox.failed_for_good(letter.id, f"bounced {status}".strip(), work.now):
            tell_of_undelivered(desk, work, letter, reason=_REFUSED_ADDRESS, cause=identity)
        return Outcome.BOUNCED, True
    named = {each.case_id for each in finding.own_letters(desk, work, mail) if each.case_id}
    for row in sorted(named):
        _raise_alarm(CaseFile(desk, work, work.cases.by_id(row)), mail, Outcome.UNPROVEN)
    return Outcome.UNPROVEN, bool(named)
