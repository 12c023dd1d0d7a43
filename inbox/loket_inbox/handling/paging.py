"""A page of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_SIZE = 50
"""How many lines a page of most lists has."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page, at most `size` lines long, of a list of `total` lines; pages count from 1."""

    lines: tuple[T, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return _pages(self.total, self.size)

    @property
    def first(self) -> int:
        """The place of the page's first line in the whole list, from 1."""
        return (self.page - 1) * self.size + 1


def page_there(asked: int, total: int, size: int) -> int:
    """Bring the number of an asked page into range: a page that is not there is the last one."""
    return min(max(1, asked), _pages(total, size))


def _pages(total: int, size: int) -> int:
    """Count the pages of a list; an empty one has one."""
    return max(1, -(-total // size))
