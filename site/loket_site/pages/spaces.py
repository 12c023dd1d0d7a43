"""Room for a pen: what each kind of question leaves open on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from loket_site.forms.kinds.dates import FORGOTTEN, WHEN
from loket_site.forms.kinds.safe_contact import CHECKED, CONTACT, NO_CONTACT, WAYS
from loket_site.model import Choice, Question, QuestionKind

_ONE_LINE = 100
"""How many characters a hand writes on one line of A4; more ask for a second line."""

_LONGEST_LIST = 12
"""How many services are listed for ticking; more would fill the page, so the name is written."""

_WIDEST_OF = ((4, 14), (2, 46))
"""So many columns, where no choice is longer than so many characters."""


MAY_WE_CALL = (
    Choice(NO_CONTACT, "Jangan hubungi saya. Saya periksa sendiri."),
    Choice(CONTACT, "Boleh, dengan cara yang saya tulis di bawah ini."),
)
"""The two answers that decide about the rest of a safe contact."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines to write on; one with a word before it stands beside that word."""

    shape: ClassVar[str] = "lines"
    label: str = ""
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Boxes:
    """Letter boxes in groups, with words before and after and a sign between the groups.

    A telephone number is `(4, 4, 5)`.
    """

    shape: ClassVar[str] = "boxes"
    groups: tuple[int, ...]
    label: str = ""
    joint: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Choices to tick: circles where one may be chosen, squares where several may.

    They stand in columns, or in a row after a word.
    """

    shape: ClassVar[str] = "marks"
    choices: tuple[Choice, ...]
    many: bool = False
    columns: int = 1
    label: str = ""


Space: TypeAlias = Lines | Boxes | Marks

Room: TypeAlias = tuple[tuple[Space, ...], ...]
"""Rows from top to bottom; what is in a row stands side by side."""


def room_for(question: Question, choices: tuple[Choice, ...]) -> Room:
    """Say what a question needs on paper, `choices` being what may be chosen in it."""
    return _ROOM[question.kind](question, choices)


def answers_on_paper(question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Give the answers that a sentence about the question can name."""
    fixed = {QuestionKind.EVENT_DATE: WHEN, QuestionKind.SAFE_CONTACT: MAY_WE_CALL}
    return fixed.get(question.kind, choices)


def _written(question: Question, _: tuple[Choice, ...]) -> Room:
    return ((Lines(rows=2 if question.longest > _ONE_LINE else 1),),)


def _one_line(_: Question, __: tuple[Choice, ...]) -> Room:
    return ((Lines(),),)


def _story(question: Question, _: tuple[Choice, ...]) -> Room:
    return ((Lines(rows=question.rows),),)


def _address(_: Question, __: tuple[Choice, ...]) -> Room:
    # The list of kecamatan would fill a third of a page; people know theirs.
    return ((Lines(rows=2),), (Lines("Kecamatan"), Lines("Desa atau kelurahan")))


def _phone(_: Question, __: tuple[Choice, ...]) -> Room:
    return ((Boxes((4, 4, 5)),),)


def _identity_number(_: Question, __: tuple[Choice, ...]) -> Room:
    return ((Boxes((4, 4, 4, 4)),),)


def _number(question: Question, _: tuple[Choice, ...]) -> Room:
    return ((Boxes((_digits(question, 5),)),),)


