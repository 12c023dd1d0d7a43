"""Every page of the site, drawn from an invented office."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser

import html5lib
import msgspec
import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from loket_site.app import create_site
from loket_site.model.catalogue import Catalogue
from loket_site.model.office import EmergencyNumber
from loket_site.model.service import Turnaround
from loket_site.pages import frame, styles, views
from loket_site.words.spelling.days import long_date
from tests.catalogues import (
    CATALOGUE,
    FORM,
    OFFICE,
    PLAIN_SERVICE,
    SENSITIVE_SERVICE,
    SETTINGS,
    a_catalogue,
)

ADDRESSES = (
    *("/", "/layanan/", "/layanan/1/", "/layanan/2/", "/layanan/7/", "/formulir/pengaduan/"),
    "/formulir/pengaduan/cetak/",
    *("/lacak/", "/kontak/", "/privasi/", "/keselamatan/", "/404.html"),
    *("/belum-tersimpan.html", "/terlalu-besar.html"),
)
SENSITIVE = ("/layanan/7/", "/keselamatan/", "/belum-tersimpan.html", "/terlalu-besar.html")
TELLING = re.compile(r"kekerasan|kdrt|korban|pelecehan|konseling|reintegrasi", re.IGNORECASE)


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def text(self, tag: str) -> str:
        found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", self.html, re.DOTALL)
        return Markup(found[1]).striptags() if found else ""  # noqa: S704

    def by_id(self, identity: str) -> dict[str, str]:
        return next(attrs for _, attrs in self.tags if attrs.get("id") == identity)


@cache
def site() -> FlaskClient:
    return create_site(CATALOGUE, SETTINGS).test_client()


def get(address: str, catalogue: Catalogue = CATALOGUE) -> Page:
    client = site() if catalogue is CATALOGUE else create_site(catalogue, SETTINGS).test_client()
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_well_formed_with_one_h1_and_unique_ids(address: str) -> None:
    page = get(address)
    html5lib.HTMLParser(strict=True).parse(page.html)
    assert len(page.all("h1")) == 1
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert page.all("html") == [{"lang": "id"}]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_title_begins_with_the_h1_unless_the_page_is_sensitive(address: str) -> None:
    page = get(address)
    if address == "/layanan/7/":
        assert page.text("title") == "Layanan 7 · Dinas Contoh"
    else:
        assert page.text("title").startswith(page.text("h1"))


@pytest.mark.parametrize("address", SENSITIVE)
def test_ss_4_a_sensitive_page_tells_nothing_outside_its_body(address: str) -> None:
    page = get(address)
    head = page.html.partition("<body>")[0]
    assert not TELLING.search(head)


@pytest.mark.parametrize("address", SENSITIVE)
def test_ss_1_the_exit_is_the_first_stop_after_the_skip_link(address: str) -> None:
    skip, leave = get(address).all("a")[:2]
    assert skip["href"] == "#isi"
    assert leave["href"] == OFFICE.exit_url
    assert leave["rel"] == "nofollow noreferrer"
    assert "target" not in leave


def test_pages_for_everybody_have_no_exit() -> None:
    for address in set(ADDRESSES) - set(SENSITIVE):
        assert "keluar" not in get(address).html


@pytest.mark.parametrize("address", ADDRESSES)
def test_w_14_the_policy_of_a_page_lists_what_stands_in_it(address: str) -> None:
    page = get(address)
    policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    inline = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", page.html, re.DOTALL)
    for style, script in inline:
        assert styles.digest(style or script) in policy
    assert policy.count("sha256-") == len(inline)
    assert policy.endswith("form-action https://kotak.example")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_inline_attributes_or_foreign_requests(address: str) -> None:
    page = get(address)
    for tag, attrs in page.tags:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert "src" not in attrs
        assert tag not in {"img", "iframe"}
    assert all(link["href"].startswith("data:") for link in page.all("link"))
    assert {"name": "referrer", "content": "strict-origin"} in page.all("meta")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_control_has_a_label(address: str) -> None:
    page = get(address)
    labels = {attrs.get("for") for attrs in page.all("label")}
    for tag in ("input", "select", "textarea"):
        for control in page.all(tag):
            if control.get("type") in {"hidden", "radio", "checkbox"} or "tabindex" in control:
                continue
            assert control["id"] in labels


def test_a_sensitive_service_shows_help_before_anything_else() -> None:
    hero = get("/layanan/7/").html.partition('class="fakta"')[0]
    assert 'href="https://wa.me/628111129129"' in hero
    assert "WhatsApp SAPA 129" in hero
    assert 'href="tel:+62286555012"' in hero
    assert 'href="tel:110"' in hero
    assert 'href="tel:129"' in hero


def test_the_office_s_own_whatsapp_comes_before_a_helpline() -> None:
    office = msgspec.structs.replace(OFFICE, whatsapp="0812 000 111")
    assert views.whatsapp(office) == ("0812 000 111", "WhatsApp")
    assert views.whatsapp(msgspec.structs.replace(OFFICE, emergency=())) is None


def test_a_service_page_shows_every_part_of_the_standard() -> None:
    html = get("/layanan/1/").html
    for part in ("Datang ke kantor</b> Bawa KTP Anda.", "KTP.", "Kartu", "15 menit (perkiraan)"):
        assert part in html
    assert "<summary>Dasar hukum</summary>" in html
    assert "Jumlah pelaksana" not in html
    assert "<b>Belum dipastikan oleh kantor.</b> Sumber: Papan kantor." in html
    assert 'href="/formulir/pengaduan/"' in html
    assert 'href="/layanan/2/"' in html


def test_a_duration_of_nothing_shows_its_words_instead() -> None:
    page = get("/layanan/7/")
    assert "<dd>Sesuai kebutuhan Anda</dd>" in page.html
    assert "0 " not in page.text("dl")
    silent = msgspec.structs.replace(PLAIN_SERVICE, turnaround=Turnaround())
    assert views.turnaround(silent) == "Sesuai kebutuhan"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Datang. Bawa KTP.", ("Datang", "Bawa KTP.")),
        ("Datang saja", ("Datang saja", "")),
        ("Datang.", ("Datang", "")),
        ("Sudah siap? Datang! Ya.", ("Sudah siap?", "Datang! Ya.")),
    ],
)
def test_the_first_sentence_of_a_step_is_its_lead(step: str, expected: tuple[str, str]) -> None:
    assert views.lead_and_rest(step) == expected


def test_a_form_posts_to_the_inbox_with_its_version() -> None:
    page = get("/formulir/pengaduan/")
    (form,) = page.all("form")
    assert form["action"] == "https://kotak.example/kirim/pengaduan"
    assert form["method"] == "post"
    assert form["enctype"] == "application/x-www-form-urlencoded"
    assert "novalidate" in form
    hidden = {i["name"]: i["value"] for i in page.all("input") if i.get("type") == "hidden"}
    assert hidden == {"versi": "3", "bahasa": "id"}


def test_a_form_says_what_somebody_must_know_before() -> None:
    html = get("/formulir/pengaduan/").html
    assert "Kami jawab: paling lama 14 hari kerja (perkiraan)." in html
    assert "5 hari" not in html
    assert "2 tahun (usulan, belum dipastikan kantor)" in html
    assert 'href="tel:110"' in html
    assert "Halaman berikutnya tidak terbuka?" in html
    assert "1 dari 2" in html


def test_every_kind_of_question_has_its_control() -> None:
    page = get("/formulir/pengaduan/")
    assert page.by_id("cara")["type"] == "radio"
    assert "checked" in page.by_id("cara")
    assert page.by_id("cara--dua")["value"] == "dua"
    assert page.by_id("nama")["autocomplete"] == "name"
    assert page.by_id("nama")["aria-describedby"] == "nama-bantuan"
    assert page.by_id("rumah")["rows"] == "2"
    assert page.by_id("rumah-kecamatan")["name"] == "rumah-kecamatan"
    assert page.by_id("rumah-desa")["type"] == "text"
    assert page.by_id("hp")["type"] == "tel"
    assert page.by_id("surel")["type"] == "email"
    assert page.by_id("hal")["type"] == "checkbox"
    assert page.by_id("hal--b")["name"] == "hal"
    assert page.by_id("cerita")["rows"] == "7"
    assert page.by_id("izin")["value"] == "ya"
    assert '<option value="">Pilih layanan</option>' in page.html
    assert "Tanya surel <i>(boleh dikosongkan)</i>" in page.html
    assert "Tanya nama <i>" not in page.html


def test_a_question_that_depends_on_another_can_be_hidden_without_script() -> None:
    page = get("/formulir/pengaduan/")
    assert "@supports selector(:has(a))" in page.html
    assert 'class="q f q-hp"' in page.html
    assert "<script>" not in page.html


def test_ss_5_a_sensitive_form_forgets_what_was_typed() -> None:
    spec = msgspec.structs.replace(FORM, sensitive=True, title="Lapor kekerasan")
    page = get("/formulir/pengaduan/", a_catalogue(forms=(spec,)))
    assert page.text("title") == "Formulir pengaduan · Dinas Contoh"
    (form,) = page.all("form")
    assert form["autocomplete"] == "off"
    assert page.by_id("nama")["autocomplete"] == "off"
    assert "pagehide" in page.html


def test_the_tracking_page_asks_for_a_code_and_forgets_it() -> None:
    page = get("/lacak/")
    (form,) = page.all("form")
    assert form["action"] == "https://kotak.example/lacak"
    code = page.by_id("kode")
    assert (code["inputmode"], code["autocomplete"]) == ("numeric", "off")
    assert "pagehide" in page.html
    assert "tel:+62286555012" in page.html


def test_w_11_content_is_never_a_template_nor_markup() -> None:
    rude = "{{7*7}}<script>alert(1)</script>"
    service = msgspec.structs.replace(PLAIN_SERVICE, title=rude, requirements=(rude,))
    page = get("/layanan/1/", a_catalogue(services=(service,)))
    assert "{{7*7}}&lt;script&gt;" in page.html
    assert "<script>alert" not in page.html


def test_the_contact_page_begins_with_numbers_and_addresses() -> None:
    page = get("/kontak/")
    assert page.html.index("tel:+62286555012") < page.html.index("<p>Isi.</p>")
    assert "mailto:dinas@contoh.example" in page.html


def test_the_home_page_offers_three_ways_in_and_every_number() -> None:
    page = get("/")
    links = [a["href"] for a in page.all("a")]
    for wanted in ("/layanan/", "/formulir/pengaduan/", "/lacak/", "tel:110", "/privasi/"):
        assert wanted in links
    assert page.text("h1") == OFFICE.name


def test_an_office_without_forms_pages_or_numbers_still_has_a_site() -> None:
    bare = a_catalogue(
        office=msgspec.structs.replace(OFFICE, emergency=()),
        services=(SENSITIVE_SERVICE,),
        forms=(),
        pages=(),
    )
    for address in ("/", "/layanan/", "/layanan/7/", "/lacak/", "/404.html"):
        assert "/formulir/" not in get(address, bare).html


@pytest.mark.parametrize(
    "address", ["/layanan/9/", "/formulir/lain/", "/lain/", "/layanan/x/", "/layanan/-1/"]
)
def test_what_does_not_exist_is_not_found(address: str) -> None:
    assert site().get(address).status_code == 404


@pytest.mark.parametrize("address", ["/belum-tersimpan.html", "/terlalu-besar.html"])
def test_w15_what_stands_in_for_the_inbox_says_what_was_kept_and_whom_to_call(address: str) -> None:
    page = get(address)
    text = page.text("main")
    assert "belum" in text.lower()
    assert "tersimpan" in text
    links = [link["href"] for link in page.all("a")]
    # The page is shown at the inbox's address, where none of the site's paths leads anywhere.
    assert not [link for link in links if link.startswith("/")]
    assert {"https://situs.example/lacak/", frame.phone_link(OFFICE.phone)} <= set(links)


def test_an_emergency_number_with_whatsapp_is_never_called() -> None:
    office = msgspec.structs.replace(
        OFFICE, emergency=(EmergencyNumber(number="0812 3456 789", name="Bantu", whatsapp=True),)
    )
    page = get("/layanan/7/", a_catalogue(office=office))
    assert "Dalam bahaya sekarang?" not in page.html
    assert "https://wa.me/" in page.html


@pytest.mark.parametrize("number", ["O286-591892", "081 327 19", "(0286) 591892 / 591893"])
def test_what_cannot_be_dialled_is_shown_without_a_link(number: str) -> None:
    helpline = EmergencyNumber(number=number, name="Bantu")
    chat = EmergencyNumber(number=number, name="Obrolan", whatsapp=True)
    office = msgspec.structs.replace(
        OFFICE, phone=number, mobile=number, whatsapp=number, emergency=(helpline, chat)
    )
    for address in ("/", "/layanan/7/", "/layanan/", "/formulir/pengaduan/", "/404.html"):
        html = get(address, a_catalogue(office=office)).html
        assert frame.unbroken(number) in html
        # What somebody has written into the prose of a service stays.
        assert set(re.findall('href="(?:tel:|https://wa.me/)[^"]*"', html)) <= {'href="tel:129"'}


def test_no_sentence_blames_or_begs() -> None:
    for address in ADDRESSES:
        text = get(address).html.lower()
        for word in ("tidak valid", "wajib diisi", "mohon maaf"):
            assert word not in text


@pytest.mark.parametrize(
    ("number", "phone", "whatsapp"),
    [
        ("(0286) 591892", "tel:+62286591892", ""),
        ("081 327 191 692", "tel:+6281327191692", "https://wa.me/6281327191692"),
        ("+62 812-3456-789", "tel:+628123456789", "https://wa.me/628123456789"),
        ("62 812 3456 789", "tel:+628123456789", "https://wa.me/628123456789"),
        ("110", "tel:110", ""),
        ("1708", "tel:1708", ""),
        ("1500-567", "tel:1500567", ""),
        ("0800-1-234567", "tel:08001234567", ""),
        ("O286-591892", "", ""),
        ("081 327 19", "", ""),
        ("591892", "", ""),
        ("0286-591892/591893", "", ""),
        ("0286-591892 / 93", "", ""),
        ("0286 591892 - 93", "", ""),
        ("0286-591892, 591893", "", ""),
        ("0286-591892 ext 12", "", ""),
        ("110/112", "", ""),
        ("110 112", "", ""),
        ("081327191692 081327191693", "", ""),
        ("0813271916921234", "", ""),
        ("belum ada", "", ""),
    ],
)
def test_numbers_can_be_called_from_anywhere(number: str, phone: str, whatsapp: str) -> None:
    assert frame.phone_link(number) == phone
    assert frame.whatsapp_link(number) == whatsapp


def test_a_date_is_written_the_indonesian_way() -> None:
    assert long_date(date(2026, 3, 3)) == "3 Maret 2026"
    assert long_date(date(2026, 12, 31)) == "31 Desember 2026"


def test_the_menu_of_the_inbox_leads_to_the_site() -> None:
    links = frame.menu(CATALOGUE, "https://situs.example")
    assert all(href.startswith("https://situs.example/") for href, _ in links)
    assert [label for _, label in links][:3] == ["Layanan", "Buat pengaduan", "Lacak jawaban"]
