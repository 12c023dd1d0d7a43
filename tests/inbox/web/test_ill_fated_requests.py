"""What cannot be kept, or is written to do harm."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

import html5lib
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import cases, events
from loket_site.words.texts import clean_line
from tests.inbox.web.filled_forms import CLOSED, TYPED, URLENCODED, WRONG, Visitor, changed, filled
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    answers_shown,
    checked,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    the_check_page,
    the_clock,
    the_receipt,
    without_database,
)


@pytest.fixture
def away(desk: Desk) -> FlaskClient:
    return checked(create_inbox(without_database(desk)))


def test_w15_when_the_database_is_away_the_page_says_so_and_keeps_everything(
    client: FlaskClient, away: FlaskClient, desk: Desk
) -> None:
    fields = hidden_fields(the_check_page(away).text)
    response = press(away, fields, "kirim")
    assert response.status_code == 503
    assert "belum tersimpan" in response.text
    assert "(0286) 591892" in response.text
    assert "<output" not in response.text
    kept = hidden_fields(response.text)
    assert dict(kept)["token"] == dict(fields)["token"]
    assert {**A_COMPLAINT, **dict(kept)} == {**dict(kept), **A_COMPLAINT}
    assert press(away, kept, "kirim").status_code == 503
    receipt = press(client, kept, "kirim")
    assert output(receipt.text, "nomor")
    assert press(client, fields, "kirim").data == receipt.data
    assert rows(desk, cases) == 1


@pytest.mark.parametrize("message", ["Apakah sudah ada kabar?", "halo\0", "", "x" * 4001])
def test_w15_a_message_that_could_not_be_kept_stays_on_the_page(
    away: FlaskClient, visitor: Visitor, message: str
) -> None:
    fields = dict(hidden_fields(visitor.looks().text)) | {"pesan": message}
    response = away.post("/lacak/pesan", data=fields)
    assert response.status_code == 503
    kept = dict(hidden_fields(response.text))
    assert kept["pesan"] == message.replace("\0", "")
    assert (kept["kode"], kept["token"]) == (fields["kode"], fields["token"])
    again = visitor.client.post("/lacak/pesan", data=kept)
    assert again.status_code == (200 if message in {"Apakah sudah ada kabar?", "halo\0"} else 422)


def test_w15_a_look_up_while_the_database_is_away_says_so(away: FlaskClient) -> None:
    response = away.post("/lacak", data={"kode": WRONG[0]})
    assert response.status_code == 503
    assert "(0286) 591892" in response.text


def test_w15_an_unforeseen_failure_is_one_constant_page(desk: Desk) -> None:
    class Broken:
        clock = desk.store.clock

        def writing(self) -> None:
            raise RuntimeError("rahasia dapur")

    store: object = Broken()
    browser = checked(create_inbox(replace(desk, store=store)))  # type: ignore[arg-type]
    response = the_receipt(browser)
    assert response.status_code == 500
    assert "belum tersimpan" in response.text
    for inside in ("rahasia dapur", "Traceback", "RuntimeError", "Sari"):
        assert inside not in response.text


def test_w14_a_public_inbox_asks_for_https(desk: Desk) -> None:
    assert "Strict-Transport-Security" not in the_check_page(checked(create_inbox(desk))).headers
    secure = replace(desk.settings, inbox_url="https://masuk.contoh.example")
    headers = the_check_page(checked(create_inbox(replace(desk, settings=secure)))).headers
    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_health_says_what_waits(client: FlaskClient, desk: Desk, clock: HandClock) -> None:
    calm = client.get("/sehat")
    assert calm.status_code == 200
    assert calm.get_json()["database"] == "ok"
    assert (calm.get_json()["outbox_age_s"], calm.get_json()["last_mail_in_s"]) == (0, None)
    a_received_case(desk)
    clock.pass_by(timedelta(minutes=2))
    receive(desk, b"From: tamu@asing.example\n\nHalo")
    clock.pass_by(timedelta(minutes=1))
    busy = client.get("/sehat").get_json()
    assert (busy["outbox_age_s"], busy["last_mail_in_s"]) == (180, 60)
    assert busy["disk_free"] > 0
    assert busy["version"]


def test_health_says_that_the_database_is_away(away: FlaskClient) -> None:
    response = away.get("/sehat")
    assert response.status_code == 503
    assert response.get_json()["database"] == "away"
    assert "tidak bisa disimpan" in response.get_json()["masalah"][0]


LINES = {"nama": "Nama lengkap", "tempat": "Di mana kejadiannya?"}


PARAGRAPHS = {"kronologi": "Ceritakan kejadiannya", "harapan": "Apa yang Anda harapkan?"}


FIELDS = [
    *A_COMPLAINT,
    "waktu",
    "waktu-hari",
    "foto-tersimpan",
    "tempat",
    "harapan",
    "hp",
    "email",
    "kosongkan",
    "token",
    "aksi",
]


@given(
    typed=st.fixed_dictionaries(
        {}, optional={name: st.text(max_size=120) for name in (*LINES, *PARAGRAPHS)}
    )
)
@example(typed={"nama": "e\u200e\u0301", "harapan": "\u1e9b\u0323\r\r\n\x1b\x0b\ufeff"})
@example(typed={"tempat": "\u202egnusab", "harapan": "\n\n=?utf-8?q?x?= &lt; \x85\u2028"})
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_w8_any_text_is_shown_and_kept_as_typed_or_refused(
    client: FlaskClient, desk: Desk, typed: dict[str, str]
) -> None:
    check = the_check_page(client, {**A_COMPLAINT, **typed})
    assert check.status_code in {200, 422}
    if check.status_code == 422:
        return
    shown = answers_shown(check.text)
    for name, text in {**A_COMPLAINT, **typed}.items():
        if name in PARAGRAPHS:
            unix = text.replace("\r\n", "\n").replace("\r", "\n")
            assert shown[PARAGRAPHS[name]] in {
                unicodedata.normalize("NFC", unix).strip(),
                "Tidak diisi",
            }
        elif name in LINES:
            assert shown[LINES[name]] in {clean_line(text), "Tidak diisi"}
    receipt = press(client, hidden_fields(check.text), "kirim")
    assert receipt.status_code == 200
    assert newest_answers(desk) == {
        label: "" if text == "Tidak diisi" else text for label, text in shown.items()
    }


def newest_answers(desk: Desk) -> dict[str, str]:
    """What the newest case holds, by label."""
    with desk.store.engine.connect() as connection:
        row = connection.execute(events.select().order_by(events.c.id.desc())).first()
        assert row
        number = connection.execute(
            cases.select().with_only_columns(cases.c.number).where(cases.c.id == row.case_id)
        ).scalar_one()
    kept = json.loads(desk.envelope.open(number, "answers", row.sealed))
    return {answer["label"]: answer["shown"] for answer in kept["answers"]}


@given(
    typed=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40), max_size=8),
    address=st.sampled_from(["/kirim/pengaduan", CLOSED, "/lacak", "/lacak/pesan"]),
    octets=st.binary(max_size=20),
)
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_w8_nothing_that_can_be_posted_is_an_error_of_ours(
    client: FlaskClient, typed: dict[str, str], address: str, octets: bytes
) -> None:
    # So many wrong codes at once would be a guesser's.
    the_clock(client).pass_by(timedelta(minutes=2))
    body = urlencode({**A_COMPLAINT, **typed, "pesan": octets, "kode": octets}).encode() + octets
    response = client.post(address, data=body, content_type=URLENCODED)
    assert response.status_code in {200, 413, 422}


XSS = [
    "{{7*7}}",
    "{% raw %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "'; DROP TABLE cases; --",
    "&lt;b&gt; &amp; &#60;",
    "javascript:alert(1)//${7*7}#{7*7}",
]


@pytest.mark.parametrize("text", XSS)
def test_w11_what_looks_like_a_program_is_shown_as_typed(
    client: FlaskClient, desk: Desk, text: str
) -> None:
    typed = dict.fromkeys(("nama", "alamat", "alamat-desa", "tempat", "harapan"), text)
    typed["kronologi"] = f"Saya menunggu tiga jam. {text}"
    check = the_check_page(client, {**A_COMPLAINT, **typed})
    shown = answers_shown(check.text)
    assert shown["Nama lengkap"] == shown["Di mana kejadiannya?"] == text
    assert shown["Alamat lengkap"] == f"{text}, {text}, Banjarnegara"
    fields = hidden_fields(check.text)
    assert filled(press(client, fields, "ubah").text) == TYPED | typed
    broken = press(client, changed(fields, masalah="korupsi"), "kirim")
    assert filled(broken.text)["kronologi"] == typed["kronologi"]
    press(client, fields, "kirim")
    assert newest_answers(desk)["Nama lengkap"] == text
    assert f"\n    {text}\n" in letters_out(desk)[0].body
    document = html5lib.parse(check.text, namespaceHTMLElements=False)
    assert not list(document.iter("img"))
    assert [s for s in document.iter("script") if "alert(1)" in (s.text or "")] == []


def test_moments_are_shown_in_the_offices_time(client: FlaskClient, clock: HandClock) -> None:
    clock.now = datetime.fromisoformat("2026-03-16T17:05:00+00:00")
    assert "Selasa, 17 Maret 2026, pukul 00.05 WIB" in the_receipt(client).text


@pytest.mark.parametrize("body", [b"--x\r\nhalf a part", b"no boundary at all"])
def test_a_form_that_was_cut_off_on_the_way_is_no_empty_form(
    client: FlaskClient, body: bytes
) -> None:
    kind = "multipart/form-data; boundary=x"
    answer = client.post("/kirim/pengaduan", data=body, content_type=kind)
    assert answer.status_code == 400
    assert "Belum ada yang tersimpan" in answer.text
