"""The one `loket` command."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from loket_inbox.app import create_inbox, open_desk, open_store, open_transport
from loket_inbox.case import BrokenHistoryError
from loket_inbox.desk import Desk
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.book import COLUMNS, BadPeriodError, Period, whole_book
from loket_inbox.officers import OFFICE_WORDS, Officer, Role, role_named
from loket_inbox.outbox import LocalMailbox
from loket_inbox.reception import receive
from loket_inbox.secret_files import MissingKeyError
from loket_inbox.serving import PortTakenError, listen, run_worker, serve_until_signal
from loket_inbox.settings import (
    LOOPBACK,
    SettingsError,
    environment,
    is_address,
    read_settings,
)
from loket_inbox.sign_in import make_link
from loket_inbox.spreadsheet import write_csv
from loket_inbox.store.schema import SchemaError, require_current, upgrade
from loket_inbox.store.transactions import ConflictError, Store, StoreAwayError, Work
from loket_inbox.views.officer.guard import SIGN_IN
from loket_site import cli as site_cli
from loket_site.content import ContentErrors, load
from loket_site.freeze import BuildError, freeze
from loket_site.model import Catalogue
from loket_site.preview import static_app
from loket_site.settings import SiteSettings

TRY_AGAIN_LATER = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the message and comes back."""

_SAMPLE_OFFICERS = (
    ("petugas@contoh.example", "Petugas Contoh", Role.FRONT_DESK),
    ("kepala@contoh.example", "Kepala Contoh", Role.HEAD),
    ("kabid@contoh.example", "Kabid Contoh", Role.DIVISION_HEAD),
    ("tim@contoh.example", "Anggota Tim Contoh", Role.TEAM_MEMBER),
)

_READERS = (Role.FRONT_DESK, Role.HEAD)
"""Who gets what people send: the front desk, and the head while there is none."""


@click.group()
@click.version_option(package_name="loket")
def main() -> None:
    """Loket: a public-service counter on the web."""
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)


