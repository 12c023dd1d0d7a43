"""The outside tools that some tests drive; where one is missing its tests are skipped."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import ROOT

NODE_MODULES = ROOT / ".ci" / "node_modules"

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program(name: str, package: str) -> str:
    """Find a program, or skip the test that needs it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (Debian package {package})")
    return found


def node_file(path: str) -> Path:
    """Find a file of an npm package, or skip the test that needs it."""
    found = NODE_MODULES / path
    if not found.exists():
        pytest.skip(f"{path} is not installed (npm ci --prefix .ci)")
    return found


_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = itertools.cycle(range(20_000 + 500 * _WORKER, 20_500 + 500 * _WORKER, 2))
"""Each worker has ports of its own, below those that the system hands out."""


def free_port() -> int:
    """Find two neighbouring ports that nobody listens on; returns the first."""
    for port in _PORTS:
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("a cycle has no end")


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until a server answers; a generous limit against hanging."""
    until = time.monotonic() + seconds
    while True:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def loket(*arguments: str) -> list[str]:
    """The command line of `loket` in this environment."""
    return [str(Path(sys.executable).with_name("loket")), *arguments]


@contextmanager
def running(command: list[str], url: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server of ours until the test is over."""
    process = subprocess.Popen(command, env={**os.environ, **env}, cwd=ROOT)
    try:
        wait_for(url, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _server_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL's server is not installed (Debian package postgresql)")
    return found[-1].parent


def _as_its_user(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root becomes the package's own user."""
    words = [str(each) for each in command]
    if os.geteuid() == 0:
        words = [program("runuser", "util-linux"), "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, cwd="/", capture_output=True, timeout=60)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL of our own, for as long as it is needed: the URL of its database."""
    programs = _server_programs()
    # A short path: a socket's address has a hundred characters at most.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _as_its_user(programs / "initdb", "-D", data, "-U", "loket", "-A", "trust", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder}"
    log = folder / "log"
    _as_its_user(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
    try:
        yield f"postgresql+psycopg://loket@/postgres?host={folder}"
    finally:
        _as_its_user(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)
