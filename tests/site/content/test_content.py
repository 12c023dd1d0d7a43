"""The whole content: every mistake of every file in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket_site.content.loading import ContentErrors, inspect, load
from loket_site.model.form import ANONYMOUS
from tests.small_content import FORM, OFFICE, PAGE, SERVICE, WHOLE, remarks, write
from tests.spans import assert_linear


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
