"""A real mail server that does what a script says, at each step of a conversation."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from enum import Enum, auto
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.tools import free_port, program

STEPS = ("connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "LETTER", "QUIT")
"""Where a script can step in; LETTER is after the message has come."""

USER, PASSWORD = "loket@contoh.example", "p:q/r"


class Deed(Enum):
    """What a server does instead of answering as it should."""

    HANG = auto()
    """It falls silent; the line stays open."""

    DROP = auto()
    """It ends the connection. After a message it has kept that, and nobody hears so."""

    DRIP = auto()
    """It answers an octet at a time, for ever."""

    BABBLE = auto()
    """It answers with lines that never end."""

    TAKE_AND_DROP = auto()
    """It says 250 and ends the connection."""


Script = Callable[[str, int], str | Deed | None]
"""Says what happens at a step for the nth time: a reply, a deed, or None for what is usual."""


def calm(_step: str, _time: int) -> None:
    """Take every letter."""


def always(step: str, does: str | Deed) -> Script:
    """At this step, each time."""
    return lambda at, _: does if at == step else None


def at_first(step: str, does: str | Deed, times: int = 1) -> Script:
    """At this step, the first times."""
    return lambda at, time: does if at == step and time < times else None


class Sink:
    """What a server has taken, and what was asked of it."""

    def __init__(self) -> None:
        self.script: Script = calm
        self.taken: list[bytes] = []
        self.envelopes: list[tuple[str, str]] = []
        self.encrypted: list[bool] = []
        self.visits: Counter[str] = Counter()
        self.lines: list[asyncio.WriteTransport] = []

    def letters(self) -> list[EmailMessage]:
        """The messages, read."""
        return [BytesParser(EmailMessage, policy=default).parsebytes(raw) for raw in self.taken]

    async def end_lines(self) -> None:
        """End every connection, and let the loop close each: it does so a turn or two later."""
        for line in self.lines:
            line.abort()
        for _ in range(5):
            await asyncio.sleep(0)

    def next(self, step: str) -> str | Deed | None:
        """Look into the script."""
        self.visits[step] += 1
        return self.script(step, self.visits[step] - 1)

    def keep(self, session: Session, envelope: Envelope) -> None:
        """Take a message."""
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        self.envelopes.append((envelope.mail_from or "", envelope.rcpt_tos[0]))
        self.encrypted.append(session.ssl is not None)


class ScriptedServer(SMTP):
    """One conversation."""

    def __init__(self, sink: Sink, **how: Any) -> None:
        super().__init__(self, **how)
        self.sink = sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        assert isinstance(transport, asyncio.WriteTransport)
        self.sink.lines.append(transport)

    async def _handle_client(self) -> None:
        is_new = self._original_transport is None
        if is_new and await self._does("connect"):
            self._hang_up()
            return
        await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("EHLO") or await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        # Who is refused as a modern client asks again as an old one.
        await self._does("EHLO") or await super().smtp_HELO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("STARTTLS") or await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("AUTH") or await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("MAIL") or await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("RCPT") or await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("DATA") or await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._does("QUIT") or await super().smtp_QUIT(arg)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _options: Any
    ) -> str:
        if to.startswith("tidak-ada"):
            return f"550 5.1.1 <{to}> tidak ada di sini"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        does = self.sink.next("LETTER")
        if does in {None, Deed.DROP, Deed.TAKE_AND_DROP}:
            self.sink.keep(session, envelope)
        if does is Deed.TAKE_AND_DROP:
            await self.push("250 OK")
        if isinstance(does, Deed):
            await self._do(does)
        return does if isinstance(does, str) else "250 OK"

    async def _does(self, step: str) -> bool:
        """Do what the script says; False if it says nothing."""
        does = self.sink.next(step)
        if isinstance(does, Deed):
            await self._do(does)
        elif does:
            await self.push(does)
        return does is not None

    async def _do(self, does: Deed) -> None:
        if does is Deed.HANG:
            await asyncio.sleep(3600)
        says, pause = {
            Deed.DRIP: (b"2", 0.02),
            Deed.BABBLE: (b"250-masih ada\r\n" * 500, 0.001),
        }.get(does, (b"", 0))
        while says and self.transport and not self.transport.is_closing():
            self._writer.write(says)
            await self._writer.drain()
            await asyncio.sleep(pause)
        self._hang_up()

    def _hang_up(self) -> None:
        if self.transport:
            self.transport.close()


class _Controller(Controller):
    def __init__(self, sink: Sink, **how: Any) -> None:
        super().__init__(sink, hostname="127.0.0.1", port=free_port(), **how)

    def factory(self) -> SMTP:
        return ScriptedServer(self.handler, **self.SMTP_kwargs)


@contextmanager
def smtp_server(script: Script = calm, **how: Any) -> Iterator[tuple[Sink, int]]:
    """Run a server on a port of its own; gives what it takes, and the port."""
    sink = Sink()
    controller = _Controller(sink, **how)
    controller.start()
    # aiosmtpd has called itself once, to see whether it answers.
    sink.visits.clear()
    sink.script = script
    try:
        yield sink, controller.port
    finally:
        asyncio.run_coroutine_threadsafe(sink.end_lines(), controller.loop).result(timeout=20)
        controller.stop()


def who_signs_in(*_: Any) -> AuthResult:
    """Let one user in."""
    good = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=_[-1] == good, handled=False)


SIGNING_IN: dict[str, Any] = {"authenticator": who_signs_in, "auth_required": True}
"""For a server that takes letters of USER alone."""

_CA = """
[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""


def make_certificates(folder: Path) -> None:
    """Make an authority (`ca.pem`) and servers: good, of another name, expired, self-made."""
    openssl = program("openssl", "openssl")

    def run(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    ca = ("-subj", "/CN=CA", "-addext", "keyUsage=critical,keyCertSign")
    run(*new, "-x509", "-days", "2", *ca, "-keyout", "ca.key", "-out", "ca.pem")
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")
    (folder / "ca.cnf").write_text(_CA)
    signed = ("ca", "-batch", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key")
    for name, who, until in (
        ("good", "IP:127.0.0.1", "21000101000000Z"),
        ("another-name", "DNS:lain.example", "21000101000000Z"),
        ("expired", "IP:127.0.0.1", "20210101000000Z"),
    ):
        key, asked = ("-keyout", f"{name}.key"), ("-out", f"{name}.csr")
        run(*new, "-subj", f"/CN={name}", "-addext", f"subjectAltName={who}", *key, *asked)
        days = ("-startdate", "20200101000000Z", "-enddate", until)
        run(*signed, *days, "-in", f"{name}.csr", "-out", f"{name}.pem", "-notext")
    alone = ("-subj", "/CN=x", "-addext", "subjectAltName=IP:127.0.0.1")
    run(*new, "-x509", *alone, "-keyout", "self-made.key", "-out", "self-made.pem")


def tls(folder: Path, name: str = "good") -> ssl.SSLContext:
    """What a server needs to show the certificate of this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context
