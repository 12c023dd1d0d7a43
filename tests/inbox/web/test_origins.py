"""W-1 and W-2: where the two POSTs of a submission may come from, cell by cell."""

from __future__ import annotations

from itertools import product

import pytest
from flask.testing import FlaskClient

from loket_inbox.desk import Desk
from loket_inbox.store.tables import cases, outbox
from tests.support import (
    A_COMPLAINT,
    READING_TIME,
    hidden_fields,
    output,
    press,
    rows,
    the_check_page,
    the_clock,
)

INBOX, SITE = "http://127.0.0.1:8001", "http://127.0.0.1:8000"

FETCH_SITES = (None, "same-origin", "same-site", "cross-site", "none")

ORIGINS = {
    "absent": None,
    "null": "null",
    "inbox": INBOX,
    "site": SITE,
    "stranger": "https://asing.example",
    "stranger with our name in it": f"{INBOX}.asing.example",
    "other scheme": INBOX.replace("http:", "https:"),
    "other port": "http://127.0.0.1:8002",
    "empty": "",
    "malformed": "http://[",
}

SILENT = {"absent", "null", "inbox"}
"""What does not name another site than the inbox, whose own page sends the second POST."""

MATRIX = list(product(FETCH_SITES, ORIGINS))


def sent_by(fetch_site: str | None, origin: str) -> dict[str, str]:
    headers = {"Sec-Fetch-Site": fetch_site, "Origin": ORIGINS[origin]}
    return {name: value for name, value in headers.items() if value is not None}


@pytest.mark.parametrize(("fetch_site", "origin"), MATRIX)
def test_w1_the_first_post_takes_any_origin_and_keeps_nothing(
    client: FlaskClient, desk: Desk, fetch_site: str | None, origin: str
) -> None:
    headers = sent_by(fetch_site, origin)
    response = client.post("/kirim/pengaduan", data=dict(A_COMPLAINT), headers=headers)
    assert response.status_code == 200
    assert dict(hidden_fields(response.text))["token"]
    assert (rows(desk, cases), rows(desk, outbox)) == (0, 0)


@pytest.mark.parametrize(("fetch_site", "origin"), MATRIX)
def test_w2_the_second_post_keeps_unless_something_shows_another_site(
    client: FlaskClient, desk: Desk, fetch_site: str | None, origin: str
) -> None:
    keeps = fetch_site != "cross-site" and origin in SILENT
    fields = {**dict(hidden_fields(the_check_page(client).text)), "aksi": "kirim"}
    the_clock(client).pass_by(READING_TIME)
    headers = sent_by(fetch_site, origin)
    response = client.post("/kirim/pengaduan/selesai", data=fields, headers=headers)
    assert response.status_code == (200 if keeps else 403)
    assert rows(desk, cases) == keeps
    if not keeps:
        # Nothing is lost: the page is there again, and its button is the inbox's own.
        again = press(client, hidden_fields(response.text), "kirim")
        assert output(again.text, "nomor")
        assert rows(desk, cases) == 1


@pytest.mark.parametrize(("fetch_site", "origin"), MATRIX)
def test_w2_going_back_to_the_form_keeps_nothing_wherever_it_is_asked_from(
    client: FlaskClient, desk: Desk, fetch_site: str | None, origin: str
) -> None:
    fields = {**dict(hidden_fields(the_check_page(client).text)), "aksi": "ubah"}
    headers = sent_by(fetch_site, origin)
    response = client.post("/kirim/pengaduan/selesai", data=fields, headers=headers)
    assert response.status_code == 200
    assert rows(desk, cases) == 0
