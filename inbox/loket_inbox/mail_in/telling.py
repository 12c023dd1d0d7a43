"""Who hears of a mail that was held: the front desk, and the officer whose own mail it was."""

from __future__ import annotations

from loket_inbox.desk import HELD_MAIL, Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.deadlines import A_DAY
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.limits import LONGEST_TEXT
from loket_inbox.domain.mail_outcomes import HELD, OF_ROBOTS, Outcome
from loket_inbox.domain.officers import Right, may
from loket_inbox.domain.reading import CaseText
from loket_inbox.handling.notices import about, front_desk
from loket_inbox.letters import to_officers
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import MailShown, Sender
from loket_inbox.mail_in.finding import Known
from loket_inbox.store.transactions import Work
from loket_mail.message.parse import Incoming

_LETTERS_A_DAY = 5
"""How many held mails of one stranger the front desk is told of in a day; the rest is kept.

Of a robot that says so it is told of one: a loop ends after one letter. One that does not say so
stops here.
"""

_LETTERS_OF_OURS = 20
"""How many held mails of one officer, or of a sender, are told of in a day."""

_LETTERS_IN_ALL = 60
"""How many letters about strangers' mail the front desk gets in a day (W-5); the list has all."""

_LARGEST_ENCLOSURE = 5_000_000
"""Octets of a held mail that any mail server still takes as an enclosure."""


def tell(
    desk: Desk,
    work: Work,
    mail: Incoming | None,
    raw: bytes,
    outcome: Outcome,
    *,
    named: tuple[Case, ...],
    known: Known | None,
) -> None:
    """Write about a held mail, unless that would feed a robot."""
    left = _letters_left(desk, work, mail, outcome, known)
    if not left:
        return
    about = (*named, known.file.case) if known else named
    shown = None if any(case.accuses for case in about) else _shown(mail, raw)
    told = front_desk(work, *named)
    for officer in told:
        letter = to_officers.held_mail(
            officer,
            desk.link(HELD_MAIL),
            outcome.sentence,
            shown,
            last=left == 1,
            is_own=known is not None and officer == known.writer,
        )
        desk.post(work, letter, officer)
    if known is not None and mail is not None and known.writer not in told:
        tell_writer(known, mail, outcome)


def _shown(mail: Incoming | None, raw: bytes) -> MailShown:
    return MailShown(
        mail.sender if mail else "",
        mail.subject if mail else "",
        mail.text[:LONGEST_TEXT] if mail else "",
        raw if len(raw) <= _LARGEST_ENCLOSURE else None,
    )


def tell_writer(known: Known, mail: Incoming, outcome: Outcome) -> None:
    """Tell officers that their own mail was held; a robot, or somebody else, hears nothing."""
    writer = known.writer
    if isinstance(writer, Sender) or mail.automatic or mail.sender != writer.email:
        return
    work = known.file.work
    told = work.outbox.written_since(work.now - A_DAY, (LetterKind.NOT_TAKEN,))
    if not may(writer, Right.READ, known.file.case) or told.get(writer.id, 0) >= _LETTERS_A_DAY:
        return
    letter = to_officers.not_taken(
        about(known.file, writer),
        outcome.sentence,
        CaseText(mail.text[:LONGEST_TEXT]).read_by(known.file.reader(writer)),
        is_answer=known.action in {Deed.ANSWER, Deed.WRITE_FINDINGS},
    )
    known.file.post(letter, writer)


def _letters_left(
    desk: Desk, work: Work, mail: Incoming | None, outcome: Outcome, known: Known | None
) -> int:
    """Count how many letters a sender may still cause today.

    Whoever owns the address that the mail went to always may, a robot aside.
    """
    since = work.now - A_DAY
    # Those without a readable sender count as one.
    sender = desk.keyed_digest(mail.sender if mail else "")
    if outcome.code in OF_ROBOTS:
        return 1 - min(1, work.messages.count_from(sender, OF_ROBOTS, since))
    if known is not None and mail is not None and known.writer.email == mail.sender:
        return max(0, _LETTERS_OF_OURS - work.messages.count_from(sender, HELD, since))
    written = work.outbox.written_since(since, (LetterKind.HELD_MAIL,))
    if max(written.values(), default=0) >= _LETTERS_IN_ALL:
        return 0
    return max(0, _LETTERS_A_DAY - work.messages.count_from(sender, HELD - OF_ROBOTS, since))
