from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import incoming
from tests.inbox.office import answers
from tests.support import A_COMPLAINT, a_received_case, checked, letters_out, mailbox_of, rows


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    found = a_received_case(desk)
    mailbox_of(desk)
    return found


@pytest.fixture
def browser(desk: Desk) -> FlaskClient:
    return checked(create_inbox(desk, mailbox=LocalMailbox(desk.settings.mailbox)))


def reply(browser: FlaskClient, text: str, number: int = 1, **fields: Any) -> TestResponse:
    return browser.post(f"/surat/{number}/balas", data={"isi": text, **fields})


def test_an_empty_mailbox_says_how_to_fill_it(browser: FlaskClient) -> None:
    assert "Belum ada surat" in browser.get("/surat/").text


def test_the_mailbox_lists_its_letters_newest_first(
    browser: FlaskClient, desk: Desk, receipt: Receipt
) -> None:
    newer = a_received_case(desk)
    mailbox_of(desk)
    page = browser.get("/surat/").text
    assert page.index(newer.number) < page.index(receipt.number)
    assert page.index('href="/surat/2"') < page.index('href="/surat/1"')
    assert "Kepada Petugas Contoh &lt;petugas@contoh.example&gt;" in page


def test_a_letter_shows_its_text_and_where_its_answer_goes(
    browser: FlaskClient, desk: Desk, receipt: Receipt
) -> None:
    page = browser.get("/surat/1").text
    assert receipt.number in page
    assert A_COMPLAINT["kronologi"] in page
    assert letters_out(desk) == []
    assert "Balas ke: loket+" in page
    assert "Senin, 16 Maret 2026, pukul 10.00 WIB" in page


def test_a_reply_takes_the_real_road_in(browser: FlaskClient, desk: Desk, receipt: Receipt) -> None:
    response = reply(browser, "Kami periksa besok.\r\n\r\nSilakan datang hari Senin.")
    assert response.status_code == 200
    assert Outcome.ANSWERED.sentence in response.text
    assert answers(desk, receipt) == ["Kami periksa besok.\n\nSilakan datang hari Senin."]
    assert rows(desk, incoming) == 1


def test_a_reply_of_any_length_and_script_arrives_whole(
    browser: FlaskClient, desk: Desk, receipt: Receipt
) -> None:
    text = "ᮞᮥᮔ᮪ᮓ “kutipan” 👍 " + "panjang " * 300
    reply(browser, text)
    assert answers(desk, receipt) == [text.strip()]


def test_m3_a_reply_from_somebody_else_is_held(
    browser: FlaskClient, desk: Desk, receipt: Receipt
) -> None:
    response = reply(browser, "Tarik saja!", dari="Tamu <tamu@asing.example>")
    assert Outcome.OTHER_SENDER.sentence in response.text
    assert answers(desk, receipt) == []


def test_m2_a_reply_to_another_address_is_held(
    browser: FlaskClient, desk: Desk, receipt: Receipt
) -> None:
    response = reply(browser, "Halo", kepada="loket+abcdefghijklmnopqrstuvwxyz@contoh.example")
    assert Outcome.WRONG_TOKEN.sentence in response.text
    assert answers(desk, receipt) == []


def test_a_held_mail_can_be_read_in_the_mailbox(
    browser: FlaskClient, desk: Desk, receipt: Receipt
) -> None:
    assert receipt
    reply(browser, "Tarik saja!", dari="tamu@asing.example")
    mailbox_of(desk)
    page = browser.get("/surat/2").text
    assert "tamu@asing.example" in page
    assert "tidak ada alamat balasan" in page
    response = reply(browser, "Baik, kami lihat.", number=2)
    assert Outcome.NO_TOKEN.sentence in response.text


@pytest.mark.parametrize(
    "address", ["/surat/0", "/surat/9", "/surat/x", "/surat/-1", "/surat/1.eml"]
)
def test_a_letter_that_is_not_there_is_not_there(browser: FlaskClient, address: str) -> None:
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}/balas", data={"isi": "Halo"}).status_code == 404


def test_w11_a_letter_is_text_and_never_markup(browser: FlaskClient, desk: Desk) -> None:
    a_received_case(desk, {**A_COMPLAINT, "kronologi": "<script>alert(1)</script> {{7*7}} lama"})
    mailbox_of(desk)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} lama" in browser.get("/surat/1").text


def test_a_production_inbox_has_no_mailbox(client: FlaskClient, receipt: Receipt) -> None:
    assert receipt
    for address in ("/surat/", "/surat/1"):
        assert client.get(address).status_code == 404
    assert reply(client, "Halo").status_code == 404


TRICKY = '<>@"(),;:\\[] .a\0=?é'
"""What breaks readers of addresses."""


@given(
    fields=st.fixed_dictionaries(
        dict.fromkeys(
            ["isi", "dari", "kepada"], st.text(max_size=30) | st.text(TRICKY, max_size=12)
        )
    )
)
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_m11_any_reply_is_answered_or_held(
    browser: FlaskClient, desk: Desk, receipt: Receipt, fields: dict[str, str]
) -> None:
    assert receipt
    assert browser.post("/surat/1/balas", data=fields).status_code == 200
    assert rows(desk, incoming) >= 1
