"""What wrong one-time codes lead to: a letter, and in the end no more mailed links.

Nobody gets to type a code without a mailed link that still opens, or a session: whoever guesses
reads the officer's mail, or is the officer.
"""

from __future__ import annotations

import logging

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import A_DAY
from loket_inbox.domain.officers import DeskRight, NotAllowedError, Officer, may_at_desk
from loket_inbox.letters import to_officers
from loket_inbox.store.transactions import Work

log = logging.getLogger(__name__)

TOLD_AT = 5
"""After how many wrong codes in a day the officer gets a letter, and the head a line."""

CLOSED_AT = 10
"""After how many wrong codes in a day the officer's mailed links are closed."""


def count_wrong_code(desk: Desk, work: Work, officer: Officer) -> None:
    """Count one wrong code, and do what follows from it."""
    wrong = work.sign_ins.count_wrong_code(officer.id, work.now, work.now - A_DAY)
    closes = wrong >= CLOSED_AT and officer.id not in work.sign_ins.closed()
    if closes:
        work.sign_ins.close_links(officer.id, work.now)
        log.warning("links-closed officer=%d", officer.id)
    if closes or wrong == TOLD_AT:
        letter = to_officers.wrong_codes(officer, wrong, is_closed=closes)
        desk.post(work, letter, officer)


def closed_links(desk: Desk, by: Officer) -> tuple[Officer, ...]:
    """List whose links this officer can open: those of others, for the head alone."""
    if not may_at_desk(by, DeskRight.OPEN_LINKS):
        return ()
    with desk.store.reading() as work:
        closed = work.sign_ins.closed() - {by.id}
        return tuple(each for each in work.people.all() if each.id in closed)


def open_links(desk: Desk, by: Officer, officer_id: int) -> Officer | None:
    """Open somebody's mailed links again; None for one whose links are not closed (any more).

    Raises NotAllowedError: nobody opens their own, since a stolen session could guess for ever.
    """
    if not may_at_desk(by, DeskRight.OPEN_LINKS) or officer_id == by.id:
        raise NotAllowedError(by.mark)
    with desk.store.writing() as work:
        officer = work.people.by_id(officer_id)
        if officer is None or officer_id not in work.sign_ins.closed():
            return None
        work.sign_ins.open_links(officer_id)
        return officer
