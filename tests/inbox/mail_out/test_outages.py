"""Letters while servers hang, refuse and go away, and while mailers are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.mail_out.outbox import LEASE
from loket_inbox.mail_out.smtp import Patience, SmtpTransport
from loket_inbox.mail_out.transport import (
    Outgoing,
)
from loket_inbox.settings import MailServer
from loket_inbox.store.tables import outbox
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.worker import work_once
from tests.inbox.mail_out.waiting_letters import LATER, FakeTransport, Told, deliver, post, state
from tests.mailers import Mailers, letters_due, worker_env
from tests.smtp_server import Deed, always, at_first, calm, smtp_server
from tests.support import ROOT, HandClock, a_desk, rows
from tests.tools import free_port


def smtp(port: int, clock: HandClock | None = None, patience: Patience | None = None) -> Any:
    """The way to a server of ours; its rests are timed by a hand clock."""
    server = MailServer("smtp", "127.0.0.1", port, "", "")
    seconds = {"clock": lambda: clock().timestamp()} if clock else {}
    return SmtpTransport(server, "contoh.example", patience=patience, chance=lambda: 0, **seconds)


def test_a_database_that_goes_away_costs_no_letter(desk: Desk, clock: HandClock) -> None:
    class Departing(FakeTransport):
        def send(self, letter: Outgoing) -> None:
            super().send(letter)
            desk.store.turn.acquire()  # Somebody else writes, and does not end.

    post(desk)
    transport = Departing()
    impatient = replace(desk, store=replace(desk.store, patience_s=0.1))
    with pytest.raises(StoreAwayError):
        deliver(impatient, transport)
    desk.store.turn.release()
    clock.pass_by(LEASE)
    assert deliver(desk, FakeTransport()) == (1, 0)


def test_letters_behind_a_whole_batch_of_refused_ones_go_out_in_the_same_round(desk: Desk) -> None:
    post(desk, *["tidak-ada@contoh.example"] * 60, "petugas@contoh.example")
    transport = FakeTransport(refused={"tidak-ada@contoh.example": LATER})
    assert work_once(desk, transport) is False
    assert len(transport.sent) == 1


def test_a_worker_uses_one_connection_over_batches_and_says_goodbye(desk: Desk) -> None:
    with smtp_server() as (sink, port):
        transport = smtp(port)
        post(desk, *["petugas@contoh.example"] * 120)
        assert work_once(desk, transport)
        post(desk)
        assert work_once(desk, transport)
        transport.hang_up()
    assert len(sink.taken) == 121
    assert sink.visits["connect"] == sink.visits["QUIT"] == 1
    assert [sender for sender, _ in sink.envelopes] == list(dict(sink.envelopes))


def test_f8_a_refused_recipient_is_given_up_with_the_code_alone_and_the_next_goes_out(
    desk: Desk,
) -> None:
    post(desk, "tidak-ada@x.example", "petugas@contoh.example")
    told = Told()
    with smtp_server() as (sink, port):
        transport = smtp(port)
        assert deliver(desk, transport, told) == (1, 1)
        transport.hang_up()
    assert len(sink.taken) == len(told.letters) == 1
    assert [error for _, error, _, _ in state(desk)] == ["RCPT 550 5.1.1", ""]


def test_f8_a_letter_at_which_the_server_hangs_up_does_not_hold_up_the_others(desk: Desk) -> None:
    post(desk, *["petugas@contoh.example"] * 4)
    with smtp_server(at_first("RCPT", Deed.DROP)) as (sink, port):
        transport = smtp(port)
        assert work_once(desk, transport) is False
        transport.hang_up()
    assert len(sink.taken) == 3


def test_f8_a_reply_that_is_lost_after_the_letter_was_taken_repeats_it_recognisably(
    desk: Desk, clock: HandClock
) -> None:
    post(desk)
    with smtp_server(at_first("LETTER", Deed.DROP)) as (sink, port):
        transport = smtp(port)
        assert work_once(desk, transport) is False
        clock.pass_by(timedelta(minutes=1))
        assert work_once(desk, transport)
        transport.hang_up()
    first, second = sink.letters()
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(
    "kind", ["nobody there", "refuses at the door", "hangs at the door", "hangs at each letter"]
)
def test_f8_a_days_outage_loses_no_letter_and_raises_the_alarm(
    desk: Desk, clock: HandClock, kind: str
) -> None:
    client = create_inbox(desk).test_client()
    script = {
        "refuses at the door": always("connect", "421 4.3.2 tutup"),
        "hangs at the door": always("connect", Deed.HANG),
        "hangs at each letter": always("RCPT", Deed.HANG),
    }.get(kind, calm)
    told = Told()
    with smtp_server(script) as (sink, port):
        patience = Patience(step_s=0.03, letter_s=1)
        transport = smtp(free_port() if kind == "nobody there" else port, clock, patience)
        statuses = []
        for minute in range(0, 24 * 60, 15):
            if minute % 60 == 0:
                post(desk, *[f"petugas{minute + each}@contoh.example" for each in range(5)])
            deliver(desk, transport, told)
            health = client.get("/sehat")
            statuses.append((health.status_code, health.get_json()["outbox"]))
            clock.pass_by(timedelta(minutes=15))
        assert statuses[:3] == [(200, "ok")] * 3
        assert set(statuses[3:]) == {(503, "late")}
        assert sink.taken == []
        transport.hang_up()
        sink.script = calm
        transport = smtp(port, clock)
        clock.pass_by(timedelta(hours=1))
        assert work_once(desk, transport)
        transport.hang_up()
    assert len({letter["Message-ID"] for letter in sink.letters()}) == len(sink.taken) == 5 * 24
    assert told.letters == []
    health = client.get("/sehat")
    assert (health.status_code, health.get_json()["outbox"]) == (200, "ok")


def test_f8_in_an_outage_the_letters_that_wait_are_not_tried_one_by_one(
    desk: Desk, clock: HandClock
) -> None:
    post(desk, *["petugas@contoh.example"] * 30)
    with smtp_server(at_first("connect", Deed.DROP, 20)) as (sink, port):
        transport = smtp(port, clock)
        for _ in range(120):
            work_once(desk, transport)
            clock.pass_by(timedelta(minutes=1))
        transport.hang_up()
    assert len(sink.taken) == 30
    assert sink.visits["connect"] == 21
    # One found out that nobody answers; the others never were in doubt.
    assert sorted(attempts for attempts, _, _, _ in state(desk)) == [1] * 29 + [2]


DYING = """
import os, signal, sys
from loket_inbox.app import open_desk, open_transport
from loket_inbox.settings import read_settings
from loket_site.settings import environment
from loket_inbox.mail_out.smtp import SmtpTransport
from loket_inbox.worker import work_once

