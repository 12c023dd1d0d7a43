"""One mailbox over IMAP (RFC 9051). The only module that knows imapclient.

It looks without touching (BODY.PEEK), moves one message at a time, and never sends a bare EXPUNGE,
which would delete other people's mail. What a server may do wrong ends in one of three errors.
"""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from loket_inbox.settings import MailServer
from loket_mail.message.parse import RECIPIENT_HEADERS

CONNECT_TIMEOUT_S = 20
READ_TIMEOUT_S = 60
"""How long one read or write may take; a server that says nothing for longer is away."""

FOLDER = "Loket"
"""Where messages go that are ours and kept."""

HEADERS = (
    *RECIPIENT_HEADERS,
    "From",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Subject",
)
"""What is read of a message before we know whether it is ours."""

_LONGEST_HEAD = 100_000
"""Octets of those headers that are read; no honest mail has more."""

_PEEK = f"BODY.PEEK[HEADER.FIELDS ({' '.join(HEADERS)})]<0.{_LONGEST_HEAD}>"

_WINDOW = 50_000
"""How many UIDs one search spans: its answer is one line, and imaplib reads 1 MB of a line."""

_TRANSIENT = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]")
"""Response codes that say nothing against the password (RFC 5530)."""

_CODE = re.compile(r"\[([A-Z-]{2,40})")

T = TypeVar("T")


class MailboxAwayError(Exception):
    """The server is not reached, not trusted, or gone. The text names the kind of failure."""


class SignInRefusedError(Exception):
    """The server does not take the user and the password; asking again soon may lock the user."""


class RefusedError(Exception):
    """The server refused one command or answered nonsense; the connection can go on."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as it was when it was opened. 0 stands for a number that the server did not say."""

    uid_validity: int
    uid_next: int
    count: int


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A message before it is fetched: its size in octets as the server says, and `HEADERS`."""

    size: int
    head: bytes


@dataclass(slots=True)
class Mailbox:
    """One folder on a server that we are signed in to.

    Every method raises MailboxAwayError when the connection is lost; `open` and `uids` also raise
    RefusedError, for where they fail nothing else works either.
    """

    client: IMAPClient
    folder: str
    _target: str = field(default="", init=False)

    def open(self) -> Opened:
        """Open the folder, or look at it anew."""

        def select() -> dict[bytes, Any]:
            try:
                found: dict[bytes, Any] = self.client.select_folder(self.folder)
            except IMAPClientReadOnlyError:
                # Nothing can be moved or marked there; everything can be taken.
                found = self.client.select_folder(self.folder, readonly=True)
            return found

        found = _asked(select)
        names = (b"UIDVALIDITY", b"UIDNEXT", b"EXISTS")
        return Opened(*(_whole(found.get(name)) for name in names))

    def uids(self, after: int, opened: Opened) -> Iterator[tuple[int, ...]]:
        """List the UIDs above `after` in rising order, some thousands at a time.

        `UID n:*` names the last message even when there is none above n, hence the bounds.
        """
        if not opened.count:
            return
        newest = opened.uid_next - 1 if opened.uid_next else max(self._search("*"), default=0)
        first = after + 1
        if first == 1 and newest > _WINDOW:
            first = min(self._search("1"), default=1)
        while first <= newest:
            last = min(first + _WINDOW - 1, newest)
            found = self._search(f"UID {first}:{last}")
            yield tuple(uid for uid in found if first <= uid <= last)
            first = last + 1

    def glimpse(self, uids: Sequence[int]) -> dict[int, Glimpse]:
        """Read size and headers of these messages; what the server does not give is left out."""
        wanted = ["RFC822.SIZE", _PEEK]
        try:
            found = self._fetch(uids, wanted)
        except RefusedError as error:
            self._require_an_answer(uids[0], error)
            # One message that it cannot read must not hide the others.
            found = {}
            for uid in uids:
                with suppress(RefusedError):
                    found |= self._fetch([uid], wanted)
        glimpses = {}
        for uid, items in found.items():
            head = _octets(items, b"BODY[HEADER")
            if head is not None:
                glimpses[uid] = Glimpse(_whole(items.get(b"RFC822.SIZE")), head)
        return glimpses

    def _require_an_answer(self, uid: int, error: RefusedError) -> None:
        """Raise MailboxAwayError where the fault is not a message's: the server gives nothing."""
        try:
            self._fetch([uid], ["FLAGS"])
        except RefusedError:
            raise MailboxAwayError(str(error)) from error

    def message(self, uid: int, most: int | None = None) -> bytes | None:
        """Read a message, or its first octets; None where the server does not give it."""
        part = f"<0.{most}>" if most else ""
        try:
            found = self._fetch([uid], [f"BODY.PEEK[]{part}"])
        except RefusedError:
            return None
        return _octets(found.get(uid, {}), b"BODY[]") or None

    def holds(self, uid: int) -> bool:
        """Say whether the message is still there; in doubt it is."""
        try:
            return uid in self._search(f"UID {uid}")
        except RefusedError:
            return True

    def put_away(self, uid: int) -> None:
        """Move a message to the folder `Loket`; where that is refused, mark it as read."""
        for folder in self._targets():
            with suppress(RefusedError):
                self._move(uid, folder)
                self._target = folder
                return
        self._target = ""
        with suppress(RefusedError):
            _asked(lambda: self.client.add_flags([uid], [b"\\Seen"], silent=True))

    def _move(self, uid: int, folder: str) -> None:
        client = self.client
        can_move, can_copy = client.has_capability("MOVE"), client.has_capability("UIDPLUS")
        # Without UIDPLUS only a bare EXPUNGE would remove the message that was copied.
        if folder == self.folder or not (can_move or can_copy):
            raise RefusedError("no way to move")
        if folder != self._target and not _asked(lambda: client.folder_exists(folder)):
            _asked(lambda: client.create_folder(folder))
            with suppress(RefusedError):
                _asked(lambda: client.subscribe_folder(folder))
        if can_move:
            _asked(lambda: client.move([uid], folder))
            return
        _asked(lambda: client.copy([uid], folder))
        _asked(lambda: client.add_flags([uid], [b"\\Deleted"], silent=True))
        _asked(lambda: client.uid_expunge([uid]))

    def _targets(self) -> tuple[str, ...]:
        """Name the folder as this server may want it: bare, or below a prefix such as INBOX."""
        if self._target:
            return (self._target,)
        with suppress(RefusedError):
            personal = _asked(lambda: self.client.namespace().personal)
            if personal:
                return (f"{personal[0][0]}{FOLDER}",)
        with suppress(RefusedError):
            (_, delimiter, _), *_ = _asked(lambda: self.client.list_folders("", "INBOX"))
            return FOLDER, f"INBOX{delimiter.decode()}{FOLDER}"
        return (FOLDER,)

    def _search(self, criteria: str) -> list[int]:
        return sorted(_asked(lambda: self.client.search(criteria)))

    def _fetch(self, uids: Sequence[int], items: list[str]) -> dict[int, dict[bytes, Any]]:
        found: dict[int, dict[bytes, Any]] = _asked(lambda: self.client.fetch(uids, items))
        return found


