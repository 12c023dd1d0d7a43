"""`loket run`: everything on one machine, with invented officers, to try it."""

from __future__ import annotations

from pathlib import Path

import click

from loket_inbox.app import create_inbox, open_desk, open_transport, require_same_keys
from loket_inbox.cli.opening import current_settings, sentences
from loket_inbox.desk import SIGN_IN
from loket_inbox.domain.officers import Role
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.serving import listen, serve_until_signal
from loket_inbox.store.schema import upgrade
from loket_inbox.store.transactions import Store
from loket_site.freezing.freeze import freeze
from loket_site.freezing.preview import for_this_machine, static_app
from loket_site.settings import SiteSettings, environment, stated

_SAMPLE_OFFICERS = (
    ("petugas@contoh.example", "Petugas Contoh", Role.FRONT_DESK),
    ("kepala@contoh.example", "Kepala Contoh", Role.HEAD),
    ("kabid@contoh.example", "Kabid Contoh", Role.DIVISION_HEAD),
    ("tim@contoh.example", "Anggota Tim Contoh", Role.TEAM_MEMBER),
)
"""Whom one can be while trying: (address, name, role)."""


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65_534),
    default=8000,
    show_default=True,
    help="The site; the inbox takes the next.",
)
@click.option("--data", type=click.Path(path_type=Path), help="Default: LOKET_DATA, or var.")
@click.option("--content", type=click.Path(path_type=Path), help="Default: LOKET_CONTENT.")
@sentences()
def run(port: int, data: Path | None, content: Path | None) -> None:
    """Try everything on this machine: site, inbox, worker and local mailbox."""
    changed = {
        "LOKET_SITE_URL": f"http://127.0.0.1:{port}",
        "LOKET_INBOX_URL": f"http://127.0.0.1:{port + 1}",
    }
    if not stated(environment(), []).get("LOKET_ANSWER_DELAY"):
        # Whoever tries wants to see the answer, not to wait for it.
        changed["LOKET_ANSWER_DELAY"] = "0"
    if data:
        changed["LOKET_DATA"] = str(data)
    if content:
        changed["LOKET_CONTENT"] = str(content)
    settings = current_settings(**changed)
    desk = open_desk(settings)
    upgrade(desk.store.engine, settings.backups, desk.store.clock())
    require_same_keys(desk)
    _add_sample_officers(desk.store)
    public = settings.data / "public"
    site = SiteSettings(settings.content, public, settings.site_url, settings.inbox_url)
    freeze(desk.catalogue, site, public)
    mailbox = LocalMailbox(settings.mailbox) if settings.smtp is None else None
    inbox = create_inbox(desk, mailbox=mailbox)
    apps = {port: static_app(public), port + 1: inbox.wsgi_app}
    here = {number: for_this_machine(app) for number, app in apps.items()}
    servers = listen(here, "127.0.0.1")
    click.echo(f"Situs:        {settings.site_url}/")
    if mailbox:
        click.echo(f"Kotak surat:  {settings.inbox_url}/surat/")
    else:
        click.echo(f"Kotak masuk:  {settings.inbox_url}/sehat")
    click.echo(f"Petugas:      {settings.inbox_url}{SIGN_IN}")
    click.echo("Berhenti: tekan Ctrl+C.")
    serve_until_signal(servers, worker=(desk, open_transport(settings)))


def _add_sample_officers(store: Store) -> None:
    """Let somebody of each role work here, where nobody does yet."""
    with store.writing() as work:
        if not work.people.all():
            for email, name, role in _SAMPLE_OFFICERS:
                work.people.add(email, name, role, "", work.now)
