"""CSV files for spreadsheet programs: text stays text, and no cell becomes a formula (W-10)."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

Cell = str | date | None

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_FORMULA = re.compile(r"[\t\r]|\s*[-=+@＝＋－＠]")
"""How a cell begins that a spreadsheet program would work out, in half or full width."""

_FORMULA_INSIDE = re.compile(r"([;,\n]\s*)(?=[-=+@＝＋－＠])")
"""Where such a cell could begin for a program that parts cells by semicolons, or reads lines."""


def write_csv(
    path: Path, header: tuple[str, ...], rows: Iterable[Iterable[Cell]], *, replace: bool
) -> None:
    """Write a file of rows, whole or not at all, for its owner alone.

    Raises OSError; FileExistsError where the name is taken and is not to be replaced.
    """
    # Made with mode 0600, and beside the file, so that taking its name is one step.
    handle, temporary = tempfile.mkstemp(prefix=".loket-", dir=path.parent)
    try:
        # The mark at the beginning tells Excel that this is UTF-8.
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(header)
            writer.writerows([_written(cell) for cell in row] for row in rows)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            Path(temporary).replace(path)
        else:
            # Taken or not is decided in one step, whoever else writes at the same time.
            path.hardlink_to(temporary)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    # An apostrophe makes a cell text; looked for before and after, since what is taken out could
    # have stood before a sign.
    bare = _CONTROL.sub("", re.sub(r"\r\n?", "\n", cell).replace("\t", " "))
    bare = _FORMULA_INSIDE.sub(r"\1'", bare)
    return f"'{bare}" if _FORMULA.match(cell) or _FORMULA.match(bare) else bare
