"""The whole content: every mistake of every file in one run, and the facts that it ships."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket_site.content.loading import ContentErrors, Inspection, inspect, load
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import ANONYMOUS
from loket_site.model.office import EmergencyNumber, HolidayKind, StartsAt, Unit
from loket_site.model.service import Fee, Turnaround
from tests.small_content import FORM, OFFICE, PAGE, SERVICE, WHOLE, remarks, write
from tests.spans import assert_linear
from tests.support import CONTENT, ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for content, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path("isi")


def test_the_smallest_content_is_read_without_a_remark(folder: Path) -> None:
    assert remarks(folder, {}) == []
    catalogue = load(folder)
    assert catalogue.service(1) == catalogue.services[0]
    assert catalogue.services[0].body == "Isi layanan.\n"
    assert catalogue.form("saran") == catalogue.forms[0]
    assert catalogue.page("contoh") == catalogue.pages[0]
    assert catalogue.pages[0].body == "Isi halaman.\n"
    assert catalogue.regency is None


def test_a_missing_office_file_is_named_by_its_absolute_path(folder: Path) -> None:
    write(folder, {"tenggat.toml": ""})
    (problem,) = inspect(folder).problems
    assert str((folder / "kantor.toml").absolute()) in problem.sentence
    assert "--content" in problem.sentence
    assert problem.path == "isi/kantor.toml"


def test_a_missing_folder_is_named_by_its_absolute_path(folder: Path) -> None:
    with pytest.raises(ContentErrors) as caught:
        load(folder)
    told = str(caught.value)
    assert f"kantor.toml tidak ada di {folder.absolute()}/kantor.toml" in told
    assert "Traceback" not in told


def test_every_mistake_of_every_file_is_told_in_one_run(folder: Path) -> None:
    broken: dict[str, str | bytes] = {
        "kantor.toml": OFFICE.replace("telepon", "telpon"),
        "tenggat.toml": "[[tenggat]]\nkode = 'a'\nangka = 'b'\n",
        "libur/2026.toml": "tahun = 2026\ndipastikan = \n",
        "libur/2027.toml": "tahun = '2027'\ndipastikan = true\nsumber = 'x'\nhari = []\n",
        "layanan/satu.md": "Tanpa kunci.\n",
        "layanan/dua.md": SERVICE.replace("nomor = 1", "nomor = 0"),
        "layanan/tiga.md": SERVICE.replace("nomor = 1", "nomor = 3").encode("utf-16"),
        "formulir/saran.toml": FORM.replace('jenis = "saran"', 'jenis = "usul"'),
        "formulir/ganda.toml": FORM.replace('"saran"\nversi', '"ganda"\nversi')
        .replace("2 tahun", "lama")
        .replace('"identitas"', '"Identitas!"'),
        "halaman/contoh.md": PAGE.replace("urutan = 1\n", ""),
        "halaman/Nama Jelek.md": PAGE,
        "wilayah.json": "{",
    }
    told = remarks(folder, broken)
    for expected in (
        "isi/kantor.toml:1: Kunci `telepon` belum ada. Tambahkan.",
        "isi/kantor.toml:5: Kunci `telpon` tidak dikenal. Mungkin maksud Anda `telepon`.",
        "isi/tenggat.toml:1: Kunci `satuan` belum ada. Tambahkan.",
        "isi/tenggat.toml:1: Kunci `mulai` belum ada. Tambahkan.",
        "isi/tenggat.toml:1: Kunci `sumber` belum ada. Tambahkan.",
        "isi/tenggat.toml:3: Isi `angka` harus berupa bilangan bulat tanpa tanda petik.",
        "isi/libur/2026.toml:2: Baris ini tidak terbaca sebagai TOML: Invalid value.",
        "isi/libur/2027.toml:1: Isi `tahun` harus berupa bilangan bulat tanpa tanda petik.",
        "isi/layanan/satu.md:1: Berkas ini harus dimulai dengan kunci di antara dua baris +++.",
        "isi/layanan/dua.md:2: Nomor layanan dimulai dari 1.",
        "isi/layanan/tiga.md:1: Berkas ini bukan UTF-8. Simpan lagi sebagai UTF-8.",
        (
            "isi/formulir/saran.toml:5: Isi `jenis` harus berupa salah satu dari: "
            "pengaduan, saran, informasi, laporan, survei, catatan."
        ),
        'isi/formulir/ganda.toml:6: Tulis lama simpan seperti "2 tahun" atau "90 hari".',
        (
            "isi/formulir/ganda.toml:14: Id `Identitas!` hanya huruf kecil, angka, dan _, "
            "dimulai dengan huruf."
        ),
        "isi/halaman/contoh.md:1: Kunci `urutan` belum ada. Tambahkan.",
        (
            "isi/halaman/Nama Jelek.md:1: Nama berkas `Nama Jelek` tidak bisa menjadi alamat. "
            "Pakai huruf kecil, angka, -."
        ),
    ):
        assert expected in told
        told.remove(expected)
    (last,) = told
    assert last.startswith("isi/wilayah.json:1: Daftar wilayah tidak dapat dibaca: ")


def test_each_remark_is_told_once_and_in_order(folder: Path) -> None:
    told = inspect(write(folder, {**WHOLE, "kantor.toml": "", "formulir/saran.toml": ""})).problems
    assert list(told) == sorted(set(told))


@pytest.mark.parametrize(
    "form",
    [
        FORM.replace("versi = 1", "versi = "),
        FORM.replace("versi = 1\n", ""),
        FORM.replace("versi", "versy"),
    ],
)
@pytest.mark.parametrize("name", ["formulir/saran.toml", "formulir/2.toml"])
def test_what_points_at_a_form_with_mistakes_is_not_blamed(
    folder: Path, form: str, name: str
) -> None:
    files = {path: text for path, text in WHOLE.items() if path != "formulir/saran.toml"}
    told = [str(problem) for problem in inspect(write(folder, {**files, name: form})).problems]
    assert told
    assert all(remark.startswith(f"isi/{name}:") for remark in told)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kantor.toml", OFFICE.replace("telepon", "telpon") + "[[divisi]]\nkode='b'\nnama='B'\n"),
        ("tenggat.toml", "[[tenggat]]\n"),
        ("wilayah.json", "[]"),
        ("wilayah.json", b"\xff\xfe"),
        ("formulir/saran.toml", FORM.encode("utf-16")),
    ],
)
def test_a_bad_file_brings_no_further_mistakes_elsewhere(
    folder: Path, name: str, text: str | bytes
) -> None:
    needy = {
        "layanan/satu.md": SERVICE.replace("nomor = 1", 'nomor = 1\ndivisi = "b"'),
        "formulir/saran.toml": FORM.replace("versi = 1", "versi = 1\ntenggat = ['a']")
        + "\n[[bagian.pertanyaan]]\nid = 'rumah'\njenis = 'alamat'\nlabel = 'Di mana?'\n",
        "tenggat.toml": "[[tenggat]]\nkode='a'\nangka=1\nsatuan='hari'\nmulai='diterima'\n"
        "sumber='x'\ndipastikan=true\n",
        "kantor.toml": OFFICE + "[[divisi]]\nkode = 'b'\nnama = 'B'\n",
        "wilayah.json": '{"code": "1", "name": "Contoh", "districts": []}',
    }
    assert remarks(folder, needy) == []
    told = remarks(folder, {**needy, name: text})
    assert told
    assert all(remark.startswith(f"isi/{name}:") for remark in told)


@pytest.mark.parametrize(
    "text", [b"\xff\xfe", b'{"code": "\xff", "name": "x", "districts": []}', b'{"nama\xe9": 1}']
)
def test_a_list_of_places_in_another_encoding_is_told_like_any_file(
    folder: Path, text: bytes
) -> None:
    assert remarks(folder, {"wilayah.json": text}) == [
        "isi/wilayah.json:1: Berkas ini bukan UTF-8. Simpan lagi sebagai UTF-8."
    ]


@pytest.mark.parametrize("text", ['{"x":' + "[" * 100_000, '{"code": "\\ud800"}', "9" * 5000])
def test_an_absurd_list_of_places_is_told(folder: Path, text: str) -> None:
    (told,) = remarks(folder, {"wilayah.json": text})
    assert told.startswith("isi/wilayah.json:1: Daftar wilayah tidak dapat dibaca")


def test_a_list_of_places_may_begin_with_the_mark_of_an_editor(folder: Path) -> None:
    places = '\ufeff{"code": "1", "name": "Contoh", "districts": []}'
    assert remarks(folder, {"wilayah.json": places}) == []


def test_a_form_of_empty_lines_is_refused_at_once(folder: Path) -> None:
    def refuse(lines: int) -> None:
        assert remarks(folder, {"formulir/saran.toml": "\n" * lines})

    assert_linear(refuse, 100_000)


def test_a_form_that_nobody_wrote_is_still_missed_beside_one_with_mistakes(folder: Path) -> None:
    told = remarks(
        folder,
        {
            "formulir/saran.toml": FORM.replace("versi = 1", ""),
            "layanan/satu.md": SERVICE.replace('["saran"]', '["saran", "lain"]'),
        },
    )
    assert "isi/layanan/satu.md:12: Formulir `lain` tidak ada di map formulir." in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "judul = 'a'\n",
        "+++\njudul = 'a'\n",
        " +++\njudul = 'a'\n+++\n",
        "\n+++\njudul = 'a'\n+++\n",
        "---\njudul: a\n---\n",
    ],
)
def test_a_page_without_its_fences_is_told(folder: Path, text: str) -> None:
    assert remarks(folder, {"halaman/contoh.md": text}) == [
        "isi/halaman/contoh.md:1: Berkas ini harus dimulai dengan kunci di antara dua baris +++."
    ]


@pytest.mark.parametrize(
    "text",
    [
        PAGE.replace("\n", "\r\n"),
        "\ufeff" + PAGE,
        PAGE.replace("+++\n", "+++  \n"),
        PAGE.removesuffix("\nIsi halaman.\n"),
        PAGE.replace("+++\nIsi", "+++\n+++\nIsi"),
    ],
)
def test_what_editors_do_to_line_ends_does_no_harm(folder: Path, text: str) -> None:
    assert remarks(folder, {"halaman/contoh.md": text}) == []
    assert "\r" not in load(folder).pages[0].body


def test_front_matter_mistakes_stand_on_the_line_of_the_file(folder: Path) -> None:
    told = remarks(folder, {"halaman/contoh.md": PAGE.replace("urutan = 1", "urutan = satu")})
    assert told == ["isi/halaman/contoh.md:4: Baris ini tidak terbaca sebagai TOML: Invalid value."]


def test_a_folder_in_the_place_of_a_file_is_told(folder: Path) -> None:
    (folder / "halaman" / "peta.md").mkdir(parents=True)
    (told,) = remarks(folder, {})
    assert told.startswith("isi/halaman/peta.md:1: Berkas ")
    assert str((folder / "halaman" / "peta.md").absolute()) in told


def choices_of_identity(folder: Path, office: str) -> list[str]:
    catalogue = load(write(folder, {**WHOLE, "kantor.toml": office}))
    return [choice.value for choice in catalogue.forms[0].questions[0].choices]


def test_no_name_is_offered_only_where_the_office_allows_it(folder: Path) -> None:
    assert choices_of_identity(folder, OFFICE) == ["rahasia", "terbuka"]
    refusing = f"terima_tanpa_nama = false\n{OFFICE}"
    assert choices_of_identity(folder, refusing) == ["rahasia", "terbuka"]
    allowing = f"terima_tanpa_nama = true\n{OFFICE}"
    assert choices_of_identity(folder, allowing) == ["rahasia", "terbuka", ANONYMOUS]


def test_services_pages_and_calendars_come_in_their_own_order(folder: Path) -> None:
    calendar = "tahun = {}\ndipastikan = true\nsumber = 'x'\nhari = []\n"
    write(
        folder,
        {
            **WHOLE,
            "layanan/a.md": SERVICE.replace("nomor = 1", "nomor = 9"),
            "halaman/a.md": PAGE.replace("urutan = 1", "urutan = 2"),
            "libur/a.toml": calendar.format(2027),
            "libur/b.toml": calendar.format(2026),
        },
    )
    catalogue = load(folder)
    assert [service.number for service in catalogue.services] == [1, 9]
    assert [page.slug for page in catalogue.pages] == ["contoh", "a"]
    assert [each.year for each in catalogue.calendars] == [2026, 2027]


# What the office ships.


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
    for each in (*catalogue.services, *catalogue.pages):
        yield each.title, each.summary
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
