"""Sending letters: the worker's own road, beside bare smtplib with the same bytes.

Both send over one connection to the same server in another process, in turns, in the same minute,
on the disk that `loket run` would use. The worker opens each sealed letter, writes it as text and
HTML, and marks it durably before it claims the next; smtplib has the bytes ready and only sends.
The bare commits are one SQLite connection that marks one row after the other as durably. So the
ratios say what the outbox costs on top of the wire and on top of the disk. Everything is removed
afterwards.
"""

from __future__ import annotations

import multiprocessing
import smtplib
import socket
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from loket_inbox.app import furnished
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Role
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Letter
from loket_inbox.mail_out.smtp import SmtpTransport
from loket_inbox.mail_out.transport import Outgoing
from loket_inbox.settings import MailServer, read_settings
from loket_inbox.store.schema import upgrade
from loket_inbox.worker import work_once
from loket_site.content import loading

ROOT = Path(__file__).parent.parent
ROUNDS = 5
EACH_ROUND = 300

BODY = """--- balas di atas garis ini ---

Kasus baru: K7M4-PX9R

Yth. Petugas Contoh,

Kasus ini menunggu Anda sampai Senin, 30 Maret 2026.

CERITA

Ceritakan kejadiannya
    Saya menunggu tiga jam di loket dan tidak dipanggil.

Buka kasus ini: https://kotak.contoh.example/petugas/kasus/K7M4-PX9R
"""


@dataclass
class Figures:
    """How many letters went out, and how long they took together, in seconds."""

    name: str
    letters: int = 0
    wall: float = 0

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.letters / self.wall


class Recording(SmtpTransport):
    """The worker's way out, which remembers what went through it."""

    sent: tuple[Outgoing, ...] = ()

    def send(self, letter: Outgoing) -> None:
        """Send a letter and keep it."""
        super().send(letter)
        self.sent += (letter,)


def main() -> None:
    """Measure in turns, print."""
    worker, bare = Figures("worker"), Figures("bare smtplib")
    commits = Figures("bare commits")
    port = _free_port()
    ready, tell = multiprocessing.get_context("spawn").Pipe(duplex=False)
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(port, tell))
    server.start()
    (ROOT / "var").mkdir(exist_ok=True)
    try:
        ready.recv()
        with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder:
            desk = _desk(Path(folder))
            transport = Recording(MailServer("smtp", "127.0.0.1", port, "", ""), "contoh.example")
            for _ in range(ROUNDS):
                _send_by_worker(desk, transport, worker)
                _send_bare(port, transport.sent, bare)
                _commit(Path(folder), commits)
                transport.sent = ()
            transport.hang_up()
            desk.store.engine.dispose()
    finally:
        server.terminate()
        server.join(timeout=20)
    print("                a second   ms each   / smtplib   / commits")
    for each in (worker, bare, commits):
        ratios = f"{each.rate / bare.rate:11.3f} {each.rate / commits.rate:11.3f}"
        print(f"{each.name:14} {each.rate:9.0f} {1000 / each.rate:9.2f} {ratios}")


def _send_by_worker(desk: Desk, transport: Recording, figures: Figures) -> None:
    with desk.store.writing() as work:
        (officer,) = work.people.all()
        for _ in range(EACH_ROUND):
            desk.post(
                work, Letter(LetterKind.NEW_CASE, "K7M4-PX9R: 30 Maret", BODY, "K7M4-PX9R"), officer
            )
    start = time.perf_counter()
    if not work_once(desk, transport):
        raise RuntimeError("a letter was not taken")
    figures.wall += time.perf_counter() - start
    figures.letters += len(transport.sent)


def _send_bare(port: int, letters: tuple[Outgoing, ...], figures: Figures) -> None:
    if len(letters) != EACH_ROUND:
        raise RuntimeError("not every letter went out")
    with smtplib.SMTP("127.0.0.1", port, "contoh.example") as line:
        line.ehlo()
        start = time.perf_counter()
        for letter in letters:
            line.sendmail(letter.sender, letter.recipient, letter.content)
        figures.wall += time.perf_counter() - start
    figures.letters += len(letters)


def _commit(folder: Path, figures: Figures) -> None:
    with closing(sqlite3.connect(folder / "bare.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE IF NOT EXISTS letters (sent INTEGER)")
        database.execute("INSERT INTO letters VALUES (0)")
        start = time.perf_counter()
        for _ in range(EACH_ROUND):
            database.execute("UPDATE letters SET sent = sent + 1")
        figures.wall += time.perf_counter() - start
    figures.letters += EACH_ROUND


def _desk(folder: Path) -> Desk:
    """A desk with one officer."""
    settings = read_settings({"LOKET_DATA": str(folder), "LOKET_CONTENT": str(ROOT / "content")})
    desk = furnished(loading.load(settings.content), settings)
    upgrade(desk.store.engine, folder / "backups", desk.store.clock())
    with desk.store.writing() as work:
        work.people.add("petugas@contoh.example", "Petugas", Role.FRONT_DESK, "", work.now)
    return desk


def _serve(port: int, tell: Connection) -> None:
    Controller(Sink(), hostname="127.0.0.1", port=port).start()
    tell.send("ready")
    Event().wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main()
