"""A way out for letters: what a mail server and a local mailbox have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


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
