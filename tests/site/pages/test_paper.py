"""The paper twin of a form: numbers, sentences in place of hiding, room for a pen."""

from __future__ import annotations

import html
import re

import html5lib
import msgspec
import pytest
import segno

from loket_site.app import create_site
from loket_site.forms.form import build_form
from loket_site.forms.kinds import kind_of
from loket_site.forms.kinds.room import Boxes, Lines, Marks, Room
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import (
    Choice,
    FormKind,
    FormSpec,
    Limits,
    Question,
    QuestionKind,
    Section,
)
from loket_site.pages.paper import Item, Paper, css_string, footer_css, numbered, paper_twin
from tests.catalogues import CATALOGUE, FORM, SETTINGS, a_catalogue, a_question

WAY = a_question(
    "cara", QuestionKind.CHOOSE_ONE, choice_lines=("wa | WhatsApp", "tel | Telepon", "em | Email")
)
OFTEN = a_question("sering", QuestionKind.CHOOSE_ONE, choice_lines=("ya | Ya", "tidak | Tidak"))
AGREED = a_question("izin", QuestionKind.CONSENT)
WHEN = a_question("kapan", QuestionKind.EVENT_DATE)
CALL = a_question("hubungi", QuestionKind.SAFE_CONTACT)
GRADE = a_question(
    "nilai", QuestionKind.SCALE, choice_lines=("1 | Buruk", "2 | Kurang", "3 | Baik", "4 | Puas")
)


def a_form(*questions: Question, **changes: object) -> FormSpec:
    return msgspec.structs.replace(
        FORM, sections=(Section(title="Satu", questions=questions),), **changes
    )


def listed(question: Question) -> tuple[Choice, ...]:
    return question.choices


def on_paper(*questions: Question, **changes: object) -> Paper:
    return paper_twin(a_form(*questions, **changes), listed)


def items(paper: Paper) -> list[Item]:
    return [item for part in paper.parts for item in part.items]


def page_of(spec: FormSpec, catalogue: Catalogue = CATALOGUE) -> str:
    site = create_site(msgspec.structs.replace(catalogue, forms=(spec,)), SETTINGS).test_client()
    answer = site.get(f"/formulir/{spec.code}/cetak/")
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return answer.text


def test_questions_are_numbered_through_all_parts_and_notes_are_not() -> None:
    note = a_question("baca", QuestionKind.NOTE)
    spec = msgspec.structs.replace(
        FORM,
        sections=(
            Section(title="Satu", questions=(note, WAY)),
            Section(title="Dua", questions=(note, AGREED)),
        ),
    )
    assert [item.number for item in items(paper_twin(spec, listed))] == [0, 1, 0, 2]


@pytest.mark.parametrize(
    ("shown_if", "sentence"),
    [
        ({}, ""),
        ({"cara": "wa"}, "Isi bila nomor 1 dijawab “WhatsApp”."),
        ({"cara": ("wa", "tel")}, "Isi bila nomor 1 dijawab “WhatsApp” atau “Telepon”."),
        (
            {"cara": ("wa", "tel", "em")},
            "Isi bila nomor 1 dijawab “WhatsApp”, “Telepon”, atau “Email”.",
        ),
        ({"cara": "!em"}, "Isi bila nomor 1 bukan “Email”."),
        ({"cara": ("!wa", "!tel")}, "Isi bila nomor 1 bukan “WhatsApp” atau “Telepon”."),
        (
            {"cara": "wa", "sering": "!ya"},
            "Isi bila nomor 1 dijawab “WhatsApp” dan nomor 2 bukan “Ya”.",
        ),
        (
            {"cara": "wa", "sering": "ya", "izin": "ya"},
            "Isi bila nomor 1 dijawab “WhatsApp”, nomor 2 dijawab “Ya”, dan nomor 3 dicentang.",
        ),
        ({"izin": "!ya"}, "Isi bila nomor 3 tidak dicentang."),
        ({"kapan": "!lupa"}, "Isi bila nomor 4 bukan “Saya tidak ingat”."),
        (
            {"hubungi": "boleh"},
            "Isi bila nomor 5 dijawab “Boleh, dengan cara yang saya tulis di bawah ini.”.",
        ),
        ({"nilai": ("1", "2")}, "Isi bila nomor 6 dijawab “Buruk” atau “Kurang”."),
    ],
)
def test_a_condition_becomes_a_sentence(
    shown_if: dict[str, str | tuple[str, ...]], sentence: str
) -> None:
    asked = a_question("lagi", QuestionKind.TEXT, shown_if=shown_if)
    assert items(on_paper(WAY, OFTEN, AGREED, WHEN, CALL, GRADE, asked))[-1].condition == sentence


