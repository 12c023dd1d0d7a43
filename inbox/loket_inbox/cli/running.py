"""`loket serve` and `loket worker`: the inbox in production."""

from __future__ import annotations

import click

from loket_inbox.app import create_inbox, open_transport
from loket_inbox.cli.opening import ready_desk, sentences
from loket_inbox.serving import BEHIND_PROXY, OPEN, listen, run_worker, serve_until_signal
from loket_inbox.settings import LOOPBACK


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65_535), default=8001, show_default=True)
@sentences()
def serve(host: str, port: int) -> None:
    """Serve the inbox alone, behind a reverse proxy."""
    desk = ready_desk()
    if desk.envelope.sample and host not in LOOPBACK:
        raise click.ClickException(
            "Kunci pemulihan hanya contoh, jadi kami hanya melayani komputer ini. "
            "Mulai dengan LOKET_DATA yang kosong dan kunci kantor, atau pakai --host 127.0.0.1."
        )
    reach = BEHIND_PROXY if desk.settings.proxy_hops else OPEN
    servers = listen({port: create_inbox(desk).wsgi_app}, host, reach)
    click.echo(f"Kotak masuk melayani http://{host}:{port}. Berhenti: tekan Ctrl+C.")
    serve_until_signal(servers)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
@sentences()
def worker(*, once: bool) -> None:
    """Deliver the outbox, and fetch mail from the mailbox of LOKET_IMAP_URL."""
    desk = ready_desk()
    delivered, fetched = run_worker(desk, open_transport(desk.settings), once=once)
    undone = []
    if not delivered:
        undone.append("Sebagian surat belum terkirim. Kami mencobanya lagi nanti.")
    if not fetched:
        undone.append("Surat masuk belum terambil semua. Berulang? Periksa LOKET_IMAP_URL.")
    if undone:
        raise click.ClickException(" ".join(undone))
