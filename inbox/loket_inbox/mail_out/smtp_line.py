"""One connection to a mail server: bounded in time and size, verified, knowing where it stands."""

from __future__ import annotations

import smtplib
import ssl
import time
from dataclasses import dataclass
from socket import socket
from typing import Any

from flask_mail import Connection, Mail, Message

from loket_inbox.mail_out.refusals import status_of
from loket_inbox.mail_out.transport import AwayError, Outgoing
from loket_inbox.settings import MailServer

FAILURES = (smtplib.SMTPException, OSError, ValueError)
"""What sending raises; ValueError where a name or password cannot be written in ASCII."""

_MOST_OCTETS = 100_000
"""What a server may say at once; smtplib would keep reading lines for ever."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take, in seconds.

    `step_s` for connecting and for each reply, however slowly its octets drip; `letter_s` for all
    steps of a letter together, a new connection included, so that a lease outlasts it. The reply
    to the message itself may take all that is left of this: who hangs up on a server that has it
    already sends it twice (RFC 5321, 4.5.3.2.6).
    """

    step_s: float = 20
    letter_s: float = 100


class _Replies:
    """Reads lines from a socket, none of them past a moment."""

    def __init__(self, line: TimedConnection, sock: socket) -> None:
        self.line = line
        self.sock = sock
        self.pending = b""
        self.left = _MOST_OCTETS

    def readline(self, limit: int) -> bytes:
        """Read a line of at most `limit` octets. Raises OSError."""
        until = self.line.step_ends()
        while b"\n" not in self.pending and len(self.pending) < limit:
            self.sock.settimeout(_time_left(until))
            octets = self.sock.recv(4096)
            if not octets:
                break
            self.left -= len(octets)
            if self.left < 0:
                raise OSError("the server does not stop talking")
            self.pending += octets
        cut = min(self.pending.find(b"\n") + 1 or len(self.pending), limit)
        read, self.pending = self.pending[:cut], self.pending[cut:]
        return read

    def close(self) -> None:
        """Forget what was not read."""
        self.pending = b""


def _time_left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class TimedConnection(smtplib.SMTP):
    """A connection that knows at which command it is, and until when.

    `command` stays at the command that failed; "LETTER" is the message after DATA.
    """

    def __init__(
        self, server: MailServer, name: str, patience: Patience, until: float, **how: Any
    ) -> None:
        self.patience = patience
        self.command = "connect"
        self.until = until
        step_s = min(patience.step_s, _time_left(until))
        super().__init__(server.host, server.port, name, timeout=step_s, **how)

    def step_ends(self) -> float:
        """Say until when the server may take for its next reply."""
        if self.command == "LETTER":
            return self.until
        return min(self.until, time.monotonic() + self.patience.step_s)

    def putcmd(self, cmd: str, args: str = "") -> None:
        """Send a command, and note it."""
        name = cmd.partition(" ")[0].upper()
        if name != "RSET":
            self.command = name
        super().putcmd(cmd, args)

    def send(self, s: Any) -> None:
        """Send octets, in the time that is left."""
        if self.sock is not None:
            try:
                self.sock.settimeout(_time_left(self.until))
            except TimeoutError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected("no time left") from error
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply; 354 asks for the message (RFC 5321, 3.3)."""
        if self.file is None and self.sock is not None:
            self.file = _Replies(self, self.sock)
        if self.file is not None:
            self.file.left = _MOST_OCTETS
        code, text = super().getreply()
        if code == 354 and self.command == "DATA":
            self.command = "LETTER"
        return code, text


class _TimedSecureConnection(TimedConnection, smtplib.SMTP_SSL):
    """A connection that is TLS from its first octet (RFC 8314, 3.3)."""


class Prepared(Message):
    """A message whose bytes are made already."""

    def __init__(self, letter: Outgoing) -> None:
        super().__init__(sender=letter.sender, recipients=[letter.recipient])
        self.content = letter.content

    def as_bytes(self) -> bytes:
        """Give the bytes as they are."""
        return self.content


class VerifiedConnection(Connection):
    """Flask-Mail's connection with bounds, verified TLS and a name that is not the machine's."""

    host: TimedConnection | None

    def __init__(self, mail: Mail, server: MailServer, name: str, patience: Patience) -> None:
        super().__init__(mail)
        self.where = (server, name, patience)
        self.until = 0.0

    def configure_host(self) -> TimedConnection:
        """Connect, secure and sign in, all of it before `until`. Raises AwayError."""
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        server = self.where[0]
        line: TimedConnection | None = None
        try:
            if server.scheme == "smtps":
                line = _TimedSecureConnection(*self.where, self.until, context=context)
            else:
                line = TimedConnection(*self.where, self.until)
            line.ehlo_or_helo_if_needed()
            if server.scheme == "smtp+starttls":
                line.starttls(context=context)
                line.ehlo_or_helo_if_needed()
            if server.user:
                line.login(server.user, server.password)
        except FAILURES as error:
            if line is not None:
                line.close()
            raise AwayError(kind_of(error, line.command if line else "connect")) from error
        return line


def reply_in(error: Exception) -> tuple[int, str]:
    """Give code and text of a refusal; 0 where the server said none."""
    code, text = getattr(error, "smtp_code", 0), getattr(error, "smtp_error", b"")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, text),) = error.recipients.values()
    if code < 400:
        # A line that is no reply, -1 for smtplib, or a success where none is possible.
        return 0, ""
    return code, text.decode("ascii", "replace") if isinstance(text, bytes) else text


def kind_of(error: Exception, command: str) -> str:
    """Name a failure and its command without repeating what a server said of an address."""
    code, text = reply_in(error)
    if code:
        return " ".join(filter(None, (command, str(code), status_of(text))))
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{command} certificate refused: {error.verify_message}"
    # smtplib names every end of a connection alike; beneath it stands what happened.
    beneath = error.__cause__ or error.__context__
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(beneath, OSError):
        error = beneath
    return f"{command} {type(error).__name__}"
