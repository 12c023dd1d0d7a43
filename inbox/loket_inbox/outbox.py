"""Letters on their way: claimed, handed to a mail server or the local mailbox, marked, retried.

The only module that knows Flask-Mail. A letter is marked as sent after the server's 250 and not
before, so it is never lost; its Message-ID comes from its row, so a repeat is recognisable.
"""

from __future__ import annotations

import logging
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from flask import Flask
from flask_mail import Connection, Mail, Message

from loket_inbox.desk import Desk
from loket_inbox.letters import Addressed
from loket_inbox.settings import SmtpServer
from loket_inbox.store.letters import WaitingLetter

LEASE = timedelta(minutes=5)
"""How long a claimed letter belongs to one worker; longer than a batch with time-outs takes."""

SMTP_TIMEOUT_S = 30

_FAILURES = (smtplib.SMTPException, OSError, ValueError)
"""What sending raises; ValueError where a name or password cannot be written in ASCII."""

_BATCH = 8
_FIRST_RETRY = timedelta(seconds=30)
_LONGEST_RETRY = timedelta(hours=1)

log = logging.getLogger(__name__)


class NotDeliveredError(Exception):
    """A letter was not taken; the text names the kind of failure, nothing of the letter."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter ready to go: its envelope addresses and its bytes (RFC 5322)."""

    sender: str
    recipient: str
    content: bytes


class Channel(Protocol):
    """Takes letters over one connection."""

    def send(self, letter: Outgoing) -> None:
        """Hand over one letter. Raises NotDeliveredError."""


class Transport(Protocol):
    """A way out."""

    def connect(self) -> AbstractContextManager[Channel]:
        """Open a connection for a batch. Raises NotDeliveredError."""


def deliver_due(desk: Desk, transport: Transport) -> tuple[int, int]:
    """Deliver one batch of due letters; returns how many went out and how many did not."""
    with desk.store.writing() as work:
        claimed = work.outbox.claim(work.now, LEASE, _BATCH)
    sent = 0
    left = list(claimed)
    if claimed:
        try:
            with transport.connect() as channel:
                for letter in claimed:
                    sent += _deliver(desk, channel, letter)
                    left.remove(letter)
        except NotDeliveredError as error:
            for letter in left:
                _put_off(desk, letter, error)
    return sent, len(claimed) - sent


def _deliver(desk: Desk, channel: Channel, letter: WaitingLetter) -> bool:
    try:
        channel.send(_written(desk, letter))
    except NotDeliveredError as error:
        _put_off(desk, letter, error)
        return False
    with desk.store.writing() as work:
        work.outbox.sent(letter.id, work.now)
    log.info("letter-sent id=%d letter=%s", letter.id, letter.letter)
    return True


def _written(desk: Desk, letter: WaitingLetter) -> Outgoing:
    try:
        packed = desk.envelope.open(letter.message_id, "letter", letter.sealed)
        return compose(desk, Addressed.unpack(packed), letter.message_id, desk.store.clock())
    except Exception as error:
        # Whatever is wrong with one letter, those behind it still have to go out.
        raise NotDeliveredError(_kind(error)) from error


def _put_off(desk: Desk, letter: WaitingLetter, error: NotDeliveredError) -> None:
    wait = min(_FIRST_RETRY * 2 ** min(letter.attempts - 1, 10), _LONGEST_RETRY)
    with desk.store.writing() as work:
        work.outbox.failed(letter.id, str(error), work.now + wait)
    log.warning("letter-put-off id=%d attempts=%d error=%s", letter.id, letter.attempts, error)


def compose(desk: Desk, addressed: Addressed, message_id: str, at: datetime) -> Outgoing:
    """Write the letter as a message that any mail program takes."""
    letter, sender = addressed.letter, desk.settings.mail_from
    message = EmailMessage(policy=SMTP.clone(max_line_length=200))
    message["From"] = Address(desk.catalogue.office.short_name, addr_spec=sender)
    message["To"] = Address(addressed.to_name, addr_spec=addressed.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    # Relays may give a message a new Message-ID; what answers it still names this one.
    message["References"] = message_id
    if addressed.reply_to:
        message["Reply-To"] = addressed.reply_to
    if letter.number:
        message["X-Loket-Number"] = letter.number
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_printable(letter.body), cte="quoted-printable")
    if letter.original is not None:
        # As plain octets: a message that breaks parsers must not break the letter about it.
        message.add_attachment(
            letter.original,
            maintype="application",
            subtype="octet-stream",
            filename="surat-asli.eml",
        )
    return Outgoing(sender, addressed.to, message.as_bytes())


