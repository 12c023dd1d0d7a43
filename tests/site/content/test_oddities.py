"""What the clerk is told to look at, though it stops no build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.small_content import FORM, OFFICE, PAGE, SERVICE, remarks

PLACES = {
    "code": "00.01",
    "name": "Kabupaten Contoh",
    "districts": [
        {
            "code": "00.01.01",
            "name": "Rekaan",
            "villages": [
                {"code": "00.01.01.0001", "name": "Sumbermanggis", "type": "desa"},
                {"code": "00.01.01.0002", "name": "Kalirejo Wetan", "type": "desa"},
                {"code": "00.01.01.0003", "name": "Kutacontoh", "type": "kelurahan"},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("key", "number", "is_offered"),
    [
        ("hp", "O286-591892", True),
        ("hp", "081 327 19", False),
        ("hp", "0286-591892 / 591893", False),
        ("whatsapp", "(0286) 591892", False),
        ("whatsapp", "110", False),
    ],
)
def test_a_number_that_no_link_can_be_made_of_is_a_warning(
    folder: Path,
    key: str,
    number: str,
    is_offered: bool,  # noqa: FBT001 - a column of the table
) -> None:
    (found,) = remarks(folder, {"kantor.toml": f'{key} = "{number}"\n{OFFICE}'})
    assert found.startswith(f"isi/kantor.toml:1: warning: `{number}` bukan satu nomor ")
    assert "Halaman menulisnya tanpa tautan." in found
    assert found.endswith("Tulis 0286-591892 bila itu maksud Anda.") is is_offered


def test_an_emergency_number_is_looked_at_too(folder: Path) -> None:
    two = '[{ nomor = "110", nama = "Polisi" }, { nomor = "110/112", nama = "Dua" }]'
    office = OFFICE.replace('[{ nomor = "110", nama = "Polisi" }]', two)
    (found,) = remarks(folder, {"kantor.toml": office})
    assert "`110/112` bukan satu nomor yang bisa ditelepon." in found


def test_a_link_of_the_prose_to_no_number_is_a_warning(folder: Path) -> None:
    good = "[a](tel:129) [b](tel:0286-591892) [c](https://wa.me/6281234567890?text=Halo)"
    bad = "[a](tel:O286-591892)\n[b](https://wa.me/081234567890)"
    told = remarks(folder, {"halaman/contoh.md": f"{PAGE}{good}\n{bad}\n"})
    assert [each.partition("warning: ")[2] for each in told] == [
        "Tautan tel:O286-591892 tidak menuju satu nomor telepon.",
        "Tautan https://wa.me/081234567890 tidak menuju satu nomor telepon.",
    ]


UNLINKED = "warning: Tidak ada tautan ke formulir ini. Tulis kodenya di `formulir` sebuah layanan."
SENSITIVE = FORM.replace('kode = "saran"', 'kode = "lain"\npeka = true')


def test_a_sensitive_form_to_which_nothing_leads_is_a_warning(folder: Path) -> None:
    assert remarks(folder, {"formulir/lain.toml": SENSITIVE}) == [
        f"isi/formulir/lain.toml:2: {UNLINKED}"
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"formulir/lain.toml": SENSITIVE.replace("peka", "hanya_petugas = true\npeka")},
        {"layanan/dua.md": SERVICE.replace("nomor = 1", "nomor = 2").replace("saran", "lain")},
        {"layanan/dua.md": "rusak"},
        {"halaman/contoh.md": f"{PAGE}[Lapor](/formulir/lain/)\n"},
    ],
)
def test_a_sensitive_form_that_can_be_reached_is_not_missed(
    folder: Path, files: dict[str, str]
) -> None:
    told = remarks(folder, {"formulir/lain.toml": SENSITIVE, **files})
    assert [remark for remark in told if UNLINKED in remark] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("Layanan contoh", "Layanan (contoh", 3, "Tanda kurung di `judul` tidak berpasangan."),
        ("angka = 1,", "angka = 0,", 9, "Waktu tertulis 0. Halaman hanya menampilkan catatannya."),
        ("angka = 1, ", "", 9, "Waktu penyelesaian kosong."),
        (
            '"Surat"',
            '"Surat", "Bidang Contoh"',
            11,
            "Produk `Bidang Contoh` tampak seperti nama bagian kantor, bukan hasil layanan.",
        ),
        ('sk = "1"', 'sk = ""', 5, "Nomor SK belum ada."),
        (
            "dipastikan = true",
            "dipastikan = false",
            6,
            "Isi layanan ini belum dipastikan. Halaman memberi tahu pembaca.",
        ),
    ],
)
def test_an_oddity_of_a_service_is_a_warning(
    folder: Path, old: str, new: str, line: int, sentence: str
) -> None:
    told = remarks(folder, {"layanan/satu.md": SERVICE.replace(old, new)})
    assert told == [f"isi/layanan/satu.md:{line}: warning: {sentence}"]


def test_what_waits_for_confirmation_is_a_warning(folder: Path) -> None:
    told = remarks(
        folder,
        {
            "tenggat.toml": "[[tenggat]]\nkode='a'\nangka=1\nsatuan='jam'\nmulai='diterima'\n"
            "sumber='x'\ndipastikan=false\n",
            "libur/2026.toml": "tahun=2026\ndipastikan=false\nsumber='x'\nhari=[]\n",
            "formulir/saran.toml": FORM.replace("simpan_dipastikan = true\n", ""),
        },
    )
    assert told == [
        (
            "isi/formulir/saran.toml:1: warning: Lama simpan belum dipastikan. "
            "Tidak ada data yang kami hapus."
        ),
        (
            "isi/libur/2026.toml:2: warning: Kalender 2026 belum dipastikan. "
            "Tanggalnya tampil sebagai perkiraan."
        ),
        (
            "isi/tenggat.toml:7: warning: Tenggat `a` belum dipastikan. "
            "Tanggalnya tampil sebagai perkiraan."
        ),
    ]


def test_an_office_without_hours_and_without_the_police_is_a_warning(folder: Path) -> None:
    text = OFFICE.replace('jam = "Senin"', "").replace('"110"', '"112"')
    assert remarks(folder, {"kantor.toml": text}) == [
        "isi/kantor.toml:1: warning: Jam buka belum ada. Halaman memberi tahu pembaca.",
        "isi/kantor.toml:9: warning: Nomor polisi 110 tidak ada di `darurat`.",
    ]


def near_misses(folder: Path, postal_address: str) -> list[str]:
    office = f'{OFFICE}alamat_surat = "Jalan Rekaan No. 1, {postal_address}"\n'
    return remarks(folder, {"kantor.toml": office, "wilayah.json": json.dumps(PLACES)})


@pytest.mark.parametrize("typed", ["Sumbermangis", "Sumbermanngis", "sumbermanggiss"])
def test_a_place_that_is_almost_spelled_right_is_a_warning(folder: Path, typed: str) -> None:
    assert near_misses(folder, f"{typed}, Contoh 12345") == [
        (
            f"isi/kantor.toml:10: warning: `{typed}` mirip dengan nama resmi `Sumbermanggis` "
            "di wilayah.json. Periksa ejaannya."
        )
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "Sumbermanggis, Contoh 12345",
        "SUMBERMANGGIS",
        "Kalirejo Wetan, Rekaan",
        "Contoh",
        "Kota Lain 12345",
        "",
    ],
)
def test_other_places_are_left_alone(folder: Path, typed: str) -> None:
    assert near_misses(folder, typed) == []


def test_without_a_list_of_places_nothing_is_said_of_them(folder: Path) -> None:
    office = f'{OFFICE}alamat_surat = "Jalan Rekaan No. 1, Sumbermangis"\n'
    assert remarks(folder, {"kantor.toml": office}) == []


def test_two_spellings_of_the_street_are_a_warning(folder: Path) -> None:
    office = f'{OFFICE}alamat_surat = "Jl. Rekaan No. 1, Contoh"\n'
    assert remarks(folder, {"kantor.toml": office}) == [
        "isi/kantor.toml:10: warning: Nama jalan ditulis dengan 2 cara: Jalan Rekaan / Jl. Rekaan."
    ]


def test_a_long_summary_is_a_warning(folder: Path) -> None:
    long = SERVICE.replace('ringkas = "Contoh."', f'ringkas = "{"Contoh. " * 12}"')
    assert remarks(folder, {"layanan/satu.md": long}) == [
        "isi/layanan/satu.md:4: warning: Ringkasan ini lebih dari 90 huruf. Ringkas lagi."
    ]
