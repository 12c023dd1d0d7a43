"""What the office publishes, as frozen values: no files, no network, no clock.

The attributes are English, the keys that the clerk writes are Indonesian; `rename` on each
record is the dictionary between the two (`title` reads `judul`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

UNKNOWN_SERVICE = "tidak-tahu"
"""The answer to a `daftar-layanan` question by somebody who cannot name the service."""

IDENTITY_QUESTION = "identitas"
"""The question that settles who may see the sender's name: `rahasia`, `terbuka` or `tanpa`."""

ANONYMOUS = "tanpa"
"""The choice of `IDENTITY_QUESTION` without a name; offered only if the office allows it."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a content file. An unknown key is an error."""


class EmergencyNumber(Record, frozen=True, rename={"number": "nomor", "name": "nama"}):
    """A number for people in danger (`[[darurat]]`)."""

    number: str
    name: str
    whatsapp: bool = False


class Division(Record, frozen=True, rename={"code": "kode", "name": "nama"}):
    """A part of the office that answers cases (`[[divisi]]`)."""

    code: str
    name: str


class Office(
    Record,
    frozen=True,
    rename={
        "name": "nama",
        "short_name": "nama_singkat",
        "government": "pemerintah",
        "address": "alamat",
        "postal_address": "alamat_surat",
        "postcode": "kode_pos",
        "phone": "telepon",
        "fax": "faks",
        "mobile": "hp",
        "website": "situs",
        "social_media": "medsos",
        "hours": "jam",
        "map_url": "peta",
        "exit_url": "keluar",
        "accepts_anonymous": "terima_tanpa_nama",
        "emergency": "darurat",
        "divisions": "divisi",
    },
):
    """The office itself: `kantor.toml`. Empty text means: not known, not confirmed."""

    name: str
    short_name: str
    government: str
    address: str
    phone: str
    email: str
    exit_url: str
    postal_address: str = ""
    postcode: str = ""
    fax: str = ""
    mobile: str = ""
    whatsapp: str = ""
    website: str = ""
    social_media: tuple[str, ...] = ()
    hours: str = ""
    map_url: str = ""
    accepts_anonymous: bool = False
    emergency: tuple[EmergencyNumber, ...] = ()
    divisions: tuple[Division, ...] = ()


class Unit(StrEnum):
    """What a deadline counts in."""

    WORKING_DAYS = "hari kerja"
    DAYS = "hari"
    HOURS = "jam"


class StartsAt(StrEnum):
    """The moment at which a deadline starts to run."""

    RECEIVED = "diterima"
    VERIFIED = "diverifikasi"
    COMPLETE = "lengkap"


class Deadline(
    Record,
    frozen=True,
    rename={
        "code": "kode",
        "amount": "angka",
        "unit": "satuan",
        "starts_at": "mulai",
        "source": "sumber",
        "confirmed": "dipastikan",
        "step": "langkah",
    },
):
    """One clock of `tenggat.toml`. `step` is the sentence the public reads on a receipt."""

    code: str
    amount: int
    unit: Unit
    starts_at: StartsAt
    source: str
    confirmed: bool = False
    step: str = ""


class HolidayKind(StrEnum):
    """Why a weekday is no working day."""

    NATIONAL = "libur nasional"
    COLLECTIVE_LEAVE = "cuti bersama"


class Holiday(Record, frozen=True, rename={"day": "tanggal", "name": "nama", "kind": "jenis"}):
    """One day off (`[[hari]]`)."""

    day: date
    name: str
    kind: HolidayKind


class HolidayCalendar(
    Record,
    frozen=True,
    rename={"year": "tahun", "confirmed": "dipastikan", "source": "sumber", "days": "hari"},
):
    """The days off of one year: `libur/<year>.toml`. `confirmed`: a person has compared it."""

    year: int
    confirmed: bool
    source: str
    days: tuple[Holiday, ...]


