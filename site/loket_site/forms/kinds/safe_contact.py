"""Safe contact: whether, how and when somebody in danger may be reached (SS-7).

Nothing is mandatory. Where anything speaks against it, nobody is contacted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.choosing import Ticked
from loket_site.forms.kinds.kind import Kind, MailContact, Pairs, Told
from loket_site.forms.kinds.writing import read_email
from loket_site.forms.rules import (
    Answered,
    FieldRule,
    Known,
    Long,
    Sound,
    Spelled,
    kept_line,
    values_of,
)
from loket_site.model import Choice, Question
from loket_site.words.spelling.hours import time_in_words
from loket_site.words.spelling.phones import phone_in_words, read_phone
from loket_site.words.wording import Say, mark

NO_CONTACT = "jangan"
CONTACT = "boleh"

WAYS = (
    Choice("wa", mark("WhatsApp")),
    Choice("telepon", mark("Telepon")),
    Choice("sms", mark("SMS")),
    Choice("email", mark("Email")),
)
"""How somebody can be reached; each is marked as safe by itself."""

CHECKED = (
    Choice("tidak", mark("Tidak")),
    Choice("ya", mark("Ya")),
    Choice("ragu", mark("Saya tidak yakin")),
)
"""Whether somebody else checks the phone; not to know it counts like yes."""

HOURS = tuple(f"{hour:02}:00" for hour in range(24))

_BY_MAIL = "email"
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the fields of a question."""

    contact: str
    ways: str
    number: str
    email: str
    first_hour: str
    last_hour: str
    office: str
    message: str
    word: str
    checked: str
    sure: str

    @classmethod
    def of(cls, question: Question) -> _Names:
        endings = ("cara", "nomor", "email", "mulai", "selesai", "kantor", "pesan")
        names = [f"{question.id}-{ending}" for ending in (*endings, "sandi", "diperiksa", "yakin")]
        return cls(question.id, *names)


class _Unfolded(FieldRule):
    """The rules of a field that a page folds away from whoever is not to be contacted.

    There nobody could mend what the rules refuse: it is dropped without a word.
    """

    def __init__(self, question: Question, *rules: FieldRule) -> None:
        self.contact, self.rules = question.id, rules

    def __call__(self, form: Any, field: Field) -> None:
        """Judge, and be silent about what is folded away."""
        try:
            for rule in self.rules:
                rule(form, field)
        except StopValidation as stop:
            if form[self.contact].data == CONTACT or not stop.args:
                raise
            # Nothing of its own sort: "", False or an empty list.
            field.data = type(field.data)()
            raise StopValidation from stop


