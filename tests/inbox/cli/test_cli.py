from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pyrage
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from loket_inbox.cli import main
from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.case import accusing
from loket_inbox.handling.desk.signing_in import link_state
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import (
    cases,
    events,
    incoming,
    officers,
    outbox,
    sessions,
    sign_in_links,
)
from tests.inbox.office import does, signed_in, the_case, the_officer, visit
from tests.support import CONTENT, HandClock, a_desk, a_received_case, a_reply, letters_out, rows
from tests.tools import free_port, loket

PUBLIC = {"LOKET_INBOX_URL": "https://masuk.contoh.example"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`loket` with a data folder of its own, in this process."""
    monkeypatch.chdir(tmp_path)
    own = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_CONTENT": str(CONTENT)}

    def run(*words: str, input: bytes = b"", **env: str) -> Result:  # noqa: A002 - click's name
        result = CliRunner().invoke(main, words, input=input, env=own | env)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert "Traceback" not in result.output
        return result

    return run


Run = Callable[..., Result]


def add_officer(run: Run, email: str = "baru@contoh.example", **changes: str) -> Result:
    options = {"name": "Baru Contoh", "role": "front_desk"} | changes
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return run("officer", "add", email, *words)


def test_check_finds_nothing_wrong_with_the_offices_content(run: Run) -> None:
    assert run("check").exit_code == 0


def test_check_of_no_content_is_a_sentence(run: Run) -> None:
    result = run("check", LOKET_CONTENT="/tidak/ada")
    assert result.exit_code == 1
    assert "/tidak/ada" in result.output


def test_the_database_is_made_once(run: Run) -> None:
    for _ in range(2):
        result = run("db", "upgrade")
        assert result.exit_code == 0
        assert result.output == "Basis data siap.\n"


def test_officers_are_added_and_listed(run: Run) -> None:
    run("db", "upgrade")
    assert run("officer", "list").output.startswith("Belum ada petugas.")
    assert add_officer(run, "Baru@Contoh.example").exit_code == 0
    result = add_officer(run, "kepala@contoh.example", role="kepala", division="rehab")
    assert result.output == "kepala@contoh.example sekarang bekerja sebagai kepala.\n"
    assert run("officer", "list").output.splitlines() == [
        "baru@contoh.example\tfront_desk\tBaru Contoh",
        "kepala@contoh.example\thead\tBaru Contoh\trehab",
    ]


def test_an_officer_is_added_only_once(run: Run) -> None:
    run("db", "upgrade")
    add_officer(run)
    result = add_officer(run, "BARU@contoh.example")
    assert result.exit_code == 1
    assert result.output == "Error: Alamat itu sudah terdaftar.\n"


@pytest.mark.parametrize(
    ("email", "changes", "sentence"),
    [
        ("baru", {}, "bukan alamat email"),
        ("a..b@contoh.example", {}, "bukan alamat email"),
        ("barú@contoh.example", {}, "bukan alamat email"),
        ("a@b@contoh.example", {}, "bukan alamat email"),
        ("Baru <baru@contoh.example>", {}, "bukan alamat email"),
        ("baru@contoh.example\nBcc: x@y.example", {}, "bukan alamat email"),
        ("baru@contoh.example", {"name": "Baru\nBcc: x"}, "Tulis nama petugas"),
        ("baru@contoh.example", {"name": " "}, "Tulis nama petugas"),
        ("baru@contoh.example", {"role": "bupati"}, "front_desk, head, division_head, team_member"),
    ],
)
def test_an_officer_whom_no_letter_would_reach_is_refused(
    run: Run, email: str, changes: dict[str, str], sentence: str
) -> None:
    run("db", "upgrade")
    result = add_officer(run, email, **changes)
    assert result.exit_code == 1
    assert sentence in result.output
    assert run("officer", "list").output.startswith("Belum ada petugas.")


def test_an_officer_who_leaves_is_out_at_once_and_no_longer_listed(
    run: Run, tmp_path: Path
) -> None:
    desk = a_desk(tmp_path / "var")
    browser = signed_in(desk)
    result = run("officer", "end", "Petugas@contoh.example")
    assert result.output == "petugas@contoh.example tidak lagi bekerja di sini.\n"
    assert run("officer", "list").output == "kepala@contoh.example\thead\tKepala Contoh\n"
    assert browser.get("/petugas/akun/").status_code == 303
    with desk.store.engine.connect() as connection:
        ended = connection.execute(select(sessions.c.ended_at)).scalar_one()
    assert ended is not None


def test_the_last_who_reads_what_comes_in_does_not_leave(run: Run, tmp_path: Path) -> None:
    a_desk(tmp_path / "var")
    add_officer(run, "tim@contoh.example", role="tim")
    assert run("officer", "end", "petugas@contoh.example").exit_code == 0
    result = run("officer", "end", "kepala@contoh.example")
    assert result.exit_code == 1
    assert "satu-satunya yang membaca kiriman" in result.output
    assert run("officer", "end", "tim@contoh.example").exit_code == 0
    add_officer(run)
    assert run("officer", "end", "kepala@contoh.example").exit_code == 0


def test_an_officer_who_comes_back_begins_anew_in_another_role(run: Run, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    before = signed_in(desk)
    with desk.store.writing() as work:
        work.people.set_one_time_secret(1, b"sealed", 5)
    run("officer", "end", "petugas@contoh.example")
    result = add_officer(run, "Petugas@contoh.example", name="Kabid Kembali", role="kabid")
    assert result.output == "petugas@contoh.example sekarang bekerja sebagai kabid.\n"
    assert run("officer", "list").output.splitlines() == [
        "kepala@contoh.example\thead\tKepala Contoh",
        "petugas@contoh.example\tdivision_head\tKabid Kembali",
    ]
    with desk.store.reading() as work:
        again = work.people.by_email("petugas@contoh.example")
        assert again
        assert work.people.one_time_secret(again.id) is None
    assert "Kabid Kembali" in signed_in(desk).get("/petugas/akun/").text
    assert before.get("/petugas/akun/").headers["Location"] == "/petugas/masuk"


def test_a_letter_on_its_way_to_somebody_who_leaves_reaches_the_next_reader(
    run: Run, tmp_path: Path
) -> None:
    # The command line has a clock of its own: ours is ahead, so that its letters are due.
    desk = a_desk(tmp_path / "var", HandClock(datetime.now(UTC) + timedelta(days=1)))
    number = a_received_case(desk).number
    run("officer", "link", "petugas@contoh.example")
    run("officer", "end", "petugas@contoh.example")
    (letter,) = letters_out(desk)
    assert (letter.to, letter.name) == ("kepala@contoh.example", "new_case")
    assert letter.number == number
    add_officer(run, "petugas@contoh.example", role="kabid")
    assert [each.to for each in letters_out(desk)] == ["kepala@contoh.example"]
    assert rows(desk, sign_in_links) == 0


@pytest.mark.parametrize("command", ["end", "link"])
def test_an_officer_whom_nobody_knows_is_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    a_desk(tmp_path / "var")
    result = run("officer", command, "tamu@asing.example")
    assert result.exit_code == 1
    assert result.output == "Error: Tidak ada petugas dengan alamat tamu@asing.example.\n"


def test_the_operator_hands_over_a_sign_in_link(run: Run, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    for email in ("kepala@contoh.example", " KEPALA@contoh.example "):
        link = run("officer", "link", email).output.strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:8001/petugas/masuk/[0-9a-f]{64}", link)
        assert link_state(desk, link.rpartition("/")[2]).officer.name == "Kepala Contoh"
    assert rows(desk, outbox) == 0


def test_w12_the_operator_opens_links_that_wrong_codes_have_closed(
    run: Run, tmp_path: Path
) -> None:
    desk = a_desk(tmp_path / "var")
    with desk.store.writing() as work:
        work.sign_ins.close_links(1, work.now)
        work.sign_ins.close_links(2, work.now)
    run("officer", "link", "petugas@contoh.example")
    with desk.store.reading() as work:
        assert work.sign_ins.closed() == {2}


def test_the_operator_forgets_the_one_time_code_of_a_lost_phone(run: Run, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    with desk.store.writing() as work:
        for number in (1, 2):
            work.people.set_one_time_secret(number, b"sealed", 5)
    for words, needs_code in (((), True), (("--forget-totp",), False)):
        link = run("officer", "link", "petugas@contoh.example", *words).output.strip()
        assert link_state(desk, link.rpartition("/")[2]).needs_code is needs_code
    with desk.store.reading() as work:
        assert work.people.one_time_secret(2)


@pytest.mark.parametrize(
    "typed", ["baru@contoh.example,", "bàru@contoh.example", "baru @contoh.example"]
)
def test_an_officer_without_an_address_for_letters_is_refused_with_the_likely_one(
    run: Run, typed: str
) -> None:
    run("db", "upgrade")
    result = add_officer(run, typed)
    assert result.exit_code == 1
    assert "Tulis baru@contoh.example bila itu maksud Anda." in result.output
    assert add_officer(run, "Baru@Contoh.Example\u200b").exit_code == 0
    assert "baru@contoh.example\t" in run("officer", "list").output


def test_a_division_is_one_of_the_contents_if_it_has_any(run: Run, tmp_path: Path) -> None:
    run("db", "upgrade")
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    with (content / "kantor.toml").open("a", encoding="utf-8") as office:
        office.write('\n[[divisi]]\nkode = "rehab"\nnama = "Bidang Rekaan"\n')
    own = {"LOKET_CONTENT": str(content)}
    words = ("officer", "add", "baru@contoh.example", "--name", "Baru", "--role", "kabid")
    result = run(*words, "--division", "rehap", **own)
    assert result.exit_code == 1
    assert "Bidang rehap tidak ada di kantor.toml. Pilih salah satu: rehab." in result.output
    assert run(*words, "--division", "rehab", **own).exit_code == 0


@pytest.mark.parametrize("words", [("serve",), ("worker", "--once")])
def test_nothing_is_served_while_nobody_would_read_it(run: Run, words: tuple[str, ...]) -> None:
    run("db", "upgrade")
    add_officer(run, role="team_member")
    result = run(*words)
    assert result.exit_code == 1
    assert "Belum ada petugas yang membaca kiriman. Tambahkan dengan" in result.output


SCHEMA_WORDS = [("serve",), ("worker", "--once"), ("officer", "list")]


@pytest.mark.parametrize("words", SCHEMA_WORDS)
def test_a_database_that_is_behind_is_refused(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert "`loket db upgrade`" in result.output


@pytest.mark.parametrize("words", [*SCHEMA_WORDS, ("db", "upgrade")])
def test_a_database_that_is_ahead_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    run("db", "upgrade")
    with closing(sqlite3.connect(tmp_path / "var" / "loket.sqlite")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    result = run(*words)
    assert result.exit_code == 1
    assert "Basis data lebih baru dari program ini." in result.output


COMMANDS = [
    *SCHEMA_WORDS,
    ("db", "upgrade"),
    ("mail", "receive"),
    ("officer", "end", "petugas@contoh.example"),
    ("officer", "link", "petugas@contoh.example"),
]
TROUBLES: dict[str, Mapping[str, str]] = {
    "settings": {"LOKET_INBOX_URL": "bukan alamat", "LOKET_MAIL_FROM": "x"},
    "database address": {"LOKET_DATABASE_URL": "bukan alamat"},
    "no such server": {"LOKET_DATABASE_URL": "postgresql+psycopg://127.0.0.1:1/loket"},
    "database is a folder": {"LOKET_DATABASE_URL": "sqlite:////"},
    "data is a file": {"LOKET_DATA": __file__},
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_f9_every_trouble_is_a_sentence(
    run: Run, words: tuple[str, ...], trouble: Mapping[str, str]
) -> None:
    result = run(*words, **trouble)
    assert result.exit_code == (75 if words[0] == "mail" else 1)
    assert len(result.output.strip()) > 20
    assert "[Errno" not in result.output


def a_recovery_key(data: Path) -> None:
    """Put the public half of an office's key where the inbox looks for it."""
    key = data / "keys" / "recovery.pub"
    key.parent.mkdir(mode=0o700, exist_ok=True)
    key.write_text(f"{pyrage.x25519.Identity.generate().to_public()}\n")


def every_command(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    """Each command with something for all that it must be told."""
    found = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += every_command(command, *path, name)
            continue
        words = [*path, name]
        for each in command.params:
            if each.required:
                argument = isinstance(each, click.Argument)
                words += ["x@contoh.example"] if argument else [each.opts[0], "head"]
        found.append(tuple(words))
    return found


@pytest.mark.parametrize("words", every_command(main), ids=" ".join)
def test_every_command_refuses_a_setting_that_nobody_knows(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for in_file in (False, True):
        if in_file:
            (tmp_path / ".env").write_text("LOKET_SMTP_ULR=sangat-rahasia\n")
        result = run(*words, **({} if in_file else {"LOKET_SMTP_ULR": "sangat-rahasia"}))
        assert result.exit_code == (75 if words[0] == "mail" else 1)
        assert "Maksud Anda LOKET_SMTP_URL?" in result.output
        assert "sangat-rahasia" not in result.output
    assert {each.name for each in tmp_path.iterdir()} == {".env"}


@pytest.mark.parametrize("words", every_command(main), ids=" ".join)
def test_every_command_names_the_line_of_a_file_that_it_cannot_read(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / ".env").write_bytes(b"LOKET_DATA=x\n\xff\n")
    result = run(*words)
    assert result.exit_code == (75 if words[0] == "mail" else 1)
    assert ".env:2: " in result.output


@pytest.mark.parametrize("words", [("serve",), ("worker", "--once")])
@pytest.mark.parametrize(
    ("url", "lacks"),
    [
        ("https://masuk.contoh.example", {"LOKET_SMTP_URL belum diisi"}),
        ("http://masuk.contoh.example", {"LOKET_SMTP_URL belum diisi", "harus https://"}),
        ("http://127.0.0.1.contoh.example", {"LOKET_SMTP_URL belum diisi", "harus https://"}),
        ("http://192.168.1.5:8001", {"LOKET_SMTP_URL belum diisi", "harus https://"}),
    ],
)
def test_the_public_is_not_served_without_a_mail_server_or_in_the_clear(
    run: Run, tmp_path: Path, words: tuple[str, ...], url: str, lacks: set[str]
) -> None:
    run("db", "upgrade")
    add_officer(run)
    a_recovery_key(tmp_path / "var")
    result = run(*words, LOKET_INBOX_URL=url)
    assert result.exit_code == 1
    told = {
        each for each in ("LOKET_SMTP_URL belum diisi", "harus https://") if each in result.output
    }
    assert told == lacks


def test_the_public_is_served_with_a_mail_server_and_a_certificate(
    run: Run, tmp_path: Path
) -> None:
    run("db", "upgrade")
    add_officer(run)
    a_recovery_key(tmp_path / "var")
    mail = {"LOKET_SMTP_URL": "smtp://127.0.0.1:1", "LOKET_MAIL_FROM": "loket@contoh.example"}
    assert run("worker", "--once", **PUBLIC, **mail).exit_code == 0


@pytest.mark.parametrize("words", [("serve",), ("worker", "--once"), ("mail", "receive")])
@pytest.mark.parametrize(
    ("env", "sentence"),
    [({"LOKET_CONTENT": "/tidak/ada"}, "/tidak/ada"), (PUBLIC, "Kunci pemulihan")],
    ids=["content", "key"],
)
def test_en5_without_content_or_keys_nothing_begins(
    run: Run, words: tuple[str, ...], env: dict[str, str], sentence: str
) -> None:
    run("db", "upgrade")
    add_officer(run)
    result = run(*words, **env)
    assert result.exit_code == (75 if words[0] == "mail" else 1)
    assert sentence in result.output


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = subprocess.run(
            loket("serve", "--port", port),
            env=environment_of(desk),
            capture_output=True,
            check=False,
        )
    assert process.returncode == 1
    assert process.stderr.startswith(b"Error: ")
    assert port.encode() in process.stderr
    assert b"Traceback" not in process.stderr


@pytest.mark.parametrize("words", [("serve",), ("run",)])
@pytest.mark.parametrize("port", ["-1", "70000", "banyak"])
def test_a_port_that_cannot_be_is_a_sentence(run: Run, words: tuple[str, ...], port: str) -> None:
    run("db", "upgrade")
    add_officer(run)
    result = run(*words, "--port", port)
    assert result.exit_code == 2
    assert "--port" in result.output


def test_the_worker_delivers_what_is_due(run: Run, tmp_path: Path) -> None:
    # The worker's clock is the real one: of an older case it would send reminders besides.
    desk = a_desk(tmp_path / "var", HandClock(datetime.now(UTC)))
    a_received_case(desk)
    away = {
        "LOKET_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
        "LOKET_MAIL_FROM": "loket@contoh.example",
    }
    assert run("worker", "--once", **away).exit_code == 1
    a_received_case(desk)
    assert run("worker", "--once").exit_code == 0
    assert len(LocalMailbox(desk.settings.mailbox).numbers()) == 1


def test_m11_mail_on_standard_input_is_taken_or_held(run: Run, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    a_received_case(desk)
    letter = letters_out(desk)[0]
    raw = a_reply(letter, "Kami periksa besok.")
    stray = a_reply(letter, "Halo", sender="tamu@asing.example", message_id="<2@asing.example>")
    for mail, outcome in (
        (raw, Outcome.ANSWERED),
        (raw, Outcome.DUPLICATE),
        (stray, Outcome.OTHER_SENDER),
        (b"", Outcome.UNPARSABLE),
        (b"\xff\x00", Outcome.NO_TOKEN),
    ):
        result = run("mail", "receive", input=mail)
        assert result.exit_code == 0
        assert result.output.endswith(f"{outcome.sentence}\n")
    assert (rows(desk, incoming), rows(desk, events)) == (4, 2)


def test_m10_mail_waits_while_the_database_is_behind(run: Run) -> None:
    result = run("mail", "receive", input=b"From: a@b.example\n\nHalo")
    assert result.exit_code == 75
    assert result.output.startswith("Surat ini belum kami ambil: Basis data ")
    assert "`loket db upgrade`" in result.output


def environment_of(desk: Desk) -> dict[str, str]:
    """The environment of another process that works with the same data."""
    return os.environ | {"LOKET_DATA": str(desk.settings.data), "LOKET_CONTENT": str(CONTENT)}


def as_a_mail_server_would(desk: Desk, raw: bytes) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        loket("mail", "receive"),
        env=environment_of(desk),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
    )
    assert process.stdin
    process.stdin.write(raw)
    process.stdin.close()
    process.stdin = None
    return process


@pytest.fixture(scope="module", autouse=True)
def before_a_locked_database(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[subprocess.Popen[bytes]]:
    """A mail that meets a locked database; begun early, since it waits ten seconds for it."""
    desk = a_desk(tmp_path_factory.mktemp("locked"))
    a_received_case(desk)
    raw = a_reply(letters_out(desk)[0], "Kami periksa besok.")
    with desk.store.writing():
        yield as_a_mail_server_would(desk, raw)
    assert rows(desk, incoming) == 0


def test_m10_a_mail_servers_pipe_ends_with_0_when_the_mail_is_kept(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_received_case(desk)
    process = as_a_mail_server_would(desk, a_reply(letters_out(desk)[0], "Kami periksa besok."))
    said, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (0, b"")
    assert b"menjadi jawaban" in said
    assert rows(desk, incoming) == 1


def test_m10_a_mail_servers_pipe_ends_with_75_while_the_database_is_locked(
    before_a_locked_database: subprocess.Popen[bytes],
) -> None:
    said, complaint = before_a_locked_database.communicate(timeout=60)
    assert (before_a_locked_database.returncode, said) == (75, b"")
    assert complaint == b"Surat ini belum kami ambil: OperationalError\n"


def test_the_commands_leave_other_tables_alone(run: Run, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "var")
    a_received_case(desk)
    for words in (("db", "upgrade"), ("officer", "list")):
        assert run(*words).exit_code == 0
    assert [rows(desk, table) for table in (cases, events, outbox, officers)] == [1, 1, 1, 2]


@pytest.mark.parametrize("declines", [False, True])
def test_n_4_the_operator_settles_what_one_officer_has_proposed(
    run: Run, tmp_path: Path, *, declines: bool
) -> None:
    desk = a_desk(tmp_path / "var")
    number = a_received_case(desk).number
    nothing = run("officer", "confirm", number)
    assert nothing.exit_code == 1
    assert "Tidak ada usulan yang menunggu" in nothing.output
    head = the_officer(desk, "kepala")
    does(accusing.name_accused, desk, visit(desk, number), (head.id,), "")
    result = run("officer", "confirm", number.lower(), *(("--decline",) if declines else ()))
    assert result.exit_code == 0, result.output
    assert ("ditolak" if declines else "disahkan") in result.output
    assert list(the_case(desk, number).accused) == ([] if declines else [head.id])
    assert run("officer", "confirm", number).exit_code == 1
