"""The house keeps its own rules: who imports whom, what is documented, where the doors are."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from loket_inbox.cli import main
from loket_site.settings import NAMES
from tests.support import ROOT

PACKAGES = tuple(
    ROOT / each for each in ("site/loket_site", "inbox/loket_inbox", "inbox/loket_mail")
)
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
README = ROOT / "README.md"

COMMANDS = [
    "check",
    "build",
    "run",
    "serve",
    "worker",
    "mail receive",
    "db upgrade",
    "officer add",
    "officer list",
    "officer end",
    "officer link",
    "export",
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_every_room_imports_only_what_the_contracts_allow() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed (make check installs it)")
    done = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def imports_of(path: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else (node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize(
    "module", sorted(path.stem for path in (ROOT / "inbox/loket_inbox/domain").glob("*.py"))
)
def test_the_heart_of_the_inbox_imports_nothing_but_the_standard_library(module: str) -> None:
    path = ROOT / "inbox" / "loket_inbox" / "domain" / f"{module}.py"
    # Its own parts are held to each other by the import contracts.
    assert imports_of(path) - {"loket_inbox"} <= sys.stdlib_module_names


def environment_lines(path: Path) -> Iterator[int]:
    """Where a module looks at the environment: `os.environ`, `os.getenv`, or one of them alone."""
    doors = {"environ", "environb", "getenv", "getenvb", "putenv"}
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in doors:
                yield node.lineno
            case ast.ImportFrom(module="os", names=names) if doors & {each.name for each in names}:
                yield node.lineno


def test_only_the_settings_look_at_the_environment() -> None:
    found = {path: list(environment_lines(path)) for path in MODULES}
    lookers = {path.name for path, lines in found.items() if lines}
    assert lookers == {"settings.py"}, {name_of(path): lines for path, lines in found.items()}


def test_en_8_one_module_of_the_inbox_makes_files_and_folders() -> None:
    makers = {"mkdir", "makedirs", "mkdtemp", "mknod", "write_bytes", "write_text"}
    found = {
        path.name
        for path in MODULES
        if path.is_relative_to(ROOT / "inbox")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in makers
    }
    assert found == {"private_files.py"}


@pytest.mark.parametrize("folder", ["site", "inbox"])
def test_a_source_root_is_no_package(folder: str) -> None:
    # `site` is a module of the standard library: a package of that name would hide it.
    assert not (ROOT / folder / "__init__.py").exists()


def test_the_tests_are_no_package() -> None:
    assert [name_of(path) for path in (ROOT / "tests").rglob("__init__.py")] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))


# What README.md tells the operator.


def commands_of(group: click.Group, path: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{path}{name} ")
        else:
            yield f"{path}{name}"


def test_the_command_line_has_its_commands() -> None:
    assert set(COMMANDS) <= set(commands_of(main))


@pytest.mark.parametrize("command", sorted({*COMMANDS, *commands_of(main)}))
def test_every_command_is_told_of_in_the_readme(command: str) -> None:
    assert re.search(rf"\bloket {command}\b", README.read_text(encoding="utf-8"))


def settings_of_the_code() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    found = re.findall(r"\bLOKET_[A-Z_]*[A-Z]\b", text)
    return {*NAMES, *(name.removesuffix("_FILE") for name in found)}


def test_the_code_reads_settings() -> None:
    assert {"LOKET_CONTENT", "LOKET_DATA", "LOKET_SMTP_URL"} <= settings_of_the_code()


@pytest.mark.parametrize("setting", sorted(settings_of_the_code()))
def test_every_setting_is_told_of_in_the_readme(setting: str) -> None:
    assert f"`{setting}`" in README.read_text(encoding="utf-8")
