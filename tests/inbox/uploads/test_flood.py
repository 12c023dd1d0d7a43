"""W-9 and W-6, in short; `make proof` sends a gigabyte."""

from __future__ import annotations

from pathlib import Path

from loket_inbox.store.tables import cases
from tests.floods import bodies, flood
from tests.support import CONTENT, a_desk, rows
from tests.tools import free_port, loket, running


def test_w9_hostile_uploads_are_answered_in_little_memory(tmp_path: Path) -> None:
    desk, port = a_desk(tmp_path / "var"), free_port()
    env = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_CONTENT": str(CONTENT)}
    address = f"http://127.0.0.1:{port}/sehat"
    with running(loket("serve", "--port", str(port)), address, **env) as inbox:
        seen, sent = flood(port, 40_000_000, at_once=4)
        status = Path(f"/proc/{inbox.pid}/status")
        said = status.read_text(encoding="utf-8") if status.exists() else ""
    assert sent >= 40_000_000
    assert set(seen) <= {200, 422}
    assert len(bodies()) == 16
    assert rows(desk, cases) == 0
    memory = [line.split()[1] for line in said.splitlines() if line.startswith("VmHWM:")]
    assert all(int(kilobytes) < 256 * 1024 for kilobytes in memory)
