"""A small office with one of each, for tests of the site. Everything in here is invented."""

from __future__ import annotations

from pathlib import Path

import msgspec

from loket_site.model.catalogue import Catalogue
from loket_site.model.form import FormKind, FormSpec, PrivacyNotice, Question, QuestionKind, Section
from loket_site.model.office import (
    Deadline,
    District,
    EmergencyNumber,
    Office,
    Regency,
    StartsAt,
    Unit,
)
from loket_site.model.service import Fee, Page, ServiceStandard, Turnaround
from loket_site.settings import SiteSettings

SETTINGS = SiteSettings(
    content=Path("content"),
    out=Path("public"),
    site_url="https://situs.example",
    inbox_url="https://kotak.example",
)

OFFICE = Office(
    name="Dinas Contoh Kabupaten Rekaan",
    short_name="Dinas Contoh",
    government="Pemerintah Kabupaten Rekaan",
    address="Jalan Melati 12, Rekaan",
    phone="(0286) 555 012",
    email="dinas@contoh.example",
    exit_url="https://cuaca.example/",
    emergency=(
        EmergencyNumber(number="110", name="Polisi"),
        EmergencyNumber(number="129", name="SAPA"),
        EmergencyNumber(number="08111-129-129", name="SAPA 129", whatsapp=True),
    ),
)

PLAIN_SERVICE = ServiceStandard(
    number=1,
    title="Kartu bantuan",
    summary="Urus kartu bantuan Anda di sini.",
    requirements=("KTP.",),
    procedure=("Datang ke kantor. Bawa KTP Anda.", "Tunggu sebentar"),
    turnaround=Turnaround(amount=15, unit="menit"),
    fee=Fee(free=True),
    outputs=("Kartu",),
    legal_basis="UU Contoh 1/2001",
    source="Papan kantor. Belum dipastikan oleh kantor.",
)

SENSITIVE_SERVICE = msgspec.structs.replace(
    PLAIN_SERVICE,
    number=7,
    title="Bantuan bagi korban kekerasan",
    summary="Kami mendengarkan korban.",
    turnaround=Turnaround(amount=0, note="Sesuai kebutuhan Anda. Tanpa batas."),
    decree="1/2/2023",
    sensitive=True,
    confirmed=True,
)


def a_question(identity: str, kind: QuestionKind, **more: object) -> Question:
    return Question(id=identity, kind=kind, label=f"Tanya {identity}", **more)  # type: ignore[arg-type]


FORM = FormSpec(
    code="pengaduan",
    version=3,
    title="Buat pengaduan",
    intro="Ceritakan kepada kami.",
    kind=FormKind.COMPLAINT,
    retention="2 tahun",
    deadlines=("jawab", "dalam"),
    privacy=PrivacyNotice(basis="UU", purpose="Menjawab", data="Nama", rights="Bertanya"),
    sections=(
        Section(
            title="Tentang Anda",
            questions=(
                a_question(
                    "cara",
                    QuestionKind.CHOOSE_ONE,
                    required=True,
                    default="satu",
                    choice_lines=("satu | Satu | Bantuan satu", "dua | Dua"),
                ),
                a_question(
                    "nama", QuestionKind.NAME, help="Nama jelas", required=True, personal=True
                ),
                a_question("rumah", QuestionKind.ADDRESS, required=True, personal=True),
                a_question("hp", QuestionKind.PHONE, personal=True, shown_if={"cara": "dua"}),
                a_question("surel", QuestionKind.EMAIL),
            ),
        ),
        Section(
            title="Kejadian",
            questions=(
                a_question(
                    "hal", QuestionKind.CHOOSE_MANY, choice_lines=("a | Satu hal", "b | Lain hal")
                ),
                a_question("layanan", QuestionKind.SERVICE, required=True),
                a_question("cerita", QuestionKind.PARAGRAPH, required=True, rows=7),
                a_question("izin", QuestionKind.CONSENT, required=True, help="Bisa ditarik"),
            ),
        ),
    ),
    misconduct_deadline="dalam",
    officer_questions=(
        a_question(
            "penerima",
            QuestionKind.CHOOSE_ONE,
            required=True,
            choice_lines=("kepala | Kepala kantor", "loket | Petugas loket"),
        ),
        a_question("alasan", QuestionKind.TEXT, required=True, shown_if={"penerima": "loket"}),
        a_question("saksi", QuestionKind.NAME, personal=True),
        a_question("sambungan", QuestionKind.TEXT, required=True, shown_if={"cara": "dua"}),
    ),
)

DEADLINES = (
    Deadline(
        code="jawab",
        amount=14,
        unit=Unit.WORKING_DAYS,
        starts_at=StartsAt.RECEIVED,
        source="Aturan",
        step="Kami jawab",
    ),
    Deadline(
        code="dalam",
        amount=5,
        unit=Unit.DAYS,
        starts_at=StartsAt.VERIFIED,
        source="Aturan",
    ),
)

PAGES = (
    Page(slug="kontak", title="Hubungi kami", summary="Datang saja.", order=1, body="Isi."),
    Page(
        slug="privasi",
        title="Privasi Anda",
        summary="Data apa yang kami minta.",
        order=2,
        body="# Satu\n\n## Dua\n\n[Layanan](/layanan/7/)",
    ),
    Page(
        slug="keselamatan",
        title="Keselamatan Anda",
        summary="Untuk korban.",
        order=3,
        sensitive=True,
        body="Isi.",
    ),
)

CATALOGUE = Catalogue(
    office=OFFICE,
    deadlines=DEADLINES,
    calendars=(),
    services=(
        PLAIN_SERVICE,
        msgspec.structs.replace(
            PLAIN_SERVICE, number=2, title="Penanganan pengaduan", forms=("pengaduan",)
        ),
        SENSITIVE_SERVICE,
    ),
    forms=(FORM,),
    pages=PAGES,
    regency=Regency(
        code="33.04",
        name="Rekaan",
        districts=(District(code="33.04.01", name="Kecamatan Contoh", villages=()),),
    ),
)


def a_catalogue(**changes: object) -> Catalogue:
    """The invented office, with something changed."""
    return msgspec.structs.replace(CATALOGUE, **changes)
