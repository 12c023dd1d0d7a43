"""The content that the office ships: its facts, and how it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket_site.content.loading import Inspection, inspect
from loket_site.model.catalogue import Catalogue
from loket_site.model.office import EmergencyNumber, HolidayKind, StartsAt, Unit
from loket_site.model.service import Fee, Turnaround
from tests.support import CONTENT, ROOT


@pytest.fixture(scope="module")
def shipped() -> Inspection:
    return inspect(CONTENT)


@pytest.fixture(scope="module")
def catalogue(shipped: Inspection) -> Catalogue:
    assert shipped.catalogue
    return shipped.catalogue


def test_the_shipped_content_has_no_mistakes(shipped: Inspection) -> None:
    assert [str(problem) for problem in shipped.problems if not problem.warning] == []


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("layanan/layanan-7.md", "Tanda kurung di `nama_resmi` tidak berpasangan."),
        ("layanan/layanan-7.md", "Waktu tertulis 0."),
        ("layanan/layanan-7.md", "Produk `Bidang Sosial` tampak seperti nama bagian kantor"),
        ("kantor.toml", "Nama jalan ditulis dengan 2 cara: Jl. Letjend. Karjono / Jl. Letnan"),
        ("kantor.toml", "`Parakancangah` mirip dengan nama resmi `Parakancanggah`"),
        ("kantor.toml", "Jam buka belum ada."),
        ("tenggat.toml", "Tenggat `verifikasi` belum dipastikan."),
        ("tenggat.toml", "Tenggat `lapor-polisi` belum dipastikan."),
        ("libur/2026.toml", "Kalender 2026 belum dipastikan."),
        ("formulir/pengaduan.toml", "Lama simpan belum dipastikan."),
    ],
)
def test_the_oddities_of_the_source_are_told_and_kept(
    shipped: Inspection, file: str, sentence: str
) -> None:
    told = [
        problem
        for problem in shipped.problems
        if problem.path.endswith(f"content/{file}") and problem.sentence.startswith(sentence)
    ]
    assert len(told) == 1
    assert told[0].warning
    assert told[0].line > 1


def test_the_office_is_named_as_its_own_standard_names_it(catalogue: Catalogue) -> None:
    office = catalogue.office
    assert office.name == "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak"
    assert "Dinsos PPPA" in office.short_name
    assert office.government == "Pemerintah Kabupaten Banjarnegara"
    assert office.address == "Jl. Letjend. Karjono No. 193, Banjarnegara"
    assert office.postcode == "53412"
    assert office.postal_address == "Jl. Letnan Karjono No. 193, Parakancangah, Banjarnegara 53412"
    assert office.phone == office.fax == "(0286) 591892"
    assert office.mobile == "081 327 191 692"
    assert office.whatsapp == ""
    assert office.email == "dinsos.banjarnegara@gmail.com"
    assert "dinsospppa.banjarnegarakab.go.id" in office.website
    assert not office.accepts_anonymous
    assert office.inspectorate == ""


def test_the_emergency_numbers_are_the_confirmed_ones(catalogue: Catalogue) -> None:
    numbers = {line.number: line for line in catalogue.office.emergency}
    assert list(numbers) == ["110", "112", "119", "129", "08111-129-129"]
    assert numbers["110"] == EmergencyNumber(number="110", name="Polisi")
    assert [number for number, line in numbers.items() if line.whatsapp] == ["08111-129-129"]


def test_service_7_holds_the_published_standard(catalogue: Catalogue) -> None:
    service = catalogue.service(7)
    assert service
    assert service.official_name == (
        "Pelayanan Korban Kekerasan Berbasis Gender dan Anak "
        "(Pengaduan, Konsultasi, Konseling, Pemulangan dan Reintegrasi"
    )
    assert service.decree == "041.7/127/DinsosPPPA/2023"
    assert service.sensitive
    needed = " ".join(service.requirements).casefold()
    for what in ("buku tamu", "identitas", "formulir a, b, dan c", "sumber informasi", "rujukan"):
        assert what in needed
    assert len(service.requirements) == len(service.procedure) == 5
    told = " ".join(service.procedure).casefold()
    for what in ("formulir a, b, dan c", "penjangkauan", "psikolog", "polisi", "pengadilan"):
        assert what in told
    assert service.turnaround.amount == 0
    assert "menyesuaikan kebutuhan" in service.turnaround.note
    assert service.fee == Fee(free=True)
    assert service.outputs == ("Bidang Sosial",)
    assert service.complaint == ""
    assert not service.forms


def test_service_1_holds_what_was_found_in_public(catalogue: Catalogue) -> None:
    service = catalogue.service(1)
    assert service
    assert "KIS PBI-JK" in service.title
    assert not service.confirmed
    assert not service.sensitive
    needed = " ".join(service.requirements)
    for what in ("data sosial", "KTP", "KK", "BPJS", "Nomor penonaktifan", "telepon"):
        assert what in needed
    assert (service.turnaround.amount, service.turnaround.unit) == (15, "menit")
    assert service.fee.free


def test_service_2_offers_the_forms_for_complaints_and_suggestions(catalogue: Catalogue) -> None:
    service = catalogue.service(2)
    assert service
    assert service.forms == ("pengaduan", "saran")
    assert service.turnaround == Turnaround(note=service.turnaround.note)
    assert "3 hari kerja" in service.turnaround.note
    assert "14 hari kerja" in service.turnaround.note
    needed = " ".join(service.requirements)
    assert "Nama" in needed
    assert "Alamat" in needed


def test_the_deadlines_are_those_of_their_sources(catalogue: Catalogue) -> None:
    working, days, hours = Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS
    assert {
        each.code: (each.amount, each.unit, each.starts_at) for each in catalogue.deadlines
    } == {
        "verifikasi": (3, working, StartsAt.RECEIVED),
        "tindak-lanjut": (5, working, StartsAt.VERIFIED),
        "tutup": (10, working, StartsAt.VERIFIED),
        "informasi": (5, working, StartsAt.RECEIVED),
        "pengaduan": (14, working, StartsAt.RECEIVED),
        "pengawasan": (60, working, StartsAt.RECEIVED),
        "penyelesaian": (60, days, StartsAt.COMPLETE),
        "lapor-polisi": (72, hours, StartsAt.RECEIVED),
    }
    assert all(each.source and not each.confirmed for each in catalogue.deadlines)


def test_the_calendar_of_2026_holds_its_25_days_off(catalogue: Catalogue) -> None:
    (calendar,) = (each for each in catalogue.calendars if each.year == 2026)
    assert not calendar.confirmed
    assert len(calendar.days) == 25
    leave = [each.day for each in calendar.days if each.kind is HolidayKind.COLLECTIVE_LEAVE]
    assert [f"{day:%m-%d}" for day in leave] == [
        *("02-16", "03-18", "03-20", "03-23", "03-24", "05-15", "05-28", "12-24")
    ]


def test_the_places_of_the_regency_are_complete(catalogue: Catalogue) -> None:
    regency = catalogue.regency
    assert regency
    assert regency.code == "33.04"
    assert len(regency.districts) == 20
    kinds = [village.type for each in regency.districts for village in each.villages]
    assert (kinds.count("desa"), kinds.count("kelurahan")) == (266, 12)


def test_the_complaint_form_asks_what_the_office_rule_asks(catalogue: Catalogue) -> None:
    form = catalogue.form("pengaduan")
    assert form
    assert [each.code for each in catalogue.deadlines_of(form)] == ["verifikasi", "pengaduan"]
    misconduct = catalogue.misconduct_deadline_of(form)
    assert misconduct
    assert (misconduct.amount, misconduct.unit) == (60, Unit.WORKING_DAYS)
    assert not form.retention_confirmed
    questions = {question.id: question for question in form.questions}
    assert questions["nama"].required
    assert questions["alamat"].required
    assert questions["identitas"].default == "rahasia"
    personal = {question.id for question in form.questions if question.personal}
    assert personal == {"nama", "alamat", "hp", "email"}
    assert "nik" not in questions


def test_the_complaint_form_asks_nothing_of_an_officer_that_must_be_known(
    catalogue: Catalogue,
) -> None:
    form = catalogue.form("pengaduan")
    assert form
    assert [question.id for question in form.officer_questions] == ["penerima", "bukti"]
    assert not any(question.required for question in form.officer_questions)


# How the office speaks.

TEMPLATES = (
    ROOT / "site/loket_site/pages/templates",
    ROOT / "inbox/loket_inbox/letters/templates",
    ROOT / "inbox/loket_inbox/web/templates",
)
COLD = re.compile("tidak valid|wajib diisi|mohon maaf", re.IGNORECASE)


def spoken_files() -> Iterator[Path]:
    for root in (CONTENT, *TEMPLATES):
        yield from (path for path in sorted(root.rglob("*")) if path.is_file())


def test_nobody_is_spoken_to_like_a_machine() -> None:
    files = list(spoken_files())
    assert {".html", ".txt", ".toml", ".md"} <= {path.suffix for path in files}
    said = [str(path) for path in files if COLD.search(path.read_text(encoding="utf-8"))]
    assert said == []


def sentences_of(markdown: str) -> Iterator[str]:
    """Split prose into its sentences; a heading, a point of a list and a cell end one."""
    prose = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*#|]|\d+\. ))|\|", prose):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
        plain = re.sub(r"(?m)^\s*(?:[-#]+|\d+\.)\s|[*`]", "", text)
        yield from re.split(r"(?<=[.?!:])\s+", plain)


def words_for_people(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for path in sorted(CONTENT.rglob("*.md")):
        yield path.name, path.read_text(encoding="utf-8").rpartition("+++\n")[2]
    yield from ((each.title, each.summary) for each in catalogue.services)
    yield from ((each.title, each.summary) for each in catalogue.pages)
    for form in catalogue.forms:
        privacy = form.privacy
        for text in (privacy.basis, privacy.purpose, privacy.data, privacy.rights):
            yield f"{form.code}.privasi", text
        yield f"{form.code}.pengantar", form.intro
        for question in (*form.questions, *form.officer_questions):
            wording = question.wording
            texts = (question.label, question.help, wording.missing, wording.too_short)
            for text in (*texts, wording.too_long, wording.malformed, wording.unknown):
                yield f"{form.code}.{question.id}", text
            for choice in question.choices:
                yield f"{form.code}.{question.id}", choice.label
                yield f"{form.code}.{question.id}", choice.help


def test_no_sentence_is_longer_than_20_words(catalogue: Catalogue) -> None:
    long = [
        f"{where}: {sentence}"
        for where, text in words_for_people(catalogue)
        for sentence in sentences_of(text)
        if len(re.findall(r"\w[^\s]*", sentence)) > 20
    ]
    assert long == []


def test_a_long_sentence_would_be_noticed() -> None:
    long = " ".join(["kata"] * 21)
    found = list(sentences_of(f"Pendek. Dua.\n\n- {long}.\n- Satu."))
    assert [len(each.split()) for each in found] == [1, 1, 21, 1]
