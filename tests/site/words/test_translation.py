"""Forms in another language: words change, nothing else does, and what is missing is Indonesian."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from werkzeug.datastructures import MultiDict

from loket_site.app import create_site
from loket_site.content.loading import inspect, load
from loket_site.forms.definition import definition_of
from loket_site.forms.form import AnswerForm, build_form
from loket_site.freezing.freeze import freeze
from loket_site.model.catalogue import Catalogue
from loket_site.model.edition import edition_in, translated
from loket_site.model.form import ErrorWording, FormSpec, PrivacyNotice, Question
from loket_site.model.translation import FormWords, OfficeWords, QuestionWords, Translation
from loket_site.words.wording import LANGUAGES
from tests.catalogues import CATALOGUE, FORM, SETTINGS, a_catalogue
from tests.small_content import FORM as SMALL_FORM
from tests.small_content import WHOLE, remarks, write
from tests.support import CONTENT, check_page

SOME_WORDS = FormWords(
    title="Make a complaint",
    sections=("About you",),
    questions={
        "cara": QuestionWords(label="Which way?", choice_lines={"satu": "One", "dua": "Two | Hm"}),
        "nama": QuestionWords(label="Name", wording=ErrorWording(missing="Enter a name.")),
        "izin": QuestionWords(label="You may", help="Until you say no"),
    },
)
"""A translation with gaps: no introduction, no second title, and most questions are missing."""

TRANSLATED = a_catalogue(translations={"en": Translation(forms={"pengaduan": SOME_WORDS})})


def question(spec: FormSpec, name: str) -> Question:
    (found,) = (each for each in spec.questions if each.id == name)
    return found


def mute(spec: FormSpec) -> bytes:
    """A form without its words."""

    def muted(each: Question) -> Question:
        lines = tuple(choice.value for choice in each.choices)
        return structs.replace(each, label="", help="", choice_lines=lines, wording=ErrorWording())

    sections = tuple(
        structs.replace(each, title="", questions=tuple(map(muted, each.questions)))
        for each in spec.sections
    )
    nothing = PrivacyNotice(basis="", purpose="", data="", rights="")
    return definition_of(
        structs.replace(spec, title="", intro="", privacy=nothing, sections=sections)
    )


# Words and gaps.


def test_each_missing_word_is_indonesian_by_itself() -> None:
    spec, missing = translated(FORM, SOME_WORDS)
    assert (spec.title, spec.intro) == ("Make a complaint", FORM.intro)
    assert [section.title for section in spec.sections] == ["About you", "Kejadian"]
    assert question(spec, "cara").choice_lines == ("satu | One | Bantuan satu", "dua | Two | Hm")
    assert question(spec, "nama").label == "Name"
    assert question(spec, "nama").help == "Nama jelas"
    assert question(spec, "nama").wording.missing == "Enter a name."
    assert question(spec, "cerita").label == "Tanya cerita"
    assert {"Ceritakan kepada kami.", "Kejadian", "Bantuan satu", "Tanya cerita"} <= set(missing)
    assert {"Buat pengaduan", "Satu", "Tanya cara"}.isdisjoint(missing)


WORDS = st.text("ab |", max_size=5)


@given(
    st.builds(
        FormWords,
        title=WORDS,
        intro=WORDS,
        sections=st.lists(WORDS, max_size=3).map(tuple),
        questions=st.dictionaries(
            st.sampled_from([*(each.id for each in FORM.questions), "tidak_ada"]),
            st.builds(
                QuestionWords,
                label=WORDS,
                help=WORDS,
                choice_lines=st.dictionaries(
                    st.sampled_from(["satu", "dua", "a", "b", "tidak-ada"]),
                    st.text("ab ", max_size=5).map(lambda text: f"{text} | {text}"),
                ),
            ),
        ),
    )
)
def test_whatever_is_translated_only_words_change(words: FormWords) -> None:
    spec, _ = translated(FORM, words)
    assert mute(spec) == mute(FORM)


def test_what_stands_around_the_forms_is_translated_too() -> None:
    words = OfficeWords(
        name="Office", emergency={"110": "Police"}, deadlines={"jawab": "We answer"}
    )
    catalogue = a_catalogue(translations={"en": Translation(office=words)})
    edition = edition_in(catalogue, "en")
    assert edition.catalogue.office.name == "Office"
    assert [each.name for each in edition.catalogue.office.emergency] == [
        *("Police", "SAPA", "SAPA 129")
    ]
    assert [each.step for each in edition.catalogue.deadlines] == ["We answer", ""]
    assert "SAPA" in edition.untranslated


def test_a_language_without_words_is_the_catalogue_itself() -> None:
    assert edition_in(TRANSLATED, "tlh").catalogue is TRANSLATED
    assert TRANSLATED.languages_of(FORM) == ("en",)
    assert CATALOGUE.languages_of(FORM) == ()


# The same judgement.


def in_english(posted: list[tuple[str, str]]) -> AnswerForm:
    edition = edition_in(TRANSLATED, "en")
    spec = edition.catalogue.form("pengaduan")
    assert spec
    form = build_form(spec, edition.catalogue, edition.wording)(formdata=MultiDict(posted))
    form.validate()
    return form


def test_mistakes_are_told_in_the_language_of_the_form() -> None:
    told = dict(in_english([("cara", "xx"), ("rumah", "Jalan 1")]).mistakes())
    assert told["cara"] == "Choose one of the answers in the list."
    assert told["nama"] == "Enter a name."
    assert told["rumah-kecamatan"] == "Choose a district."
    assert told["cerita"] == "Answer the question “Tanya cerita”."


def test_what_is_refused_in_one_language_is_refused_in_the_other() -> None:
    indonesian = build_form(FORM, CATALOGUE)
    for posted in (
        [],
        [("cara", "dua"), ("hp", "1"), ("surel", "x"), ("hal", "c")],
        [("cara", "satu"), ("nama", "\0"), ("cerita", "x" * 5000), ("layanan", "1")],
    ):
        own = indonesian(formdata=MultiDict(posted))
        own.validate()
        assert [name for name, _ in own.mistakes()] == [
            name for name, _ in in_english(posted).mistakes()
        ]


# The page.


@pytest.fixture
def site() -> FlaskClient:
    return create_site(TRANSLATED, SETTINGS).test_client()


def test_a_translated_form_has_an_address_of_its_own(site: FlaskClient) -> None:
    page = site.get("/en/formulir/pengaduan/").text
    check_page(page.replace('action="https://kotak.example', 'action="'))
    assert '<html lang="en">' in page
    assert '<input type="hidden" name="bahasa" value="en">' in page
    assert 'action="https://kotak.example/kirim/pengaduan?bahasa=en"' in page
    assert "Check my answers" in page
    assert "Do not use this form. Call" in page
    assert "within 14 working days (estimate)" in page


def test_the_two_pages_of_a_form_lead_to_each_other(site: FlaskClient) -> None:
    indonesian = site.get("/formulir/pengaduan/").text
    english = site.get("/en/formulir/pengaduan/").text
    there = '<a href="/en/formulir/pengaduan/" lang="en" hreflang="en">English</a>'
    back = '<a href="/formulir/pengaduan/" lang="id" hreflang="id">Bahasa Indonesia</a>'
    assert there in indonesian
    assert back in english
    for page in (indonesian, english):
        assert re.findall('rel="alternate" hreflang="(..)" href="([^"]*)"', page) == [
            ("id", "https://situs.example/formulir/pengaduan/"),
            ("en", "https://situs.example/en/formulir/pengaduan/"),
        ]


def test_what_stayed_indonesian_says_so_and_nothing_else_does(site: FlaskClient) -> None:
    document = html5lib.parse(site.get("/en/formulir/pengaduan/").data, namespaceHTMLElements=False)
    marked = {
        "".join(element.itertext()) for element in document.iter() if element.get("lang") == "id"
    }
    assert {"Tanya cerita", "Nama jelas", "Polisi", "Ceritakan kepada kami."} <= marked
    assert {"Make a complaint", "Name", "Which way?"}.isdisjoint(marked)


def test_links_to_indonesian_pages_say_so(site: FlaskClient) -> None:
    page = site.get("/en/formulir/pengaduan/").text
    for address in re.findall(r'<a [^>]*href="(/[^"]*)"[^>]*', page):
        (link, *_) = re.findall(rf'<a [^>]*href="{re.escape(address)}"[^>]*>', page)
        # The name of the office, above everything, is the same in every language.
        assert 'hreflang="id"' in link or 'class="id"' in link, link


def test_an_indonesian_page_knows_nothing_of_languages() -> None:
    site = create_site(CATALOGUE, SETTINGS).test_client()
    page = site.get("/formulir/pengaduan/").text
    assert page.count('lang="') == 1
    assert "hreflang" not in page
    assert site.get("/en/formulir/pengaduan/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/en/formulir/tidak-ada/", "/tlh/formulir/pengaduan/", "/id/formulir/pengaduan/"]
)
def test_what_is_not_translated_has_no_address(site: FlaskClient, address: str) -> None:
    assert site.get(address).status_code == 404


def test_a_sensitive_form_stays_neutral_in_every_language() -> None:
    spec = structs.replace(FORM, sensitive=True)
    catalogue = structs.replace(TRANSLATED, forms=(spec,))
    page = create_site(catalogue, SETTINGS).test_client().get("/en/formulir/pengaduan/").text
    assert "<title>Form pengaduan · Dinas Contoh</title>" in page
    assert ">Quick exit</a>" in page


def test_a_build_freezes_translated_forms_too(tmp_path: Path) -> None:
    built = freeze(TRANSLATED, SETTINGS, tmp_path / "public")
    assert (tmp_path / "public/en/formulir/pengaduan/index.html").is_file()
    assert built.heavy == ()


# What `loket check` says.


WHOLE_WORDS = """\
judul = "Suggest something"
pengantar = "Write here."
bagian = ["Suggestion"]
privasi = { dasar = "a", tujuan = "b", data = "c", hak = "d" }

