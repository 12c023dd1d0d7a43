from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from loket_inbox.app import open_transport
from loket_inbox.desk import Desk
from loket_inbox.handling.tracking import write_back
from loket_inbox.letters import Addressed, Letter
from loket_inbox.outbox import (
    LEASE,
    Channel,
    LocalMailbox,
    NotDeliveredError,
    Outgoing,
    compose,
    deliver_due,
)
from loket_inbox.reception import receive
from loket_inbox.settings import read_settings
from loket_inbox.store.tables import outbox
from loket_inbox.worker import work_once
from support import (
    A_COMPLAINT,
    MONDAY,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    letters_out,
    rows,
)
from tools import free_port, program


@dataclass
class FakeTransport:
    """A way out that remembers what went through it, and refuses what it is told to."""

    refused: set[str] = field(default_factory=set)
    away: bool = False
    sent: list[Outgoing] = field(default_factory=list)

    @contextmanager
    def connect(self) -> Iterator[Channel]:
        if self.away:
            raise NotDeliveredError("ConnectionRefusedError")
        yield self

    def send(self, letter: Outgoing) -> None:
        if letter.recipient in self.refused:
            raise NotDeliveredError("SMTPRecipientsRefused 550")
        self.sent.append(letter)


def opened(letter: Outgoing) -> EmailMessage:
    return message_from_bytes(letter.content, EmailMessage, policy=default)


def composed(desk: Desk, **changes: Any) -> EmailMessage:
    return opened(compose(desk, a_letter(**changes), "<kami@contoh.example>", MONDAY))


def a_letter(
    *, to_name: str = "Petugas Contoh", body: str = "Isi surat.\n", **changes: Any
) -> Addressed:
    letter = Letter("new_case", "K7M4-PX9R: besok", body, "K7M4-PX9R")
    reply_to = "loket+abcdefghijklmnopqrstuvwxyz@contoh.example"
    return Addressed(replace(letter, **changes), "petugas@contoh.example", to_name, reply_to)


def state(desk: Desk) -> list[tuple[int, str, datetime, datetime | None]]:
    """Attempts, last error, next try and delivery of each letter, in order."""
    with desk.store.engine.connect() as connection:
        found = connection.execute(outbox.select().order_by(outbox.c.id)).all()
    return [(row.attempts, row.last_error, row.due_at, row.sent_at) for row in found]


def test_a_letter_has_the_headers_that_officers_and_programs_rely_on(desk: Desk) -> None:
    receipt = a_received_case(desk)
    transport = FakeTransport()
    assert deliver_due(desk, transport) == (1, 0)
    (sent,) = transport.sent
    message = opened(sent)
    assert (sent.sender, sent.recipient) == ("loket@contoh.example", "petugas@contoh.example")
    assert message["From"].addresses[0].addr_spec == "loket@contoh.example"
    assert message["From"].addresses[0].display_name == "Dinsos PPPA Banjarnegara"
    assert message["To"].addresses[0].addr_spec == "petugas@contoh.example"
    assert message["References"] == message["Message-ID"]
    assert message["Message-ID"].endswith("@contoh.example>")
    assert message["X-Loket-Number"] == receipt.number
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == MONDAY
    local = message["Reply-To"].addresses[0].username
    assert local.startswith("loket+")
    assert len(local) == len("loket+") + 26 <= 64
    assert message.get_body().get_content().startswith("--- balas di atas garis ini ---")


def test_a_letter_about_no_case_names_none_and_takes_no_answer(desk: Desk) -> None:
    a_received_case(desk)
    receive(desk, a_reply(letters_out(desk)[0], "Halo", sender="tamu@asing.example"))
    transport = FakeTransport()
    deliver_due(desk, transport)
    message = opened(transport.sent[-1])
    assert message["X-Loket-Number"] is None
    assert message["Reply-To"] is None
    (original,) = message.iter_attachments()
    assert original.get_filename() == "surat-asli.eml"
    assert original.get_content_type() == "application/octet-stream"


