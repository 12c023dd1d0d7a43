"""A note between the questions: it asks nothing and has no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import Field

from loket_site.forms.kinds.kind import Kind, Pairs, Told
from loket_site.model import Choice, Question


@dataclass(frozen=True, slots=True)
class Note(Kind):
    """Words to read (`catatan`): the label and the help."""

    limits: frozenset[str] = frozenset()
    takes_default: ClassVar[bool] = False

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name no field."""
        return ()

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make no field."""
        return {}

    def given(self, form: Any, question: Question) -> tuple[str, ...]:
        """Give nothing."""
        return ()

    def told(self, form: Any, question: Question) -> Told:
        """Tell nothing."""
        return Told("")

    def posted(self, form: Any, question: Question) -> Pairs:
        """Give nothing."""
        return ()
