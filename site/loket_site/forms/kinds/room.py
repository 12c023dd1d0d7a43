"""Room for a pen: what a question leaves open on paper, as values that the sheet is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from loket_site.model.form import Choice

_WIDEST_OF = ((4, 14), (2, 46))
"""So many columns, where no choice is longer than so many characters."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines to write on; one with a word before it stands beside that word."""

    shape: ClassVar[str] = "lines"
    label: str = ""
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Boxes:
    """Letter boxes in groups, with words before and after and a sign between the groups.

    A telephone number is `(4, 4, 5)`.
    """

    shape: ClassVar[str] = "boxes"
    groups: tuple[int, ...]
    label: str = ""
    joint: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Choices to tick: circles where one may be chosen, squares where several may.

    They stand in columns, or in a row after a word.
    """

    shape: ClassVar[str] = "marks"
    choices: tuple[Choice, ...]
    many: bool = False
    columns: int = 1
    label: str = ""


Space: TypeAlias = Lines | Boxes | Marks

Room: TypeAlias = tuple[tuple[Space, ...], ...]
"""Rows from top to bottom; what is in a row stands side by side."""


def square(label: str) -> Marks:
    """Give one box to tick."""
    return Marks((Choice("ya", label),), many=True)


def hour(label: str) -> Boxes:
    """Give the boxes of a time of day."""
    return Boxes((2, 2), label, joint=".")


def in_columns(choices: tuple[Choice, ...], *, many: bool) -> Room:
    """Give a list to tick in, in as many columns as its words leave room for."""
    widest = max((len(choice.label) for choice in choices), default=0)
    fitting = [columns for columns, limit in _WIDEST_OF if widest <= limit]
    columns = 1 if any(choice.help for choice in choices) else next(iter(fitting), 1)
    return ((Marks(choices, many, columns),),)
