"""An officer's own page: name and role, one-time codes, and the browsers signed in."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask import Blueprint, Response, abort

from loket_inbox.desk import OFFICERS, Desk
from loket_inbox.domain.officers import OFFICE_WORDS
from loket_inbox.handling.desk.one_time_codes import (
    CodesThereError,
    Offer,
    WrongCodeError,
    enrol,
    has_codes,
    offer,
    read_offer,
    remove,
)
from loket_inbox.handling.desk.signing_in import end_others, end_session, sessions_of
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard, see_other
from loket_inbox.web.officer.sign_in import signed_out_page, wrong_code

_ENROLLED = "Kode sekali pakai terpasang. Mulai sekarang kami memintanya setiap kali Anda masuk."
_REMOVED = "Kode sekali pakai sudah Anda lepas."
_ENDED = "Perangkat itu sudah kami keluarkan."
_OTHERS_ENDED = "Semua perangkat lain sudah kami keluarkan."


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the addresses of the account page."""
    views = _AccountViews(desk, pages, guard)
    blueprint.get("/akun/")(views.account)
    for form in ("/akun/sesi/<int:number>/akhiri", "/akun/sesi/akhiri-lain", "/akun/kode"):
        blueprint.get(form)(views.back_to_account)
    blueprint.post("/akun/sesi/<int:number>/akhiri")(views.end_session)
    blueprint.post("/akun/sesi/akhiri-lain")(views.end_others)
    blueprint.post("/akun/kode")(views.change_codes)
    blueprint.get("/keluar")(views.not_left_yet)


@dataclass(frozen=True, slots=True)
class _AccountViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard

    def account(self, note: str = "", *, mistake: str = "") -> Response:
        """Show the account, and what was done there or could not be."""
        officer = self.guard.officer()
        return self.pages.draw(
            "officer/account.html",
            role=OFFICE_WORDS[officer.role],
            has_codes=has_codes(self.desk, officer),
            sessions=sessions_of(self.desk, officer),
            this_session=self.guard.session().id,
            in_words=moment_in_words,
            note=note,
            mistake=mistake,
        )

    def back_to_account(self, number: int = 0) -> Response:  # noqa: ARG002 - in the address
        """Show the account to whoever opens the address of a form in it."""
        return see_other(f"{OFFICERS}akun/")

    def not_left_yet(self) -> Response:
        """Show the desk to whoever opens the address of the way out: leaving is a button."""
        return see_other(OFFICERS)

    def end_session(self, number: int) -> Response:
        """End one of the officer's own sessions (W-12)."""
        officer = self.guard.officer()
        if all(each.id != number for each in sessions_of(self.desk, officer)):
            abort(404)
        end_session(self.desk, officer.id, number)
        if number == self.guard.session().id:
            return signed_out_page(self.pages, self.guard)
        return self.account(_ENDED)

    def end_others(self) -> Response:
        """End all of the officer's sessions but this one."""
        end_others(self.desk, self.guard.session())
        return self.account(_OTHERS_ENDED)

    def change_codes(self) -> Response:
        """Offer a secret for one-time codes, take it into use, or remove the codes."""
        match self.guard.posted().text("aksi"), has_codes(self.desk, self.guard.officer()):
            case "mulai", False:
                return self._offer_page(self._offer())
            case "pasang", False:
                return self._enrol()
            case "lepas", True:
                return self._remove()
            case _:
                # A page that is older than the last change: show how things are now.
                return self.account()

    def _enrol(self) -> Response:
        officer, fields = self.guard.officer(), self.guard.posted()
        offered = read_offer(self.desk, officer, self.guard.session(), fields.text("rahasia"))
        if offered is None:
            return self._offer_page(self._offer())
        try:
            enrol(self.desk, officer, offered, fields.text("kode"))
        except WrongCodeError:
            return self._offer_page(offered, wrong_code(fields.text("kode")))
        except CodesThereError:
            return self.account()
        return self.account(_ENROLLED)

    def _remove(self) -> Response:
        code = self.guard.posted().text("kode")
        try:
            remove(self.desk, self.guard.officer(), code)
        except WrongCodeError:
            return self.account(mistake=wrong_code(code))
        return self.account(_REMOVED)

    def _offer(self) -> Offer:
        return offer(self.desk, self.guard.officer(), self.guard.session())

    def _offer_page(self, offered: Offer, mistake: str = "") -> Response:
        return self.pages.draw(
            "officer/codes.html",
            signed=offered.signed,
            secret=_in_groups(offered.secret),
            picture=segno.make(offered.address).svg_data_uri(scale=4, light="#fff"),
            mistake=mistake,
        )


def _in_groups(secret: str) -> str:
    """Write a secret in groups of four, for typing it off."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
