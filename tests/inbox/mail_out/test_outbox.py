from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Letter, Sender
from loket_inbox.mail_out.outbox import GIVE_UP_AFTER, LEASE, deliver_due
from loket_inbox.mail_out.smtp import Patience, SmtpTransport
from loket_inbox.mail_out.transport import (
    AwayError,
    NotDeliveredError,
    Outgoing,
    RefusedForGoodError,
)
from loket_inbox.settings import MailServer
from loket_inbox.store.outbox import WaitingLetter
from loket_inbox.store.tables import outbox
from loket_inbox.store.transactions import StoreAwayError, Work
from loket_inbox.worker import work_once
from tests.mailers import Mailers, letters_due, worker_env
from tests.smtp_server import Deed, always, at_first, calm, smtp_server
from tests.support import ROOT, HandClock, a_desk, rows
from tests.tools import free_port


@dataclass
class FakeTransport:
    """A way out that remembers what went through it, and refuses what it is told to."""

    refused: dict[str, NotDeliveredError] = field(default_factory=dict)
    away: bool = False
    takes_others: bool = True
    sent: list[Outgoing] = field(default_factory=list)

    def is_ready(self) -> bool:
        return True

    def takes_letters(self) -> bool:
        return self.takes_others

    def send(self, letter: Outgoing) -> None:
        if self.away:
            raise AwayError("connect ConnectionRefusedError")
        if letter.recipient in self.refused:
            raise self.refused[letter.recipient]
        self.sent.append(letter)

    def hang_up(self) -> None:
        """Nothing to end."""


@dataclass
class Told:
    """Remembers of which letters somebody else was told."""

    letters: list[WaitingLetter] = field(default_factory=list)

    def __call__(self, _desk: Desk, _work: Work, letter: WaitingLetter) -> None:
        self.letters.append(letter)


def post(desk: Desk, *recipients: str) -> None:
    """Put a letter for each into the outbox."""
    with desk.store.writing() as work:
        for recipient in recipients or ("petugas@contoh.example",):
            letter = Letter(LetterKind.NEW_CASE, "K7M4-PX9R: besok", "Isi surat.\n", "K7M4-PX9R")
            desk.post(work, letter, Sender(recipient, name="Petugas Contoh"))


def deliver(
    desk: Desk, transport: Any, told: Told | None = None, chance: Callable[[], float] = lambda: 0
) -> tuple[int, int]:
    return deliver_due(desk, transport, told or Told(), chance=chance)


def identity(letter: Outgoing) -> str:
    return str(message_from_bytes(letter.content, EmailMessage, policy=default)["Message-ID"])


def state(desk: Desk) -> list[tuple[int, str, datetime, datetime | None]]:
    """Attempts, last error, next try and delivery of each letter, in order."""
    with desk.store.engine.connect() as connection:
        found = connection.execute(outbox.select().order_by(outbox.c.id)).all()
    return [(row.attempts, row.last_error, row.due_at, row.sent_at) for row in found]


def given_up(desk: Desk) -> list[bool]:
    with desk.store.engine.connect() as connection:
        found = connection.execute(outbox.select().order_by(outbox.c.id)).all()
    return [row.failed_at is not None for row in found]


def smtp(port: int, clock: HandClock | None = None, patience: Patience | None = None) -> Any:
    """The way to a server of ours; its rests are timed by a hand clock."""
    server = MailServer("smtp", "127.0.0.1", port, "", "")
    seconds = {"clock": lambda: clock().timestamp()} if clock else {}
    return SmtpTransport(server, "contoh.example", patience=patience, chance=lambda: 0, **seconds)


LATER = NotDeliveredError("RCPT 451 4.3.0")
NEVER = RefusedForGoodError("RCPT 550 5.1.1")


def test_a_delivered_letter_is_marked_and_not_sent_again(desk: Desk, clock: HandClock) -> None:
    post(desk)
    transport = FakeTransport()
    assert deliver(desk, transport) == (1, 0)
    assert deliver(desk, transport) == (0, 0)
    assert state(desk)[0][3] == clock()
    assert len(transport.sent) == 1


