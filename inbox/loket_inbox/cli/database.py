"""`loket db`: the database."""

from __future__ import annotations

import click

from loket_inbox.app import open_store
from loket_inbox.cli.failures import sentences
from loket_inbox.settings import environment, read_settings
from loket_inbox.store.schema import upgrade


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database up to date, after a copy."""
    with sentences():
        settings = read_settings(environment())
        store = open_store(settings)
        copy = upgrade(store.engine, settings.data / "backups", store.clock())
        if copy:
            click.echo(f"Salinan sebelum pembaruan: {copy}")
        click.echo("Basis data siap.")
