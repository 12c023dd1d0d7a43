"""What stops a build: content that contradicts itself or points at nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from loket_site.content.draft import BODY, Draft, Placed
from loket_site.content.form_mistakes import form_mistakes
from loket_site.content.names import SLUG, TELLING_WORDS
from loket_site.content.toml_source import Problem
from loket_site.content.translation_mistakes import translation_mistakes
from loket_site.model import (
    HolidayCalendar,
    Office,
    Page,
    ServiceStandard,
)

_LINK = re.compile(r"\]\((/[^)\s#?]*)")
"""A link of Markdown prose to a page of ours."""
_LONGEST_DEADLINE = 5000
_TAKEN_SLUGS = {"layanan", "formulir", "lacak", "404", "data", "en"}


def mistakes(draft: Draft) -> Iterator[Problem]:
    """Everything that contradicts itself or points at nothing."""
    yield from _office_mistakes(draft.office)
    yield from _doubles(draft.services, lambda service: service.number, "nomor")
    yield from _doubles(draft.forms, lambda form: form.code, "kode")
    yield from _doubles(draft.deadlines, lambda deadline: deadline.code, "kode")
    yield from _doubles(draft.calendars, lambda calendar: calendar.year, "tahun")
    forms = {placed.value.code: placed.value.officers_only for placed in draft.forms}
    forms |= dict.fromkeys(draft.unread - forms.keys(), False)
    divisions = _divisions(draft.office)
    if draft.office and TELLING_WORDS.search(draft.office.value.short_name):
        sentence = "Nama singkat tampil di judul halaman peka, tetapi memuat kata yang membuka isi."
        yield draft.office.problem(sentence, "nama_singkat")
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


def _divisions(office: Placed[Office] | None) -> frozenset[str] | None:
    """The codes of the divisions; None where the office could not be read."""
    return frozenset(each.code for each in office.value.divisions) if office else None


def _service_mistakes(
    service: Placed[ServiceStandard],
    forms: Mapping[str, bool],
    divisions: frozenset[str] | None,
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
    if service.value.sensitive and TELLING_WORDS.search(_file_name(service)):
        yield service.problem("Nama berkas layanan peka memuat kata yang membuka isi.")
    if service.value.number < 1:
        yield service.problem("Nomor layanan dimulai dari 1.", "nomor")


def _file_name(placed: Placed[Any]) -> str:
    return PurePath(placed.source.path).stem


def _doubles(placed: Iterable[Placed[Any]], key: Any, name: str) -> Iterator[Problem]:
    seen: dict[Any, Placed[Any]] = {}
    for item in placed:
        value = key(item.value)
        if value in seen:
            first = seen[value].source.path
            yield item.problem(f"`{name} = {value}` sudah dipakai di {first}.", name)
        seen.setdefault(value, item)


def _office_mistakes(office: Placed[Office] | None) -> Iterator[Problem]:
    if office is None:
        return
    links = {
        "keluar": office.value.exit_url,
        "peta": office.value.map_url,
        "situs": office.value.website,
    }
    for key, link in links.items():
        if link and not link.startswith(("https://", "http://")):
            yield office.problem(f"Tulis alamat `{key}` lengkap, dimulai dengan https://.", key)


def _addresses(draft: Draft) -> frozenset[str]:
    """List every address that the site will have."""
    return frozenset(
        ["/", "/layanan/", "/lacak/"]
        + [f"/layanan/{placed.value.number}/" for placed in draft.services]
        + [
            f"/formulir/{placed.value.code}/"
            for placed in draft.forms
            if not placed.value.officers_only
        ]
        + [f"/{placed.value.slug}/" for placed in draft.pages]
        + list(_translated_addresses(draft))
    )


def _translated_addresses(draft: Draft) -> Iterator[str]:
    codes = {placed.file_name: placed.value.code for placed in draft.forms}
    for placed in draft.form_words:
        name, language = placed.translates
        if name in codes:
            yield f"/{language}/formulir/{codes[name]}/"


def _dead_links(draft: Draft) -> Iterator[Problem]:
    """Find links to pages that will not be; silent while a file is unread, since it may be one."""
    known = _addresses(draft)
    bodies = [(placed.source, placed.value.body) for placed in draft.services]
    bodies += [(placed.source, placed.value.body) for placed in draft.pages]
    for source, body in bodies if not draft.unread else ():
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
