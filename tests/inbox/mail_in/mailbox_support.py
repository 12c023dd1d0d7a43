"""An office with one mailbox for everything, and what comes into it."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from loket_inbox.desk import Desk
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.fetching import Fetcher
from loket_inbox.mail_in.imap import Mailbox, Opened, open_mailbox
from loket_inbox.settings import MailServer
from loket_inbox.store.tables import events, incoming
from loket_mail.message.parse import parse
from tests.imap_server import Dovecot
from tests.support import (
    CONTENT,
    READING_TIME,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    letters_out,
    rows,
)

PATIENCE_S = 60

Connect = Callable[[MailServer], AbstractContextManager[Mailbox]]

_USERS = (f"kantor{number}" for number in itertools.count())


@dataclass
class Office:
    """An office, and its one mailbox for everything."""

    server: Dovecot
    user: str
    desk: Desk

    def fetch(self, connect: Connect = open_mailbox) -> bool:
        """One round on a connection of its own, as after a restart."""
        server = self.desk.settings.imap
        assert server
        with connect(server) as box:
            return Fetcher(self.desk, server).fetch(box)

    def deliver(self, *messages: bytes) -> None:
        self.server.deliver(self.user, *messages)

    def inbox(self) -> list[tuple[set[str], bytes]]:
        return list(self.server.messages(self.user).values())

    def put_away(self, folder: str = "Loket") -> list[bytes]:
        return [raw for _, raw in self.server.messages(self.user, folder).values()]

    def outcomes(self) -> list[str]:
        with self.desk.store.engine.connect() as connection:
            return list(connection.scalars(select(incoming.c.outcome).order_by(incoming.c.id)))


def an_office(
    server: Dovecot, data: Path, clock: HandClock | None = None, *, scheme: str = "imap"
) -> Office:
    """An office whose mailbox on this server nobody has used yet."""
    user = next(_USERS)
    url = server.url(user, scheme=scheme)
    return Office(server, user, a_desk(data / "var", clock, LOKET_IMAP_URL=url))


def environment_of(office: Office) -> dict[str, str]:
    """What a command finds its office by."""
    return os.environ | {
        "LOKET_DATA": str(office.desk.settings.data),
        "LOKET_CONTENT": str(CONTENT),
        "LOKET_IMAP_URL": office.server.url(office.user),
    }


def a_letter(desk: Desk) -> Addressed:
    """The letter to an officer about a new case."""
    receipt = a_received_case(desk)
    return next(each for each in letters_out(desk) if each.number == receipt.number)


def crlf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def somebody_elses(number: int = 1, **headers: str) -> bytes:
    """A mail that is none of our business."""
    mail = EmailMessage()
    mail["From"] = "toko@asing.example"
    mail["To"] = "loket@contoh.example"
    mail["Subject"] = f"Penawaran {number}"
    mail["Message-ID"] = f"<penawaran-{number}@asing.example>"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content("Kertas A4 sedang murah.")
    return crlf(mail.as_bytes())


def require_once(desk: Desk, *messages: bytes) -> None:
    """Each of these messages is kept once, and is one event."""
    wanted = {parse(raw).digest: 1 for raw in messages}
    counted = select(events.c.cause, func.count()).where(events.c.cause.in_(wanted))
    with desk.store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        found = connection.execute(counted.group_by(events.c.cause)).all()
        kept = list(connection.scalars(select(incoming.c.digest)))
    assert {cause: count for cause, count in found} == wanted  # noqa: C416 - rows are no pairs
    assert sorted(kept) == sorted(wanted)


def with_methods(
    *,
    opened: Callable[[Opened], Opened] = lambda found: found,
    **methods: Callable[..., Any],
) -> Connect:
    """Connect to a mailbox that does some things otherwise."""

    class Strange(Mailbox):
        def open(self) -> Opened:
            return opened(super().open())

    for name, method in methods.items():
        setattr(Strange, name, method)

    @contextmanager
    def connect(server: MailServer) -> Iterator[Mailbox]:
        with open_mailbox(server) as box:
            yield Strange(box.client, box.folder)

    return connect


# What the killed process runs: one round, with a mailbox and a store that pull the plug.
DYING = """
import os, signal, sys
from contextlib import contextmanager
from dataclasses import replace
from loket_inbox.app import open_desk
from loket_inbox.mail_in.imap import Mailbox, open_mailbox
from loket_inbox.mail_in.polling import fetch_once
from loket_inbox.settings import read_settings
from loket_site.settings import environment
from loket_inbox.store.transactions import Store

when, turn = sys.argv[1], int(sys.argv[2])
passed = 0

def at(place):
    global passed
    if place == when:
        passed += 1
        if passed == turn:
            os.kill(os.getpid(), signal.SIGKILL)

class DyingStore(Store):
    @contextmanager
    def writing(self):
        with super().writing() as work:
            yield work
            at("before a commit")
        at("after a commit")

class DyingMailbox(Mailbox):
    def message(self, uid, most=None):
        at("before the fetch")
        found = super().message(uid, most)
        at("after the fetch")
        return found

    def put_away(self, uid):
        at("before the move")
        super().put_away(uid)
        at("after the move")

@contextmanager
def dying(server):
    with open_mailbox(server) as box:
        yield DyingMailbox(box.client, box.folder)

desk = open_desk(read_settings(environment()))
fetch_once(replace(desk, store=DyingStore(desk.store.engine, desk.store.clock)), dying)
"""


EVERY_STEP = [
    ("before the fetch", 1, 0),
    ("after the fetch", 1, 0),
    ("before a commit", 1, 0),
    ("after a commit", 1, 1),
    ("before the move", 1, 1),
    ("after the move", 1, 1),
    ("before a commit", 2, 1),
    ("after a commit", 2, 1),
    ("before the fetch", 2, 1),
    ("after the move", 2, 2),
]
"""Where the poller dies, at which passage of that place, and how many messages are kept by then.

The first commit takes a message, the second remembers how far the mailbox has been read.
"""


def require_survival(
    server: Dovecot,
    tmp_path: Path,
    when: str,
    turn: int,
    kept: int,
    meanwhile: Callable[[str], None] = lambda _user: None,
) -> None:
    """Kill a poller there, let something happen, and look whether the next one mends it all."""
    office = an_office(server, tmp_path, HandClock(datetime.now(UTC) - READING_TIME))
    letter = a_letter(office.desk)
    first = crlf(a_reply(letter, "Kami periksa.", message_id="<1@contoh.example>"))
    second = crlf(a_reply(letter, "Sudah selesai.", message_id="<2@contoh.example>"))
    office.deliver(first, second, somebody_elses())
    command = [sys.executable, "-c", DYING, when, str(turn)]
    done = subprocess.run(command, env=environment_of(office), check=False, timeout=PATIENCE_S)
    assert done.returncode == -signal.SIGKILL
    assert rows(office.desk, incoming) == kept
    meanwhile(office.user)
    assert office.fetch()
    require_once(office.desk, first, second)
    assert office.inbox() == [(set(), somebody_elses())]
    assert sorted(office.put_away()) == sorted([first, second])
