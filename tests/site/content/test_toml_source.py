"""One content file: where its keys stand, and every mistake told with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from textwrap import dedent
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_site.content.toml_source import KeyPath, Problem, Source, decode, read_table, shown_path
from loket_site.model.record import Record
from tests.spans import assert_linear, ends_within

FILE = Path("content/contoh.toml")


def read(text: str, first_line: int = 1) -> tuple[Source, dict[str, Any] | None, list[Problem]]:
    problems: list[Problem] = []
    source, table = read_table(FILE, dedent(text), problems, first_line=first_line)
    return source, table, problems


def line_of(text: str, *key: str | int, first_line: int = 1) -> int:
    return read(text, first_line)[0].problem("", key).line


class Colour(StrEnum):
    RED = "merah"
    BLUE = "biru"


class Part(Record, frozen=True, rename={"name": "nama", "weight": "berat"}):
    name: str
    weight: int = 0


class Thing(
    Record,
    frozen=True,
    rename={
        "title": "judul",
        "count": "jumlah",
        "day": "tanggal",
        "colour": "warna",
        "open": "buka",
        "words": "kata",
        "parts": "bagian",
        "main": "utama",
        "note": "catatan",
        "either": "salah_satu",
        "rules": "aturan",
    },
):
    title: str
    count: int = 0
    day: date | None = None
    colour: Colour = Colour.RED
    open: bool = False
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    main: Part | None = None
    note: str = ""
    either: str | tuple[str, ...] = ""
    rules: dict[str, str] = msgspec.field(default_factory=dict)
    body: str = ""


def mistakes_in(text: str, kind: type[Record] = Thing) -> list[tuple[int, str]]:
    source, table, problems = read(text)
    assert table is not None
    assert decode(kind, table, source, problems) is None
    return [(problem.line, problem.sentence) for problem in problems]


def test_a_key_is_found_on_its_line() -> None:
    assert line_of("# catatan\njudul = 'a'\n\njumlah = 1\n", "jumlah") == 4


@pytest.mark.parametrize(
    "before",
    [
        'a = """\njudul = "bukan"\n[bukan]\n"""',
        "a = '''\njudul = \"bukan\"\n[[bukan]]\n'''",
        'a = """\nkutip \\""" judul = 1\nakhir"""',
        'a = """\nkutip ""judul"" dan\njudul = 1\n"akhir""""',
        "a = '''\nkutip ''\njudul = 1\nakhir'''''",
        'a = [\n  "judul = 1", # ] bukan akhir\n  "[bukan]",\n]',
        'a = [\n  [1, 2],\n  { judul = "]" },\n]',
        'a = """\nkutip \\" akhir"""',
        'a = ["""\nkutip"""", "["]',
        "a = ['''\nkutip'''', '[']",
        'a = \'satu\' # """ bukan awal\nb = 2\n# [',
        'a = "\\"" # judul = 1\n\n\n',
        "a = \"[\" \nb = '{'\n\n",
    ],
)
def test_keys_after_long_strings_and_arrays_are_found(before: str) -> None:
    text = f"{before}\njudul = 1\n"
    tomllib.loads(text)
    assert line_of(text, "judul") == text.count("\n")


