"""Signing in: links by mail, one-time codes, sessions."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer
from loket_inbox.handling.desk.signing_in import (
    MOST_FAILURES,
    MOST_LINKS,
    LinkGoneError,
    enter,
    link_state,
    send_link,
    sessions_of,
)
from loket_inbox.handling.desk.signing_in import signed_in as who_is
from loket_inbox.store.tables import outbox, sessions, sign_in_links
from loket_inbox.web.officer.guard import device_of
from tests.inbox.office import FRONT_DESK, HEAD, a_browser, a_link, press, signed_in
from tests.support import HandClock, hidden_fields, in_a_hurry, letters_out, rows

NOBODY = "tamu@asing.example"
ACCOUNT = "/petugas/akun/"
STEP = timedelta(seconds=30)


@pytest.fixture
def browser(desk: Desk) -> FlaskClient:
    return a_browser(create_inbox(desk))


def officer_of(desk: Desk, email: str = FRONT_DESK) -> Officer:
    with desk.store.reading() as work:
        officer = work.people.by_email(email)
    assert officer
    return officer


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


def ask(browser: FlaskClient, email: str = FRONT_DESK, **headers: str) -> TestResponse:
    return browser.post("/petugas/masuk", data={"email": email}, headers=headers)


def enter_by(browser: FlaskClient, link: str, code: str = "") -> TestResponse:
    return browser.post(link, data={"kode": code})


# The link.


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


# One-time codes.


def with_codes(desk: Desk, browser: FlaskClient | None = None) -> pyotp.TOTP:
    """Put one-time codes into use for the front desk, in the step before this one."""
    browser = browser or signed_in(desk)
    page = press(browser, "/petugas/akun/kode", aksi="mulai").text
    fields = dict(hidden_fields(page))
    code = pyotp.TOTP(fields["rahasia"].partition(".")[0])
    before = code.at(desk.store.clock(), counter_offset=-1)
    answer = press(browser, "/petugas/akun/kode", **fields, aksi="pasang", kode=before)
    assert "Kode sekali pakai terpasang." in answer.text
    return code


def test_the_secret_is_shown_as_text_and_as_a_picture_and_kept_only_once_confirmed(
    desk: Desk,
) -> None:
    browser = signed_in(desk)
    page = press(browser, "/petugas/akun/kode", aksi="mulai").text
    fields = dict(hidden_fields(page))
    secret = fields["rahasia"].partition(".")[0]
    assert re.search(r'<output class="kunci">(\w{4} ){7}\w{4}</output>', page)
    assert page.count('src="data:image/svg+xml') == 1
    wrong = press(browser, "/petugas/akun/kode", **fields, aksi="pasang", kode="000000")
    assert wrong.status_code == 422
    assert dict(hidden_fields(wrong.text))["rahasia"] == fields["rahasia"]
    with desk.store.reading() as work:
        assert work.people.one_time_secret(1) is None
    right = pyotp.TOTP(secret).at(desk.store.clock())
    press(browser, "/petugas/akun/kode", **fields, aksi="pasang", kode=right)
    with desk.store.reading() as work:
        kept = work.people.one_time_secret(1)
    assert kept
    assert secret.encode() not in kept.sealed
    assert desk.envelope.open("officer:1", "totp", kept.sealed) == secret.encode()


@pytest.mark.parametrize("signed", ["", "x", "JBSWY3DPEHPK3PXP.00", "é" * 40])
def test_a_secret_that_was_not_offered_here_is_not_taken(desk: Desk, signed: str) -> None:
    response = press(
        signed_in(desk), "/petugas/akun/kode", aksi="pasang", kode="123456", rahasia=signed
    )
    assert "Pasang kode sekali pakai" in response.text
    with desk.store.reading() as work:
        assert work.people.one_time_secret(1) is None


def test_a_secret_of_another_session_is_not_taken(desk: Desk) -> None:
    page = press(signed_in(desk, HEAD), "/petugas/akun/kode", aksi="mulai").text
    offered = dict(hidden_fields(page))["rahasia"]
    code = pyotp.TOTP(offered.partition(".")[0]).at(desk.store.clock())
    press(signed_in(desk), "/petugas/akun/kode", aksi="pasang", rahasia=offered, kode=code)
    with desk.store.reading() as work:
        assert work.people.one_time_secret(1) is None


def test_codes_in_use_are_not_replaced_without_one(desk: Desk) -> None:
    first, second = signed_in(desk), signed_in(desk)
    fields = dict(hidden_fields(press(second, "/petugas/akun/kode", aksi="mulai").text))
    with_codes(desk, first)
    with desk.store.reading() as work:
        kept = work.people.one_time_secret(1)
    code = pyotp.TOTP(fields["rahasia"].partition(".")[0]).at(desk.store.clock())
    press(second, "/petugas/akun/kode", **fields, aksi="pasang", kode=code)
    assert "terpasang" in press(second, "/petugas/akun/kode", aksi="mulai").text.lower()
    with desk.store.reading() as work:
        assert work.people.one_time_secret(1) == kept


@pytest.mark.parametrize("skew", [-1, 0, 1])
def test_a_code_opens_one_step_either_side(desk: Desk, clock: HandClock, skew: int) -> None:
    code = with_codes(desk)
    clock.pass_by(2 * STEP)
    browser, link = a_browser(create_inbox(desk)), a_link(desk)
    assert "Kode 6 angka" in browser.get(link).text
    typed = code.at(clock.now, counter_offset=skew)
    assert enter_by(browser, link, f"{typed[:3]} {typed[3:]}").status_code == 303


@pytest.mark.parametrize("skew", [-2, 2])
def test_a_code_two_steps_away_is_wrong(desk: Desk, clock: HandClock, skew: int) -> None:
    code = with_codes(desk)
    clock.pass_by(4 * STEP)
    response = enter_by(
        a_browser(create_inbox(desk)), a_link(desk), code.at(clock.now, counter_offset=skew)
    )
    assert response.status_code == 422
    assert "Kode itu salah atau sudah dipakai." in response.text


def test_a_code_opens_once(desk: Desk, clock: HandClock) -> None:
    code = with_codes(desk)
    clock.pass_by(2 * STEP)
    app, typed = create_inbox(desk), code.at(clock.now)
    assert enter_by(a_browser(app), a_link(desk), typed).status_code == 303
    before = code.at(clock.now, counter_offset=-1)
    for again in (typed, before):
        assert enter_by(a_browser(app), a_link(desk), again).status_code == 422
    assert (
        enter_by(a_browser(app), a_link(desk), code.at(clock.now, counter_offset=1)).status_code
        == 303
    )


def test_the_code_that_puts_codes_into_use_opens_nothing_more(desk: Desk) -> None:
    code = with_codes(desk)
    typed = code.at(desk.store.clock(), counter_offset=-1)
    assert enter_by(a_browser(create_inbox(desk)), a_link(desk), typed).status_code == 422


def test_five_wrong_codes_end_a_link(desk: Desk) -> None:
    code = with_codes(desk)
    browser, link = a_browser(create_inbox(desk)), a_link(desk)
    answers = [enter_by(browser, link, "000000").status_code for _ in range(MOST_FAILURES)]
    assert answers == [422] * (MOST_FAILURES - 1) + [410]
    assert enter_by(browser, link, code.at(desk.store.clock())).status_code == 410
    assert rows(desk, sessions) == 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_does_not_count(desk: Desk, typed: str) -> None:
    code = with_codes(desk)
    browser, link = a_browser(create_inbox(desk)), a_link(desk)
    for _ in range(MOST_FAILURES + 1):
        response = enter_by(browser, link, typed)
        assert response.status_code == 422
        assert "Tulis 6 angka" in response.text
    assert enter_by(browser, link, code.at(desk.store.clock())).status_code == 303


def test_codes_are_removed_with_a_current_one(desk: Desk, clock: HandClock) -> None:
    browser = signed_in(desk)
    code = with_codes(desk, browser)
    for typed in ("000000", code.at(clock.now, counter_offset=-1), ""):
        assert press(browser, "/petugas/akun/kode", aksi="lepas", kode=typed).status_code == 422
    clock.pass_by(2 * STEP)
    answer = press(browser, "/petugas/akun/kode", aksi="lepas", kode=code.at(clock.now))
    assert "sudah Anda lepas" in answer.text
    assert enter_by(a_browser(create_inbox(desk)), a_link(desk)).status_code == 303


def test_a_stolen_session_has_one_guess_at_a_time(desk: Desk, clock: HandClock) -> None:
    browser = signed_in(desk)
    code = with_codes(desk, browser)
    press(browser, "/petugas/akun/kode", aksi="lepas", kode="000000")
    for skew in (0, 1):
        typed = code.at(clock.now, counter_offset=skew)
        assert press(browser, "/petugas/akun/kode", aksi="lepas", kode=typed).status_code == 422
    clock.pass_by(2 * STEP)
    typed = code.at(clock.now)
    assert press(browser, "/petugas/akun/kode", aksi="lepas", kode=typed).status_code == 200


# Sessions.


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
