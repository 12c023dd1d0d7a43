"""What a translator writes: the words of a form or of the office in another language.

Nothing here is required: where a word is missing, the Indonesian one stands.
"""

from __future__ import annotations

import msgspec

from loket_site.model.form import ErrorWording
from loket_site.model.record import Record


class QuestionWords(Record, frozen=True):
    """The words of one question (`[pertanyaan.<id>]`); those of a choice are "teks | bantuan"."""

    label: str = ""
    help: str = ""
    choice_lines: dict[str, str] = msgspec.field(default_factory=dict)
    wording: ErrorWording = ErrorWording()


class PrivacyWords(Record, frozen=True):
    """The words of `[privasi]`."""

    basis: str = ""
    purpose: str = ""
    data: str = ""
    rights: str = ""


class FormWords(Record, frozen=True):
    """The words of one form: `formulir/<file>.<language>.toml`."""

    title: str = ""
    intro: str = ""
    sections: tuple[str, ...] = ()
    privacy: PrivacyWords = PrivacyWords()
    questions: dict[str, QuestionWords] = msgspec.field(default_factory=dict)


class OfficeWords(Record, frozen=True):
    """The words around the forms: `kantor.<language>.toml`.

    `emergency` is by number, `deadlines` by code, `services` by the number of the service.
    """

    name: str = ""
    government: str = ""
    hours: str = ""
    emergency: dict[str, str] = msgspec.field(default_factory=dict)
    deadlines: dict[str, str] = msgspec.field(default_factory=dict)
    services: dict[str, str] = msgspec.field(default_factory=dict)


class Translation(msgspec.Struct, frozen=True):
    """Everything that has been translated into one language; forms by their code."""

    office: OfficeWords = OfficeWords()
    forms: dict[str, FormWords] = msgspec.field(default_factory=dict)
