"""One form definition judged: what is kept, what is refused, and what people are told (W-8)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from loket_site.content import load
from loket_site.forms import (
    ELSEWHERE,
    Answer,
    AnswerForm,
    build_form,
    parts,
)
from loket_site.model import (
    LONGEST,
    QUESTION_ID,
    RESERVED_IDS,
    UNKNOWN_SERVICE,
    Catalogue,
    District,
    ErrorWording,
    Fee,
    FormKind,
    FormSpec,
    Limits,
    Office,
    PrivacyNotice,
    Question,
    QuestionKind,
    Regency,
    Section,
    ServiceStandard,
    Turnaround,
    Village,
)
from loket_site.rules import AGREED
from loket_site.texts import clean_line, clean_paragraphs
from support import A_COMPLAINT, CONTENT

Posted = list[tuple[str, str]]

CATALOGUE = Catalogue(
    office=Office(
        name="Dinas Contoh",
        short_name="Contoh",
        government="Kabupaten Contoh",
        address="Jalan Rekaan 1",
        phone="1",
        email="kantor@contoh.example",
        exit_url="https://cuaca.example/",
    ),
    deadlines=(),
    calendars=(),
    services=tuple(
        ServiceStandard(
            number=number,
            title=f"Layanan contoh {number}",
            summary="Contoh.",
            requirements=(),
            procedure=(),
            turnaround=Turnaround(),
            fee=Fee(free=True),
            outputs=(),
        )
        for number in (1, 7)
    ),
    forms=(),
    pages=(),
    regency=Regency(
        "00.01",
        "Kabupaten Contoh",
        (District("00.01.01", "Rekaan", (Village("00.01.01.0001", "Sumber", "desa"),)),),
    ),
)


def a_form(*sections: tuple[Question, ...]) -> FormSpec:
    return FormSpec(
        code="contoh",
        version=1,
        title="Contoh",
        intro="Contoh.",
        kind=FormKind.SUGGESTION,
        retention="1 tahun",
        privacy=PrivacyNotice(basis="a", purpose="b", data="c", rights="d"),
        sections=tuple(Section(title="Bagian", questions=questions) for questions in sections),
    )


def ask(kind: QuestionKind | str, id: str = "q", **rest: Any) -> Question:  # noqa: A002
    """A question of this kind; choices come by themselves."""
    kind = QuestionKind(kind)
    if kind in {QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_MANY}:
        rest.setdefault("choice_lines", ("a | Apel", "b | Belimbing | yang manis", "c | Cermai"))
    return Question(id=id, kind=kind, label=f"Apa {id}?", **rest)


def filled(posted: Posted, *questions: Question) -> AnswerForm:
    form = build_form(a_form(questions), CATALOGUE)(formdata=MultiDict(posted))
    form.validate()
    return form


def judged(posted: Posted, *questions: Question) -> list[tuple[str, str]]:
    """The mistakes of these answers."""
    return filled(posted, *questions).mistakes()


def kept(posted: Posted, *questions: Question) -> tuple[Answer, ...]:
    """The answers, where there is no mistake."""
    form = filled(posted, *questions)
    assert form.mistakes() == []
    return form.answers()


def shown(posted: Posted, *questions: Question) -> list[str]:
    return [answer.shown for answer in kept(posted, *questions)]


WORDING = ErrorWording(
    missing="KOSONG.",
    too_short="PENDEK.",
    too_long="PANJANG.",
    malformed="BENTUK.",
    unknown="PILIHAN.",
)


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("teks", "  hari   Senin\t pagi ", "hari Senin pagi"),
        ("paragraf", " satu\r\n\r\n  dua ", "satu\n\n  dua"),
        ("nama", "Sari Contoh", "Sari Contoh"),
        ("telepon", "0812 3456 7890", "0812 3456 7890"),
        ("telepon", "+62 (812) 3456-7890", "+62 (812) 3456-7890"),
        ("telepon", "(0286) 591892", "(0286) 591892"),
        ("email", " sari@contoh.example ", "sari@contoh.example"),
        ("email", "a.b+c@x.y.contoh.id", "a.b+c@x.y.contoh.id"),
        ("pilih-satu", "b", "Belimbing"),
        ("pilih-banyak", "b", "Belimbing"),
        ("daftar-layanan", "7", "Layanan contoh 7"),
        ("daftar-layanan", UNKNOWN_SERVICE, "Saya tidak tahu"),
        ("setuju", AGREED, "Ya"),
    ],
)
def test_an_answer_of_each_kind_is_kept(kind: str, typed: str, expected: str) -> None:
    assert shown([("q", typed)], ask(kind, required=True)) == [expected]


def test_every_kind_of_question_is_tried_here() -> None:
    tried = {"teks", "paragraf", "nama", "telepon", "email", "pilih-satu", "pilih-banyak"}
    assert tried | {"daftar-layanan", "setuju", "alamat"} == set(QuestionKind)


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if kind != QuestionKind.ADDRESS])
@pytest.mark.parametrize("posted", [[], [("q", "")], [("q", " \t\r\n ")]])
def test_a_missing_answer_is_told_only_where_it_is_needed(
    kind: QuestionKind, posted: Posted
) -> None:
    written = kind in LONGEST
    if posted and posted[0][1] and not written:
        return  # A blank is an unknown choice, not a missing one.
    assert judged(posted, ask(kind, required=True)) == [("q", "Jawab pertanyaan “Apa q?”.")]
    assert judged(posted, ask(kind, required=True, wording=WORDING)) == [("q", "KOSONG.")]
    assert shown(posted, ask(kind)) == [""]


@pytest.mark.parametrize(
    ("kind", "typed", "wording"),
    [
        ("teks", "x" * 201, "PANJANG."),
        ("paragraf", "x" * 4001, "PANJANG."),
        ("nama", "x" * 101, "PANJANG."),
        ("telepon", "1" * 31, "PANJANG."),
        ("email", "x" * 250 + "@a.id", "PANJANG."),
        ("telepon", "1234567", "BENTUK."),
        ("telepon", "1234567890123456", "BENTUK."),
        ("telepon", "0812 tiga 456", "BENTUK."),
        ("telepon", "٠١٢٣٤٥٦٧٨٩", "BENTUK."),
        ("email", "sari", "BENTUK."),
        ("email", "sari@contoh", "BENTUK."),
        ("email", "sari@@contoh.id", "BENTUK."),
        ("email", "sari contoh@contoh.id", "BENTUK."),
        ("email", "sari@contoh.id.", "BENTUK."),
        ("email", "Sari <sari@contoh.id>", "BENTUK."),
        ("pilih-satu", "d", "PILIHAN."),
        ("pilih-satu", " ", "PILIHAN."),
        ("pilih-satu", "A", "PILIHAN."),
        ("pilih-satu", "Apel", "PILIHAN."),
        ("pilih-banyak", "d", "PILIHAN."),
        ("daftar-layanan", "2", "PILIHAN."),
        ("daftar-layanan", "Layanan contoh 7", "PILIHAN."),
        ("setuju", "tidak", "PILIHAN."),
        ("setuju", "on", "PILIHAN."),
        ("setuju", "false", "PILIHAN."),
    ],
)
def test_a_wrong_answer_is_told_in_the_words_of_the_office(
    kind: str, typed: str, wording: str
) -> None:
    assert judged([("q", typed)], ask(kind, wording=WORDING)) == [("q", wording)]
    ((field, sentence),) = judged([("q", typed)], ask(kind))
    assert field == "q"
    assert re.fullmatch(r"[A-Z].*\.", sentence)


def test_a_text_is_measured_against_the_limits_of_its_question() -> None:
    question = ask("teks", limits=Limits(shortest=3, longest=5))
    assert judged([("q", "ab")], question) == [
        ("q", "Jawaban ini 2 huruf. Tulis paling sedikit 3.")
    ]
    assert judged([("q", "abc")], question) == judged([("q", "abcde")], question) == []
    assert judged([("q", "abcdef")], question) == [
        ("q", "Jawaban ini 6 huruf. Ringkas menjadi paling banyak 5 huruf.")
    ]
    short = ask("teks", limits=Limits(shortest=3, longest=5), wording=WORDING)
    assert judged([("q", "ab")], short) == [("q", "PENDEK.")]
    assert judged([("q", "")], question) == []  # Nothing is not too short: it is nothing.


def test_a_choice_that_nobody_offers_is_refused_even_where_nothing_is_offered() -> None:
    assert judged([("q", "x")], ask("pilih-satu", choice_lines=(), wording=WORDING)) == [
        ("q", "PILIHAN.")
    ]


def test_several_choices_are_kept_in_the_order_in_which_they_came_and_once_each() -> None:
    (answer,) = kept([("q", "c"), ("q", "a"), ("q", "c")], ask("pilih-banyak"))
    assert answer.shown == "Cermai, Apel"
    assert answer.values == (("q", "c"), ("q", "a"))


def test_one_unknown_choice_among_known_ones_is_refused() -> None:
    assert judged([("q", "a"), ("q", "d")], ask("pilih-banyak", wording=WORDING)) == [
        ("q", "PILIHAN.")
    ]


# Addresses.

HOME = ask("alamat", "rumah", required=True)


def test_an_address_is_kept_with_its_parts() -> None:
    posted = [("rumah", "Jalan 1\r\n\r\nRT 2"), ("rumah-kecamatan", "Rekaan")]
    posted.append(("rumah-desa", " Sumber "))
    (answer,) = kept(posted, HOME)
    assert parts(HOME) == ("rumah", "rumah-kecamatan", "rumah-desa")
    assert answer.shown == "Jalan 1, RT 2, Sumber, Rekaan"
    assert answer.values == (
        ("rumah", "Jalan 1\n\nRT 2"),
        ("rumah-kecamatan", "Rekaan"),
        ("rumah-desa", "Sumber"),
    )


def test_each_missing_part_of_an_address_is_told() -> None:
    assert judged([], HOME) == [
        ("rumah", "Jawab pertanyaan “Apa rumah?”."),
        ("rumah-kecamatan", "Pilih kecamatan."),
        ("rumah-desa", "Tulis desa atau kelurahan."),
    ]


def test_an_address_outside_the_regency_needs_no_village() -> None:
    away = [("rumah", "Jalan 1"), ("rumah-kecamatan", ELSEWHERE)]
    assert shown(away, HOME) == [f"Jalan 1, {ELSEWHERE}"]
    assert shown([*away, ("rumah-desa", "Desa Jauh")], HOME) == [f"Jalan 1, Desa Jauh, {ELSEWHERE}"]


def test_an_unknown_district_is_refused() -> None:
    posted = [("rumah", "Jalan 1"), ("rumah-kecamatan", "Antah"), ("rumah-desa", "Berantah")]
    ((field, _),) = judged(posted, HOME)
    assert field == "rumah-kecamatan"


def test_an_address_that_is_not_needed_may_be_left_open_or_half_open() -> None:
    home = ask("alamat", "rumah")
    assert shown([], home) == [""]
    assert shown([("rumah-desa", "Sumber")], home) == ["Sumber"]


def test_the_shortest_length_of_an_address_speaks_of_its_street() -> None:
    home = ask("alamat", "rumah", limits=Limits(shortest=10))
    village = [("rumah-kecamatan", "Rekaan"), ("rumah-desa", "Abo")]
    assert judged([("rumah", "Jalan Rekaan 1"), *village], home) == []
    ((field, _),) = judged([("rumah", "Jalan 1"), *village], home)
    assert field == "rumah"


def test_too_long_a_village_is_refused() -> None:
    posted = [("rumah", "x"), ("rumah-kecamatan", "Rekaan"), ("rumah-desa", "y" * 301)]
    ((field, _),) = judged(posted, HOME)
    assert field == "rumah-desa"


# What is asked, and what is not.

CHAIN = (
    ask("pilih-satu", "satu"),
    ask("pilih-satu", "dua", shown_if={"satu": "a"}),
    ask("teks", "tiga", required=True, shown_if={"dua": ("a", "b")}),
    ask("teks", "empat", required=True, shown_if={"dua": "!c"}),
    ask("teks", "lima", required=True, shown_if={"satu": "a", "dua": ("!a", "!b")}),
)


@pytest.mark.parametrize(
    ("posted", "asked"),
    [
        ([], ["satu"]),
        ([("satu", "b")], ["satu"]),
        ([("satu", "b"), ("dua", "a"), ("tiga", "x")], ["satu"]),
        ([("satu", "a")], ["satu", "dua", "empat", "lima"]),
        ([("satu", "a"), ("dua", "b")], ["satu", "dua", "tiga", "empat"]),
        ([("satu", "a"), ("dua", "c")], ["satu", "dua", "lima"]),
    ],
)
def test_a_question_is_asked_when_all_that_it_hangs_on_holds(
    posted: Posted, asked: list[str]
) -> None:
    form = filled(posted, *CHAIN)
    assert [question.id for question in form.asked()] == asked


def test_a_question_that_hangs_on_one_that_was_not_asked_is_not_asked() -> None:
    # `dua` hides behind `satu`, so a browser hides `empat` too; nobody could answer it.
    assert judged([("satu", "b")], *CHAIN) == []


def test_answers_that_were_not_asked_for_are_dropped_and_their_mistakes_ignored() -> None:
    posted = [("satu", "b"), ("dua", "tidak ada"), ("tiga", "x" * 999), ("empat", "y\0")]
    assert [answer.question for answer in kept(posted, *CHAIN)] == ["satu"]


def test_conditions_know_consent_services_and_several_choices() -> None:
    questions = (
        ask("setuju", "boleh"),
        ask("daftar-layanan", "mana"),
        ask("pilih-banyak", "buah"),
        ask("teks", "x", shown_if={"boleh": "ya"}),
        ask("teks", "y", shown_if={"mana": UNKNOWN_SERVICE}),
        ask("teks", "z", shown_if={"buah": ("a", "c")}),
        ask("teks", "w", shown_if={"buah": "!a"}),
    )
    posted = [("boleh", "ya"), ("mana", UNKNOWN_SERVICE), ("buah", "b"), ("buah", "c")]
    assert [answer.question for answer in kept(posted, *questions)][3:] == ["x", "y", "z", "w"]
    assert [answer.question for answer in kept([("buah", "a")], *questions)][3:] == ["z"]


# Defaults.


def test_a_default_stands_in_the_empty_form() -> None:
    spec = a_form(
        (
            ask("pilih-satu", "satu", default="b"),
            ask("pilih-banyak", "banyak", default="c"),
            ask("daftar-layanan", "mana", default="7"),
            ask("teks", "kota", default="Contoh"),
        )
    )
    form = build_form(spec, CATALOGUE)()
    assert form.data == {"satu": "b", "banyak": ["c"], "mana": "7", "kota": "Contoh"}


def test_consent_is_never_given_beforehand() -> None:
    form = build_form(a_form((ask("setuju", default="ya"),)), CATALOGUE)()
    assert not form.data["q"]


@pytest.mark.parametrize("kind", ["pilih-satu", "daftar-layanan", "teks", "paragraf"])
def test_a_default_that_somebody_cleared_does_not_come_back(kind: str) -> None:
    question = ask(kind, default="a")
    (answer,) = kept([("q", "")], question)
    assert answer.shown == ""
    assert kept(list(answer.values), question) == (answer,)


def test_unticked_choices_stay_unticked() -> None:
    assert shown([("lain", "x")], ask("pilih-banyak", default="c")) == [""]


# Text (W-8).


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a\u0301", "á"),
        ("a\u200e\u0301", "á"),
        ("a\u202eb\u202cc", "abc"),
        ("a\u2066b\u2069\u061cc\u200f\ufeff", "abc"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\r\nb\tc\vd\fe", "a b c d e"),
        ("a\xa0 \u2003b\u2028c", "a b c"),
        ("  \t ", ""),
        ("👩\u200d👧 =1+1 {{7*7}} <b>", "👩\u200d👧 =1+1 {{7*7}} <b>"),
    ],
)
def test_w8_a_line_is_kept_clean(typed: str, expected: str) -> None:
    assert clean_line(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("  a  \n  b  ", "a  \n  b"),
        ("a\u0301\0", "á"),
        ("a\0\u0301", "á"),
        ("\n\n", ""),
    ],
)
def test_w8_paragraphs_are_kept_with_their_lines(typed: str, expected: str) -> None:
    assert clean_paragraphs(typed) == expected


@given(st.text() | st.text(alphabet="ae\u0301\u0323\u200e\u202e \r\n\t\0\x1c\x85\u2028"))
def test_w8_clean_text_is_clean_once_and_for_all(text: str) -> None:
    for clean in (clean_line, clean_paragraphs):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert "\0" not in once
        assert "\r" not in once
    assert not any(
        unicodedata.category(letter) == "Cc"
        or unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
        for letter in clean_line(text)
    )


def test_w8_a_line_end_counts_as_one_letter() -> None:
    question = ask("paragraf", limits=Limits(shortest=3, longest=3))
    assert judged([("q", "a\r\nb")], question) == []


@pytest.mark.parametrize("kind", ["teks", "paragraf", "nama", "email", "telepon", "alamat"])
def test_w8_a_nul_is_refused_and_the_rest_is_kept(kind: str) -> None:
    form = filled([("q", "0812\0 3456")], ask(kind))
    assert form.mistakes()[0][0] == "q"
    assert "memuat tanda yang tidak dapat kami simpan" in form.mistakes()[0][1]
    assert form["q"].data == "0812 3456"


@pytest.mark.parametrize("kind", ["pilih-satu", "pilih-banyak", "daftar-layanan", "setuju"])
def test_w8_a_nul_in_a_choice_is_refused(kind: str) -> None:
    assert [field for field, _ in judged([("q", "a\0")], ask(kind))] == ["q"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("teks", "satu / dua"),
        ("nama", "satu / dua"),
        ("paragraf", "satu\ndua"),
        ("alamat", "satu\ndua"),
    ],
)
def test_w8_a_doubled_text_is_refused_and_all_of_it_is_shown_again(
    kind: str, expected: str
) -> None:
    form = filled([("q", "satu"), ("q", " dua ")], ask(kind))
    told = "Jawaban ini datang lebih dari satu kali. Sisakan satu saja."
    assert form.mistakes() == [("q", told)]
    assert form["q"].data == expected


@pytest.mark.parametrize("kind", ["pilih-satu", "daftar-layanan", "setuju"])
def test_w8_a_doubled_choice_is_refused(kind: str) -> None:
    for values in (["a", "b"], ["ya", "ya"], ["", ""]):
        assert judged([("q", value) for value in values], ask(kind)) == [
            ("q", "Jawaban ini datang lebih dari satu kali. Sisakan satu saja.")
        ]


# The form as a whole.


def test_mistakes_come_in_the_order_of_the_page() -> None:
    spec = a_form(
        (ask("teks", "z", required=True), HOME),
        (ask("pilih-satu", "b", required=True), ask("teks", "a", required=True)),
    )
    form = build_form(spec, CATALOGUE)(formdata=MultiDict([("rumah", "Jalan 1")]))
    assert not form.validate()
    assert [field for field, _ in form.mistakes()] == [
        *("z", "rumah-kecamatan", "rumah-desa", "b", "a")
    ]


def test_an_answer_says_what_was_asked_what_is_shown_and_what_to_post_again() -> None:
    posted = [("nama", "Sari  Contoh"), ("buah", "b"), ("boleh", "ya")]
    assert kept(
        posted,
        ask("nama", "nama", personal=True),
        ask("pilih-banyak", "buah"),
        ask("setuju", "boleh"),
        ask("paragraf", "cerita"),
    ) == (
        Answer("nama", "Apa nama?", "Sari Contoh", True, (("nama", "Sari Contoh"),)),
        Answer("buah", "Apa buah?", "Belimbing", False, (("buah", "b"),)),
        Answer("boleh", "Apa boleh?", "Ya", False, (("boleh", "ya"),)),
        Answer("cerita", "Apa cerita?", "", False, ()),
    )


def test_what_the_form_does_not_ask_is_ignored() -> None:
    assert shown([("q", "x"), ("lain", "\0"), ("spec", "y")], ask("teks")) == ["x"]


def test_no_question_can_take_the_name_of_a_part_of_the_form_itself() -> None:
    form = build_form(a_form((ask("teks"),)), CATALOGUE)()
    own = {name for name in dir(form) if QUESTION_ID.fullmatch(name)} - {"q"}
    assert own <= RESERVED_IDS


def test_the_complaint_form_takes_the_sample_complaint() -> None:
    catalogue = load(CONTENT)
    spec = catalogue.form("pengaduan")
    assert spec
    form = build_form(spec, catalogue)(formdata=MultiDict(A_COMPLAINT))
    assert form.validate(), form.mistakes()
    told = {answer.question: answer for answer in form.answers()}
    assert told["identitas"].shown == "Rahasiakan nama saya"
    assert told["alamat"].personal
    assert "hp" not in told
    nobody = build_form(spec, catalogue)(formdata=MultiDict({**A_COMPLAINT, "identitas": "tanpa"}))
    assert not nobody.validate()
    assert nobody.mistakes()[0][0] == "identitas"


# Any form, any answers.

LETTERS = st.text(alphabet="ab1@. \n\r\t\0\u0301\u202e\u200eé", max_size=12) | st.text(max_size=12)
VALUES = ("a", "b", "c")


@st.composite
def questions(draw: st.DrawFn, number: int, earlier: tuple[Question, ...]) -> Question:
    kind = draw(st.sampled_from(list(QuestionKind)))
    choosing = kind in {QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_MANY}
    targets = [each for each in earlier if each.choice_lines]
    condition: dict[str, str | tuple[str, ...]] = {}
    if targets and draw(st.booleans()):
        wanted = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=2, unique=True))
        mark = draw(st.sampled_from(["", "!"]))
        condition[draw(st.sampled_from(targets)).id] = tuple(f"{mark}{each}" for each in wanted)
    limits = Limits()
    if kind in LONGEST and draw(st.booleans()):
        shortest = draw(st.integers(0, 6))
        limits = Limits(shortest=shortest, longest=draw(st.integers(max(shortest, 1), 20)))
    return Question(
        id=f"q{number}",
        kind=kind,
        label=f"Pertanyaan {number}",
        required=draw(st.booleans()),
        default=draw(st.sampled_from(["", *VALUES])) if choosing or kind == "teks" else "",
        choice_lines=tuple(f"{each} | Pilihan {each}" for each in VALUES) if choosing else (),
        limits=limits,
        shown_if=condition,
    )


@st.composite
def forms_with_answers(draw: st.DrawFn) -> tuple[FormSpec, Posted]:
    drawn: tuple[Question, ...] = ()
    for number in range(draw(st.integers(1, 5))):
        drawn = (*drawn, draw(questions(number, drawn)))
    names = [name for question in drawn for name in parts(question)]
    values = (
        st.sampled_from([*VALUES, "", "7", AGREED, ELSEWHERE, "Rekaan", UNKNOWN_SERVICE])
        | st.sampled_from(["0812 3456 7890", "sari@contoh.example"])
        | LETTERS
    )
    tidy = draw(st.booleans())
    posted = (
        [(name, draw(values)) for name in names]
        if tidy
        else draw(st.lists(st.tuples(st.sampled_from([*names, "lain"]), values), max_size=10))
    )
    return a_form(drawn), posted


@settings(max_examples=400, deadline=None)
@given(forms_with_answers())
def test_w8_any_answers_are_kept_whole_or_refused_by_name(case: tuple[FormSpec, Posted]) -> None:
    spec, posted = case
    made = build_form(spec, CATALOGUE)
    form = made(formdata=MultiDict(posted))
    if form.validate():
        assert form.mistakes() == []
        answers = form.answers()
        again = made(formdata=MultiDict([pair for each in answers for pair in each.values]))
        assert again.validate(), again.mistakes()
        assert again.answers() == answers
    else:
        names = {name for question in spec.questions for name in parts(question)}
        assert form.mistakes()
        assert {field for field, _ in form.mistakes()} <= names
        assert all(sentence for _, sentence in form.mistakes())
