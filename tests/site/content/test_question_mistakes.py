"""What the clerk is told of one question: its id, kind, limits, choices, default, conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_content import FORM, remarks


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
        ("email", "zzz", "Tulis satu alamat email seperti nama@contoh.id."),
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
