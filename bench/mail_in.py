"""Taking in officers' replies, beside the bare standard parser and bare durable commits.

The same messages go through each in turns, in the same minute, on the disk that `loket run` would
use. The bare parser only reads a message and finds its text; the bare commits are one SQLite
connection that does what the promise needs (WAL, synchronous=FULL), one row after the other. So the
ratios say what a reply costs on top of being read, and on top of the disk. Where Dovecot and the
tests' libraries are installed, the same number also comes in by IMAP. Everything is removed
afterwards. Last, one mail of a single large text goes through our reader and the standard one.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict

from loket_inbox.app import open_desk
from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import submit
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.fetching import Fetcher
from loket_inbox.mail_in.imap import open_mailbox
from loket_inbox.mail_in.receiving import receive
from loket_inbox.settings import read_settings
from loket_inbox.store.schema import upgrade
from loket_mail.message.parse import parse

ROOT = Path(__file__).parent.parent
ROUNDS = 3
EACH_ROUND = 80
"""Replies of one round and one way; one officer may send a hundred a day."""

MAILBOX = "kantor0"
"""A user of the tests' Dovecot."""

ROW = 8192
"""Octets of a bare row: about what a reply and its event take, sealed."""

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


LARGE = 11_700_000
"""Octets of the one large text."""

LINE = b"Saya menunggu tiga jam di loket dan tidak dipanggil sampai antrean ditutup.\r\n"


@dataclass
class Figures:
    """How many came in, and how many seconds all of them took."""

    name: str
    count: int = 0
    took: float = 0

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.count / self.took


def main() -> None:
    """Measure in turns, print."""
    bare, commits = Figures("bare standard parser"), Figures("bare durable commits")
    direct, by_imap = Figures("receive()"), Figures("receive() by IMAP")
    (ROOT / "var").mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=ROOT / "var")))
        database = stack.enter_context(closing(_bare_database(folder)))
        server = stack.enter_context(_dovecot())
        desk, replies = _desk_with_replies(folder, ROUNDS * EACH_ROUND * (2 if server else 1))
        for _ in range(ROUNDS):
            some = [next(replies) for _ in range(EACH_ROUND)]
            _timed(bare, _read, some)
            _timed(direct, lambda raw: _take(desk, raw), some)
            _timed(commits, lambda _: _commit(database), some)
            if server:
                _fetch(by_imap, server, desk, [next(replies) for _ in range(EACH_ROUND)])
    _print(*(each for each in (direct, by_imap, bare, commits) if each.count))
    if not server:
        print("(by IMAP: not measured; needs Dovecot and the tests' libraries)")
    _print_large()


