from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from loket_inbox.mail_out.smtp import IDLE_S, Patience, SmtpTransport
from loket_inbox.mail_out.transport import (
    AwayError,
    NotDeliveredError,
    Outgoing,
    RefusedForGoodError,
)
from loket_inbox.settings import MailServer, read_settings
from tests.smtp_server import (
    PASSWORD,
    SIGNING_IN,
    STEPS,
    USER,
    Deed,
    Script,
    always,
    at_first,
    calm,
    make_certificates,
    smtp_server,
    tls,
)
from tests.tools import free_port

IMPATIENT = Patience(step_s=0.3, letter_s=1.5)

OURS = {"connect", "EHLO", "STARTTLS", "AUTH", "MAIL"}
"""Where a server speaks of us, not of a letter."""


@dataclass
class Seconds:
    """A clock that only moves when a test moves it."""

    now: float = 1000

    def __call__(self) -> float:
        return self.now


OPENED: list[SmtpTransport] = []


@pytest.fixture(autouse=True)
def hung_up() -> Iterator[None]:
    """No test leaves a connection open."""
    yield
    while OPENED:
        OPENED.pop().hang_up()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    make_certificates(folder)
    return folder


@pytest.fixture
def trusted(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    return certificates


@pytest.fixture
def secure(trusted: Path) -> dict[str, Any]:
    """A server that one has to be safe with, and to sign in to."""
    return {"tls_context": tls(trusted), "require_starttls": True, **SIGNING_IN}


@pytest.fixture
def letter() -> Callable[..., Outgoing]:
    numbers = count(1)

    def write(recipient: str = "petugas@contoh.example") -> Outgoing:
        sender = f"loket+{next(numbers)}@contoh.example"
        return Outgoing(sender, recipient, b"Subject: surat\r\n\r\nIsi.\r\n")

    return write


def transport(
    port: int,
    scheme: str = "smtp",
    *,
    user: str = "",
    password: str = "",
    patience: Patience = IMPATIENT,
    clock: Seconds | None = None,
) -> SmtpTransport:
    server = MailServer(scheme, "127.0.0.1", port, user, password)
    clock = clock or Seconds()
    out = SmtpTransport(server, "contoh.example", patience=patience, clock=clock, chance=lambda: 0)
    OPENED.append(out)
    return out


def signed_in(port: int, clock: Seconds | None = None) -> SmtpTransport:
    return transport(port, "smtp+starttls", user=USER, password=PASSWORD, clock=clock)


Letters = Callable[..., Outgoing]


def test_letters_go_out_over_one_connection_each_with_its_own_return_address(
    letter: Letters,
) -> None:
    with smtp_server() as (sink, port):
        out = transport(port)
        for _ in range(5):
            assert out.is_ready()
            out.send(letter())
        out.hang_up()
    assert sink.visits["connect"] == sink.visits["QUIT"] == 1
    assert [sender for sender, _ in sink.envelopes] == [
        f"loket+{number}@contoh.example" for number in range(1, 6)
    ]
    assert sink.encrypted == [False] * 5


def test_letters_go_out_over_starttls_after_signing_in(
    letter: Letters, secure: dict[str, Any]
) -> None:
    with smtp_server(**secure) as (sink, port):
        signed_in(port).send(letter())
    assert sink.encrypted == [True]


def test_letters_go_out_over_implicit_tls(letter: Letters, trusted: Path) -> None:
    with smtp_server(ssl_context=tls(trusted)) as (sink, port):
        transport(port, "smtps").send(letter())
    assert len(sink.taken) == 1


@pytest.mark.parametrize(
    ("password", "kind"),
    [("salah", "AUTH 535 5.7.8"), ("sandí", "connect UnicodeEncodeError")],
)
def test_a_wrong_password_is_no_letters_fault(
    letter: Letters, secure: dict[str, Any], password: str, kind: str
) -> None:
    with smtp_server(**secure) as (sink, port):
        out = transport(port, "smtp+starttls", user=USER, password=password)
        with pytest.raises(AwayError) as failure:
            out.send(letter())
    assert str(failure.value).partition(" ")[2] == kind.partition(" ")[2]
    assert sink.taken == []


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("self-made", "self-signed certificate"),
        ("another-name", "IP address mismatch, certificate is not valid for '127.0.0.1'."),
        ("expired", "certificate has expired"),
    ],
)
def test_f8_no_letter_goes_to_a_server_that_cannot_prove_its_name(
    letter: Letters,
    trusted: Path,
    caplog: pytest.LogCaptureFixture,
    scheme: str,
    name: str,
    reason: str,
) -> None:
    how: dict[str, Any] = {
        "ssl_context" if scheme == "smtps" else "tls_context": tls(trusted, name)
    }
    with smtp_server(**how) as (sink, port):
        out = transport(port, scheme)
        with pytest.raises(AwayError, match=f"certificate refused: {reason}"):
            out.send(letter())
    assert sink.taken == []
    assert f"certificate refused: {reason}" in caplog.text


