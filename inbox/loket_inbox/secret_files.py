"""Secrets of the server in files of their own, made on first use, mode 0600."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from loket_inbox.private_files import make_private_folder, write_private_file

PEPPER = "secrets/pepper"
"""Where the pepper lies in the data folder."""

_KEY_OCTETS = 32


class MissingKeyError(Exception):
    """A key is missing, unreadable or another one; the sentence says which and what to do."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """The server's own random keys. `cookie_key` signs what travels through a browser."""

    pepper: bytes
    cookie_key: bytes

    @property
    def fingerprint(self) -> str:
        """Name the pepper by a code of a text that it signs for nothing else.

        It is 256 random bits, so whoever knows the code can neither find nor try it.
        """
        return hmac.digest(self.pepper, b"fingerprint\0pepper", "sha256").hex()


def server_secrets(data: Path, *, may_make: bool) -> Secrets:
    """Read the pepper and the cookie key of a data folder; what is missing is made if it `may` be.

    Raises MissingKeyError for a damaged one: it is never used, and never replaced.
    """
    return Secrets(
        pepper=_random_key(data / PEPPER, may_make=may_make),
        cookie_key=_random_key(data / "secrets" / "cookie.key", may_make=may_make),
    )


def damaged(path: Path) -> MissingKeyError:
    """Say that a secret file does not hold what it should."""
    return MissingKeyError(f"Kunci server di {path} rusak. Pulihkan dari cadangan.")


def _random_key(path: Path, *, may_make: bool) -> bytes:
    text = read_or_make(path, lambda: secrets.token_hex(_KEY_OCTETS), may_make=may_make)
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise damaged(path) from error
    if len(key) != _KEY_OCTETS:
        raise damaged(path)
    return key


def read_or_make(path: Path, make: Callable[[], str], *, may_make: bool = True) -> str:
    """Read a secret file; the first process that finds none writes it, whole and synced.

    Raises MissingKeyError for a file that is no text, and for a missing one that may not be made:
    a fresh key would open nothing of what has been kept.
    """
    if not may_make and not path.exists():
        raise MissingKeyError(f"Kunci server di {path} hilang. Pulihkan dari cadangan.")
    make_private_folder(path.parent)
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        write_private_file(fresh, f"{make()}\n".encode())
        # A link, not a rename: of two processes that start together, one wins and both read it.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        _sync_folder(path.parent)
    try:
        return path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError as error:
        raise damaged(path) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