site_cli.add_commands(main)


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65_534),
    default=8000,
    show_default=True,
    help="The site; the inbox takes the next.",
)
@click.option("--data", type=click.Path(path_type=Path), help="Default: LOKET_DATA, or var.")
@click.option("--content", type=click.Path(path_type=Path), help="Default: LOKET_CONTENT.")
def run(port: int, data: Path | None, content: Path | None) -> None:
    """Try everything on this machine: site, inbox, worker and local mailbox."""
    with _sentences():
        local = {
            "LOKET_SITE_URL": f"http://127.0.0.1:{port}",
            "LOKET_INBOX_URL": f"http://127.0.0.1:{port + 1}",
        }
        if data:
            local["LOKET_DATA"] = str(data)
        if content:
            local["LOKET_CONTENT"] = str(content)
        settings = read_settings({**environment(), **local})
        desk = open_desk(settings)
        upgrade(desk.store.engine, settings.data / "backups", desk.store.clock())
        _add_sample_officers(desk.store)
        public = settings.data / "public"
        site = SiteSettings(settings.content, public, settings.site_url, settings.inbox_url)
        freeze(desk.catalogue, site, public)
        mailbox = LocalMailbox(settings.mailbox) if settings.smtp is None else None
        inbox = create_inbox(desk, mailbox=mailbox)
        servers = listen({port: static_app(public), port + 1: inbox.wsgi_app}, "127.0.0.1")
        click.echo(f"Situs:        {settings.site_url}/")
        if mailbox:
            click.echo(f"Kotak surat:  {settings.inbox_url}/surat/")
        else:
            click.echo(f"Kotak masuk:  {settings.inbox_url}/sehat")
        click.echo(f"Petugas:      {settings.inbox_url}{SIGN_IN}")
        click.echo("Berhenti: tekan Ctrl+C.")
        serve_until_signal(servers, worker=(desk, open_transport(settings)))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65_535), default=8001, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the inbox alone, behind a reverse proxy."""
    with _sentences():
        desk = _ready_desk()
        if desk.envelope.sample and host not in LOOPBACK:
            raise click.ClickException(
                "Kunci pemulihan hanya contoh, jadi kami hanya melayani komputer ini. "
                "Pasang kunci kantor, atau pakai --host 127.0.0.1."
            )
        servers = listen({port: create_inbox(desk).wsgi_app}, host)
        click.echo(f"Kotak masuk melayani http://{host}:{port}. Berhenti: tekan Ctrl+C.")
        serve_until_signal(servers)


@main.command()
@click.option("--once", is_flag=True, help="Deliver what is due, then stop.")
def worker(*, once: bool) -> None:
    """Deliver the outbox."""
    with _sentences():
        desk = _ready_desk()
        if not run_worker(desk, open_transport(desk.settings), once=once):
            raise click.ClickException("Sebagian surat belum terkirim. Kami mencobanya lagi nanti.")


@main.group()
def mail() -> None:
    """Mail that comes in."""


@mail.command("receive")
def mail_receive() -> None:
    """Take one raw message on standard input, from a mail server's pipe."""
    try:
        outcome = receive(_current_desk(), sys.stdin.buffer.read())
    except (*_EXPECTED, StoreAwayError, ConflictError) as error:
        click.echo(f"Surat ini belum kami ambil: {error}", err=True)
        raise click.exceptions.Exit(TRY_AGAIN_LATER) from None
    except Exception as error:
        # Whatever went wrong, the message is not ours yet: the mail server has to keep it.
        click.echo(f"Surat ini belum kami ambil ({type(error).__name__}).", err=True)
        raise click.exceptions.Exit(TRY_AGAIN_LATER) from error
    # The message is ours now: a reader of this sentence that has gone must not bring it back.
    with suppress(OSError):
        click.echo(outcome.sentence)


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database up to date, after a copy."""
    with _sentences():
        settings = read_settings(environment())
        store = open_store(settings)
        copy = upgrade(store.engine, settings.data / "backups", store.clock())
        if copy:
            click.echo(f"Salinan sebelum pembaruan: {copy}")
        click.echo("Basis data siap.")


@main.group()
def officer() -> None:
    """Who works here."""


@officer.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, help="front_desk, head, division_head or team_member.")
@click.option("--division", default="", help="The code of a division in kantor.toml.")
def officer_add(email: str, name: str, role: str, division: str) -> None:
    """Add an officer; the front desk gets letters from now on."""
    found = role_named(role)
    if found is None:
        known = ", ".join(each.value for each in Role)
        raise click.ClickException(f"Peran {role} tidak dikenal. Pilih salah satu: {known}.")
    address = email.strip().lower()
    if not is_address(address):
        raise click.ClickException(f"{email} bukan alamat email yang bisa kami surati.")
    if not name.strip() or not name.isprintable():
        raise click.ClickException("Tulis nama petugas dengan --name, dalam satu baris.")
    with _sentences():
        if division:
            _require_division(load(read_settings(environment()).content), division)
        store = _current_store()
        with store.writing() as work:
            work.people.add(address, " ".join(name.split()), found, division, work.now)
    click.echo(f"{address} sekarang bekerja sebagai {OFFICE_WORDS[found]}.")


@officer.command("list")
def officer_list() -> None:
    """List the officers."""
    with _sentences():
        with _current_store().reading() as work:
            people = work.people.all()
        for person in people:
            division = f"\t{person.division}" if person.division else ""
            click.echo(f"{person.email}\t{person.role.value}\t{person.name}{division}")
        if not people:
            click.echo("Belum ada petugas. Tambahkan dengan `loket officer add`.", err=True)


@officer.command("end")
@click.argument("email")
def officer_end(email: str) -> None:
    """Let an officer go: signed out everywhere, and no letter any more."""
    with _sentences(), _current_store().writing() as work:
        person = _working(work, email)
        if person.role in _READERS and _readers(work) == (person,):
            raise click.ClickException(
                f"{person.email} satu-satunya yang membaca kiriman. "
                "Tambahkan dulu petugas lain dengan `loket officer add`."
            )
        work.people.end(person.id, work.now)
        work.sign_ins.end_all(person.id, work.now)
    click.echo(f"{person.email} tidak lagi bekerja di sini.")


@officer.command("link")
@click.argument("email")
@click.option("--forget-totp", is_flag=True, help="Remove the one-time code of a lost phone first.")
def officer_link(email: str, *, forget_totp: bool) -> None:
    """Print a sign-in link to hand over; it opens once, within 15 minutes."""
    with _sentences():
        desk = _current_desk()
        with desk.store.writing() as work:
            person = _working(work, email)
            if forget_totp:
                work.people.set_one_time_secret(person.id, None, 0)
        click.echo(make_link(desk, person))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "first", default="", metavar="DATE", help="Received on this day or later.")
@click.option("--to", "last", default="", metavar="DATE", help="Received on this day or before.")
@click.option("--force", is_flag=True, help="Take the place of a file that is there.")
def export(file: Path, first: str, last: str, *, force: bool) -> None:
    """Write the complaint register into a CSV file."""
    with _sentences():
        try:
            period = Period.read(first, last, default=Period())
        except BadPeriodError as error:
            raise click.ClickException(str(error)) from None
        desk = _current_desk()
        try:
            _require_place(file, force=force)
            with (
                whole_book(desk, period) as (count, rows),
                click.progressbar(
                    rows, count, "Buku pengaduan", hidden=not sys.stderr.isatty(), file=sys.stderr
                ) as seen,
            ):
                write_csv(file, COLUMNS, (row.cells for row in seen))
        except (BrokenHistoryError, SealBrokenError):
            raise click.ClickException(
                "Sebagian isi buku tidak bisa dibuka. Pulihkan basis data dan kunci dari cadangan."
            ) from None
        except OSError as error:
            raise click.ClickException(f"{file} tidak bisa ditulis ({error.strerror}).") from None
    click.echo(f"{count} kasus tertulis di {file}.")


_EXPECTED = (
    BuildError,
    ContentErrors,
    MissingKeyError,
    OSError,
    PortTakenError,
    SchemaError,
    SettingsError,
)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn every expected failure into its sentence; a traceback is a defect."""
    try:
        yield
    except ConflictError:
        raise click.ClickException("Alamat itu sudah terdaftar.") from None
    except StoreAwayError as error:
        raise click.ClickException(f"Basis data tidak bisa dipakai ({error}).") from None
    except _EXPECTED as error:
        raise click.ClickException(str(error)) from None