def test_what_hangs_on_a_question_that_may_be_skipped_names_only_the_nearer_one() -> None:
    often = msgspec.structs.replace(OFTEN, shown_if={"cara": "wa"})
    asked = a_question("lagi", QuestionKind.TEXT, shown_if={"sering": "ya"})
    # Whoever answered number 2 was sent there.
    assert items(on_paper(WAY, often, asked))[-1].condition == "Isi bila nomor 2 dijawab “Ya”."


def test_a_no_that_hangs_on_a_question_that_may_be_skipped_names_the_way_there() -> None:
    often = msgspec.structs.replace(OFTEN, shown_if={"cara": "wa"})
    asked = a_question("lagi", QuestionKind.TEXT, shown_if={"sering": "!ya"})
    assert items(on_paper(WAY, often, asked))[-1].condition == (
        "Isi bila nomor 1 dijawab “WhatsApp” dan nomor 2 bukan “Ya”."
    )


def test_an_answer_that_the_office_does_not_offer_is_in_no_sentence() -> None:
    asked = a_question("lagi", QuestionKind.TEXT, shown_if={"cara": "!tanpa"})
    assert items(on_paper(WAY, asked))[-1].condition == ""


def test_what_no_answer_leads_to_has_no_place_and_no_number() -> None:
    never = a_question("lagi", QuestionKind.TEXT, shown_if={"cara": "tanpa"})
    after = a_question("juga", QuestionKind.TEXT, shown_if={"lagi": "!x"})
    found = items(on_paper(WAY, never, after, OFTEN))
    assert [(item.number, item.question.id) for item in found] == [(1, "cara"), (2, "sering")]


A_BOX = Marks((Choice("ya", "Ya"),), many=True)


@pytest.mark.parametrize(
    ("question", "room"),
    [
        (a_question("x", QuestionKind.TEXT), ((Lines(rows=2),),)),
        (a_question("x", QuestionKind.TEXT, limits=Limits(longest=100)), ((Lines(),),)),
        (a_question("x", QuestionKind.PARAGRAPH, rows=7), ((Lines(rows=7),),)),
        (a_question("x", QuestionKind.NAME), ((Lines(),),)),
        (
            a_question("x", QuestionKind.ADDRESS),
            ((Lines(rows=2),), (Lines("Kecamatan"), Lines("Desa atau kelurahan"))),
        ),
        (a_question("x", QuestionKind.PHONE), ((Boxes((4, 4, 5)),),)),
        (a_question("x", QuestionKind.EMAIL), ((Lines(),),)),
        (a_question("x", QuestionKind.NUMBER, limits=Limits(most=120)), ((Boxes((3,)),),)),
        (a_question("x", QuestionKind.RUPIAH), ((Boxes((3, 3, 3), "Rp", "."),),)),
        (
            a_question("x", QuestionKind.RUPIAH, limits=Limits(most=25_000_000)),
            ((Boxes((2, 3, 3), "Rp", "."),),),
        ),
        (
            a_question("x", QuestionKind.DATE),
            ((Boxes((2,), "Tanggal"), Boxes((2,), "Bulan"), Boxes((4,), "Tahun")),),
        ),
        (
            WHEN,
            (
                (Boxes((2,), "Tanggal"), Boxes((2,), "Bulan"), Boxes((4,), "Tahun")),
                (Marks((Choice("lupa", "Saya tidak ingat"),)),),
            ),
        ),
        (a_question("x", QuestionKind.TIME), ((Boxes((2, 2), "Pukul", "."),),)),
        (OFTEN, ((Marks(OFTEN.choices, columns=4),),)),
        (
            a_question("x", QuestionKind.CHOOSE_MANY, choice_lines=("a | A", "b | B | Bantuan")),
            ((Marks((Choice("a", "A"), Choice("b", "B", "Bantuan")), many=True),),),
        ),
        (a_question("x", QuestionKind.SERVICE), ((Marks((), columns=4),),)),
        (
            GRADE,
            (
                (
                    Marks(
                        tuple(
                            Choice(step, f"{step} {words}")
                            for step, words in zip(
                                "1234", ("Buruk", "Kurang", "Baik", "Puas"), strict=True
                            )
                        ),
                        columns=4,
                    ),
                ),
            ),
        ),
        (a_question("x", QuestionKind.IDENTITY_NUMBER), ((Boxes((4, 4, 4, 4)),),)),
        (
            a_question("x", QuestionKind.FILES),
            (
                (
                    Marks((Choice("ya", "Saya melampirkan"),), many=True),
                    Boxes((2,), unit="lembar"),
                ),
            ),
        ),
        (AGREED, ((A_BOX,),)),
        (a_question("x", QuestionKind.NOTE), ()),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Question) else "",
)
def test_every_kind_leaves_room_for_a_pen(question: Question, room: Room) -> None:
    assert kind_of(question).room(question, question.choices) == room


