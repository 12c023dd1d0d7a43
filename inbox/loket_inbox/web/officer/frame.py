"""The frame of officers' pages: their own menu, their name, the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response

from loket_inbox.desk import HELD_MAIL, OFFICERS, READ_LOG
from loket_inbox.domain.officers import DeskRight, may_at_desk
from loket_inbox.web.officer.guard import Guard
from loket_inbox.web.pages import Pages

_MENU = (
    (OFFICERS, "Daftar kasus", DeskRight.LIST),
    (f"{OFFICERS}catat/", "Catat kasus", DeskRight.TYPE_IN),
    (HELD_MAIL, "Surat tertahan", DeskRight.HELD_MAIL),
    (f"{OFFICERS}buku/", "Buku pengaduan", DeskRight.BOOK),
    (READ_LOG, "Catatan pembaca", DeskRight.READ_LOG),
    (f"{OFFICERS}akun/", "Akun", None),
)
"""Where officers can go, as (address, label), each for whoever has a right at the desk."""


@dataclass(frozen=True, slots=True)
class OfficerPages:
    """Draws officers' pages; knows from the guard who looks at them."""

    pages: Pages
    guard: Guard

    def draw(
        self,
        template: str,
        status: int = 200,
        *,
        sheets: tuple[str, ...] = (),
        scripts: tuple[str, ...] = (),
        mistake: str = "",
        **values: Any,
    ) -> Response:
        """Draw a page from a template that extends `officer/layout.html`.

        It gets `officer` (None where nobody is signed in), `penjaga` for its forms and `desk_menu`.
        Every page wears the sheets `form` and `desk`; `sheets` come on top. One with a `mistake`
        is a 422, and has the script that leads there.
        """
        officer = self.guard.officer() if self.guard.is_signed_in() else None
        return self.pages.draw(
            template,
            422 if mistake else status,
            sheets=("form", "desk", *sheets),
            scripts=("errors", *scripts) if mistake else scripts,
            mistake=mistake,
            officer=officer,
            penjaga=self.guard.token() if officer else "",
            desk_menu=[
                (address, label)
                for address, label, right in _MENU
                if officer and (right is None or may_at_desk(officer, right))
            ],
            **values,
        )
