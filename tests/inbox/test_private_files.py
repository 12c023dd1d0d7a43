"""Whatever we keep is for our own user alone, however the machine is set."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from loket_inbox.app import open_store
from loket_inbox.cli import main
from loket_inbox.private_files import OpenToOthersError, keep_private
from loket_inbox.settings import Settings, read_settings
from loket_inbox.store.schema import current_revision
from tests.inbox.store.test_upgrade import the_first_version
from tests.support import CONTENT, HandClock, a_desk, a_received_case
from tests.tools import free_port, loket, running

NOBODY = 65_534


@contextmanager
def under(umask: int) -> Iterator[None]:
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The mode of a folder and of everything in it that is ours, by its name."""
    found = {".": folder, **{str(each.relative_to(folder)): each for each in folder.rglob("*")}}
    site = {name for name in found if name.startswith((".public", "public"))}
    return {name: found[name].stat().st_mode & 0o777 for name in set(found) - site}


def open_ones(folder: Path) -> dict[str, str]:
    return {name: oct(mode) for name, mode in modes(folder).items() if mode & 0o077}


def settings_of(data: Path) -> Settings:
    return read_settings({"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT)})


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_en_8_what_commands_make_is_closed_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    data = tmp_path / "var"
    env = {"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT)}
    with under(umask):
        store = open_store(settings_of(data))
        the_first_version(store.engine)
        for words in (
            ["db", "upgrade"],
            ["officer", "add", "baru@contoh.example", "--name", "Baru", "--role", "front_desk"],
            ["officer", "link", "baru@contoh.example"],
            ["worker", "--once"],
            ["export", str(tmp_path / "buku.csv")],
            ["export", str(tmp_path / "buku.csv"), "--force"],
        ):
            assert CliRunner().invoke(main, words, env=env).exit_code == 0, words
    assert {"loket.sqlite", "secrets/pepper", "keys/recovery.pub", "backups"} <= set(modes(data))
    assert len(list((data / "backups").iterdir())) == 1
    assert open_ones(data) == {}
    assert (tmp_path / "buku.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_en_8_what_runs_keeps_its_database_and_mailbox_closed(tmp_path: Path, umask: int) -> None:
    data, port = tmp_path / "var", free_port()
    with (
        under(umask),
        running(
            loket("run", "--port", str(port), "--data", str(data)),
            f"http://127.0.0.1:{port + 1}/sehat",
        ),
    ):
        assert {"loket.sqlite-wal", "loket.sqlite-shm"} <= set(modes(data))
        assert open_ones(data) == {}


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_en_8_letters_in_the_local_mailbox_are_closed(tmp_path: Path, umask: int) -> None:
    desk = a_desk(tmp_path / "var", HandClock(datetime.now(UTC)))
    a_received_case(desk)
    env = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_CONTENT": str(CONTENT)}
    with under(umask):
        assert CliRunner().invoke(main, ["worker", "--once"], env=env).exit_code == 0
    assert "mailbox/1.eml" in modes(tmp_path / "var")
    assert open_ones(tmp_path / "var") == {}


def test_en_8_what_was_left_open_is_closed_at_the_start_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "var"
    a_desk(data).store.engine.dispose()
    for name in ("mailbox/1.eml", "backups/lama.sqlite", "loket.sqlite-wal", "loket.sqlite-shm"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).touch()
    for each in (data, *data.rglob("*")):
        each.chmod(0o2775 if each.is_dir() else 0o640)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        open_store(settings_of(data))
    assert open_ones(data) == {}
    assert len(caplog.messages) == 2
    assert all(line.startswith("files-narrowed count=") for line in caplog.messages)
    caplog.clear()
    open_store(settings_of(data))
    assert caplog.messages == []


def test_en_8_a_database_elsewhere_is_closed_too_but_not_its_folder(tmp_path: Path) -> None:
    place = tmp_path / "lain"
    place.mkdir(mode=0o755)
    place.chmod(0o755)
    (place / "kita.db").touch(0o644)
    url = f"sqlite:///{place}/kita.db"
    settings = read_settings({"LOKET_DATA": str(tmp_path / "var"), "LOKET_DATABASE_URL": url})
    assert current_revision(open_store(settings).engine) is None
    assert modes(place)["kita.db"] == 0o600
    assert modes(place)["."] == 0o755


def test_en_8_a_link_to_the_data_folder_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "disk"
    real.mkdir()
    real.chmod(0o755)
    (tmp_path / "var").symlink_to(real)
    open_store(settings_of(tmp_path / "var"))
    assert open_ones(real) == {}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("name", [".", "secrets", "secrets/pepper", "keys", "loket.sqlite"])
def test_en_8_what_belongs_to_another_user_is_refused(tmp_path: Path, name: str) -> None:
    data = tmp_path / "var"
    a_desk(data)
    os.chown(data / name, NOBODY, NOBODY)
    env = {"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT)}
    for words in (["serve"], ["worker", "--once"], ["officer", "list"], ["db", "upgrade"]):
        result = CliRunner().invoke(main, words, env=env)
        assert result.exit_code == 1
        assert f"{(data / name).resolve()} milik pengguna lain (uid {NOBODY})" in result.output


def test_en_8_what_cannot_be_closed_is_refused() -> None:
    # Readable by all, and nobody changes its mode: as on a disk that keeps no modes.
    with pytest.raises(OpenToOthersError, match="/proc/self/status bisa dibaca pengguna lain"):
        keep_private((), [Path("/proc/self/status")])


def test_en_8_what_is_not_there_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "buntu").symlink_to(tmp_path / "tidak-ada")
    keep_private([tmp_path], [tmp_path / "tidak-ada"])


def test_en_8_a_site_that_is_built_stays_open_to_the_web_server(tmp_path: Path) -> None:
    command = loket("build", "--content", str(CONTENT), "--out", str(tmp_path / "public"))
    with under(0o077):
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    open_files = {each.stat().st_mode & 0o777 for each in (tmp_path / "public").rglob("*")}
    assert open_files == {0o755, 0o644}


def test_en_8_a_folder_that_is_named_as_database_by_mistake_stays_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "lain"
    place.mkdir()
    place.chmod(0o755)
    env = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_DATABASE_URL": f"sqlite:///{place}"}
    assert CliRunner().invoke(main, ["officer", "list"], env=env).exit_code == 1
    assert place.stat().st_mode & 0o777 == 0o755
