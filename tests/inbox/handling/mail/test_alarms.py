from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.settings import MailServer
from loket_inbox.store.messages import Cursor
from loket_inbox.store.tables import outbox
from tests.inbox.office import FRONT_DESK, HEAD, a_browser, signed_in
from tests.support import HandClock, a_received_case, mailbox_of

FLAG = "Surat kami belum terkirim"
UNREAD = "Surat masuk tidak terbaca"


def health(client: FlaskClient) -> tuple[int, str, int]:
    answer = client.get("/sehat")
    return answer.status_code, answer.get_json()["outbox"], answer.get_json()["outbox_age_s"]


def test_f8_after_half_an_hour_without_mail_health_says_so(
    desk: Desk, client: FlaskClient, clock: HandClock
) -> None:
    assert health(client) == (200, "ok", 0)
    a_received_case(desk)
    clock.pass_by(timedelta(minutes=30))
    assert health(client) == (200, "ok", 1800)
    clock.pass_by(timedelta(seconds=1))
    assert health(client) == (503, "late", 1801)
    assert "LOKET_SMTP_URL" in client.get("/sehat").get_json()["masalah"][0]
    assert client.get("/sehat").get_json()["database"] == "ok"
    mailbox_of(desk)
    assert health(client) == (200, "ok", 0)


@pytest.mark.parametrize("email", [FRONT_DESK, HEAD])
def test_f8_the_register_raises_a_red_flag_that_says_what_to_do(
    desk: Desk, clock: HandClock, email: str
) -> None:
    client = signed_in(desk, email)
    for _ in range(3):
        a_received_case(desk)
    clock.pass_by(timedelta(minutes=30))
    assert FLAG not in client.get("/petugas/").text
    clock.pass_by(timedelta(minutes=1))
    page = client.get("/petugas/").text
    assert FLAG in page
    assert "3 surat menunggu sejak Senin, 16 Maret 2026, pukul 10.00 WIB." in page
    assert "Telepon pengelola sekarang." in page
    assert "Kiriman warga tetap masuk dan tersimpan." in page
    mailbox_of(desk)
    assert FLAG not in client.get("/petugas/").text


def test_a_letter_that_was_given_up_raises_no_flag_since_somebody_was_told(
    desk: Desk, client: FlaskClient, clock: HandClock
) -> None:
    a_received_case(desk)
    clock.pass_by(timedelta(hours=1))
    assert health(client)[0] == 503
    with desk.store.writing() as work:
        assert work.outbox.failed_for_good(1, "RCPT 550 5.1.1", work.now)
    assert health(client) == (200, "ok", 0)


def test_a_letter_that_is_to_leave_later_is_not_late(
    desk: Desk, client: FlaskClient, clock: HandClock
) -> None:
    a_received_case(desk)
    with desk.store.engine.begin() as connection:
        connection.execute(outbox.update().values(created_at=clock() + timedelta(hours=8)))
    assert health(client) == (200, "ok", 0)


def test_strangers_see_no_flag(desk: Desk, clock: HandClock) -> None:
    a_received_case(desk)
    clock.pass_by(timedelta(hours=1))
    page = a_browser(create_inbox(desk)).get("/petugas/")
    assert FLAG not in page.text


def test_a_mailbox_that_nobody_reads_raises_a_flag_and_health_says_so(
    desk: Desk, clock: HandClock
) -> None:
    server = MailServer("imaps", "surat.example", 993, "loket", "sandi")
    desk = replace(desk, settings=replace(desk.settings, imap=server))
    app = create_inbox(desk)
    with desk.store.writing() as work:
        work.mailboxes.remember("x", Cursor(1, 1), work.now)
    client = signed_in(desk, app=app)
    clock.pass_by(timedelta(minutes=30))
    assert (answer := app.test_client().get("/sehat")).status_code == 200
    assert answer.get_json()["mailbox"] == "ok"
    assert UNREAD not in client.get("/petugas/").text
    clock.pass_by(timedelta(seconds=1))
    assert (answer := app.test_client().get("/sehat")).status_code == 503
    assert answer.get_json()["mailbox"] == "late"
    assert UNREAD in (page := client.get("/petugas/").text)
    assert "sejak Senin, 16 Maret 2026, pukul 10.00 WIB" in page
    with desk.store.writing() as work:
        work.mailboxes.remember("x", Cursor(1, 2), work.now)
    assert UNREAD not in client.get("/petugas/").text
