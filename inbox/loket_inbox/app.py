"""Puts the inbox together: the only place where objects meet."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.middleware.proxy_fix import ProxyFix

from loket_inbox.desk import Desk
from loket_inbox.envelope import RECOVERY_KEY, SERVER_KEY, open_envelope
from loket_inbox.failures import told
from loket_inbox.handling.desk.due_days import STAMP
from loket_inbox.handling.mail.alarms import is_unread_in, late_in
from loket_inbox.handling.promises import work_calendar
from loket_inbox.mail_out.smtp import SmtpTransport
from loket_inbox.mail_out.transport import LocalMailbox, Transport
from loket_inbox.private_files import keep_private, make_private_folder
from loket_inbox.secret_files import PEPPER, MissingKeyError, server_secrets
from loket_inbox.settings import Settings
from loket_inbox.store.engine import files_of, open_engine
from loket_inbox.store.transactions import Store, StoreAwayError
from loket_inbox.uploads.workers import PictureWorkers
from loket_inbox.web.forwarding import HEALTH, Forwarding
from loket_inbox.web.mailbox import mailbox_blueprint
from loket_inbox.web.mistakes import install_error_pages
from loket_inbox.web.officer import officer_blueprint
from loket_inbox.web.pages import Pages
from loket_inbox.web.posted import InMemoryRequest
from loket_inbox.web.public import public_blueprint
from loket_inbox.web.tracking import tracking_blueprint
from loket_site.content import loading
from loket_site.forms.form import build_form
from loket_site.model.catalogue import Catalogue

_ENOUGH_DISK = 50 * 1000 * 1000
"""Octets that must be free for the inbox to call itself well."""


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def open_store(settings: Settings) -> Store:
    """Open the database of the settings, once nobody else can read what lies in its folder.

    Raises OpenToOthersError, OSError, and StoreAwayError for a URL that names no database.
    """
    data = settings.data
    make_private_folder(data)
    # The folder itself first: behind it nobody sees anything, whatever comes after.
    keep_private((), (data,))
    folders = (data / "secrets", data / "keys", settings.mailbox, settings.backups)
    keep_private(folders, (data / STAMP, *files_of(settings.database_url)))
    return Store(open_engine(settings.database_url), utc_now)


def open_desk(settings: Settings) -> Desk:
    """Read the content, take the keys, open the database.

    Raises ContentErrors or MissingKeyError.
    """
    return furnished(loading.load(settings.content), settings)


def furnished(catalogue: Catalogue, settings: Settings) -> Desk:
    """Make a desk for content that has been read already. Raises MissingKeyError."""
    store = open_store(settings)
    may_make = not _is_begun(store)
    return Desk(
        store=store,
        envelope=open_envelope(settings.data, sample_allowed=settings.is_local, may_make=may_make),
        secrets=server_secrets(settings.data, may_make=may_make),
        catalogue=catalogue,
        calendar=work_calendar(catalogue),
        forms={form.code: build_form(form, catalogue) for form in catalogue.forms},
        settings=settings,
        pictures=PictureWorkers(),
    )


def _is_begun(store: Store) -> bool:
    """Say whether the database belongs to keys: nothing else opens what is kept there."""
    try:
        with store.reading() as work:
            return work.cases.any() or bool(work.fingerprints.all())
    except StoreAwayError:
        # No tables yet, or no answer: then nothing is served either.
        return False


def require_same_keys(desk: Desk) -> None:
    """Refuse keys that are not those with which the database was begun (EN-8).

    A database without fingerprints gets these keys' own, if they open anything sealed there. Raises
    MissingKeyError and StoreAwayError.
    """
    own = desk.envelope.fingerprints() | {PEPPER: desk.secrets.fingerprint}
    with desk.store.reading() as work:
        kept = work.fingerprints.all()
    if own.keys() - kept.keys():
        with desk.store.writing() as work:
            samples = work.fingerprints.sealed_samples()
            # One may be damaged: only a key that opens none is another one.
            if samples and not any(map(desk.envelope.opens, samples)):
                raise _other_key(desk, SERVER_KEY)
            work.fingerprints.keep(own)
            kept = work.fingerprints.all()
    for name, fingerprint in own.items():
        if kept[name] != fingerprint:
            raise _other_key(desk, name)


def _other_key(desk: Desk, name: str) -> MissingKeyError:
    why = (
        "Menggantinya belum bisa. Baru selesai mencoba? Mulai dengan LOKET_DATA yang kosong."
        if name == RECOVERY_KEY
        else "Berkas itu ada di cadangan."
    )
    return MissingKeyError(
        f"{desk.settings.data / name} bukan kunci yang dipakai basis data ini. Kami tidak mengubah "
        f"apa pun. Kembalikan berkas yang lama. {why}"
    )


def open_transport(settings: Settings) -> Transport:
    """Choose the way out for letters: the mail server, or the local mailbox without one."""
    if settings.smtp is None:
        return LocalMailbox(settings.mailbox)
    return SmtpTransport(settings.smtp, settings.mail_from.partition("@")[2])


class _Inbox(Flask):
    """The web application. What fails even while a failure is told makes one line as well."""

    def log_exception(self, exc_info: Any) -> None:
        """Write a failure down without its message (W-10)."""
        self.logger.error("request-failed error=%s", told(exc_info[1]))


def create_inbox(desk: Desk, *, mailbox: LocalMailbox | None = None) -> Flask:
    """Make the inbox's web application; with a `mailbox` it also shows that."""
    app = _Inbox(__name__, static_folder=None)
    app.request_class = InMemoryRequest
    if desk.settings.proxy_hops:
        # Counted from the end of the chain; with fewer entries the socket's address stays (W-5).
        # Replacing the method is Flask's own way to put something before an application.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=desk.settings.proxy_hops, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    # Werkzeug would mend a slash by a redirect to whatever Host the request names (W-12).
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    pages = Pages(desk)
    pages.install(app)
    app.register_blueprint(public_blueprint(desk, pages))
    app.register_blueprint(tracking_blueprint(desk, pages))
    app.register_blueprint(officer_blueprint(desk, pages))
    if mailbox is not None:
        app.register_blueprint(mailbox_blueprint(desk, pages, mailbox))
    install_error_pages(app, desk, pages)
    forwarding = Forwarding(desk.settings.proxy_hops)
    app.before_request(lambda: forwarding.look(request))
    app.add_url_rule(HEALTH, view_func=lambda: _health(desk, forwarding))
    return app


