"""Many wrong one-time codes: who is told, what is closed, and who opens it again."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from pyotp import TOTP

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Role
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.desk.wrong_codes import CLOSED_AT, TOLD_AT
from loket_inbox.store.tables import sign_in_links
from tests.inbox.office import (
    FRONT_DESK,
    HEAD,
    a_browser,
    a_link,
    press,
    second_front_desk,
    signed_in,
    the_officer,
)
from tests.inbox.web.officer.entering import enter_by, with_codes
from tests.support import HandClock, letters_out, rows

LOG = "/petugas/pembaca/"
KABID = "kabid@contoh.example"


@pytest.fixture
def code(desk: Desk) -> TOTP:
    return with_codes(desk)


@pytest.fixture
def app(desk: Desk, code: TOTP) -> Flask:  # noqa: ARG001 - the front desk has codes
    return create_inbox(desk)


def a_mailed_link(desk: Desk, app: Flask, email: str = FRONT_DESK) -> str:
    """The link that comes by mail when somebody asks for one; "" where none comes."""
    before = len(sign_in_letters(desk))
    assert "Periksa" in ask(app, email)
    after = sign_in_letters(desk)[before:]
    return after[-1] if after else ""


def ask(app: Flask, email: str) -> str:
    response = a_browser(app).post("/petugas/masuk", data={"email": email})
    assert response.status_code == 200
    return response.text.replace(email, "ALAMAT")


def sign_in_letters(desk: Desk) -> list[str]:
    found = [each.body for each in letters_out(desk) if each.name == "sign_in"]
    return [
        urlsplit(word).path for body in found for word in body.split() if "/petugas/masuk/" in word
    ]


def guess(desk: Desk, app: Flask, times: int) -> None:
    """Type so many wrong codes, five for each mailed link."""
    link = ""
    for number in range(times):
        if number % 5 == 0:
            link = a_mailed_link(desk, app)
        assert enter_by(a_browser(app), link, "000000").status_code in {410, 422}


def told(desk: Desk) -> list[str]:
    return [each.body for each in letters_out(desk) if each.name == "wrong_codes"]


def test_w12_five_wrong_codes_are_told_to_the_officer_once(desk: Desk, app: Flask) -> None:
    guess(desk, app, TOLD_AT - 1)
    assert told(desk) == []
    enter_by(a_browser(app), sign_in_letters(desk)[-1], "000000")
    (letter,) = told(desk)
    assert "Ganti kata sandi email Anda" in letter
    assert "kami tutup" not in letter
    guess(desk, app, 2)
    assert len(told(desk)) == 1
    assert a_mailed_link(desk, app)


def test_w12_what_is_no_code_and_what_strangers_do_counts_nothing(desk: Desk, app: Flask) -> None:
    link = a_mailed_link(desk, app)
    for typed in ("", "12345", "abcdef", "1234567") * 3:
        assert enter_by(a_browser(app), link, typed).status_code == 422
    for _ in range(CLOSED_AT + 1):
        assert enter_by(a_browser(app), f"/petugas/masuk/{'0' * 64}", "000000").status_code == 410
        assert enter_by(a_browser(app), "/petugas/masuk/x", "000000").status_code == 410
    used = a_link(desk, HEAD)
    assert enter_by(a_browser(app), used).status_code == 303
    for _ in range(CLOSED_AT + 1):
        assert enter_by(a_browser(app), used, "000000").status_code == 410
    assert told(desk) == []
    with desk.store.reading() as work:
        assert work.sign_ins.closed() == set()


def test_w12_ten_wrong_codes_in_a_day_close_mailed_links(desk: Desk, app: Flask) -> None:
    waiting = a_mailed_link(desk, app)
    inside = signed_in(desk, HEAD, app)
    guess(desk, app, CLOSED_AT)
    assert len(told(desk)) == 2
    assert "Tautan masuk Anda kami tutup" in told(desk)[-1]
    assert "Minta kepala kantor" in told(desk)[-1]
    assert enter_by(a_browser(app), waiting, "000000").status_code == 410
    assert a_mailed_link(desk, app) == ""
    assert inside.get("/petugas/").status_code == 200


def test_w12_asking_for_a_closed_officers_link_looks_as_for_anybody(desk: Desk, app: Flask) -> None:
    guess(desk, app, CLOSED_AT)
    kept = rows(desk, sign_in_links)
    pages = {ask(app, each) for each in (FRONT_DESK, HEAD, "siapa@asing.example")}
    assert len(pages) == 1
    assert rows(desk, sign_in_links) == kept + 1  # The head's.


def test_w12_wrong_codes_of_more_than_a_day_ago_do_not_count(
    desk: Desk, app: Flask, clock: HandClock
) -> None:
    guess(desk, app, CLOSED_AT - 1)
    clock.pass_by(timedelta(days=1))
    guess(desk, app, 1)
    assert a_mailed_link(desk, app)
    assert len(told(desk)) == 1


def test_w12_wrong_codes_that_were_to_remove_the_codes_count_too(
    desk: Desk, app: Flask, code: TOTP
) -> None:
    inside, link = a_browser(app), a_mailed_link(desk, app)
    assert enter_by(inside, link, code.at(desk.store.clock())).status_code == 303
    for _ in range(TOLD_AT):
        press(inside, "/petugas/akun/kode", aksi="lepas", kode="000000")
    assert len(told(desk)) == 1


def test_w12_the_head_reads_of_it_in_the_morning_and_opens_the_links_again(
    desk: Desk, app: Flask, clock: HandClock
) -> None:
    second_front_desk(desk)
    guess(desk, app, CLOSED_AT)
    clock.pass_by(timedelta(days=1))
    write_digests(desk)
    digests = {each.to: each.body for each in letters_out(desk) if each.name == "daily_digest"}
    assert "Petugas Contoh: tautan masuknya tertutup" in digests[HEAD]
    assert set(digests) == {HEAD}
    head = signed_in(desk, HEAD, app)
    assert "Petugas Contoh" in head.get(LOG).text
    number = the_officer(desk).id
    answer = press(head, f"{LOG}tautan/{number}/buka")
    assert "Tautan masuk Petugas Contoh terbuka lagi." in answer.text
    assert "Tautan masuk yang tertutup" not in answer.text
    assert press(head, f"{LOG}tautan/{number}/buka").status_code == 200
    assert head.get(f"{LOG}tautan/{number}/buka").headers["Location"] == LOG
    assert a_mailed_link(desk, app)
    guess(desk, app, TOLD_AT - 1)  # They count from the start again.
    assert len(told(desk)) == 2


def test_w12_the_head_alone_opens_links_and_never_the_own(desk: Desk, app: Flask) -> None:
    number, own = the_officer(desk).id, the_officer(desk, HEAD).id
    head, others = signed_in(desk, HEAD, app), [signed_in(desk, second_front_desk(desk).email, app)]
    with desk.store.writing() as work:
        work.people.add(KABID, "Kabid Contoh", Role.DIVISION_HEAD, "", work.now)
    others.append(signed_in(desk, KABID, app))
    with desk.store.writing() as work:
        for each in (number, own):
            work.sign_ins.close_links(each, work.now)
    for browser in others:
        assert press(browser, f"{LOG}tautan/{number}/buka").status_code == 403
    assert press(head, f"{LOG}tautan/{own}/buka").status_code == 403
    assert head.post(f"{LOG}tautan/{number}/buka", data={"penjaga": "x"}).status_code != 200
    assert f"{LOG}tautan/{own}/buka" not in head.get(LOG).text
    with desk.store.reading() as work:
        assert work.sign_ins.closed() == {number, own}
