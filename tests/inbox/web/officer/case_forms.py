"""The forms of a case, as the officers of a whole office press them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import track
from tests.inbox.office import signed_in
from tests.support import (
    A_COMPLAINT,
    letters_out,
)

NAME, STREET, STORY = A_COMPLAINT["nama"], A_COMPLAINT["alamat"], A_COMPLAINT["kronologi"]


PEOPLE = {"kabid": Role.DIVISION_HEAD, "kabid2": Role.DIVISION_HEAD, "tim": Role.TEAM_MEMBER}


class Forms(HTMLParser):
    """What each form of a page would post if its button were pressed at once."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self._fields: dict[str, list[str]] = {}
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._fields = self.found.setdefault(given["action"], {})
        elif tag == "textarea" and name:
            self._area = name
            self._fields[name] = [""]
        elif tag == "select":
            self._area, self._fields[name] = "", []
            self._select = name
        elif tag == "option" and ("selected" in given or not self._fields[self._select]):
            self._fields[self._select] = [given["value"]]
        elif tag == "input" and (
            given.get("type") not in {"radio", "checkbox"} or "checked" in given
        ):
            self._fields.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._fields[self._area][0] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


@dataclass
class House:
    """A desk with an officer of each kind and a case; its methods are what officers press."""

    desk: Desk
    app: Flask
    receipt: Receipt

    def __post_init__(self) -> None:
        self.browsers: dict[str, FlaskClient] = {}

    @property
    def number(self) -> str:
        return self.receipt.number

    @property
    def address(self) -> str:
        return f"/petugas/kasus/{self.number}"

    @property
    def case(self) -> Case:
        with self.desk.store.reading() as work:
            found = work.cases.by_number(self.number)
        assert found
        return found.case

    @property
    def happened(self) -> list[str]:
        return [each.event.name for each in self.case.history]

    def officer(self, who: str) -> Officer:
        with self.desk.store.reading() as work:
            found = work.people.by_email(f"{who}@contoh.example")
        assert found
        return found

    def browser(self, who: str) -> FlaskClient:
        if who not in self.browsers:
            self.browsers[who] = signed_in(self.desk, f"{who}@contoh.example", self.app)
        return self.browsers[who]

    def page(self, who: str = "petugas") -> str:
        response = self.browser(who).get(self.address)
        assert response.status_code == 200
        return response.text

    def press(self, aksi: str, who: str = "petugas", *, on: str = "", **typed: Any) -> TestResponse:
        """Fill in a form of the case's page (or of the page `on`) and press its button."""
        address = f"{self.address}/{aksi}"
        fields = Forms(on or self.page(who)).found[address]
        fields |= {
            name.replace("_", "-"): [value] if isinstance(value, str) else value
            for name, value in typed.items()
        }
        return self.browser(who).post(address, data=fields)

    def do(self, aksi: str, who: str = "petugas", **typed: Any) -> None:
        """Press a button that is taken, its check page included, and see what the page says."""
        response = self.press(aksi, who, **typed)
        if response.status_code == 200:
            response = self.press(aksi, who, on=response.text, aksi_langkah="kirim")
        assert response.status_code == 303, response.text
        assert response.headers["Location"] == f"{self.address}?selesai={aksi}"
        after = self.browser(who).get(response.headers["Location"])
        assert re.search(r'<p class="catat" role="status">\w', after.text)

    def register(self, **typed: Any) -> None:
        self.do("buku", ringkasan="Antre tiga jam.", **typed)

    def dispose(self, *who: str, kepada: str = "kabid") -> None:
        ids = [str(self.officer(each).id) for each in who]
        self.do("disposisi", "kepala", kepada=kepada, petugas=ids, instruksi="Periksa antrean.")

    def letters(self) -> list[tuple[str, str]]:
        return [(each.to.partition("@")[0], each.name) for each in letters_out(self.desk)]

    def said(self) -> list[str | None]:
        found = track(self.desk, self.receipt.code)
        assert found
        return [turn.text for turn in found.turns]


def opened(page: str) -> list[str]:
    """Which of the page's forms stand open."""
    return re.findall(r'id="aksi-([a-z-]+)" open', page)


def offered(page: str, number: str) -> set[str]:
    """What the page lets one do."""
    return set(re.findall(rf'action="/petugas/kasus/{number}/([a-z-]+)"', page))
