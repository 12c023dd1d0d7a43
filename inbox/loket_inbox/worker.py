"""The work that waits for nobody: delivering the outbox, keeping the register's due days true."""

from __future__ import annotations

import logging
import threading

from loket_inbox.desk import Desk
from loket_inbox.handling.register import refresh_due_days
from loket_inbox.outbox import Transport, deliver_due
from loket_inbox.store.transactions import StoreAwayError

PAUSE_S = 1.0
"""How long the worker rests when nothing is due."""

log = logging.getLogger(__name__)


def work_once(desk: Desk, transport: Transport) -> bool:
    """Deliver everything that is due; says whether all of it went out."""
    complete = True
    while True:
        sent, failed = deliver_due(desk, transport)
        complete = complete and not failed
        # What failed is put off, so each round finds new letters or none.
        if not sent and not failed:
            return complete


def work_until(stop: threading.Event, desk: Desk, transport: Transport) -> None:
    """Deliver what becomes due, until told to stop. A database that is away is asked again."""
    # Calendars and deadlines change with the content, which is read once at the start.
    is_stale = True
    while not stop.wait(PAUSE_S):
        try:
            work_once(desk, transport)
            if is_stale:
                refresh_due_days(desk)
                is_stale = False
        except StoreAwayError as error:
            log.warning("store-away error=%s", error)
