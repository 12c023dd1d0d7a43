"""The guard before the officers' pages: who may come, and whether the browser means it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from tests.inbox.office import (
    FRONT_DESK,
    HEAD,
    a_browser,
    a_link,
    press,
    signed_in,
    the_guard,
)
from tests.support import HandClock

ACCOUNT = "/petugas/akun/"
OTHERS = "/petugas/akun/sesi/akhiri-lain"
INBOX = "http://127.0.0.1:8001"
WORDS = "Ibu Sari, kami periksa besok.\r\n<b>Terima kasih</b> {{7*7}}"
FORM = "application/x-www-form-urlencoded"

PAGES = ["/petugas/akun/"]
"""Pages of signed-in officers."""

POSTS = [
    "/petugas/keluar",
    "/petugas/akun/kode",
    "/petugas/akun/sesi/akhiri-lain",
    "/petugas/akun/sesi/1/akhiri",
]
"""What signed-in officers post to."""

OPEN = {"/petugas/masuk", "/petugas/masuk/<token>", "/petugas/hentikan/<token>"}
"""What everybody may ask for."""


@pytest.fixture
def app(desk: Desk) -> Flask:
    return create_inbox(desk)


def nobody(app: Flask) -> FlaskClient:
    return a_browser(app)


def addresses(app: Flask, method: str) -> set[str]:
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/petugas") and method in (rule.methods or ())
    } - OPEN


def filled(rule: str) -> str:
    return re.sub(r"<[^>]*>", "1", rule)


def test_w12_every_page_below_petugas_asks_who_comes(app: Flask) -> None:
    found = addresses(app, "GET")
    assert set(PAGES) <= found
    for rule in found:
        response = nobody(app).get(filled(rule))
        assert (response.status_code, response.headers["Location"]) == (303, "/petugas/masuk"), rule
        assert response.data == b""


def test_w2_every_post_below_petugas_needs_somebody_signed_in(app: Flask) -> None:
    found = addresses(app, "POST")
    assert {re.sub("1", "<int:number>", each) for each in POSTS} <= found
    for rule in found:
        response = nobody(app).post(filled(rule), data={"isi": WORDS})
        assert response.status_code == 403, rule
        assert "Anda belum masuk" in response.text


def test_w2_every_post_of_a_signed_in_officer_needs_the_sessions_token(
    app: Flask, desk: Desk
) -> None:
    browser = signed_in(desk, app=app)
    for rule in addresses(app, "POST"):
        response = browser.post(filled(rule), data={"isi": WORDS})
        assert response.status_code == 403, rule
        assert "Buka lagi halamannya" in response.text
    assert browser.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize("address", POSTS)
def test_what_was_typed_comes_back_where_a_post_is_refused(
    app: Flask, desk: Desk, address: str
) -> None:
    data = {"isi": WORDS, "catatan-berkas": "Tanya lagi\0.", "kosong": " ", "penjaga": "rahasia-1"}
    data |= {"token": "rahasia-2", "kode": "123456", "aksi": "kirim"}
    for browser in (nobody(app), signed_in(desk, app=app)):
        page = browser.post(address, data=data).text
        assert page.count("<textarea") == page.count(" readonly ") == 2
        assert ">Isi</label>" in page
        assert ">Catatan berkas</label>" in page
        assert "Ibu Sari, kami periksa besok.\r\n&lt;b&gt;Terima kasih&lt;/b&gt; {{7*7}}" in page
        assert "Tanya lagi." in page
        assert "rahasia-" not in page
        assert "123456" not in page


@pytest.mark.parametrize("guard", ["", "x", "0" * 64, "é", "\0"])
def test_w2_a_wrong_token_is_refused(app: Flask, desk: Desk, guard: str) -> None:
    first, second = signed_in(desk, app=app), signed_in(desk, app=app)
    assert first.post(OTHERS, data={"penjaga": guard}).status_code == 403
    assert second.get(ACCOUNT).status_code == 200


def test_w2_the_token_of_another_session_is_refused(app: Flask, desk: Desk) -> None:
    mine, other, head = (signed_in(desk, email, app) for email in (FRONT_DESK, FRONT_DESK, HEAD))
    tokens = {the_guard(each.get(ACCOUNT).text) for each in (mine, other, head)}
    assert len(tokens) == 3
    for token in tokens - {the_guard(mine.get(ACCOUNT).text)}:
        assert mine.post(OTHERS, data={"penjaga": token}).status_code == 403
    assert press(mine, OTHERS).status_code == 200


def test_w2_the_token_holds_nothing_of_the_cookie(app: Flask, desk: Desk) -> None:
    browser = signed_in(desk, app=app)
    cookie = browser.get_cookie("__Host-petugas")
    assert cookie
    assert cookie.value not in browser.get(ACCOUNT).text


ELSEWHERE = [
    ({"Sec-Fetch-Site": "cross-site"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Origin": INBOX}, True),
    ({"Origin": "https://jahat.example"}, True),
    ({"Origin": f"{INBOX}.jahat.example"}, True),
    ({"Origin": "http://127.0.0.1:8000"}, True),
    ({}, False),
    ({"Origin": "null"}, False),
    ({"Origin": INBOX}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": INBOX}, False),
    ({"Sec-Fetch-Site": "none"}, False),
]


@pytest.mark.parametrize(("headers", "refused"), ELSEWHERE)
def test_w2_a_post_from_another_site_is_refused_and_its_words_are_not_shown(
    app: Flask, desk: Desk, headers: Mapping[str, str], *, refused: bool
) -> None:
    browser = signed_in(desk, app=app)
    data = {"penjaga": the_guard(browser.get(ACCOUNT).text), "isi": WORDS}
    response = browser.post(OTHERS, data=data, headers=dict(headers))
    assert response.status_code == (403 if refused else 200)
    if refused:
        assert "Kiriman ini kami tolak" in response.text
        assert "Ibu Sari" not in response.text


@pytest.mark.parametrize(("headers", "refused"), ELSEWHERE)
def test_w2_signing_in_from_another_site_is_refused(
    app: Flask, desk: Desk, headers: Mapping[str, str], *, refused: bool
) -> None:
    asked = nobody(app).post("/petugas/masuk", data={"email": HEAD}, headers=dict(headers))
    assert asked.status_code == (403 if refused else 200)
    entered = nobody(app).post(a_link(desk), data={"kode": ""}, headers=dict(headers))
    assert entered.status_code == (403 if refused else 303)
    assert ("Set-Cookie" in entered.headers) is not refused


@pytest.mark.parametrize("cookie", ["", "x", "0" * 64, "é", "a" * 4000])
def test_a_cookie_that_is_not_ours_is_nobody(app: Flask, cookie: str) -> None:
    browser = nobody(app)
    browser.set_cookie("__Host-petugas", cookie)
    assert browser.get(ACCOUNT).status_code == 303
    assert browser.post(OTHERS, data={"isi": WORDS}).status_code == 403


@pytest.mark.parametrize(
    "ending", ["idle", "absolute", "ended", "left"], ids=lambda ending: f"session {ending}"
)
def test_a_post_after_the_session_gives_the_words_back(
    app: Flask, desk: Desk, clock: HandClock, ending: str
) -> None:
    browser = signed_in(desk, app=app)
    guard = the_guard(browser.get(ACCOUNT).text)
    match ending:
        case "idle":
            clock.pass_by(timedelta(hours=2))
        case "absolute":
            for _ in range(12):
                clock.pass_by(timedelta(hours=1))
                browser.get(ACCOUNT)
        case "ended":
            press(signed_in(desk, app=app), OTHERS)
        case _:
            with desk.store.writing() as work:
                work.people.end(1, work.now)
    response = browser.post(OTHERS, data={"penjaga": guard, "isi": WORDS})
    assert response.status_code == 403
    assert "Ibu Sari, kami periksa besok." in response.text
    assert 'href="/petugas/masuk" target="_blank"' in response.text


def test_w15_words_come_back_while_the_database_is_away(app: Flask, desk: Desk) -> None:
    browser = signed_in(desk, app=app)
    desk.store.engine.dispose()
    (desk.settings.data / "loket.sqlite").rename(desk.settings.data / "weg.sqlite")
    response = browser.post(OTHERS, data={"isi": WORDS})
    assert response.status_code == 503
    assert "belum tersimpan" in response.text
    assert "Ibu Sari, kami periksa besok." in response.text


def test_w14_the_cookie_has_every_flag(app: Flask, desk: Desk) -> None:
    response = nobody(app).post(a_link(desk), data={"kode": ""})
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert re.fullmatch(
        r"__Host-petugas=[0-9a-f]{64}; Secure; HttpOnly; Path=/; SameSite=Lax", cookie
    )


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
def test_another_kind_of_body_is_refused_in_the_officers_frame(
    app: Flask, desk: Desk, kind: str
) -> None:
    response = signed_in(desk, app=app).post(OTHERS, data=b"penjaga=1", content_type=kind)
    assert response.status_code == 415
    assert "Meja petugas" in response.text


def test_too_large_a_body_is_refused_in_the_officers_frame(app: Flask, desk: Desk) -> None:
    body = b"isi=" + b"a" * 400_000
    response = signed_in(desk, app=app).post(OTHERS, data=body, content_type=FORM)
    assert response.status_code == 413
    assert "Meja petugas" in response.text


@pytest.mark.parametrize(
    "address", ["/petugas/akun", "//petugas/akun/", "/petugas//akun/", "/petugas", "/petugas/x"]
)
def test_w12_no_slash_is_mended_by_a_redirect_to_a_host_that_the_request_names(
    app: Flask, desk: Desk, address: str
) -> None:
    for browser in (nobody(app), signed_in(desk, app=app)):
        response = browser.get(address, headers={"Host": "jahat.example"})
        assert response.headers.get("Location", "/petugas/masuk") == "/petugas/masuk"


def test_the_menu_shows_what_the_officer_may_do_and_where_the_page_is(
    app: Flask, desk: Desk
) -> None:
    page = signed_in(desk, app=app).get(ACCOUNT).text
    assert '<a href="/petugas/tertahan/">' in page
    assert '<a href="/petugas/akun/" aria-current="page">Akun</a>' in page
    assert "/petugas/pembaca/" not in page
    assert '<a href="/petugas/pembaca/">' in signed_in(desk, HEAD, app).get(ACCOUNT).text
    assert "/formulir/" not in page


def test_nobody_sees_a_menu_before_signing_in(app: Flask) -> None:
    page = nobody(app).get("/petugas/masuk").text
    assert "<nav" not in page
    assert "penjaga" not in page
