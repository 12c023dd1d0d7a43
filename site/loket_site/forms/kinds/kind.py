"""What every kind of question can tell of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import Field, StringField

from loket_site.forms.rules import FieldRule, kept_line, line_rules, values_of
from loket_site.model import Choice, Question

Pairs = tuple[tuple[str, str], ...]
"""Names and values as a browser posts them."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is kept: as people read it, and as programs do.

    `shown` is empty where the question was left open. `guarded` is what officers see only after
    they have written down why (SS-7).
    """

    shown: str
    values: Pairs = ()
    guarded: str = ""


@dataclass(frozen=True, slots=True)
class MailContact:
    """An e-mail address that its owner wants to be written to.

    `first_hour` and `last_hour` (0 to 23, the office's time) bound when; None where not told.
    `is_guarded`: its owner told us rules for contacting them (SS-7).
    """

    address: str
    first_hour: int | None = None
    last_hour: int | None = None
    is_guarded: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """How questions of one kind are asked, judged and told; a line of text unless it says else.

    `limits` names the limits that count for it, `choosing` says whether the content lists its
    choices, `takes_default` whether it can begin with an answer, `unfolds` is the choice that
    shows the rest of its fields.
    """

    limits: frozenset[str] = frozenset({"shortest", "longest"})
    choosing: ClassVar[bool] = False
    takes_default: ClassVar[bool] = True
    unfolds: ClassVar[str] = ""

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the fields of a question in the order of the page; the first one takes the focus."""
        return (question.id,)

    def carried(self, question: Question) -> tuple[str, ...]:
        """Name fields besides the parts that travel along without being drawn."""
        return ()

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the WTForms fields of a question, by name."""
        return {
            question.id: StringField(
                default=question.default,
                filters=[kept_line],
                validators=self.rules(question, choices),
            )
        }

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Give the rules of the question's one field."""
        return line_rules(question)

    def settable(self, question: Question) -> frozenset[str]:
        """Name the values that a condition of another question may ask for."""
        return frozenset()

    def given(self, form: Any, question: Question) -> tuple[str, ...]:
        """Give the values that conditions of other questions look at."""
        return values_of(form[question.id].data)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the answer; only after it was judged."""
        text = form[question.id].data or ""
        return Told(text, self.posted(form, question))

    def mail_contact(self, question: Question, values: Pairs) -> MailContact | None:
        """Give the address to write to that an answer's `values` name; None for none."""
        return None

    def read_back(self, form: Any, question: Question) -> str:
        """Tell the sender the answer on the check page."""
        return self.told(form, question).shown

    def posted(self, form: Any, question: Question) -> Pairs:
        """Give what a browser has to post again to say the same."""
        names = (*self.parts(question), *self.carried(question))
        return tuple((name, value) for name in names for value in kept_values(form[name]))


def kept_values(field: Field) -> tuple[str, ...]:
    """Give what to post again for a field; a cleared default is kept as such, not revived."""
    return values_of(field.data) or (("",) if field.default else ())