def test_each_letter_has_a_return_address_of_its_own(desk: Desk) -> None:
    post(desk, "petugas@contoh.example", "petugas@contoh.example")
    transport = FakeTransport()
    deliver(desk, transport)
    first, second = (sent.sender for sent in transport.sent)
    assert first != second
    for sender in (first, second):
        local, _, domain = sender.partition("@")
        assert local.startswith("loket+")
        assert domain == "contoh.example"
        assert len(local) <= 64


def test_f8_a_letter_that_is_not_taken_is_tried_again_ever_more_slowly(
    desk: Desk, clock: HandClock
) -> None:
    post(desk)
    transport = FakeTransport(refused={"petugas@contoh.example": LATER})
    waits = []
    for _ in range(10):
        assert deliver(desk, transport) == (0, 1)
        assert deliver(desk, transport) == (0, 0)
        (attempts, error, again_at, sent_at) = state(desk)[0]
        assert (error, sent_at) == ("RCPT 451 4.3.0", None)
        waits.append(again_at - clock())
        assert attempts == len(waits)
        clock.pass_by(waits[-1])
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    transport.refused.clear()
    assert deliver(desk, transport) == (1, 0)
    assert state(desk)[0][1] == ""


def test_f8_the_tries_of_many_letters_are_spread_by_chance(desk: Desk, clock: HandClock) -> None:
    post(desk, *["petugas@contoh.example"] * 3)
    draws = iter([0, 0.5, 0.96])
    transport = FakeTransport(refused={"petugas@contoh.example": LATER})
    deliver(desk, transport, chance=lambda: next(draws))
    waits = [(again_at - clock()).total_seconds() for _, _, again_at, _ in state(desk)]
    assert waits == [30, 26.25, 22.8]


def test_one_refused_letter_does_not_hold_up_the_next(desk: Desk) -> None:
    post(desk, "petugas@contoh.example", "kepala@contoh.example")
    transport = FakeTransport(refused={"petugas@contoh.example": LATER})
    assert deliver(desk, transport) == (1, 1)
    assert [sent.recipient for sent in transport.sent] == ["kepala@contoh.example"]
    assert [error for _, error, _, _ in state(desk)] == ["RCPT 451 4.3.0", ""]


def test_one_damaged_letter_does_not_hold_up_the_next(desk: Desk) -> None:
    post(desk, "a@contoh.example", "b@contoh.example")
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE outbox SET sealed = (SELECT sealed FROM outbox WHERE id = 2) WHERE id = 1"
        )
    assert deliver(desk, FakeTransport()) == (1, 1)
    assert [(error, sent is None) for _, error, _, sent in state(desk)] == [
        ("SealBrokenError", True),
        ("", False),
    ]


def test_m8_a_letter_that_is_refused_for_good_is_told_of_once_and_tried_no_more(
    desk: Desk, clock: HandClock
) -> None:
    post(desk, "petugas@contoh.example", "kepala@contoh.example")
    transport, told = FakeTransport(refused={"petugas@contoh.example": NEVER}), Told()
    assert deliver(desk, transport, told) == (1, 1)
    assert [letter.id for letter in told.letters] == [1]
    assert given_up(desk) == [True, False]
    assert state(desk)[0][1] == "RCPT 550 5.1.1"
    clock.pass_by(timedelta(days=9))
    assert deliver(desk, transport, told) == (0, 0)
    assert len(told.letters) == 1


def test_m8_whoever_is_told_and_the_giving_up_stand_in_one_transaction(
    desk: Desk, clock: HandClock
) -> None:
    def confused(desk: Desk, work: Work, _letter: WaitingLetter) -> None:
        desk.post(
            work, Letter(LetterKind.ALARM, "Gagal", "Isi.\n"), Sender("kepala@contoh.example")
        )
        raise ValueError("a mistake of ours")

    post(desk, "petugas@contoh.example", "lain@contoh.example")
    transport = FakeTransport(refused={"petugas@contoh.example": NEVER})
    assert deliver_due(desk, transport, confused) == (1, 1)
    # Nobody was told, so the letter is not given up either; those behind it went out.
    assert rows(desk, outbox) == 2
    assert given_up(desk) == [False, False]
    clock.pass_by(timedelta(minutes=1))
    told = Told()
    assert deliver(desk, transport, told) == (0, 1)
    assert given_up(desk) == [True, False]
    assert len(told.letters) == 1


