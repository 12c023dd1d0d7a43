from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from loket_inbox.desk import Desk
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Letter, Sender
from loket_inbox.mail_out.outbox import GIVE_UP_AFTER, LEASE, deliver_due
from loket_inbox.mail_out.smtp import Patience
from loket_inbox.mail_out.transport import (
    Outgoing,
    RefusedForGoodError,
)
from loket_inbox.store.outbox import WaitingLetter
from loket_inbox.store.tables import outbox
from loket_inbox.store.transactions import Work
from tests.inbox.mail_out.waiting_letters import LATER, FakeTransport, Told, deliver, post, state
from tests.support import HandClock, rows


def identity(letter: Outgoing) -> str:
    return str(message_from_bytes(letter.content, EmailMessage, policy=default)["Message-ID"])


def given_up(desk: Desk) -> list[bool]:
    with desk.store.engine.connect() as connection:
        found = connection.execute(outbox.select().order_by(outbox.c.id)).all()
    return [row.failed_at is not None for row in found]


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


@pytest.mark.parametrize("address", ["budi@contoh.example,", "büdi@contoh.example", "budi"])
def test_m8_a_letter_to_what_is_no_address_is_told_of_at_once(desk: Desk, address: str) -> None:
    post(desk, address, "petugas@contoh.example")
    told = Told()
    assert deliver(desk, FakeTransport(), told) == (1, 1)
    assert given_up(desk) == [True, False]
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
