"""Forms: their sections, their questions, and when a question is asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from loket_site.model.record import Record

UNKNOWN_SERVICE = "tidak-tahu"
"""The answer to a `daftar-layanan` question by somebody who cannot name the service."""

IDENTITY_QUESTION = "identitas"
"""The question that settles who may see the sender's name: `rahasia`, `terbuka` or `tanpa`."""

ANONYMOUS = "tanpa"
"""The choice of `IDENTITY_QUESTION` without a name; offered only if the office allows it."""

QUESTION_ID = re.compile(r"[a-z][a-z0-9_]*")
"""The shape of a question's id: it is a field name, a CSS class and an anchor."""

RESERVED_IDS = frozenset(
    {"versi", "bahasa", "kosongkan", "token", "aksi", "kode", "pesan", "isi", "ringkas"}
    | {"penjaga", "halaman", "ringkasan", "divisi", "keterangan"}
    | {"answers", "asked", "choices_of", "conditions_css", "data", "errors", "form_errors"}
    | {"meta", "mistakes", "populate_obj", "post_process", "process", "spec", "validate"}
)
"""Names that the pages use for themselves, and those that a form's own machinery answers to."""

SERVICE_IN_BOOK = "layanan"
"""The field in which officers choose a case's service: the sender's question may have its name,
since the two stand on no page together; a question for officers may not."""


class FormKind(StrEnum):
    """What a submission of a form is."""

    COMPLAINT = "pengaduan"
    SUGGESTION = "saran"
    INFORMATION_REQUEST = "informasi"


class Seal(StrEnum):
    """For whom a submission is sealed. `biasa`: the inbox itself and the recovery key."""

    ORDINARY = "biasa"


class QuestionKind(StrEnum):
    """What an answer looks like."""

    TEXT = "teks"
    PARAGRAPH = "paragraf"
    NAME = "nama"
    ADDRESS = "alamat"
    PHONE = "telepon"
    EMAIL = "email"
    CHOOSE_ONE = "pilih-satu"
    CHOOSE_MANY = "pilih-banyak"
    SERVICE = "daftar-layanan"
    CONSENT = "setuju"


LONGEST: Mapping[QuestionKind, int] = {
    QuestionKind.TEXT: 200,
    QuestionKind.NAME: 100,
    QuestionKind.ADDRESS: 300,
    QuestionKind.PARAGRAPH: 4000,
    QuestionKind.PHONE: 30,
    QuestionKind.EMAIL: 254,
}
"""How many characters an answer may have where the form does not say (`batas.paling_panjang`)."""


class Choice(msgspec.Struct, frozen=True):
    """One way to answer: what is stored, what is read, and a word of help."""

    value: str
    label: str
    help: str = ""

    @classmethod
    def parse(cls, line: str) -> Choice:
        """Read `"nilai | teks | bantuan"`. Raises ValueError if value or text is missing."""
        parts = [part.strip() for part in line.split("|")]
        if not 2 <= len(parts) <= 3 or not all(parts):
            raise ValueError(line)
        return cls(*parts)


class Condition(msgspec.Struct, frozen=True):
    """When a question is asked: another one has one of `values` (or, negated, none of them)."""

    question: str
    values: tuple[str, ...]
    negated: bool = False

    def holds(self, given: tuple[str, ...]) -> bool:
        """Say whether the condition is met by the answers `given` to its question."""
        return any(value in self.values for value in given) != self.negated


class Limits(Record, frozen=True):
    """How short and how long a text may be, in characters."""

    shortest: int = 0
    longest: int | None = None


class ErrorWording(Record, frozen=True):
    """The office's own sentence for each kind of mistake (`galat.kosong = "…"`)."""

    missing: str = ""
    too_short: str = ""
    too_long: str = ""
    malformed: str = ""
    unknown: str = ""


