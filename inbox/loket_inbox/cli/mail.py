"""`loket mail`: mail that comes in."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from loket_inbox.cli.opening import EXPECTED, current_desk, said
from loket_inbox.failures import told
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.transactions import ConflictError, StoreAwayError

TRY_AGAIN_LATER = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the message and comes back."""


@click.group()
def mail() -> None:
    """Mail that comes in."""


@mail.command("receive")
def mail_receive() -> None:
    """Take one raw message on standard input, from a mail server's pipe."""
    try:
        outcome = receive(current_desk(), sys.stdin.buffer.read())
    except (*EXPECTED, StoreAwayError, ConflictError) as error:
        click.echo(f"Surat ini belum kami ambil: {said(error)}", err=True)
        raise click.exceptions.Exit(TRY_AGAIN_LATER) from None
    except Exception as error:  # noqa: BLE001 - the message is not ours yet
        # Whatever went wrong, the mail server has to keep it.
        click.echo(f"Surat ini belum kami ambil ({told(error)}).", err=True)
        raise click.exceptions.Exit(TRY_AGAIN_LATER) from None
    # The message is ours now: a reader of this sentence that has gone must not bring it back.
    with suppress(OSError):
        click.echo(outcome.sentence)
