"""What a whole content must agree on, and what its clerk is told of."""

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("isi")


def question(text: str) -> str:
    """The small form with one more question; its first line is 21."""
    return f"{FORM}\n[[bagian.pertanyaan]]\n{text}\n"


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        (
            "id = 'Nama'\njenis = 'teks'\nlabel = 'x'",
            21,
            "Id `Nama` hanya huruf kecil, angka, dan _, dimulai dengan huruf.",
        ),
        (
            "id = 'kode'\njenis = 'teks'\nlabel = 'x'",
            21,
            "Id `kode` sudah dipakai program. Pilih id lain.",
        ),
        (
            "id = 'data'\njenis = 'teks'\nlabel = 'x'",
            21,
            "Id `data` sudah dipakai program. Pilih id lain.",
        ),
        (
            "id = 'identitas'\njenis = 'teks'\nlabel = 'x'",
            21,
            "Id `identitas` sudah dipakai di formulir ini.",
        ),
        (
            "id = 'a'\njenis = 'alamat'\nlabel = 'x'",
            22,
            "Jenis alamat memerlukan berkas wilayah.json.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\npilihan = ['a | A']",
            24,
            "Jenis teks tidak memakai pilihan.",
        ),
        (
            "id = 'a'\njenis = 'pilih-satu'\nlabel = 'x'",
            20,
            "Pertanyaan ini belum punya pilihan.",
        ),
        (
            "id = 'a'\njenis = 'pilih-satu'\nlabel = 'x'\npilihan = ['a', 'b | B']",
            24,
            'Pilihan "a" harus berbentuk "nilai | teks" atau "nilai | teks | bantuan".',
        ),
        (
            "id = 'a'\njenis = 'pilih-satu'\nlabel = 'x'\npilihan = ['a | A', 'b | B | ']",
            24,
            'Pilihan "b | B | " harus berbentuk "nilai | teks" atau "nilai | teks | bantuan".',
        ),
        (
            "id = 'a'\njenis = 'pilih-banyak'\nlabel = 'x'\npilihan = ['a | A', 'a | B']",
            24,
            "Nilai pilihan `a` tertulis 2 kali.",
        ),
        (
            "id = 'a'\njenis = 'pilih-banyak'\nlabel = 'x'\npilihan = ['A b | A']",
            24,
            "Nilai `A b` hanya huruf kecil, angka, dan -.",
        ),
        (
            "id = 'a'\njenis = 'pilih-satu'\nlabel = 'x'\npilihan = ['a | A']\nbawaan = 'b'",
            25,
            "Bawaan `b` bukan salah satu pilihan.",
        ),
        (
            "id = 'a'\njenis = 'setuju'\nlabel = 'x'\nbawaan = 'ya'",
            24,
            "Persetujuan tidak boleh terpilih dari awal.",
        ),
        (
            (
                "id = 'a'\njenis = 'teks'\nlabel = 'x'\n"
                "batas = { paling_pendek = 9, paling_panjang = 8 }"
            ),
            24,
            "Batas paling_pendek harus dari 0 sampai paling_panjang (8).",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\nbatas.paling_pendek = 201",
            24,
            "Batas paling_pendek harus dari 0 sampai paling_panjang (200).",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\nbatas.paling_panjang = 0",
            24,
            "Batas paling_panjang harus antara 1 dan 20000.",
        ),
        (
            "id = 'a'\njenis = 'setuju'\nlabel = 'x'\nbatas.paling_pendek = 3",
            24,
            "Jenis setuju tidak memakai paling_pendek.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\nbatas.pdf = true",
            24,
            "Jenis teks tidak memakai pdf.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { b = 'x' }",
            24,
            "`tampil_jika` menunjuk `b`, tetapi pertanyaan itu tidak ada.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { a = 'x' }",
            24,
            "`tampil_jika` menunjuk `a`, tetapi itu berputar: a → a.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { identitas = 'lain' }",
            24,
            "`lain` bukan pilihan dari `identitas`.",
        ),
        (
            (
                "id = 'a'\njenis = 'teks'\nlabel = 'x'\n"
                "tampil_jika = { identitas = ['!tanpa', 'rahasia'] }"
            ),
            24,
            "Tulis semua nilai dengan `!`, atau semua tanpa `!`.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { identitas = [] }",
            24,
            "`tampil_jika` memerlukan paling sedikit satu nilai untuk `identitas`.",
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { identitas = true }",
            24,
            (
                "Isi `identitas` harus berupa teks di antara tanda petik "
                'atau daftar [ … ] berisi teks di antara tanda petik. Contoh: "ya".'
            ),
        ),
        (
            "id = 'a'\njenis = 'teks'\nlabel = 'x'\ntampil_jika.identitas = 1",
            24,
            (
                "Isi `identitas` harus berupa teks di antara tanda petik "
                'atau daftar [ … ] berisi teks di antara tanda petik. Contoh: "1".'
            ),
        ),
        (
            (
                "id = 'a'\njenis = 'nama'\nlabel = 'x'\n[[bagian.pertanyaan]]\n"
                "id = 'b'\njenis = 'teks'\nlabel = 'x'\ntampil_jika = { a = 'Budi' }"
            ),
            28,
            "`tampil_jika` menunjuk `a`, tetapi jenis nama tidak bisa ditunjuk.",
        ),
        (
            (
                "id = 'a'\njenis = 'angka'\nlabel = 'x'\n"
                "batas = { paling_sedikit = 9, paling_banyak = 8 }"
            ),
            24,
            "Batas paling_banyak lebih kecil dari paling_sedikit.",
        ),
        (
            "id = 'a'\njenis = 'angka'\nlabel = 'x'\nbatas.paling_banyak = 0",
            24,
            "Batas paling_banyak dimulai dari 1.",
        ),
        (
            (
                "id = 'a'\njenis = 'pilih-banyak'\nlabel = 'x'\n"
                "pilihan = ['a | A', 'b | B']\nbatas.paling_banyak = 3"
            ),
            25,
            "Batas paling_banyak melebihi jumlah pilihan (2).",
        ),
        (
            "id = 'a'\njenis = 'paragraf'\nlabel = 'x'\nbaris = 41",
            24,
            "Tinggi `baris` harus antara 1 dan 40.",
        ),
        (
            "id = 'a'\njenis = 'paragraf'\nlabel = 'x'\nbaris = 0",
            24,
            "Tinggi `baris` harus antara 1 dan 40.",
        ),
        (
            "id = 'a'\njenis = 'paragraf'\nlabel = 'x'\nbatas.paling_panjang = 20001",
            24,
            "Batas paling_panjang harus antara 1 dan 20000.",
        ),
    ],
)
def test_a_mistake_in_a_question_is_told_on_its_line(
    folder: Path, text: str, line: int, sentence: str
) -> None:
    told = remarks(folder, {"formulir/saran.toml": question(text)})
    assert f"isi/formulir/saran.toml:{line}: {sentence}" in told