def test_the_longest_address_of_ours_still_fits_with_its_token(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, LOKET_MAIL_FROM=f"{'a' * 37}@contoh.example")
    a_received_case(desk)
    assert len(letters_out(desk)[0].reply_to.partition("@")[0]) == 64


TYPED = {
    "nama": "Sari\r\nBcc: korban@asing.example",
    "kronologi": "Subject: palsu\r\n\r\n.\r\nQUIT\r\n" + "panjang " * 400,
    "tempat": "=?utf-8?q?palsu?= \u202egnusab",
}


def test_w10_nothing_that_somebody_typed_stands_in_a_header(desk: Desk) -> None:
    receipt = a_received_case(desk, {**A_COMPLAINT, **TYPED})
    write_back(desk, receipt.code, "X-Palsu: ya\r\nBcc: lain@asing.example", None)
    stray = a_reply(letters_out(desk)[0], "palsu", sender="palsu@asing.example")
    receive(desk, stray.replace(b"Subject: ", b"Subject: palsu "))
    transport = FakeTransport()
    assert deliver_due(desk, transport) == (3, 0)
    for sent in transport.sent:
        head = sent.content.partition(b"\r\n\r\n")[0].decode()
        for typed in ("Sari", "palsu", "Bcc", "Palsu", "asing", "gnusab"):
            assert typed not in head


def test_a_line_of_any_length_becomes_lines_that_every_server_takes(desk: Desk) -> None:
    raw = compose(
        desk,
        a_letter(body="é" * 4000 + "\n", to_name="Nama " * 40, original=b"\xff" * 4000),
        "<kami@contoh.example>",
        MONDAY,
    ).content
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    body = opened(Outgoing("", "", raw)).get_body()
    assert body
    assert body.get_content().replace("\r\n", "\n") == "é" * 4000 + "\n"


def test_signs_that_control_programs_do_not_leave_and_words_stay_apart(desk: Desk) -> None:
    body = "a\0b\x1b[31mc\u202ed\x07e\ttiga\u00a0jam\u2003lagi\u2028akhir 👍🏽 ᮞᮥᮔ᮪ᮓ\n"
    text = composed(desk, body=body).get_body().get_content()
    assert text == "ab[31mcde\ttiga jam lagi akhir 👍🏽 ᮞᮥᮔ᮪ᮓ\r\n"


@pytest.mark.parametrize("name", ["Élodie “Contoh”", 'A "B" <c@d.example>, E', "=?utf-8?q?x?="])
def test_an_officers_name_of_any_kind_is_one_name(desk: Desk, name: str) -> None:
    (address,) = composed(desk, to_name=name)["To"].addresses
    assert address.addr_spec == "petugas@contoh.example"


def test_a_delivered_letter_is_marked_and_not_sent_again(desk: Desk) -> None:
    a_received_case(desk)
    transport = FakeTransport()
    assert deliver_due(desk, transport) == (1, 0)
    assert deliver_due(desk, transport) == (0, 0)
    assert state(desk)[0][3] == MONDAY
    assert len(transport.sent) == 1


def test_f8_a_letter_that_is_not_taken_is_tried_again_ever_more_slowly(
    desk: Desk, clock: HandClock
) -> None:
    a_received_case(desk)
    transport = FakeTransport(away=True)
    waits = []
    for _ in range(10):
        assert deliver_due(desk, transport) == (0, 1)
        assert deliver_due(desk, transport) == (0, 0)
        (attempts, error, again_at, sent_at) = state(desk)[0]
        assert (error, sent_at) == ("ConnectionRefusedError", None)
        waits.append(again_at - clock())
        assert attempts == len(waits)
        clock.pass_by(waits[-1])
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
    transport.away = False
    assert deliver_due(desk, transport) == (1, 0)
    assert state(desk)[0][1] == ""


