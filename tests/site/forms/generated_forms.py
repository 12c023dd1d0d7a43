"""Any form that the rules allow, and whatever may be posted to it, for Hypothesis.

Nothing here knows how an answer is judged: a form keeps to the clerk's guide, and an answer is
either what a person would give, or anything at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from loket_site.forms.kinds import KINDS
from loket_site.forms.kinds.addresses import ELSEWHERE
from loket_site.model.form import (
    IDENTITY_QUESTION,
    UNKNOWN_SERVICE,
    ErrorWording,
    FormKind,
    FormSpec,
    Limits,
    MailToSender,
    PrivacyNotice,
    Question,
    QuestionKind,
    Section,
)
from tests.site.site_support import CATALOGUE

Posted = list[tuple[str, str]]

CODE = "contoh"
"""The code of every generated form."""

TODAY = date(2026, 3, 16)
"""The day on which it is filled in."""

VALUES = ("a", "b", "bantuan", "galat", "2")
"""Values of choices, some of which are words that pages use for themselves."""

NEVER_REQUIRED = {QuestionKind.IDENTITY_NUMBER, QuestionKind.SAFE_CONTACT, QuestionKind.NOTE}
ALWAYS_PERSONAL = {QuestionKind.IDENTITY_NUMBER, QuestionKind.SAFE_CONTACT}
NOT_FOR_OFFICERS = {QuestionKind.FILES, QuestionKind.SAFE_CONTACT}
WITHOUT_DEFAULT = {kind for kind in QuestionKind if KINDS[kind].no_default}

ODD = (
    *("{{7*7}}", "{% raw %}", "{kurung}", "{0}", "%s", "<b>tebal</b>", "</textarea><script>"),
    *(
        '"petik"',
        "'",
        "&amp; &",
        "]]>",
        "<!--",
        "\u202eterbalik",
        "e\u0301 é",
        "👩\u200d👧",
        "=1+1",
    ),
)
"""What other programs would take for code, and signs that many get wrong."""

LETTERS = st.text(alphabet="ab1@. \n\r\t\0\u0301\u202e\u200eé", max_size=12) | st.text(max_size=12)
"""Anything that a person or a robot types."""

_SIGNS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="|")

WORDS = st.lists(
    st.sampled_from(ODD) | st.text(_SIGNS, min_size=1, max_size=8), min_size=1, max_size=2
).map(lambda words: f"Kata {' '.join(words)}".strip())
"""What an office writes: one line of any signs."""

_SOMETIMES_WORDS = st.just("") | WORDS

WORDINGS = st.builds(
    ErrorWording, **dict.fromkeys(ErrorWording.__struct_fields__, _SOMETIMES_WORDS)
)

GOOD_LINES = {
    QuestionKind.PHONE: ("0812 3456 7890", "(0286) 591892", "+65 9123 4567"),
    QuestionKind.EMAIL: ("sari@contoh.example",),
    QuestionKind.NUMBER: ("0", "7", "1.500"),
    QuestionKind.RUPIAH: ("Rp 50 ribu", "1,5 juta", "7"),
    QuestionKind.TIME: ("14.30", "jam 7 malam"),
    QuestionKind.IDENTITY_NUMBER: ("3304 0101 0190 0001",),
}
"""What people write for kinds that are read."""


def limits_of(kind: QuestionKind) -> st.SearchStrategy[Limits]:
    """Limits that count for the kind and do not contradict each other."""
    known = KINDS[kind].limits
    values: dict[str, st.SearchStrategy[object]] = {}
    if "longest" in known:
        values["shortest"] = st.sampled_from((0, 0, 3))
        values["longest"] = st.sampled_from((None, 5, 40, 300))
    if "least" in known:
        values["least"] = st.sampled_from((None, 0, 5))
        values["most"] = st.sampled_from((None, 9, 1_000_000))
    elif "most" in known:
        values["most"] = st.sampled_from((None, 1, 2))
    if "oldest" in known:
        values["oldest"] = st.sampled_from(("", "30 hari", "6 bulan", "1 tahun"))
    if "future" in known:
        values["future"] = st.booleans()
    if "pdf" in known:
        values["pdf"] = st.booleans()
    return st.builds(Limits, **values)


def settable(question: Question) -> list[str]:
    """What a condition of another question may ask for."""
    return sorted(KINDS[question.kind].settable(question))


@st.composite
def conditions(draw: st.DrawFn, earlier: tuple[Question, ...]) -> dict[str, tuple[str, ...]]:
    """Up to two keys, each with one value or more, all of them with `!` or none."""
    targets = [each for each in earlier if settable(each)]
    if not targets:
        return {}
    found = {}
    for target in draw(st.lists(st.sampled_from(targets), max_size=2)):
        wanted = st.lists(st.sampled_from(settable(target)), min_size=1, max_size=2, unique=True)
        mark = draw(st.sampled_from(("", "!")))
        found[target.id] = tuple(f"{mark}{value}" for value in draw(wanted))
    return found


@st.composite
def questions(
    draw: st.DrawFn,
    number: int,
    earlier: tuple[Question, ...],
    kinds: tuple[QuestionKind, ...] = tuple(QuestionKind),
) -> Question:
    """One question that may stand after `earlier`."""
    kind = draw(st.sampled_from(kinds))
    values: tuple[str, ...] = ()
    if kind in {QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_MANY}:
        values = tuple(draw(st.permutations(VALUES))[: draw(st.integers(1, len(VALUES)))])
    elif kind is QuestionKind.SCALE and draw(st.booleans()):
        values = ("1", "2", "3", "4")
    default = ""
    if kind not in WITHOUT_DEFAULT and draw(st.booleans()):
        default = draw(st.sampled_from(values or _defaults(kind)))
    return Question(
        id=f"q{number}",
        kind=kind,
        # Numbered, so that answers can be told apart on a page.
        label=f"{number}. {draw(WORDS)}",
        help=draw(_SOMETIMES_WORDS),
        required=kind not in NEVER_REQUIRED and draw(st.booleans()),
        default=default,
        personal=kind in ALWAYS_PERSONAL or draw(st.booleans()),
        choice_lines=tuple(draw(_choice_line(value)) for value in values),
        limits=draw(limits_of(kind)),
        rows=draw(st.integers(1, 9)),
        shown_if=dict(draw(conditions(earlier))),
        wording=draw(WORDINGS),
    )


def _defaults(kind: QuestionKind) -> tuple[str, ...]:
    match kind:
        case QuestionKind.SERVICE:
            return ("7", UNKNOWN_SERVICE)
        case QuestionKind.SCALE:
            return ("3",)
        case QuestionKind.EVENT_DATE:
            return ("hari-ini", "lain", "lupa")
        case _:
            return (*GOOD_LINES.get(kind, ()), "Contoh", "{{7*7}}")


def _choice_line(value: str) -> st.SearchStrategy[str]:
    parts = st.lists(WORDS, min_size=1, max_size=2)
    return parts.map(lambda words: " | ".join((value, *words)))


IDENTITY = Question(
    id=IDENTITY_QUESTION,
    kind=QuestionKind.CHOOSE_ONE,
    label="Nama?",
    required=True,
    default="rahasia",
    choice_lines=("rahasia | Rahasiakan", "terbuka | Boleh", "tanpa | Tanpa nama"),
)


@st.composite
def forms(draw: st.DrawFn) -> FormSpec:
    """A form that the rules allow, of up to eight questions."""
    drawn: tuple[Question, ...] = (IDENTITY,) if draw(st.booleans()) else ()
    for number in range(draw(st.integers(1, 7))):
        drawn = (*drawn, draw(questions(number, drawn)))
    if all(question.kind is QuestionKind.NOTE for question in drawn):
        drawn = (*drawn, Question(id="akhir", kind=QuestionKind.TEXT, label="Akhir?"))
    officers: tuple[Question, ...] = ()
    if draw(st.booleans()):
        kinds = tuple(kind for kind in QuestionKind if kind not in NOT_FOR_OFFICERS)
        officers = (draw(questions(90, drawn, kinds)),)
    half = draw(st.integers(0, len(drawn)))
    parts = [part for part in (drawn[:half], drawn[half:]) if part]
    sensitive = draw(st.booleans())
    mail = [MailToSender.NOTHING]
    if any(question.kind is QuestionKind.EMAIL for question in drawn):
        mail += [MailToSender.NOTICE] if sensitive else list(MailToSender)
    return FormSpec(
        code=CODE,
        version=draw(st.integers(1, 3)),
        title=draw(WORDS),
        intro=draw(WORDS),
        kind=draw(st.sampled_from(FormKind)),
        mail=draw(st.sampled_from(mail)),
        sensitive=sensitive,
        retention=draw(st.sampled_from(("90 hari", "2 tahun"))),
        retention_confirmed=draw(st.booleans()),
        privacy=PrivacyNotice(basis=draw(WORDS), purpose="b", data="c", rights="d"),
        sections=tuple(Section(title=draw(WORDS), questions=part) for part in parts),
        officer_questions=officers,
    )


# Answers.


def fields_of(question: Question) -> tuple[str, ...]:
    """The names of a question's fields, those that only travel along too."""
    kind = KINDS[question.kind]
    return (*kind.parts(question), *kind.carried(question))