CIRCLE = """id = 'a'
jenis = 'setuju'
label = 'x'
tampil_jika = { b = 'ya' }
[[bagian.pertanyaan]]
id = 'b'
jenis = 'setuju'
label = 'x'
tampil_jika = { c = 'ya' }
[[bagian.pertanyaan]]
id = 'c'
jenis = 'setuju'
label = 'x'
tampil_jika = { b = 'ya' }"""


def test_nobody_is_told_to_move_up_what_stands_in_a_circle(folder: Path) -> None:
    assert remarks(folder, {"formulir/saran.toml": question(CIRCLE)}) == [
        (
            "isi/formulir/saran.toml:24: `tampil_jika` menunjuk `b`, "
            "tetapi pertanyaan itu baru ada sesudahnya."
        ),
        "isi/formulir/saran.toml:29: `tampil_jika` menunjuk `c`, tetapi itu berputar: b → c → b.",
    ]


@pytest.mark.parametrize(
    ("kind", "default", "reason"),
    [
        ("angka", "99", "Tulis angka paling banyak 20."),
        ("angka", "dua", "Tulis angka saja. Contoh: 25."),
        ("email", "zzz", "Tulis alamat email seperti nama@contoh.id."),
        ("telepon", "zzz", "Tulis satu nomor telepon dengan kode wilayah."),
        ("rupiah", "zzz", "Tulis jumlah uang dengan angka."),
        ("jam", "zzz", "Tulis jamnya."),
        ("nik", "zzz", "NIK terdiri dari 16 angka."),
        ("teks", "x" * 201, "Jawaban ini 201 huruf."),
        ("paragraf", "x" * 4001, "Jawaban ini 4001 huruf."),
        ("nama", "x" * 101, "Jawaban ini 101 huruf."),
    ],
)
def test_a_default_that_is_no_answer_is_told_with_the_reason(
    folder: Path, kind: str, default: str, reason: str
) -> None:
    limits = "batas.paling_banyak = 20" if kind == "angka" else ""
    text = f"id = 'a'\njenis = '{kind}'\nlabel = 'x'\npribadi = true\nbawaan = '{default}'\n"
    (told,) = remarks(folder, {"formulir/saran.toml": question(text + limits)})
    shown = default if len(default) <= 40 else f"{default[:40]}…"
    told_first = f"isi/formulir/saran.toml:25: Bawaan `{shown}` bukan jawaban untuk jenis {kind}."
    assert told.startswith(f"{told_first} {reason}")


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        ("angka", "20"),
        ("email", "nama@contoh.example"),
        ("telepon", "0812 3456 7890"),
        ("rupiah", "Rp 50.000"),
        ("jam", "9 pagi"),
        ("teks", "x"),
        ("paragraf", "x\\ny"),
    ],
)
@pytest.mark.parametrize("name", ["a", "say", "_a", "a-b"])
def test_a_default_that_is_an_answer_is_taken_whatever_its_question_is_called(
    folder: Path, kind: str, default: str, name: str
) -> None:
    text = f"id = '{name}'\njenis = '{kind}'\nlabel = 'x'\nwajib = true\nbawaan = \"{default}\""
    told = remarks(folder, {"formulir/saran.toml": question(text)})
    assert [remark for remark in told if "Bawaan" in remark] == []


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


