"""Words that several of the officers' pages say: until when, from whom, in which colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from loket_inbox.desk import Desk
from loket_inbox.handling.promises import day_in_words

_NOBODY_ANY_MORE = "Petugas lama"


class Tone(Enum):
    """How words are coloured; they say the same without it."""

    PLAIN = ""
    LATE = "telat"
    TODAY = "kini"
    FROM_SENDER = "dari"
    TO_SENDER = "ke"
    FOR_FILE = "berkas"


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the colour in which they stand."""

    words: str
    tone: Tone = Tone.PLAIN


def due_in_words(due: date | None, today: date) -> Said:
    """Say until when the office has to do its next step."""
    if due is None:
        return Said("Tanpa tenggat")
    if due < today:
        return Said(f"Terlambat {(today - due).days} hari", Tone.LATE)
    if due == today:
        return Said("Jatuh tempo hari ini", Tone.TODAY)
    return Said(f"Sampai {day_in_words(due)}")


def division_name(desk: Desk, code: str) -> str:
    """Name a division; its code where the office has it no more."""
    names = {each.code: each.name for each in desk.catalogue.office.divisions}
    return names.get(code, code)


def form_label(desk: Desk, code: str, otherwise: str = "") -> str:
    """Name a form as officers know it; where it is published no more, `otherwise` or its code."""
    form = desk.catalogue.form(code)
    return form.label if form else otherwise or code


def names_of(rows: Iterable[int], people: Mapping[int, str]) -> str:
    """Name officers by their rows."""
    return ", ".join(people.get(row, _NOBODY_ANY_MORE) for row in rows)


def joined(*parts: str) -> str:
    """Put what there is in a row."""
    return ", ".join(filter(None, parts))
