"""`loket db`: the database."""

from __future__ import annotations

import click

from loket_inbox.app import open_store
from loket_inbox.cli.opening import current_settings, sentences
from loket_inbox.store.schema import upgrade


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@sentences()
def db_upgrade() -> None:
    """Bring the database up to date, after a copy."""
    settings = current_settings()
    store = open_store(settings)
    copy = upgrade(store.engine, settings.backups, store.clock())
    if copy:
        click.echo(f"Salinan sebelum pembaruan: {copy}")
    click.echo("Basis data siap.")
