"""Opening what a command works with: the store, the desk, and somebody who reads what comes in."""

from __future__ import annotations

import click

from loket_inbox.app import open_desk, open_store
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.settings import environment, read_settings
from loket_inbox.store.schema import require_current
from loket_inbox.store.transactions import Store, Work

_READERS = (Role.FRONT_DESK, Role.HEAD)
"""Who gets what people send: the front desk, and the head while there is none."""


def current_store() -> Store:
    """Open the database alone. Raises SettingsError, SchemaError and StoreAwayError."""
    store = open_store(read_settings(environment()))
    require_current(store.engine)
    return store


def current_desk() -> Desk:
    """Open the desk. Raises as `current_store` does, and what missing content and keys raise."""
    desk = open_desk(read_settings(environment()))
    require_current(desk.store.engine)
    return desk


def ready_desk() -> Desk:
    """Open the desk, and refuse to work while nobody would read what comes in."""
    desk = current_desk()
    with desk.store.reading() as work:
        people = readers(work)
    if not people:
        raise click.ClickException(
            "Belum ada petugas yang membaca kiriman. Tambahkan dengan `loket officer add`."
        )
    return desk


def readers(work: Work) -> tuple[Officer, ...]:
    """List everybody who may have to read what people send."""
    return tuple(person for role in _READERS for person in work.people.with_role(role))
