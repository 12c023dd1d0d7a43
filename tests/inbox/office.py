"""The office at work: officers, their browsers, what they do, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response
from flask.testing import FlaskClient
from msgspec import structs
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.handling.case import casework
from loket_inbox.handling.desk.signing_in import make_link
from loket_inbox.handling.doors import InHand, Visit, at_case
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import track
from loket_inbox.letters.values import Addressed
from loket_inbox.web.officer.guard import COOKIE
from loket_site.model.form import MailToSender
from tests.support import (
    check_headers,
    check_page,
    checked,
    hidden_fields,
    letters_out,
    with_forms,
)

_P = ParamSpec("_P")
_T = TypeVar("_T")

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


def does(
    deed: Callable[Concatenate[InHand, _P], _T],
    desk: Desk,
    visit: Visit,
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> _T:
    """Do a deed, named as in the table of deeds, where the visitor may do it now."""
    with at_case(desk, visit, Deed[deed.__name__.upper()]) as hand:
        return deed(hand, *args, **kwargs)


def the_officer(desk: Desk, name: str = FRONT_DESK) -> Officer:
    """Somebody who works here, by the address or by what stands before its @."""
    with desk.store.reading() as work:
        found = work.people.by_email(name if "@" in name else f"{name}@contoh.example")
    assert found
    return found


def second_front_desk(desk: Desk) -> Officer:
    """Another officer of the front desk, who comes to work now."""
    with desk.store.writing() as work:
        work.people.add("lain@contoh.example", "Lain Contoh", Role.FRONT_DESK, "", work.now)
        found = work.people.by_email("lain@contoh.example")
    assert found
    return found


def the_case(desk: Desk, number: str) -> Case:
    """A case as it stands."""
    with desk.store.reading() as work:
        found = work.cases.by_number(number)
    assert found
    return found.case


def visit(desk: Desk, number: str, name: str = FRONT_DESK) -> Visit:
    """An officer in front of a case's page as it stands: each version is a page of its own."""
    version = the_case(desk, number).version
    return Visit(the_officer(desk, name), number, version, f"{name} {number} {version}")


def answers(desk: Desk, receipt: Receipt) -> list[str | None]:
    """What the sender reads on the tracking page."""
    found = track(desk, receipt.code)
    assert found
    return [turn.text for turn in found.turns]


def the_letter(desk: Desk, kind: str, to: str = FRONT_DESK) -> Addressed:
    """The newest letter of this kind to somebody."""
    found = [each for each in letters_out(desk) if each.name == kind and each.to == to]
    assert found, (kind, to)
    return found[-1]


def careful(desk: Desk) -> Desk:
    """A desk whose complaint form only gives notice."""
    form = desk.catalogue.form("pengaduan")
    assert form
    return with_forms(desk, structs.replace(form, mail=MailToSender.NOTICE))


def register(desk: Desk, number: str, **entry: Any) -> None:
    """Enter a case in the complaint register, as the front desk does."""
    entered = BookEntry(**entry)
    does(casework.register, desk, visit(desk, number), entered, "", is_complete=True)


def dispose(
    desk: Desk, number: str, *names: str, instruction: str = "Jawab.", is_team: bool = False
) -> None:
    """Give a registered case to a division head, or to a Team, as the head does."""
    rows = tuple(the_officer(desk, name).id for name in names)
    head = visit(desk, number, HEAD)
    does(casework.dispose, desk, head, rows, instruction, None, is_team=is_team)
