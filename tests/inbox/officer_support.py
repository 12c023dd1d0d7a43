"""Officers in front of their pages: a browser that is signed in, and looks at every page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.handling.desk.signing_in import make_link
from loket_inbox.web.officer.guard import COOKIE
from tests.support import check_headers, check_page, checked, hidden_fields

FRONT_DESK = "petugas@contoh.example"
HEAD = "kepala@contoh.example"

COOKIE_FLAGS = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
"""What every cookie of ours says of itself, and nothing else, while it is alive."""


class OfficerClient(FlaskClient):
    """An officer's browser: cookies and our own redirects are fine, everything else is checked."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        check_officer_headers(response)
        if response.mimetype == "text/html" and response.data:
            check_page(response.text)
        return response


def check_officer_headers(response: TestResponse) -> None:
    """As on every page; a redirect stays below /petugas/ (W-12), the cookie says all (W-14)."""
    headers = Headers(response.headers)
    place = headers.pop("Location", None)
    if place is not None:
        assert response.status_code == 303
        assert place.startswith("/petugas/")
        assert "//" not in place
    for cookie in headers.getlist("Set-Cookie"):
        name, *flags = cookie.split("; ")
        assert name.startswith(f"{COOKIE}=")
        gone = {each for each in flags if each.startswith(("Expires=", "Max-Age=0"))}
        assert set(flags) - gone == COOKIE_FLAGS
        assert bool(gone) == (name == f"{COOKIE}=")
    headers.remove("Set-Cookie")
    check_headers(Response(headers=headers))


def a_browser(app: Flask) -> FlaskClient:
    """A fresh browser, without any cookie, that looks at every page."""
    checked(app)
    app.test_client_class = OfficerClient
    return app.test_client()


def a_link(desk: Desk, email: str = FRONT_DESK) -> str:
    """The path of a fresh sign-in link of an officer."""
    with desk.store.reading() as work:
        officer = work.people.by_email(email)
    assert officer
    return urlsplit(make_link(desk, officer)).path


def signed_in(desk: Desk, email: str = FRONT_DESK, app: Flask | None = None) -> FlaskClient:
    """A browser in which this officer is signed in."""
    client = a_browser(app or create_inbox(desk))
    response = client.post(a_link(desk, email), data={"kode": ""})
    assert response.status_code == 303
    return client


def the_guard(page: str) -> str:
    """The token that the forms of a page carry for this session."""
    (token,) = {value for name, value in hidden_fields(page) if name == "penjaga"}
    return token


def press(
    client: FlaskClient, address: str, page: str = "/petugas/akun/", **fields: str
) -> TestResponse:
    """Post from a page that this browser has open, as one of its forms would."""
    fields["penjaga"] = the_guard(client.get(page).text)
    return client.post(address, data=fields)