def _require_place(file: Path, *, force: bool) -> None:
    """Refuse a name under which no file can be written, or one that is taken."""
    if not file.parent.is_dir():
        raise click.ClickException(f"Folder {file.parent} tidak ada. Buat dulu folder itu.")
    if file.is_dir():
        raise click.ClickException(f"{file} adalah folder. Tulis nama berkasnya juga.")
    if file.exists() and not force:
        raise click.ClickException(f"{file} sudah ada. Pilih nama lain, atau pakai --force.")


def _current_store() -> Store:
    store = open_store(read_settings(environment()))
    require_current(store.engine)
    return store


def _current_desk() -> Desk:
    desk = open_desk(read_settings(environment()))
    require_current(desk.store.engine)
    return desk


def _ready_desk() -> Desk:
    """Open the desk, and refuse to work while nobody would read what comes in."""
    desk = _current_desk()
    with desk.store.reading() as work:
        people = _readers(work)
    if not people:
        raise click.ClickException(
            "Belum ada petugas yang membaca kiriman. Tambahkan dengan `loket officer add`."
        )
    return desk


def _readers(work: Work) -> tuple[Officer, ...]:
    """List everybody who may have to read what people send."""
    return tuple(person for role in _READERS for person in work.people.with_role(role))


def _working(work: Work, email: str) -> Officer:
    """Find an officer by address, or say that nobody has it."""
    person = work.people.by_email(email.strip().lower())
    if person is None:
        raise click.ClickException(f"Tidak ada petugas dengan alamat {email}.")
    return person


def _require_division(catalogue: Catalogue, division: str) -> None:
    """Refuse a division that the content does not have, if it has any."""
    known = [each.code for each in catalogue.office.divisions]
    if known and division not in known:
        raise click.ClickException(
            f"Bidang {division} tidak ada di kantor.toml. Pilih salah satu: {', '.join(known)}."
        )


def _add_sample_officers(store: Store) -> None:
    with store.writing() as work:
        if not work.people.all():
            for email, name, role in _SAMPLE_OFFICERS:
                work.people.add(email, name, role, "", work.now)
