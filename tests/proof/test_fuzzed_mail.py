"""F-10: 100,000 fuzzed messages, 0 crashes, 0 answers on a wrong case."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from loket_inbox.domain.mail_outcomes import Outcome
from tests.inbox.mail_in.fuzzed_mail import Fuzz
from tests.support import HandClock, a_desk

MAILS = 100_000
PROCESSES = 2


def _one_run(seed: int) -> tuple[Counter[Outcome], int]:
    """A desk of its own, in memory where the system offers that: what counts here is no disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        clock = HandClock()
        fuzz = Fuzz(a_desk(Path(folder) / "var", clock), clock, Random(seed))  # noqa: S311 - wounds
        fuzz.run(MAILS // PROCESSES)
        return fuzz.outcomes, fuzz.kept()


def test_f10_100000_fuzzed_mails_stop_nothing_and_reach_no_wrong_case() -> None:
    start = time.perf_counter()
    outcomes: Counter[Outcome] = Counter()
    kept = 0
    with ProcessPoolExecutor(PROCESSES) as processes:
        for found, on_disk in processes.map(_one_run, range(PROCESSES)):
            outcomes += found
            kept += on_disk
    told = ", ".join(f"{each.code} {count}" for each, count in outcomes.most_common())
    print(f"\nF-10: {outcomes.total()} mails in {time.perf_counter() - start:.0f} s: {told}")
    assert outcomes.total() == MAILS
    assert kept == MAILS - outcomes[Outcome.DUPLICATE]