def _rupiah(question: Question, _: tuple[Choice, ...]) -> Room:
    digits = _digits(question, 9)
    first = digits % 3
    groups = ((first,) if first else ()) + (3,) * (digits // 3)
    return ((Boxes(groups, label="Rp", joint="."),),)


def _digits(question: Question, otherwise: int) -> int:
    most = question.limits.most
    return otherwise if most is None else len(str(most))


def _date(_: Question, __: tuple[Choice, ...]) -> Room:
    return ((Boxes((2,), "Tanggal"), Boxes((2,), "Bulan"), Boxes((4,), "Tahun")),)


def _event_date(_: Question, __: tuple[Choice, ...]) -> Room:
    # "Today" means nothing on a sheet that may wait in a bag: whoever knows the day writes it.
    return (*_date(_, __), (Marks(tuple(way for way in WHEN if way.value == FORGOTTEN)),))


def _time(_: Question, __: tuple[Choice, ...]) -> Room:
    return ((_hour("Pukul"),),)


def _hour(label: str) -> Boxes:
    return Boxes((2, 2), label, joint=".")


def _one_of(_: Question, choices: tuple[Choice, ...]) -> Room:
    return ((Marks(choices, columns=_columns(choices)),),)


def _some_of(_: Question, choices: tuple[Choice, ...]) -> Room:
    return ((Marks(choices, many=True, columns=_columns(choices)),),)


def _columns(choices: tuple[Choice, ...]) -> int:
    if any(choice.help for choice in choices):
        return 1
    widest = max((len(choice.label) for choice in choices), default=0)
    return next((columns for columns, limit in _WIDEST_OF if widest <= limit), 1)


def _service(question: Question, choices: tuple[Choice, ...]) -> Room:
    if len(choices) > _LONGEST_LIST:
        return _one_line(question, choices)
    return _one_of(question, choices)


def _scale(_: Question, choices: tuple[Choice, ...]) -> Room:
    steps = tuple(Choice(step.value, f"{step.value} {step.label}") for step in choices)
    return ((Marks(steps, columns=len(steps)),),)


def _files(_: Question, __: tuple[Choice, ...]) -> Room:
    enclosed = Marks((Choice("ya", "Saya melampirkan"),), many=True)
    return ((enclosed, Boxes((2,), unit="lembar")),)


def _consent(_: Question, __: tuple[Choice, ...]) -> Room:
    return ((_square("Ya"),),)


def _square(label: str) -> Marks:
    return Marks((Choice("ya", label),), many=True)


def _safe_contact(_: Question, __: tuple[Choice, ...]) -> Room:
    """Ask one by one what makes a call safe (SS-7); nothing filled in means: no call."""
    return (
        (Marks(MAY_WE_CALL),),
        (Marks(WAYS, many=True, label="Cara yang boleh"),),
        (Boxes((4, 4, 5), "Nomor"),),
        (Lines("Email"),),
        (_hour("Antara pukul"), _hour("sampai")),
        (_square("Boleh menyebut nama kantor"), _square("Boleh meninggalkan pesan")),
        (Lines("Kata sandi yang kami sebut dulu"),),
        (Marks(CHECKED, label="Apakah orang lain memeriksa ponsel ini?"),),
        (_square("Orang lain mungkin memeriksa, tetapi saya tetap boleh dihubungi"),),
    )


def _day(label: str) -> Boxes:
    return Boxes((2, 2, 4), label, joint="-")


def signature(*, optional: bool) -> Room:
    """Give the room for a hand under what it agrees to."""
    label = "Tanda tangan (boleh kosong)" if optional else "Tanda tangan"
    return ((Lines(label), _day("Tanggal")),)


def arrival(*, with_receipt: bool) -> Room:
    """Give the room for how a sheet came in; whoever types it in is asked the same."""
    ways = tuple(Choice(way, way) for way in ("Datang langsung", "Surat", "Kotak saran"))
    given = (_square("Salinan tanda terima sudah diberikan"),) if with_receipt else ()
    return (
        (Boxes((4, 4), "Nomor", joint="-"), _day("Diterima tanggal"), _hour("pukul")),
        (Marks(ways, label="Lewat"), *given),
        (Lines("Nama dan paraf"),),
    )


def _nothing(_: Question, __: tuple[Choice, ...]) -> Room:
    return ()


_ROOM: Mapping[QuestionKind, Callable[[Question, tuple[Choice, ...]], Room]] = {
    QuestionKind.TEXT: _written,
    QuestionKind.PARAGRAPH: _story,
    QuestionKind.NAME: _one_line,
    QuestionKind.ADDRESS: _address,
    QuestionKind.PHONE: _phone,
    QuestionKind.EMAIL: _one_line,
    QuestionKind.NUMBER: _number,
    QuestionKind.RUPIAH: _rupiah,
    QuestionKind.DATE: _date,
    QuestionKind.EVENT_DATE: _event_date,
    QuestionKind.TIME: _time,
    QuestionKind.CHOOSE_ONE: _one_of,
    QuestionKind.CHOOSE_MANY: _some_of,
    QuestionKind.SERVICE: _service,
    QuestionKind.SCALE: _scale,
    QuestionKind.IDENTITY_NUMBER: _identity_number,
    QuestionKind.FILES: _files,
    QuestionKind.CONSENT: _consent,
    QuestionKind.SAFE_CONTACT: _safe_contact,
    QuestionKind.NOTE: _nothing,
}

if set(_ROOM) != set(QuestionKind):
    raise NotImplementedError(f"kinds without room on paper: {set(QuestionKind) - set(_ROOM)}")
