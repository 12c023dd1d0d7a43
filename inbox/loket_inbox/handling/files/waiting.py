"""Files on their way: taken at the first step, sealed for their sender alone, sent at the second.

The token that a page carries is the key to its file: the server keeps only what finds it. A file
that is not sent within the hour is forgotten, and nobody could have opened it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import digest
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling import networks
from loket_inbox.store.transactions import ConflictError, StoreAwayError, Work
from loket_inbox.uploads.harmless import harmless
from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.naming import shown_name
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_site.forms.attached import KeptFile

LIFE = timedelta(minutes=60)
"""How long a file waits for its sender."""

MOST_OCTETS = 1_000_000_000
"""How much may wait altogether: a flood of files fills no disk."""


class FileGoneError(Exception):
    """A file does not wait any more: it is too old, was sent, or was never here."""


SHARE_OCTETS = 200_000_000
"""How much of it may come from one network: a mobile network puts thousands behind one address, so
this is room for a hundred photos in an hour, and four networks more before the disk is full."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands before the content of a waiting file."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A waiting file, opened. `name` is its sender's."""

    name: str
    kind: FileKind
    content: bytes


def take_in(
    desk: Desk, content: bytes, *, name: str, pdf_allowed: bool, address: str = ""
) -> KeptFile:
    """Make a file harmless and let it wait. Raises RefusedFileError for one that is not taken.

    `address` is where it comes from: each network has a share of the room (W-17).
    """
    file = harmless(content, name=name, pdf_allowed=pdf_allowed, workers=desk.pictures)
    shown = shown_name(name)
    label = msgspec.json.encode(_Label(shown, file.kind.code))
    token, blob = desk.envelope.seal_waiting(b"\n".join((label, file.content)))
    try:
        with desk.store.writing() as work:
            work.waiting_files.remove_older(_oldest(work.now))
            if work.waiting_files.octets() + len(blob) > MOST_OCTETS:
                raise RefusedFileError(Refusal.NO_ROOM)
            network = networks.name(work, address)
            if work.waiting_files.octets(network) + len(blob) > SHARE_OCTETS:
                raise RefusedFileError(Refusal.SHARE_FULL)
            work.waiting_files.add(digest(token), blob, work.now, network)
    except (ConflictError, StoreAwayError) as error:
        raise RefusedFileError(Refusal.NOT_KEPT) from error
    return KeptFile(token, shown, len(file.content))


def look_up(desk: Desk, token: str) -> KeptFile:
    """Say which file waits under a token. Raises FileGoneError, or StoreAwayError."""
    with desk.store.reading() as work:
        file = opened(desk, work, token)
    return KeptFile(token, file.name, len(file.content))


def opened(desk: Desk, work: Work, token: str) -> WaitingFile:
    """Open the file that waits under a token. Raises FileGoneError."""
    blob = work.waiting_files.find(digest(token), since=_oldest(work.now))
    if blob is None:
        raise FileGoneError
    try:
        label, _, content = desk.envelope.open_waiting(token, blob).partition(b"\n")
    except SealBrokenError as error:
        raise FileGoneError from error
    found = msgspec.json.decode(label, type=_Label)
    return WaitingFile(found.name, FileKind.coded(found.kind), content)


def discard(desk: Desk, tokens: Collection[str]) -> None:
    """Forget files that their sender does not want to send any more. Raises StoreAwayError."""
    with desk.store.writing() as work:
        work.waiting_files.remove([digest(token) for token in tokens])


def forget_old_files(desk: Desk) -> None:
    """Forget every file whose hour is over. Where there is none, this is one look."""
    with desk.store.reading() as work:
        if not work.waiting_files.has_older(_oldest(work.now)):
            return
    with desk.store.writing() as work:
        work.waiting_files.remove_older(_oldest(work.now))


def _oldest(now: datetime) -> datetime:
    return now - LIFE