TABLES = """\
judul = "a"
[[bagian]]
nama = "satu"

[[bagian.pertanyaan]]
id = "p"
galat.kosong = "isi"

[[bagian.pertanyaan]]
id = "q"

[ bagian . privasi ]  # milik bagian pertama
hak = "h"

[[bagian]]
nama = "dua"

[[bagian.pertanyaan]]
id = "r"

["nama" . 'lain']
kunci = 1
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("bagian", 0), 2),
        (("bagian", 0, "nama"), 3),
        (("bagian", 0, "pertanyaan", 0), 5),
        (("bagian", 0, "pertanyaan", 0, "galat", "kosong"), 7),
        (("bagian", 0, "pertanyaan", 1, "id"), 10),
        (("bagian", 0, "privasi", "hak"), 13),
        (("bagian", 1, "nama"), 16),
        (("bagian", 1, "pertanyaan", 0, "id"), 19),
        (("nama", "lain", "kunci"), 22),
        (("bagian",), 2),
    ],
)
def test_keys_of_nested_tables_are_found(key: KeyPath, line: int) -> None:
    tomllib.loads(TABLES)
    assert line_of(TABLES, *key) == line


def test_a_key_that_is_not_there_is_pointed_at_through_its_table() -> None:
    assert line_of(TABLES, "bagian", 1, "pertanyaan", 0, "label") == 18
    assert line_of(TABLES, "bagian", 1, "pertanyaan", 0, "galat", "kosong") == 18
    assert line_of(TABLES, "tidak", "ada") == 1


def test_front_matter_counts_from_the_first_line_of_its_file() -> None:
    assert line_of("judul = 'a'\njumlah = 1", "jumlah", first_line=2) == 3


@given(st.text(alphabet=st.sampled_from("ab.=[]{}\"'\\#, \n\t1-"), max_size=80) | st.text())
def test_the_line_index_never_raises(text: str) -> None:
    source, table, problems = read(text)
    assert (table is None) == bool(problems)
    last = text.count("\n") + 1
    assert all(1 <= line <= last for line in source.lines.values())
    assert all(1 <= problem.line <= last for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        f"[{' ' * 200_000}x",
        f"[[{' ' * 200_000}x",
        f"[{'[' * 200_000}x",
        f"[x{' ' * 200_000}]x",
        f"[x]{' ' * 200_000}x",
        f"a{' ' * 200_000}x",
        f"a{' . a' * 50_000} x",
        f"a = {chr(34)}{(chr(92) + chr(34)) * 100_000}",
        f"a = {chr(39)}{chr(34) * 200_000}",
    ],
    ids=range(9),
)
def test_a_line_that_is_no_toml_is_refused_at_once(text: str) -> None:
    with ends_within(cpu_s=15):
        _, table, _ = read(text)
    assert table is None


@pytest.mark.parametrize(
    "line",
    [
        "DOTS = 1",
        " . ".join(["a"] * 202) + " = 1",
        "[DOTS]",
        "[[DOTS]]",
        "[ a .DOTS ] # catatan",
        "a = { DOTS = 1 }",
        "a = [{ b = { DOTS = 1 } }]",
        "'a'.\"b\".DOTS = 1",
        "DOTS",
        "[DOTS",
    ],
)
def test_a_line_of_more_dots_than_anybody_writes_is_not_read(line: str) -> None:
    text = f"judul = 'a'\n{line.replace('DOTS', '.'.join(['a'] * 202))}\njumlah = \n"
    _, table, problems = read(text, first_line=2)
    assert table is None
    assert problems == [
        Problem(str(FILE), 3, "Baris ini memuat lebih dari 200 titik. Bagilah atau pendekkan.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"judul = '{'.' * 200}'",
        f"judul = 'a' # {'.' * 200}",
        f"judul = '''\n{('Nama' + '.' * 190 + chr(10)) * 100}'''",
        f"{'.'.join(['a'] * 201)} = 1",
        "\n".join(f"a{n}.b.c = 1" for n in range(1000)),
    ],
    ids=["words", "remark", "many lines", "deep key", "many keys"],
)
def test_lines_of_dots_that_somebody_may_write_are_read(text: str) -> None:
    _, table, problems = read(text)
    assert table == tomllib.loads(text)
    assert problems == []


DEEP = ".".join(["a"] * 201)


def many_keys(size: int) -> str:
    return "\n".join(f"k{n} = 1" for n in range(size // 10))


@pytest.mark.parametrize(
    "text_of",
    [
        lambda size: f"{'.'.join(['a'] * (size // 2))} = 1",
        lambda size: f"[{'.'.join(['a'] * (size // 2))}]",
        lambda size: f"[['a'{' . a' * (size // 4)}]]",
        lambda size: f"a = [{{ b{'.b' * (size // 2)} = 1 }}]",
        lambda size: f"{DEEP} = 1\n{many_keys(size)}",
        lambda size: f"[{DEEP}]\n{many_keys(size)}",
        lambda size: "\n".join(f"b{n}{'.a' * 200} = 1" for n in range(size // 400)),
        lambda size: "\n".join(f"[b{n}{'.a' * 200}]" for n in range(size // 400)),
        lambda size: f"[[a{'.a' * 200}]]\n" * (size // 400),
        lambda size: "[[a]]\n[[a.b]]\nc.d = 1\n" * (size // 22),
        lambda size: "\n".join(f"k{n} = {'[' * 90}{']' * 90}" for n in range(size // 190)),
        lambda size: "\n".join(f"k{n} = {'{ a = ' * 90}1{'}' * 90}" for n in range(size // 640)),
        lambda size: "a = " + "[" * size,
        lambda size: "a = " + "{ a = " * (size // 6),
        lambda size: "a = { " + ", ".join(f"b.k{n} = 1" for n in range(size // 10)) + " }",
        lambda size: "a" * size + " = 1",
        lambda size: f"a{' ' * size} = 1",
        lambda size: 'a = "' + "\\n" * (size // 2) + '"',
        lambda size: 'a = """' + "\\\n" * (size // 2) + '"""',
        lambda size: 'a = """' + '"" ' * (size // 3) + '"""',
        lambda size: "a = [" + "''," * (size // 3) + "]",
        lambda size: "a = [\n" + "#\n" * (size // 2) + "]",
        lambda size: "a = 1" + "_1" * (size // 2) + ".5",
        lambda size: "a = 0b" + "1" * size,
    ],
)
def test_a_file_of_anything_is_read_in_time_that_grows_with_it(
    text_of: Callable[[int], str],
) -> None:
    assert_linear(lambda size: read(text_of(size)), 200_000)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('judul = "a"\njumlah = \n', 2),
        ('judul = "a\njumlah = 1\n', 1),
        ("judul = 'a'\njudul = 'b'\n", 2),
        ("judul = 'a'\n[bagian\n", 2),
        ("jumlah = 1\njam = 08.00\n", 2),
        ("tanggal = 2026-02-30\n", 1),
        ('judul = """a\n\nb', 3),
        ("jumlah = " + "9" * 5000 + "\n", 2),
        ("daftar = " + "[" * 20_000, 1),
    ],
)
def test_a_syntax_error_is_told_with_its_line(text: str, line: int) -> None:
    _, table, problems = read(text)
    assert table is None
    (problem,) = problems
    assert problem.line == line
    assert problem.sentence.startswith("Baris ini tidak terbaca sebagai TOML: ")


