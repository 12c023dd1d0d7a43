"""What stops a build: content that contradicts itself or points at nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from loket_site.content.draft import BODY, Draft, Placed, values
from loket_site.content.form_mistakes import form_mistakes
from loket_site.content.names import SLUG, TELLING_WORDS
from loket_site.content.toml_source import Problem
from loket_site.content.translation_mistakes import translation_mistakes
from loket_site.model.office import HolidayCalendar, Office
from loket_site.model.record import KEYS
from loket_site.model.service import Page, ServiceStandard
from loket_site.words.spelling.addresses import is_address, likely_address, read_address

_LINK = re.compile(r"\]\((/[^)\s#?]*)")
"""A link of Markdown prose to a page of ours."""
_LONGEST_DEADLINE = 5000
_TAKEN_SLUGS = {"layanan", "formulir", "lacak", "404", "data", "en"}


def mistakes(draft: Draft) -> Iterator[Problem]:
    """Everything that contradicts itself or points at nothing."""
    yield from _office_mistakes(draft.office)
    yield from _doubles(draft.services, "number")
    yield from _doubles(draft.forms, "code")
    yield from _doubles(draft.deadlines, "code")
    yield from _doubles(draft.calendars, "year")
    forms = {placed.value.code: placed.value.officers_only for placed in draft.forms}
    forms |= dict.fromkeys(draft.unread - forms.keys(), False)
    office = draft.office
    divisions = {each.code for each in office.value.divisions} if office else None
    if office and TELLING_WORDS.search(office.value.short_name):
        sentence = "Nama singkat tampil di judul halaman peka, tetapi memuat kata yang membuka isi."
        yield office.problem(sentence, "nama_singkat")
    for service in draft.services:
        yield from _service_mistakes(service, forms, divisions)
    for page in draft.pages:
        yield from _page_mistakes(page)
    yield from _dead_links(draft)
    for calendar in draft.calendars:
        yield from _calendar_mistakes(calendar)
    for deadline in draft.deadlines:
        if not 1 <= deadline.value.amount <= _LONGEST_DEADLINE:
            sentence = f"Angka tenggat harus antara 1 dan {_LONGEST_DEADLINE}."
            yield deadline.problem(sentence, "angka")
    for form in draft.forms:
        yield from form_mistakes(form, draft)
    yield from translation_mistakes(draft)


def _service_mistakes(
    service: Placed[ServiceStandard],
    forms: Mapping[str, bool],
    divisions: Container[str] | None,
) -> Iterator[Problem]:
    """Hold a service against the forms, of which `forms` says whether only officers see them."""
    for code in service.value.forms:
        if code not in forms:
            yield service.problem(f"Formulir `{code}` tidak ada di map formulir.", "formulir")
        elif forms[code]:
            sentence = f"Formulir `{code}` hanya untuk petugas. Hapus dari daftar layanan ini."
            yield service.problem(sentence, "formulir")
    division = service.value.division
    if division and divisions is not None and division not in divisions:
        yield service.problem(f"Divisi `{division}` tidak ada di kantor.toml.", "divisi")
    if service.value.sensitive and TELLING_WORDS.search(service.file_name):
        yield service.problem("Nama berkas layanan peka memuat kata yang membuka isi.")
    if service.value.number < 1:
        yield service.problem("Nomor layanan dimulai dari 1.", "nomor")


def _doubles(placed: Iterable[Placed[Any]], attribute: str) -> Iterator[Problem]:
    """Find records of one name: `attribute` is what they are told apart by."""
    first: dict[Any, Placed[Any]] = {}
    name = KEYS[attribute]
    for item in placed:
        value = getattr(item.value, attribute)
        if first.setdefault(value, item) is not item:
            path = first[value].source.path
            yield item.problem(f"`{name} = {value}` sudah dipakai di {path}.", name)


def _office_mistakes(office: Placed[Office] | None) -> Iterator[Problem]:
    if office is None:
        return
    its = office.value
    links = {"keluar": its.exit_url, "peta": its.map_url, "situs": its.website}
    for key, link in links.items():
        if link and not link.startswith(("https://", "http://")):
            yield office.problem(f"Tulis alamat `{key}` lengkap, dimulai dengan https://.", key)
    if its.email and not is_address(its.email):
        likely = read_address(its.email) or likely_address(its.email)
        offer = f" Tulis {likely} bila itu maksud Anda." if likely else ""
        yield office.problem(f"Tulis satu alamat email di `email`.{offer}", "email")


def _addresses(draft: Draft) -> Iterator[str]:
    """List every address that the site will have."""
    yield from ("/", "/layanan/", "/lacak/")
    yield from (f"/layanan/{service.number}/" for service in values(draft.services))
    yield from (f"/{page.slug}/" for page in values(draft.pages))
    yield from (f"/formulir/{form.code}/" for form in values(draft.forms) if not form.officers_only)
    codes = {placed.file_name: placed.value.code for placed in draft.forms}
    for placed in draft.form_words:
        name, language = placed.translates
        if name in codes:
            yield f"/{language}/formulir/{codes[name]}/"


def _dead_links(draft: Draft) -> Iterator[Problem]:
    """Find links to pages that will not be; silent while a file is unread, since it may be one."""
    known = set(_addresses(draft))
    prose: tuple[Placed[Any], ...] = (*draft.services, *draft.pages)
    for source, body in ((each.source, each.value.body) for each in prose if not draft.unread):
        for number, line in enumerate(body.split("\n"), source.lines.get(BODY, 1)):
            for address in _LINK.findall(line):
                if address not in known:
                    sentence = f"Tautan {address} tidak menuju halaman mana pun."
                    yield Problem(source.path, number, sentence)


def _calendar_mistakes(calendar: Placed[HolidayCalendar]) -> Iterator[Problem]:
    for position, holiday in enumerate(calendar.value.days):
        if holiday.day.year != calendar.value.year:
            sentence = f"Tanggal {holiday.day} bukan di tahun {calendar.value.year}."
            yield calendar.problem(sentence, "hari", position, "tanggal")


def _page_mistakes(page: Placed[Page]) -> Iterator[Problem]:
    slug = page.value.slug
    if not SLUG.fullmatch(slug) or slug in _TAKEN_SLUGS:
        sentence = f"Nama berkas `{slug}` tidak bisa menjadi alamat. Pakai huruf kecil, angka, -."
        yield page.problem(sentence)
    if page.value.sensitive and TELLING_WORDS.search(f"{slug} {page.value.title}"):
        sentence = "Judul atau nama berkas halaman peka memuat kata yang membuka isi."
        yield page.problem(sentence, "judul")
