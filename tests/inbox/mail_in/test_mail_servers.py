from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loket_inbox.mail_in.fetching import Fetcher
from loket_inbox.mail_in.imap import (
    Mailbox,
    MailboxAwayError,
    Opened,
    SignInRefusedError,
    open_mailbox,
)
from loket_inbox.mail_in.polling import Pace, fetch_once, fetch_until
from loket_inbox.settings import MailServer
from tests.imap_server import BARE, OLD, UNUSUAL_PASSWORD, Dovecot, dovecot
from tests.inbox.mail_in.mailbox_support import (
    PATIENCE_S,
    Office,
    a_letter,
    an_office,
    crlf,
    environment_of,
    require_once,
    somebody_elses,
    with_methods,
)
from tests.support import (
    CONTENT,
    READING_TIME,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
)
from tests.tools import free_port, loket


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def office(server: Dovecot, tmp_path: Path, clock: HandClock) -> Office:
    return an_office(server, tmp_path, clock)


@pytest.mark.parametrize(
    ("prefix", "extra", "folder"),
    [("INBOX.", "", "INBOX.Loket"), ("", OLD, "Loket"), ("INBOX.", OLD, "INBOX.Loket")],
)
def test_the_folder_is_made_where_the_server_wants_it_and_other_mail_is_never_expunged(
    tmp_path: Path, prefix: str, extra: str, folder: str
) -> None:
    with dovecot(prefix, extra) as server:
        office = an_office(server, tmp_path)
        letter = a_letter(office.desk)
        replies = [
            crlf(a_reply(letter, f"Jawaban {n}.", message_id=f"<{n}@contoh.example>"))
            for n in range(2)
        ]
        office.deliver(somebody_elses(), *replies)
        with server.session(office.user) as box:
            box.select("INBOX")
            box.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        assert office.fetch()
        require_once(office.desk, *replies)
        assert office.inbox() == [({"\\Deleted"}, somebody_elses())]
        assert office.put_away(folder) == replies


def test_where_nothing_can_be_moved_our_mail_is_marked_as_read_and_stays(tmp_path: Path) -> None:
    with dovecot(extra=BARE) as server:
        office = an_office(server, tmp_path)
        reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
        office.deliver(somebody_elses(), reply)
        assert office.fetch()
        assert office.fetch()
        assert server.fetched(office.user, sessions=2) == (2, 1)
        require_once(office.desk, reply)
        assert office.inbox() == [(set(), somebody_elses()), ({"\\Seen"}, reply)]


def test_a_password_with_unusual_letters_is_no_hindrance(server: Dovecot) -> None:
    unusual = MailServer("imap", "127.0.0.1", server.port, "unik", UNUSUAL_PASSWORD)
    with open_mailbox(unusual) as box:
        assert box.open().count == 0


# Connections that break.


def test_a_server_that_dies_half_way_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with dovecot() as server:
        office = an_office(server, tmp_path)
        letter = a_letter(office.desk)
        replies = [
            crlf(a_reply(letter, f"Jawaban {n}.", message_id=f"<{n}@contoh.example>"))
            for n in range(3)
        ]
        office.deliver(*replies)

        def message(box: Mailbox, uid: int, most: int | None = None) -> bytes | None:
            if uid == 2:
                server.die()
            return Mailbox.message(box, uid, most)

        with pytest.raises(MailboxAwayError):
            office.fetch(with_methods(message=message))
        require_once(office.desk, replies[0])
        with pytest.raises(MailboxAwayError):
            office.fetch()
        server.start()
        assert office.fetch()
        require_once(office.desk, *replies)


def test_a_server_that_says_goodbye_is_away_and_comes_back(office: Office) -> None:
    settings = office.desk.settings.imap
    assert settings
    fetcher = Fetcher(office.desk, settings)
    with open_mailbox(settings) as box:
        assert fetcher.fetch(box)
        office.server.hang_up(office.user)
        with pytest.raises(MailboxAwayError):
            fetch_until_lost(fetcher, box)
    with open_mailbox(settings) as box:
        assert fetcher.fetch(box)


def fetch_until_lost(fetcher: Fetcher, box: Mailbox) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        fetcher.fetch(box)
        time.sleep(0.1)