def _health(desk: Desk, forwarding: Forwarding) -> Response:
    """Say in JSON whether the inbox can take what people send, and whether letters go out.

    503 while the database is away, the disk is full, or a letter has waited for over 30 minutes
    (`outbox` is then `late`, else `ok`), or the mailbox was not read for as long (`mailbox`, where
    there is one). `outbox_age_s`: how long the oldest letter has waited, `last_mail_in_s`: how long
    ago the last mail that concerns us came in. `masalah`: a sentence for whatever should be mended.
    """
    troubles = [forwarding.trouble] if forwarding.trouble else []
    state: dict[str, object] = {"database": "ok", "version": version("loket")}
    status = HTTPStatus.OK
    try:
        # Writing, since a database that only reads takes nothing from anybody.
        with desk.store.writing() as work:
            waiting, last_mail = work.outbox.oldest_waiting(), work.messages.last_at()
            is_late, is_unread = late_in(work) is not None, is_unread_in(desk, work)
    except StoreAwayError:
        state["database"] = "away"
        troubles.append("Basis data tidak menjawab: kiriman tidak bisa disimpan.")
        status = HTTPStatus.SERVICE_UNAVAILABLE
    else:
        now = desk.store.clock()
        state["outbox"] = "late" if is_late else "ok"
        if desk.settings.imap:
            state["mailbox"] = "late" if is_unread else "ok"
        if is_late:
            troubles.append("Ada surat yang lama menunggu. Periksa LOKET_SMTP_URL dan worker.")
        if is_unread:
            troubles.append("Surat masuk lama tidak terbaca. Periksa LOKET_IMAP_URL dan worker.")
        if is_late or is_unread:
            status = HTTPStatus.SERVICE_UNAVAILABLE
        # A letter that is to leave later only is not old.
        state["outbox_age_s"] = max(int((now - waiting).total_seconds()), 0) if waiting else 0
        state["last_mail_in_s"] = int((now - last_mail).total_seconds()) if last_mail else None
    data = desk.settings.data
    state["disk_free"] = free = shutil.disk_usage(data if data.exists() else Path.cwd()).free
    if free < _ENOUGH_DISK:
        troubles.append("Disk hampir penuh. Kosongkan sebagian, atau pasang yang lebih besar.")
        status = HTTPStatus.SERVICE_UNAVAILABLE
    state["masalah"] = troubles
    response = jsonify(state)
    response.status_code = status
    return response
