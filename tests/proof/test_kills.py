from __future__ import annotations

import http.client
import os
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from tests.crowd import PAUSE_S, check_page, receipt
from tests.proof.proof_support import require_every_receipt, serving
from tests.support import HandClock, a_desk
from tests.tools import free_port

KILLS = int(os.environ.get("LOKET_TEST_KILLS", "100"))
PEOPLE = 24
PATIENCE_S = 60

T = TypeVar("T")

NO_ANSWER = (ConnectionError, TimeoutError, http.client.HTTPException)
"""What somebody meets whose inbox has just died; they press the button again."""


class Person:
    """Sends one complaint after the other, until it is over, and never gives up on one."""

    def __init__(self, port: int, over: threading.Event) -> None:
        self.port = port
        self.over = over
        self.receipts: list[tuple[str, str]] = []
        self.refused = 0
        self.cut_off = 0

    def send(self) -> None:
        while not self.over.is_set():
            fields, _ = self._insist(lambda: check_page(self.port))
            time.sleep(PAUSE_S)
            missed = self.refused, self.cut_off
            found = self._insist(partial(self._receipt, fields))
            if (self.refused, self.cut_off) == missed:
                # Answered at once: then a reload shows the same receipt.
                assert self._insist(partial(self._receipt, fields)) == found
            self.receipts.append(found)

    def _receipt(self, fields: Sequence[tuple[str, str]]) -> tuple[str, str]:
        return receipt(self.port, fields)[:2]

    def _insist(self, ask: Callable[[], T]) -> T:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return ask()
            except NO_ANSWER as error:
                if isinstance(error, ConnectionRefusedError):
                    self.refused += 1
                else:
                    self.cut_off += 1
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)


def test_f1_killed_at_random_under_load_the_inbox_loses_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path / "var", HandClock(datetime.now(UTC)))
    port, over = free_port(), threading.Event()
    people = [Person(port, over) for _ in range(PEOPLE)]
    moment = random.Random()  # noqa: S311 - a moment, not a secret
    with ThreadPoolExecutor(PEOPLE) as threads:
        walks: list[Future[None]] = []
        try:
            for _ in range(KILLS):
                with serving(desk, port) as process:
                    walks = walks or [threads.submit(person.send) for person in people]
                    time.sleep(moment.uniform(0, 1))
                    process.kill()
                    process.wait()
            with serving(desk, port):
                over.set()
                for walk in walks:
                    walk.result()
        finally:
            over.set()
    receipts = [each for person in people for each in person.receipts]
    cut_off = sum(person.cut_off for person in people)
    refused = sum(person.refused for person in people)
    print(f"\nF-1 {KILLS} kills: {len(receipts)} receipts")
    print(f"  {cut_off} requests cut off, {refused} while nobody was there")
    assert len({number for number, _ in receipts}) == len(receipts)
    require_every_receipt(desk, receipts)
