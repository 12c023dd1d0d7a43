"""The second step: from the check page to the receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from loket_inbox.desk import Desk
from loket_inbox.store.tables import cases, outbox
from tests.inbox.web.filled_forms import CLOSED, TYPED, changed, filled, summary
from tests.support import (
    A_COMPLAINT,
    HandClock,
    hidden_fields,
    output,
    press,
    rows,
    the_check_page,
    the_receipt,
)


@pytest.mark.parametrize("token", ["", "palsu", "a.1.b", "x" * 22 + ".1773630000." + "0" * 64])
def test_w2_without_a_token_of_ours_nothing_is_kept_and_nothing_is_lost(
    client: FlaskClient, desk: Desk, token: str
) -> None:
    fields = hidden_fields(the_check_page(client).text)
    response = press(client, changed(fields, token=token), "kirim")
    assert response.status_code == 422
    assert "Tekan Kirim sekali lagi" in response.text
    assert rows(desk, cases) == 0
    again = press(client, hidden_fields(response.text), "kirim")
    assert output(again.text, "nomor")
    assert rows(desk, cases) == 1


def test_w2_a_token_of_another_page_is_foreign(client: FlaskClient, desk: Desk) -> None:
    receipt = the_receipt(client)
    tracking = client.post("/lacak", data={"kode": output(receipt.text, "kode")})
    other = dict(hidden_fields(tracking.text))["token"]
    fields = hidden_fields(the_check_page(client).text)
    assert press(client, changed(fields, token=other), "kirim").status_code == 422
    assert rows(desk, cases) == 1


@pytest.mark.parametrize(
    "changes",
    [{"nama": ""}, {"masalah": "korupsi"}, {"kronologi": "pendek"}, {"nama": "x" * 101}],
    ids=str,
)
def test_answers_that_changed_on_the_way_are_judged_again(
    client: FlaskClient, desk: Desk, changes: dict[str, str]
) -> None:
    fields = hidden_fields(the_check_page(client).text)
    response = press(client, changed(fields, **changes), "kirim")
    assert response.status_code == 422
    assert summary(response.text)
    assert rows(desk, cases) == 0


def test_changing_brings_back_the_filled_form(client: FlaskClient, desk: Desk) -> None:
    fields = hidden_fields(the_check_page(client).text)
    response = press(client, fields, "ubah")
    assert response.status_code == 200
    assert filled(response.text) == TYPED
    assert 'role="alert"' not in response.text
    assert rows(desk, cases) == 0


def test_w3_the_same_page_pressed_again_shows_the_same_receipt(
    client: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    fields = hidden_fields(the_check_page(client).text)
    first = press(client, fields, "kirim")
    clock.pass_by(timedelta(hours=20))
    assert press(client, fields, "kirim").data == first.data
    assert (rows(desk, cases), rows(desk, outbox)) == (1, 1)


def test_a_page_of_yesterday_is_gone_and_helps(
    client: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    sent = hidden_fields(the_check_page(client).text)
    unsent = hidden_fields(the_check_page(client).text)
    press(client, sent, "kirim")
    clock.pass_by(timedelta(hours=24, seconds=1))
    gone = press(client, sent, "kirim")
    assert gone.status_code == 410
    assert "sudah kami simpan" in gone.text
    assert "<output" not in gone.text
    late = press(client, unsent, "kirim")
    assert late.status_code == 410
    assert rows(desk, cases) == 1
    assert output(press(client, hidden_fields(late.text), "kirim").text, "kode")
    assert rows(desk, cases) == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/kirim/pengaduan", "/formulir/pengaduan/"),
        (CLOSED, "/formulir/pengaduan/"),
        ("/lacak", "/lacak/"),
        ("/lacak/pesan", "/lacak/"),
    ],
)
def test_an_address_that_takes_posts_leads_others_to_the_static_page(
    client: FlaskClient, method: str, address: str, page: str
) -> None:
    if method == "HEAD":
        assert client.head(address, buffered=False).status_code == 405
        return
    response = client.open(address, method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert f'href="http://127.0.0.1:8000{page}"' in response.text


@pytest.mark.parametrize("address", ["/", "/kirim", "/kirim/lain", "/kirim/x/y/z", "/surat/"])
def test_an_unknown_address_is_a_page_that_leads_home(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code in {404, 405}
    assert 'href="http://127.0.0.1:8000/"' in response.text


@pytest.mark.parametrize("code", ["lain", "Pengaduan", "%00", "..%2f..", "7'--", "{{7*7}}"])
def test_an_unknown_form_is_not_there(client: FlaskClient, code: str) -> None:
    for address in (f"/kirim/{code}", f"/kirim/{code}/selesai"):
        response = client.post(address, data=dict(A_COMPLAINT))
        assert response.status_code == 404
        assert "49" not in response.text.partition("<main")[2].partition("</main")[0]
