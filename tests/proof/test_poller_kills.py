from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest

from loket_inbox.domain.officers import Role
from loket_inbox.letters.values import Addressed
from loket_inbox.store.tables import incoming
from tests.imap_server import Dovecot, dovecot
from tests.inbox.mail_in.mailbox_support import (
    DYING,
    EVERY_STEP,
    Office,
    an_office,
    crlf,
    environment_of,
    require_once,
    require_survival,
    somebody_elses,
)
from tests.support import HandClock, a_received_case, a_reply, letters_out, rows
from tests.tools import loket

KILLS = int(os.environ.get("LOKET_TEST_KILLS", "100"))
EACH_TIME = 2
"""Replies that come in before each kill, besides somebody else's mail."""

LONGEST_LIFE_S = 0.4
"""How long a poller lives at most after it has signed in."""

SHORTEST_LIFE_S = 0.01
"""How long one lives at most after it has taken a message."""

A_DAY_OF_ONE = 90
"""How many replies of one officer no limit takes for a robot's."""

PATIENCE_S = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def an_office_with_letters(server: Dovecot, data: Path, count: int) -> tuple[Office, list[bytes]]:
    """An office, and a reply to a letter about each of its `count` cases."""
    # Two hours apart, so that no flood turns the letters into digests.
    clock = HandClock(datetime.now(UTC) - timedelta(hours=2 * count + 2))
    office = an_office(server, data, clock)
    with office.desk.store.writing() as work:
        for number in range(count // A_DAY_OF_ONE):
            address = f"petugas{number}@contoh.example"
            work.people.add(address, "Petugas Contoh", Role.FRONT_DESK, "", work.now)
    for _ in range(count):
        a_received_case(office.desk)
        clock.pass_by(timedelta(hours=2))
    by_case: dict[str, list[Addressed]] = defaultdict(list)
    for letter in letters_out(office.desk):
        if letter.reply_to:
            by_case[letter.number].append(letter)
    return office, [
        crlf(
            a_reply(
                letters[number // A_DAY_OF_ONE],
                f"Jawaban {number}.",
                message_id=f"<{number}@contoh.example>",
            )
        )
        for number, letters in enumerate(by_case.values())
    ]


@pytest.mark.parametrize(("when", "turn", "kept"), EVERY_STEP)
def test_m10_killed_at_any_step_before_another_uidvalidity_nothing_is_lost_or_doubled(
    server: Dovecot, tmp_path: Path, when: str, turn: int, kept: int
) -> None:
    require_survival(server, tmp_path, when, turn, kept, meanwhile=server.forget_uids)


def test_m10_killed_at_random_under_a_stream_of_mail_the_poller_loses_and_doubles_nothing(
    server: Dovecot, tmp_path: Path
) -> None:
    office, replies = an_office_with_letters(server, tmp_path, KILLS * EACH_TIME)
    moment = random.Random()  # noqa: S311 - a moment, not a secret
    others: list[bytes] = []
    taken = one_of_two = half_way = renumbered = 0
    for turn in range(KILLS):
        others.append(somebody_elses(turn))
        office.deliver(*replies[turn * EACH_TIME :][:EACH_TIME], others[-1])
        before = rows(office.desk, incoming)
        if turn % 3 == 0:
            kill_while_fetching(office, logins, moment.uniform(0, LONGEST_LIFE_S))
        elif turn % 3 == 1:
            kill_while_fetching(office, taken_so_far, moment.uniform(0, SHORTEST_LIFE_S))
        else:
            when, passage, _ = moment.choice(EVERY_STEP)
            command = [sys.executable, "-c", DYING, when, str(passage)]
            assert (
                subprocess.run(command, env=environment_of(office), check=False).returncode
                == -SIGKILL
            )
        kept = rows(office.desk, incoming)
        taken += kept > before
        one_of_two += kept == before + 1
        half_way += kept > moved(office)
        if turn % 10 == 9:
            server.forget_uids(office.user)
            renumbered += 1
    last = subprocess.run(loket("worker", "--once"), env=environment_of(office), check=False)
    assert last.returncode == 0
    print(f"\nM-10 {KILLS} kills of the poller: {len(replies)} replies among {len(others)} others")
    print(f"  {taken} after something was taken, {one_of_two} of them before the next was")
    print(f"  {half_way} between a commit and the move")
    print(f"  {renumbered} times another UIDVALIDITY; {moved(office) - len(replies)} moved twice")
    require_once(office.desk, *replies)
    assert office.inbox() == [(set(), raw) for raw in others]
    assert set(office.put_away()) == set(replies)


def kill_while_fetching(office: Office, sign: Callable[[Office], int], after_s: float) -> None:
    """Start `loket worker`, and kill it so long after the first sign of it."""
    before = sign(office)
    process = subprocess.Popen(loket("worker"), env=environment_of(office))
    try:
        until = time.monotonic() + PATIENCE_S
        while sign(office) == before:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.001)
        time.sleep(after_s)
    finally:
        process.kill()
        process.wait()


def logins(office: Office) -> int:
    return len(re.findall(rf"Login: user=<{office.user}>", office.server.log()))


def taken_so_far(office: Office) -> int:
    return rows(office.desk, incoming)


def moved(office: Office) -> int:
    folder = office.server.folder / "mail" / office.user / ".Loket"
    return sum(1 for name in ("cur", "new") for _ in (folder / name).glob("*"))
