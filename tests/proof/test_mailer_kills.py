from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import func, select

from loket_inbox.desk import Desk
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Letter
from loket_inbox.mail_out.outbox import LEASE
from loket_inbox.mail_out.smtp import SmtpTransport
from loket_inbox.settings import MailServer
from loket_inbox.store.tables import outbox
from loket_inbox.worker import work_once
from tests.mailers import Mailers, letters_due
from tests.smtp_server import Sink, smtp_server
from tests.support import HandClock, a_desk, rows

KILLS = int(os.environ.get("LOKET_TEST_MAILER_KILLS", "1000"))
ENOUGH = 400
"""More letters than a mailer sends in its life."""


def top_up(desk: Desk) -> None:
    """See to it that the next mailer has letters enough, beside what killed ones still hold."""
    if letters_due(desk) < ENOUGH:
        with desk.store.writing() as work:
            (officer, *_) = work.people.all()
            for _ in range(2 * ENOUGH):
                desk.post(
                    work, Letter(LetterKind.NEW_CASE, "K7M4-PX9R: besok", "Isi surat.\n"), officer
                )


def identities(sink: Sink) -> list[str]:
    """Take what the server has kept, by Message-ID."""
    found = []
    while sink.taken:
        found.append(str(message_from_bytes(sink.taken.pop())["Message-ID"]))
    return found


def test_f2_killed_at_random_the_mailer_sends_each_letter_and_repeats_no_more_than_kills(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path, HandClock(datetime.now(UTC)))
    found: list[str] = []
    idle = 0
    start = time.monotonic()
    with smtp_server() as (sink, port):
        with Mailers(desk, port) as mailers:
            for number in range(KILLS):
                top_up(desk)
                calls = sink.visits["connect"]
                mailers.start()
                if number % 10:
                    mailers.kill(within_s=0.2, after=lambda: sink.visits["connect"] > calls)  # noqa: B023 - called at once
                else:
                    mailers.kill(within_s=0.5)
                now_taken = identities(sink)
                idle += not now_taken
                found += now_taken
        took = time.monotonic() - start
        # What the last ones held is free again after their lease; an hour is past every try.
        late = HandClock(datetime.now(UTC) + LEASE + timedelta(hours=1))
        server = MailServer("smtp", "127.0.0.1", port, "", "")
        transport = SmtpTransport(server, "contoh.example")
        later = replace(desk, store=replace(desk.store, clock=late))
        assert work_once(later, transport)
        transport.hang_up()
        found += identities(sink)
    repeats = len(found) - len(set(found))
    print(f"\nF-2 {KILLS} kills in {took:.0f} s: {len(set(found))} letters")
    print(f"  {repeats} repeated, each with its Message-ID; {idle} died before their first letter")
    with desk.store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        kept = set(connection.scalars(select(outbox.c.message_id)))
        assert connection.scalar(select(func.count()).where(outbox.c.sent_at.is_(None))) == 0
    assert set(found) == kept
    assert rows(desk, outbox) == len(kept)
    assert repeats <= KILLS
