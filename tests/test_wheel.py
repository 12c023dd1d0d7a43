"""The package as people get it: built, installed into an empty environment, and used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import authres
import pytest

from tests.support import CONTENT, ROOT


def _run(*command: str | Path, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("LOKET_")}
    done = subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env=env | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_COMPILE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT, cwd=folder)
    return next(folder.glob("loket-*.whl"))


def test_the_wheel_holds_the_three_packages_and_nothing_called_site(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {
        "loket_site",
        "loket_inbox",
        "loket_mail",
    }
    for needed in (
        "loket_site/pages/templates/shared/layout.html",
        "loket_site/pages/static/css/base.css",
        "loket_inbox/web/templates/public/receipt.html",
        "loket_inbox/letters/templates/new_case/body.txt",
        "loket_inbox/store/migrations/versions/0001_main_road.py",
    ):
        assert needed in names


def test_an_installed_wheel_builds_the_offices_site_and_makes_a_database(
    wheel: Path, tmp_path: Path
) -> None:
    _run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "new", cwd=tmp_path)
    python, loket = tmp_path / "new/bin/python", tmp_path / "new/bin/loket"
    pip = (sys.executable, "-m", "pip", "--python", python)
    lock = ROOT / "requirements-run.lock"
    _run(*pip, "install", "-q", "--require-hashes", "-r", lock, cwd=tmp_path)
    _run(*pip, "install", "-q", "--no-deps", wheel, cwd=tmp_path)
    _run(*pip, "check", cwd=tmp_path)
    said = _run(loket, "build", "--content", CONTENT, "--out", "public", cwd=tmp_path)
    assert "halaman" in said.splitlines()[-1]
    assert (tmp_path / "public/layanan/7/index.html").is_file()
    _run(loket, "db", "upgrade", cwd=tmp_path)
    assert (tmp_path / "var/loket.sqlite").is_file()
    where = _run(python, "-c", "import loket_site, site; print(site.__file__)", cwd=tmp_path)
    assert "loket" not in Path(where.strip()).name


ALONE = """
import sys
from loket_mail.message.authenticity import judge
from loket_mail.message.parse import parse
from loket_mail.replies import cut
raw = b"From: a@contoh.example\\r\\nSubject: Re: Jalan\\r\\n\\r\\nSudah.\\r\\n\\r\\n> Kapan?\\r\\n"
mail = parse(raw)
print(mail.sender, cut(mail.text).answer, judge(mail.authentication, "", mail.sender).name)
print(sorted({name.partition(".")[0] for name in sys.modules} - sys.stdlib_module_names))
"""


def test_reading_mail_needs_nothing_of_ours_and_one_library(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(
            tmp_path, [each for each in packed.namelist() if each.startswith("loket_mail/")]
        )
    shutil.copytree(Path(authres.__file__).parent, tmp_path / "authres")
    # Without a site folder, isolated: what else is installed is not there.
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{ALONE}"
    said = _run(sys.executable, "-I", "-S", "-c", script, cwd=tmp_path).splitlines()
    assert said[0].startswith("a@contoh.example Sudah. ")
    assert said[1] == "['__main__', 'authres', 'loket_mail']"
