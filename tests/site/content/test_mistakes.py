"""What a whole content must agree on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_content import FORM, OFFICE, PAGE, SERVICE, remarks


@pytest.mark.parametrize("version", ["0", "-5", "10000"])
def test_a_version_that_the_inbox_cannot_keep_is_told(folder: Path, version: str) -> None:
    form = FORM.replace("versi = 1", f"versi = {version}")
    assert remarks(folder, {"formulir/saran.toml": form}) == [
        "isi/formulir/saran.toml:2: Versi formulir harus antara 1 dan 9999."
    ]


@pytest.mark.parametrize("number", ["9" * 23, "-" + "9" * 23, f"0x{'f' * 6000}"])
@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("formulir/saran.toml", FORM.replace("versi = 1", "versi = @"), "versi"),
        ("formulir/saran.toml", f"{FORM}baris = @\n", "baris"),
        ("formulir/saran.toml", f"{FORM}batas = {{ paling_banyak = @ }}\n", "paling_banyak"),
        ("layanan/satu.md", SERVICE.replace("nomor = 1", "nomor = @"), "nomor"),
        ("layanan/satu.md", SERVICE.replace("angka = 1", "angka = @"), "angka"),
        ("halaman/contoh.md", PAGE.replace("urutan = 1", "urutan = @"), "urutan"),
        ("libur/1.toml", "tahun=@\ndipastikan=true\nsumber='x'\nhari=[]\n", "tahun"),
    ],
)
def test_no_number_of_any_file_is_beyond_all_counting(
    folder: Path, number: str, name: str, text: str, key: str
) -> None:
    told = remarks(folder, {name: text.replace("@", number)})
    assert [remark.partition(": ")[2] for remark in told] == [f"Angka di `{key}` terlalu besar."]


@pytest.mark.parametrize(
    ("name", "text", "line", "sentence"),
    [
        ("layanan/dua.md", SERVICE, 2, "`nomor = 1` sudah dipakai di isi/layanan/dua.md."),
        ("formulir/a.toml", FORM, 1, "`kode = saran` sudah dipakai di isi/formulir/a.toml."),
        (
            "layanan/satu.md",
            SERVICE.replace('["saran"]', '["usul"]'),
            12,
            "Formulir `usul` tidak ada di map formulir.",
        ),
        (
            "layanan/satu.md",
            SERVICE.replace("nomor = 1", 'nomor = 1\ndivisi = "b"'),
            3,
            "Divisi `b` tidak ada di kantor.toml.",
        ),
        (
            "formulir/saran.toml",
            FORM.replace("versi = 1", 'versi = 1\ntenggat = ["cepat"]'),
            3,
            "Tenggat `cepat` tidak ada di tenggat.toml.",
        ),
        (
            "formulir/saran.toml",
            FORM.replace('"2 tahun"', '"0 tahun"'),
            6,
            'Tulis lama simpan seperti "2 tahun" atau "90 hari".',
        ),
        (
            "formulir/saran.toml",
            FORM.split("[[bagian]]")[0] + "bagian = []\n",
            1,
            "Formulir ini tidak punya pertanyaan.",
        ),
        (
            "tenggat.toml",
            "[[tenggat]]\nkode='a'\nangka=0\nsatuan='jam'\nmulai='diterima'\nsumber='x'\n",
            3,
            "Angka tenggat harus antara 1 dan 5000.",
        ),
        (
            "libur/2026.toml",
            (
                "tahun=2026\ndipastikan=true\nsumber='x'\n[[hari]]\ntanggal=2025-12-31\n"
                "nama='x'\njenis='cuti bersama'\n"
            ),
            5,
            "Tanggal 2025-12-31 bukan di tahun 2026.",
        ),
    ],
)
def test_a_contradiction_between_files_is_told(
    folder: Path, name: str, text: str, line: int, sentence: str
) -> None:
    told = remarks(folder, {name: text})
    assert any(remark.endswith(f":{line}: {sentence}") for remark in told), told


@pytest.mark.parametrize("slug", ["layanan", "404", "en", "dua kata", "Besar", "ü"])
def test_a_page_needs_a_name_that_can_be_an_address(folder: Path, slug: str) -> None:
    (told,) = remarks(folder, {f"halaman/{slug}.md": PAGE})
    assert f"Nama berkas `{slug}` tidak bisa menjadi alamat." in told


TELLING = ["kekerasan", "kdrt", "korban", "pelecehan", "konseling", "reintegrasi"]
"""The words that SS-4 names."""


@pytest.mark.parametrize("word", TELLING)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("halaman/{}.md", PAGE),
        ("halaman/bantuan-{}-anak.md", PAGE),
        ("halaman/contoh.md", PAGE.replace('"Halaman"', '"Bagi {}"')),
        ("halaman/contoh.md", PAGE.replace('"Halaman"', '"BAGI {}NYA"')),
        ("formulir/lain.toml", FORM.replace('kode = "saran"', 'kode = "lapor-{}"')),
        ("formulir/lapor-{}.toml", FORM.replace('kode = "saran"', 'kode = "lain"')),
        ("formulir/saran.toml", FORM.replace('"Kirim saran"', '"Laporkan {}"')),
        ("formulir/saran.toml", FORM.replace('id = "identitas"', 'id = "nama_{}"')),
        ("layanan/{}.md", SERVICE.replace("nomor = 1", "nomor = 2")),
        ("kantor.toml", OFFICE.replace('"Contoh"', '"Pusat {}"')),
    ],
)
def test_ss4_no_name_of_a_sensitive_flow_tells_what_it_is_about(
    folder: Path, word: str, name: str, text: str
) -> None:
    name, text = name.format(word), text.replace("{}", word)
    start = "+++\n" if name.endswith(".md") else ""
    sensitive = text if name == "kantor.toml" else f"{start}peka = true\n{text.removeprefix(start)}"
    told = [each for each in remarks(folder, {name: sensitive}) if "warning" not in each]
    assert len(told) == 1
    assert told[0].startswith(f"isi/{name}:")
    assert "memuat kata yang membuka isi." in told[0]


def test_ss4_leaves_open_pages_and_inner_titles_of_services_alone(folder: Path) -> None:
    files = {
        "halaman/korban.md": PAGE,
        "layanan/satu.md": SERVICE.replace("nomor", "peka = true\nnomor").replace(
            "Layanan contoh", "Bantuan bagi korban kekerasan"
        ),
        "formulir/saran.toml": FORM.replace("Kirim saran", "Saran tentang konseling"),
    }
    assert remarks(folder, files) == []


def test_a_dead_link_is_told_with_its_line(folder: Path) -> None:
    page = PAGE + "\n[ada](/lacak/) [hilang](/kontack/) [luar](https://contoh.example/)\n"
    assert remarks(folder, {"halaman/contoh.md": page}) == [
        "isi/halaman/contoh.md:8: Tautan /kontack/ tidak menuju halaman mana pun."
    ]


def test_a_link_to_a_file_with_mistakes_is_not_blamed(folder: Path) -> None:
    page = PAGE + "\n[rusak](/rusak/)\n"
    told = remarks(folder, {"halaman/contoh.md": page, "halaman/rusak.md": "tanpa kepala"})
    assert len(told) == 1
    assert told[0].startswith("isi/halaman/rusak.md:1: ")


def test_what_must_be_there_may_not_be_empty(folder: Path) -> None:
    empty = OFFICE.replace('telepon = "(0286) 555012"', 'telepon = ""')
    assert remarks(folder, {"kantor.toml": empty}) == [
        "isi/kantor.toml:5: Kunci `telepon` masih kosong. Isilah."
    ]


def test_a_deadline_beyond_all_calendars_is_told(folder: Path) -> None:
    clock = """
