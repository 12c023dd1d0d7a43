"""The officers' list of 10,000 cases: its first page, beside the bare query that fills it.

Prints medians and their ratio, measured in the same minute on the same database. Everything is
made in a folder of its own and removed afterwards.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from loket_inbox.app import create_inbox, furnished
from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.codes import digest, new_case_number
from loket_inbox.domain.events import Received, Registered, ResponseDelivered
from loket_inbox.domain.officers import Role
from loket_inbox.handling.casefile import ANSWERS
from loket_inbox.handling.desk.signing_in import enter, make_link
from loket_inbox.handling.paging import PAGE_SIZE
from loket_inbox.handling.promises import next_due
from loket_inbox.handling.records import answers_written
from loket_inbox.settings import read_settings
from loket_inbox.store.schema import upgrade
from loket_inbox.store.transactions import Work
from loket_inbox.web.officer.guard import COOKIE
from loket_site.content import loading

CASES = 10_000
ROUNDS = 60
CONTENT = Path(__file__).parent.parent / "content"

BARE = f"""
    SELECT id, number, form, state, received_at, due_on, channel, division, agenda_year,
           agenda_number
    FROM cases ORDER BY turn, due_on, received_at DESC, id DESC LIMIT {PAGE_SIZE}
"""  # noqa: S608 - a number of ours
COUNT = "SELECT count(*) FROM cases"


def main() -> None:
    """Fill a database, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        client = _signed_in(desk)
        with closing(sqlite3.connect(Path(folder) / "loket.sqlite")) as bare:

            def query() -> None:
                rows = bare.execute(BARE).fetchall()
                (total,) = bare.execute(COUNT).fetchone()
                if (len(rows), total) != (PAGE_SIZE, CASES):
                    raise RuntimeError("the bare query found something else")

            def page() -> None:
                found = client.get("/petugas/", base_url="https://127.0.0.1")
                if found.status_code != 200 or found.text.count("/petugas/kasus/") < PAGE_SIZE:
                    raise RuntimeError("this is not the list")

            bare_ms, page_ms = _medians(query, page)
        desk.store.engine.dispose()
    print(f"first page of {CASES:,} cases   {page_ms:8.2f} ms")
    print(f"bare query                    {bare_ms:8.2f} ms")
    print(f"ratio                         {page_ms / bare_ms:8.1f}")


def _medians(*measured: Callable[[], None]) -> tuple[float, ...]:
    """Run each in turn, so that whatever slows the machine slows all; medians in milliseconds."""
    times: list[list[float]] = [[] for _ in measured]
    for _ in range(ROUNDS):
        for run, kept in zip(measured, times, strict=True):
            start = time.perf_counter()
            run()
            kept.append((time.perf_counter() - start) * 1000)
    return tuple(statistics.median(kept) for kept in times)


def _desk(folder: Path) -> Desk:
    """A desk with a front desk and 10,000 cases: new, registered and answered ones."""
    settings = read_settings({"LOKET_DATA": str(folder), "LOKET_CONTENT": str(CONTENT)})
    desk = furnished(loading.load(settings.content), settings)
    upgrade(desk.store.engine, folder / "backups", desk.store.clock())
    form = desk.catalogue.forms[0]
    written = answers_written(form, desk.forms[form.code](formdata=MultiDict()).answers())
    chance = random.Random(1)  # noqa: S311 - a spread, not a secret
    with desk.store.writing() as work:
        work.people.add("petugas@contoh.example", "Petugas", Role.FRONT_DESK, "", work.now)
        for turn in range(CASES):
            at = datetime.now(UTC) - timedelta(minutes=chance.randrange(500_000))
            _add(desk, work, turn, at, written)
    return desk


def _add(desk: Desk, work: Work, turn: int, at: datetime, written: bytes) -> None:
    number = new_case_number()
    sealed = desk.envelope.seal(number, ANSWERS, written)
    received = Received(desk.catalogue.forms[0].code, 1)
    case = Case.open(number, received, at=at, content_digest=sealed.content_digest)
    stored = work.cases.add(
        case,
        sealed.blob,
        due_on=next_due(desk.catalogue, case, desk.calendar).day,
        submission_digest=digest(f"page {turn}"),
        code_digest=digest(f"code {turn}"),
    )
    for event in (Registered(at.year, turn + 1), ResponseDelivered())[: turn % 3]:
        case = case.apply(event, at=at, by=SENDER)
        due_on = next_due(desk.catalogue, case, desk.calendar).day
        stored = work.cases.append(stored, case, None, due_on=due_on, cause=None)


def _signed_in(desk: Desk) -> FlaskClient:
    with desk.store.reading() as work:
        officer = work.people.all()[0]
    session = enter(desk, make_link(desk, officer).rpartition("/")[2], "", "")
    client = create_inbox(desk).test_client()
    client.set_cookie(COOKIE, session, domain="127.0.0.1", secure=True)
    return client


if __name__ == "__main__":
    main()
