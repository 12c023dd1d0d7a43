"""A contact of somebody who asked not to be contacted: never without its rules, nor a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from msgspec import structs
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.events import ContactOpened, Disposed, Registered, StoryReleased
from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.officers import Role
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.records import BookEntry, entry_written
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import submit
from loket_site.forms.form import build_form
from loket_site.model.form import Question, QuestionKind, Section
from tests.inbox.office import HEAD, signed_in, the_guard
from tests.support import (
    A_COMPLAINT,
    MONDAY,
    a_desk,
    answers_shown,
    hidden_fields,
    letters_out,
    the_form,
)

NUMBER, REASON = "0812-7777-0001", "Ada bahaya bagi anaknya (rekaan)."
ASKED = Section(
    title="Aman",
    questions=(
        Question(
            id="aman",
            kind=QuestionKind.SAFE_CONTACT,
            label="Bolehkah kami menghubungi Anda?",
            personal=True,
        ),
    ),
)
CLOSED = {"aman": "jangan", "aman-cara": "wa", "aman-nomor": "0812 7777 0001"}
OPEN = {**CLOSED, "aman": "boleh", "aman-diperiksa": "tidak"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose complaint form asks for a safe contact."""
    desk = a_desk(tmp_path)
    spec = the_form(desk)
    spec = structs.replace(spec, sections=(*spec.sections, ASKED))
    catalogue = structs.replace(desk.catalogue, forms=(spec,))
    return replace(desk, catalogue=catalogue, forms={spec.code: build_form(spec, catalogue)})


def a_case(desk: Desk, contact: dict[str, str]) -> str:
    """The number of a case with this contact."""
    form = desk.forms["pengaduan"](
        formdata=MultiDict({**A_COMPLAINT, **contact}), today=MONDAY.date()
    )
    assert form.validate(), form.errors
    token = CheckToken.new(desk.store.clock() - timedelta(minutes=1))
    return submit(desk, the_form(desk), form.answers(), token).number


def contact_on_page(officer: FlaskClient, number: str) -> str:
    page = officer.get(f"/petugas/kasus/{number}").text
    return answers_shown(page)["Bolehkah kami menghubungi Anda?"]


def open_contact(officer: FlaskClient, number: str, reason: str = REASON) -> TestResponse:
    page = officer.get(f"/petugas/kasus/{number}").text
    (version,) = {value for name, value in hidden_fields(page) if name == "versi-kasus"}
    fields = {"versi-kasus": version, "alasan": reason, "penjaga": the_guard(page)}
    fields["halaman"] = dict(hidden_fields(page)).get("halaman", "")
    return officer.post(f"/petugas/kasus/{number}/kontak", data=fields)


def test_ss7_a_contact_stands_beside_its_rules(desk: Desk) -> None:
    number = a_case(desk, OPEN)
    officer = signed_in(desk)
    shown = contact_on_page(officer, number)
    assert NUMBER in shown
    assert "Jangan sebut nama kantor." in shown
    assert "Jangan tinggalkan pesan." in shown
    assert "Buka kontak" not in officer.get(f"/petugas/kasus/{number}").text


def test_ss7_whoever_asked_not_to_be_contacted_is_found_only_with_a_reason(desk: Desk) -> None:
    number = a_case(desk, CLOSED)
    officer = signed_in(desk)
    page = officer.get(f"/petugas/kasus/{number}").text
    assert NUMBER not in page
    assert contact_on_page(officer, number).endswith("Kontaknya tertutup.")
    assert open_contact(officer, number, reason="").status_code == 422
    assert NUMBER not in officer.get(f"/petugas/kasus/{number}").text
    assert open_contact(officer, number).status_code == 303
    page = officer.get(f"/petugas/kasus/{number}").text
    assert NUMBER in contact_on_page(officer, number)
    assert ContactOpened.label in page
    assert REASON in page


def test_ss7_one_officers_reason_opens_it_to_nobody_else(desk: Desk) -> None:
    number = a_case(desk, CLOSED)
    open_contact(signed_in(desk), number)
    head = signed_in(desk, HEAD)
    page = head.get(f"/petugas/kasus/{number}").text
    assert NUMBER not in page
    assert REASON in page


@pytest.mark.parametrize("contact", [CLOSED, {**OPEN, "aman-diperiksa": "ragu"}])
def test_ss7_no_letter_holds_a_closed_contact_not_even_after_it_was_opened(
    desk: Desk, contact: dict[str, str]
) -> None:
    number = a_case(desk, contact)
    officer = signed_in(desk)
    open_contact(officer, number)
    page = officer.get(f"/petugas/kasus/{number}").text
    fields = {"versi-kasus": "2", "penjaga": the_guard(page), "halaman": "x"}
    fields |= {"ringkasan": "Rekaan.", "layanan": "1"}
    assert officer.post(f"/petugas/kasus/{number}/buku", data=fields).status_code == 303
    told = [letter.body for letter in letters_out(desk)]
    assert len(told) >= 2
    assert not any("7777" in body for body in told)
    assert any("Kontaknya tertutup." in body for body in told)


def test_ss7_who_may_not_see_the_name_opens_no_contact(desk: Desk) -> None:
    number = a_case(desk, CLOSED)
    with desk.store.writing() as work:
        work.people.add("kabid@contoh.example", "Kabid", Role.DIVISION_HEAD, "sosial", work.now)
        kabid = work.people.by_email("kabid@contoh.example")
        found = work.cases.by_number(number)
        assert kabid
        assert found
        file = CaseFile(desk, work, found)
        file.record(Registered(2026, 1), entry_written(BookEntry()), by="officer:2")
        file.record(StoryReleased(2), by="officer:2")
        file.record(Disposed((kabid.id,)), by="officer:2")
    division = signed_in(desk, "kabid@contoh.example")
    assert contact_on_page(division, number) == WITHHELD
    assert open_contact(division, number).status_code == 403


def test_a_case_without_a_closed_contact_has_none_to_open(desk: Desk) -> None:
    assert open_contact(signed_in(desk), a_case(desk, OPEN)).status_code in {409, 422}