def test_f8_a_day_without_a_mail_server_loses_no_letter(desk: Desk, clock: HandClock) -> None:
    for _ in range(10):
        a_received_case(desk)
    transport = FakeTransport(away=True)
    for _ in range(24):
        while sum(deliver_due(desk, transport)):
            pass
        clock.pass_by(timedelta(hours=1))
    transport.away = False
    assert work_once(desk, transport)
    assert len(transport.sent) == 10
    assert len({opened(sent)["Message-ID"] for sent in transport.sent}) == 10


def test_one_refused_letter_does_not_hold_up_the_next(desk: Desk) -> None:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE officers SET role = 'front_desk'")
    a_received_case(desk)
    transport = FakeTransport(refused={"petugas@contoh.example"})
    assert deliver_due(desk, transport) == (1, 1)
    assert [sent.recipient for sent in transport.sent] == ["kepala@contoh.example"]
    assert [error for _, error, _, _ in state(desk)] == ["SMTPRecipientsRefused 550", ""]


def test_one_damaged_letter_does_not_hold_up_the_next(desk: Desk) -> None:
    a_received_case(desk)
    a_received_case(desk)
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE outbox SET sealed = (SELECT sealed FROM outbox WHERE id = 2) WHERE id = 1"
        )
    transport = FakeTransport()
    assert deliver_due(desk, transport) == (1, 1)
    assert [(error, sent is None) for _, error, _, sent in state(desk)] == [
        ("SealBrokenError", True),
        ("", False),
    ]


def test_a_claimed_letter_belongs_to_one_worker_until_its_lease_ends(
    desk: Desk, clock: HandClock
) -> None:
    a_received_case(desk)
    with desk.store.writing() as work:
        assert len(work.outbox.claim(work.now, LEASE, 8)) == 1
    transport = FakeTransport()
    clock.pass_by(LEASE - timedelta(seconds=1))
    assert deliver_due(desk, transport) == (0, 0)
    clock.pass_by(timedelta(seconds=1))
    assert deliver_due(desk, transport) == (1, 0)


def test_a_letter_is_marked_only_after_the_server_has_taken_it(desk: Desk) -> None:
    seen = []

    class Watching(FakeTransport):
        def send(self, letter: Outgoing) -> None:
            seen.append(state(desk)[0][3])
            super().send(letter)

    a_received_case(desk)
    deliver_due(desk, Watching())
    assert seen == [None]
    assert state(desk)[0][3] is not None


def test_a_repeated_letter_has_the_same_message_id(desk: Desk, clock: HandClock) -> None:
    class Crash(Exception):  # noqa: N818
        pass

    class Crashing(FakeTransport):
        def send(self, letter: Outgoing) -> None:
            super().send(letter)
            raise Crash  # After the server's 250, before our mark.

    a_received_case(desk)
    first, second = Crashing(), FakeTransport()
    with pytest.raises(Crash):
        deliver_due(desk, first)
    clock.pass_by(LEASE)
    assert deliver_due(desk, second) == (1, 0)
    assert opened(first.sent[0])["Message-ID"] == opened(second.sent[0])["Message-ID"]


def test_a_local_mailbox_that_cannot_be_written_puts_letters_off(desk: Desk) -> None:
    a_received_case(desk)
    folder = desk.settings.mailbox
    folder.write_text("kebetulan sebuah berkas")
    assert deliver_due(desk, LocalMailbox(folder)) == (0, 1)
    assert state(desk)[0][1] == "FileExistsError"
    folder.unlink()
    assert work_once(desk, LocalMailbox(folder))


def test_the_local_mailbox_numbers_its_letters(desk: Desk) -> None:
    for _ in range(12):
        a_received_case(desk)
    mailbox = LocalMailbox(desk.settings.mailbox)
    assert mailbox.numbers() == ()
    assert work_once(desk, mailbox)
    assert mailbox.numbers() == tuple(range(12, 0, -1))
    assert mailbox.read(12)
    assert mailbox.read(13) is None
    assert mailbox.folder.stat().st_mode & 0o777 == 0o700


# A real SMTP server, over each kind of connection.


