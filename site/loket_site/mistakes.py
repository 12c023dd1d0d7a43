"""What stops a build: content that contradicts itself or points at nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from loket_site.draft import BODY, Draft, Placed
from loket_site.model import (
    ANONYMOUS,
    IDENTITY_QUESTION,
    LONGEST,
    QUESTION_ID,
    RESERVED_IDS,
    SERVICE_IN_BOOK,
    UNKNOWN_SERVICE,
    Choice,
    FormSpec,
    HolidayCalendar,
    Limits,
    Office,
    Page,
    Question,
    QuestionKind,
    ServiceStandard,
)
from loket_site.toml_source import Problem

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r"\]\((/[^)\s#?]*)")
"""A link of Markdown prose to a page of ours."""
_LONGEST_DEADLINE = 5000
_RETENTION = re.compile(r"[1-9]\d* (?:hari|bulan|tahun)")
_TAKEN_SLUGS = {"layanan", "formulir", "lacak", "404", "data", "en"}
_OFFICERS = "petugas"
"""The key of the questions that officers answer, where a problem points at one."""
_CHOOSING = {QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_MANY}

TELLING_WORDS = re.compile(
    r"kekerasan|kdrt|korban|pelecehan|konseling|reintegrasi|perkosa|aniaya|cabul|seksual"
    r"|trauma|visum",
    re.IGNORECASE,
)
"""Words that no title, address, field name or file name of a sensitive flow may hold (SS-4)."""


def mistakes(draft: Draft) -> Iterator[Problem]:
    """Everything that contradicts itself or points at nothing."""
    yield from _office_mistakes(draft.office)
    yield from _doubles(draft.services, lambda service: service.number, "nomor")
    yield from _doubles(draft.forms, lambda form: form.code, "kode")
    yield from _doubles(draft.deadlines, lambda deadline: deadline.code, "kode")
    yield from _doubles(draft.calendars, lambda calendar: calendar.year, "tahun")
    forms = frozenset(placed.value.code for placed in draft.forms) | draft.unread
    divisions = _divisions(draft.office)
    deadlines = {placed.value.code for placed in draft.deadlines}
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
        yield from _form_mistakes(form, draft)
        if "tenggat" not in draft.unread:
            yield from _clock_mistakes(form, deadlines)


def _divisions(office: Placed[Office] | None) -> frozenset[str] | None:
    """The codes of the divisions; None where the office could not be read."""
    return frozenset(each.code for each in office.value.divisions) if office else None


def _service_mistakes(
    service: Placed[ServiceStandard], forms: frozenset[str], divisions: frozenset[str] | None
) -> Iterator[Problem]:
    for code in service.value.forms:
        if code not in forms:
            yield service.problem(f"Formulir `{code}` tidak ada di map formulir.", "formulir")
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
        + [f"/formulir/{placed.value.code}/" for placed in draft.forms]
        + [f"/{placed.value.slug}/" for placed in draft.pages]
    )


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
    if not _SLUG.fullmatch(slug) or slug in _TAKEN_SLUGS:
        sentence = f"Nama berkas `{slug}` tidak bisa menjadi alamat. Pakai huruf kecil, angka, -."
        yield page.problem(sentence)
    if page.value.sensitive and TELLING_WORDS.search(f"{slug} {page.value.title}"):
        sentence = "Judul atau nama berkas halaman peka memuat kata yang membuka isi."
        yield page.problem(sentence, "judul")


def _form_mistakes(form: Placed[FormSpec], draft: Draft) -> Iterator[Problem]:
    spec = form.value
    if not _SLUG.fullmatch(spec.code):
        yield form.problem("Kode formulir hanya huruf kecil, angka, dan -.", "kode")
    titles = f"{spec.code} {spec.title} {spec.name} {_file_name(form)}"
    if spec.sensitive and TELLING_WORDS.search(titles):
        sentence = "Judul, nama, kode, atau nama berkas formulir peka memuat kata yang membuka isi."
        yield form.problem(sentence, "judul")
    if not _RETENTION.fullmatch(spec.retention):
        yield form.problem('Tulis lama simpan seperti "2 tahun" atau "90 hari".', "simpan")
    officers = {question.id for question in spec.officer_questions}
    earlier: dict[str, Question] = {}
    for placed in _questions(form):
        yield from _question_mistakes(placed, earlier, officers, draft)
        if spec.sensitive and TELLING_WORDS.search(placed.value.id):
            yield placed.problem("Id formulir peka memuat kata yang membuka isi.", "id")
        earlier[placed.value.id] = placed.value
    if not spec.questions:
        yield form.problem("Formulir ini tidak punya pertanyaan.")


def _clock_mistakes(form: Placed[FormSpec], known: Container[str]) -> Iterator[Problem]:
    named = [(code, "tenggat") for code in form.value.deadlines]
    if form.value.misconduct_deadline:
        named.append((form.value.misconduct_deadline, "tenggat_pengawasan"))
    for code, key in named:
        if code not in known:
            yield form.problem(f"Tenggat `{code}` tidak ada di tenggat.toml.", key)


def _questions(form: Placed[FormSpec]) -> Iterator[Placed[Question]]:
    """Find each question where it stands: the public's, then the officers'."""
    for number, section in enumerate(form.value.sections):
        for position, question in enumerate(section.questions):
            yield Placed(question, form.source, ("bagian", number, "pertanyaan", position))
    for position, question in enumerate(form.value.officer_questions):
        yield Placed(question, form.source, (_OFFICERS, position))


def _question_mistakes(
    placed: Placed[Question],
    earlier: Mapping[str, Question],
    officers: Container[str],
    draft: Draft,
) -> Iterator[Problem]:
    question = placed.value
    if not QUESTION_ID.fullmatch(question.id) or question.id in RESERVED_IDS:
        yield placed.problem(f"Id `{question.id}` tidak bisa dipakai.", "id")
    if question.id in earlier:
        yield placed.problem(f"Id `{question.id}` sudah dipakai di formulir ini.", "id")
    if question.id == IDENTITY_QUESTION and _is_for_officers(placed):
        yield placed.problem("Pengirim yang memilih `identitas`. Pindahkan ke `[[bagian]]`.", "id")
    if question.id == SERVICE_IN_BOOK and _is_for_officers(placed):
        yield placed.problem("Buku pengaduan sudah bertanya `layanan`. Pakai id lain.", "id")
    no_places = draft.regency is None and "wilayah" not in draft.unread
    if question.kind is QuestionKind.ADDRESS and no_places:
        yield placed.problem("Jenis alamat memerlukan berkas wilayah.json.", "jenis")
    yield from _choice_mistakes(placed)
    yield from _limit_mistakes(placed)
    yield from _condition_mistakes(placed, earlier, officers)


def _limit_mistakes(placed: Placed[Question]) -> Iterator[Problem]:
    kind, limits, longest = placed.value.kind, placed.value.limits, placed.value.longest
    if kind not in LONGEST:
        if limits != Limits():
            yield placed.problem(f"Jenis {kind} tidak memakai batas.", "batas")
    elif longest < 1:
        yield placed.problem("Batas paling_panjang dimulai dari 1.", "batas")
    elif not 0 <= limits.shortest <= longest:
        sentence = f"Batas paling_pendek harus dari 0 sampai paling_panjang ({longest})."
        yield placed.problem(sentence, "batas")


def _choice_mistakes(placed: Placed[Question]) -> Iterator[Problem]:
    question = placed.value
    if question.kind is QuestionKind.CONSENT and question.default:
        yield placed.problem("Persetujuan tidak boleh terpilih dari awal.", "bawaan")
    if question.kind not in _CHOOSING:
        if question.choice_lines:
            yield placed.problem(f"Jenis {question.kind} tidak memakai pilihan.", "pilihan")
        return
    if not question.choice_lines:
        yield placed.problem("Pertanyaan ini belum punya pilihan.", "pilihan")
    values = []
    for line in question.choice_lines:
        try:
            values.append(Choice.parse(line).value)
        except ValueError:
            sentence = (
                f'Pilihan "{line}" harus berbentuk "nilai | teks" atau "nilai | teks | bantuan".'
            )
            yield placed.problem(sentence, "pilihan")
    yield from _value_mistakes(placed, values)


def _value_mistakes(placed: Placed[Question], values: list[str]) -> Iterator[Problem]:
    question = placed.value
    for value, times in Counter(values).items():
        if times > 1:
            yield placed.problem(f"Nilai pilihan `{value}` tertulis {times} kali.", "pilihan")
        if not _SLUG.fullmatch(value):
            yield placed.problem(f"Nilai `{value}` hanya huruf kecil, angka, dan -.", "pilihan")
    if question.default and question.default not in values:
        yield placed.problem(f"Bawaan `{question.default}` bukan salah satu pilihan.", "bawaan")
    if question.id == IDENTITY_QUESTION and question.default == ANONYMOUS:
        yield placed.problem("Bawaan untuk nama tidak boleh `tanpa`.", "bawaan")


def _is_for_officers(placed: Placed[Question]) -> bool:
    return placed.at[0] == _OFFICERS


def _condition_mistakes(
    placed: Placed[Question], earlier: Mapping[str, Question], officers: Container[str]
) -> Iterator[Problem]:
    for condition in placed.value.conditions:
        target = earlier.get(condition.question)
        if target is None:
            hidden = condition.question in officers and not _is_for_officers(placed)
            why = (
                "hanya petugas yang menjawab pertanyaan itu"
                if hidden
                else "pertanyaan itu tidak ada sebelum ini"
            )
            sentence = f"`tampil_jika` menunjuk `{condition.question}`, tetapi {why}."
            yield placed.problem(sentence, "tampil_jika")
            continue
        raw = placed.value.shown_if[condition.question]
        marks = {value.startswith("!") for value in ((raw,) if isinstance(raw, str) else raw)}
        if len(marks) != 1:
            yield placed.problem(
                "Tulis semua nilai dengan `!`, atau semua tanpa `!`.", "tampil_jika"
            )
        for value in sorted(set(condition.values) - _answers(target)):
            yield placed.problem(
                f"`{value}` bukan pilihan dari `{condition.question}`.", "tampil_jika"
            )


def _answers(question: Question) -> set[str]:
    """Every value a condition may ask for."""
    if question.kind is QuestionKind.CONSENT:
        return {"ya"}
    if question.kind is QuestionKind.SERVICE:
        return {UNKNOWN_SERVICE}
    if question.kind not in _CHOOSING:
        return set()
    return {line.partition("|")[0].strip() for line in question.choice_lines}
