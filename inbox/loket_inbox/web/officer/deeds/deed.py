"""What an officer can do with a case: a little form that knows what it is for, and does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self

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

from loket_inbox.desk import Desk
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.limits import LONGEST_REMARK
from loket_inbox.domain.officers import OFFICE_WORDS, Officer
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.doors import InHand
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.web.officer.words import Tone
from loket_inbox.web.posted import Posted, number_in
from loket_site.words.texts import clean_line, clean_paragraphs

VERSION_FIELD = "versi-kasus"
"""The hidden field of every form: which version of the case its page has shown."""

_UNREADABLE = "Sebagian huruf tidak terbaca. Periksa tulisan ini, lalu simpan lagi."
_SEVERAL = "Isian ini datang lebih dari satu kali. Periksa, lalu simpan lagi."
_UNKNOWN = "Pilih dari daftar yang ada."

Choices = tuple[tuple[str, str], ...]
"""What can be chosen, as (value, label). Our templates draw it, and our validators know it."""


class DeedForm(Form):
    """What an officer fills in to do something with a case.

    `path` stands in the address, `title` on the page, `done` says what the page says afterwards.
    `does` is the use case; it takes the texts that were written, where nothing else is asked for.
    A checked deed shows its text once more before it acts.
    """

    path: ClassVar[str]
    title: ClassVar[str]
    hint: ClassVar[str] = ""
    button: ClassVar[str] = "Simpan"
    deed: ClassVar[Deed]
    does: ClassVar[Callable[..., Receipt | None]]
    done: ClassVar[str]
    tone: ClassVar[Tone] = Tone.PLAIN
    is_checked: ClassVar[bool] = False
    offered: dict[str, Choices]

    @classmethod
    def begun(cls, desk: Desk, dossier: Dossier) -> Self:
        """Make the form as the case's page first shows it."""
        form = cls(data=cls.known(desk, dossier))
        form.offered = {}
        form.furnish(desk, dossier.cover)
        return form

    @classmethod
    def filled(cls, desk: Desk, cover: Cover, fields: Posted) -> Self:
        """Make the form as somebody has posted it."""
        form = cls(fields.fields)
        form.offered = {}
        form.furnish(desk, cover)
        return form

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:  # noqa: ARG003 - the default
        """Give what stands in the fields from the beginning."""
        return {}

    def furnish(self, desk: Desk, cover: Cover) -> None:
        """Say what is `offered` in the fields that choose, by field name."""

    def judge(self, fields: Posted) -> bool:
        """Say whether all of it can be taken; `mistakes` tells what cannot."""
        sound = self.validate()
        for field in self:
            several = isinstance(field, SelectMultipleField)
            if field.name in fields.garbled:
                field.errors = [_UNREADABLE]
                sound = False
            elif not several and len(fields.fields.getlist(field.name)) > 1:
                field.errors = [_SEVERAL]
                sound = False
        return sound

    def mistakes(self) -> list[tuple[str, str]]:
        """List every mistake as (id of the control, sentence)."""
        return [
            (f"{self.path}-{field.name}", str(field.errors[0])) for field in self if field.errors
        ]

    def written(self) -> list[tuple[str, str]]:
        """List the texts in it as (label, text), so that none is lost."""
        texts = (field for field in self if isinstance(field, TextAreaField))
        return [(str(field.label.text), field.data) for field in texts if field.data]

    def do(self, hand: InHand) -> Receipt | None:
        """Do it; gives a new receipt where there is one. Raises what the use case raises."""
        return type(self).does(hand, *(text for _, text in self.written()))


class DayField(StringField):
    """A day, as browsers send it."""


def paragraph(
    label: str, longest: int, *, missing: str = "", hint: str = "", rows: int = 4
) -> TextAreaField:
    """Make a field for longer text; one without `missing` may stay empty."""
    return TextAreaField(
        label,
        [Written(longest, missing)],
        [lambda text: clean_paragraphs(text or "")],
        description=hint,
        render_kw={"rows": rows},
    )


def reason(label: str) -> TextAreaField:
    """Make a field for the reason of a deed."""
    return paragraph(label, LONGEST_REMARK, missing="Tulis alasannya.", rows=3)


def one_of(label: str, *, missing: str) -> RadioField:
    """Make a field for one of a few choices."""
    return RadioField(label, [Chosen(missing)], choices=[], validate_choice=False, default="")


def picked(label: str) -> SelectField:
    """Make a field for one of a list; its first choice is the one for nothing."""
    return SelectField(label, [Chosen("")], choices=[], validate_choice=False, default="")


def some_of(label: str, *, hint: str = "") -> SelectMultipleField:
    """Make a field for any number of choices."""
    return SelectMultipleField(
        label, [ChosenAll()], choices=[], description=hint, validate_choice=False
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


def version_shown(fields: Posted) -> int:
    """Read which version of the case the page has shown; 0 for none that we wrote."""
    return number_in(fields.text(VERSION_FIELD))


def people(staff: Iterable[Officer]) -> Choices:
    """Offer officers, each with the office's word for the role."""
    return tuple((str(each.id), f"{each.name} ({OFFICE_WORDS[each.role]})") for each in staff)


def divisions(desk: Desk, nothing: str) -> Choices:
    """Offer the divisions and, before them, none; nothing at all where the office has none."""
    found = tuple((each.code, each.name) for each in desk.catalogue.office.divisions)
    return (("", nothing), *found) if found else ()


class Written:
    """What can be wrong with a text."""

    def __init__(self, longest: int, missing: str) -> None:
        self.longest = longest
        self.missing = missing
        self.field_flags = {"optional": not missing}

    def __call__(self, _form: DeedForm, field: Field) -> None:
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

    def __call__(self, _form: DeedForm, field: Field) -> None:
        """Raise StopValidation for none."""
        if not field.data:
            raise StopValidation(self.missing)


class Chosen:
    """What can be wrong with one choice."""

    def __init__(self, missing: str) -> None:
        self.missing = missing

    def __call__(self, form: DeedForm, field: Field) -> None:
        """Raise StopValidation for nothing, or for what is not in the list."""
        if not field.data and self.missing:
            raise StopValidation(self.missing)
        if field.data not in dict(form.offered[field.name]):
            raise StopValidation(_UNKNOWN)


class ChosenAll:
    """What can be wrong with several choices."""

    def __call__(self, form: DeedForm, field: Field) -> None:
        """Raise StopValidation for what is not in the list."""
        if not set(field.data or ()) <= set(dict(form.offered[field.name])):
            raise StopValidation(_UNKNOWN)