def test_f8_an_unknown_authority_is_not_believed(letter: Letters, certificates: Path) -> None:
    reason = "unable to get local issuer certificate"
    with (
        smtp_server(ssl_context=tls(certificates)) as (sink, port),
        pytest.raises(AwayError, match=reason),
    ):
        transport(port, "smtps").send(letter())
    assert sink.taken == []


def test_f8_nothing_older_than_tls_1_2_is_spoken(letter: Letters, trusted: Path) -> None:
    old = tls(trusted)
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with smtp_server(tls_context=old) as (sink, port), pytest.raises(AwayError, match="SSL"):
        transport(port, "smtp+starttls").send(letter())
    assert sink.taken == []


def test_f8_no_letter_goes_in_clear_where_tls_was_asked_for(letter: Letters) -> None:
    with smtp_server() as (sink, port), pytest.raises(AwayError, match="SMTPNotSupportedError"):
        transport(port, "smtp+starttls").send(letter())
    assert sink.taken == []


def test_f8_a_server_that_agrees_to_tls_and_talks_on_in_clear_gets_nothing(
    letter: Letters, trusted: Path
) -> None:
    script = always("STARTTLS", "220 mulai")
    with (
        smtp_server(script, tls_context=tls(trusted)) as (sink, port),
        pytest.raises(AwayError, match="STARTTLS SSLError"),
    ):
        transport(port, "smtp+starttls").send(letter())
    assert sink.taken == []


@pytest.mark.parametrize("scheme", ["smtp", "smtp+starttls", "smtps"])
def test_f8_a_program_that_takes_the_call_and_says_nothing_is_no_server(
    letter: Letters, scheme: str
) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        out = transport(listening.getsockname()[1], scheme)
        with pytest.raises(AwayError, match="connect TimeoutError"):
            out.send(letter())


# F-8: each step goes wrong in each way. The letter after that finds a calm server.