class Turnaround(
    Record, frozen=True, rename={"amount": "angka", "unit": "satuan", "note": "catatan"}
):
    """How long a service takes: a number with its unit, or words, or both."""

    amount: int | None = None
    unit: str = ""
    note: str = ""


class Fee(Record, frozen=True, rename={"free": "gratis", "details": "rincian"}):
    """What a service costs."""

    free: bool
    details: str = ""


Component = str | tuple[str, ...]
"""A component of a standard that may be one sentence or a list of them."""


class ServiceStandard(
    Record,
    frozen=True,
    rename={
        "number": "nomor",
        "title": "judul",
        "official_name": "nama_resmi",
        "summary": "ringkas",
        "decree": "sk",
        "decree_date": "tanggal_sk",
        "division": "divisi",
        "sensitive": "peka",
        "reviewed": "ditinjau",
        "source": "sumber",
        "confirmed": "dipastikan",
        "requirements": "persyaratan",
        "procedure": "prosedur",
        "turnaround": "waktu",
        "fee": "biaya",
        "outputs": "produk",
        "complaint": "pengaduan",
        "legal_basis": "dasar_hukum",
        "facilities": "sarana",
        "competence": "kompetensi",
        "supervision": "pengawasan",
        "staffing": "jumlah_pelaksana",
        "guarantee": "jaminan_pelayanan",
        "safety_guarantee": "jaminan_keamanan",
        "evaluation": "evaluasi",
        "forms": "formulir",
        "synonyms": "sinonim",
    },
):
    """A service standard: `layanan/<file>.md`.

    The components are those of UU 25/2009 and Permen PANRB 15/2014; `complaint` left empty means
    the office's own complaint page. `body` is the Markdown below the front matter.
    """

    number: int
    title: str
    summary: str
    requirements: tuple[str, ...]
    procedure: tuple[str, ...]
    turnaround: Turnaround
    fee: Fee
    outputs: tuple[str, ...]
    official_name: str = ""
    decree: str = ""
    decree_date: date | None = None
    division: str = ""
    sensitive: bool = False
    reviewed: date | None = None
    source: str = ""
    confirmed: bool = False
    complaint: str = ""
    legal_basis: Component = ()
    facilities: Component = ()
    competence: Component = ()
    supervision: Component = ()
    staffing: Component = ()
    guarantee: Component = ()
    safety_guarantee: Component = ()
    evaluation: Component = ()
    forms: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    body: str = ""


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


class Limits(
    Record, frozen=True, rename={"shortest": "paling_pendek", "longest": "paling_panjang"}
):
    """How short and how long a text may be, in characters."""

    shortest: int = 0
    longest: int | None = None


class ErrorWording(
    Record,
    frozen=True,
    rename={
        "missing": "kosong",
        "too_short": "pendek",
        "too_long": "panjang",
        "malformed": "bentuk",
        "unknown": "pilihan",
    },
):
    """The office's own sentence for each kind of mistake (`galat.kosong = "…"`)."""

    missing: str = ""
    too_short: str = ""
    too_long: str = ""
    malformed: str = ""
    unknown: str = ""


class Question(
    Record,
    frozen=True,
    rename={
        "kind": "jenis",
        "help": "bantuan",
        "required": "wajib",
        "default": "bawaan",
        "personal": "pribadi",
        "choice_lines": "pilihan",
        "limits": "batas",
        "rows": "baris",
        "shown_if": "tampil_jika",
        "wording": "galat",
    },
):
    """One question of a form (`[[bagian.pertanyaan]]`). Its id is its field's name."""

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
    shown_if: dict[str, str | tuple[str, ...]] = {}
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


class Section(Record, frozen=True, rename={"title": "judul", "questions": "pertanyaan"}):
    """A part of a form (`[[bagian]]`)."""

    title: str
    questions: tuple[Question, ...]


