"""Running: web applications under waitress, the worker beside them, and a quiet end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from loket_inbox.desk import Desk
from loket_inbox.handling.register import refresh_due_days
from loket_inbox.outbox import Transport
from loket_inbox.views.posted import MAX_BODY
from loket_inbox.worker import work_once, work_until

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Server = MultiSocketServer | BaseWSGIServer

_THREADS = 8
_CONNECTIONS = 1000


class PortTakenError(Exception):
    """A port cannot be listened on; the sentence says which and what to do."""


def listen(apps: Mapping[int, WSGIApplication], host: str) -> tuple[Server, ...]:
    """Take a port for each application. Raises PortTakenError."""
    return tuple(_server(app, host, port) for port, app in apps.items())


def serve_until_signal(
    servers: tuple[Server, ...], *, worker: tuple[Desk, Transport] | None = None
) -> None:
    """Serve, with a worker beside if one is given, until Ctrl+C or a service manager says stop."""
    threads = [threading.Thread(target=server.run, daemon=True) for server in servers]
    with _until_signal() as stop:
        if worker:
            threads.append(threading.Thread(target=work_until, args=(stop, *worker), daemon=True))
        for thread in threads:
            thread.start()
        stop.wait()
    for server in servers:
        server.close()


def run_worker(desk: Desk, transport: Transport, *, once: bool) -> bool:
    """Work once, or until a signal comes; says whether everything due went out."""
    if once:
        complete = work_once(desk, transport)
        refresh_due_days(desk)
        return complete
    with _until_signal() as stop:
        work_until(stop, desk, transport)
    return True


def _server(app: WSGIApplication, host: str, port: int) -> Server:
    try:
        return _listen(app, host, port)
    except OSError as error:
        raise PortTakenError(
            f"{host}:{port} tidak bisa dipakai ({error.strerror}). "
            "Tutup program yang memakainya, atau pilih --port lain."
        ) from error


def _listen(app: WSGIApplication, host: str, port: int) -> Server:
    return create_server(
        app,
        host=host,
        port=port,
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        asyncore_use_poll=True,
        # Above the body limit, so that waitress spools no plain text to a disk.
        max_request_body_size=MAX_BODY + 1_000_000,
        inbuf_overflow=MAX_BODY + 2_000_000,
        outbuf_overflow=MAX_BODY + 2_000_000,
        ident=None,
    )


@contextmanager
def _until_signal() -> Iterator[threading.Event]:
    """Give an event that is set by Ctrl+C or by a service manager."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    yield stop