def test_conditions_may_ask_for_consent_and_for_an_unknown_service(folder: Path) -> None:
    form = question("""\
id = 'layanan'
jenis = 'daftar-layanan'
label = 'Layanan?'
[[bagian.pertanyaan]]
id = 'boleh'
jenis = 'setuju'
label = 'Boleh?'
[[bagian.pertanyaan]]
id = 'mana'
jenis = 'teks'
label = 'Yang mana?'
tampil_jika = { layanan = 'tidak-tahu', boleh = 'ya', identitas = ['!tanpa', '!terbuka'] }""")
    assert remarks(folder, {"formulir/saran.toml": form}) == []


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
    empty = OFFICE.replace('telepon = "(000) 111"', 'telepon = ""')
    assert remarks(folder, {"kantor.toml": empty}) == [
        "isi/kantor.toml:5: Kunci `telepon` masih kosong. Isilah."
    ]


def test_a_long_summary_is_a_warning(folder: Path) -> None:
    long = SERVICE.replace('ringkas = "Contoh."', f'ringkas = "{"Contoh. " * 12}"')
    assert remarks(folder, {"layanan/satu.md": long}) == [
        "isi/layanan/satu.md:4: warning: Ringkasan ini lebih dari 90 huruf. Ringkas lagi."
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


@pytest.mark.parametrize("key", ["keluar", "peta", "situs"])
def test_an_address_of_the_office_that_no_browser_opens_is_told(folder: Path, key: str) -> None:
    office = OFFICE.replace('keluar = "https://cuaca.example/"\n', "")
    other = 'keluar = "https://cuaca.example/"\n' if key != "keluar" else ""
    office = f'{office}{other}{key} = "javascript:alert(1)"\n'
    (told,) = remarks(folder, {"kantor.toml": office})
    assert told.endswith(f"Tulis alamat `{key}` lengkap, dimulai dengan https://.")
