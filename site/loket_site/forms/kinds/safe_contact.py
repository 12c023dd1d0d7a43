"""Safe contact: whether, how and when somebody in danger may be reached (SS-7).

Nothing is mandatory. Where anything speaks against it, nobody is contacted.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation

from loket_site.forms.kinds.figures import Phone
from loket_site.forms.kinds.kind import NO_DEFAULT, Kind, line, listed
from loket_site.forms.kinds.room import Boxes, Lines, Marks, hour, square
from loket_site.forms.kinds.writing import mailable
from loket_site.forms.rules import (
    FieldRule,
    answered,
    keepable,
    known,
    long,
    sound,
    spelled,
    ticked,
    values_of,
)
from loket_site.forms.told import MailContact, Pairs, Told
from loket_site.model.form import Choice, Question
from loket_site.words.spelling.addresses import read_address
from loket_site.words.spelling.figures import time_in_words
from loket_site.words.spelling.phones import likely_phone, phone_in_words, read_phone
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

HOURS = tuple(f"{at:02}:00" for at in range(24))

_BY_MAIL = "email"
_LONGEST = 100


class _Names(NamedTuple):
    """The names of the fields of a question, in the order of the page."""

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


_MAY_WE_CALL = (
    Choice(NO_CONTACT, "Jangan hubungi saya. Saya periksa sendiri."),
    Choice(CONTACT, "Boleh, dengan cara yang saya tulis di bawah ini."),
)
"""The two answers that decide about the rest on paper."""


class SafeContact(Kind):
    """The rules for contacting somebody (`kontak-aman`)."""

    no_default = NO_DEFAULT
    # In danger nobody owes us a way to be reached (SS-7).
    never_required = "Kontak aman tidak boleh diharuskan. Hapus `wajib`."
    always_personal = True
    for_officers = False
    unfolds = CONTACT
    has_rules = True
    # What makes a call safe is asked one by one (SS-7); nothing filled in means: no call.
    paper = (
        (Marks(_MAY_WE_CALL),),
        (Marks(WAYS, many=True, label="Cara yang boleh"),),
        (Boxes((4, 4, 5), "Nomor"),),
        (Lines("Email"),),
        (hour("Antara pukul"), hour("sampai")),
        (square("Boleh menyebut nama kantor"), square("Boleh meninggalkan pesan")),
        (Lines("Kata sandi yang kami sebut dulu"),),
        (Marks(CHECKED, label="Apakah orang lain memeriksa ponsel ini?"),),
        (square("Orang lain mungkin memeriksa, tetapi saya tetap boleh dihubungi"),),
    )

    def parts(self, question: Question) -> tuple[str, ...]:
        """Name all fields."""
        return _Names.of(question)

    def fields(self, question: Question, choices: tuple[Choice, ...]) -> dict[str, Field]:
        """Make all fields; "do not contact me" is chosen beforehand."""
        names = _Names.of(question)
        decisive = (sound, _open(question), known(question, (NO_CONTACT, CONTACT)))
        return {
            names.contact: listed(RadioField, *decisive, default=NO_CONTACT),
            names.ways: _choice(SelectMultipleField, question, keepable, _values(WAYS)),
            names.number: _line(
                question, spelled(question, read_phone, Phone.otherwise, likely_phone)
            ),
            names.email: _line(question, mailable(question)),
            names.first_hour: _choice(SelectField, question, sound, HOURS),
            names.last_hour: _choice(SelectField, question, sound, HOURS),
            names.office: _box(question),
            names.message: _box(question),
            names.word: _line(question),
            names.checked: _choice(RadioField, question, sound, _values(CHECKED)),
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
        if _BY_MAIL not in ways:
            return None
        first, last = (given.get(name, "") for name in (names.first_hour, names.last_hour))
        return MailContact(
            given.get(names.email, ""),
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

    def on_paper(self, question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Give the two answers that decide about the rest."""
        return _MAY_WE_CALL

    def hint(self, question: Question) -> str:
        """Say what an empty sheet means."""
        return "Kosong berarti kami tidak menghubungi Anda."


def _contacts(form: Any, names: _Names) -> list[str]:
    """List each way that was marked and can be used; what was not marked is used by nobody."""
    number = read_phone(form[names.number].data or "")
    email = read_address(form[names.email].data or "")
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


def _unfolded(question: Question, *rules: FieldRule) -> FieldRule:
    """Give the rules of a field that a page folds away from whoever is not to be contacted.

    There nobody could mend what the rules refuse: it is dropped without a word.
    """

    def judge(form: Any, field: Field) -> None:
        try:
            for rule in rules:
                rule(form, field)
        except StopValidation as stop:
            if form[question.id].data == CONTACT or not stop.args:
                raise
            # Nothing of its own sort: "", False or an empty list.
            field.data = type(field.data)()
            raise StopValidation from stop

    return judge


def _open(question: Question) -> FieldRule:
    """Let a field be left open, whatever the content says of the question."""
    return answered(question, required=False)


def _choice(
    kind: type[Field], question: Question, first: FieldRule, values: Collection[str]
) -> Field:
    return listed(kind, _unfolded(question, first, _open(question), known(question, values)))


def _values(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.value for choice in choices]


def _box(question: Question) -> Field:
    return BooleanField(validators=[_unfolded(question, sound, ticked(question))])


def _line(question: Question, *more: FieldRule) -> Field:
    rules = (sound, _open(question), long(question, _LONGEST), *more)
    return line(_unfolded(question, *rules))
