"""Reads a `.env` file: `NAME=value` in each line, and what editors and shells add to that.

What a shell would work out (`${…}`, a backslash between quotes) is refused, not guessed. A value
may be a secret, so no sentence repeats one.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

OURS = re.compile(r"LOKET[_\W]", re.IGNORECASE)
"""How a name begins that is ours to judge; whatever else is set is another program's."""

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""How a text begins that says in what it is written."""

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_VALUE = re.compile(
    r"""(?: '(?P<single>[^']*)' | "(?P<double>[^"\\]*)" | (?P<bare>(?!["'“”‘’]).*?) )"""
    r"""(?: (?:^|\s)\s*\#.* )?""",
    re.VERBOSE,
)
_WORKED_OUT = re.compile(r"\$[({]|`")


def text_of(path: Path) -> str:
    """Read a small text file, whichever editor wrote it. Raises OSError and UnicodeError."""
    content = path.read_bytes()
    return content.decode(
        next((_MARKS[mark] for mark in _MARKS if content.startswith(mark)), "utf-8")
    )


def read_dot_env(path: Path, wrong: list[str]) -> dict[str, str]:
    """Read our names in a file, and their values; of one that is not there, none.

    Adds a sentence to `wrong` for each line that cannot be read.
    """
    try:
        text = text_of(path) if path.is_file() else ""
    except OSError as error:
        wrong.append(f"{path} tidak bisa dibuka ({error.strerror}). Perbaiki izinnya, atau hapus.")
        return {}
    except UnicodeDecodeError as error:
        place = error.object.count(b"\n", 0, error.start) + 1
        wrong.append(
            f"{path}:{place}: baris ini bukan teks UTF-8. Simpan berkas itu sebagai UTF-8."
        )
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pair = _LINE.fullmatch(line.strip())
        if not pair:
            wrong.append(f"{path}:{number}: tulis seperti NAMA=nilai, satu nama di setiap baris.")
        elif OURS.match(name := pair[1]):
            if name in found:
                wrong.append(f"{path}:{number}: {name} sudah ada di atasnya. Hapus salah satunya.")
            value = _value(pair[2])
            if value is None:
                wrong.append(
                    f"{path}:{number}: nilai {name} tidak jelas. Apit dengan tanda kutip tunggal "
                    "('…'), tanpa ${…} dan tanpa tanda yang tidak terlihat."
                )
            found[name] = value or ""
    return found


def _value(written: str) -> str | None:
    """Take quotes and a comment off; None where that is not sure."""
    value = _VALUE.fullmatch(written)
    plain = (value["single"] or value["double"] or value["bare"] or "") if value else "\0"
    is_worked_out = value and value["single"] is None and _WORKED_OUT.search(plain)
    return plain if plain.isprintable() and not is_worked_out else None
