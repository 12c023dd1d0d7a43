"""Taking what is ours out of a mailbox that may be everybody's: what, in which order, how far.

The headers of each new message are looked at, once. A message of ours is fetched, kept by
`reception`, moved after the commit, and then the cursor goes past it; whatever ends this program in
between, the next round sees the message again and `reception` knows it. Somebody else's message is
never fetched, marked or moved.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import case_numbers
from loket_inbox.failures import told
from loket_inbox.mail_in.imap import Glimpse, Mailbox, Opened
from loket_inbox.mail_in.receiving import receive
from loket_inbox.settings import MailServer
from loket_inbox.store.messages import Cursor
from loket_inbox.store.transactions import StoreAwayError, Work
from loket_mail.message.letterhead import Marks, marks

LARGEST = 60_000_000
"""Octets of a message that is fetched whole.

The parser refuses half of that already, so what lies between is kept raw and held for a person.
"""

BEGINNING = 1_000_000
"""Octets that are fetched of a larger message, for a person to see what it is.

It stays in the mailbox, untouched: only there it is whole.
"""

_UNREADABLE = b"\r\n\x81\x8d\xff\xfe"
"""What no character set reads. It ends a beginning, so that nothing takes that for the whole."""

_BATCH = 100
_PAUSE_AFTER_FAILURE = timedelta(minutes=10)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Fetcher:
    """Reads one mailbox round by round, and remembers between them what could not be taken."""

    desk: Desk
    server: MailServer
    is_over: Callable[[], bool] = lambda: False
    """Says whether to stop before the next message."""

    _validity: int = field(default=0, init=False)
    _newest: int = field(default=0, init=False)
    _left: dict[int, datetime] = field(default_factory=dict, init=False)
    """Messages that were not taken, and when to try again. The cursor stays below all of them."""

    def fetch(self, box: Mailbox) -> bool:
        """Take everything new; says whether nothing of ours was left.

        Raises StoreAwayError, and what the mailbox raises. What has been taken until then is kept.
        """
        opened = box.open()
        self._begin(opened)
        now = self.desk.store.clock()
        again = sorted(uid for uid, at in self._left.items() if at <= now)
        for uids in chain((again,), box.uids(self._newest, opened)):
            for start in range(0, len(uids), _BATCH):
                self._take_batch(box, uids[start : start + _BATCH])
                if self.is_over():
                    return False
        self._remember(max(self._newest, opened.uid_next - 1))
        return not self._left

    def _begin(self, opened: Opened) -> None:
        """Find where to go on; at the beginning where the UIDs mean something else than before."""
        if not self._newest or opened.uid_validity != self._validity:
            with self.desk.store.reading() as work:
                kept = work.mailboxes.cursor(self._digest)
            is_known = kept is not None and kept.uid_validity == opened.uid_validity
            self._newest = kept.newest_uid if kept and is_known else 0
            self._validity = opened.uid_validity
            self._left.clear()
        # A server that names no validity promises nothing, and one whose next UID has been there
        # before (a mailbox brought back from a backup) does not keep what it promised.
        if not opened.uid_validity or 0 < opened.uid_next <= self._newest:
            self._newest = 0
            self._left.clear()

    def _take_batch(self, box: Mailbox, uids: Sequence[int]) -> None:
        if not uids:
            return
        glimpses = box.glimpse(uids)
        with self.desk.store.reading() as work:
            ours = {uid for uid, seen in glimpses.items() if self._is_ours(work, seen)}
        for uid in uids:
            if self.is_over():
                return
            if uid not in glimpses:
                self._miss(box, uid)
            elif uid in ours:
                self._take(box, uid, glimpses[uid].size)
                self._remember(uid)
            else:
                self._left.pop(uid, None)
        if uids[-1] not in ours:
            self._remember(uids[-1])

    def _is_ours(self, work: Work, seen: Glimpse) -> bool:
        return is_ours(work, marks(seen.head, self.desk.settings.mail_from))

    def _take(self, box: Mailbox, uid: int, size: int) -> None:
        """Take one message: it is on disk before it is moved."""
        is_whole = size <= LARGEST
        raw = box.message(uid) if is_whole else box.message(uid, BEGINNING)
        if raw is None:
            self._miss(box, uid)
            return
        if not is_whole:
            raw += _UNREADABLE
        try:
            outcome = receive(self.desk, raw)
        except StoreAwayError:
            raise
        except Exception as error:  # noqa: BLE001 - those behind it still have to come in
            self._leave(uid, told(error))
            return
        self._left.pop(uid, None)
        log.info("mail-taken uid=%d outcome=%s", uid, outcome.code)
        if is_whole:
            box.put_away(uid)

    def _miss(self, box: Mailbox, uid: int) -> None:
        """Deal with a message that the server has listed and does not give."""
        if box.holds(uid):
            self._leave(uid, "not given")
        else:
            # Somebody has deleted or moved it meanwhile.
            self._left.pop(uid, None)

    def _leave(self, uid: int, why: str) -> None:
        level = logging.INFO if uid in self._left else logging.WARNING
        log.log(level, "mail-left uid=%d error=%s", uid, why)
        self._left[uid] = self.desk.store.clock() + _PAUSE_AFTER_FAILURE

    def _remember(self, uid: int) -> None:
        self._newest = max(self._newest, uid)
        done = min(self._left, default=self._newest + 1) - 1
        with self.desk.store.writing() as work:
            cursor = Cursor(self._validity, min(done, self._newest))
            work.mailboxes.remember(self._digest, cursor, work.now)

    @property
    def _digest(self) -> str:
        server = self.server
        return self.desk.keyed_digest(f"mailbox\0{server.host}\0{server.user}\0{server.folder}")


def is_ours(work: Work, seen: Marks) -> bool:
    """Say whether a message is for us; everything else in the mailbox is none of our business."""
    if seen.is_to_us:
        return True
    # Officers may read their mail in this very mailbox: our letters to them are theirs.
    if seen.is_from_us or work.outbox.own_letter(seen.message_id):
        return False
    if any(work.outbox.own_letter(each) for each in seen.references):
        return True
    return any(work.cases.by_number(each) for each in case_numbers(seen.subject))