def test_a_syntax_error_in_front_matter_names_no_second_line_number() -> None:
    _, _, (problem,) = read("judul = 'a'\njumlah =", first_line=2)
    assert problem.line == 3
    assert "line" not in problem.sentence


def test_every_mistake_of_a_table_is_told() -> None:
    told = mistakes_in("""\
        jumlah = "3"
        warna = "hijau"
        warn = 1

        [[bagian]]
        berat = "berat"

        [[bagian]]
        nama = 7
        """)
    assert told == [
        (3, "Kunci `warn` tidak dikenal. Mungkin maksud Anda `warna`."),
        (1, "Kunci `judul` belum ada. Tambahkan."),
        (1, "Isi `jumlah` harus berupa bilangan bulat tanpa tanda petik."),
        (2, "Isi `warna` harus berupa salah satu dari: merah, biru."),
        (5, "Kunci `nama` belum ada. Tambahkan."),
        (6, "Isi `berat` harus berupa bilangan bulat tanpa tanda petik."),
        (9, "Isi `nama` harus berupa teks di antara tanda petik."),
    ]


@pytest.mark.parametrize("typed", ["judull", "jdul", "Judul", "judul_"])
def test_an_unknown_key_is_told_with_the_likely_one(typed: str) -> None:
    told = mistakes_in(f'judul = "a"\n{typed} = "b"\n')
    assert told == [(2, f"Kunci `{typed}` tidak dikenal. Mungkin maksud Anda `judul`.")]


@pytest.mark.parametrize("number", ["1000000000000001", "-1000000000000001", "0x" + "f" * 6000])
def test_a_number_beyond_all_counting_is_told_without_being_written(number: str) -> None:
    told = mistakes_in(
        f'judul = "a"\njumlah = {number}\nbagian = [{{ nama = "x", berat = {number} }}]'
    )
    assert told == [
        (2, "Angka di `jumlah` terlalu besar."),
        (3, "Angka di `berat` terlalu besar."),
    ]


@pytest.mark.parametrize("number", [10**15, -(10**15)])
def test_a_number_that_can_still_be_counted_is_kept(number: int) -> None:
    source, table, problems = read(f'judul = "a"\njumlah = {number}')
    assert table is not None
    assert decode(Thing, table, source, problems) == Thing(title="a", count=number)


