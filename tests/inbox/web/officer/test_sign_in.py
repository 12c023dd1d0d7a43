"""Signing in: links by mail, one-time codes, sessions."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.handling.desk.signing_in import (
    MOST_LINKS,
    LinkGoneError,
    enter,
    send_link,
)
from loket_inbox.handling.desk.signing_in import signed_in as who_is
from loket_inbox.store.tables import outbox, sessions, sign_in_links
from tests.inbox.office import FRONT_DESK, HEAD, a_browser, a_link, signed_in
from tests.inbox.web.officer.entering import ACCOUNT, enter_by, officer_of, token_of
from tests.support import HandClock, letters_out, rows

NOBODY = "tamu@asing.example"


def ask(browser: FlaskClient, email: str = FRONT_DESK, **headers: str) -> TestResponse:
    return browser.post("/petugas/masuk", data={"email": email}, headers=headers)


def test_an_officer_signs_in_with_the_link_from_the_letter(
    browser: FlaskClient, desk: Desk
) -> None:
    assert ask(browser, "  Petugas@Contoh.example ").status_code == 200
    (letter,) = letters_out(desk)
    assert letter.to == FRONT_DESK
    (link,) = re.findall(
        r"^http://127\.0\.0\.1:8001(/petugas/masuk/\w{64})$", letter.body, re.MULTILINE
    )
    page = browser.get(link)
    assert page.status_code == 200
    assert "Anda masuk sebagai Petugas Contoh." in page.text
    entered = enter_by(browser, link)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/petugas/")
    assert "Petugas Contoh" in browser.get(ACCOUNT).text


def test_a_sign_in_letter_tells_what_it_must_and_no_more(browser: FlaskClient, desk: Desk) -> None:
    chrome = "Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/130.0 Mobile Safari/537.36"
    ask(browser, **{"User-Agent": chrome, "X-Forwarded-For": "203.0.113.9"})
    (letter,) = letters_out(desk)
    assert letter.subject == "Tautan masuk petugas"
    assert letter.reply_to == ""
    body = letter.body
    for words in ("15 menit", "Bukan Anda? Abaikan surat ini.", "Chrome, Android", "pukul 10.00"):
        assert words in body
    assert not re.search(r"127\.0\.0\.1(?!:8001/)|203\.0\.113|SM-A155F", body)


def test_w12_a_link_is_kept_as_a_digest_alone(browser: FlaskClient, desk: Desk) -> None:
    link = a_link(desk)
    enter_by(browser, link)
    cookie = browser.get_cookie("__Host-petugas")
    assert cookie
    kept = b"".join(each.read_bytes() for each in desk.settings.data.glob("loket.sqlite*"))
    assert token_of(link).encode() not in kept
    assert cookie.value.encode() not in kept


def test_the_answer_is_the_same_for_every_address(browser: FlaskClient, desk: Desk) -> None:
    known, unknown = ask(browser), ask(browser, NOBODY)
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(FRONT_DESK, "") == unknown.text.replace(NOBODY, "")
    assert dict(known.headers) | {"Content-Length": ""} == dict(unknown.headers) | {
        "Content-Length": ""
    }
    assert [letter.to for letter in letters_out(desk)] == [FRONT_DESK]
    assert rows(desk, sign_in_links) == 1


def test_a_link_is_asked_for_where_nobody_works(desk: Desk) -> None:
    with desk.store.writing() as work:
        for officer in work.people.all():
            work.people.end(officer.id, work.now)
    send_link(desk, FRONT_DESK, "")
    assert rows(desk, outbox) == 0


@pytest.mark.parametrize("typed", ["", "petugas", "a@b@contoh.example", "a\0b@contoh.example"])
def test_what_is_no_address_is_a_mistake_and_stays(
    browser: FlaskClient, desk: Desk, typed: str
) -> None:
    response = ask(browser, typed)
    assert response.status_code == 422
    assert '<span class="skip">Galat: </span>Tulis alamat email' in response.text
    assert f'value="{typed.replace(chr(0), "")}"' in response.text
    assert rows(desk, outbox) == 0


def test_nobody_floods_a_mailbox_with_links(
    browser: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    answers = {ask(browser).text for _ in range(MOST_LINKS + 3)}
    assert len(answers) == 1
    assert rows(desk, outbox) == rows(desk, sign_in_links) == MOST_LINKS
    ask(browser, HEAD)
    assert rows(desk, outbox) == MOST_LINKS + 1
    clock.pass_by(timedelta(minutes=16))
    ask(browser)
    assert rows(desk, outbox) == MOST_LINKS + 2


def test_links_of_yesterday_are_forgotten(
    browser: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    ask(browser)
    clock.pass_by(timedelta(hours=25))
    ask(browser, NOBODY)
    assert rows(desk, sign_in_links) == 0


def test_w12_a_scanner_that_opens_the_link_does_not_use_it_up(
    browser: FlaskClient, desk: Desk
) -> None:
    link = a_link(desk)
    for _ in range(3):
        assert browser.get(link).status_code == 200
        assert browser.head(link).status_code == 200
    assert rows(desk, sessions) == 0
    assert enter_by(browser, link).status_code == 303


def test_w12_a_link_signs_in_once(desk: Desk) -> None:
    app, link = create_inbox(desk), a_link(desk)
    enter_by(a_browser(app), link)
    for response in (a_browser(app).get(link), enter_by(a_browser(app), link)):
        assert response.status_code == 410
        assert 'href="/petugas/masuk"' in response.text
        assert "Set-Cookie" not in response.headers


def test_w12_a_link_signs_in_for_15_minutes(
    browser: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    early, late = a_link(desk), a_link(desk)
    clock.pass_by(timedelta(minutes=15))
    assert enter_by(browser, early).status_code == 303
    clock.pass_by(timedelta(microseconds=1))
    other = a_browser(create_inbox(desk))
    assert other.get(late).status_code == 410
    assert enter_by(other, late).status_code == 410


def test_w12_a_link_of_somebody_who_has_left_opens_nothing(
    browser: FlaskClient, desk: Desk
) -> None:
    link = a_link(desk)
    with desk.store.writing() as work:
        work.people.end(officer_of(desk).id, work.now)
    assert browser.get(link).status_code == 410
    assert enter_by(browser, link).status_code == 410


@pytest.mark.parametrize("token", ["x", "0" * 64, "%00", "%F0%9F%98%80", "..%2F..", "a" * 3000])
def test_an_unknown_link_is_gone(browser: FlaskClient, token: str) -> None:
    for response in (
        browser.get(f"/petugas/masuk/{token}"),
        enter_by(browser, f"/petugas/masuk/{token}"),
    ):
        assert response.status_code in {404, 410}


def test_w12_20_clicks_at_once_are_one_session(desk: Desk) -> None:
    token = token_of(a_link(desk))

    def click(_: int) -> str:
        with suppress(LinkGoneError):
            return enter(desk, token, "", "")
        return ""

    with ThreadPoolExecutor(20) as threads:
        entered = [session for session in threads.map(click, range(20)) if session]
    assert len(entered) == 1
    assert rows(desk, sessions) == 1
    assert who_is(desk, entered[0])


def test_a_link_pressed_twice_leads_whoever_is_in_to_the_desk(desk: Desk) -> None:
    browser, link = a_browser(create_inbox(desk)), a_link(desk)
    enter_by(browser, link)
    for response in (enter_by(browser, link), browser.get(link), browser.get("/petugas/masuk")):
        assert (response.status_code, response.headers["Location"]) == (303, "/petugas/")


def test_signing_in_again_ends_the_session_that_was_there(desk: Desk) -> None:
    browser = signed_in(desk)
    old = browser.get_cookie("__Host-petugas")
    enter_by(browser, a_link(desk, HEAD))
    assert old
    assert who_is(desk, old.value) is None
    assert "Kepala Contoh" in browser.get(ACCOUNT).text