class Sink:
    """Keeps what it is given, unless the recipient is unknown."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _opts: Any
    ) -> str:
        if to.startswith("tidak-ada"):
            return f"550 5.1.1 <{to}> tidak ada di sini"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(content)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-made authority, a server that it vouches for, and one with another's name."""
    folder = tmp_path_factory.mktemp("tls")
    openssl = program("openssl", "openssl")

    def run(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    ca = ("-subj", "/CN=CA", "-addext", "keyUsage=critical,keyCertSign")
    run(*new, "-days", "2", *ca, "-keyout", "ca.key", "-out", "ca.pem")
    for name, who in (("server", "IP:127.0.0.1"), ("other", "DNS:lain.example")):
        run(
            *(*new, "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName={who}"),
            *("-addext", "basicConstraints=critical,CA:FALSE", "-CA", "ca.pem", "-CAkey", "ca.key"),
            *("-keyout", f"{name}.key", "-out", f"{name}.pem"),
        )
    return folder


def tls(certificates: Path, name: str = "server") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / f"{name}.pem", certificates / f"{name}.key")
    return context


@contextmanager
def a_server(**how: Any) -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    try:
        yield sink, controller.port
    finally:
        controller.stop()


def delivered(desk: Desk, url: str) -> tuple[int, int]:
    settings = read_settings({"LOKET_SMTP_URL": url, "LOKET_MAIL_FROM": "loket@contoh.example"})
    return deliver_due(desk, open_transport(settings))


def test_letters_go_out_by_plain_smtp(desk: Desk) -> None:
    receipts = [a_received_case(desk) for _ in range(3)]
    with a_server() as (sink, port):
        assert delivered(desk, f"smtp://127.0.0.1:{port}") == (3, 0)
    found = [message_from_bytes(raw, EmailMessage, policy=default) for raw in sink.taken]
    assert [message["X-Loket-Number"] for message in found] == [r.number for r in receipts]
    assert A_COMPLAINT["kronologi"] in found[0].get_body().get_content()
    assert sink.encrypted == [False] * 3


def test_letters_go_out_over_starttls_after_signing_in(
    desk: Desk, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))

    def known(_s: Any, _session: Any, _envelope: Any, _mechanism: str, who: Any) -> AuthResult:
        good = LoginPassword(b"loket@contoh.example", b"p:q/r")
        return AuthResult(success=who == good, handled=False)

    a_received_case(desk)
    how: dict[str, Any] = {"authenticator": known, "auth_required": True}
    with a_server(tls_context=tls(certificates), require_starttls=True, **how) as (sink, port):
        host = f"127.0.0.1:{port}"
        assert delivered(desk, f"smtp+starttls://loket%40contoh.example:salah@{host}") == (0, 1)
        assert state(desk)[0][1] == "SMTPAuthenticationError 535"
        make_due(desk)
        assert delivered(desk, f"smtp+starttls://loket%40contoh.example:sandí@{host}") == (0, 1)
        assert state(desk)[0][1] == "UnicodeEncodeError"
        make_due(desk)
        assert delivered(desk, f"smtp+starttls://loket%40contoh.example:p%3Aq%2Fr@{host}") == (1, 0)
    assert sink.encrypted == [True]