WAYS: dict[str, str | Deed] = {
    "4xx": "451 4.3.0 nanti",
    "5xx": "550 5.1.1 tidak ada",
    "closing": "421 4.3.2 tutup",
    "hang": Deed.HANG,
    "drop": Deed.DROP,
    "drip": Deed.DRIP,
    "babble": Deed.BABBLE,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("step", STEPS[:-1])
def test_f8_whatever_a_server_does_at_a_step_the_letter_is_not_lost_and_the_next_goes_out(
    letter: Letters, secure: dict[str, Any], step: str, way: str
) -> None:
    clock = Seconds()
    with smtp_server(**secure) as (sink, port):
        out = signed_in(port, clock)
        sink.script = always(step, WAYS[way])
        with pytest.raises(NotDeliveredError) as failure:
            out.send(letter())
        expected = NotDeliveredError
        if step in OURS:
            expected = AwayError
        elif way == "5xx":
            expected = RefusedForGoodError
        assert type(failure.value) is expected, failure.value
        is_kept = step == "LETTER" and way == "drop"
        assert len(sink.taken) == is_kept
        sink.script = calm
        clock.now += 30
        assert out.is_ready()
        out.send(letter())
    assert len(sink.taken) == 1 + is_kept


@pytest.mark.parametrize("way", WAYS)
def test_f8_a_server_that_takes_no_leave_has_taken_the_letter(letter: Letters, way: str) -> None:
    with smtp_server(always("QUIT", WAYS[way])) as (sink, port):
        out = transport(port)
        out.send(letter())
        out.hang_up()
        out.send(letter())
    assert len(sink.taken) == sink.visits["connect"] == 2


def test_f8_a_line_that_drops_after_the_250_is_opened_again_for_the_next(letter: Letters) -> None:
    with smtp_server(at_first("LETTER", Deed.TAKE_AND_DROP)) as (sink, port):
        out = transport(port)
        out.send(letter())
        assert out.is_ready()
        out.send(letter())
    assert len(sink.taken) == sink.visits["connect"] == 2
    assert len({sender for sender, _ in sink.envelopes}) == 2


@pytest.mark.parametrize("does", [Deed.DROP, "421 4.3.2 cukup", "452 4.5.3 cukup"])
def test_a_server_may_end_a_connection_after_some_letters(
    letter: Letters, does: str | Deed
) -> None:
    with smtp_server(lambda step, time: does if (step, time) == ("MAIL", 3) else None) as (
        sink,
        port,
    ):
        out = transport(port)
        for _ in range(5):
            assert out.is_ready()
            out.send(letter())
    assert (len(sink.taken), sink.visits["connect"]) == (5, 2)


def test_a_server_that_is_slow_within_bounds_gets_the_letter_once(letter: Letters) -> None:
    with smtp_server() as (sink, port):
        out = transport(port, patience=Patience(step_s=20, letter_s=40))
        out.send(letter())
    assert (len(sink.taken), sink.visits["LETTER"]) == (1, 1)


def test_f8_a_letter_is_not_offered_again_once_its_recipient_was_named(letter: Letters) -> None:
    with smtp_server(always("LETTER", Deed.DROP)) as (sink, port):
        out = transport(port)
        for time in range(1, 6):
            if not out.is_ready():
                break
            with pytest.raises(NotDeliveredError):
                out.send(letter())
            assert len(sink.taken) == time
    # Three in a row: then it is the server, and it is left alone.
    assert len(sink.taken) == 3


def test_f8_a_server_that_is_not_there_is_left_alone_ever_longer(letter: Letters) -> None:
    clock, port = Seconds(), free_port()
    out = transport(port, clock=clock)
    with pytest.raises(AwayError, match="connect ConnectionRefusedError"):
        out.send(letter())
    for rest in (30, 60, 120, 240, 300, 300):
        clock.now += rest - 1
        assert not out.is_ready()
        clock.now += 1
        assert not out.is_ready()  # It has just looked, and found nobody.


def test_f8_the_rest_is_spread_by_chance(letter: Letters) -> None:
    clock = Seconds()
    server = MailServer("smtp", "127.0.0.1", free_port(), "", "")
    out = SmtpTransport(server, "contoh.example", clock=clock, chance=lambda: 0.8)
    with pytest.raises(AwayError):
        out.send(letter())
    clock.now += 23.9
    assert not out.is_ready()
    with smtp_server() as (_, port):
        again = MailServer("smtp", "127.0.0.1", port, "", "")
        out = SmtpTransport(again, "contoh.example", clock=clock, chance=lambda: 0.8)
        assert out.is_ready()


def test_f8_after_an_outage_the_way_is_open_before_a_letter_is_tried(letter: Letters) -> None:
    clock = Seconds()
    with smtp_server(at_first("connect", "554 5.3.2 tutup")) as (sink, port):
        out = transport(port, clock=clock)
        with pytest.raises(AwayError, match=r"connect 554 5\.3\.2"):
            out.send(letter())
        assert not out.is_ready()
        clock.now += 30
        assert out.is_ready()
        assert sink.visits["connect"] == 2
        out.send(letter())
        assert sink.visits["connect"] == 2


def test_an_idle_connection_is_kept_a_while_and_then_ended(letter: Letters) -> None:
    clock = Seconds()
    with smtp_server() as (sink, port):
        out = transport(port, clock=clock)
        out.send(letter())
        clock.now += IDLE_S
        assert out.is_ready()
        out.send(letter())
        assert (sink.visits["connect"], sink.visits["QUIT"]) == (1, 0)
        clock.now += IDLE_S + 1
        assert out.is_ready()
        assert sink.visits["QUIT"] == 1
        out.send(letter())
    assert sink.visits["connect"] == 2


def test_a_refused_letter_leaves_the_connection_to_the_next(letter: Letters) -> None:
    for step in ("RCPT", "DATA", "LETTER"):
        with smtp_server(at_first(step, "451 4.3.0 nanti")) as (sink, port):
            out = transport(port)
            with pytest.raises(NotDeliveredError, match=f"{step} 451 4.3.0"):
                out.send(letter())
            out.send(letter())
        assert (len(sink.taken), sink.visits["connect"]) == (1, 1), step


def test_what_a_server_says_of_an_address_is_not_repeated(letter: Letters) -> None:
    with smtp_server() as (_, port), pytest.raises(RefusedForGoodError) as failure:
        transport(port).send(letter("tidak-ada@contoh.example"))
    assert str(failure.value) == "RCPT 550 5.1.1"


def test_an_address_that_cannot_be_said_is_refused_for_good(letter: Letters) -> None:
    with smtp_server() as (sink, port):
        out = transport(port)
        with pytest.raises(RefusedForGoodError, match="UnicodeEncodeError"):
            out.send(letter("sarí@contoh.example"))
        out.send(letter())
    assert len(sink.taken) == 1


def test_a_bare_refusal_is_believed_of_a_server_that_takes_others(letter: Letters) -> None:
    """Without that it may be a relay that does not know us, and refuses everybody."""
    clock = Seconds()
    with smtp_server(always("RCPT", "550 relay not permitted")) as (sink, port):
        out = transport(port, clock=clock)
        with pytest.raises(NotDeliveredError) as failure:
            out.send(letter())
        assert type(failure.value) is NotDeliveredError
        sink.script = calm
        out.send(letter())
        assert out.takes_letters()
        sink.script = always("RCPT", "550 relay not permitted")
        with pytest.raises(RefusedForGoodError):
            out.send(letter())
        clock.now += 3 * 3600
        assert not out.takes_letters()
        with pytest.raises(NotDeliveredError) as failure:
            out.send(letter())
        assert type(failure.value) is NotDeliveredError


@pytest.mark.parametrize("does", [Deed.HANG, Deed.DRIP])
def test_f8_all_steps_of_a_letter_together_stay_below_a_lease(letter: Letters, does: Deed) -> None:
    """However long a single step may take: the bound of the whole letter holds."""
    script: Script = always("LETTER", does)
    with smtp_server(script) as (_, port):
        out = transport(port, patience=Patience(step_s=600, letter_s=0.5))
        with pytest.raises(NotDeliveredError, match="LETTER TimeoutError"):
            out.send(letter())


def test_a_letter_with_lone_dots_arrives_as_it_is() -> None:
    with smtp_server() as (sink, port):
        content = b"Subject: titik\r\n\r\n.\r\n..\r\n.a\r\n"
        transport(port).send(Outgoing("a@contoh.example", "b@contoh.example", content))
    assert sink.taken == [content]


def test_the_settings_open_the_way_that_they_name() -> None:
    url = "smtp+starttls://loket%40contoh.example:p%3Aq%2Fr@surat.contoh.example"
    found = read_settings({"LOKET_SMTP_URL": url, "LOKET_MAIL_FROM": "loket@contoh.example"})
    assert found.smtp == MailServer("smtp+starttls", "surat.contoh.example", 587, USER, PASSWORD)