def fail_for(days: int, desk: Desk, transport: FakeTransport, told: Told, clock: HandClock) -> None:
    for _ in range(days * 24):
        deliver(desk, transport, told)
        clock.pass_by(timedelta(hours=1))


def test_f8_a_letter_that_fails_for_three_days_while_others_go_out_is_given_up_and_told_of(
    desk: Desk, clock: HandClock
) -> None:
    post(desk)
    transport, told = FakeTransport(refused={"petugas@contoh.example": LATER}), Told()
    fail_for(GIVE_UP_AFTER.days, desk, transport, told, clock)
    assert told.letters == []
    assert deliver(desk, transport, told) == (0, 1)
    assert len(told.letters) == 1
    assert given_up(desk) == [True]


@pytest.mark.parametrize("failure", ["nothing goes out", "nobody is there"])
def test_f8_while_nothing_goes_out_no_letter_is_ever_given_up(
    desk: Desk, clock: HandClock, failure: str
) -> None:
    post(desk)
    transport, told = FakeTransport(takes_others=False), Told()
    if failure == "nobody is there":
        transport.away, transport.takes_others = True, True
    else:
        transport.refused = {"petugas@contoh.example": LATER}
    fail_for(10, desk, transport, told, clock)
    assert told.letters == []
    transport.away, transport.refused = False, {}
    assert deliver(desk, transport, told) == (1, 0)


def test_f8_a_letter_that_waited_days_for_a_server_is_not_given_up_at_its_first_failure(
    desk: Desk, clock: HandClock
) -> None:
    post(desk)
    clock.pass_by(timedelta(days=5))
    transport, told = FakeTransport(refused={"petugas@contoh.example": LATER}), Told()
    fail_for(0, desk, transport, told, clock)
    assert deliver(desk, transport, told) == (0, 1)
    assert told.letters == []


def test_a_claimed_letter_belongs_to_one_worker_until_its_lease_ends(
    desk: Desk, clock: HandClock
) -> None:
    post(desk)
    with desk.store.writing() as work:
        assert len(work.outbox.claim(work.now, LEASE, 8)) == 1
    transport = FakeTransport()
    clock.pass_by(LEASE - timedelta(seconds=1))
    assert deliver(desk, transport) == (0, 0)
    clock.pass_by(timedelta(seconds=1))
    assert deliver(desk, transport) == (1, 0)


def test_a_lease_outlasts_the_sending_of_its_letter() -> None:
    assert LEASE.total_seconds() > Patience().letter_s + 10


def test_two_workers_at_once_send_no_letter_twice(desk: Desk) -> None:
    post(desk, *[f"petugas{number}@contoh.example" for number in range(60)])
    transport = FakeTransport()

    def work(_: int) -> int:
        sent = 0
        while found := sum(deliver(desk, transport)):
            sent += found
        return sent

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 60
    assert len({identity(sent) for sent in transport.sent}) == len(transport.sent) == 60


def test_a_letter_is_marked_only_after_the_server_has_taken_it(desk: Desk) -> None:
    seen = []

    class Watching(FakeTransport):
        def send(self, letter: Outgoing) -> None:
            seen.append(state(desk)[0][3])
            super().send(letter)

    post(desk)
    deliver(desk, Watching())
    assert seen == [None]
    assert state(desk)[0][3] is not None


def test_a_repeated_letter_has_the_same_message_id(desk: Desk, clock: HandClock) -> None:
    class Crash(BaseException):
        pass

    class Crashing(FakeTransport):
        def send(self, letter: Outgoing) -> None:
            super().send(letter)
            raise Crash  # After the server's 250, before our mark.

    post(desk)
    first, second = Crashing(), FakeTransport()
    with pytest.raises(Crash):
        deliver(desk, first)
    clock.pass_by(LEASE)
    assert deliver(desk, second) == (1, 0)
    assert identity(first.sent[0]) == identity(second.sent[0])


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


# Through a real mail server.


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


# F-2: killed at any moment.

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
