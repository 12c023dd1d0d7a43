"""The forms that the office ships: what they ask, of whom, and what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from werkzeug.datastructures import MultiDict

from loket_site.app import create_site
from loket_site.forms.form import build_desk_form, build_form
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import FormKind, FormSpec, Question, QuestionKind
from loket_site.pages import frame
from tests.catalogues import CATALOGUE, FORM, PLAIN_SERVICE, SETTINGS, a_catalogue
from tests.small_content import FORM as SMALL_FORM
from tests.small_content import PAGE, remarks
from tests.support import the_content

ELEMENTS = (
    *("persyaratan", "prosedur", "waktu", "biaya", "produk"),
    *("kemampuan", "sikap", "aduan", "sarana"),
)
"""The nine elements of Permen PANRB 14/2017, as the survey names them."""

NEW_FORMS = ("saran", "informasi", "skm")

FILLED = {
    "saran": {
        "saran": "Tambahkan kursi di ruang tunggu.",
        "identitas": "rahasia",
        "nama": "Sari Contoh",
        "alamat": "Jalan Rekaan 1",
        "alamat-kecamatan": "Banjarnegara",
        "alamat-desa": "Desa Rekaan",
        "kontak": "sendiri",
        "setuju": "ya",
    },
    "informasi": {
        "informasi": "Jumlah penerima bantuan tahun 2025.",
        "terima": "lacak",
        "nama": "Sari Contoh",
        "setuju": "ya",
    },
    "skm": {"layanan": "1", "usia": "diam", **dict.fromkeys(ELEMENTS, "3")},
}
"""The least that each form takes."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return the_content()


def shipped(catalogue: Catalogue, code: str) -> FormSpec:
    form = catalogue.form(code)
    assert form
    return form


def question(form: FormSpec, identity: str) -> Question:
    return next(each for each in form.questions if each.id == identity)


def test_people_are_offered_complaints_first(catalogue: Catalogue) -> None:
    assert [form.code for form in catalogue.forms][:4] == ["pengaduan", *NEW_FORMS]
    assert [form.kind for form in catalogue.forms[:4]] == [
        FormKind.COMPLAINT,
        FormKind.SUGGESTION,
        FormKind.INFORMATION_REQUEST,
        FormKind.SURVEY,
    ]


@pytest.mark.parametrize("code", NEW_FORMS)
def test_the_least_that_somebody_may_write_is_taken(catalogue: Catalogue, code: str) -> None:
    form = build_form(shipped(catalogue, code), catalogue)(formdata=MultiDict(FILLED[code]))
    assert form.validate(), form.errors


@pytest.mark.parametrize("code", NEW_FORMS)
def test_a_sheet_of_paper_without_a_name_can_be_typed_in(catalogue: Catalogue, code: str) -> None:
    personal = {each.id for each in shipped(catalogue, code).questions if each.personal}
    known = {
        name: value
        for name, value in FILLED[code].items()
        if name.partition("-")[0] not in personal and name != "setuju"
    }
    form = build_desk_form(shipped(catalogue, code), catalogue)(formdata=MultiDict(known))
    assert form.validate(), form.errors


@pytest.mark.parametrize("code", NEW_FORMS)
def test_what_is_kept_and_how_long_is_said_and_not_confirmed(
    catalogue: Catalogue, code: str
) -> None:
    form = shipped(catalogue, code)
    assert form.retention == "2 tahun"
    assert not form.retention_confirmed
    assert "belum dipastikan oleh kantor" in form.privacy.basis
    assert form.name


@pytest.mark.parametrize("code", NEW_FORMS)
def test_no_form_asks_for_a_nik(catalogue: Catalogue, code: str) -> None:
    kinds = {each.kind for each in shipped(catalogue, code).questions}
    assert QuestionKind.IDENTITY_NUMBER not in kinds


def test_a_suggestion_asks_what_the_office_rule_asks(catalogue: Catalogue) -> None:
    form = shipped(catalogue, "saran")
    assert question(form, "nama").required
    assert question(form, "alamat").required
    identity = question(form, "identitas")
    assert identity.default == "rahasia"
    assert [choice.value for choice in identity.choices] == ["rahasia", "terbuka"]
    assert question(form, "kontak").default == "sendiri"
    assert not question(form, "layanan").required
    assert {each.id for each in form.questions if each.personal} == {
        *("nama", "alamat", "hp", "email")
    }
    # No source promises an answer to a suggestion within a time.
    assert [each.code for each in catalogue.deadlines_of(form)] == ["verifikasi"]


