"""What all commands begin with: a store or a desk that is open, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from loket_inbox.app import open_desk, open_store, require_same_keys
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.private_files import OpenToOthersError
from loket_inbox.secret_files import MissingKeyError
from loket_inbox.serving import PortTakenError
from loket_inbox.settings import Settings, read_settings
from loket_inbox.store.schema import SchemaError, require_current
from loket_inbox.store.transactions import ConflictError, Store, StoreAwayError, Work
from loket_site.content.loading import ContentErrors
from loket_site.freezing.freeze import BuildError
from loket_site.settings import SettingsError, environment

EXPECTED = (
    BuildError,
    ContentErrors,
    MissingKeyError,
    OSError,
    OpenToOthersError,
    PortTakenError,
    SchemaError,
    SettingsError,
)
"""Failures whose text is a sentence for whoever runs the command."""

_READERS = (Role.FRONT_DESK, Role.HEAD)
"""Who gets what people send: the front desk, and the head while there is none."""


@contextmanager
def sentences() -> Iterator[None]:
    """Turn every expected failure into its sentence; a traceback is a defect."""
    try:
        yield
    except ConflictError:
        # Of all that commands write, only an officer's address can be there already.
        raise click.ClickException("Alamat itu sudah terdaftar.") from None
    except StoreAwayError as error:
        raise click.ClickException(f"Basis data tidak bisa dipakai ({error}).") from None
    except EXPECTED as error:
        raise click.ClickException(said(error)) from None


def said(error: Exception) -> str:
    """Give the sentence of an expected failure; the system's own words are none."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} tidak bisa dipakai ({error.strerror}). Periksa nama dan izinnya."
    return str(error)


def current_settings(**changed: str) -> Settings:
    """Read the settings of this environment, with some `changed`. Raises SettingsError."""
    env = environment()
    for name, value in changed.items():
        env.pop(f"{name}_FILE", None)
        env[name] = value
    return read_settings(env)


def current_store() -> Store:
    """Open the database alone. Raises SettingsError, SchemaError and StoreAwayError."""
    store = open_store(current_settings())
    require_current(store.engine)
    return store


def current_desk() -> Desk:
    """Open the desk. Raises as `current_store` does, and what missing content and keys raise."""
    desk = open_desk(current_settings())
    require_current(desk.store.engine)
    require_same_keys(desk)
    return desk


def ready_desk() -> Desk:
    """Open the desk; refuse to serve the public in the clear, or while nobody would read it."""
    desk = current_desk()
    if lacks := desk.settings.lacks_for_the_public:
        raise SettingsError(*lacks)
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
