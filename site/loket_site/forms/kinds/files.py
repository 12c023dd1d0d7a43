"""Answers that are files. A form only counts and names them: the inbox takes them in."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from loket_site.forms.attached import Attached, kept_name, size_in_words
from loket_site.forms.kinds.kind import NO_DEFAULT, Kind
from loket_site.forms.kinds.room import Boxes, square
from loket_site.forms.rules import FieldRule, refuse
from loket_site.forms.told import Pairs, Told
from loket_site.model.form import Choice, Question
from loket_site.words.wording import mark


class FilesField(Field):
    """The files of one question; they are handed in beside what a browser posts as text."""

    attached = Attached()


class Files(Kind):
    """Photos, and documents where the question takes them (`berkas`).

    `-tersimpan` carries the token of each file that was taken, `-buang` the tokens of those that
    their sender does not want any more.
    """

    limits = frozenset({"most", "pdf"})
    no_default = NO_DEFAULT
    for_officers = False
    paper = ((square("Saya melampirkan"), Boxes((2,), unit="lembar")),)

    def most_posted(self, question: Question) -> int:
        """Count the files."""
        return question.most_files

    def field(self, question: Question, rules: list[FieldRule]) -> Field:
        """Make the one field."""
        return FilesField(validators=rules)

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        """Refuse too few and too many, and tell why some were not taken."""
        return [_taken(question)]

    def told(self, form: Any, question: Question) -> Told:
        """Tell how many there are: what they are called is their sender's."""
        count = len(form[question.id].attached.kept)
        return Told(form.say("{count} berkas", count=count) if count else "")

    def read_back(self, form: Any, question: Question) -> str:
        """Tell the sender which files were taken."""
        return "\n".join(
            f"{file.name} ({size_in_words(file.size)})" for file in form[question.id].attached.kept
        )

    def posted(self, form: Any, question: Question) -> Pairs:
        """Give the tokens of the files that were taken."""
        kept = form[question.id].attached.kept
        return tuple((kept_name(question), file.token) for file in kept)


def _taken(question: Question) -> FieldRule:
    """Every file was taken, there is one where one is needed, and there are not too many."""
    wording, most = question.wording, question.most_files

    def judge(form: Any, field: Any) -> None:
        attached: Attached = field.attached
        # Refused files come first: they are not kept.
        blocking = [refused for refused in attached.refusals if refused.blocks]
        if blocking:
            raise StopValidation("\n".join(refused.told(form.say) for refused in blocking))
        count = len(attached.kept)
        if question.required and not (count or attached.refusals):
            sentence = mark("Pilih berkas untuk “{label}”.")
            refuse(form, wording.missing, sentence, label=question.label)
        if count > most:
            sentence = mark("Ada {count} berkas. Sisakan paling banyak {most}.")
            refuse(form, wording.too_much, sentence, count=count, most=most)

    return judge
