"""What a page hides and what the inbox does not ask are the same, in Chromium, without script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec import structs
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from loket_site.app import create_site
from loket_site.content.loading import load
from loket_site.forms.form import build_form
from loket_site.forms.kinds import KINDS
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import FormSpec, Question
from loket_site.settings import SiteSettings
from tests.journeys.journeys_support import PHONE
from tests.site.forms.generated_forms import TODAY, forms
from tests.site.site_support import CATALOGUE
from tests.small_content import FORM, WHOLE, write
from tests.support import CONTENT, the_content

EVERY_KIND = (Path(__file__).parent / "every_kind.toml").read_text(encoding="utf-8")

EVERY_RULE = f"""{FORM}
[[bagian.pertanyaan]]
id = "kontak"
jenis = "pilih-satu"
label = "Cara?"
pilihan = ["wa | WA", "telepon | Telepon", "surat | Surat", "tidak | Tidak"]

[[bagian.pertanyaan]]
id = "hal"
jenis = "pilih-banyak"
label = "Hal?"
pilihan = ["a | A", "b | B", "c | C"]

[[bagian.pertanyaan]]
id = "nilai"
jenis = "skala"
label = "Nilai?"

[[bagian.pertanyaan]]
id = "kapan"
jenis = "tanggal-kejadian"
label = "Kapan?"

[[bagian.pertanyaan]]
id = "layanan"
jenis = "daftar-layanan"
label = "Layanan?"

[[bagian.pertanyaan]]
id = "aman"
jenis = "kontak-aman"
label = "Hubungi?"
pribadi = true

[[bagian.pertanyaan]]
id = "izin"
jenis = "setuju"
label = "Boleh?"

[[bagian.pertanyaan]]
id = "sama"
jenis = "pilih-satu"
label = "Sama?"
pilihan = ["ya | Ya", "tidak | Tidak"]
tampil_jika = {{ kontak = "wa" }}

[[bagian.pertanyaan]]
id = "salah_satu"
jenis = "teks"
label = "Salah satu?"
tampil_jika = {{ kontak = ["wa", "telepon"] }}

[[bagian.pertanyaan]]
id = "bukan"
jenis = "teks"
label = "Bukan?"
tampil_jika = {{ kontak = ["!wa", "!telepon"] }}

[[bagian.pertanyaan]]
id = "semua"
jenis = "teks"
label = "Semua?"
tampil_jika = {{ hal = "a", nilai = ["1", "2"], identitas = "!terbuka" }}

[[bagian.pertanyaan]]
id = "rantai"
jenis = "teks"
label = "Rantai?"
tampil_jika = {{ sama = "!ya", izin = "ya" }}

[[bagian.pertanyaan]]
id = "lupa"
jenis = "teks"
label = "Lupa?"
tampil_jika = {{ kapan = "lupa", layanan = "!tidak-tahu" }}

