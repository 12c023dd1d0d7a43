"""What a person should look at: allowed, but odd or not confirmed.

Nothing here repairs anything: what the office's own source says oddly stays as it is, and the
clerk is told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from loket_site.content.draft import BODY, Draft, Placed
from loket_site.content.toml_source import Problem
from loket_site.content.translation_mistakes import translation_oddities
from loket_site.model.office import Office, Regency
from loket_site.model.service import ServiceStandard
from loket_site.words.spelling.phones import dialled, likely_phone, on_whatsapp

_LONGEST_SUMMARY = 90
"""A summary stands beside the telephone numbers on the first screen of a phone."""
_CALL = re.compile(r"\]\((tel:|https://wa\.me/)([^)\s?]+)")
"""A link of Markdown prose to a telephone number."""
_NEAR_MISS = 0.85
"""How alike a word and an official name are that somebody may have misspelled."""


def oddities(draft: Draft) -> Iterator[Problem]:
    """What is allowed but looks wrong, or waits for somebody of the office to confirm it."""
    if draft.office:
        yield from _office_oddities(draft.office)
        if draft.regency:
            yield from _place_oddities(draft.office, draft.regency)
    yield from _linked_numbers(draft)
    for service in draft.services:
        yield from _service_oddities(service)
    for deadline in draft.deadlines:
        if not deadline.value.confirmed:
            yield _unconfirmed(deadline, f"Tenggat `{deadline.value.code}`")
    for calendar in draft.calendars:
        if not calendar.value.confirmed:
            yield _unconfirmed(calendar, f"Kalender {calendar.value.year}")
    for form in draft.forms:
        if not form.value.retention_confirmed:
            sentence = "Lama simpan belum dipastikan. Tidak ada data yang kami hapus."
            yield form.remark(sentence, "simpan_dipastikan")
    yield from _unreachable_forms(draft)
    yield from translation_oddities(draft)


def _unreachable_forms(draft: Draft) -> Iterator[Problem]:
    """Find sensitive forms that nothing leads to; silent while a file that may do so is unread.

    The list of forms does not name them: they are reached from a service, or from prose.
    """
    if draft.unread:
        return
    named = {code for service in draft.services for code in service.value.forms}
    prose = [service.value.body for service in draft.services]
    prose += [page.value.body for page in draft.pages]
    for form in draft.forms:
        spec = form.value
        if not spec.sensitive or spec.officers_only or spec.code in named:
            continue
        if not any(f"/formulir/{spec.code}/" in body for body in prose):
            sentence = (
                "Tidak ada tautan ke formulir ini. Tulis kodenya di `formulir` sebuah layanan."
            )
            yield form.remark(sentence, "peka")


def _unconfirmed(placed: Placed[Any], what: str) -> Problem:
    return placed.remark(
        f"{what} belum dipastikan. Tanggalnya tampil sebagai perkiraan.", "dipastikan"
    )


def _office_oddities(office: Placed[Office]) -> Iterator[Problem]:
    streets = {
        _street(text) for text in (office.value.address, office.value.postal_address) if text
    }
    if len(streets) > 1:
        sentence = f"Nama jalan ditulis dengan {len(streets)} cara: {' / '.join(sorted(streets))}."
        yield office.remark(sentence, "alamat_surat")
    if not office.value.hours:
        yield office.remark("Jam buka belum ada. Halaman memberi tahu pembaca.", "jam")
    yield from _number_oddities(office)
    if not any(line.number == "110" for line in office.value.emergency):
        yield office.remark("Nomor polisi 110 tidak ada di `darurat`.", "darurat")


def _number_oddities(office: Placed[Office]) -> Iterator[Problem]:
    """Point at numbers that no link can be made of: the pages write them as they stand."""
    its = office.value
    numbers: list[tuple[str, bool, tuple[str | int, ...]]] = [
        (its.phone, False, ("telepon",)),
        (its.mobile, False, ("hp",)),
        (its.whatsapp, True, ("whatsapp",)),
    ]
    for position, line in enumerate(its.emergency):
        numbers.append((line.number, line.whatsapp, ("darurat", position, "nomor")))
    for number, is_whatsapp, key in numbers:
        if number and not (on_whatsapp(number) if is_whatsapp else dialled(number)):
            what = "nomor ponsel untuk WhatsApp" if is_whatsapp else "nomor yang bisa ditelepon"
            likely = likely_phone(number)
            offer = f" Tulis {likely} bila itu maksud Anda." if likely else ""
            sentence = f"`{number}` bukan satu {what}. Halaman menulisnya tanpa tautan.{offer}"
            yield office.remark(sentence, *key)


def _linked_numbers(draft: Draft) -> Iterator[Problem]:
    """Find links of the prose that call, or write to, what is no number."""
    prose: tuple[Placed[Any], ...] = (*draft.services, *draft.pages)
    for source, body in ((each.source, each.value.body) for each in prose):
        for number, line in enumerate(body.split("\n"), source.lines.get(BODY, 1)):
            for address, called in _CALL.findall(line):
                if not (dialled(called) if address == "tel:" else on_whatsapp(f"+{called}")):
                    sentence = f"Tautan {address}{called} tidak menuju satu nomor telepon."
                    yield Problem(source.path, number, sentence, warning=True)


def _place_oddities(office: Placed[Office], regency: Regency) -> Iterator[Problem]:
    """Point at words of the postal address that almost spell a desa or kelurahan."""
    villages = {
        each.name.casefold(): each.name for part in regency.districts for each in part.villages
    }
    official = " ".join([regency.name, *(part.name for part in regency.districts), *villages])
    known = set(official.casefold().split())
    for word in re.split(r"[,\s]+", office.value.postal_address):
        likely = difflib.get_close_matches(word.casefold(), villages, n=1, cutoff=_NEAR_MISS)
        if likely and word.casefold() not in known:
            sentence = (
                f"`{word}` mirip dengan nama resmi `{villages[likely[0]]}` di wilayah.json. "
                "Periksa ejaannya."
            )
            yield office.remark(sentence, "alamat_surat")


def _street(address: str) -> str:
    return re.split(r",|\bNo\b", address)[0].strip()


def _service_oddities(service: Placed[ServiceStandard]) -> Iterator[Problem]:
    standard = service.value
    for key, title in (("judul", standard.title), ("nama_resmi", standard.official_name)):
        if title.count("(") != title.count(")"):
            sentence = f"Tanda kurung di `{key}` tidak berpasangan."
            yield service.remark(sentence, key)
    if len(standard.summary) > _LONGEST_SUMMARY:
        sentence = f"Ringkasan ini lebih dari {_LONGEST_SUMMARY} huruf. Ringkas lagi."
        yield service.remark(sentence, "ringkas")
    turnaround = standard.turnaround
    if turnaround.amount == 0:
        sentence = "Waktu tertulis 0. Halaman hanya menampilkan catatannya."
        yield service.remark(sentence, "waktu")
    if turnaround.amount is None and not turnaround.note:
        yield service.remark("Waktu penyelesaian kosong.", "waktu")
    for output in standard.outputs:
        if output.casefold().startswith("bidang "):
            sentence = f"Produk `{output}` tampak seperti nama bagian kantor, bukan hasil layanan."
            yield service.remark(sentence, "produk")
    if not standard.decree:
        yield service.remark("Nomor SK belum ada.", "sk")
    if not standard.confirmed:
        sentence = "Isi layanan ini belum dipastikan. Halaman memberi tahu pembaca."
        yield service.remark(sentence, "dipastikan")
