"""A NIK tells birth date and sex: masked wherever it is read, never in a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from werkzeug.datastructures import MultiDict

from loket_inbox.desk import Desk
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import submit
from loket_site.forms.form import build_form
from loket_site.model.form import Question, QuestionKind, Section
from tests.inbox.office import signed_in
from tests.support import A_COMPLAINT, MONDAY, a_desk, letters_out, the_form

NIK = "9904014107900001"
"""Of nobody: no regency has the code 99.04."""

ASKED = Section(
    title="Identitas",
    questions=(Question(id="nik", kind=QuestionKind.IDENTITY_NUMBER, label="NIK", personal=True),),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose complaint form asks for a NIK."""
    desk = a_desk(tmp_path)
    spec = the_form(desk)
    spec = structs.replace(spec, sections=(*spec.sections, ASKED))
    catalogue = structs.replace(desk.catalogue, forms=(spec,))
    return replace(desk, catalogue=catalogue, forms={spec.code: build_form(spec, catalogue)})


def test_a_nik_is_masked_in_letters_and_folded_away_on_the_case_page(desk: Desk) -> None:
    typed = MultiDict({**A_COMPLAINT, "nik": "9904 0141 0790 0001"})
    form = desk.forms["pengaduan"](formdata=typed, today=MONDAY.date())
    assert form.validate(), form.errors
    assert dict(form.read_back())["NIK"] == "9904 •••• •••• 0001"
    token = CheckToken.new(desk.store.clock() - timedelta(minutes=1))
    number = submit(desk, the_form(desk), form.answers(), token).number
    for letter in letters_out(desk):
        assert "9904 •••• •••• 0001" in letter.body
        assert NIK not in "".join(filter(str.isdigit, letter.body))
    page = signed_in(desk).get(f"/petugas/kasus/{number}").text
    assert f"<details><summary>Tampilkan lengkap</summary>{NIK}</details>" in page
