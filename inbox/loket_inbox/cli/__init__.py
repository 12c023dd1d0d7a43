"""The one `loket` command, and everything that it can be asked for."""

from __future__ import annotations

from typing import Any

import click

from loket_inbox.cli import database, export, mail, officers, running, trying
from loket_inbox.failures import keep_quiet, told
from loket_site import cli as site


class _Commands(click.Group):
    """The commands; one that fails in a way nobody foresaw says where, and nothing that was typed.

    An exception that ends a program is printed with its message otherwise.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, its message stays here
            raise _unforeseen(error) from None


def _unforeseen(error: Exception) -> click.ClickException:
    return click.ClickException(
        f"Ada galat di program ini ({told(error)}). Yang sudah tersimpan tetap tersimpan. "
        "Coba lagi. Tetap gagal? Kirim baris ini kepada pembuat program."
    )


@click.group(cls=_Commands)
@click.version_option(package_name="loket")
def main() -> None:
    """Loket: a public-service counter on the web."""
    keep_quiet()


site.add_commands(main)
main.add_command(trying.run)
main.add_command(running.serve)
main.add_command(running.worker)
main.add_command(mail.mail)
main.add_command(database.db)
main.add_command(officers.officer)
main.add_command(export.export)
