"""Forms for officers only: nothing outside tells that they exist, and officers type them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from msgspec import structs

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.terms import Channel
from loket_inbox.store.tables import cases
from loket_inbox.web.officer.arrival import CHANNEL, DAY, ON_THE_SPOT
from loket_site.app import create_site
from loket_site.freezing.freeze import freeze
from tests.catalogues import SETTINGS
from tests.inbox.office import press as pressed
from tests.inbox.office import signed_in
from tests.support import A_COMPLAINT, checked, hidden_fields, output, rows, the_form, with_forms

BEHIND = "rahasia-kantor"
"""The code of a form for officers only."""


@pytest.fixture
def office(desk: Desk) -> Desk:
    inner = structs.replace(
        the_form(desk),
        code=BEHIND,
        title="Isi lembar dalam",
        name="Lembar dalam",
        officers_only=True,
    )
    return with_forms(desk, *desk.catalogue.forms, inner)


@pytest.fixture
def outside(office: Desk) -> FlaskClient:
    return checked(create_inbox(office))


def test_nothing_on_the_site_tells_of_a_form_for_officers(office: Desk, tmp_path: Path) -> None:

    freeze(office.catalogue, SETTINGS, tmp_path / "public")
    texts = [
        path.read_text(encoding="utf-8")
        for path in (tmp_path / "public").rglob("*")
        if path.is_file()
    ]
    assert texts
    assert not any(BEHIND in text or "lembar dalam" in text.casefold() for text in texts)
    assert not [path for path in (tmp_path / "public").rglob("*") if BEHIND in path.name]
    page = create_site(office.catalogue, SETTINGS).test_client().get(f"/formulir/{BEHIND}/")
    assert page.status_code == 404


@pytest.mark.parametrize("rest", ["", "/selesai"])
@pytest.mark.parametrize("method", ["POST", "GET", "PUT"])
def test_from_outside_it_answers_like_a_form_that_does_not_exist(
    office: Desk, outside: FlaskClient, method: str, rest: str
) -> None:
    known, unknown = (
        outside.open(f"/kirim/{code}{rest}", method=method, data=A_COMPLAINT)
        for code in (BEHIND, "tidak-ada-nya")
    )
    assert known.status_code == unknown.status_code == (404 if method == "POST" else 405)
    assert known.data == unknown.data
    assert known.headers == unknown.headers
    assert rows(office, cases) == 0


def test_the_pages_of_the_inbox_do_not_name_it(outside: FlaskClient) -> None:
    for address in ("/kirim/pengaduan", "/lacak"):
        page = outside.post(address, data={"versi": "1"}).text
        assert BEHIND not in page
        assert "lembar dalam" not in page.casefold()


def test_officers_type_it_in(office: Desk) -> None:
    officer = signed_in(office)
    assert f'href="/petugas/catat/{BEHIND}">Lembar dalam</a>' in officer.get("/petugas/catat/").text
    typed = {
        **A_COMPLAINT,
        CHANNEL: Channel.IN_PERSON.code,
        DAY: "2026-03-16",
        ON_THE_SPOT: "tidak",
    }
    check = pressed(officer, f"/petugas/catat/{BEHIND}", **typed)
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan"}
    slip = officer.post(f"/petugas/catat/{BEHIND}/selesai", data=fields)
    number = output(slip.text, "nomor")
    assert '<p class="lead">Lembar dalam</p>' in officer.get(f"/petugas/kasus/{number}").text
