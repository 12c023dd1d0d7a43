"""Surveys: kept at once, nobody's turn, no letter, and a receipt that promises no answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from msgspec import structs

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER
from loket_inbox.domain.states import State, Turn
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.desk.book import Period, whole_book
from loket_inbox.handling.desk.due_days import refresh_due_days
from loket_inbox.store.tables import outbox
from loket_inbox.web.officer.arrival import CHANNEL, DAY, ON_THE_SPOT
from loket_site.model.form import FormKind, FormSpec, Question, QuestionKind, Section
from tests.inbox.office import press as pressed
from tests.inbox.office import signed_in, the_case
from tests.support import (
    HandClock,
    a_received_case,
    checked,
    hidden_fields,
    letters_out,
    output,
    rows,
    the_form,
    with_forms,
)

ANSWERED = {"versi": "1", "puas": "4", "pesan_lain": "Ruang tunggu bersih."}
ON_PAPER = {**ANSWERED, CHANNEL: Channel.SUGGESTION_BOX.code, DAY: "2026-03-16"}


def a_survey(desk: Desk) -> FormSpec:
    questions = (
        Question(
            id="puas",
            kind=QuestionKind.CHOOSE_ONE,
            label="Puaskah Anda?",
            required=True,
            choice_lines=("1 | Tidak", "4 | Sangat"),
        ),
        Question(id="pesan_lain", kind=QuestionKind.PARAGRAPH, label="Pesan lain"),
    )
    return structs.replace(
        the_form(desk),
        code="rekaan",
        title="Isi survei",
        name="Survei rekaan",
        kind=FormKind.SURVEY,
        deadlines=(),
        misconduct_deadline="",
        officer_questions=(),
        sections=(Section(title="Pendapat Anda", questions=questions),),
    )


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The office with its complaint form and a survey."""
    return with_forms(desk, the_form(desk), a_survey(desk))


@pytest.fixture
def citizen(office: Desk) -> FlaskClient:
    return checked(create_inbox(office))


@pytest.fixture
def officer(office: Desk) -> FlaskClient:
    return signed_in(office)


def sent(citizen: FlaskClient, clock: HandClock, *, after: float = 20) -> str:
    """The receipt of a survey that somebody has sent, so many seconds after reading it again."""
    check = citizen.post("/kirim/rekaan", data=ANSWERED)
    clock.pass_by(timedelta(seconds=after))
    fields = dict(hidden_fields(check.text)) | {"aksi": "kirim"}
    receipt = citizen.post("/kirim/rekaan/selesai", data=fields)
    assert receipt.status_code == 200
    return str(receipt.text)


def typed_in(officer: FlaskClient) -> str:
    check = pressed(officer, "/petugas/catat/rekaan", **ON_PAPER)
    assert check.status_code == 200
    assert "Tidak ada yang perlu dijawab." in check.text
    assert "mendapat surat" not in check.text
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan"}
    return str(officer.post("/petugas/catat/rekaan/selesai", data=fields).text)


def test_a_survey_is_kept_and_nobody_has_to_do_anything(
    office: Desk, citizen: FlaskClient, clock: HandClock
) -> None:
    case = the_case(office, output(sent(citizen, clock), "nomor"))
    assert [recorded.event.name for recorded in case.history] == ["received", "filed"]
    assert case.state is State.FILED
    assert case.state.turn is Turn.NOBODYS
    assert {recorded.by for recorded in case.history} == {SENDER}
    assert case.definition
    assert letters_out(office) == []
    with office.store.reading() as work:
        assert work.cases.due_days() == ()


def test_the_receipt_of_a_survey_promises_no_answer(citizen: FlaskClient, clock: HandClock) -> None:
    receipt = sent(citizen, clock)
    assert output(receipt, "nomor")
    assert len(output(receipt, "kode")) == len("1234 5678 9012 3456")
    assert "Terima kasih. Jawaban Anda sudah kami simpan." in receipt
    assert "Kami tidak membalas survei." in receipt
    for promise in ("Membaca jawaban", "Apa yang terjadi berikutnya", "Jawaban kami"):
        assert promise not in receipt


def test_the_tracking_page_of_a_survey_promises_no_answer_and_takes_a_message(
    office: Desk, citizen: FlaskClient, clock: HandClock
) -> None:
    receipt = sent(citizen, clock)
    page = citizen.post("/lacak", data={"kode": output(receipt, "kode")}).text
    assert "Kami tidak membalas survei." in page
    assert "Belum ada jawaban" not in page
    assert "Apa yang terjadi berikutnya" not in page
    fields = dict(hidden_fields(page)) | {"pesan": "Saya ingin bicara dengan petugas."}
    answered = citizen.post("/lacak/pesan", data=fields)
    assert "Pesan Anda sudah kami simpan." in answered.text
    case = the_case(office, output(receipt, "nomor"))
    assert case.state is State.WRITTEN_BACK
    assert len(letters_out(office)) == 1