moment, letters = sys.argv[1], int(sys.argv[2])

class Dying(SmtpTransport):
    left = letters

    def send(self, letter):
        self.left -= 1
        if moment == "before the message" and not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        super().send(letter)
        if moment == "between 250 and commit" and not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

settings = read_settings(environment())
work_once(open_desk(settings), Dying(settings.smtp, "contoh.example"))
"""


@pytest.mark.parametrize(
    ("moment", "taken"), [("before the message", 2), ("between 250 and commit", 3)]
)
def test_f2_a_mailer_that_is_killed_sends_each_letter_and_repeats_one_at_most(
    tmp_path: Path, moment: str, taken: int
) -> None:
    clock = HandClock(datetime.now(UTC))
    desk = a_desk(tmp_path, clock)
    post(desk, *["petugas@contoh.example"] * 6)
    with smtp_server() as (sink, port):
        env = worker_env(desk, port)
        script = [sys.executable, "-c", DYING, moment, "3"]
        died = subprocess.run(script, env=env, cwd=ROOT, check=False, timeout=60)
        assert died.returncode == -signal.SIGKILL
        assert len(sink.taken) == taken
        # Only what was in its hands waits for the lease.
        transport = smtp(port)
        assert deliver(desk, transport) == (3, 0)
        assert deliver(desk, transport) == (0, 0)
        clock.pass_by(LEASE + timedelta(minutes=2))
        assert deliver(desk, transport) == (1, 0)
        transport.hang_up()
    found = [letter["Message-ID"] for letter in sink.letters()]
    assert len(set(found)) == rows(desk, outbox) == 6
    assert len(found) - 6 == (moment == "between 250 and commit")


def test_f2_mailers_that_are_killed_at_random_send_each_letter_and_repeat_no_more_than_kills(
    tmp_path: Path,
) -> None:
    clock = HandClock(datetime.now(UTC))
    desk = a_desk(tmp_path, clock)
    with smtp_server() as (sink, port):
        with Mailers(desk, port) as mailers:
            for calls in range(10):
                post(desk, *["petugas@contoh.example"] * (400 - letters_due(desk)))
                mailers.start()
                mailers.kill(within_s=0.2, after=lambda: sink.visits["connect"] > calls)  # noqa: B023 - called at once
        clock.pass_by(LEASE + timedelta(minutes=5))
        transport = smtp(port)
        assert work_once(desk, transport)
        transport.hang_up()
    found = [letter["Message-ID"] for letter in sink.letters()]
    assert len(set(found)) == rows(desk, outbox)
    assert len(found) - len(set(found)) <= 10
