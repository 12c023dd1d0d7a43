"""The work that waits for nobody: delivering the outbox, keeping due days true."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from loket_inbox.desk import Desk
from loket_inbox.failures import told
from loket_inbox.handling.case.answering import send_due_answers
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.desk.due_days import refresh_due_days
from loket_inbox.handling.files.waiting import forget_old_files
from loket_inbox.handling.mail.undelivered import tell_of_undelivered
from loket_inbox.handling.sender.look_ups import forget_networks
from loket_inbox.handling.to_sender import put_off_notices
from loket_inbox.mail_out.outbox import deliver_due
from loket_inbox.mail_out.transport import Transport
from loket_inbox.store.transactions import StoreAwayError

PAUSE_S = 1.0
"""How long the worker rests when nothing is due."""

PAUSE_BETWEEN_CHORES = timedelta(minutes=1)
"""How long the worker rests from what nobody waits for by the second."""

log = logging.getLogger(__name__)


def work_once(desk: Desk, transport: Transport) -> bool:
    """Deliver everything that is due, answers whose delay is over first; says whether all went."""
    send_due_answers(desk)
    put_off_notices(desk)
    complete = True
    while True:
        sent, failed = deliver_due(desk, transport, tell_of_undelivered)
        complete = complete and not failed
        # What failed is put off, so each round finds new letters or none.
        if not sent and not failed:
            return complete


def do_chores(desk: Desk) -> None:
    """Write the digests that are due, and forget what is kept for minutes only."""
    write_digests(desk)
    forget_networks(desk)
    forget_old_files(desk)


def work_until(stop: threading.Event, desk: Desk, transport: Transport) -> None:
    """Deliver what becomes due, until told to stop. A database that is away is asked again."""
    # Calendars and deadlines change with the content, which is read once at the start.
    is_stale = True
    done_at = None
    while not stop.wait(PAUSE_S):
        now = desk.store.clock()
        if done_at is None or now - done_at >= PAUSE_BETWEEN_CHORES:
            _tried(lambda: do_chores(desk))
            done_at = now
        _tried(lambda: work_once(desk, transport))
        if is_stale:
            is_stale = not _tried(lambda: refresh_due_days(desk))
    transport.hang_up()


def _tried(deed: Callable[[], object]) -> bool:
    """Do something, and say whether it went well: whatever is wrong with it stops nothing else."""
    try:
        deed()
    except StoreAwayError as error:
        log.warning("store-away error=%s", error)
    except Exception as error:  # noqa: BLE001 - the letters behind it still have to go out
        log.error("worker-stumbled error=%s", told(error))  # noqa: TRY400 - one line, no traceback (W-10)
    else:
        return True
    return False