def test_filed_surveys_stand_in_the_list_only_for_whoever_asks_for_them(
    office: Desk, citizen: FlaskClient, officer: FlaskClient, clock: HandClock
) -> None:
    survey = output(sent(citizen, clock), "nomor")
    complaint = a_received_case(office).number
    everything = officer.get("/petugas/").text
    assert complaint in everything
    assert survey not in everything
    assert ">1 kasus</h2>" in everything
    for asked in ("keadaan=tersimpan", "formulir=rekaan", f"cari={survey}"):
        listing = officer.get(f"/petugas/?{asked}").text
        assert survey in listing
        assert complaint not in listing
    assert survey not in officer.get("/petugas/?keadaan=perlu").text
    assert survey not in officer.get("/petugas/?saluran=situs").text


def test_a_survey_that_somebody_writes_to_stands_among_the_open_cases(
    citizen: FlaskClient, officer: FlaskClient, clock: HandClock
) -> None:
    receipt = sent(citizen, clock)
    page = citizen.post("/lacak", data={"kode": output(receipt, "kode")}).text
    citizen.post("/lacak/pesan", data=dict(hidden_fields(page)) | {"pesan": "Halo."})
    assert output(receipt, "nomor") in officer.get("/petugas/").text


def test_the_book_leaves_surveys_out(
    office: Desk, citizen: FlaskClient, officer: FlaskClient, clock: HandClock
) -> None:
    survey = output(sent(citizen, clock), "nomor")
    complaint = a_received_case(office).number
    with whole_book(office, Period()) as (total, found):
        assert (total, [row.number for row in found]) == (1, [complaint])
    page = officer.get("/petugas/buku/?dari=2026-03-01&sampai=2026-03-31").text
    assert complaint in page
    assert survey not in page


def test_the_page_of_a_survey_shows_its_answers_and_no_agenda_number(
    citizen: FlaskClient, officer: FlaskClient, clock: HandClock
) -> None:
    number = output(sent(citizen, clock), "nomor")
    page = officer.get(f"/petugas/kasus/{number}").text
    assert '<p class="lead">Survei rekaan</p>' in page
    assert "Ruang tunggu bersih." in page
    assert "Disimpan tanpa jawaban" in page
    assert "Nomor agenda" not in page


def test_a_survey_on_paper_is_typed_in(office: Desk, officer: FlaskClient) -> None:
    form = officer.get("/petugas/catat/rekaan").text
    assert "Sudah dijawab di tempat?" not in form
    slip = typed_in(officer)
    assert "Kami tidak membalasnya." in slip
    assert "Membaca jawaban" not in slip
    case = the_case(office, output(slip, "nomor"))
    assert case.state is State.FILED
    assert case.channel == Channel.SUGGESTION_BOX.code
    assert {recorded.by for recorded in case.history} == {"officer:1"}
    assert rows(office, outbox) == 0


def test_an_answer_on_the_spot_is_none_of_a_surveys_questions(
    office: Desk, officer: FlaskClient
) -> None:
    fields = {**ON_PAPER, ON_THE_SPOT: "ya", "jawaban-di-tempat": "Terima kasih."}
    check = pressed(officer, "/petugas/catat/rekaan", **fields)
    assert "Terima kasih." not in check.text
    kept = dict(hidden_fields(check.text)) | {"aksi": "simpan"}
    slip = officer.post("/petugas/catat/rekaan/selesai", data=kept)
    assert the_case(office, output(slip.text, "nomor")).state is State.FILED


def test_a_survey_never_becomes_due(office: Desk, citizen: FlaskClient, clock: HandClock) -> None:
    sent(citizen, clock)
    clock.pass_by(timedelta(days=400))
    assert refresh_due_days(office) == 0


def test_w4_a_survey_sent_in_a_hurry_gets_the_same_receipt_and_stands_apart(
    citizen: FlaskClient, officer: FlaskClient, clock: HandClock
) -> None:
    receipt = sent(citizen, clock, after=1)
    assert "Terima kasih. Jawaban Anda sudah kami simpan." in receipt
    number = output(receipt, "nomor")
    assert number not in officer.get("/petugas/?keadaan=tersimpan").text
    assert number in officer.get("/petugas/?keadaan=tersaring").text
