"""Builders with names, for tests that read as stories. Every person in here is invented."""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from msgspec import structs
from sqlalchemy import Table, event, func, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from loket_inbox.app import furnished
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Role
from loket_inbox.domain.terms import MARKER, Suspicion
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import Receipt, submit
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.settings import read_settings
from loket_inbox.store.engine import open_engine
from loket_inbox.store.schema import upgrade
from loket_inbox.store.transactions import Clock, StoreAwayError, Work
from loket_inbox.worker import work_once
from loket_site.content import loading
from loket_site.forms.form import Answer
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import FormSpec

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"

MONDAY = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
"""10.00 on Monday 16 March 2026 at the office."""

READING_TIME = timedelta(seconds=5)
"""How long people look at a check page; whoever takes less than 2 s looks like a robot (W-4)."""

A_COMPLAINT: Mapping[str, str] = {
    "versi": "3",
    "bahasa": "id",
    "identitas": "rahasia",
    "nama": "Sari Contoh",
    "alamat": "Jalan Rekaan 1 RT 02/RW 03",
    "alamat-kecamatan": "Banjarnegara",
    "alamat-desa": "Desa Rekaan",
    "kontak": "sendiri",
    "masalah": "lama",
    "layanan": "1",
    "kronologi": "Saya menunggu tiga jam di loket dan tidak dipanggil.",
    "setuju": "ya",
}
"""A complaint that the form takes, from an invented person."""


class HandClock:
    """A clock that only moves when a test moves it."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, span: timedelta) -> None:
        self.now += span


@cache
def the_content(folder: Path = CONTENT) -> Catalogue:
    """The office's own content, read once for all tests: nothing changes it."""
    return loading.load(folder)


@cache
def a_fresh_database() -> bytes:
    """An SQLite file with every table and no row: migrated once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/loket.sqlite")
        upgrade(engine, Path(folder), MONDAY)
        engine.dispose()
        return (Path(folder) / "loket.sqlite").read_bytes()


def a_desk(data: Path, clock: HandClock | None = None, **settings: str) -> Desk:
    """A desk on the office's own content, with a fresh database, one officer and the head.

    Answers leave at once, unless the settings say else.
    """
    usual = {"LOKET_DATA": str(data), "LOKET_CONTENT": str(CONTENT), "LOKET_ANSWER_DELAY": "0"}
    found = read_settings(usual | settings)
    if not (data / "loket.sqlite").exists() and found.database_url.startswith("sqlite"):
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data / "loket.sqlite").write_bytes(a_fresh_database())
    desk = furnished(the_content(found.content), found)
    desk = replace(desk, store=replace(desk.store, clock=clock or HandClock()))
    upgrade(desk.store.engine, data / "backups", desk.store.clock())
    with desk.store.writing() as work:
        work.people.add("petugas@contoh.example", "Petugas Contoh", Role.FRONT_DESK, "", work.now)
        work.people.add("kepala@contoh.example", "Kepala Contoh", Role.HEAD, "", work.now)
    return desk


def in_a_hurry(desk: Desk) -> Desk:
    """The desk of another process, which does not wait long for a database that is locked."""
    engine = open_engine(desk.settings.database_url)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50").close())
    return replace(desk, store=replace(desk.store, engine=engine, turn=Lock()))


def with_forms(desk: Desk, *forms: FormSpec) -> Desk:
    """The same desk after the office has published these forms instead of its own."""
    catalogue = structs.replace(desk.catalogue, forms=forms)
    return replace(furnished(catalogue, desk.settings), store=desk.store)


@dataclass
class _AwayStore:
    """A database that does not answer."""

    clock: Clock

    @contextmanager
    def writing(self) -> Iterator[Work]:
        raise StoreAwayError("OperationalError")
        yield

    reading = writing


def without_database(desk: Desk) -> Desk:
    """The same desk while its database is away."""
    store: Any = _AwayStore(desk.store.clock)
    return replace(desk, store=store)


def the_form(desk: Desk) -> FormSpec:
    """The complaint form as the content has it."""
    spec = desk.catalogue.form("pengaduan")
    assert spec
    return spec


def judged(desk: Desk, answers: Mapping[str, str] = A_COMPLAINT) -> tuple[Answer, ...]:
    """Answers as the form has judged them."""
    form = desk.forms["pengaduan"](formdata=MultiDict(answers))
    assert form.validate(), form.errors
    return form.answers()


def a_received_case(
    desk: Desk, answers: Mapping[str, str] = A_COMPLAINT, suspicion: Suspicion | None = None
) -> Receipt:
    """A complaint that somebody has sent, or something with this `suspicion`."""
    token = CheckToken.new(desk.store.clock())
    return submit(desk, the_form(desk), judged(desk, answers), token, suspicion=suspicion)


def rows(desk: Desk, table: Table) -> int:
    """How many rows a table has."""
    with desk.store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


class CheckingClient(FlaskClient):
    """A browser that looks at every page it gets: a whole page, safe headers, one h1."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        check_headers(response)
        if response.mimetype == "text/html" and response.data:
            check_page(response.text)
        return response


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates, by the name and the words of each."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


