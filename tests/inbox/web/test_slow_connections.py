"""W-7, in short; `make proof` has the long form."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from loket_inbox.store.tables import cases
from tests.crowd import crowd, send_a_complaint
from tests.reverse_proxy import reverse_proxy
from tests.support import CONTENT, a_desk, rows
from tests.tools import free_port, loket, running

HONEST = 5


@contextmanager
def an_inbox(data: Path, port: int, **settings: str) -> Iterator[None]:
    env = {"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT), **settings}
    with running(loket("serve", "--port", str(port)), f"http://127.0.0.1:{port}/sehat", **env):
        yield


def honest_people(port: int) -> set[str]:
    """Several people send a complaint at the same time; the numbers of their receipts."""
    with ThreadPoolExecutor(HONEST) as threads:
        return {
            sent.number for sent in threads.map(lambda _: send_a_complaint(port), range(HONEST))
        }


def test_w7_behind_nginx_slow_connections_keep_nobody_out(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    with (
        reverse_proxy(tmp_path / "proxy") as proxy,
        an_inbox(tmp_path / "var", proxy.backend_port, LOKET_PROXY_HOPS="1"),
        crowd(proxy.inbox_port, stalled=30, slow=200) as held,
    ):
        assert held.open == 230
        assert len(honest_people(proxy.inbox_port)) == HONEST
        assert held.open > 200
    assert rows(desk, cases) == HONEST


def test_w7_without_a_proxy_slow_connections_keep_nobody_out(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    port = free_port()
    with an_inbox(tmp_path / "var", port), crowd(port, stalled=30, slow=200) as held:
        assert held.open == 230
        assert len(honest_people(port)) == HONEST
        assert held.open > 200
    assert rows(desk, cases) == HONEST
