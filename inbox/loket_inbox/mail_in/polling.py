"""Reading the mailbox again and again, beside the rest of the worker.

It has a thread of its own, so that a mail server which hangs delays no letter. The thread may be
cut off anywhere: what it has taken is on disk, and what it has not is still in the mailbox.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from loket_inbox.desk import Desk
from loket_inbox.failures import told
from loket_inbox.mail_in.fetching import Fetcher
from loket_inbox.mail_in.imap import (
    Mailbox,
    MailboxAwayError,
    RefusedError,
    SignInRefusedError,
    open_mailbox,
)
from loket_inbox.settings import MailServer
from loket_inbox.store.transactions import StoreAwayError

_GOODBYE_S = 3.0

log = logging.getLogger(__name__)

Connect = Callable[[MailServer], AbstractContextManager[Mailbox]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of rest after a round, after failures (doubling), and after a refused password.

    The last is long, since providers lock the accounts of those who insist.
    """

    round: float = 30
    first_retry: float = 5
    longest_retry: float = 300
    refused: float = 600


PACE = Pace()


def fetch_once(desk: Desk, connect: Connect = open_mailbox) -> bool:
    """Take what is new in the mailbox, if there is one; says whether nothing was left."""
    server = desk.settings.imap
    if server is None:
        return True
    try:
        with connect(server) as box:
            return Fetcher(desk, server).fetch(box)
    except (MailboxAwayError, RefusedError, SignInRefusedError, StoreAwayError) as error:
        log.warning("%s", _told(error))
        return False


def fetch_until(
    stop: threading.Event, desk: Desk, connect: Connect = open_mailbox, pace: Pace = PACE
) -> None:
    """Take what comes into the mailbox until told to stop. A server that is away is asked again."""
    server = desk.settings.imap
    if server is None:
        return
    fetcher = Fetcher(desk, server, stop.is_set)
    standing = _Standing(pace)
    while not stop.is_set():
        try:
            with connect(server) as box:
                while not stop.is_set():
                    fetcher.fetch(box)
                    standing.is_well()
                    stop.wait(pace.round)
        except Exception as error:  # noqa: BLE001 - whatever happened, mail has to come in again
            stop.wait(standing.is_ill(error))


@contextmanager
def fetching_beside(stop: threading.Event, desk: Desk) -> Iterator[None]:
    """Fetch in a thread of its own, and give it a moment to end after `stop`."""
    thread = threading.Thread(target=fetch_until, args=(stop, desk), daemon=True)
    thread.start()
    yield
    thread.join(_GOODBYE_S)


@dataclass(slots=True)
class _Standing:
    """Whether the mailbox can be read. Each change makes one line in the log, not each round."""

    pace: Pace
    failures: int = field(default=0, init=False)
    told: set[str] = field(default_factory=set, init=False)

    def is_well(self) -> None:
        if self.told:
            log.warning("mailbox-back")
        self.failures = 0
        self.told.clear()

    def is_ill(self, error: Exception) -> float:
        """Note a failure; gives the seconds until the next attempt."""
        self.failures += 1
        is_refused = isinstance(error, SignInRefusedError)
        told = _told(error)
        # Servers end connections when they like: that is news only if the next one fails too.
        if told not in self.told and (self.failures > 1 or is_refused):
            log.warning("%s", told)
            self.told.add(told)
        wait = min(self.pace.first_retry * 2 ** min(self.failures - 1, 20), self.pace.longest_retry)
        # Several inboxes of one provider shall not all come back in the same second.
        return (self.pace.refused if is_refused else wait) * _RANDOM.uniform(1, 1.5)


_RANDOM = random.SystemRandom()

_EVENTS = {
    MailboxAwayError: "mailbox-away",
    RefusedError: "mailbox-strange",
    SignInRefusedError: "mailbox-refused",
    StoreAwayError: "store-away",
}


def _told(error: Exception) -> str:
    """Write a failure as a line for the log: its kind, nothing that anybody wrote."""
    event = _EVENTS.get(type(error))
    return f"{event} error={error}" if event else f"mailbox-failed error={told(error)}"
