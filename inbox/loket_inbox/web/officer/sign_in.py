"""Signing in by a mailed link, and out again.

A link's page only shows a button, so that programs which look at links in mail use none up. Asking
for a link gets the same answer for every address (W-12).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from loket_inbox.desk import CASES, OFFICERS, Desk
from loket_inbox.domain.codes import is_case_number
from loket_inbox.handling.desk.one_time_codes import WrongCodeError, read_digits
from loket_inbox.handling.desk.signing_in import (
    LinkGoneError,
    end_session,
    enter,
    link_state,
    send_link,
)
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import COOKIE, Guard, see_other
from loket_site.words.spelling.addresses import read_address

_NO_ADDRESS = "Tulis alamat email kantor Anda, seperti nama@contoh.id."
_NO_CODE = "Tulis 6 angka dari aplikasi kode di ponsel Anda."
_WRONG_CODE = "Kode itu salah atau sudah dipakai. Tunggu satu menit, lalu tulis kode yang baru."


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the addresses of signing in and out."""
    views = _SignInViews(desk, pages, guard)
    blueprint.get("/masuk")(views.ask_for_link)
    blueprint.post("/masuk")(views.send_link)
    blueprint.get("/masuk/<token>")(views.show_link)
    blueprint.post("/masuk/<token>")(views.enter)
    blueprint.post("/keluar")(views.leave)
    blueprint.register_error_handler(LinkGoneError, views.gone)


@dataclass(frozen=True, slots=True)
class _SignInViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard

    def ask_for_link(self) -> Response:
        """Ask for the address that a link shall go to."""
        if self.guard.is_signed_in():
            return see_other(_place())
        return self._asking("")

    def send_link(self) -> Response:
        """Mail a link if the address is an officer's; say the same in any case."""
        typed = self.guard.posted().text("email").strip()
        address = read_address(typed)
        if address is None:
            return self._asking(typed.replace("\0", ""), _NO_ADDRESS)
        send_link(self.desk, address, self.guard.device(), _query())
        return self.pages.draw("officer/link_sent.html", email=address)

    def show_link(self, token: str, mistake: str = "") -> Response:
        """Show whose link this is, with the button that uses it up."""
        link = link_state(self.desk, token)
        return self.pages.draw(
            "officer/link.html",
            link=link,
            token=token,
            query=_query(),
            mistake=mistake,
        )

    def enter(self, token: str) -> Response:
        """Use a link up: sign this browser in."""
        code = self.guard.posted().text("kode")
        try:
            session = enter(self.desk, token, code, self.guard.device())
        except WrongCodeError:
            return self.show_link(token, wrong_code(code))
        if self.guard.is_signed_in():
            # The session that was in this browser has lost its cookie to the new one.
            self._end_session()
        response = see_other(_place())
        response.set_cookie(COOKIE, session, path="/", secure=True, httponly=True, samesite="Lax")
        return response

    def leave(self) -> Response:
        """Sign this browser out."""
        self._end_session()
        return signed_out_page(self.pages, self.guard)

    def gone(self, _error: LinkGoneError) -> Response:
        """Say that a link opens no more."""
        # Pressed twice, or opened again from the letter: whoever is in need not ask for a new one.
        if self.guard.is_signed_in():
            return see_other(_place())
        return self.pages.draw("officer/link_gone.html", 410)

    def _end_session(self) -> None:
        session = self.guard.session()
        end_session(self.desk, session.officer_id, session.id)

    def _asking(self, typed: str, mistake: str = "") -> Response:
        return self.pages.draw(
            "officer/sign_in.html",
            email=typed,
            mistake=mistake,
            query=_query(),
            number=_wanted(),
        )


def wrong_code(typed: str) -> str:
    """Say what is wrong with a one-time code that did not pass."""
    return _WRONG_CODE if read_digits(typed) else _NO_CODE


def signed_out_page(pages: OfficerPages, guard: Guard) -> Response:
    """Say goodbye, and take the cookie and what the browser has kept of our pages away."""
    guard.forget()
    response = pages.draw("officer/left.html")
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _wanted() -> str:
    """Read which case somebody was about to open; "" for none, and for what is no number."""
    number = request.args.get("kasus", "")
    return number if is_case_number(number) else ""


def _query() -> str:
    return f"?kasus={_wanted()}" if _wanted() else ""


def _place() -> str:
    """Say where to go after signing in: a case of ours by its number, or the list (W-12)."""
    return f"{CASES}{_wanted()}" if _wanted() else OFFICERS
