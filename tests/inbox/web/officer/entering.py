"""Coming in by a mailed link."""

from __future__ import annotations

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer
from tests.inbox.office import FRONT_DESK, press, signed_in
from tests.support import hidden_fields

ACCOUNT = "/petugas/akun/"


def officer_of(desk: Desk, email: str = FRONT_DESK) -> Officer:
    with desk.store.reading() as work:
        officer = work.people.by_email(email)
    assert officer
    return officer


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


def enter_by(browser: FlaskClient, link: str, code: str = "") -> TestResponse:
    return browser.post(link, data={"kode": code})


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