def test_a_huge_number_in_the_place_of_a_word_is_told_without_being_written() -> None:
    ((_, sentence),) = mistakes_in(f'judul = "a"\nsalah_satu = 0x{"f" * 6000}')
    assert sentence.startswith("Isi `salah_satu` harus berupa teks")


def test_an_unlikely_key_is_told_without_a_guess() -> None:
    told = mistakes_in('judul = "a"\nxyz = "b"\n')
    assert told == [(2, "Kunci `xyz` tidak dikenal.")]


@pytest.mark.parametrize("key", ["title", "count", "day"])
def test_english_attributes_are_no_keys(key: str) -> None:
    told = mistakes_in(f'judul = "a"\n{key} = 1\n')
    assert told[0][1].startswith(f"Kunci `{key}` tidak dikenal.")


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("judul = 3", "`judul` harus berupa teks di antara tanda petik"),
        ("jumlah = true", "`jumlah` harus berupa bilangan bulat tanpa tanda petik"),
        ("jumlah = 1.5", "`jumlah` harus berupa bilangan bulat tanpa tanda petik"),
        ('buka = "ya"', "`buka` harus berupa true atau false"),
        ('tanggal = "besok"', "`tanggal` harus berupa tanggal seperti 2026-03-16, tanpa"),
        ('warna = "merah muda"', "`warna` harus berupa salah satu dari: merah, biru"),
        ('kata = "satu"', "`kata` harus berupa daftar [ … ] berisi teks di antara tanda petik"),
        ("kata = [1]", "`kata` harus berupa daftar [ … ] berisi teks"),
        ('bagian = "satu"', "`bagian` harus berupa daftar [ … ] berisi tabel { kunci = isi }"),
        ("bagian = [1]", "`bagian` harus berupa tabel { kunci = isi }"),
        ('utama = "satu"', "`utama` harus berupa tabel { kunci = isi }"),
        ("aturan = 1", "`aturan` harus berupa tabel { kunci = isi }"),
        ("aturan = { a = 1 }", "`a` harus berupa teks di antara tanda petik"),
        ("salah_satu = 1", "`salah_satu` harus berupa teks di antara tanda petik atau daftar"),
    ],
)
def test_a_wrong_type_is_explained_in_words(wrong: str, expected: str) -> None:
    base = "" if wrong.startswith("judul") else 'judul = "a"\n'
    ((line, sentence),) = mistakes_in(base + wrong)
    assert line == 1 + base.count("\n")
    assert sentence.startswith("Isi " + expected)


def test_what_the_file_does_not_hold_is_given_and_is_no_key() -> None:
    source, table, problems = read('judul = "a"\n')
    assert table is not None
    thing = decode(Thing, table, source, problems, given={"body": "isi"})
    assert thing == Thing(title="a", body="isi")
    assert not problems
    assert decode(Thing, {**table, "body": "b"}, source, problems, given={"body": "isi"}) is None
    assert problems[0].sentence == "Kunci `body` tidak dikenal."


def test_a_whole_table_becomes_a_record() -> None:
    source, table, problems = read("""\
        judul = "a"
        jumlah = 3
        tanggal = 2026-03-16
        warna = "biru"
        buka = true
        kata = ["satu", "dua"]
        bagian = [{ nama = "x" }, { nama = "y", berat = 2 }]
        salah_satu = ["p"]
        aturan = { a = "b" }
        """)
    assert table is not None
    assert decode(Thing, table, source, problems) == Thing(
        title="a",
        count=3,
        day=date(2026, 3, 16),
        colour=Colour.BLUE,
        open=True,
        words=("satu", "dua"),
        parts=(Part(name="x"), Part(name="y", weight=2)),
        either=("p",),
        rules={"a": "b"},
    )


def test_a_problem_reads_as_path_line_and_sentence() -> None:
    assert str(Problem("content/a.toml", 3, "Kalimat.")) == "content/a.toml:3: Kalimat."
    warning = Problem("content/a.toml", 3, "Kalimat.", warning=True)
    assert str(warning) == "content/a.toml:3: warning: Kalimat."


def test_paths_below_the_working_folder_are_shown_as_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "content" / "a.toml") == "content/a.toml"
    assert shown_path(Path("content/a.toml")) == "content/a.toml"
    assert shown_path(tmp_path.parent / "a.toml") == str(tmp_path.parent / "a.toml")
