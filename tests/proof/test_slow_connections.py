from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loket_inbox.desk import Desk
from tests.crowd import Crowd, Sent, crowd, in_ms, send_a_complaint
from tests.proof.proof_support import highest_memory_mb, receipts_of, require_every_receipt, serving
from tests.reverse_proxy import reverse_proxy
from tests.support import a_desk
from tests.tools import free_port

HONEST = 50
AT_ONCE = 10
STALLED = 30
SLOW = 500


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path / "var")


def honest_people(port: int) -> list[Sent]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(lambda _: send_a_complaint(port), range(HONEST)))


def say(where: str, held: Crowd, sent: list[Sent], memory_mb: float) -> None:
    print(f"\nW-7 {where}: {held.open} of {STALLED + SLOW} still open, {held.opened} opened in all")
    print(in_ms("  check page", [each.check_s for each in sent]))
    print(in_ms("  receipt", [each.receipt_s for each in sent]))
    print(f"  inbox at most {memory_mb:.0f} MB")


def test_w7_behind_nginx_everybody_is_answered(desk: Desk, tmp_path: Path) -> None:
    with (
        reverse_proxy(tmp_path / "proxy") as proxy,
        serving(desk, proxy.backend_port, LOKET_PROXY_HOPS="1") as inbox,
        crowd(proxy.inbox_port, stalled=STALLED, slow=SLOW) as held,
    ):
        assert held.open == STALLED + SLOW
        sent = honest_people(proxy.inbox_port)
        say("behind nginx", held, sent, highest_memory_mb(inbox))
        # Those that nginx ends come back at once.
        assert held.open > 0.9 * (STALLED + SLOW)
    require_every_receipt(desk, receipts_of(sent))
    assert len({each.number for each in sent}) == HONEST


def test_w7_without_a_proxy_everybody_is_answered_too(desk: Desk) -> None:
    port = free_port()
    with serving(desk, port) as inbox, crowd(port, stalled=STALLED, slow=SLOW) as held:
        assert held.open == STALLED + SLOW
        sent = honest_people(port)
        say("without a proxy", held, sent, highest_memory_mb(inbox))
    require_every_receipt(desk, receipts_of(sent))
    assert len({each.number for each in sent}) == HONEST
