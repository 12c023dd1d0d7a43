"""`loket officer`: who works here."""

from __future__ import annotations

import click

from loket_inbox.cli.opening import (
    current_desk,
    current_settings,
    current_store,
    readers,
    sentences,
)
from loket_inbox.domain.codes import read_case_number
from loket_inbox.domain.officers import OFFICE_WORDS, Officer, Role, role_named
from loket_inbox.handling.case.accusing import settle_proposal
from loket_inbox.handling.desk.leaving import LastReaderError, let_go
from loket_inbox.handling.desk.signing_in import make_link
from loket_inbox.store.transactions import Work
from loket_site.content.loading import load
from loket_site.model.catalogue import Catalogue
from loket_site.words.spelling.addresses import likely_address, read_address


@click.group()
def officer() -> None:
    """Who works here."""


@officer.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, help="front_desk, head, division_head or team_member.")
@click.option("--division", default="", help="The code of a division in kantor.toml.")
@sentences()
def officer_add(email: str, name: str, role: str, division: str) -> None:
    """Add an officer; the front desk gets letters from now on."""
    found = role_named(role)
    if found is None:
        known = ", ".join(each.value for each in Role)
        raise click.ClickException(f"Peran {role} tidak dikenal. Pilih salah satu: {known}.")
    address = (read_address(email) or "").lower()
    if not address:
        likely = likely_address(email)
        offer = f" Tulis {likely} bila itu maksud Anda." if likely else ""
        raise click.ClickException(f"{email} bukan alamat email yang bisa kami surati.{offer}")
    if not name.strip() or not name.isprintable():
        raise click.ClickException("Tulis nama petugas dengan --name, dalam satu baris.")
    if division:
        _require_division(load(current_settings().content), division)
    store = current_store()
    with store.writing() as work:
        work.people.add(address, " ".join(name.split()), found, division, work.now)
    click.echo(f"{address} sekarang bekerja sebagai {OFFICE_WORDS[found]}.")


@officer.command("list")
@sentences()
def officer_list() -> None:
    """List the officers."""
    with current_store().reading() as work:
        people = work.people.all()
    for person in people:
        division = f"\t{person.division}" if person.division else ""
        click.echo(f"{person.email}\t{person.role.value}\t{person.name}{division}")
    if not people:
        click.echo("Belum ada petugas. Tambahkan dengan `loket officer add`.", err=True)


@officer.command("end")
@click.argument("email")
@sentences()
def officer_end(email: str) -> None:
    """Let an officer go: signed out everywhere, and no letter any more."""
    desk = current_desk()
    with desk.store.writing() as work:
        person = _working(work, email)
        if readers(work) == (person,):
            raise click.ClickException(
                f"{person.email} satu-satunya yang membaca kiriman. "
                "Tambahkan dulu petugas lain dengan `loket officer add`."
            )
        try:
            let_go(desk, work, person)
        except LastReaderError as error:
            raise click.ClickException(
                f"Tanpa {person.email} tidak ada lagi yang bisa membaca kasus {error}. "
                "Tambahkan dulu petugas lain dengan `loket officer add`."
            ) from None
    click.echo(f"{person.email} tidak lagi bekerja di sini.")


@officer.command("link")
@click.argument("email")
@click.option("--forget-totp", is_flag=True, help="Remove the one-time code of a lost phone first.")
@sentences()
def officer_link(email: str, *, forget_totp: bool) -> None:
    """Print a sign-in link to hand over; it opens once, within 15 minutes.

    Mailed links that too many wrong codes have closed open again as well.
    """
    desk = current_desk()
    with desk.store.writing() as work:
        person = _working(work, email)
        if forget_totp:
            work.people.set_one_time_secret(person.id, None, 0)
    click.echo(make_link(desk, person))


@officer.command("confirm")
@click.argument("number")
@click.option("--decline", is_flag=True, help="Let the proposal fall instead.")
@sentences()
def officer_confirm(number: str, *, decline: bool) -> None:
    """Confirm that a case complains of a head, where no second officer can."""
    desk = current_desk()
    with desk.store.writing() as work:
        found = work.cases.by_number(read_case_number(number))
        if found is None or found.case.proposed is None:
            raise click.ClickException(f"Tidak ada usulan yang menunggu pada kasus {number}.")
        settle_proposal(desk, work, found, is_confirmed=not decline)
    word = "ditolak" if decline else "disahkan"
    click.echo(f"Usulan siapa yang diadukan pada kasus {found.case.number} sudah {word}.")


def _working(work: Work, email: str) -> Officer:
    """Find an officer by address, or say that nobody has it."""
    person = work.people.by_email((read_address(email) or email.strip()).lower())
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