def days() -> st.SearchStrategy[date]:
    return st.integers(-3, 400).map(lambda back: TODAY - timedelta(days=back))


@st.composite
def honest(draw: st.DrawFn, question: Question) -> Posted:
    """What somebody posts who understands the question, or leaves it open."""
    if draw(st.integers(0, 9)) == 0:
        return []
    return draw(_HONEST[question.kind](question))


def _lines(question: Question) -> st.SearchStrategy[Posted]:
    lines = GOOD_LINES.get(question.kind)
    return _one(question, st.sampled_from(lines) if lines else WORDS)


def _one(question: Question, values: st.SearchStrategy[str]) -> st.SearchStrategy[Posted]:
    return values.map(lambda value: [(question.id, value)])


def _paragraphs(question: Question) -> st.SearchStrategy[Posted]:
    return _one(question, st.lists(WORDS, min_size=1, max_size=3).map("\r\n".join))


def _one_choice(question: Question) -> st.SearchStrategy[Posted]:
    return _one(question, st.sampled_from(settable(question)))


def _some_choices(question: Question) -> st.SearchStrategy[Posted]:
    some = st.sets(st.sampled_from(settable(question)))
    return some.map(lambda values: [(question.id, value) for value in values])


def _service(question: Question) -> st.SearchStrategy[Posted]:
    return _one(question, st.sampled_from(("1", "7", UNKNOWN_SERVICE)))


