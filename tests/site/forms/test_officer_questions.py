"""What only officers answer: never on the public form, and what may stay open at the desk."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import msgspec
import pytest
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from loket_site.app import create_site
from loket_site.content.loading import load
from loket_site.forms.form import (
    AnswerForm,
    build_desk_form,
    build_form,
    build_officer_questions,
    parts,
)
from loket_site.freezing.freeze import freeze
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import OFFICERS_SECTION, FormSpec, QuestionKind
from tests.catalogues import CATALOGUE, DEADLINES, FORM, SETTINGS, a_question
from tests.small_content import FORM as SMALL_FORM
from tests.small_content import OFFICE, WHOLE, remarks, write
from tests.support import CONTENT

A_SLIP = [
    ("cara", "satu"),
    ("layanan", "1"),
    ("cerita", "Antre terlalu lama."),
    ("penerima", "kepala"),
]
"""What somebody put into the suggestion box: no name, no address, nobody to tick a box."""

EVERY_ANSWER = [
    *A_SLIP[:1],
    ("nama", "Sari Contoh"),
    ("rumah", "Jalan 1"),
    ("rumah-kecamatan", "Kecamatan Contoh"),
    ("rumah-desa", "Desa Contoh"),
    *A_SLIP[1:],
    ("izin", "ya"),
    ("saksi", "Budi Contoh"),
]


def filled(made: type[AnswerForm], posted: list[tuple[str, str]]) -> AnswerForm:
    form = made(formdata=MultiDict(posted))
    form.validate()
    return form


def answered(form: AnswerForm) -> dict[str, str]:
    assert form.mistakes() == []
    return {answer.question: answer.shown for answer in form.answers()}


def ids(spec: FormSpec) -> list[str]:
    return [question.id for question in spec.questions]


PUBLIC, OFFICERS = ids(FORM), [question.id for question in FORM.officer_questions]


# The public form.


@pytest.mark.parametrize("catalogue", [CATALOGUE, load(CONTENT)], ids=["invented", "shipped"])
def test_no_officer_question_is_on_any_page_of_the_site(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    freeze(catalogue, SETTINGS, tmp_path / "public")
    pages = [page.read_text(encoding="utf-8") for page in (tmp_path / "public").rglob("*.html")]
    asked = [question for spec in catalogue.forms for question in spec.officer_questions]
    assert asked
    for spec in catalogue.forms:
        assert any(str(Markup.escape(spec.questions[0].label)) in page for page in pages)
    for page in pages:
        assert OFFICERS_SECTION not in page
        for question in asked:
            assert str(Markup.escape(question.label)) not in page
            assert not re.search(rf'\b(?:name|id)="{question.id}\b|q-{question.id}\b', page)
            for choice in question.choices:
                assert f'value="{choice.value}"' not in page


def test_the_public_form_takes_no_answer_to_an_officer_question() -> None:
    form = filled(build_form(FORM, CATALOGUE), EVERY_ANSWER)
    assert set(answered(form)) <= set(PUBLIC)
    assert not {name for name in form.data if name in OFFICERS}


# The form at the desk.


def test_the_desk_asks_the_public_questions_and_then_the_officers_own() -> None:
    form = build_desk_form(FORM, CATALOGUE)()
    assert ids(form.spec) == [*PUBLIC, *OFFICERS]
    assert [section.title for section in form.spec.sections] == [
        *(section.title for section in FORM.sections),
        OFFICERS_SECTION,
    ]
    assert ids(FORM) == PUBLIC


def test_a_slip_without_name_address_and_consent_can_be_typed_in() -> None:
    told = answered(filled(build_desk_form(FORM, CATALOGUE), A_SLIP))
    assert (told["nama"], told["rumah"], told["izin"]) == ("", "", "")
    assert told["cerita"] == "Antre terlalu lama."
    assert told["penerima"] == "Kepala kantor"


def test_what_is_known_at_the_desk_is_kept_with_the_rest() -> None:
    told = answered(filled(build_desk_form(FORM, CATALOGUE), EVERY_ANSWER))
    assert told["nama"] == "Sari Contoh"
    assert told["rumah"] == "Jalan 1, Desa Contoh, Kecamatan Contoh"
    assert told["izin"] == "Ya"
    assert told["saksi"] == "Budi Contoh"


def test_a_story_and_what_officers_know_stay_required_at_the_desk() -> None:
    form = filled(build_desk_form(FORM, CATALOGUE), [("cara", "")])
    assert [name for name, _ in form.mistakes()] == ["cerita", "penerima"]


def test_what_is_typed_at_the_desk_is_judged_like_any_answer() -> None:
    wrong = [*A_SLIP, ("nama", "x" * 101), ("rumah-kecamatan", "Antah"), ("izin", "tidak")]
    form = filled(build_desk_form(FORM, CATALOGUE), wrong)
    assert [name for name, _ in form.mistakes()] == ["nama", "rumah-kecamatan", "izin"]


def test_a_sheet_with_gaps_can_be_typed_in() -> None:
    scales = [a_question(f"nilai{number}", QuestionKind.SCALE, required=True) for number in "12"]
    section = msgspec.structs.replace(FORM.sections[0], questions=tuple(scales))
    spec = msgspec.structs.replace(FORM, sections=(section,), officer_questions=())
    assert filled(build_desk_form(spec, CATALOGUE), [("nilai1", "3")]).mistakes() == []
    assert filled(build_form(spec, CATALOGUE), [("nilai1", "3")]).mistakes() != []


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ([("penerima", "kepala"), ("cara", "satu")], []),
        ([("penerima", "loket"), ("cara", "satu")], ["alasan"]),
        ([("penerima", "kepala"), ("cara", "dua")], ["sambungan"]),
    ],
)
def test_an_officer_question_may_hang_on_either_kind_at_the_desk(
    more: list[tuple[str, str]], asked: list[str]
) -> None:
    made = build_desk_form(FORM, CATALOGUE)
    found = [question.id for question in made(formdata=MultiDict(more)).asked()]
    assert [name for name in ("alasan", "sambungan") if name in found] == asked
    assert '[name="cara"][value="dua"]:checked)) .q-sambungan' in made.conditions_css


def test_the_shipped_form_takes_a_slip_from_the_suggestion_box() -> None:
    catalogue = load(CONTENT)
    spec = catalogue.form("pengaduan")
    assert spec
    slip = [("identitas", "rahasia"), ("kontak", "sendiri"), ("masalah", "lain")]
    slip += [("layanan", "tidak-tahu"), ("kronologi", "Kursi tunggu di loket rusak semua.")]
    told = answered(filled(build_desk_form(spec, catalogue), slip))
    assert told["nama"] == told["alamat"] == told["setuju"] == ""
    assert told["penerima"] == told["bukti"] == ""


# The officers' questions alone.


def test_registering_asks_the_officers_questions_alone() -> None:
    made = build_officer_questions(FORM, CATALOGUE)
    assert ids(made.spec) == OFFICERS
    told = answered(filled(made, [("sambungan", "x"), *EVERY_ANSWER]))
    assert told == {"penerima": "Kepala kantor", "saksi": "Budi Contoh", "sambungan": "x"}


def test_a_question_that_hangs_on_the_sender_s_answer_is_asked_always_and_may_stay_open() -> None:
    form = filled(build_officer_questions(FORM, CATALOGUE), [("penerima", "kepala")])
    assert answered(form) == {"penerima": "Kepala kantor", "saksi": "", "sambungan": ""}
    assert "q-sambungan" not in form.conditions_css


def test_a_question_that_hangs_on_another_officer_question_still_does() -> None:
    form = filled(build_officer_questions(FORM, CATALOGUE), [("penerima", "loket")])
    assert [name for name, _ in form.mistakes()] == ["alasan"]
    assert "q-alasan" in form.conditions_css


def test_a_form_without_officer_questions_asks_an_officer_nothing_more() -> None:
    bare = msgspec.structs.replace(FORM, officer_questions=())
    alone = filled(build_officer_questions(bare, CATALOGUE), [])
    assert alone.spec.sections == ()
    assert answered(alone) == {}
    assert ids(build_desk_form(bare, CATALOGUE).spec) == PUBLIC


# How they are drawn.


def drawn(form: AnswerForm) -> str:
    """The questions as a page of the inbox draws them inside its own form."""
    environment = create_site(CATALOGUE, SETTINGS).jinja_env
    draw = "{{ sections(form.spec, form, own=false) }}"
    source = f'{{% from "shared/question.html" import sections %}}{draw}'
    return environment.from_string(source).render(form=form)


def test_a_derived_form_is_drawn_without_the_framing_of_the_public_one() -> None:
    wrong = [*A_SLIP, ("nama", "x" * 101)]
    html = drawn(filled(build_desk_form(FORM, CATALOGUE), wrong))
    html5lib.HTMLParser(strict=True).parseFragment(html)
    for name in [name for question in FORM.questions for name in parts(question)] + OFFICERS:
        assert f'name="{name}"' in html
    assert 'id="nama-galat"' in html
    assert "Antre terlalu lama." in html
    assert 'value="kepala" checked' in html
    assert f"<b>3 dari 3</b> {OFFICERS_SECTION}" in html
    assert "Tanya nama <i>(boleh dikosongkan)</i>" in html
    for framing in ("<form", "<button", "action=", FORM.privacy.basis, FORM.intro, 'name="versi"'):
        assert framing not in html


def test_nobody_s_browser_fills_in_or_keeps_what_is_typed_for_another() -> None:
    html = drawn(build_desk_form(FORM, CATALOGUE)())
    assert set(re.findall(r'autocomplete="([^"]*)"', html)) == {"off"}


def test_a_single_part_is_not_counted() -> None:
    html = drawn(build_officer_questions(FORM, CATALOGUE)())
    assert f'<h2 id="bagian-1">{OFFICERS_SECTION}</h2>' in html


# What the clerk is told.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("isi")


def officer_question(text: str) -> str:
    """The small form with one question for officers; its first line is 21."""
    return f"{SMALL_FORM}\n[[petugas]]\n{text}\n"


FINE = "id = 'bukti'\njenis = 'pilih-satu'\nlabel = 'x'\npilihan = ['foto | Foto', 'surat | Surat']"


def test_officer_questions_may_hang_on_both_kinds(folder: Path) -> None:
    more = "id = 'mana'\njenis = 'teks'\nlabel = 'x'\n"
    more += "tampil_jika = { bukti = 'foto', identitas = '!terbuka' }"
    form = officer_question(f"{FINE}\n[[petugas]]\n{more}")
    assert remarks(folder, {"formulir/saran.toml": form}) == []
    (spec,) = load(folder).forms
    assert [question.id for question in spec.officer_questions] == ["bukti", "mana"]
    assert ids(spec) == ["identitas"]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        (
            FINE.replace("'bukti'", "'Bukti'"),
            21,
            "Id `Bukti` hanya huruf kecil, angka, dan _, dimulai dengan huruf.",
        ),
        (
            FINE.replace("'bukti'", "'token'"),
            21,
            "Id `token` sudah dipakai program. Pilih id lain.",
        ),
        (
            FINE.replace("'bukti'", "'identitas'"),
            21,
            "Id `identitas` sudah dipakai di formulir ini.",
        ),
        (
            FINE.replace("'bukti'", "'identitas'"),
            21,
            "Pengirim yang memilih `identitas`. Pindahkan ke `[[bagian]]`.",
        ),
        (
            FINE.replace("'bukti'", "'layanan'"),
            21,
            "Buku pengaduan sudah bertanya `layanan`. Pakai id lain.",
        ),
        (
            FINE.replace("'bukti'", "'ringkasan'"),
            21,
            "Id `ringkasan` sudah dipakai program. Pilih id lain.",
        ),
        (f"{FINE}\n[[petugas]]\n{FINE}", 26, "Id `bukti` sudah dipakai di formulir ini."),
        (FINE.replace("'foto | Foto'", "'foto'"), 24, 'Pilihan "foto" harus berbentuk'),
        (f"{FINE}\nbatas.paling_pendek = 1", 25, "Jenis pilih-satu tidak memakai paling_pendek."),
        (f"{FINE}\nwajib = 'ya'", 25, "Isi `wajib` harus berupa true atau false."),
        (f"{FINE}\nwajip = true", 25, "Kunci `wajip` tidak dikenal. Mungkin maksud Anda `wajib`."),
        (
            f"{FINE}\ntampil_jika = {{ identitas = 'lain' }}",
            25,
            "`lain` bukan pilihan dari `identitas`.",
        ),
        (
            (
                "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { bukti = 'foto' }\n"
                f"[[petugas]]\n{FINE}"
            ),
            24,
            (
                "`tampil_jika` menunjuk `bukti`, tetapi pertanyaan itu baru ada sesudahnya. "
                "Pindahkan ke atas."
            ),
        ),
    ],
)
def test_a_mistake_in_an_officer_question_is_told_on_its_line(
    folder: Path, text: str, line: int, sentence: str
) -> None:
    told = remarks(folder, {"formulir/saran.toml": officer_question(text)})
    assert any(each.startswith(f"isi/formulir/saran.toml:{line}: {sentence}") for each in told)


def test_a_public_question_cannot_hang_on_what_only_officers_answer(folder: Path) -> None:
    asked = "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { bukti = 'foto' }"
    form = f"{SMALL_FORM}\n[[bagian.pertanyaan]]\n{asked}\n\n[[petugas]]\n{FINE}\n"
    assert remarks(folder, {"formulir/saran.toml": form}) == [
        (
            "isi/formulir/saran.toml:24: `tampil_jika` menunjuk `bukti`, "
            "tetapi hanya petugas yang menjawab pertanyaan itu."
        )
    ]


def test_a_form_of_officer_questions_alone_is_no_form(folder: Path) -> None:
    form = f"{SMALL_FORM.split('[[bagian]]')[0]}bagian = []\n[[petugas]]\n{FINE}\n"
    assert remarks(folder, {"formulir/saran.toml": form}) == [
        "isi/formulir/saran.toml:1: Formulir ini tidak punya pertanyaan."
    ]


# The other new keys.


def test_a_form_names_the_clock_of_an_alleged_misconduct() -> None:
    assert CATALOGUE.misconduct_deadline_of(FORM) == DEADLINES[1]
    without = msgspec.structs.replace(FORM, misconduct_deadline="")
    assert CATALOGUE.misconduct_deadline_of(without) is None


def test_an_unknown_clock_of_an_alleged_misconduct_is_told(folder: Path) -> None:
    form = SMALL_FORM.replace("versi = 1", 'versi = 1\ntenggat_pengawasan = "lama"')
    assert remarks(folder, {"formulir/saran.toml": form}) == [
        "isi/formulir/saran.toml:3: Tenggat `lama` tidak ada di tenggat.toml."
    ]


def test_a_clock_in_a_file_with_mistakes_is_not_blamed_on_the_form(folder: Path) -> None:
    form = SMALL_FORM.replace("versi = 1", 'versi = 1\ntenggat_pengawasan = "lama"')
    told = remarks(folder, {"formulir/saran.toml": form, "tenggat.toml": "[[tenggat]]\n"})
    assert told
    assert all(remark.startswith("isi/tenggat.toml:") for remark in told)


def test_an_office_may_name_its_inspectorate(folder: Path) -> None:
    files = {**WHOLE, "kantor.toml": f'inspektorat = "Telepon (000) 222"\n{OFFICE}'}
    assert load(write(folder, files)).office.inspectorate == "Telepon (000) 222"