def test_a_wrong_password_is_refused_and_told_without_it(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    assert office.desk.settings.imap
    wrong = replace(office.desk.settings.imap, password="sandi-salah")
    with pytest.raises(SignInRefusedError), open_mailbox(wrong):
        pass
    desk = replace(office.desk, settings=replace(office.desk.settings, imap=wrong))
    assert fetch_once(desk) is False
    assert "mailbox-refused error=LoginError AUTHENTICATIONFAILED" in caplog.text
    assert "sandi" not in caplog.text
    assert office.user not in caplog.text


def test_nothing_of_a_mail_or_a_password_comes_into_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    office.deliver(a_reply(a_letter(office.desk), "kenari"), somebody_elses())
    office.fetch()
    assert "mail-taken uid=1 outcome=" in caplog.text
    for secret in ("kenari", "Penawaran", "sandi", office.user, "contoh.example"):
        assert secret not in caplog.text


def test_only_a_certificate_that_is_trusted_and_fits_the_name_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dovecot(name="IP:127.0.0.1") as server:
        office = an_office(server, tmp_path, scheme="imaps")
        desk = office.desk
        with pytest.raises(MailboxAwayError, match="SSLCertVerificationError"):
            office.fetch()
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        assert office.fetch()
        settings = replace(desk.settings.imap, host="localhost") if desk.settings.imap else None
        elsewhere = replace(desk, settings=replace(desk.settings, imap=settings))
        with pytest.raises(MailboxAwayError, match="SSLCertVerificationError"):
            replace(office, desk=elsewhere).fetch()


def test_a_server_that_is_away_is_one_line_in_the_log_and_one_when_it_is_back(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    pace = Pace(round=0.01, first_retry=0.01, longest_retry=0.02, refused=0.01)
    answers = itertools.chain([True], [False] * 20, [True] * 3)
    stop = threading.Event()

    @contextmanager
    def connect(server: MailServer) -> Iterator[Mailbox]:
        is_there = next(answers, None)
        if is_there is None:
            stop.set()
        elif not is_there:
            raise MailboxAwayError("ConnectionRefusedError")
        with open_mailbox(server) as box:
            yield once(box)

    def once(box: Mailbox) -> Mailbox:
        # A connection that ends by itself after a round.
        opened = iter((box.open,))

        class Short(Mailbox):
            def open(self) -> Opened:
                for each in opened:
                    return each()
                raise MailboxAwayError("abort")

        return Short(box.client, box.folder)

    caplog.set_level("WARNING")
    fetch_until(stop, office.desk, connect, pace)
    assert [record.getMessage() for record in caplog.records] == [
        "mailbox-away error=ConnectionRefusedError",
        "mailbox-back",
    ]


@contextmanager
def a_silent_server() -> Iterator[int]:
    """Somebody who takes every call and says nothing."""
    with socket.create_server(("127.0.0.1", free_port())) as listening:
        yield listening.getsockname()[1]


def test_a_mail_server_that_hangs_delays_no_letter_and_not_the_end(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var", HandClock(datetime.now(UTC) - READING_TIME))
    a_received_case(desk)
    with a_silent_server() as port:
        env = os.environ | {
            "LOKET_DATA": str(desk.settings.data),
            "LOKET_CONTENT": str(CONTENT),
            "LOKET_IMAP_URL": f"imap://loket:rahasia@127.0.0.1:{port}",
        }
        worker = subprocess.Popen(loket("worker"), env=env)
        try:
            until = time.monotonic() + PATIENCE_S
            while not list(desk.settings.mailbox.glob("*.eml")):
                assert time.monotonic() < until
                time.sleep(0.1)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=PATIENCE_S / 3) == 0
        finally:
            worker.kill()
            worker.wait()


def test_the_worker_fetches_beside_its_other_work_and_ends_when_told(
    server: Dovecot, tmp_path: Path
) -> None:
    office = an_office(server, tmp_path, HandClock(datetime.now(UTC) - READING_TIME))
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
    office.deliver(somebody_elses(), reply)
    worker = subprocess.Popen(loket("worker"), env=environment_of(office))
    try:
        until = time.monotonic() + PATIENCE_S
        while not (office.put_away() and any(office.desk.settings.mailbox.glob("*.eml"))):
            assert time.monotonic() < until
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=PATIENCE_S / 3) == 0
    finally:
        worker.kill()
        worker.wait()
    require_once(office.desk, reply)
    assert office.inbox() == [(set(), somebody_elses())]


def test_worker_once_fetches_once_and_says_when_it_could_not(tmp_path: Path) -> None:
    with dovecot() as server:
        office = an_office(server, tmp_path, HandClock(datetime.now(UTC) - READING_TIME))
        reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
        office.deliver(reply)
        env = environment_of(office)

        def once() -> subprocess.CompletedProcess[str]:
            command = loket("worker", "--once")
            return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

        done = once()
        assert (done.returncode, done.stderr) == (0, "")
        require_once(office.desk, reply)
        server.die()
        done = once()
        assert done.returncode == 1
        assert "Surat masuk belum terambil semua." in done.stderr
        assert "mailbox-away error=ConnectionRefusedError" in done.stderr
        assert "sandi" not in done.stderr