def _day(question: Question) -> st.SearchStrategy[Posted]:
    return days().map(lambda day: _boxes(question.id, day))


def _event_day(question: Question) -> st.SearchStrategy[Posted]:
    both = st.tuples(_one_choice(question), _day(question))
    return both.map(lambda parts: [*parts[0], *parts[1]])


@st.composite
def _address(draw: st.DrawFn, question: Question) -> Posted:
    name, street = question.id, draw(WORDS).replace("Kata", "Jalan")
    where = draw(st.sampled_from(("Rekaan", ELSEWHERE)))
    return [(name, street), (f"{name}-kecamatan", where), (f"{name}-desa", "Sumber")]


def _boxes(name: str, day: date) -> Posted:
    return [
        (f"{name}-hari", str(day.day)),
        (f"{name}-bulan", str(day.month)),
        (f"{name}-tahun", str(day.year)),
    ]


@st.composite
def _contact(draw: st.DrawFn, question: Question) -> Posted:
    name = question.id
    ways = draw(st.sets(st.sampled_from(("wa", "telepon", "sms", "email"))))
    single = {
        "": ("boleh", "boleh", "jangan"),
        "-nomor": ("", "0812 3456 7890", "12"),
        "-email": ("", "sari@contoh.example"),
        "-mulai": ("", "09:00"),
        "-selesai": ("", "11:00"),
        "-sandi": ("", "{{7*7}}"),
        "-diperiksa": ("tidak", "ya", "ragu"),
    }
    boxes = draw(st.sets(st.sampled_from(("-kantor", "-pesan", "-yakin"))))
    return [
        *((f"{name}{ending}", draw(st.sampled_from(values))) for ending, values in single.items()),
        *((f"{name}-cara", way) for way in ways),
        *((f"{name}{ending}", "ya") for ending in boxes),
    ]


def _nothing(_: Question) -> st.SearchStrategy[Posted]:
    return st.just([])


_HONEST: Mapping[QuestionKind, Callable[[Question], st.SearchStrategy[Posted]]] = dict.fromkeys(
    QuestionKind, _lines
) | {
    QuestionKind.PARAGRAPH: _paragraphs,
    QuestionKind.ADDRESS: _address,
    QuestionKind.DATE: _day,
    QuestionKind.EVENT_DATE: _event_day,
    QuestionKind.CHOOSE_ONE: _one_choice,
    QuestionKind.CHOOSE_MANY: _some_choices,
    QuestionKind.SCALE: _one_choice,
    QuestionKind.SERVICE: _service,
    QuestionKind.CONSENT: lambda question: st.just([(question.id, "ya")]),
    QuestionKind.SAFE_CONTACT: _contact,
    QuestionKind.FILES: _nothing,
    QuestionKind.NOTE: _nothing,
}


ANYTHING = (
    st.sampled_from([*VALUES, "", "7", "ya", ELSEWHERE, "Rekaan", UNKNOWN_SERVICE, "lain", "boleh"])
    | st.sampled_from([line for lines in GOOD_LINES.values() for line in lines])
    | LETTERS
)


@st.composite
def answers_to(draw: st.DrawFn, spec: FormSpec) -> Posted:
    """What comes in: honest answers, one careless value for each field, or anything."""
    names = [name for question in spec.questions for name in fields_of(question)] or ["lain"]
    match draw(st.sampled_from(("honest", "honest", "careless", "anything"))):
        case "honest":
            return [pair for question in spec.questions for pair in draw(honest(question))]
        case "careless":
            return [(name, draw(ANYTHING)) for name in names]
        case _:
            pairs = st.tuples(st.sampled_from([*names, "lain"]), ANYTHING)
            return draw(st.lists(pairs, max_size=10))


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[FormSpec, Posted]:
    """A form and what is posted to it."""
    spec = draw(forms())
    return spec, draw(answers_to(spec))


SERVICES = {str(service.number) for service in CATALOGUE.services}
assert {"1", "7"} == SERVICES, "the answers above name the services of the small catalogue"
