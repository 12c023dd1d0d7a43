"""The forms that officers fill in: their fields, and what can be wrong with them."""

from __future__ import annotations

from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import StopValidation

from loket_inbox.domain.limits import LONGEST_REMARK
from loket_inbox.web.posted import Posted
from loket_site.words.texts import clean_line, clean_paragraphs

_UNREADABLE = "Sebagian huruf tidak terbaca. Periksa tulisan ini, lalu {again} lagi."
_SEVERAL = "Isian ini datang lebih dari satu kali. Periksa, lalu {again} lagi."
_UNKNOWN = "Pilih dari daftar yang ada."

Choices = tuple[tuple[str, str], ...]
"""What can be chosen, as (value, label). Our templates draw it, and our validators know it."""


class OfficerForm(Form):
    """What an officer fills in. `path` parts its controls from those of other forms on a page."""

    path: ClassVar[str] = ""
    again: ClassVar[str] = "simpan"
    offered: dict[str, Choices]

    def judge(self, fields: Posted) -> bool:
        """Say whether all of it can be taken; `mistakes` tells what cannot."""
        sound = self.validate()
        for field in self:
            several = isinstance(field, SelectMultipleField)
            if field.name in fields.garbled:
                field.errors = [_UNREADABLE.format(again=self.again)]
                sound = False
            elif not several and len(fields.fields.getlist(field.name)) > 1:
                field.errors = [_SEVERAL.format(again=self.again)]
                sound = False
        return sound

    def mistakes(self) -> list[tuple[str, str]]:
        """List every mistake as (id of the control, sentence)."""
        before = f"{self.path}-" if self.path else ""
        return [(f"{before}{field.name}", str(field.errors[0])) for field in self if field.errors]

    def written(self) -> list[tuple[str, str]]:
        """List the texts in it as (label, text), so that none is lost."""
        texts = (field for field in self if isinstance(field, TextAreaField))
        return [(str(field.label.text), field.data) for field in texts if field.data]


class DayField(StringField):
    """A day, as browsers send it."""


def paragraph(
    label: str,
    longest: int,
    *,
    missing: str = "",
    hint: str = "",
    rows: int = 4,
    name: str | None = None,
) -> TextAreaField:
    """Make a field for longer text; one without `missing` may stay empty.

    `name` is the field's on the page, for a form that stands beside the office's own questions.
    """
    return TextAreaField(
        label,
        [Written(longest, missing)],
        [lambda text: clean_paragraphs(text or "")],
        description=hint,
        render_kw={"rows": rows},
        name=name,
    )


def reason(label: str) -> TextAreaField:
    """Make a field for the reason of a deed."""
    return paragraph(label, LONGEST_REMARK, missing="Tulis alasannya.", rows=3)


def one_of(label: str, *, missing: str, unknown: str = _UNKNOWN) -> RadioField:
    """Make a field for one of a few choices."""
    return RadioField(
        label, [Chosen(missing, unknown)], choices=[], validate_choice=False, default=""
    )


def picked(label: str) -> SelectField:
    """Make a field for one of a list; its first choice is the one for nothing."""
    return SelectField(label, [Chosen("")], choices=[], validate_choice=False, default="")


def some_of(label: str, *, hint: str = "", name: str | None = None) -> SelectMultipleField:
    """Make a field for any number of choices; `name` as in `paragraph`."""
    return SelectMultipleField(
        label, [ChosenAll()], choices=[], description=hint, validate_choice=False, name=name
    )


def line(label: str, longest: int, *, missing: str) -> StringField:
    """Make a field for one line that must be filled in."""
    return StringField(
        label, [Written(longest, missing)], [lambda text: clean_line(text or "")], default=""
    )


def day(label: str) -> DayField:
    """Make a field for a day that may stay empty."""
    return DayField(label, [Written(10, "")], [lambda text: clean_line(text or "")], default="")


def tick(label: str, name: str) -> BooleanField:
    """Make a field that is ticked or not."""
    return BooleanField(label, name=name)


def must_tick(label: str, name: str, *, missing: str) -> BooleanField:
    """Make a field without whose tick nothing is done."""
    return BooleanField(label, [Ticked(missing)], name=name)


class Written:
    """What can be wrong with a text."""

    def __init__(self, longest: int, missing: str) -> None:
        self.longest = longest
        self.missing = missing
        self.field_flags = {"optional": not missing}

    def __call__(self, _form: OfficerForm, field: Field) -> None:
        """Raise StopValidation with the sentence for the first thing that is wrong."""
        if any("\0" in value for value in field.raw_data or [] if isinstance(value, str)):
            raise StopValidation(
                "Tulisan ini memuat tanda yang tidak dapat kami simpan. "
                "Tanda itu sudah kami buang. Periksa tulisan Anda."
            )
        if not field.data:
            raise StopValidation(self.missing)
        if len(field.data) > self.longest:
            raise StopValidation(
                f"Tulisan ini {len(field.data)} huruf. "
                f"Ringkas menjadi paling banyak {self.longest} huruf."
            )


class Ticked:
    """What can be wrong with a tick that is asked for."""

    field_flags: ClassVar[dict[str, Any]] = {}

    def __init__(self, missing: str) -> None:
        self.missing = missing

    def __call__(self, _form: OfficerForm, field: Field) -> None:
        """Raise StopValidation for none."""
        if not field.data:
            raise StopValidation(self.missing)


class Chosen:
    """What can be wrong with one choice."""

    def __init__(self, missing: str, unknown: str = _UNKNOWN) -> None:
        self.missing = missing
        self.unknown = unknown

    def __call__(self, form: OfficerForm, field: Field) -> None:
        """Raise StopValidation for nothing, or for what is not in the list."""
        if not field.data and self.missing:
            raise StopValidation(self.missing)
        if field.data not in dict(form.offered[field.name]):
            raise StopValidation(self.unknown)


class ChosenAll:
    """What can be wrong with several choices."""

    def __call__(self, form: OfficerForm, field: Field) -> None:
        """Raise StopValidation for what is not in the list."""
        if not set(field.data or ()) <= set(dict(form.offered[field.name])):
            raise StopValidation(_UNKNOWN)
