"""Forms: their sections, their questions, and when a question is asked."""

from __future__ import annotations

import re
from collections.abc import Collection
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
    | {"penjaga", "halaman", "ringkasan", "divisi", "keterangan", "menu", "sebelum"}
    | {"answers", "asked", "choices_of", "conditions_css", "data", "errors", "files", "form_errors"}
    | {
        "left_out",
        "meta",
        "mistakes",
        "populate_obj",
        "post_process",
        "posted",
        "process",
        "read_back",
    }
    | {"say", "spec", "today", "validate"}
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
    REPORT = "laporan"
    SURVEY = "survei"
    RECORD = "catatan"


class Seal(StrEnum):
    """For whom a submission is sealed.

    `biasa`: the inbox itself and the recovery key. `tersegel`: the office key and the recovery key.
    """

    ORDINARY = "biasa"
    SEALED = "tersegel"


class MailToSender(StrEnum):
    """What a sender who gave an e-mail address is mailed: the answer, or that there is one."""

    NOTHING = ""
    ANSWER = "isi"
    NOTICE = "kabar"


class QuestionKind(StrEnum):
    """What an answer looks like."""

    TEXT = "teks"
    PARAGRAPH = "paragraf"
    NAME = "nama"
    ADDRESS = "alamat"
    PHONE = "telepon"
    EMAIL = "email"
    NUMBER = "angka"
    RUPIAH = "rupiah"
    DATE = "tanggal"
    EVENT_DATE = "tanggal-kejadian"
    TIME = "jam"
    CHOOSE_ONE = "pilih-satu"
    CHOOSE_MANY = "pilih-banyak"
    SERVICE = "daftar-layanan"
    SCALE = "skala"
    IDENTITY_NUMBER = "nik"
    FILES = "berkas"
    CONSENT = "setuju"
    SAFE_CONTACT = "kontak-aman"
    NOTE = "catatan"


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


MOST_FILES = 3
"""How many files a question takes where the form does not say (`batas.paling_banyak`)."""


class Limits(Record, frozen=True):
    """What an answer may be at least and at most; which of these count depends on the kind.

    `shortest` and `longest` are characters of a text. `least` and `most` bound a number or an
    amount of money; `most` also counts choices and files. `oldest` is how far back a day may lie
    ("30 hari", "6 bulan", "1 tahun"), `future` whether it may still come. `pdf`: a file may be one.
    """

    shortest: int = 0
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    oldest: str = ""
    future: bool = False
    pdf: bool = False


class ErrorWording(Record, frozen=True):
    """The office's own sentence for each kind of mistake (`galat.kosong = "…"`)."""

    missing: str = ""
    too_short: str = ""
    too_long: str = ""
    malformed: str = ""
    unknown: str = ""
    too_little: str = ""
    too_much: str = ""


class Question(Record, frozen=True):
    """One question of a form (`[[bagian.pertanyaan]]`, `[[petugas]]`); its id names its field.

    Who chooses one of `about_staff` complains of somebody who works at the office.
    """

    id: str
    kind: QuestionKind
    label: str
    help: str = ""
    required: bool = False
    default: str = ""
    personal: bool = False
    choice_lines: tuple[str, ...] = ()
    about_staff: tuple[str, ...] = ()
    limits: Limits = Limits()
    rows: int = 4
    shown_if: dict[str, str | tuple[str, ...]] = msgspec.field(default_factory=dict)
    wording: ErrorWording = ErrorWording()

    @property
    def most_files(self) -> int:
        """How many files a question takes."""
        return self.limits.most or MOST_FILES

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

    One that is for officers only is never on the site; officers type it in.

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
    mail: MailToSender = MailToSender.NOTHING
    officers_only: bool = False
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

    @property
    def is_answered(self) -> bool:
        """Say whether whoever sends it gets an answer; a survey is kept, and that is all."""
        return self.kind is not FormKind.SURVEY

    @property
    def asks_for_files(self) -> bool:
        """Say whether a browser has to send it with files (multipart)."""
        return any(question.kind is QuestionKind.FILES for question in self.questions)

    def at_desk(self) -> FormSpec:
        """The form that an officer fills in for somebody: the officers' questions come last.

        A slip from the suggestion box has no name, no address, and nobody there to tick a box; a
        sheet of paper may have gaps. So of all that the sender must answer only a story is left;
        of the officers' own questions, all that do not ask for a person.
        """
        sections = tuple(
            replace(section, questions=tuple(map(_as_far_as_told, section.questions)))
            for section in self.sections
        )
        officers = tuple(map(_as_far_as_known, self.officer_questions))
        return replace(self, sections=(*sections, *_officers_part(officers)), officer_questions=())

    def for_officers(self) -> FormSpec:
        """The officers' questions alone, for a case whose other answers are already there."""
        here = {question.id for question in self.officer_questions}
        questions = tuple(_on_its_own(question, here) for question in self.officer_questions)
        return replace(self, sections=_officers_part(questions), officer_questions=())


def _officers_part(questions: tuple[Question, ...]) -> tuple[Section, ...]:
    return (Section(title=OFFICERS_SECTION, questions=questions),) if questions else ()


def _as_far_as_told(question: Question) -> Question:
    is_story = question.kind is QuestionKind.PARAGRAPH and not question.personal
    return question if is_story else replace(question, required=False)


def _as_far_as_known(question: Question) -> Question:
    asks_for_a_person = question.personal or question.kind is QuestionKind.CONSENT
    return replace(question, required=False) if asks_for_a_person else question


def _on_its_own(question: Question, here: Collection[str]) -> Question:
    """The question where only those of `here` are asked beside it.

    The sender's answers are no part of this form, so what hangs on one of them cannot be judged:
    the question is asked, and may be left open, since it may not concern this case.
    """
    shown_if = {name: wanted for name, wanted in question.shown_if.items() if name in here}
    if shown_if == question.shown_if:
        return question
    return replace(question, shown_if=shown_if, required=False)
