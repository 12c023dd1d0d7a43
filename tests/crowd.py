"""Many clients of an inbox at once: people who send a form, and connections that never end.

Nothing here reaches farther than 127.0.0.1, and everything is bounded in number and time.
"""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.support import A_COMPLAINT, hidden_fields, output

PAUSE_S = 2.1
"""How long a person looks at the check page; whoever is faster counts as a robot (W-4)."""

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sent:
    """What a person has in hand who has sent a form, and how long both answers took."""

    number: str
    code: str
    check_s: float
    receipt_s: float


def post(port: int, address: str, fields: Fields, timeout: float = 60) -> tuple[int, str]:
    """Post a form on a connection of its own, as a browser does; status and page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
        connection.request("POST", address, urlencode(fields), kind)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def timed_post(port: int, address: str, fields: Fields) -> tuple[str, float]:
    """Post a form that is taken; the page, and the seconds it took."""
    start = time.perf_counter()
    status, page = post(port, address, fields)
    assert status == 200, (status, page)
    return page, time.perf_counter() - start


def check_page(port: int) -> tuple[Fields, float]:
    """Send the first POST; what the button of the check page would post, and the seconds."""
    page, seconds = timed_post(port, "/kirim/pengaduan", list(A_COMPLAINT.items()))
    return (*hidden_fields(page), ("aksi", "kirim")), seconds


def receipt(port: int, fields: Fields) -> tuple[str, str, float]:
    """Send the second POST; number and code of the receipt, and the seconds."""
    page, seconds = timed_post(port, "/kirim/pengaduan/selesai", fields)
    return output(page, "nomor"), output(page, "kode"), seconds


def send_a_complaint(port: int) -> Sent:
    """Send a complaint as a person does, with a look at the check page."""
    fields, check_s = check_page(port)
    time.sleep(PAUSE_S)
    number, code, receipt_s = receipt(port, fields)
    return Sent(number, code, check_s, receipt_s)


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` percent of all do not exceed (nearest rank)."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def in_ms(name: str, values: Sequence[float]) -> str:
    """A line of figures."""
    p50, p95 = (percentile(values, share) * 1000 for share in (50, 95))
    return f"{name:28} {len(values):6} answered   p50 {p50:7.1f} ms   p95 {p95:7.1f} ms"


HEAD = (
    b"POST /kirim/pengaduan HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)
STALLED_UPLOAD = HEAD + b"Content-Length: 15000000\r\n\r\n" + b"kronologi=" + b"x" * 1_000_000
SLOW_BODY = HEAD + b"Content-Length: 5000\r\n\r\nkronologi="
SLOW_HEAD = HEAD + b"X-Slow: "

_MOST_CONNECTIONS = 5_000
"""How many connections a crowd opens in all, those that take the place of ended ones included."""


@dataclass
class Crowd:
    """Connections that are kept open on purpose; `open` says how many there are now."""

    port: int
    seconds: float
    open: int = 0
    opened: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    async def gather(self, stalled: int, slow: int) -> None:
        """Hold them all until it is over: half of the slow ones drip heads, half bodies."""
        openings = [
            *[(STALLED_UPLOAD, b"")] * stalled,
            *[(SLOW_HEAD, b"x")] * (slow // 2),
            *[(SLOW_BODY, b"x")] * (slow - slow // 2),
        ]
        until = time.monotonic() + self.seconds
        await asyncio.gather(*(self._hold(*each, until) for each in openings))

    async def _hold(self, opening: bytes, drip: bytes, until: float) -> None:
        """Open a connection, say one more sign each second; begin anew when it is ended."""
        while self._goes_on(until) and self.opened < _MOST_CONNECTIONS:
            self.opened += 1
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                self.open += 1
                try:
                    writer.write(opening)
                    while self._goes_on(until) and await _still_open(reader):
                        writer.write(drip)
                finally:
                    self.open -= 1
                    writer.transport.abort()
            await asyncio.sleep(0.05)

    def _goes_on(self, until: float) -> bool:
        return not self.over.is_set() and time.monotonic() < until


async def _still_open(reader: asyncio.StreamReader) -> bool:
    """Wait a second for an answer: a server that says anything has had enough."""
    try:
        await asyncio.wait_for(reader.read(1), 1)
    except TimeoutError:
        return True
    return False


@contextmanager
def crowd(port: int, *, stalled: int, slow: int, seconds: float = 120) -> Iterator[Crowd]:
    """Keep stalled uploads and slow connections open, at most so many seconds."""
    held = Crowd(port, seconds)
    thread = threading.Thread(target=lambda: asyncio.run(held.gather(stalled, slow)))
    thread.start()
    try:
        until = time.monotonic() + 30
        while held.open < stalled + slow and time.monotonic() < until:
            time.sleep(0.05)
        yield held
    finally:
        held.over.set()
        thread.join()