@dataclass(frozen=True, slots=True)
class SafeContact(Kind):
    """The rules for contacting somebody (`kontak-aman`)."""

    limits: frozenset[str] = frozenset()
    takes_default: ClassVar[bool] = False
    unfolds: ClassVar[str] = CONTACT

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name all fields."""
        names = _Names.of(question)
        return tuple(getattr(names, name) for name in names.__slots__)

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make all fields; "do not contact me" is chosen beforehand."""
        names = _Names.of(question)
        phone = mark("Tulis satu nomor telepon dengan kode wilayah. Contoh: 0812 3456 7890.")
        email = mark("Tulis alamat email seperti nama@contoh.id.")
        return {
            names.contact: RadioField(
                choices=[],
                validate_choice=False,
                default=NO_CONTACT,
                validators=[Sound(), _open(question), Known(question, (NO_CONTACT, CONTACT))],
            ),
            names.ways: SelectMultipleField(
                choices=[],
                validate_choice=False,
                validators=[_Unfolded(question, Sound(many=True), *_one_of(question, WAYS))],
            ),
            names.number: _line(question, Spelled(question, read_phone, phone)),
            names.email: _line(question, Spelled(question, read_email, email)),
            names.first_hour: _hour(question),
            names.last_hour: _hour(question),
            names.office: _box(question),
            names.message: _box(question),
            names.word: _line(question),
            names.checked: RadioField(
                choices=[],
                validate_choice=False,
                validators=[_Unfolded(question, Sound(), *_one_of(question, CHECKED))],
            ),
            names.sure: _box(question),
        }

    def settable(self, question: Question) -> frozenset[str]:
        """Name the two answers."""
        return frozenset({NO_CONTACT, CONTACT})

    def given(self, form: Any, question: Question) -> tuple[str, ...]:
        """Give the answer; silence means no."""
        return values_of(form[question.id].data) or (NO_CONTACT,)

    def told(self, form: Any, question: Question) -> Told:
        """Tell the rules with the contact, or the rules alone and the contact guarded."""
        names, posted = _Names.of(question), self.posted(form, question)
        contacts = _contacts(form, names)
        if not _is_allowed(form, names) or not contacts:
            shown = form.say("Jangan hubungi. Pengirim membaca jawaban sendiri.")
            return Told(shown, posted, " · ".join(contacts))
        rules = [
            form.say("Boleh dihubungi: {contacts}.", contacts=" · ".join(contacts)),
            _hours(form, names),
            form.say("Boleh menyebut nama kantor.")
            if form[names.office].data
            else form.say("Jangan sebut nama kantor."),
            form.say("Boleh meninggalkan pesan.")
            if form[names.message].data
            else form.say("Jangan tinggalkan pesan."),
        ]
        if form[names.word].data:
            rules.append(form.say("Kata sandi: {word}.", word=form[names.word].data))
        if form[names.checked].data != CHECKED[0].value:
            rules.append(
                form.say("Orang lain mungkin memeriksa ponselnya. Pengirim tetap mau dihubungi.")
            )
        return Told("\n".join(rules), posted)

    def mail_contact(self, question: Question, values: Pairs) -> MailContact | None:
        """Give the address where mail is marked as safe and nothing speaks against it."""
        names, given = _Names.of(question), dict(values)
        ways = {value for name, value in values if name == names.ways}
        unseen = given.get(names.checked) == CHECKED[0].value
        if given.get(names.contact) != CONTACT or not (unseen or given.get(names.sure)):
            return None
        if _BY_MAIL not in ways or not given.get(names.email):
            return None
        first, last = (given.get(name, "") for name in (names.first_hour, names.last_hour))
        return MailContact(
            given[names.email],
            int(first[:2]) if first else None,
            int(last[:2]) if last else None,
            is_guarded=True,
        )

    def read_back(self, form: Any, question: Question) -> str:
        """Tell the sender what we will do, and why we will not where we will not."""
        names = _Names.of(question)
        say: Say = form.say
        told = self.told(form, question)
        if form[names.contact].data != CONTACT:
            return say("Kami tidak menghubungi Anda. Anda memeriksa jawaban sendiri.")
        if not _contacts(form, names):
            return say(
                "Kami tidak menghubungi Anda, karena belum ada cara dan nomor yang Anda tandai."
            )
        if not _is_allowed(form, names) and not form[names.checked].data:
            return say(
                "Kami tidak menghubungi Anda, "
                "karena Anda belum menjawab apakah orang lain memeriksa ponsel ini."
            )
        if not _is_allowed(form, names):
            return say(
                "Kami tidak menghubungi Anda, karena orang lain mungkin memeriksa ponsel Anda."
            )
        return told.shown


def _contacts(form: Any, names: _Names) -> list[str]:
    """List each way that was marked and can be used; what was not marked is used by nobody."""
    number, email = read_phone(form[names.number].data or ""), form[names.email].data
    reached = {way.value: number and phone_in_words(number) for way in WAYS} | {_BY_MAIL: email}
    marked = values_of(form[names.ways].data)
    return [
        f"{form.say(way.label)} {reached[way.value]}"
        for way in WAYS
        if way.value in marked and reached[way.value]
    ]


def _is_allowed(form: Any, names: _Names) -> bool:
    unseen = form[names.checked].data == CHECKED[0].value
    return form[names.contact].data == CONTACT and (unseen or bool(form[names.sure].data))


def _hours(form: Any, names: _Names) -> str:
    say: Say = form.say
    first, last = form[names.first_hour].data, form[names.last_hour].data
    if first and last:
        return say(
            "Jam aman: {first} sampai {last}.",
            first=time_in_words(first),
            last=time_in_words(last),
        )
    if first:
        return say("Jam aman: mulai {first}.", first=time_in_words(first))
    if last:
        return say("Jam aman: sampai {last}.", last=time_in_words(last))
    return say("Jam aman: tidak disebut.")


def _open(question: Question) -> FieldRule:
    """Let a field be left open, whatever the content says of the question."""
    return Answered(question, required=False)


def _one_of(question: Question, choices: tuple[Choice, ...]) -> tuple[FieldRule, ...]:
    return (_open(question), Known(question, [choice.value for choice in choices]))


def _hour(question: Question) -> Field:
    return SelectField(
        choices=[],
        validate_choice=False,
        validators=[_Unfolded(question, Sound(), _open(question), Known(question, HOURS))],
    )


def _box(question: Question) -> Field:
    return BooleanField(validators=[_Unfolded(question, Sound(), Ticked(question))])


def _line(question: Question, *more: FieldRule) -> Field:
    length = Long(question, shortest=0, longest=_LONGEST)
    return StringField(
        filters=[kept_line],
        validators=[_Unfolded(question, Sound(), _open(question), length, *more)],
    )
