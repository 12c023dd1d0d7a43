"""The same story on PostgreSQL: a real server, started and stopped by the test."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from loket_inbox.app import create_inbox, furnished, require_same_keys
from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.terms import Suspicion
from loket_inbox.handling.desk.book import Period, whole_book
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.desk.due_days import refresh_due_days
from loket_inbox.handling.sender.look_ups import forget_networks
from loket_inbox.handling.sender.tracking import track
from loket_inbox.mail_in.receiving import receive
from loket_inbox.secret_files import MissingKeyError
from loket_inbox.store.schema import require_current, upgrade
from tests.inbox.office import signed_in
from tests.support import (
    a_desk,
    a_received_case,
    a_reply,
    hidden_fields,
    letters_out,
    output,
    press,
    the_check_page,
    the_receipt,
)
from tests.tools import postgresql_server


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    with postgresql_server() as url:
        yield url


@pytest.fixture
def pg_desk(postgresql: str, tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path / "var", LOKET_DATABASE_URL=postgresql)
    yield desk
    with desk.store.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    desk.store.engine.dispose()


def test_a_complaint_is_answered_on_postgresql(pg_desk: Desk) -> None:
    client = create_inbox(pg_desk).test_client()
    page = the_receipt(client).text
    (letter,) = letters_out(pg_desk)
    outcome = receive(pg_desk, a_reply(letter, "Terima kasih, kami periksa."))
    assert outcome is Outcome.ANSWERED
    found = track(pg_desk, output(page, "kode"))
    assert found is not None
    assert [entry.text for entry in found.turns] == ["Terima kasih, kami periksa."]


def test_w3_twenty_presses_at_once_make_one_case_on_postgresql(pg_desk: Desk) -> None:
    app = create_inbox(pg_desk)
    fields = hidden_fields(the_check_page(app.test_client()).text)

    def send(_number: int) -> str:
        return press(app.test_client(), fields, "kirim").text

    with ThreadPoolExecutor(20) as pool:
        pages = list(pool.map(send, range(20)))
    assert len({(output(page, "nomor"), output(page, "kode")) for page in pages}) == 1
    with pg_desk.store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM outbox")).scalar() == 1


def test_an_upgrade_of_a_current_database_changes_nothing(pg_desk: Desk) -> None:
    require_current(pg_desk.store.engine)
    assert upgrade(pg_desk.store.engine, Path("unused"), pg_desk.store.clock()) is None


def test_w5_guesses_wait_and_digests_are_written_on_postgresql(pg_desk: Desk) -> None:
    client = create_inbox(pg_desk).test_client()
    answers = [client.post("/lacak", data={"kode": "1"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    forget_networks(pg_desk)
    robots = a_received_case(pg_desk, suspicion=Suspicion.HONEYPOT).number
    write_digests(pg_desk)
    (letter,) = letters_out(pg_desk)
    assert (letter.name, robots in letter.body) == ("daily_digest", True)
    assert robots in signed_in(pg_desk).get("/petugas/?keadaan=tersaring").text


def test_the_officers_desk_works_on_postgresql(pg_desk: Desk) -> None:
    app = create_inbox(pg_desk)
    number = output(the_receipt(app.test_client()).text, "nomor")
    receive(pg_desk, b"From: warga@contoh.example\r\nSubject: Tanya\r\n\r\nKapan buka?\r\n")
    client = signed_in(pg_desk, "kepala@contoh.example", app)
    page = client.get(f"/petugas/kasus/{number}").text
    fields = {name: value for name, value in hidden_fields(page) if name != "aksi"}
    done = client.post(
        f"/petugas/kasus/{number}/buku", data=fields | {"ringkasan": "Antre lama.", "layanan": "1"}
    )
    assert done.status_code == 303
    for place, wanted in (
        (f"?cari={number}", number),
        (f"kasus/{number}", "1/2026"),
        ("buku/", "Antre lama."),
        ("tertahan/", "Tanya"),
        ("tertahan/1", "Kapan buka?"),
        ("pembaca/", number),
        ("akun/", "Kepala Contoh"),
    ):
        assert wanted in client.get(f"/petugas/{place}").text, place
    assert refresh_due_days(pg_desk) == 0
    with whole_book(pg_desk, Period()) as (count, rows):
        assert [row.agenda for row in rows] == ["1/2026"]
    assert count == 1


def test_en_8_another_pepper_is_refused_on_postgresql(pg_desk: Desk) -> None:
    a_received_case(pg_desk)
    for _ in range(2):
        require_same_keys(pg_desk)
    (pg_desk.settings.data / "secrets" / "pepper").write_text("ab" * 32)
    other = furnished(pg_desk.catalogue, pg_desk.settings)
    with pytest.raises(MissingKeyError, match="pepper bukan kunci"):
        require_same_keys(other)
    other.store.engine.dispose()