def test_an_information_request_is_answered_in_five_working_days(catalogue: Catalogue) -> None:
    form = shipped(catalogue, "informasi")
    (clock,) = catalogue.deadlines_of(form)
    assert (clock.amount, str(clock.unit), clock.confirmed) == (5, "hari kerja", False)
    assert not question(form, "tujuan").required
    assert question(form, "terima").default == "lacak"
    asked = {each.id: each.shown_if for each in form.questions}
    assert (asked["alamat"], asked["email"]) == ({"terima": "surat"}, {"terima": "email"})


def test_the_survey_asks_the_nine_elements_from_1_to_4(catalogue: Catalogue) -> None:
    form = shipped(catalogue, "skm")
    scales = [each for each in form.questions if each.kind is QuestionKind.SCALE]
    assert tuple(each.id for each in scales) == ELEMENTS
    for each in scales:
        assert each.required
        assert [choice.value for choice in each.choices] == ["1", "2", "3", "4"]
        assert len({choice.label for choice in each.choices}) == 4


def test_the_survey_asks_for_nobodys_name_and_promises_nothing(catalogue: Catalogue) -> None:
    form = shipped(catalogue, "skm")
    assert not form.is_answered
    assert form.deadlines == ()
    naming = {QuestionKind.NAME, QuestionKind.ADDRESS, QuestionKind.PHONE, QuestionKind.EMAIL}
    assert not {each.kind for each in form.questions} & naming
    assert not any(each.personal for each in form.questions)
    about_you = [question(form, each) for each in ("usia", "kelamin", "pendidikan", "pekerjaan")]
    for each in about_you:
        assert not each.required
        # A round button cannot be let go again: the way back stands among the choices.
        assert each.default == each.choices[-1].value == "diam"
        assert each.choices[-1].label == "Tidak ingin menjawab"


def test_each_form_is_found_from_the_home_page_and_the_list_of_services(
    catalogue: Catalogue,
) -> None:
    site = create_site(catalogue, SETTINGS).test_client()
    home, services = site.get("/").text, site.get("/layanan/").text
    for code in NEW_FORMS:
        assert f'href="/formulir/{code}/"' in home
        assert f'href="/formulir/{code}/"' in services
    assert home.index("/formulir/pengaduan/") < home.index("/formulir/saran/")
    assert 'id="formulir"' in services
    assert 'href="/layanan/#formulir">Formulir lain</a>' in site.get("/lacak/").text


def test_the_menu_has_one_line_for_all_further_forms(catalogue: Catalogue) -> None:
    links = [href for href, _ in frame.menu(catalogue)]
    assert [each for each in links if "formulir" in each] == [
        *("/formulir/pengaduan/", "/layanan/#formulir")
    ]
    assert not [label for _, label in frame.menu(CATALOGUE) if label == "Formulir lain"]


def test_ss4_a_sensitive_form_is_named_by_its_service_alone() -> None:
    sensitive = structs.replace(FORM, code="7", title="Isi formulir 7", sensitive=True)
    hidden = a_catalogue(
        forms=(FORM, sensitive), services=(structs.replace(PLAIN_SERVICE, forms=("7",)),)
    )
    site = create_site(hidden, SETTINGS).test_client()
    for address in ("/", "/layanan/", "/lacak/"):
        assert "/formulir/7/" not in site.get(address).text
    assert 'href="/formulir/7/"' in site.get("/layanan/1/").text


# Forms for officers only.


def test_a_form_for_officers_is_none_of_the_public_ones() -> None:
    inner = structs.replace(FORM, code="dalam", officers_only=True)
    both = a_catalogue(forms=(FORM, inner))
    assert both.form("dalam") == inner
    assert both.public_form("dalam") is None
    assert both.public_forms == (FORM,)


def test_the_clerk_is_told_where_a_form_for_officers_is_pointed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = remarks(
        Path("isi"),
        {
            "formulir/saran.toml": f"hanya_petugas = true\n{SMALL_FORM}",
            "halaman/contoh.md": f"{PAGE}[Isi](/formulir/saran/).\n",
        },
    )
    assert [sentence.partition(": ")[2] for sentence in told] == [
        "Tautan /formulir/saran/ tidak menuju halaman mana pun.",
        "Formulir `saran` hanya untuk petugas. Hapus dari daftar layanan ini.",
    ]