class PrivacyNotice(
    Record,
    frozen=True,
    rename={"basis": "dasar", "purpose": "tujuan", "data": "data", "rights": "hak"},
):
    """What a form must say of personal data before it takes any (UU 27/2022, ps. 21)."""

    basis: str
    purpose: str
    data: str
    rights: str


class FormSpec(
    Record,
    frozen=True,
    rename={
        "code": "kode",
        "version": "versi",
        "title": "judul",
        "intro": "pengantar",
        "kind": "jenis",
        "seal": "segel",
        "sensitive": "peka",
        "deadlines": "tenggat",
        "retention": "simpan",
        "retention_confirmed": "simpan_dipastikan",
        "privacy": "privasi",
        "sections": "bagian",
    },
):
    """A form: `formulir/<file>.toml`. `deadlines` are codes of `tenggat.toml`, in order."""

    code: str
    version: int
    title: str
    intro: str
    kind: FormKind
    retention: str
    privacy: PrivacyNotice
    sections: tuple[Section, ...]
    seal: Seal = Seal.ORDINARY
    sensitive: bool = False
    deadlines: tuple[str, ...] = ()
    retention_confirmed: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which it is asked."""
        return tuple(question for section in self.sections for question in section.questions)


class Page(
    Record,
    frozen=True,
    rename={
        "title": "judul",
        "summary": "ringkas",
        "sensitive": "peka",
        "order": "urutan",
        "reviewed": "ditinjau",
        "confirmed": "dipastikan",
    },
):
    """A page of prose: `halaman/<slug>.md`. `slug` and `body` come from the file itself."""

    title: str
    summary: str
    order: int
    sensitive: bool = False
    reviewed: date | None = None
    confirmed: bool = False
    slug: str = ""
    body: str = ""


class Village(msgspec.Struct, frozen=True):
    """A desa or kelurahan with its official code."""

    code: str
    name: str
    type: str


class District(msgspec.Struct, frozen=True):
    """A kecamatan with its official code."""

    code: str
    name: str
    villages: tuple[Village, ...]


class Regency(msgspec.Struct, frozen=True):
    """The places of the regency: `wilayah.json`, official codes and names."""

    code: str
    name: str
    districts: tuple[District, ...]


class Catalogue(msgspec.Struct, frozen=True):
    """Everything that the office publishes, read and checked as one."""

    office: Office
    deadlines: tuple[Deadline, ...]
    calendars: tuple[HolidayCalendar, ...]
    services: tuple[ServiceStandard, ...]
    forms: tuple[FormSpec, ...]
    pages: tuple[Page, ...]
    regency: Regency | None = None

    def service(self, number: int) -> ServiceStandard | None:
        """The service with this number, if there is one."""
        return next((service for service in self.services if service.number == number), None)

    def form(self, code: str) -> FormSpec | None:
        """The form with this code, if there is one."""
        return next((form for form in self.forms if form.code == code), None)

    def page(self, slug: str) -> Page | None:
        """The page with this slug, if there is one."""
        return next((page for page in self.pages if page.slug == slug), None)

    def deadlines_of(self, form: FormSpec) -> tuple[Deadline, ...]:
        """The clocks of a form, in the form's own order."""
        by_code: Mapping[str, Deadline] = {deadline.code: deadline for deadline in self.deadlines}
        return tuple(by_code[code] for code in form.deadlines)


QUESTION_ID = re.compile(r"[a-z][a-z0-9_]*")
"""The shape of a question's id: it is a field name, a CSS class and an anchor."""

RESERVED_IDS = frozenset(
    {"versi", "bahasa", "kosongkan", "token", "aksi", "kode", "pesan", "isi", "ringkas"}
    | {"answers", "asked", "choices_of", "conditions_css", "data", "errors", "form_errors"}
    | {"meta", "mistakes", "populate_obj", "post_process", "process", "spec", "validate"}
)
"""Names that the pages use for themselves, and those that a form's own machinery answers to."""
