"""The tracking page: codes, answers, messages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from loket_inbox.desk import Desk
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import events, outbox
from tests.inbox.web.filled_forms import URLENCODED, WRONG, Visitor, filled, latin_1, summary
from tests.support import (
    A_COMPLAINT,
    a_reply,
    hidden_fields,
    letters_out,
    rows,
    the_receipt,
)


def test_w13_every_wrong_code_gets_the_same_page(client: FlaskClient) -> None:
    the_receipt(client)
    pages = {client.post("/lacak", data={"kode": code}).data for code in WRONG}
    assert len(pages) == 1
    written = {
        client.post("/lacak/pesan", data={"kode": code, "pesan": "Halo"}).data for code in WRONG
    }
    assert len(written) == 1
    assert client.post("/lacak", data={"kode": WRONG[0]}).status_code == 200


@pytest.mark.parametrize("code", ["", "12", "0" * 15, "0" * 17, "kode", "<script>", "\0", "é" * 16])
def test_w13_a_code_of_another_length_gets_a_neutral_page_that_counts(
    client: FlaskClient, code: str
) -> None:
    response = client.post("/lacak", data={"kode": code})
    assert response.status_code == 200
    assert "<h1>Kode tidak ditemukan</h1>" in response.text
    digits = sum(map(str.isdigit, code))
    assert f"Yang Anda tulis {digits} angka" in response.text
    assert "<script>" not in response.text.partition("<main")[2]


@pytest.mark.parametrize("body", [b"", b"kode=%ff%fe", b"lain=1", b"&&&", b"kode=1&kode=2"])
def test_an_odd_look_up_gets_the_neutral_page(client: FlaskClient, body: bytes) -> None:
    response = client.post("/lacak", data=body, content_type=URLENCODED)
    assert response.status_code == 200
    assert "Kode tidak ditemukan" in response.text


def test_a_message_is_taken_and_said_so(visitor: Visitor, desk: Desk) -> None:
    response = visitor.writes("Apakah sudah ada kabar?")
    assert response.status_code == 200
    assert "Pesan Anda sudah kami simpan" in response.text
    assert "Anda menulis pesan" in response.text
    assert "Apakah sudah ada kabar?" not in visitor.looks().text
    assert rows(desk, outbox) == 2


def test_a_message_from_one_page_is_kept_once(visitor: Visitor, desk: Desk) -> None:
    fields = {**dict(hidden_fields(visitor.looks().text)), "pesan": "Apakah sudah ada kabar?"}
    for _ in range(3):
        assert visitor.client.post("/lacak/pesan", data=fields).status_code == 200
    assert rows(desk, events) == 2


def test_ss6_a_message_with_the_code_is_refused_and_its_words_stay(
    visitor: Visitor, desk: Desk
) -> None:
    message = f"Kode saya {visitor.code.replace(' ', '')}\ntolong"
    response = visitor.writes(message)
    assert response.status_code == 422
    assert "Hapus kode tanda terima" in summary(response.text)
    assert filled(response.text)["pesan"] == message
    assert rows(desk, events) == 1


@pytest.mark.parametrize("message", ["", "   ", "x" * 4001, "halo\0"])
def test_a_message_of_no_use_is_refused_and_stays(
    visitor: Visitor, desk: Desk, message: str
) -> None:
    response = visitor.writes(message)
    assert response.status_code == 422
    assert summary(response.text)
    assert filled(response.text).get("pesan", "").strip() == message.strip("\0 ")
    assert rows(desk, events) == 1


def test_w8_a_message_that_is_not_utf8_is_refused_and_shown(visitor: Visitor, desk: Desk) -> None:
    data, content_type = latin_1("urlencoded", {"kode": visitor.code, "pesan": "Café"})
    response = visitor.client.post("/lacak/pesan", data=data, content_type=content_type)
    assert response.status_code == 422
    assert filled(response.text)["pesan"] == "Café"
    assert rows(desk, events) == 1


def test_a_message_without_a_good_token_is_taken_all_the_same(visitor: Visitor, desk: Desk) -> None:
    assert visitor.writes("Apakah sudah ada kabar?", token="palsu").status_code == 200
    assert rows(desk, events) == 2


def test_ss6_no_answer_to_a_look_up_holds_an_address_with_the_code(visitor: Visitor) -> None:
    page = visitor.looks().text
    digits = visitor.code.replace(" ", "")
    assert page.count(digits) == 1
    assert f'name="kode" value="{digits}"' in page
    assert visitor.code not in page


def test_ss10_the_tracking_page_never_shows_the_story(visitor: Visitor, desk: Desk) -> None:
    receive(desk, a_reply(letters_out(desk)[0], "<b>Kami</b> periksa {{7*7}} besok."))
    visitor.writes("Terima kasih banyak.")
    page = visitor.looks().text
    assert "&lt;b&gt;Kami&lt;/b&gt; periksa {{7*7}} besok." in page
    for private in (A_COMPLAINT["kronologi"], "Sari Contoh", "Terima kasih banyak"):
        assert private not in page
