"""A wire to the house that breaks where it is told to: a SOCKS 5 relay (RFC 1928) on loopback."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum


class Cut(Enum):
    """Where on its way a request is lost."""

    IN_REQUEST = "the house gets half of the request"
    BEFORE_ANSWER = "the house has answered, and nothing of it comes back"
    IN_ANSWER = "a part of the answer comes back, down to the first lines that are read"


@dataclass
class Wire:
    """Carries every request and answer whole, but for those that are to be cut."""

    address: str = ""
    cuts: dict[str, Cut] = field(default_factory=dict)
    """The next request to each of these paths is lost there, and that one alone."""

    async def carry(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection of the browser until an end of it is gone."""
        try:
            host, port = await _wanted(here, back)
            if host != "127.0.0.1":
                return  # Browsers call home; here nobody answers.
            answers, there = await asyncio.open_connection(host, port)
            try:
                while await self._exchange(here, back, answers, there):
                    pass
            finally:
                there.close()
        except (asyncio.CancelledError, asyncio.IncompleteReadError, ConnectionError):
            pass  # An end has hung up, or the wire is taken down.
        finally:
            back.close()

    async def _exchange(
        self,
        here: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        answers: asyncio.StreamReader,
        there: asyncio.StreamWriter,
    ) -> bool:
        """Carry one request and its answer; says whether the wire still holds."""
        request = await _message(here)
        cut = self.cuts.pop(request.split(b" ", 2)[1].decode(), None)
        if cut is Cut.IN_REQUEST:
            there.write(request[: len(request) // 2])
            await there.drain()
            return False
        there.write(request)
        answer = await _message(answers)
        if cut is Cut.IN_ANSWER:
            back.write(answer[: len(answer) * 4 // 5])
        elif cut is None:
            back.write(answer)
        await back.drain()
        return cut is None


async def _wanted(here: asyncio.StreamReader, back: asyncio.StreamWriter) -> tuple[str, int]:
    """Shake hands as SOCKS does, and learn where the browser wants to go."""
    await here.readexactly((await here.readexactly(2))[1])
    back.write(b"\x05\x00")
    await here.readexactly(4)  # Chromium sends each host as a name, be it an address.
    host = await here.readexactly((await here.readexactly(1))[0])
    port = int.from_bytes(await here.readexactly(2))
    back.write(b"\x05\x00\x00\x01" + bytes(6))
    return host.decode(), port


async def _message(stream: asyncio.StreamReader) -> bytes:
    head = await stream.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return head + await stream.readexactly(int(length[1]) if length else 0)


@contextmanager
def a_wire() -> Iterator[Wire]:
    """Lay a wire for as long as it is needed."""
    wire, laid, loops = Wire(), threading.Event(), []
    done = asyncio.Event()

    async def lay() -> None:
        server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
        wire.address = f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        loops.append(asyncio.get_running_loop())
        laid.set()
        await done.wait()
        server.close()

    # A thread of its own: Playwright's loop runs in the test's.
    thread = threading.Thread(target=lambda: asyncio.run(lay()))
    thread.start()
    assert laid.wait(10)
    yield wire
    loops[0].call_soon_threadsafe(done.set)
    thread.join(10)
