"""A way out for letters: what all have in common, and the one without a mail server: a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from loket_inbox.private_files import make_private_folder, write_private_file


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter ready to go: its envelope addresses and its bytes (RFC 5322).

    `sender` is where a bounce of this one letter goes.
    """

    sender: str
    recipient: str
    content: bytes


class NotDeliveredError(Exception):
    """A letter was not taken; the text names the kind of failure, nothing of the letter."""


class RefusedForGoodError(NotDeliveredError):
    """A letter will never be taken: its address or itself is refused for good."""


class AwayError(NotDeliveredError):
    """Nothing is taken at present, which says nothing about the letter."""


class Transport(Protocol):
    """A way out, used by one thread."""

    def is_ready(self) -> bool:
        """Say whether a letter can be tried now; a way that was away is looked at now and then."""

    def takes_letters(self) -> bool:
        """Say whether a letter was taken lately, so that a failure speaks of one letter."""

    def send(self, letter: Outgoing) -> None:
        """Hand over one letter. Raises NotDeliveredError."""

    def hang_up(self) -> None:
        """End what connection there is; the next letter opens another."""


@dataclass(frozen=True, slots=True)
class LocalMailbox:
    """A folder of messages (`1.eml`, `2.eml`)."""

    folder: Path

    def is_ready(self) -> bool:
        """Say that a letter can always be tried."""
        return True

    def takes_letters(self) -> bool:
        """Say no: a folder that fails, fails every letter, so none is ever given up."""
        return False

    def send(self, letter: Outgoing) -> None:
        """Put a letter into the folder, whole or not at all. Raises AwayError."""
        fresh = self.folder / f".{token_hex(8)}"
        try:
            make_private_folder(self.folder)
            write_private_file(fresh, letter.content)
            self._file(fresh)
            fresh.unlink()
        except OSError as error:
            raise AwayError(type(error).__name__) from error

    def hang_up(self) -> None:
        """Do nothing: a folder has no connection."""

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
