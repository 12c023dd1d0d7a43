"""How officers sign in: a mailed link that opens once, then a session in one browser.

The links and the sessions are 256 random bits each; the store holds nothing but their digests.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from loket_inbox.desk import SIGN_IN, Desk
from loket_inbox.domain.codes import digest
from loket_inbox.domain.officers import Officer
from loket_inbox.handling.desk.one_time_codes import WrongCodeError, passes, read_digits
from loket_inbox.handling.desk.wrong_codes import count_wrong_code
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.letters import to_officers
from loket_inbox.store.sign_ins import Alive, Session
from loket_inbox.store.transactions import StoreAwayError, Work

LINK_LIFE = timedelta(minutes=15)
"""How long a link opens, and the span in which `MOST_LINKS` are sent to one officer."""

MOST_LINKS = 5
"""How many unused links one officer may have, so that nobody floods a mailbox with them."""

MOST_FAILURES = 5
"""After how many wrong one-time codes a link is dead."""

IDLE = timedelta(hours=2)
"""After how long without a page a session is over."""

LONGEST = timedelta(hours=12)
"""After how long a session is over, whatever is done in it."""

_SEEN_EVERY = timedelta(minutes=1)
"""How exactly a session is seen: reading pages does not write each time."""

_KEEP_LINKS = timedelta(days=1)
_LONGEST_DEVICE = 64


class LinkGoneError(Exception):
    """A link is unknown, used, too old or dead, or its officer does not work here any more."""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that still opens: whose it is, and whether a one-time code belongs to it."""

    officer: Officer
    needs_code: bool


def send_link(desk: Desk, email: str, device: str, wanted: str = "") -> None:
    """Mail a sign-in link to the officer with this address, if there is one.

    `wanted` is the query that says which case the officer was about to open.

    Nothing tells the caller. For an address that is nobody's, that has too many links already or
    whose links are closed, as much is sealed and written, and then taken away, so that the time
    does not tell either.
    """
    with desk.store.writing() as work:
        work.sign_ins.forget_links(work.now - _KEEP_LINKS)
        officer = work.people.by_email(email.strip().lower())
        stands_in = officer or next(iter(work.people.all()), None)
        if stands_in is None:
            return
        unused = work.sign_ins.unused_links(stands_in.id, work.now - LINK_LIFE)
        token = _keep_link(work, stands_in)
        link, asked_at = desk.link(f"{SIGN_IN}/{token}{wanted}"), moment_in_words(work.now)
        letter = to_officers.sign_in(stands_in, link, device, asked_at)
        is_closed = stands_in.id in work.sign_ins.closed()
        if officer and unused < MOST_LINKS and not is_closed:
            desk.post(work, letter, officer)
        else:
            desk.envelope.seal("nobody", "letter", letter.body.encode())
            work.sign_ins.remove_link(digest(token))


def make_link(desk: Desk, officer: Officer) -> str:
    """Make a sign-in link for the operator to hand over, and open mailed ones; its address."""
    with desk.store.writing() as work:
        work.sign_ins.open_links(officer.id)
        return desk.link(f"{SIGN_IN}/{_keep_link(work, officer)}")


def link_state(desk: Desk, token: str) -> OpenLink:
    """Say whose a link is. Looking never uses it up. Raises LinkGoneError."""
    with desk.store.reading() as work:
        officer = _holder(work, token)
        return OpenLink(officer, work.people.one_time_secret(officer.id) is not None)


def enter(desk: Desk, token: str, code: str, device: str) -> str:
    """Use a link up and begin a session; returns the session's own token, for the cookie.

    Raises LinkGoneError, or WrongCodeError where the officer's one-time code is wrong: five of
    these end the link. What is not six digits does not count.
    """
    session = _new_token()
    with desk.store.writing() as work:
        officer = _holder(work, token, hold=True)
        right = passes(desk, work, officer, code)
        if right:
            work.sign_ins.use_link(digest(token), work.now)
            label = device[:_LONGEST_DEVICE]
            work.sign_ins.add_session(digest(session), officer.id, label, work.now)
        elif read_digits(code):
            work.sign_ins.count_failure(digest(token))
            count_wrong_code(desk, work, officer)
    if not right:
        raise WrongCodeError
    return session


def signed_in(desk: Desk, token: str) -> tuple[Officer, Session] | None:
    """Find who is signed in with this session token, and note that the session was seen."""
    with desk.store.reading() as work:
        now, session = work.now, work.sign_ins.session(digest(token), _alive(work.now))
        officer = work.people.by_id(session.officer_id) if session else None
    if session is None or officer is None:
        return None
    if now - session.seen_at >= _SEEN_EVERY:
        # Whoever only reads can go on reading while the database cannot write.
        with suppress(StoreAwayError), desk.store.writing() as work:
            work.sign_ins.touch(session.id, work.now)
    return officer, session


def sessions_of(desk: Desk, officer: Officer) -> tuple[Session, ...]:
    """List the browsers in which an officer is signed in, the last seen first."""
    with desk.store.reading() as work:
        return work.sign_ins.sessions_of(officer.id, _alive(work.now))


def end_session(desk: Desk, officer_id: int, session_id: int) -> bool:
    """End one session of an officer; says whether it was this officer's and not over yet."""
    with desk.store.writing() as work:
        return work.sign_ins.end(officer_id, session_id, work.now)


def end_others(desk: Desk, session: Session) -> None:
    """End every other session of the same officer."""
    with desk.store.writing() as work:
        work.sign_ins.end_all(session.officer_id, work.now, but=session.id)


def _alive(now: datetime) -> Alive:
    return Alive(started=now - LONGEST, seen=now - IDLE)


def _holder(work: Work, token: str, *, hold: bool = False) -> Officer:
    """Find whose link it is that still opens. Raises LinkGoneError."""
    link = work.sign_ins.link(digest(token), hold=hold)
    if link is None or link.failures >= MOST_FAILURES or work.now - link.created_at > LINK_LIFE:
        raise LinkGoneError
    officer = work.people.by_id(link.officer_id)
    if officer is None:
        raise LinkGoneError
    return officer


def _keep_link(work: Work, officer: Officer) -> str:
    token = _new_token()
    work.sign_ins.add_link(digest(token), officer.id, work.now)
    return token


def _new_token() -> str:
    """Draw 256 bits, in letters and digits alone: mail programs cut other signs off links."""
    return secrets.token_hex(32)
