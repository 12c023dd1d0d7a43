"""Secrets of the server in files of their own, made on first use, mode 0600."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Secrets:
    """The server's own random keys. `cookie_key` signs what travels through a browser."""

    pepper: bytes
    cookie_key: bytes


def server_secrets(folder: Path) -> Secrets:
    """Read the pepper and the cookie key, making those that are not there yet."""
    return Secrets(
        pepper=bytes.fromhex(read_or_make(folder / "pepper", lambda: secrets.token_hex(32))),
        cookie_key=bytes.fromhex(
            read_or_make(folder / "cookie.key", lambda: secrets.token_hex(32))
        ),
    )


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """Read a secret file; the first process that finds none writes it, whole and synced."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, f"{make()}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        # A link, not a rename: of two processes that start together, one wins and both read it.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        _sync_folder(path.parent)
    return path.read_text(encoding="ascii").strip()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
