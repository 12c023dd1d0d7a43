"""What the proofs share: a real inbox, its database afterwards, and a place to say figures."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import code_digest
from loket_inbox.store.tables import cases, outbox
from tests.crowd import Sent
from tests.support import CONTENT
from tests.tools import loket, running


@contextmanager
def serving(desk: Desk, port: int, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `loket serve` over the desk's data."""
    env = {"LOKET_DATA": str(desk.settings.data), "LOKET_CONTENT": str(CONTENT), **settings}
    command = loket("serve", "--port", str(port))
    with running(command, f"http://127.0.0.1:{port}/sehat", **env) as process:
        yield process


def highest_memory_mb(process: subprocess.Popen[bytes]) -> float:
    """The most memory that a process has had at once (VmHWM), in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1_000_000


def require_every_receipt(desk: Desk, receipts: Iterable[tuple[str, str]]) -> None:
    """Each receipt (number, code) is one case, there is no other case, and each is told of."""
    promised = {number: code.replace(" ", "") for number, code in receipts}
    with desk.store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        kept = connection.execute(select(cases)).all()
        told = set(connection.scalars(select(outbox.c.case_id)))
    assert {row.number for row in kept} == set(promised)
    assert len(kept) == len(promised)
    for row in kept:
        assert row.code_digest == code_digest(desk.secrets.pepper, promised[row.number])
        # A case that waits for a digest has no letter of its own yet.
        assert row.told_at is None or row.id in told


def receipts_of(sent: Iterable[Sent]) -> list[tuple[str, str]]:
    """Number and code of each."""
    return [(each.number, each.code) for each in sent]
