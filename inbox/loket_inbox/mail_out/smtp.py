"""The mail server: one connection, kept while there is work, left alone while it is away.

Here alone Flask-Mail and smtplib are known.
"""

from __future__ import annotations

import logging
import random
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress

from flask import Flask
from flask_mail import Mail

from loket_inbox.mail_out.refusals import Verdict, verdict
from loket_inbox.mail_out.smtp_line import (
    FAILURES,
    Patience,
    Prepared,
    TimedConnection,
    VerifiedConnection,
    kind_of,
    reply_in,
)
from loket_inbox.mail_out.transport import (
    AwayError,
    NotDeliveredError,
    Outgoing,
    RefusedForGoodError,
)
from loket_inbox.settings import MailServer

__all__ = ["IDLE_S", "Patience", "SmtpTransport"]

IDLE_S = 30.0
"""How long a connection is kept without a letter; servers wait five minutes (RFC 5321, 4.5.3.2)."""

_FIRST_REST_S = 30.0
_LONGEST_REST_S = 300.0

_LATELY_S = 2 * 3600.0
"""For how long a letter that was taken shows that the server takes letters.

Longer than any letter waits for its next try, so that each one is judged by a success near it.
"""

_MOST_BREAKS = 3
"""Letters in a row at which the connection breaks before the server counts as away."""

log = logging.getLogger(__name__)


class SmtpTransport:
    """The mail server of `LOKET_SMTP_URL`, as a client called `name`.

    One connection is kept for as long as letters come, and opened again where the server ended it:
    a letter is then offered once more at once, if nothing but its sender had been said. A server
    that is away is left alone for a while, at growing intervals; no letter is tried meanwhile.
    `clock` counts seconds, `chance` draws from 0 to 1.
    """

    def __init__(
        self,
        server: MailServer,
        name: str,
        *,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._app = Flask(__name__)
        with self._app.app_context():
            mail = Mail(self._app)
        self._patience = patience or Patience()
        self._connection = VerifiedConnection(mail, server, name, self._patience)
        self._clock = clock
        self._chance = chance
        self._used_at = self._clock()
        self._taken_at: float | None = None
        self._again_at: float | None = None
        self._rests = 0
        self._breaks = 0

    def is_ready(self) -> bool:
        """Say whether a letter can be tried now.

        After a rest this connects, so that an outage costs no letter a try. An idle connection
        is ended here.
        """
        if self._clock() - self._used_at > IDLE_S:
            self.hang_up()
        if self._again_at is None:
            return True
        if self._clock() < self._again_at:
            return False
        with suppress(AwayError):
            self._connect(time.monotonic() + self._patience.letter_s)
        return self._again_at is None

    def takes_letters(self) -> bool:
        """Say whether a letter was taken lately."""
        return self._taken_at is not None and self._clock() - self._taken_at <= _LATELY_S

    def send(self, letter: Outgoing) -> None:
        """Hand over one letter; a refusal leaves the connection usable for the next."""
        until = time.monotonic() + self._patience.letter_s
        if self._connection.host is not None:
            with suppress(AwayError):
                # Servers end a connection after so many letters or seconds: not news, no rest.
                return self._hand_over(letter, until)
            self._drop()
        self._connect(until)
        try:
            self._hand_over(letter, until)
        except AwayError as error:
            self._drop()
            self._rest(str(error))
            raise

    def hang_up(self) -> None:
        """Say goodbye; a server that is gone already has taken what it confirmed."""
        line, self._connection.host = self._connection.host, None
        if line is None:
            return
        line.until = time.monotonic() + self._patience.step_s
        try:
            line.quit()
        except FAILURES as error:
            log.info("smtp-hang-up error=%s", kind_of(error, line.command))
        line.close()

    def _connect(self, until: float) -> None:
        """Open the connection. Raises AwayError."""
        self._connection.until = until
        try:
            self._connection.host = self._connection.configure_host()
        except AwayError as error:
            self._rest(str(error))
            raise
        self._used_at = self._clock()
        self._again_at = None

    def _hand_over(self, letter: Outgoing, until: float) -> None:
        """Send a letter over the open connection. Raises NotDeliveredError."""
        line = self._connection.host
        if line is None:
            raise AwayError("no connection")
        line.until, line.command = until, "MAIL"
        self._used_at = self._clock()
        try:
            with self._app.app_context():
                self._connection.send(Prepared(letter), envelope_from=letter.sender)
        except FAILURES as error:
            raise self._judged(line, error) from error
        self._taken_at = self._clock()
        self._rests = self._breaks = 0

    def _judged(self, line: TimedConnection, error: Exception) -> NotDeliveredError:
        """Say what a failure means for the letter, and leave the connection fit for the next."""
        kind, (code, text) = kind_of(error, line.command), reply_in(error)
        if not code:
            self._drop()
            if isinstance(error, UnicodeError):
                # An address that cannot even be said: this letter's fault at any step.
                return RefusedForGoodError(kind)
            if line.command == "MAIL":
                return AwayError(kind)
            self._count_break(kind)
            return NotDeliveredError(kind)
        self._breaks = 0
        if line.command == "DATA":
            # After the other refusals smtplib does so itself.
            with suppress(smtplib.SMTPException):
                line.rset()
        if line.sock is None:
            self._drop()
        found = verdict(line.command, code, text)
        if found is Verdict.AWAY:
            return AwayError(kind)
        is_final = found is Verdict.FOR_GOOD or (
            found is Verdict.FOR_GOOD_IF_OTHERS_GO and self.takes_letters()
        )
        return RefusedForGoodError(kind) if is_final else NotDeliveredError(kind)

    def _count_break(self, kind: str) -> None:
        """Count the letters at which the line broke; after some it is no letter's fault."""
        self._breaks += 1
        if self._breaks >= _MOST_BREAKS:
            self._rest(kind)

    def _drop(self) -> None:
        """Forget a connection that is of no more use."""
        line, self._connection.host = self._connection.host, None
        if line is not None:
            line.close()

    def _rest(self, kind: str) -> None:
        """Leave the server alone for a while, ever longer while nothing goes out."""
        rest = min(_FIRST_REST_S * 2 ** min(self._rests, 10), _LONGEST_REST_S)
        rest *= 1 - self._chance() / 4
        self._rests += 1
        self._again_at = self._clock() + rest
        log.warning("smtp-away again_in_s=%d error=%s", rest, kind)
