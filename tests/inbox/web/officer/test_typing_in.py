"""Typing in what came by another channel: form, check page, slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Role
from loket_inbox.domain.reading import OPEN
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.sender.tracking import track
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import cases, events, outbox
from loket_inbox.web.officer.arrival import ANSWER, CHANNEL, DAY, ON_THE_SPOT
from tests.inbox.office import FRONT_DESK, HEAD, press, signed_in, the_case, the_guard
from tests.support import (
    A_COMPLAINT,
    HandClock,
    answers_shown,
    check_page,
    hidden_fields,
    letters_out,
    output,
    rows,
    the_form,
    with_forms,
)

FORM = "/petugas/catat/pengaduan"
BY_TELEPHONE = {
    **A_COMPLAINT,
    CHANNEL: Channel.TELEPHONE.code,
    DAY: "2026-03-16",
    ON_THE_SPOT: "tidak",
}
A_SLIP_WITHOUT_NAME = {
    "versi": "2",
    "identitas": "rahasia",
    "kontak": "sendiri",
    "masalah": "lain",
    "layanan": "tidak-tahu",
    "kronologi": "Kursi tunggu rusak semua, tolong diganti.",
    CHANNEL: Channel.SUGGESTION_BOX.code,
    DAY: "2026-03-16",
    ON_THE_SPOT: "tidak",
}


@pytest.fixture
def officer(desk: Desk) -> FlaskClient:
    return signed_in(desk)


def checked(officer: FlaskClient, typed: Mapping[str, str] = BY_TELEPHONE) -> TestResponse:
    return press(officer, FORM, **typed)


def saved(officer: FlaskClient, check: TestResponse, **changes: str) -> TestResponse:
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan"} | changes
    return officer.post(f"{FORM}/selesai", data=fields)


def typed_in(officer: FlaskClient, typed: Mapping[str, str] = BY_TELEPHONE) -> TestResponse:
    return saved(officer, checked(officer, typed))


def test_with_one_form_the_choice_is_skipped(desk: Desk) -> None:
    officer = signed_in(with_forms(desk, the_form(desk)))
    assert officer.get("/petugas/catat/").headers["Location"] == FORM


def test_with_several_forms_the_officer_chooses(desk: Desk, officer: FlaskClient) -> None:
    page = officer.get("/petugas/catat/").text
    assert 'href="/petugas/catat/saran">Saran</a>' in page
    assert officer.get("/petugas/catat/saran").status_code == 200
    receive(desk, b"From: a@asing.example\nMessage-ID: <1@x>\n\nSaya mau memberi saran.\n")
    chosen = "/petugas/tertahan/1/jadikan-kasus"
    assert 'name="formulir" value="saran"' in press(officer, chosen).text
    assert "Saya mau memberi saran." in press(officer, chosen, formulir="saran").text
    assert press(officer, chosen, formulir="apa").status_code == 404


def test_the_form_asks_the_officers_questions_too_and_insists_on_no_name(
    officer: FlaskClient,
) -> None:
    page = officer.get(FORM).text
    assert 'name="penerima"' in page
    assert "Diisi petugas" in page
    assert "Catat kasus: Pengaduan" in page
    assert "Pertanyaan di bawah ditulis untuk pengirim. Isi jawaban pengirim." in page
    assert 'value="2026-03-16" min="2020-01-01" max="2026-03-16"' in page
    assert 'value="web"' not in page


def test_the_questions_have_the_numbers_of_the_sheet_in_the_officers_hand(
    officer: FlaskClient,
) -> None:
    page = officer.get(FORM).text
    assert "1. Bagaimana kami menjaga nama Anda?" in page
    assert "2. Nama lengkap" in page
    assert "4. Bolehkah kami menghubungi Anda?" in page


@pytest.mark.parametrize("channel", [each for each in Channel if each is not Channel.WEB])
def test_every_channel_becomes_a_case(desk: Desk, officer: FlaskClient, channel: Channel) -> None:
    check = checked(officer, {**BY_TELEPHONE, CHANNEL: channel.code})
    assert check.status_code == 200
    shown = answers_shown(check.text)
    assert shown["Lewat mana kiriman ini masuk?"] == channel.label
    assert shown["Tanggal diterima"] == "Senin, 16 Maret 2026"
    slip = saved(officer, check)
    assert slip.status_code == 200
    case = the_case(desk, output(slip.text, "nomor"))
    assert case.channel == channel.code
    assert case.received_at == desk.store.clock()
    assert case.history[0].by.startswith("officer:")


def test_nothing_is_kept_before_the_second_press(desk: Desk, officer: FlaskClient) -> None:
    checked(officer)
    assert rows(desk, cases) == 0


def test_a_slip_from_the_suggestion_box_needs_no_name(desk: Desk, officer: FlaskClient) -> None:
    slip = typed_in(officer, A_SLIP_WITHOUT_NAME)
    assert slip.status_code == 200
    assert the_case(desk, output(slip.text, "nomor")).identity == "rahasia"


def test_the_answers_of_the_page_itself_are_no_answers_of_the_sender(
    desk: Desk, officer: FlaskClient
) -> None:
    number = output(typed_in(officer).text, "nomor")
    with desk.store.reading() as work:
        found = work.cases.by_number(number)
        assert found
        answers = CaseFile(desk, work, found).answers(OPEN)
    assert "kronologi" in {answer.question for answer in answers}
    assert not any("-" in answer.question for answer in answers)


def test_a_letter_of_an_earlier_day_was_received_at_noon_of_it(
    desk: Desk, officer: FlaskClient
) -> None:
    slip = typed_in(officer, {**BY_TELEPHONE, DAY: "2026-03-11"})
    case = the_case(desk, output(slip.text, "nomor"))
    assert case.received_at == datetime(2026, 3, 11, 5, 0, tzinfo=UTC)
    assert "Rabu, 11 Maret 2026" in slip.text
    assert "pukul 12.00" not in slip.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (CHANNEL, "", "Pilih lewat mana kiriman ini masuk."),
        (CHANNEL, "web", "Pilih satu saluran dari daftar."),
        (DAY, "", "Tulis tanggal kiriman ini diterima."),
        (DAY, "kemarin", "Tulis tanggal seperti 16-03-2026."),
        (DAY, "2026-03-17", "Pilih tanggal antara 1 Januari 2020 dan hari ini."),
        (DAY, "2019-12-31", "Pilih tanggal antara 1 Januari 2020 dan hari ini."),
        (ON_THE_SPOT, "mungkin", "Pilih sudah dijawab atau belum."),
        (ON_THE_SPOT, "ya", "Tulis jawaban yang sudah diberikan."),
        ("kronologi", "", "Tulis apa yang terjadi."),
    ],
)
def test_what_is_missing_is_said_and_everything_else_is_kept(
    desk: Desk, officer: FlaskClient, field: str, value: str, sentence: str
) -> None:
    response = checked(officer, {**BY_TELEPHONE, field: value})
    assert response.status_code == 422
    assert sentence in response.text
    assert 'role="alert"' in response.text
    assert 'value="Sari Contoh"' in response.text
    assert rows(desk, cases) == 0


def test_an_answer_on_the_spot_has_an_end(officer: FlaskClient) -> None:
    long = {**BY_TELEPHONE, ON_THE_SPOT: "ya", ANSWER: "a" * 20_001}
    assert "paling banyak 20000 huruf" in checked(officer, long).text
    assert checked(officer, {**long, ANSWER: "a" * 20_000}).status_code == 200


def test_an_answer_on_the_spot_is_read_with_the_code_of_the_slip(
    desk: Desk, officer: FlaskClient
) -> None:
    typed = {**BY_TELEPHONE, ON_THE_SPOT: "ya", ANSWER: "Sudah kami jelaskan."}
    slip = typed_in(officer, typed)
    found = track(desk, output(slip.text, "kode"))
    assert found
    assert [turn.text for turn in found.turns] == ["Sudah kami jelaskan."]
    assert "Sudah kami jelaskan." not in slip.text


def test_an_answer_that_was_not_given_after_all_is_dropped(
    desk: Desk, officer: FlaskClient
) -> None:
    slip = typed_in(officer, {**BY_TELEPHONE, ANSWER: "Sudah kami jelaskan."})
    found = track(desk, output(slip.text, "kode"))
    assert found
    assert found.turns == ()


def test_w3_pressing_save_twice_is_one_case_and_shows_the_code_once(
    desk: Desk, officer: FlaskClient
) -> None:
    check = checked(officer)
    slip = saved(officer, check)
    code, number = output(slip.text, "kode"), output(slip.text, "nomor")
    again = saved(officer, check)
    assert again.status_code == 200
    assert number in again.text
    assert code not in again.text
    assert code.replace(" ", "") not in again.text
    assert rows(desk, cases) == rows(desk, events) == 1


def test_ss6_the_code_of_a_slip_stands_in_no_letter(desk: Desk, officer: FlaskClient) -> None:
    code = output(typed_in(officer).text, "kode")
    packed = b"".join(letter.pack() for letter in letters_out(desk))
    assert code.encode() not in packed
    assert code.replace(" ", "").encode() not in packed


def test_going_back_to_the_form_keeps_everything(officer: FlaskClient) -> None:
    typed = {**BY_TELEPHONE, DAY: "2026-03-12", ON_THE_SPOT: "ya", ANSWER: "Sudah.\nDua baris."}
    page = saved(officer, checked(officer, typed), aksi="ubah")
    assert page.status_code == 200
    for kept in ('value="2026-03-12"', "Sudah.\nDua baris.", 'value="Sari Contoh"'):
        assert kept in page.text
    assert 'value="telephone" checked' in page.text


def test_a_page_of_yesterday_is_shown_again_with_a_fresh_token(
    desk: Desk, officer: FlaskClient, clock: HandClock
) -> None:
    check = checked(officer)
    clock.pass_by(timedelta(hours=24, seconds=1))
    officer = signed_in(desk)
    guard = the_guard(officer.get("/petugas/akun/").text)
    late = saved(officer, check, penjaga=guard)
    assert late.status_code == 410
    assert "lebih dari 24 jam dan belum tersimpan" in late.text
    assert rows(desk, cases) == 0
    assert saved(officer, late).status_code == 200
    assert rows(desk, cases) == 1


def test_an_old_page_whose_case_was_kept_makes_no_second_one(
    desk: Desk, officer: FlaskClient, clock: HandClock
) -> None:
    check = checked(officer)
    number = output(saved(officer, check).text, "nomor")
    clock.pass_by(timedelta(hours=25))
    officer = signed_in(desk)
    late = saved(officer, check, penjaga=the_guard(officer.get("/petugas/akun/").text))
    assert number in late.text
    assert rows(desk, cases) == 1


def test_a_token_of_another_officer_or_of_nobody_saves_nothing(
    desk: Desk, officer: FlaskClient
) -> None:
    check, head = checked(officer), signed_in(desk, HEAD)
    guard = the_guard(head.get("/petugas/akun/").text)
    for response in (
        saved(head, check, penjaga=guard),
        saved(officer, check, token="x"),
    ):
        assert response.status_code == 422
        assert "Belum tersimpan. Tekan Simpan sekali lagi." in response.text
    assert rows(desk, cases) == 0


@contextmanager
def a_database_that_takes_no_case(desk: Desk) -> Iterator[None]:
    """Let the database itself refuse: pages are read, officers stay signed in, nothing is kept."""
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON cases BEGIN SELECT RAISE(ABORT, 'full'); END"
    with desk.store.engine.begin() as connection:
        connection.execute(text(refuse))
    yield
    with desk.store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER refuse"))


def test_f5_while_nothing_can_be_kept_the_page_carries_everything(
    desk: Desk, officer: FlaskClient
) -> None:
    check = checked(officer)
    with a_database_that_takes_no_case(desk):
        page = saved(officer, check)
    assert page.status_code == 503
    assert "belum tersimpan" in page.text
    assert saved(officer, page).status_code == 200
    assert rows(desk, cases) == 1


def test_w8_letters_that_are_no_letters_are_shown_again(officer: FlaskClient) -> None:
    guard = the_guard(officer.get(FORM).text)
    body = "&".join(f"{name}={value}" for name, value in BY_TELEPHONE.items())
    response = officer.post(
        FORM,
        data=f"penjaga={guard}&{body}&harapan=%ff".encode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 422
    assert "Sebagian huruf tidak terbaca." in response.text


def test_w11_what_is_typed_is_data(desk: Desk, officer: FlaskClient) -> None:
    hostile = "{{7*7}} <script>alert(1)</script> {% raise %} cukup panjang"
    typed = {**BY_TELEPHONE, "kronologi": hostile, ON_THE_SPOT: "ya", ANSWER: hostile}
    check = checked(officer, typed)
    assert answers_shown(check.text)["Ceritakan kejadiannya"] == hostile
    assert answers_shown(check.text)["Apa jawaban kantor?"] == hostile
    found = track(desk, output(saved(officer, check).text, "kode"))
    assert found
    assert found.turns[0].text == hostile


def test_the_slip_tells_the_sender_where_to_read_and_names_the_office(
    desk: Desk, officer: FlaskClient
) -> None:
    slip = typed_in(officer)
    office = desk.catalogue.office
    for told in (office.name, office.address, "127.0.0.1:8000/lacak/", "591892"):
        assert told in slip.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Sari Contoh" not in slip.text
    number = output(slip.text, "nomor")
    assert f'href="/petugas/kasus/{number}"' in slip.text
    assert "Location" not in slip.headers


def test_the_front_desk_gets_the_letter_of_any_case(desk: Desk, officer: FlaskClient) -> None:
    typed_in(officer)
    assert rows(desk, outbox) > 0
    assert {letter.to for letter in letters_out(desk) if letter.name == "new_case"} == {FRONT_DESK}


@pytest.mark.parametrize("role", [Role.DIVISION_HEAD, Role.TEAM_MEMBER])
def test_w12_who_may_not_type_in_cannot(desk: Desk, role: Role) -> None:
    with desk.store.writing() as work:
        work.people.add("lain@contoh.example", "Orang Lain", role, "", work.now)
    other = signed_in(desk, "lain@contoh.example")
    for address in ("/petugas/catat/", FORM):
        assert other.get(address).status_code == 403
    assert press(other, FORM, **BY_TELEPHONE).status_code == 403
    assert press(other, f"{FORM}/selesai", **BY_TELEPHONE).status_code == 403
    assert rows(desk, cases) == 0


def test_the_address_of_the_check_page_leads_back_to_the_form(officer: FlaskClient) -> None:
    response = officer.get(f"{FORM}/selesai")
    assert (response.status_code, response.headers["Location"]) == (303, FORM)
    assert officer.get("/petugas/catat/apa/selesai").status_code == 404


def test_an_unknown_form_is_not_there(officer: FlaskClient) -> None:
    assert officer.get("/petugas/catat/apa").status_code == 404
    assert press(officer, "/petugas/catat/apa/selesai").status_code == 404
    check_page(officer.get("/petugas/catat/apa").text)
