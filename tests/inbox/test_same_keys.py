"""A database stays with the keys that it was begun with."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete

from loket_inbox.app import furnished, require_same_keys
from loket_inbox.cli import main
from loket_inbox.desk import Desk
from loket_inbox.mail_in.receiving import receive
from loket_inbox.secret_files import MissingKeyError
from loket_inbox.store.tables import fingerprints
from tests.support import CONTENT, a_desk, a_received_case, the_content

OTHERS: Mapping[str, Callable[[], str]] = {
    "secrets/server.key": lambda: str(pyrage.x25519.Identity.generate()),
    "secrets/pepper": lambda: secrets.token_hex(32),
    "keys/recovery.pub": lambda: str(pyrage.x25519.Identity.generate().to_public()),
}
"""Another key of the same kind for each file."""

COMMANDS = [
    ["serve"],
    ["worker", "--once"],
    ["mail", "receive"],
    ["export", "buku.csv"],
    ["officer", "link", "petugas@contoh.example"],
    ["run"],
]


def loket(data: Path, words: list[str]) -> Result:
    env = {"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT)}
    return CliRunner().invoke(main, words, input=b"", env=env)


def reopened(desk: Desk) -> Desk:
    """The desk of another start."""
    again = furnished(the_content(), desk.settings)
    require_same_keys(again)
    return again


def kept(desk: Desk) -> dict[str, str]:
    with desk.store.reading() as work:
        return work.fingerprints.all()


def exchange(data: Path, name: str) -> str:
    """Put another key into the place of one; gives the old one."""
    file = data / name
    before = file.read_text()
    file.write_text(f"{OTHERS[name]()}\n")
    return before


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("has_case", [False, True], ids=["empty", "with a case"])
def test_en_8_another_key_refuses_to_start_until_the_old_one_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], name: str, *, has_case: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = a_desk(tmp_path / "var")
    require_same_keys(desk)
    if has_case:
        a_received_case(desk)
    before = exchange(tmp_path / "var", name)
    result = loket(tmp_path / "var", words)
    assert result.exit_code == (75 if words[0] == "mail" else 1)
    assert f"{tmp_path}/var/{name} bukan kunci yang dipakai basis data ini." in result.output
    assert "Kembalikan berkas yang lama." in result.output
    (tmp_path / "var" / name).write_text(before)
    assert kept(reopened(desk)) == kept(desk)


@pytest.mark.parametrize("name", OTHERS)
def test_en_8_a_key_that_was_there_is_never_made_anew(tmp_path: Path, name: str) -> None:
    desk = a_desk(tmp_path)
    require_same_keys(desk)
    (tmp_path / name).unlink()
    with pytest.raises(MissingKeyError, match=rf"{name} hilang\. (Pulihkan|Kembalikan)"):
        reopened(desk)
    assert not (tmp_path / name).exists()


def test_en_8_a_recovery_key_that_was_lost_before_is_no_reason_for_a_sample(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_received_case(desk)
    (tmp_path / "keys" / "recovery.pub").unlink()
    with pytest.raises(MissingKeyError, match="hilang"):
        reopened(desk)


def test_en_8_the_same_key_in_other_clothes_is_the_same(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    require_same_keys(desk)
    for name in OTHERS:
        words = (tmp_path / name).read_text()
        remark = "# kunci kantor\r\n\r\n" if name.endswith(".pub") else ""
        (tmp_path / name).write_text(f"{remark}{words.splitlines()[-1]}\r\n\n")
    reopened(desk)


def test_en_8_a_database_of_before_gets_the_fingerprints_of_its_keys(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_received_case(desk)
    assert kept(desk) == {}
    reopened(desk)
    assert set(kept(desk)) == set(OTHERS)


def a_mail_comes_in(desk: Desk) -> None:
    receive(desk, b"From: tamu@asing.example\nTo: loket@contoh.example\nMessage-ID: <1@x>\n\nHalo")


@pytest.mark.parametrize("fill", [a_received_case, a_mail_comes_in])
def test_en_8_a_key_that_opens_nothing_there_is_not_taken_for_the_first(
    tmp_path: Path, fill: Callable[[Desk], object]
) -> None:
    desk = a_desk(tmp_path)
    fill(desk)
    exchange(tmp_path, "secrets/server.key")
    with pytest.raises(MissingKeyError, match=r"server\.key bukan kunci"):
        reopened(desk)
    assert kept(desk) == {}


def test_en_8_of_two_first_starts_the_second_finds_the_keys_of_the_first(tmp_path: Path) -> None:
    one, two = a_desk(tmp_path / "a"), a_desk(tmp_path / "b")
    other = furnished(the_content(), two.settings)
    require_same_keys(one)
    with one.store.writing() as work:
        work.fingerprints.keep(other.envelope.fingerprints())
    assert kept(one).items() >= one.envelope.fingerprints().items()


def test_en_8_no_fingerprint_tells_a_key(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    require_same_keys(desk)
    found = kept(desk)
    assert len(set(found.values())) == len(OTHERS)
    assert all(len(value) == 64 for value in found.values())
    written = (tmp_path / "secrets" / "pepper").read_text().strip()
    for plain in (written.encode(), bytes.fromhex(written)):
        assert hashlib.sha256(plain).hexdigest() not in found.values()
    with desk.store.engine.begin() as connection:
        connection.execute(delete(fingerprints))
    reopened(desk)
    assert kept(desk) == found
