"""What is written in a case, and who reads it: a text is had only for a reader (N-1). Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NewType, TypeVar

from loket_inbox.domain.mask import Mask

_T = TypeVar("_T")

Legible = NewType("Legible", str)
"""A text as one reader may have it: letters, pages, lists, books and files take nothing else."""

UNRELEASED = Legible("(Belum dilepas oleh Petugas Pelayanan.)")
"""What stands in the place of the sender's words that nobody has released yet (N-3)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody as a reader of one case.

    `mask` takes the sender out of every text, None for who may see the name. `released` is how many
    events at the beginning of the history have been released to them, None for who reads what the
    sender wrote as it comes. `contact_seen`: a guarded contact is open to them (SS-7).
    """

    mask: Mask | None = None
    released: int | None = None
    contact_seen: bool = False

    @property
    def name_seen(self) -> bool:
        """Say whether they may know who the sender is."""
        return self.mask is None

    def may_read_sent(self, position: int) -> bool:
        """Say whether they may read what the sender wrote with the event at a position."""
        return self.released is None or position < self.released


OPEN = Reader()
"""Who reads everything as it stands: whoever may see the name, and the sender what is for them."""


class CaseText:
    """A text as it was opened. It is no string, so that it goes nowhere but through a reader."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        return "CaseText()"

    def __bool__(self) -> bool:
        return bool(self._words)

    def __str__(self) -> str:
        raise TypeError("a text of a case is had only for a reader")

    def __format__(self, spec: str) -> str:
        raise TypeError("a text of a case is had only for a reader")

    def __reduce__(self) -> str:
        raise TypeError("a text of a case is not handed on")

    def read_by(self, reader: Reader) -> Legible:
        """Give it as a reader may have it."""
        return Legible(reader.mask.hide(self._words) if reader.mask else self._words)

    def decoded(self, decode: Callable[[str], _T]) -> _T:
        """Read what a program of ours has written there; its texts are guarded by who reads it."""
        return decode(self._words)