@pytest.mark.parametrize("kind", QuestionKind)
def test_no_kind_is_forgotten(kind: QuestionKind) -> None:
    question = a_question("x", kind)
    room = kind_of(question).room(question, ())
    assert bool(room) == (kind is not QuestionKind.NOTE)


def test_ss_7_safe_contact_asks_each_of_its_parts() -> None:
    room = kind_of(CALL).room(CALL, ())
    words = " ".join(
        word
        for row in room
        for space in row
        for word in (space.label, *(c.label for c in getattr(space, "choices", ())))
    )
    for part in (
        *("Jangan hubungi saya", "WhatsApp", "SMS", "Nomor", "Email", "Antara pukul", "sampai"),
        *("menyebut nama kantor", "meninggalkan pesan", "Kata sandi", "memeriksa ponsel"),
    ):
        assert part in words


def test_ss_7_safe_contact_left_open_means_no_contact() -> None:
    (item,) = items(on_paper(CALL))
    assert item.hint == "Kosong berarti kami tidak menghubungi Anda."


def test_a_long_list_of_services_is_a_line_to_write_on() -> None:
    many = tuple(Choice(str(number), f"Layanan {number}") for number in range(13))
    question = a_question("x", QuestionKind.SERVICE)
    assert kind_of(question).room(question, many) == ((Lines(),),)


def test_the_paper_says_what_an_open_answer_means_and_how_many_may_be_ticked() -> None:
    chosen = msgspec.structs.replace(WAY, default="tel")
    some = a_question("hal", QuestionKind.CHOOSE_MANY, choice_lines=("a | A", "b | B"))
    few = msgspec.structs.replace(some, id="dua", limits=Limits(most=2))
    hints = [item.hint for item in items(on_paper(chosen, some, few, OFTEN))]
    assert hints == [
        "Kosong berarti “Telepon”.",
        "Boleh lebih dari satu.",
        "Pilih paling banyak 2.",
        "",
    ]


@pytest.mark.parametrize(
    ("questions", "changes", "label"),
    [
        ((WAY,), {}, None),
        ((AGREED,), {}, "Tanda tangan"),
        ((AGREED,), {"sensitive": True}, "Tanda tangan (boleh kosong)"),
        (
            (
                a_question(
                    "identitas", QuestionKind.CHOOSE_ONE, choice_lines=("tanpa | Tanpa nama",)
                ),
                AGREED,
            ),
            {},
            "Tanda tangan (boleh kosong)",
        ),
    ],
)
def test_who_agrees_signs_unless_the_name_may_be_missing(
    questions: tuple[Question, ...], changes: dict[str, object], label: str | None
) -> None:
    signature = on_paper(*questions, **changes).signature
    assert (signature[0][0].label if signature else None) == label


def test_a_survey_has_no_receipt_to_hand_out() -> None:
    assert on_paper(WAY).has_receipt
    assert not on_paper(WAY, kind=FormKind.SURVEY).has_receipt
    assert "tanda terima" not in page_of(a_form(WAY, kind=FormKind.SURVEY))