# Otherwise each application of a test compiles its own, longer than most tests take.
Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}


def checked(app: Flask) -> FlaskClient:
    """A browser for this application that looks at every page."""
    app.test_client_class = CheckingClient
    return app.test_client()


def check_headers(response: Response) -> None:
    """Every answer of the inbox forbids storing, framing and guessing."""
    headers = response.headers
    assert headers.getlist("Cache-Control") == ["no-store"]
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert headers.getlist("Referrer-Policy") == ["same-origin"]
    (policy,) = headers.getlist("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "Set-Cookie" not in headers
    assert "Location" not in headers


def check_page(page: str) -> None:
    """A page is well-formed and has one h1, a title that begins with it, and unique ids."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(page)
    # People may type signs that HTML has no wish for; everything else is our doing.
    wrong = [(at, code) for at, code, _ in parser.errors if code != "invalid-codepoint"]
    assert not wrong, wrong
    (heading,) = document.iter("h1")
    title = said(document.find(".//title"))
    for prefix in ("Perlu diperbaiki: ", "Please correct: "):
        title = title.removeprefix(prefix)
    assert title.startswith(said(heading)), title
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), ids
    targets = [label.get("for") for label in document.iter("label") if label.get("for")]
    for element in document.iter():
        for name in ("aria-describedby", "aria-labelledby"):
            targets += element.get(name, "").split()
    targets += [a.get("href", "")[1:] for a in document.iter("a") if a.get("href", "")[:1] == "#"]
    assert set(targets) <= set(ids), set(targets) - set(ids)
    for form in document.iter("form"):
        # Nothing that a person writes goes into an address; the officers' lists only filter.
        method, action = form.get("method"), form.get("action", "")
        assert (method == "get" and action in {"/petugas/", "/petugas/buku/"}) or (
            method == "post" and action.startswith("/")
        )


def said(element: Element | None) -> str:
    """The words of an element and everything in it."""
    return "" if element is None else "".join(element.itertext())


def answers_shown(page: str) -> dict[str, str]:
    """What a page lists as answers, by question; read as a browser would."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    pairs = ((row.find("dt"), row.find("dd")) for row in document.iter("div"))
    return {said(dt): said(dd) for dt, dd in pairs if dt is not None}


def hidden_fields(page: str) -> list[tuple[str, str]]:
    """What the hidden fields of a page would post."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return [(html.unescape(name), html.unescape(value)) for name, value in found]


def output(page: str, name: str) -> str:
    """What an `<output>` of a page says."""
    found = re.search(rf'<output id="{name}">([^<]*)</output>', page)
    assert found, f"no <output id={name}>"
    return found[1]


def the_check_page(client: FlaskClient, answers: Mapping[str, str] = A_COMPLAINT) -> TestResponse:
    """What answers the first POST."""
    return client.post("/kirim/pengaduan", data=dict(answers))


def the_receipt(client: FlaskClient, answers: Mapping[str, str] = A_COMPLAINT) -> TestResponse:
    """What answers the second POST."""
    fields = hidden_fields(the_check_page(client, answers).text)
    return press(client, fields, "kirim")


def press(client: FlaskClient, fields: Sequence[tuple[str, str]], button: str) -> TestResponse:
    """Press a button of the check page, as a person does: after having read it."""
    the_clock(client).pass_by(READING_TIME)
    body: dict[str, list[str]] = {"aksi": [button]}
    for name, value in fields:
        body.setdefault(name, []).append(value)
    return client.post("/kirim/pengaduan/selesai", data=body)


def the_clock(client: FlaskClient) -> HandClock:
    """The clock of the desk that this browser sends to."""
    views = getattr(client.application.view_functions["public.finish"], "__self__")  # noqa: B009 - a bound method
    clock = views.desk.store.clock
    assert isinstance(clock, HandClock)
    return clock


def letters_out(desk: Desk) -> list[Addressed]:
    """Every letter that waits in the outbox, opened, oldest first; they stay there."""
    with desk.store.writing() as work:
        claimed = work.outbox.claim(work.now, timedelta(0), 1000)
    return [
        Addressed.unpack(desk.envelope.open(each.message_id, "letter", each.sealed))
        for each in claimed
    ]


def mailbox_of(desk: Desk) -> LocalMailbox:
    """Deliver what is due into the local mailbox, and give that."""
    mailbox = LocalMailbox(desk.settings.mailbox)
    work_once(desk, mailbox)
    return mailbox


def a_reply(
    letter: Addressed,
    text: str,
    *,
    sender: str = "",
    to: str = "",
    message_id: str = "<balasan-1@contoh.example>",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """An officer's reply to a letter, as a mail program writes it."""
    quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
    assert MARKER in quoted or not letter.reply_to
    reply = EmailMessage()
    reply["From"] = sender or letter.to
    reply["To"] = to or letter.reply_to
    reply["Subject"] = f"Re: {letter.subject}"
    reply["Message-ID"] = message_id
    for name, value in (headers or {}).items():
        reply[name] = value
    reply.set_content(f"{text}\n\nPada Sen, 16 Mar 2026 Loket menulis:\n\n{quoted}\n")
    return reply.as_bytes()
