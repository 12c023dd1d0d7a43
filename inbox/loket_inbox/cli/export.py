"""`loket export`: the complaint register (buku pengaduan) as a file for a spreadsheet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from loket_inbox.cli.opening import current_desk, sentences
from loket_inbox.cli.spreadsheet import write_csv
from loket_inbox.domain.case import BrokenHistoryError
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.desk.book import COLUMNS, BadPeriodError, Period, whole_book


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "first", default="", metavar="DATE", help="Received on this day or later.")
@click.option("--to", "last", default="", metavar="DATE", help="Received on this day or before.")
@click.option("--force", is_flag=True, help="Take the place of a file that is there.")
@sentences()
def export(file: Path, first: str, last: str, *, force: bool) -> None:
    """Write the complaint register into a CSV file."""
    try:
        period = Period.read(first, last, default=Period())
    except BadPeriodError as error:
        raise click.ClickException(str(error)) from None
    desk = current_desk()
    try:
        _require_place(file, force=force)
        with (
            whole_book(desk, period) as (count, rows),
            click.progressbar(
                rows, count, "Buku pengaduan", hidden=not sys.stderr.isatty(), file=sys.stderr
            ) as seen,
        ):
            write_csv(file, COLUMNS, (row.cells for row in seen), replace=force)
    except (BrokenHistoryError, SealBrokenError):
        raise click.ClickException(
            "Sebagian isi buku tidak bisa dibuka. Pulihkan basis data dan kunci dari cadangan."
        ) from None
    except OSError as error:
        raise click.ClickException(f"{file} tidak bisa ditulis ({error.strerror}).") from None
    click.echo(f"{count} kasus tertulis di {file}.")


def _require_place(file: Path, *, force: bool) -> None:
    """Refuse a name under which no file can be written, or one that is taken."""
    if not file.parent.is_dir():
        raise click.ClickException(f"Folder {file.parent} tidak ada. Buat dulu folder itu.")
    if file.is_dir():
        raise click.ClickException(f"{file} adalah folder. Tulis nama berkasnya juga.")
    if file.exists() and not force:
        raise click.ClickException(f"{file} sudah ada. Pilih nama lain, atau pakai --force.")
