"""One form definition judged: what is kept, what is refused, and what people are told (W-8)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from werkzeug.datastructures import MultiDict

from loket_site.content.loading import load
from loket_site.forms.form import Answer, build_form, parts
from loket_site.forms.kinds import KINDS
from loket_site.forms.kinds.addresses import ELSEWHERE
from loket_site.forms.rules import AGREED
from loket_site.model.form import (
    QUESTION_ID,
    RESERVED_IDS,
    UNKNOWN_SERVICE,
    ErrorWording,
    FormSpec,
    Limits,
    QuestionKind,
)
from tests.site.forms.answering import filled, judged, kept, shown
from tests.site.forms.generated_forms import TODAY, Posted, filled_forms
from tests.site.site_support import CATALOGUE, a_form, ask
from tests.support import A_COMPLAINT, CONTENT

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
        ("telepon", "0812 3456 7890", "0812-3456-7890 (+6281234567890)"),
        ("telepon", "+62 (812) 3456-7890", "0812-3456-7890 (+6281234567890)"),
        ("telepon", "(0286) 591892", "(0286) 591892 (+62286591892)"),
        ("telepon", "(+62) 812 3456 7890", "0812-3456-7890 (+6281234567890)"),
        ("telepon", "0286/591892", "(0286) 591892 (+62286591892)"),
        ("telepon", "62812 3456\u200b 7890", "0812-3456-7890 (+6281234567890)"),
        ("telepon", "tel:+81 90 1234 5678", "+819012345678"),
        ("angka", " 1.500 ", "1.500"),
        ("angka", "0", "0"),
        ("rupiah", "Rp 50 ribu", "Rp50.000"),
        ("rupiah", "1.500.000,00", "Rp1.500.000"),
        ("jam", "jam 7 malam", "19.00"),
        ("nik", "3304 0101 0190 0001", "3304 •••• •••• 0001"),
        ("skala", "3", "3 (Baik)"),
        ("email", " sari@contoh.example ", "sari@contoh.example"),
        ("email", "sari\N{FULLWIDTH COMMERCIAL AT}contoh.example\u200b", "sari@contoh.example"),
        ("email", "sari@büro.example", "sari@xn--bro-hoa.example"),
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
    tried |= {"angka", "rupiah", "jam", "nik", "skala", "daftar-layanan", "setuju", "alamat"}
    elsewhere = {"tanggal", "tanggal-kejadian", "berkas", "kontak-aman", "catatan"}
    assert tried | elsewhere == set(QuestionKind)


SINGLE = [kind for kind in QuestionKind if KINDS[kind].parts(ask(kind)) == ("q",)]
"""The kinds with one field, which answer by themselves."""


@pytest.mark.parametrize("kind", [kind for kind in SINGLE if kind != "berkas"])
@pytest.mark.parametrize("posted", [[], [("q", "")], [("q", " \t\r\n ")]])
def test_a_missing_answer_is_told_only_where_it_is_needed(
    kind: QuestionKind, posted: Posted
) -> None:
    written = bool(KINDS[kind].longest)
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
        ("angka", "1" * 21, "PANJANG."),
        ("angka", "-1", "BENTUK."),
        ("angka", "1,5", "BENTUK."),
        ("angka", "1.50", "BENTUK."),
        ("angka", "tiga", "BENTUK."),
        ("angka", "1" * 16, "BENTUK."),
        ("rupiah", "murah", "BENTUK."),
        ("rupiah", "Rp1.500,50", "BENTUK."),
        ("rupiah", "10 dolar", "BENTUK."),
        ("jam", "25.00", "BENTUK."),
        ("jam", "14.60", "BENTUK."),
        ("jam", "9 malam pagi", "BENTUK."),
        ("jam", "nanti", "BENTUK."),
        ("nik", "330401010190000", "BENTUK."),
        ("nik", "33040101019000011", "BENTUK."),
        ("nik", "A304010101900001", "BENTUK."),
        ("skala", "5", "PILIHAN."),
        ("skala", "0", "PILIHAN."),
        ("email", "x" * 250 + "@a.id", "PANJANG."),
        ("telepon", "1234567", "BENTUK."),
        ("telepon", "1234567890123456", "BENTUK."),
        ("telepon", "0812 tiga 456", "BENTUK."),
        ("telepon", "591892", "BENTUK."),
        ("telepon", "081 327 19", "BENTUK."),
        ("telepon", "0286-591892/591893", "BENTUK."),
        ("telepon", "0286 591892 - 93", "BENTUK."),
        ("telepon", "0812 3456 7890, 0813 3456 7890", "BENTUK."),
        ("telepon", "110", "BENTUK."),
        ("telepon", "O286-591892", "BENTUK. Tulis 0286-591892 bila itu maksud Anda."),
        ("telepon", "O8l2 3456 789O", "BENTUK. Tulis 0812 3456 7890 bila itu maksud Anda."),
        ("telepon", "(0286) 591892 ext. 12", "BENTUK. Tulis (0286) 591892 bila itu maksud Anda."),
        ("telepon", "HP: 0812 3456 7890", "BENTUK. Tulis 0812 3456 7890 bila itu maksud Anda."),
        ("telepon", "٠١٢٣٤٥٦٧٨٩", "BENTUK."),
        ("email", "sari", "BENTUK."),
        ("email", "sari@contoh", "BENTUK."),
        ("email", "sari@@contoh.id", "BENTUK."),
        (
            "email",
            "sari contoh@contoh.id",
            "BENTUK. Tulis saricontoh@contoh.id bila itu maksud Anda.",
        ),
        ("email", "sari@contoh.id.", "BENTUK. Tulis sari@contoh.id bila itu maksud Anda."),
        ("email", "Sari <sari@contoh.id>", "BENTUK. Tulis sari@contoh.id bila itu maksud Anda."),
        ("email", "säri@contoh.id", "BENTUK. Tulis sari@contoh.id bila itu maksud Anda."),
        ("email", "sari@contoh.id, ani@contoh.id", "BENTUK."),
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
    assert kept(list(filled([("q", "")], question).posted()), question) == (answer,)


def test_unticked_choices_stay_unticked() -> None:
    assert shown([("lain", "x")], ask("pilih-banyak", default="c")) == [""]


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


@settings(max_examples=300, deadline=None)
@given(filled_forms())
def test_w8_any_answers_are_kept_whole_or_refused_by_name(case: tuple[FormSpec, Posted]) -> None:
    spec, posted = case
    made = build_form(spec, CATALOGUE)
    form = made(formdata=MultiDict(posted), today=TODAY)
    if form.validate():
        assert form.mistakes() == []
        answers = form.answers()
        for said_again in (form.posted(), [pair for each in answers for pair in each.values]):
            again = made(formdata=MultiDict(said_again), today=TODAY)
            assert again.validate(), again.mistakes()
            assert again.answers() == answers
    else:
        names = {name for question in spec.questions for name in parts(question)}
        assert form.mistakes()
        assert {field for field, _ in form.mistakes()} <= names
        assert all(sentence for _, sentence in form.mistakes())