def _print_large() -> None:
    raw = b"From: a@contoh.example\r\nTo: b@contoh.example\r\n\r\n" + LINE * (LARGE // len(LINE))
    ours, standard = Figures("parse()"), Figures("compat32")
    for _ in range(ROUNDS):
        _timed(ours, parse, [raw])
        _timed(standard, lambda raw: message_from_bytes(raw).get_payload(decode=True), [raw])
    print("one text of 11.7 MB      seconds   / compat32")
    for each in (ours, standard):
        print(f"{each.name:22} {1 / each.rate:9.3f}   {standard.rate / each.rate:10.2f}")


def _print(*all_figures: Figures) -> None:
    rate = {each.name: each.rate for each in all_figures}
    print("replies coming in        a second      / parser   / commits")
    for each in all_figures:
        to_bare = each.rate / rate["bare standard parser"]
        to_commits = each.rate / rate["bare durable commits"]
        print(f"{each.name:22} {each.rate:10.0f}   {to_bare:11.4f} {to_commits:11.3f}")


def _timed(figures: Figures, do: Callable[[bytes], object], messages: Iterable[bytes]) -> None:
    for raw in messages:
        start = time.perf_counter()
        do(raw)
        figures.took += time.perf_counter() - start
        figures.count += 1


def _read(raw: bytes) -> None:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    if body is None or not body.get_content():
        raise RuntimeError("no text")


def _take(desk: Desk, raw: bytes) -> None:
    outcome = receive(desk, raw)
    if outcome is not Outcome.ANSWERED:
        raise RuntimeError(f"this became no answer: {outcome.code}")


def _fetch(figures: Figures, server: Any, desk: Desk, messages: list[bytes]) -> None:
    server.deliver(MAILBOX, *messages)
    found = read_settings({"LOKET_IMAP_URL": server.url(MAILBOX)}).imap
    if found is None:
        raise RuntimeError("no mailbox")
    start = time.perf_counter()
    with open_mailbox(found) as box:
        is_all = Fetcher(desk, found).fetch(box)
    figures.took += time.perf_counter() - start
    figures.count += len(messages)
    if not is_all or server.messages(MAILBOX):
        raise RuntimeError("something was left")


@contextmanager
def _dovecot() -> Iterator[Any]:
    """Run the tests' Dovecot; None where it, or what it needs, is not installed."""
    sys.path.insert(0, str(ROOT))
    try:
        harness = importlib.import_module("tests.imap_server") if shutil.which("dovecot") else None
    except ImportError:
        harness = None
    if harness is None:
        yield None
        return
    with harness.dovecot() as server:
        yield server


def _moment(at: datetime) -> datetime:
    return at


def _desk_with_replies(folder: Path, count: int) -> tuple[Desk, Iterator[bytes]]:
    """Open a desk with so many cases, and write an officer's reply about each."""
    desk = open_desk(
        read_settings({"LOKET_DATA": str(folder), "LOKET_CONTENT": str(ROOT / "content")})
    )
    upgrade(desk.store.engine, folder / "backups", desk.store.clock())
    with desk.store.writing() as work:
        for number in range(-(-count // EACH_ROUND)):
            email = f"petugas{number}@contoh.example"
            work.people.add(email, "Petugas", Role.FRONT_DESK, "", work.now)
    form = desk.catalogue.form("pengaduan")
    if form is None:
        raise RuntimeError("the content has no form for complaints")
    judged = desk.forms["pengaduan"](formdata=MultiDict(COMPLAINT))
    if not judged.validate():
        raise RuntimeError("the form does not take this complaint any more")
    # Two hours apart, so that no flood turns the letters into digests.
    begun = datetime.now(UTC) - timedelta(hours=2 * count + 2)
    for number in range(count):
        at = begun + timedelta(hours=2 * number)
        then = replace(desk, store=replace(desk.store, clock=partial(_moment, at)))
        submit(then, form, judged.answers(), CheckToken.new(at))
    return desk, iter(_replies(desk, count))


def _replies(desk: Desk, count: int) -> list[bytes]:
    """Answer each case once, each officer not too often."""
    with desk.store.writing() as work:
        waiting = work.outbox.claim(work.now, timedelta(hours=1), 1_000_000)
    found: dict[str, dict[str, Addressed]] = {}
    for each in waiting:
        letter = Addressed.unpack(desk.envelope.open(each.message_id, "letter", each.sealed))
        if letter.reply_to:
            found.setdefault(letter.number, {})[letter.to] = letter
    if len(found) < count:
        raise RuntimeError("a case has no letter")
    replies = []
    for number, letters in enumerate(found.values()):
        to = sorted(letters)[number // EACH_ROUND]
        replies.append(_reply(letters[to], number))
    return replies


def _reply(letter: Addressed, number: int) -> bytes:
    quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
    reply = EmailMessage(policy=policy.SMTP)
    reply["From"] = letter.to
    reply["To"] = letter.reply_to
    reply["Subject"] = f"Re: {letter.subject}"
    reply["Message-ID"] = f"<{number}.{os.urandom(6).hex()}@contoh.example>"
    answer = "Terima kasih atas laporan Anda. Kami sudah menegur petugas loket hari itu."
    reply.set_content(f"{answer}\n\nPada Sen, 16 Mar 2026 Loket menulis:\n\n{quoted}\n")
    return reply.as_bytes()


def _bare_database(folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, sealed BLOB)")
    return database


def _commit(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO rows (sealed) VALUES (?)", (os.urandom(ROW),))


if __name__ == "__main__":
    main()
