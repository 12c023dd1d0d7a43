"""How a case came in and whether it was answered at once: what every typed-in case is asked.

The ids of these questions have hyphens, which no question of a form has.
"""

from __future__ import annotations

from datetime import date, datetime, time

from msgspec import structs
from werkzeug.datastructures import MultiDict

from loket_inbox.domain.deadlines import OFFICE_TIME
from loket_inbox.domain.limits import LONGEST_TEXT
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.promises import day_in_words, moment_in_words
from loket_site.forms.form import AnswerForm, build_form
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import ErrorWording, FormSpec, Limits, Question, QuestionKind, Section
from loket_site.words.spelling.days import typed_day

CHANNEL = "saluran-masuk"
DAY = "tanggal-terima"
ON_THE_SPOT = "di-tempat"
ANSWER = "jawaban-di-tempat"

FIRST_DAY = date(2020, 1, 1)
"""No letter that is typed in came before."""

_YES = "ya"
_NOON = time(12, tzinfo=OFFICE_TIME)

_HOW = Section(
    title="Cara masuk",
    questions=(
        Question(
            id=CHANNEL,
            kind=QuestionKind.CHOOSE_ONE,
            label="Lewat mana kiriman ini masuk?",
            required=True,
            choice_lines=tuple(
                f"{channel.code} | {channel.label}"
                for channel in Channel
                if channel is not Channel.WEB
            ),
            wording=ErrorWording(
                missing="Pilih lewat mana kiriman ini masuk.",
                unknown="Pilih satu saluran dari daftar.",
            ),
        ),
        Question(
            id=DAY,
            kind=QuestionKind.TEXT,
            label="Tanggal diterima",
            help="Untuk surat: hari surat itu sampai di kantor.",
            required=True,
            wording=ErrorWording(missing="Tulis tanggal kiriman ini diterima."),
        ),
    ),
)
_ANSWERED = Section(
    title="Jawaban di tempat",
    questions=(
        Question(
            id=ON_THE_SPOT,
            kind=QuestionKind.CHOOSE_ONE,
            label="Sudah dijawab di tempat?",
            required=True,
            default="tidak",
            choice_lines=("tidak | Belum", f"{_YES} | Sudah"),
            wording=ErrorWording(
                missing="Pilih sudah dijawab atau belum.", unknown="Pilih sudah dijawab atau belum."
            ),
        ),
        Question(
            id=ANSWER,
            kind=QuestionKind.PARAGRAPH,
            label="Apa jawaban kantor?",
            help="Pengirim membaca jawaban ini di halaman Lacak.",
            required=True,
            limits=Limits(longest=LONGEST_TEXT),
            shown_if={ON_THE_SPOT: _YES},
            wording=ErrorWording(missing="Tulis jawaban yang sudah diberikan."),
        ),
    ),
)


def build_arrival(spec: FormSpec, catalogue: Catalogue) -> type[AnswerForm]:
    """Make the class of these questions; `spec` is the form beside which they are asked."""
    sections = (_HOW, _ANSWERED) if spec.is_answered else (_HOW,)
    own = structs.replace(spec, sections=sections, officer_questions=())
    return build_form(own, catalogue)


def judged(
    kind: type[AnswerForm], fields: MultiDict[str, str], today: date
) -> tuple[AnswerForm, bool]:
    """Read what was posted, and say whether it can be taken."""
    form = kind(formdata=fields)
    sound = form.validate()
    field = form[DAY]
    if not field.errors:
        day = typed_day(field.data)
        if day is None:
            field.errors = ("Tulis tanggal seperti 16-03-2026.",)
        elif not FIRST_DAY <= day <= today:
            field.errors = ("Pilih tanggal antara 1 Januari 2020 dan hari ini.",)
        else:
            field.data = day.isoformat()
    return form, sound and not field.errors


def received_at(form: AnswerForm, today: date) -> datetime | None:
    """Say when the case came in: noon of an earlier day; None for today, that is now."""
    day = typed_day(form[DAY].data)
    return None if day is None or day == today else datetime.combine(day, _NOON)


def received_in_words(form: AnswerForm, today: date, moment: datetime) -> str:
    """Say when the case came in; of an earlier day nobody knows the hour."""
    earlier = received_at(form, today)
    return day_in_words(earlier.date()) if earlier else moment_in_words(moment)


def on_the_spot(form: AnswerForm) -> str:
    """Give what was answered at once, "" for nothing."""
    is_answered = ON_THE_SPOT in form and form[ON_THE_SPOT].data == _YES
    return str(form[ANSWER].data) if is_answered else ""


def answers_in_words(form: AnswerForm) -> tuple[tuple[str, str], ...]:
    """List each question with its answer as people read them."""
    day = typed_day(form[DAY].data)
    return tuple(
        (answer.label, day_in_words(day) if answer.question == DAY and day else answer.shown)
        for answer in form.answers()
    )


def in_page_order(
    arrival: list[tuple[str, str]], form: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Put the mistakes of both in the order of the page, on which the form stands in between."""
    before = [each for each in arrival if each[0] in {CHANNEL, DAY}]
    return before + form + [each for each in arrival if each not in before]
