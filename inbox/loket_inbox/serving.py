"""Running: web applications under waitress, the worker beside them, and a quiet end."""

from __future__ import annotations

import ctypes
import logging
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

from loket_inbox.desk import Desk
from loket_inbox.handling.desk.due_days import refresh_due_days
from loket_inbox.mail_in.polling import fetch_once, fetch_until, fetching_beside
from loket_inbox.mail_out.transport import Transport
from loket_inbox.web.posted import MAX_BODY
from loket_inbox.worker import do_chores, work_once, work_until

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Server = MultiSocketServer | BaseWSGIServer

_LARGE_BLOCK = 128 * 1024
"""Octets of memory from which a block goes back to the system as soon as it is free."""

_M_MMAP_THRESHOLD = -3
"""What glibc's malloc.h calls the size from which on a block is mapped by itself."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How much a server takes on at once: requests in work, and connections that are open."""

    threads: int
    connections: int


OPEN = Reach(threads=8, connections=1000)
"""For a server that anybody reaches: whoever is slow has a connection and nothing else."""

_OWN_DESCRIPTORS = 2
"""Waitress counts its listening socket and its waker as connections."""

BEHIND_PROXY = Reach(threads=4, connections=4)
"""For a server whose proxy hands it whole requests, each on its own connection (W-7).

A body is read into memory before its thread begins, so open connections bound the memory; the
others wait in the kernel's queue. 1 GB of bodies of 16 MB, 64 at once, took 165 MB in all; with
the reach of an open server it took 1 GB. Further threads would only wait for the same lock.
"""


class PortTakenError(Exception):
    """A port cannot be listened on; the sentence says which and what to do."""


def listen(
    apps: Mapping[int, WSGIApplication], host: str, reach: Reach = OPEN
) -> tuple[Server, ...]:
    """Take a port for each application. Raises PortTakenError."""
    _give_memory_back()
    # That all connections are taken is how a small reach works, not news; mistakes are errors.
    logging.getLogger("waitress").setLevel(logging.ERROR)
    return tuple(_server(app, host, port, reach) for port, app in apps.items())


def serve_until_signal(
    servers: tuple[Server, ...], *, worker: tuple[Desk, Transport] | None = None
) -> None:
    """Serve, with a worker beside if one is given, until Ctrl+C or a service manager says stop."""
    threads = [threading.Thread(target=server.run, daemon=True) for server in servers]
    with _until_signal() as stop:
        if worker:
            threads.append(threading.Thread(target=work_until, args=(stop, *worker), daemon=True))
            threads.append(
                threading.Thread(target=fetch_until, args=(stop, worker[0]), daemon=True)
            )
        for thread in threads:
            thread.start()
        stop.wait()
    for server in servers:
        server.close()


def run_worker(desk: Desk, transport: Transport, *, once: bool) -> tuple[bool, bool]:
    """Work once, or until a signal comes; says if all letters went out, and all mail came in."""
    if once:
        do_chores(desk)
        # First, so that the letters it causes go out too.
        fetched = fetch_once(desk)
        delivered = work_once(desk, transport)
        transport.hang_up()
        refresh_due_days(desk)
        return delivered, fetched
    with _until_signal() as stop, fetching_beside(stop, desk):
        work_until(stop, desk, transport)
    return True, True


def _give_memory_back() -> None:
    """Map large blocks one by one, as glibc does at first, for as long as the process lives.

    By itself glibc learns from each body that comes to keep such blocks; after 1 GB of uploads,
    four at once, the process had grown to 280 MB instead of 165 MB. Elsewhere nothing happens.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


class _Channel(HTTPChannel):
    """A connection whose refusals people can read, if only they come from the application."""

    @staticmethod
    # Waitress calls what stands here, be it a class or not.
    def error_task_class(channel: HTTPChannel, request: Any) -> Task:  # type: ignore[override]
        """Let the application refuse what is too large; it sees the length and reads nothing.

        Waitress would do so in English, in two bare lines.
        """
        if not isinstance(request.error, RequestEntityTooLarge):
            return ErrorTask(channel, request)
        # What comes in pieces has no length of its own.
        request.headers.update({"CONTENT_LENGTH": str(MAX_BODY + 1), "CONNECTION": "close"})
        return WSGITask(channel, request)


def _server(app: WSGIApplication, host: str, port: int, reach: Reach) -> Server:
    # Each of its sockets is found in here: a name may stand for several addresses.
    sockets: dict[int, Any] = {}
    try:
        server = create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=reach.threads,
            connection_limit=reach.connections + _OWN_DESCRIPTORS,
            asyncore_use_poll=True,
            # The application itself decides how much of X-Forwarded-For is true (W-5).
            clear_untrusted_proxy_headers=False,
            # Above the body limit, so that waitress spools no plain text to a disk.
            max_request_body_size=MAX_BODY + 1_000_000,
            inbuf_overflow=MAX_BODY + 2_000_000,
            outbuf_overflow=MAX_BODY + 2_000_000,
            ident=None,
        )
    except OSError as error:
        raise PortTakenError(
            f"{host}:{port} tidak bisa dipakai ({error.strerror}). "
            "Tutup program yang memakainya, atau pilih --port lain."
        ) from error
    for each in sockets.values():
        if isinstance(each, BaseWSGIServer):
            each.channel_class = _Channel
    return server


@contextmanager
def _until_signal() -> Iterator[threading.Event]:
    """Give an event that is set by Ctrl+C or by a service manager."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    yield stop
