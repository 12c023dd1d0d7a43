"""Sessions: how they end, and who ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.handling.desk.signing_in import (
    link_state,
    sessions_of,
)
from loket_inbox.handling.desk.signing_in import signed_in as who_is
from loket_inbox.web.officer.guard import device_of
from tests.inbox.office import FRONT_DESK, HEAD, a_link, press, signed_in
from tests.inbox.web.officer.entering import ACCOUNT, officer_of, token_of, with_codes
from tests.support import HandClock, in_a_hurry


def test_a_session_ends_after_two_idle_hours(desk: Desk, clock: HandClock) -> None:
    browser = signed_in(desk)
    for _ in range(4):
        clock.pass_by(timedelta(hours=1, minutes=58))
        assert browser.get(ACCOUNT).status_code == 200
    clock.pass_by(timedelta(hours=2))
    assert browser.get(ACCOUNT).headers["Location"] == "/petugas/masuk"


def test_a_session_ends_after_twelve_hours_in_any_case(desk: Desk, clock: HandClock) -> None:
    browser = signed_in(desk)
    for _ in range(11):
        clock.pass_by(timedelta(hours=1))
        assert browser.get(ACCOUNT).status_code == 200
    clock.pass_by(timedelta(hours=1))
    assert browser.get(ACCOUNT).status_code == 303


def test_reading_pages_writes_at_most_once_a_minute(desk: Desk, clock: HandClock) -> None:
    browser, started = signed_in(desk), clock.now

    def seen() -> timedelta:
        browser.get(ACCOUNT)
        (session,) = sessions_of(desk, officer_of(desk))
        return session.seen_at - started

    clock.pass_by(timedelta(seconds=59))
    assert seen() == timedelta(0)
    clock.pass_by(timedelta(seconds=1))
    assert seen() == timedelta(minutes=1)


def test_pages_stay_readable_while_the_database_cannot_write(desk: Desk, clock: HandClock) -> None:
    browser = signed_in(in_a_hurry(desk))
    clock.pass_by(timedelta(minutes=5))
    with desk.store.writing():
        assert browser.get(ACCOUNT).status_code == 200


def test_an_officer_sees_every_browser_signed_in_and_ends_one(desk: Desk) -> None:
    app = create_inbox(desk)
    first, second = signed_in(desk, app=app), signed_in(desk, app=app)
    page = first.get(ACCOUNT).text
    assert page.count(">Keluarkan</button>") == 2
    assert page.count("(perangkat ini)") == 1
    answer = press(first, "/petugas/akun/sesi/2/akhiri")
    assert "Perangkat itu sudah kami keluarkan." in answer.text
    assert second.get(ACCOUNT).status_code == 303
    assert first.get(ACCOUNT).text.count(">Keluarkan</button>") == 1


def test_an_officer_ends_all_other_sessions(desk: Desk) -> None:
    app = create_inbox(desk)
    first, second, head = (signed_in(desk, email, app) for email in (FRONT_DESK, FRONT_DESK, HEAD))
    assert "Semua perangkat lain" in press(first, "/petugas/akun/sesi/akhiri-lain").text
    assert [each.get(ACCOUNT).status_code for each in (first, second, head)] == [200, 303, 200]


def test_ending_ones_own_session_is_signing_out(desk: Desk) -> None:
    browser = signed_in(desk)
    response = press(browser, "/petugas/akun/sesi/1/akhiri")
    assert "Anda sudah keluar" in response.text
    assert browser.get_cookie("__Host-petugas") is None


@pytest.mark.parametrize("number", ["2", "3", "99999999999999999999"])
def test_w12_nobody_ends_the_session_of_somebody_else(desk: Desk, number: str) -> None:
    app = create_inbox(desk)
    mine, head = signed_in(desk, app=app), signed_in(desk, HEAD, app)
    assert press(mine, f"/petugas/akun/sesi/{number}/akhiri").status_code == 404
    assert head.get(ACCOUNT).status_code == 200


def test_an_officer_who_has_left_is_out_at_once(desk: Desk) -> None:
    browser = signed_in(desk)
    with desk.store.writing() as work:
        work.people.end(1, work.now)
    assert browser.get(ACCOUNT).status_code == 303


def test_signing_out_ends_the_session_and_clears_the_browser(desk: Desk) -> None:
    browser = signed_in(desk)
    cookie = browser.get_cookie("__Host-petugas")
    assert cookie
    response = press(browser, "/petugas/keluar")
    assert response.status_code == 200
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get_cookie("__Host-petugas") is None
    assert who_is(desk, cookie.value) is None


def test_link_state_says_who_and_whether_a_code_is_wanted(desk: Desk) -> None:
    assert not link_state(desk, token_of(a_link(desk))).needs_code
    with_codes(desk)
    state = link_state(desk, token_of(a_link(desk)))
    assert (state.officer.name, state.needs_code) == ("Petugas Contoh", True)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/130 Mobile Safari/537",
            "Chrome, Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko Firefox/153.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari",
            "Safari, iPhone",
        ),
        ("curl/8", "Peramban lain"),
        ("", "Peramban lain"),
        ("<script>" * 100, "Peramban lain"),
    ],
)
def test_a_device_is_two_words(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device
