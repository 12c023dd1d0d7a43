"""Real `loket worker` processes that a test kills, as many a second as it takes to start them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from loket_inbox.desk import Desk
from loket_inbox.store.tables import outbox
from tests.support import CONTENT, ROOT

# Python takes over a second to import everything, and a mailer is to be killed while it works, so
# one process imports and makes a fork for each. It answers a line with the number of the next.
_FORKING = """
import os, sys
from loket_inbox.cli import main

child = 0
for _ in sys.stdin:
    if child:
        os.waitpid(child, 0)
    child = os.fork()
    if not child:
        main(["worker", "--once"])
    print(child, flush=True)
"""


def worker_env(desk: Desk, port: int) -> dict[str, str]:
    """The settings of a worker over this desk's data, with a mail server on this machine."""
    return os.environ | {
        "LOKET_CONTENT": str(CONTENT),
        "LOKET_DATA": str(desk.settings.data),
        "LOKET_MAIL_FROM": desk.settings.mail_from,
        "LOKET_SMTP_URL": f"smtp://127.0.0.1:{port}",
    }


def letters_due(desk: Desk) -> int:
    """Count what the next mailer can have: not what a killed one still holds."""
    with desk.store.engine.connect() as connection:
        return connection.execute(
            select(func.count()).where(
                outbox.c.sent_at.is_(None), outbox.c.due_at <= datetime.now(UTC)
            )
        ).scalar_one()


class Mailers:
    """Starts one mailer after the other."""

    def __init__(self, desk: Desk, port: int) -> None:
        self.env = worker_env(desk, port)
        self.moment = random.Random()  # noqa: S311 - a moment, not a secret
        self.mailer = 0

    def __enter__(self) -> Self:
        self.forking = subprocess.Popen(
            [sys.executable, "-c", _FORKING],
            env=self.env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.forking.communicate(timeout=60)

    def start(self) -> None:
        """Start the next mailer, as soon as the one before is dead."""
        assert self.forking.stdin
        assert self.forking.stdout
        self.forking.stdin.write("\n")
        self.forking.stdin.flush()
        self.mailer = int(self.forking.stdout.readline())

    def kill(self, *, within_s: float, after: Callable[[], bool] = lambda: True) -> None:
        """Let it work for some time, once something has come to pass, and kill it."""
        until = time.monotonic() + 60
        while not after():
            assert time.monotonic() < until, "the mailer does nothing"
            time.sleep(0.002)
        time.sleep(self.moment.uniform(0, within_s))
        os.kill(self.mailer, signal.SIGKILL)
