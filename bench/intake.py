"""Taking in complaints: both steps of the form, beside a bare waitress and bare durable commits.

Everything runs in turns, in the same minute, on the disk that `loket run` would use. The bare
waitress only reads the same body; the bare commits are one SQLite connection that does what the
promise needs (WAL, synchronous=FULL), one row after the other. So the ratios say what a
submission costs on top of the wire and on top of the disk. Everything is removed afterwards.
"""

from __future__ import annotations

import http.client
import logging
import multiprocessing
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import waitress

from loket_inbox.app import open_store
from loket_inbox.domain.officers import Role
from loket_inbox.settings import read_settings
from loket_inbox.store.schema import upgrade

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ROOT = Path(__file__).parent.parent
ROUNDS = 3
EACH_ROUND = 200
AT_ONCE = 8

PAUSE_S = 2.1
"""Between the two steps; whoever is faster counts as a robot."""

ROW = 4096
"""Octets of a bare row: about what a short complaint and its letter take, sealed."""

COMPLAINT = {
    "identitas": "rahasia",
    "nama": "Sari Contoh",
    "alamat": "Jalan Rekaan 1 RT 02/RW 03",
    "alamat-kecamatan": "Banjarnegara",
    "alamat-desa": "Desa Rekaan",
    "kontak": "sendiri",
    "masalah": "lama",
    "layanan": "1",
    "kronologi": "Saya menunggu tiga jam di loket dan tidak dipanggil.",
    "setuju": "ya",
}
"""A complaint from an invented person that `content/formulir/pengaduan.toml` takes."""


@dataclass
class Figures:
    """How long each of many took, in seconds, and how long all of them took together."""

    name: str
    took: list[float] = field(default_factory=list)
    wall: float = 0

    @property
    def rate(self) -> float:
        """How many a second."""
        return len(self.took) / self.wall

    def percentile(self, share: int) -> float:
        """The milliseconds that `share` percent do not exceed (nearest rank)."""
        return sorted(self.took)[-(-len(self.took) * share // 100) - 1] * 1000


def main() -> None:
    """Measure in turns, print."""
    checks, receipts = Figures("first step: check page"), Figures("second step: receipt")
    bare, commits = Figures("bare waitress"), Figures("bare durable commits")
    (ROOT / "var").mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=ROOT / "var") as folder,
        _inbox(Path(folder)) as inbox,
        _bare_waitress() as waitress_port,
        closing(_bare_database(Path(folder))) as database,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):

        def post_all(figures: Figures, port: int, address: str, bodies: list[str]) -> list[str]:
            start = time.perf_counter()
            done = list(threads.map(partial(_timed_post, port, address), bodies))
            figures.wall += time.perf_counter() - start
            figures.took += [seconds for _, seconds in done]
            return [page for page, _ in done]

        for _ in range(ROUNDS):
            first = [urlencode(COMPLAINT)] * EACH_ROUND
            pages = post_all(checks, inbox, "/kirim/pengaduan", first)
            time.sleep(PAUSE_S)
            second = [_second_step(page) for page in pages]
            post_all(bare, waitress_port, "/", second)
            accepted = post_all(receipts, inbox, "/kirim/pengaduan/selesai", second)
            if not all('<output id="nomor">' in page for page in accepted):
                raise RuntimeError("this is not a receipt")
            _commit(database, commits)
    _print(checks, receipts, bare, commits)


def _print(checks: Figures, receipts: Figures, bare: Figures, commits: Figures) -> None:
    print(f"{AT_ONCE} at once              a second   p50 ms   p99 ms   / waitress   / commits")
    for each in (checks, receipts, bare, commits):
        p50, p99 = each.percentile(50), each.percentile(99)
        to_bare, to_commits = each.rate / bare.rate, each.rate / commits.rate
        print(
            f"{each.name:22} {each.rate:10.0f} {p50:8.2f} {p99:8.2f}"
            f"   {to_bare:10.3f}   {to_commits:9.3f}"
        )


def _timed_post(port: int, address: str, body: str) -> tuple[str, float]:
    start = time.perf_counter()
    page = _post(port, address, body)
    return page, time.perf_counter() - start


def _post(port: int, address: str, body: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
        connection.request("POST", address, body, kind)
        response = connection.getresponse()
        page = response.read().decode()
    if response.status != 200:
        raise RuntimeError(f"{address} answers {response.status}: does the form still take this?")
    return page


def _second_step(page: str) -> str:
    """Press the button of a check page."""
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    fields = [(unescape(name), unescape(value)) for name, value in hidden]
    return urlencode([*fields, ("aksi", "kirim")])


@contextmanager
def _inbox(folder: Path) -> Iterator[int]:
    """Run `loket serve` with one officer."""
    here = {"LOKET_DATA": str(folder), "LOKET_CONTENT": str(ROOT / "content")}
    store = open_store(read_settings(here))
    upgrade(store.engine, folder / "backups", store.clock())
    with store.writing() as work:
        work.people.add("petugas@contoh.example", "Petugas", Role.FRONT_DESK, "", work.now)
    store.engine.dispose()
    port = _free_port()
    command = [str(Path(sys.executable).with_name("loket")), "serve", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, env={**os.environ, **here}, cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def _bare_waitress() -> Iterator[int]:
    port = _free_port()
    process = multiprocessing.get_context("spawn").Process(target=_serve_bare, args=(port,))
    process.start()
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.join(timeout=20)


def _serve_bare(port: int) -> None:
    logging.getLogger("waitress").setLevel(logging.ERROR)
    waitress.serve(_read_body, host="127.0.0.1", port=port, threads=8, _quiet=True)


def _read_body(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", "2"), ("Content-Type", "text/plain")])
    return [b"ok"]


def _bare_database(folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, sealed BLOB)")
    return database


def _commit(database: sqlite3.Connection, figures: Figures) -> None:
    for _ in range(EACH_ROUND):
        start = time.perf_counter()
        database.execute("INSERT INTO rows (sealed) VALUES (?)", (os.urandom(ROW),))
        figures.took.append(time.perf_counter() - start)
    figures.wall = sum(figures.took)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    main()