def _printable(text: str) -> str:
    """Drop what controls programs; every kind of space stays one, so that words stay apart."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else " " if sign.isspace() else ""
        for sign in text
    )


class _Prepared(Message):
    """A message whose bytes are made already."""

    def __init__(self, letter: Outgoing) -> None:
        super().__init__(sender=letter.sender, recipients=[letter.recipient])
        self.content = letter.content

    def as_bytes(self) -> bytes:
        """Give the bytes as they are."""
        return self.content


class _VerifiedConnection(Connection):
    """Flask-Mail's connection with time-outs, verified TLS and a name that is not the machine's."""

    def __init__(self, mail: Mail, server: SmtpServer, name: str) -> None:
        super().__init__(mail)
        self.smtp = server
        self.name = name

    def configure_host(self) -> smtplib.SMTP:
        """Connect, secure and sign in."""
        context = ssl.create_default_context()
        where = (self.smtp.host, self.smtp.port, self.name)
        if self.smtp.scheme == "smtps":
            host: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=SMTP_TIMEOUT_S, context=context)
        else:
            host = smtplib.SMTP(*where, timeout=SMTP_TIMEOUT_S)
        try:
            if self.smtp.scheme == "smtp+starttls":
                host.starttls(context=context)
            if self.smtp.user:
                host.login(self.smtp.user, self.smtp.password)
        except _FAILURES:
            host.close()
            raise
        return host

    def drop(self) -> None:
        """Forget a connection that is of no more use."""
        if self.host is not None:
            self.host.close()
        self.host = None

    def hang_up(self) -> None:
        """Say goodbye; a server that is gone already has taken what it confirmed."""
        try:
            if self.host is not None:
                self.host.quit()
        except _FAILURES as error:
            log.info("smtp-hang-up error=%s", _kind(error))


@dataclass(frozen=True, slots=True)
class _SmtpChannel:
    connection: _VerifiedConnection

    def send(self, letter: Outgoing) -> None:
        """Send one letter; a refusal leaves the connection usable for the next.

        A letter at which the server hangs up costs the letters behind it no more than a new call.
        """
        try:
            if self.connection.host is None:
                self.connection.host = self.connection.configure_host()
            self.connection.send(_Prepared(letter))
        except _FAILURES as error:
            if isinstance(error, smtplib.SMTPServerDisconnected | OSError):
                self.connection.drop()
            raise NotDeliveredError(_kind(error)) from error


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """The mail server of `LOKET_SMTP_URL`."""

    server: SmtpServer
    name: str

    @contextmanager
    def connect(self) -> Iterator[Channel]:
        """Open one connection for a batch."""
        app = Flask(__name__)
        mail = Mail(app)
        with app.app_context():
            connection = _VerifiedConnection(mail, self.server, self.name)
            try:
                connection.host = connection.configure_host()
            except _FAILURES as error:
                raise NotDeliveredError(_kind(error)) from error
            try:
                yield _SmtpChannel(connection)
            finally:
                connection.hang_up()


def _kind(error: Exception) -> str:
    """Name a failure without repeating what a server said of an address."""
    code = getattr(error, "smtp_code", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = " ".join(sorted({str(code) for code, _ in error.recipients.values()}))
    return f"{type(error).__name__} {code}".strip()


@dataclass(frozen=True, slots=True)
class LocalMailbox:
    """A folder of messages (`1.eml`, `2.eml`) for a machine without a mail server."""

    folder: Path

    @contextmanager
    def connect(self) -> Iterator[Channel]:
        """Make the folder."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise NotDeliveredError(_kind(error)) from error
        yield self

    def send(self, letter: Outgoing) -> None:
        """Put a letter into the folder, whole or not at all."""
        fresh = self.folder / f".{token_hex(8)}"
        try:
            fresh.write_bytes(letter.content)
            self._file(fresh)
            fresh.unlink()
        except OSError as error:
            raise NotDeliveredError(_kind(error)) from error

    def _file(self, fresh: Path) -> None:
        """Give a letter the next number; of two workers with the same one, one takes the next."""
        while True:
            number = max(self.numbers(), default=0) + 1
            try:
                return os.link(fresh, self.folder / f"{number}.eml")
            except FileExistsError:
                continue

    def numbers(self) -> tuple[int, ...]:
        """List the letters' numbers, newest first."""
        names = (path.stem for path in self.folder.glob("*.eml"))
        return tuple(sorted((int(name) for name in names if name.isdecimal()), reverse=True))

    def read(self, number: int) -> bytes | None:
        """Read one letter; None if there is none of this number."""
        path = self.folder / f"{number}.eml"
        return path.read_bytes() if path.is_file() else None
