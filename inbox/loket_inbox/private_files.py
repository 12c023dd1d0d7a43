"""Files and folders that nobody else on this machine reads: 0600 and 0700, whatever the umask."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO

log = logging.getLogger(__name__)


class OpenToOthersError(Exception):
    """Something of ours is another user's, or open to one; the sentence says what to do."""


def make_private_folder(path: Path) -> None:
    """Make a folder with mode 0700 where there is none. Raises OSError."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)


def write_private_file(path: Path, content: bytes) -> None:
    """Write a new file with mode 0600, synced to the disk. Raises OSError, also if it is there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def keep_private(folders: Iterable[Path], files: Iterable[Path]) -> None:
    """Take from others what they may do with these files, folders and what lies in the folders.

    What is not there is passed over. Raises OpenToOthersError where that cannot be done, or where
    another user than root owns something: whoever owns a file reads it.
    """
    narrowed = [path for path in _with_content(folders, files) if _narrow(path)]
    if narrowed:
        log.warning("files-narrowed count=%s first=%s", len(narrowed), narrowed[0])


def _with_content(folders: Iterable[Path], files: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield folder
        # Only now: a folder that is not ours may not even be looked into.
        if folder.is_dir():
            yield from sorted(folder.iterdir())
    yield from files


def _narrow(path: Path) -> bool:
    """Close one file or folder, or what a link leads to; says whether it was open."""
    try:
        found = path.stat()
        if found.st_uid not in {os.geteuid(), 0}:
            raise OpenToOthersError(
                f"{path} milik pengguna lain (uid {found.st_uid}). Jalankan Loket sebagai pengguna "
                "itu, atau ganti pemiliknya dengan `chown -R`."
            )
        if not found.st_mode & _OTHERS:
            return False
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
        is_open = path.stat().st_mode & _OTHERS
    except FileNotFoundError:
        return False
    except PermissionError:
        is_open = 1
    if is_open:
        raise OpenToOthersError(
            f"{path} bisa dibaca pengguna lain, dan kami tidak bisa menutupnya. Jalankan "
            "`chown -R` dan `chmod -R go-rwx` untuk folder itu, atau pilih LOKET_DATA di disk lain."
        )
    return True
