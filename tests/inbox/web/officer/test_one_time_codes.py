"""One-time codes: put into use, asked for, removed."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.handling.desk.signing_in import (
    MOST_FAILURES,
)
from loket_inbox.store.tables import sessions
from tests.inbox.office import HEAD, a_browser, a_link, press, signed_in
from tests.inbox.web.officer.entering import enter_by, with_codes
from tests.support import HandClock, hidden_fields, rows

STEP = timedelta(seconds=30)


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
