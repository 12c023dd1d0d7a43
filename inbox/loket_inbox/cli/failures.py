"""What can go wrong with a command, each as its own sentence; a traceback is a defect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from loket_inbox.secret_files import MissingKeyError
from loket_inbox.serving import PortTakenError
from loket_inbox.settings import SettingsError
from loket_inbox.store.schema import SchemaError
from loket_inbox.store.transactions import ConflictError, StoreAwayError
from loket_site.content.loading import ContentErrors
from loket_site.freezing.freeze import BuildError

EXPECTED = (
    BuildError,
    ContentErrors,
    MissingKeyError,
    OSError,
    PortTakenError,
    SchemaError,
    SettingsError,
)
"""Failures whose text is a sentence for whoever runs the command."""


@contextmanager
def sentences() -> Iterator[None]:
    """Turn every expected failure into its sentence."""
    try:
        yield
    except ConflictError:
        # Of all that commands write, only an officer's address can be there already.
        raise click.ClickException("Alamat itu sudah terdaftar.") from None
    except StoreAwayError as error:
        raise click.ClickException(f"Basis data tidak bisa dipakai ({error}).") from None
    except EXPECTED as error:
        raise click.ClickException(str(error)) from None