[[bagian.pertanyaan]]
id = "boleh"
jenis = "teks"
label = "Boleh?"
tampil_jika = {{ aman = "boleh", hal = "!c" }}
"""
"""Each way to write a condition, on each kind of question that one may point at."""

_TRY = """settings => {
  const form = document.querySelector("main form"), found = [];
  const seen = selector => document.querySelector(selector)?.checkVisibility() ?? false;
  for (const [chosen, ids, unfolding] of settings) {
    form.reset();
    for (const [name, value] of Object.entries(chosen)) {
      const controls = [...document.getElementsByName(name)];
      // Nobody can undo a circle that is chosen beforehand.
      if (!value && controls.some(each => each.type === "radio" && each.defaultChecked)) continue;
      for (const control of controls)
        if (control.type === "select-one") control.value = value;
        else control.checked = control.value === value;
    }
    found.push({
      posted: [...new FormData(form)].filter(([, value]) => typeof value === "string"),
      shown: ids.filter(id => seen(`.q-${id}`)),
      unfolded: unfolding.filter(id => seen(`.q-${id} .lagi`)),
    });
  }
  return found;
}"""


def every_pair(spec: FormSpec) -> list[dict[str, str]]:
    """Every pair of answers to questions that others hang on or that unfold; "" for none."""
    ends = {condition.question for each in spec.questions for condition in each.conditions}
    deciding = [each for each in spec.questions if each.id in ends or KINDS[each.kind].unfolds]
    values = {each.id: ["", *sorted(KINDS[each.kind].settable(each))] for each in deciding}
    pairs = [
        dict(zip(two, chosen, strict=True))
        for two in combinations(values, 2)
        for chosen in product(*(values[name] for name in two))
    ]
    alone = [{name: value} for name, each in values.items() for value in each]
    return [{}, *alone, *pairs]


def visit(page: Page, spec: FormSpec, catalogue: Catalogue) -> None:
    """Open the page of a form, with the policy that it carries, and without any server."""
    catalogue = structs.replace(catalogue, forms=(spec,))
    site = SiteSettings(CONTENT, Path("public"), "http://127.0.0.1:1", "http://127.0.0.1:2")
    html = create_site(catalogue, site).test_client().get(f"/formulir/{spec.code}/").text
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(site.site_url)


def disagreements(page: Page, spec: FormSpec, catalogue: Catalogue) -> Iterator[str]:
    """Compare what the page shows with what the inbox asks, for every pair of choices."""
    visit(page, spec, catalogue)
    asking = [each.id for each in spec.questions]
    unfolding = [each.id for each in spec.questions if KINDS[each.kind].unfolds]
    tried = every_pair(spec)
    form = build_form(spec, catalogue)
    found = page.evaluate(_TRY, [[chosen, asking, unfolding] for chosen in tried])
    for chosen, seen in zip(tried, found, strict=True):
        posted = form(formdata=MultiDict(seen["posted"]), today=TODAY)
        asked = list(posted.asked())
        if seen["shown"] != [each.id for each in asked]:
            yield f"{spec.code} {chosen}: shows {seen['shown']}"
        unfolded = [each.id for each in asked if unfolds(each, posted.data)]
        if seen["unfolded"] != unfolded:
            yield f"{spec.code} {chosen}: unfolds {seen['unfolded']}"


def unfolds(question: Question, answers: Mapping[str, object]) -> bool:
    kind = KINDS[question.kind]
    return bool(kind.unfolds) and answers[question.id] == kind.unfolds


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def shipped() -> list[str]:
    return [form.code for form in the_content().public_forms]


@pytest.mark.parametrize("code", shipped())
def test_every_pair_of_choices_of_a_shipped_form_agrees(page: Page, code: str) -> None:
    spec = the_content().form(code)
    assert spec is not None
    assert list(disagreements(page, spec, the_content())) == []


@pytest.mark.parametrize("text", [EVERY_RULE, EVERY_KIND], ids=["every rule", "every kind"])
def test_every_way_to_write_a_condition_agrees(page: Page, tmp_path: Path, text: str) -> None:
    wilayah = (CONTENT / "wilayah.json").read_text(encoding="utf-8")
    code = "contoh" if text is EVERY_KIND else "saran"
    files = {**WHOLE, "wilayah.json": wilayah, f"formulir/{code}.toml": text}
    catalogue = load(write(tmp_path, files))
    spec = catalogue.form(code)
    assert spec is not None
    assert len(every_pair(spec)) > 20
    assert list(disagreements(page, spec, catalogue)) == []


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    # One page serves all examples: each loads its own form into it.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(spec=forms())
def test_every_pair_of_choices_of_any_form_agrees(page: Page, spec: FormSpec) -> None:
    if not spec.officers_only:
        assert list(disagreements(page, spec, CATALOGUE)) == []


def test_a_rule_that_hides_something_else_would_be_noticed(page: Page) -> None:
    spec = the_content().form("pengaduan")
    assert spec is not None
    questions = spec.sections[1].questions
    always = structs.replace(questions[1], shown_if={"kontak": "email"})
    parts = structs.replace(spec.sections[1], questions=(questions[0], always, *questions[2:]))
    other = structs.replace(spec, sections=(spec.sections[0], parts, *spec.sections[2:]))
    visit(page, other, the_content())
    hidden = page.evaluate(_TRY, [[{"kontak": "wa"}, ["hp"], []]])[0]
    assert hidden["shown"] == []
    form = build_form(spec, the_content())(formdata=MultiDict(hidden["posted"]), today=TODAY)
    assert "hp" in {each.id for each in form.asked()}