class Question(Record, frozen=True):
    """One question of a form (`[[bagian.pertanyaan]]`, `[[petugas]]`); its id names its field."""

    id: str
    kind: QuestionKind
    label: str
    help: str = ""
    required: bool = False
    default: str = ""
    personal: bool = False
    choice_lines: tuple[str, ...] = ()
    limits: Limits = Limits()
    rows: int = 4
    shown_if: dict[str, str | tuple[str, ...]] = msgspec.field(default_factory=dict)
    wording: ErrorWording = ErrorWording()

    @property
    def longest(self) -> int:
        """How many characters an answer may have; 0 where it is chosen, not written."""
        return LONGEST.get(self.kind, 0) if self.limits.longest is None else self.limits.longest

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices written in the content (none for `daftar-layanan`)."""
        return tuple(Choice.parse(line) for line in self.choice_lines)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that must hold for the question to be asked; none means always."""
        return tuple(_condition(name, wanted) for name, wanted in self.shown_if.items())


def _condition(question: str, wanted: str | tuple[str, ...]) -> Condition:
    values = (wanted,) if isinstance(wanted, str) else wanted
    negated = bool(values) and all(value.startswith("!") for value in values)
    return Condition(question, tuple(value.removeprefix("!") for value in values), negated)


class Section(Record, frozen=True):
    """A part of a form (`[[bagian]]`)."""

    title: str
    questions: tuple[Question, ...]


OFFICERS_SECTION = "Diisi petugas"
"""The title of the part that holds the questions for officers."""


class PrivacyNotice(Record, frozen=True):
    """What a form must say of personal data before it takes any (UU 27/2022, ps. 21)."""

    basis: str
    purpose: str
    data: str
    rights: str


class FormSpec(Record, frozen=True):
    """A form: `formulir/<file>.toml`. `deadlines` are codes of `tenggat.toml`, in order.

    `misconduct_deadline` is the code of the clock that replaces the last of them once an officer
    has found that a case alleges misconduct. `officer_questions` are none of the public's.
    `title` tells the public what to do here; `name` is what officers call it.
    """

    code: str
    version: int
    title: str
    intro: str
    kind: FormKind
    retention: str
    privacy: PrivacyNotice
    sections: tuple[Section, ...]
    name: str = ""
    seal: Seal = Seal.ORDINARY
    sensitive: bool = False
    deadlines: tuple[str, ...] = ()
    misconduct_deadline: str = ""
    retention_confirmed: bool = False
    officer_questions: tuple[Question, ...] = ()

    @property
    def label(self) -> str:
        """What officers call the form."""
        return self.name or self.title

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the sections, in the order in which it is asked."""
        return tuple(question for section in self.sections for question in section.questions)

    def at_desk(self) -> FormSpec:
        """The form that an officer fills in for somebody: the officers' questions come last.

        What the officer may not know is not required. A slip from the suggestion box has no name,
        no address, and nobody there to tick a box.
        """
        sections = tuple(
            replace(section, questions=tuple(map(_as_far_as_known, section.questions)))
            for section in (*self.sections, *_officers_part(self.officer_questions))
        )
        return replace(self, sections=sections, officer_questions=())

    def for_officers(self) -> FormSpec:
        """The officers' questions alone, for a case whose other answers are already there."""
        here = {question.id for question in self.officer_questions}
        questions = tuple(_on_its_own(question, here) for question in self.officer_questions)
        return replace(self, sections=_officers_part(questions), officer_questions=())


def _officers_part(questions: tuple[Question, ...]) -> tuple[Section, ...]:
    return (Section(title=OFFICERS_SECTION, questions=questions),) if questions else ()


def _as_far_as_known(question: Question) -> Question:
    asks_the_sender = question.personal or question.kind is QuestionKind.CONSENT
    return replace(question, required=False) if asks_the_sender else question


def _on_its_own(question: Question, here: Collection[str]) -> Question:
    """The question where only those of `here` are asked beside it.

    The sender's answers are no part of this form, so what hangs on one of them cannot be judged:
    the question is asked, and may be left open, since it may not concern this case.
    """
    shown_if = {name: wanted for name, wanted in question.shown_if.items() if name in here}
    if shown_if == question.shown_if:
        return question
    return replace(question, shown_if=shown_if, required=False)
