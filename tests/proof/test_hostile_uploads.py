from __future__ import annotations

import time
from pathlib import Path

import pytest

from loket_inbox.store.tables import case_files, cases
from tests.crowd import send_a_complaint
from tests.floods import flood
from tests.proof.proof_support import highest_memory_mb, serving
from tests.reverse_proxy import reverse_proxy
from tests.support import a_desk, rows
from tests.tools import free_port

GIGABYTE = 1_000_000_000
MOST_MB = 256


def say(where: str, seen: dict[int, int], sent: int, seconds: float, memory_mb: float) -> None:
    print(f"\nW-9 {where}: {sum(seen.values())} uploads, {sent / 1e6:.0f} MB in {seconds:.0f} s")
    print(f"  answers {dict(sorted(seen.items()))}, inbox at most {memory_mb:.0f} MB")


@pytest.mark.parametrize("at_once", [1, 4])
def test_w9_a_gigabyte_of_hostile_uploads_is_answered_in_little_memory(
    tmp_path: Path, at_once: int
) -> None:
    desk, port = a_desk(tmp_path / "var"), free_port()
    with serving(desk, port) as inbox:
        begun = time.monotonic()
        seen, sent = flood(port, GIGABYTE, at_once)
        memory = highest_memory_mb(inbox)
        say(f"{at_once} at once", seen, sent, time.monotonic() - begun, memory)
        assert send_a_complaint(port).number
    assert set(seen) <= {200, 422}
    assert memory < MOST_MB
    assert (rows(desk, cases), rows(desk, case_files)) == (1, 0)


def test_w9_behind_nginx_16_at_once_are_answered_in_little_memory(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    with (
        reverse_proxy(tmp_path / "proxy") as proxy,
        serving(desk, proxy.backend_port, LOKET_PROXY_HOPS="1") as inbox,
    ):
        begun = time.monotonic()
        seen, sent = flood(proxy.inbox_port, GIGABYTE, 16)
        memory = highest_memory_mb(inbox)
        say("16 at once, behind nginx", seen, sent, time.monotonic() - begun, memory)
        assert send_a_complaint(proxy.inbox_port).number
    assert set(seen) <= {200, 422}
    assert memory < MOST_MB
    assert rows(desk, cases) == 1
