"""What a `.env` file may look like, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket_site.dot_env import read_dot_env

SECRET = "sangat-rahasia"


def read(folder: Path, content: str | bytes) -> tuple[dict[str, str], list[str]]:
    path = folder / ".env"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    wrong: list[str] = []
    found = read_dot_env(path, wrong)
    # However it is written, no value is ever repeated.
    assert SECRET not in " ".join(wrong)
    return found, wrong


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("LOKET_DATA=var", "var"),
        ("LOKET_DATA = var", "var"),
        ("  LOKET_DATA\t=\tvar  ", "var"),
        ("export LOKET_DATA=var", "var"),
        ("export\tLOKET_DATA = 'var' # di sini", "var"),
        ('LOKET_DATA="var"', "var"),
        ('LOKET_DATA="a b"   # di sini', "a b"),
        ("LOKET_DATA='a \"b\" ${c} \\d'", 'a "b" ${c} \\d'),
        ("LOKET_DATA=\"a 'b' # c\"", "a 'b' # c"),
        ("LOKET_DATA=var # di sini", "var"),
        ("LOKET_DATA=var\t#di sini", "var"),
        ("LOKET_DATA=a#b", "a#b"),
        ("LOKET_DATA=a#b # 'c'", "a#b"),
        ("LOKET_DATA=a=b", "a=b"),
        ("LOKET_DATA=a'b", "a'b"),
        ("LOKET_DATA=a$b", "a$b"),
        ("LOKET_DATA=a b", "a b"),
        ("LOKET_DATA=", ""),
        ("LOKET_DATA=''", ""),
        ("LOKET_DATA= # nanti", ""),
    ],
)
def test_a_line_is_read_as_shells_and_editors_write_it(
    tmp_path: Path, line: str, value: str
) -> None:
    assert read(tmp_path, f"# catatan\n\n{line}\n") == ({"LOKET_DATA": value}, [])


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_editor_may_write_it(tmp_path: Path, codec: str, end: str) -> None:
    text = end.join(("LOKET_DATA=väv", "LOKET_CONTENT=isi", ""))
    assert read(tmp_path, text.encode(codec)) == (
        {"LOKET_DATA": "väv", "LOKET_CONTENT": "isi"},
        [],
    )


@pytest.mark.parametrize(
    "line",
    [
        "LOKET_SMTP_URL",
        f"LOKET_SMTP_URL: {SECRET}",
        f"LOKET_SMTP_URL {SECRET}",
        f"set LOKET_SMTP_URL={SECRET}",
        f"$env:LOKET_SMTP_URL = '{SECRET}'",
        f"- LOKET_SMTP_URL={SECRET}",
        f"LOKET-SMTP-URL={SECRET}",
        f"'LOKET_SMTP_URL'={SECRET}",
        f"\ufeffLOKET_SMTP_URL={SECRET}",
        f"LOKET_SMTP_URL='{SECRET}",
        f'LOKET_SMTP_URL="{SECRET}',
        f'LOKET_SMTP_URL="{SECRET}" lagi',
        f"LOKET_SMTP_URL='{SECRET}'#lagi",
        f'LOKET_SMTP_URL="{SECRET}\\"x"',
        f"LOKET_SMTP_URL=“{SECRET}”",
        f"LOKET_SMTP_URL={SECRET}${{HOST}}",
        f'LOKET_SMTP_URL="{SECRET}$(hostname)"',
        f"LOKET_SMTP_URL={SECRET}`hostname`",
        f"LOKET_SMTP_URL={SECRET}\u200b",
        f"LOKET_SMTP_URL={SECRET}\0",
        f"LOKET_SMTP_URL=\u202e{SECRET}",
    ],
)
def test_what_is_not_sure_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    _, (sentence,) = read(tmp_path, f"\ufeff# catatan\nLOKET_DATA=var\n{line}\n")
    assert sentence.startswith(f"{tmp_path}/.env:3: ")


@pytest.mark.parametrize(
    "content", [b"# a\nLOKET_SMTP_URL=\xe9", b"# a\nL\0\xff\n", "# é\nL=1".encode("utf-16-le")]
)
def test_another_coding_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    _, wrong = read(tmp_path, content)
    assert f"{tmp_path}/.env:2: " in wrong[-1] or f"{tmp_path}/.env:1: " in wrong[0]


def test_a_name_stands_there_once(tmp_path: Path) -> None:
    _, (sentence,) = read(tmp_path, f"LOKET_DATA=a\nX=1\nLOKET_DATA={SECRET}\n")
    assert "/.env:3: LOKET_DATA sudah ada" in sentence


def test_other_programs_may_use_the_file_too(tmp_path: Path) -> None:
    assert read(tmp_path, "TZ=Asia/Jakarta\nPS1=${X}`y`\nMY_LOKET_DATA='\n") == ({}, [])


def test_every_line_is_told_at_once(tmp_path: Path) -> None:
    _, wrong = read(tmp_path, "a\nb\nLOKET_DATA='\n")
    assert [sentence.split(":")[1] for sentence in wrong] == ["1", "2", "3"]


def test_no_file_says_nothing(tmp_path: Path) -> None:
    wrong: list[str] = []
    assert read_dot_env(tmp_path / ".env", wrong) == {}
    assert read_dot_env(tmp_path, wrong) == {}
    assert wrong == []