@contextmanager
def open_mailbox(server: MailServer) -> Iterator[Mailbox]:
    """Connect and sign in. Raises MailboxAwayError or SignInRefusedError."""
    # Its lines hold what people write; at no level may they come into a log.
    logging.getLogger("imapclient").setLevel(logging.CRITICAL)
    try:
        client = _asked(lambda: _connected(server))
    except RefusedError as error:
        raise MailboxAwayError(str(error)) from error
    try:
        _sign_in(client, server)
        yield Mailbox(client, server.folder)
        with suppress(MailboxAwayError, RefusedError):
            _asked(client.logout)
    finally:
        # After a failure a polite end could take another time-out.
        with suppress(OSError):
            client.shutdown()


def _connected(server: MailServer) -> IMAPClient:
    is_safe = server.scheme == "imaps"
    return IMAPClient(
        server.host,
        server.port,
        ssl=is_safe,
        ssl_context=ssl.create_default_context() if is_safe else None,
        timeout=SocketTimeout(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
    )


def _sign_in(client: IMAPClient, server: MailServer) -> None:
    # imaplib sends the user of a LOGIN unquoted, and only ASCII.
    is_plain = server.user.isascii() and server.password.isascii() and " " not in server.user
    try:
        if is_plain:
            client.login(server.user, server.password)
        else:
            client.plain_login(server.user, server.password)
    except LoginError as error:
        # imapclient says the same of a connection that broke, and of a server that is busy.
        broke = isinstance(error.__context__, IMAPClientAbortError | OSError)
        if broke or _TRANSIENT.search(str(error)):
            raise MailboxAwayError(_kind(error)) from error
        raise SignInRefusedError(_kind(error)) from error
    except (OSError, ValueError) as error:
        raise MailboxAwayError(_kind(error)) from error


def _asked(ask: Callable[[], T]) -> T:
    """Ask the server, and name what goes wrong."""
    try:
        return ask()
    except (IMAPClientAbortError, OSError, EOFError) as error:
        raise MailboxAwayError(_kind(error)) from error
    except Exception as error:
        # An answer that is no IMAP breaks the parser in more ways than its documentation names.
        raise RefusedError(_kind(error)) from error


def _kind(error: Exception) -> str:
    """Name a failure without repeating what a server said of an address."""
    code = _CODE.search(str(error)) if isinstance(error, IMAPClientError) else None
    return f"{type(error).__name__} {code[1] if code else ''}".strip()


def _whole(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _octets(items: dict[bytes, Any], name: bytes) -> bytes | None:
    """Find a part of a message; servers write the rest of its name in more than one way."""
    found = (value for key, value in items.items() if key.startswith(name))
    return next((value for value in found if isinstance(value, bytes)), None)
