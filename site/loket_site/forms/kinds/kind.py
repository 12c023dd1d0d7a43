"""What every kind of question can tell of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import Field, StringField, TextAreaField

from loket_site.forms.kinds.room import Lines, Room
from loket_site.forms.rules import FieldRule, kept_line, kept_paragraphs, line_rules, values_of
from loket_site.forms.told import MailContact, Pairs, Told
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import Choice, Question
from loket_site.words.wording import Say

LENGTH = frozenset({"shortest", "longest"})
"""The limits of what is written in words of one's own."""

NO_DEFAULT = "Jenis {kind} tidak memakai bawaan."


def line(*rules: FieldRule, default: str = "") -> Field:
    """Make a field of one line."""
    return StringField(default=default, filters=[kept_line], validators=rules)


def paragraphs(*rules: FieldRule, default: str = "") -> Field:
    """Make a field for text with line ends."""
    return TextAreaField(default=default, filters=[kept_paragraphs], validators=rules)


def listed(kind: Callable[..., Field], *rules: FieldRule, **rest: Any) -> Field:
    """Make a field of choices: the templates draw them, and our own rules judge them."""
    return kind(choices=[], validate_choice=False, validators=rules, **rest)


class Kind:
    """How questions of one kind are written, asked, judged, told and put on paper.

    It is a line of text unless it says else.

    What the clerk may write for it: `limits` names the limits that count, `longest` is how many
    characters an answer has where the form does not say. `choosing`: the content lists its choices,
    of which `steps` are the only values where not all will do. `no_default` and `never_required`
    are told to whoever gives it a first answer or demands one; empty where that may be. Further:
    whether it is `always_personal`, may be asked `for_officers`, needs the places of the regency,
    or offers the services.

    On a screen: `unfolds` is the choice that shows the rest of its fields, `checked` the CSS that
    finds a chosen value. For mail: whether it is an address to mail to, or has rules for that.

    On paper: `paper` is its room where no question changes it, `clauses` say elsewhere on the sheet
    that it was answered so, and that it was not; what `is_signed` asks for a signature.
    """

    limits: frozenset[str] = frozenset()
    longest = 0
    choosing = False
    steps: tuple[str, ...] = ()
    no_default = ""
    never_required = ""
    always_personal = False
    for_officers = True
    needs_places = False
    lists_services = False

    unfolds = ""
    checked = '[name="{name}"][value="{value}"]:checked'
    is_mail_address = False
    has_rules = False

    paper: Room = ((Lines(),),)
    clauses = ("dijawab {words}", "bukan {words}")
    is_signed = False

    def longest_of(self, question: Question) -> int:
        """Say how many characters an answer may have; 0 where it is chosen, not written."""
        longest = question.limits.longest
        return self.longest if longest is None else longest

    def choices(self, question: Question, catalogue: Catalogue, say: Say) -> tuple[Choice, ...]:
        """List what may be chosen in a question of a form of this catalogue."""
        return question.choices

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name the fields of a question in the order of the page; the first one takes the focus."""
        return (question.id,)

    def carried(self, question: Question) -> tuple[str, ...]:
        """Name fields besides the parts that travel along without being drawn."""
        return ()

    def most_posted(self, question: Question) -> int:
        """Count the parts of a post that a question takes at most."""
        return len(self.parts(question)) + len(self.carried(question))

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make the WTForms fields of a question, by name."""
        return {question.id: self.field(question, self.rules(question, choices))}

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make the question's one field."""
        return line(*rules, default=question.default)

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Give the rules of the question's one field."""
        return line_rules(question, self.longest_of(question))

    def settable(self, question: Question) -> frozenset[str]:
        """Name the values that a condition of another question may ask for."""
        return frozenset()

    def given(self, form: Any, question: Question) -> tuple[str, ...]:
        """Give the values that conditions of other questions look at: of the field with its id."""
        return values_of(form[question.id].data) if question.id in form else ()

    def told(self, form: Any, question: Question) -> Told:
        """Tell the answer; only after it was judged."""
        return Told(form[question.id].data or "", self.posted(form, question))

    def mail_contact(self, question: Question, values: Pairs) -> MailContact | None:
        """Give the address to write to that an answer's `values` name; None for none."""
        return None

    def read_back(self, form: Any, question: Question) -> str:
        """Tell the sender the answer on the check page."""
        return self.told(form, question).shown

    def posted(self, form: Any, question: Question) -> Pairs:
        """Give what a browser has to post again to say the same."""
        names = (*self.parts(question), *self.carried(question))
        return tuple((name, value) for name in names for value in _kept_values(form[name]))

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        """Say what a question leaves open on paper, `choices` being what may be chosen in it."""
        return self.paper

    def on_paper(self, question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Give the answers that a sentence on the sheet can name."""
        return choices

    def hint(self, question: Question) -> str:
        """Say on paper how to answer; "" where that needs no word."""
        return ""


def _kept_values(field: Field) -> tuple[str, ...]:
    """Give what to post again for a field; a cleared default is kept as such, not revived."""
    return values_of(field.data) or (("",) if field.default else ())