def test_the_officer_who_types_it_in_meets_the_same_numbers() -> None:
    choices_of = build_form(FORM, CATALOGUE)().choices_of
    drawn = {question.id: question.label for question in numbered(FORM, choices_of).questions}
    for item in items(paper_twin(FORM, choices_of)):
        assert drawn[item.question.id] == f"{item.number}. {item.question.label}"
    # What officers are asked stands on no sheet.
    assert drawn["penerima"] == "Tanya penerima"


@pytest.mark.parametrize(
    "text", ['"; } body { x: y', "</style><script>", "\\", "a\nb", "é “kutip” — ☃", "/* x */ 'y'"]
)
def test_w_11_no_title_ends_its_string_in_the_sheet(text: str) -> None:
    quoted = css_string(text)
    assert re.fullmatch(r'"[^"<>\n\']*"', quoted)
    back = re.sub(r"\\([0-9a-f]+) ", lambda odd: chr(int(odd[1], 16)), quoted[1:-1])
    assert back == text


def test_each_printed_page_names_form_version_and_page() -> None:
    css = footer_css(FORM)
    assert '"Buat pengaduan · versi 3"' in css
    assert "counter(page)" in css
    assert "counter(pages)" in css


def test_the_sheet_has_all_that_somebody_with_a_pen_needs() -> None:
    page = page_of(FORM)
    for part in (
        "Dinas Contoh Kabupaten Rekaan",
        "<h1>Buat pengaduan</h1>",
        "Versi 3. Tulis dengan huruf cetak.",
        "1. Tanya cara",
        "9. Tanya izin",
        "Isi bila nomor 1 dijawab “Dua”.",
        "Jalan Melati 12, Rekaan",
        "kotak saran",
        'Telepon <a href="tel:110">110</a>',
        "Tanda tangan",
        "Untuk petugas",
        "Nama dan paraf",
        "Salinan tanda terima sudah diberikan",
        "2 tahun (usulan, belum dipastikan kantor)",
    ):
        assert part in page
    # It is no form for a browser: nothing in it can be filled in or sent.
    assert not re.search(r"<(form|input|select|textarea)\b", page)
    assert '<p hidden id="cetak">' in page


def test_the_qr_code_is_the_address_of_the_web_form() -> None:
    page = page_of(FORM)
    (drawn,) = re.findall(r'role="img"[^>]*>(<svg.*?</svg>)', page)
    wanted = segno.make_qr("https://situs.example/formulir/pengaduan/", error="m")
    path = re.search(r'd="([^"]*)"', wanted.svg_inline(border=0))
    assert path is not None
    assert f'd="{path[1]}"' in drawn
    assert "situs.example/formulir/pengaduan/" in html.unescape(page)


def test_the_order_on_paper_is_the_order_on_the_screen() -> None:
    choices_of = build_form(FORM, CATALOGUE)().choices_of
    paper = [item.question.id for item in items(paper_twin(FORM, choices_of))]
    assert paper == [question.id for question in FORM.questions]


def test_the_web_form_leads_to_its_paper() -> None:
    site = create_site(CATALOGUE, SETTINGS).test_client()
    assert 'Lebih suka kertas? <a href="cetak/">' in site.get("/formulir/pengaduan/").text


def test_ss_4_a_sensitive_sheet_tells_nothing_to_whoever_sees_its_head() -> None:
    spec = msgspec.structs.replace(FORM, code="7", title="Lapor kekerasan", sensitive=True)
    page = page_of(spec, a_catalogue())
    body = page.partition('<div class="kertas">')[2]
    assert "<title>Formulir 7 di kertas · Dinas Contoh</title>" in page
    assert "<h1>Formulir 7</h1>" in body
    assert "Lapor kekerasan" not in page
    assert "Dinas Contoh Kabupaten Rekaan" not in body.partition("</main>")[0]
    assert "Formulir 7 · versi 3" in page.partition("</style>")[0]
    assert "kotak saran, atau" not in body
    assert "Keluar cepat" in page


def test_a_form_for_officers_alone_has_no_paper_on_the_site() -> None:
    spec = msgspec.structs.replace(FORM, officers_only=True)
    site = create_site(a_catalogue(forms=(spec,)), SETTINGS).test_client()
    assert site.get("/formulir/pengaduan/cetak/").status_code == 404