[pertanyaan.identitas]
label = "Name?"
pilihan.rahasia = "Secret"
pilihan.terbuka = "Open"
pilihan.tanpa = "None"
"""
"""Every word of the smallest form."""

TRANSLATION = "formulir/saran.en.toml"


def test_a_whole_translation_has_nothing_to_remark(tmp_path: Path) -> None:
    assert remarks(tmp_path, {TRANSLATION: WHOLE_WORDS}) == []
    assert load(tmp_path).languages_of(load(tmp_path).forms[0]) == ("en",)


def test_missing_words_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    few = WHOLE_WORDS.replace('label = "Name?"\n', "").replace('pilihan.terbuka = "Open"\n', "")
    (told,) = inspect(write(tmp_path, {**WHOLE, TRANSLATION: few})).problems
    assert told.warning
    assert told.sentence.startswith("2 tulisan belum diterjemahkan.")


@pytest.mark.parametrize(
    ("change", "line", "sentence"),
    [
        (("bagian = [", 'bagian = ["x", '), 3, "Formulir ini punya 1 bagian, bukan 2."),
        (("identitas]", "nama]"), 6, "Pertanyaan `nama` tidak ada di formulir."),
        (("pilihan.tanpa", "pilihan.lain"), 10, "`lain` bukan pilihan dari `identitas`."),
        (
            ('"Open"', '"Open | a | b"'),
            9,
            'Tulis pilihan seperti "teks" atau "teks | bantuan".',
        ),
        (("label", "lable"), 7, "Kunci `lable` tidak dikenal. Mungkin maksud Anda `label`."),
        (('"Name?"', "1"), 7, "Isi `label` harus berupa teks di antara tanda petik."),
    ],
)
def test_words_for_what_is_not_there_are_told_with_their_line(
    tmp_path: Path, change: tuple[str, str], line: int, sentence: str
) -> None:
    told = remarks(tmp_path, {TRANSLATION: WHOLE_WORDS.replace(*change, 1)})
    assert [each for each in told if f":{line}: {sentence}" in each], told


@pytest.mark.parametrize("line", ["Kursi Roda", "", "lain | Lain | a | b"])
def test_a_choice_that_cannot_be_read_is_told_of_its_own_form_alone(
    tmp_path: Path, line: str
) -> None:
    asked = f"id = 'a'\njenis = 'pilih-satu'\nlabel = 'x'\npilihan = ['b | B', '{line}']\n"
    form = f"{SMALL_FORM}[[bagian.pertanyaan]]\n{asked}"
    (told,) = remarks(tmp_path, {"formulir/saran.toml": form, TRANSLATION: WHOLE_WORDS})
    assert f'/saran.toml:23: Pilihan "{line}" harus berbentuk "nilai | teks"' in told


def test_steps_of_a_scale_that_cannot_be_read_are_told_by_its_own_form(tmp_path: Path) -> None:
    scale = "id = 'a'\njenis = 'skala'\nlabel = 'x'\npilihan = ['satu', 'dua']\n"
    form = f"{SMALL_FORM}[[bagian.pertanyaan]]\n{scale}"
    told = remarks(tmp_path, {"formulir/saran.toml": form, TRANSLATION: WHOLE_WORDS})
    assert len(told) == 2
    assert all("/saran.toml:23: Pilihan " in each for each in told)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("formulir/lain.en.toml", "Terjemahan ini tidak punya formulir lain.toml."),
        ("formulir/saran.tlh.toml", "Bahasa `tlh` belum ada di program. Yang ada: en."),
    ],
)
def test_a_translation_of_nothing_is_told(tmp_path: Path, name: str, sentence: str) -> None:
    assert any(sentence in each for each in remarks(tmp_path, {name: WHOLE_WORDS}))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("darurat = { 999 = 'x' }", "`999` tidak ada di `darurat`."),
        ("tenggat = { lain = 'x' }", "`lain` tidak ada di `tenggat`."),
        ("layanan = { 2 = 'x' }", "`2` tidak ada di `layanan`."),
        ("nama = 'Office'", "warning: 4 tulisan belum diterjemahkan."),
    ],
)
def test_words_around_the_forms_are_held_against_the_content(
    tmp_path: Path, text: str, sentence: str
) -> None:
    assert any(sentence in each for each in remarks(tmp_path, {"kantor.en.toml": text}))


def test_only_the_office_and_the_forms_have_translations(tmp_path: Path) -> None:
    told = remarks(tmp_path, {"tenggat.en.toml": ""})
    assert any("tenggat.toml tidak punya terjemahan." in each for each in told)


@pytest.mark.parametrize("title", ["Report violence", "Laporkan kekerasan"])
def test_ss4_the_title_of_a_sensitive_form_is_neutral_in_every_language(
    tmp_path: Path, title: str
) -> None:
    sensitive = SMALL_FORM.replace('jenis = "saran"', 'jenis = "saran"\npeka = true', 1)
    words = WHOLE_WORDS.replace("Suggest something", title)
    told = remarks(tmp_path, {"formulir/saran.toml": sensitive, TRANSLATION: words})
    assert any("memuat kata yang membuka isi" in each for each in told)


def test_a_page_may_lead_to_a_translated_form(tmp_path: Path) -> None:
    page = WHOLE["halaman/contoh.md"] + "[English](/en/formulir/saran/)\n"
    assert remarks(tmp_path, {TRANSLATION: WHOLE_WORDS, "halaman/contoh.md": page}) == []


# What the office ships.


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load(CONTENT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_form_can_be_read_to_the_last_word(shipped: Catalogue, language: str) -> None:
    for form in shipped.public_forms:
        assert language in shipped.languages_of(form)
    untranslated = edition_in(shipped, language).untranslated
    assert untranslated == frozenset()