[[tenggat]]
kode = "lama"
angka = 999999999
satuan = "hari"
mulai = "diterima"
sumber = "contoh"
dipastikan = true
"""
    assert remarks(folder, {"tenggat.toml": clock}) == [
        "isi/tenggat.toml:4: Angka tenggat harus antara 1 dan 5000."
    ]


@pytest.mark.parametrize(
    ("written", "offer"),
    [
        ("kantor@contoh.example,", " Tulis kantor@contoh.example bila itu maksud Anda."),
        ("kantör@contoh.example", " Tulis kantor@contoh.example bila itu maksud Anda."),
        ("a@contoh.example / b@contoh.example", ""),
        ("kantor", ""),
    ],
)
def test_the_offices_address_is_one_that_letters_can_be_sent_to(
    folder: Path, written: str, offer: str
) -> None:
    (told,) = remarks(folder, {"kantor.toml": OFFICE.replace("kantor@contoh.example", written)})
    assert told.endswith(f"Tulis satu alamat email di `email`.{offer}")


@pytest.mark.parametrize("key", ["keluar", "peta", "situs"])
def test_an_address_of_the_office_that_no_browser_opens_is_told(folder: Path, key: str) -> None:
    office = OFFICE.replace('keluar = "https://cuaca.example/"\n', "")
    other = 'keluar = "https://cuaca.example/"\n' if key != "keluar" else ""
    office = f'{office}{other}{key} = "javascript:alert(1)"\n'
    (told,) = remarks(folder, {"kantor.toml": office})
    assert told.endswith(f"Tulis alamat `{key}` lengkap, dimulai dengan https://.")
