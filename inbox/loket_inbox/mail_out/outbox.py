"""Letters on their way: claimed, handed to the way out, marked, put off or given up.

A letter is marked as sent after the server's 250 and not before, so it is never lost; its
Message-ID comes from its row, so a repeat is recognisable.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from loket_inbox.desk import Desk
from loket_inbox.failures import told
from loket_inbox.mail_out.composing import compose
from loket_inbox.mail_out.transport import (
    AwayError,
    NotDeliveredError,
    RefusedForGoodError,
    Transport,
)
from loket_inbox.store.engine import StoreAwayError
from loket_inbox.store.outbox import WaitingLetter
from loket_inbox.store.transactions import Work

LEASE = timedelta(minutes=2)
"""How long a claimed letter belongs to one worker.

Letters are claimed one by one, and `smtp.Patience` ends each within 100 s: no lease runs out while
its letter is sent, and what a killed worker held is free again soon.
"""

GIVE_UP_AFTER = timedelta(days=3)
"""How old a letter is when its failures are believed, if others go out."""

_FEWEST_TRIES = 24
"""Tries before that: an old letter may have waited for a server that was away all the time."""

_BATCH = 50
_FIRST_RETRY = timedelta(seconds=30)
_LONGEST_RETRY = timedelta(hours=1)

GivenUp = Callable[[Desk, Work, WaitingLetter], None]
"""Tells somebody else of a letter that nobody will get, in the transaction that gives it up."""

log = logging.getLogger(__name__)


def deliver_due(
    desk: Desk,
    transport: Transport,
    given_up: GivenUp,
    *,
    chance: Callable[[], float] = random.random,
) -> tuple[int, int]:
    """Deliver due letters, a batch at most; returns how many went out and how many did not.

    Several workers may do so at once. `chance` draws from 0 to 1.
    """
    return _Round(desk, transport, given_up, chance).deliver()


@dataclass(frozen=True, slots=True)
class _Tried:
    """A letter, and why it was not taken; None: it was."""

    letter: WaitingLetter
    error: NotDeliveredError | None


@dataclass(frozen=True, slots=True)
class _Round:
    desk: Desk
    transport: Transport
    given_up: GivenUp
    chance: Callable[[], float]

    def deliver(self) -> tuple[int, int]:
        """Try one letter after the other, with a single transaction for each.

        It marks the letter before and claims the next, so a kill leaves one letter in doubt.
        """
        sent = failed = 0
        tried: _Tried | None = None
        while True:
            # Asked before the transaction: it may have to connect.
            is_ready = sent + failed < _BATCH and self.transport.is_ready()
            letter = self._turn_to_next(tried, is_ready=is_ready)
            if letter is None:
                return sent, failed
            tried = self._try(letter)
            sent, failed = (sent, failed + 1) if tried.error else (sent + 1, failed)

    def _turn_to_next(self, tried: _Tried | None, *, is_ready: bool) -> WaitingLetter | None:
        if tried and tried.error and self._is_final(tried.letter, tried.error):
            self._give_up(tried.letter, tried.error)
            tried = None
        if not tried and not is_ready:
            return None
        with self.desk.store.writing() as work:
            if tried:
                self._note(work, tried)
            claimed = work.outbox.claim(work.now, LEASE, 1) if is_ready else ()
        return claimed[0] if claimed else None

    def _try(self, letter: WaitingLetter) -> _Tried:
        try:
            kept, at = self.desk.opened(letter.message_id, letter.sealed), self.desk.store.clock()
            self.transport.send(compose(self.desk, kept, letter.message_id, at))
        except NotDeliveredError as error:
            return _Tried(letter, error)
        except Exception as error:  # noqa: BLE001 - those behind this letter still have to go out
            return _Tried(letter, NotDeliveredError(type(error).__name__))
        return _Tried(letter, None)

    def _note(self, work: Work, tried: _Tried) -> None:
        letter, error = tried.letter, tried.error
        if error is None:
            work.outbox.sent(letter.id, work.now)
            log.info("letter-sent id=%d letter=%s", letter.id, letter.letter)
            return
        wait = min(_FIRST_RETRY * 2 ** min(letter.attempts - 1, 10), _LONGEST_RETRY)
        wait *= 1 - self.chance() / 4
        work.outbox.failed(letter.id, str(error), work.now + wait)
        log.warning("letter-put-off id=%d attempts=%d error=%s", letter.id, letter.attempts, error)

    def _is_final(self, letter: WaitingLetter, error: NotDeliveredError) -> bool:
        """Say whether a letter is given up: refused for good, or failing while others go out."""
        if isinstance(error, RefusedForGoodError):
            return True
        age = self.desk.store.clock() - letter.created_at
        fails_alone = not isinstance(error, AwayError) and self.transport.takes_letters()
        return fails_alone and age >= GIVE_UP_AFTER and letter.attempts >= _FEWEST_TRIES

    def _give_up(self, letter: WaitingLetter, error: NotDeliveredError) -> None:
        try:
            with self.desk.store.writing() as work:
                if work.outbox.failed_for_good(letter.id, str(error), work.now):
                    self.given_up(self.desk, work, letter)
        except StoreAwayError:
            raise
        except Exception as failure:  # noqa: BLE001 - the others still have to go out
            # Nobody was told, so the letter is not given up either.
            log.error("letter-not-given-up id=%d error=%s", letter.id, told(failure))  # noqa: TRY400 - one line, no traceback (W-10)
            with self.desk.store.writing() as work:
                self._note(work, _Tried(letter, error))
        else:
            log.warning("letter-given-up id=%d error=%s", letter.id, error)