def test_letters_go_out_over_implicit_tls(
    desk: Desk, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    a_received_case(desk)
    with a_server(ssl_context=tls(certificates)) as (sink, port):
        assert delivered(desk, f"smtps://127.0.0.1:{port}") == (1, 0)
    assert len(sink.taken) == 1


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
@pytest.mark.parametrize("flaw", ["unknown authority", "another name"])
def test_f8_no_letter_goes_to_a_server_that_cannot_prove_its_name(
    desk: Desk, certificates: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, flaw: str
) -> None:
    if flaw == "another name":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    context = tls(certificates, "other" if flaw == "another name" else "server")
    key = "ssl_context" if scheme == "smtps" else "tls_context"
    a_received_case(desk)
    with a_server(**{key: context}) as (sink, port):
        assert delivered(desk, f"{scheme}://127.0.0.1:{port}") == (0, 1)
    assert sink.taken == []
    assert state(desk)[0][1] == "SSLCertVerificationError"


def test_no_letter_goes_in_clear_where_tls_was_asked_for(desk: Desk) -> None:
    a_received_case(desk)
    with a_server() as (sink, port):
        assert delivered(desk, f"smtp+starttls://127.0.0.1:{port}") == (0, 1)
    assert sink.taken == []
    assert state(desk)[0][1] == "SMTPNotSupportedError"


def test_f8_a_refused_recipient_is_kept_with_the_code_alone_and_the_next_goes_out(
    desk: Desk,
) -> None:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE officers SET role = 'front_desk'")
        connection.exec_driver_sql("UPDATE officers SET email = 'tidak-ada@x.example' WHERE id = 1")
    a_received_case(desk)
    with a_server() as (sink, port):
        assert delivered(desk, f"smtp://127.0.0.1:{port}") == (1, 1)
    assert len(sink.taken) == 1
    assert [error for _, error, _, _ in state(desk)] == ["SMTPRecipientsRefused 550", ""]


def test_f8_a_server_that_is_not_there_costs_no_letter(desk: Desk) -> None:
    a_received_case(desk)
    assert delivered(desk, f"smtp://127.0.0.1:{free_port()}") == (0, 1)
    assert state(desk)[0][1] == "ConnectionRefusedError"
    make_due(desk)
    with a_server() as (sink, port):
        assert delivered(desk, f"smtp://127.0.0.1:{port}") == (1, 0)
    assert len(sink.taken) == rows(desk, outbox) == 1


def make_due(desk: Desk) -> None:
    """Let the time pass that a put-off letter waits."""
    assert isinstance(desk.store.clock, HandClock)
    desk.store.clock.pass_by(timedelta(hours=1))


def test_letters_behind_a_whole_batch_of_refused_ones_go_out_in_the_same_round(
    desk: Desk,
) -> None:
    class RefusingAtFirst:
        """A mail server that refuses its first eight letters."""

        def __init__(self) -> None:
            self.offered = 0

        @contextmanager
        def connect(self) -> Iterator[RefusingAtFirst]:
            yield self

        def send(self, letter: Outgoing) -> None:  # noqa: ARG002 - the protocol's signature
            self.offered += 1
            if self.offered <= 8:
                raise NotDeliveredError("refused")

    for _ in range(10):
        a_received_case(desk)
    server = RefusingAtFirst()
    assert work_once(desk, server) is False
    assert server.offered == 10


def test_a_letter_at_which_the_server_hangs_up_does_not_hold_up_the_others(
    desk: Desk, tmp_path: Path
) -> None:
    class HangingUp:
        """Drops the line at the first letter that it is given."""

        def __init__(self) -> None:
            self.letters = 0
            self.kept: list[bytes] = []

        async def handle_DATA(  # noqa: N802 - aiosmtpd's name
            self, server: SMTP, _session: Session, envelope: Envelope
        ) -> str:
            self.letters += 1
            if self.letters == 1:
                server.transport.abort()
                return "451 gone"
            self.kept.append(bytes(envelope.content or b""))
            return "250 OK"

    handler = HangingUp()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        for _ in range(4):
            a_received_case(desk)
        url = f"smtp://127.0.0.1:{server.port}"
        env = {"LOKET_DATA": str(tmp_path), "LOKET_SMTP_URL": url}
        settings = read_settings(env | {"LOKET_MAIL_FROM": "loket@contoh.example"})
        assert work_once(desk, open_transport(settings)) is False
    finally:
        server.stop()
    assert len(handler.kept) == 3


def test_two_workers_on_one_local_mailbox_lose_no_letter(tmp_path: Path) -> None:
    mailbox = LocalMailbox(tmp_path)
    letters = [Outgoing("a@contoh.example", "b@contoh.example", b"%d" % n) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(mailbox.send, letters))
    assert len(mailbox.numbers()) == 60
    assert {mailbox.read(number) for number in mailbox.numbers()} == {x.content for x in letters}
