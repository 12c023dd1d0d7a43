"""The one `loket` command, and everything that it can be asked for."""

from __future__ import annotations

import logging

import click

from loket_inbox.cli import database, export, mail, officers, running, trying
from loket_site import cli as site


@click.group()
@click.version_option(package_name="loket")
def main() -> None:
    """Loket: a public-service counter on the web."""
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)


site.add_commands(main)
main.add_command(trying.run)
main.add_command(running.serve)
main.add_command(running.worker)
main.add_command(mail.mail)
main.add_command(database.db)
main.add_command(officers.officer)
main.add_command(export.export)
