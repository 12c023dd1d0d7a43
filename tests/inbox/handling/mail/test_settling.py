"""What becomes of a held mail: put aside, put back, a case of its own; and who may know of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.handling.case.accusing import name_accused
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.doors import Opening
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.readings import Reading
from loket_inbox.store.tables import cases, events, incoming
from loket_inbox.web.officer.arrival import CHANNEL, DAY
from tests.inbox.handling.mail.held_mail import LIST, STORY, a_mail, attach
from tests.inbox.office import (
    FRONT_DESK,
    HEAD,
    does,
    press,
    signed_in,
    the_officer,
    visit,
)
from tests.support import (
    HandClock,
    a_reply,
    hidden_fields,
    letters_out,
    output,
    rows,
)


def accuse(desk: Desk, receipt: Receipt, email: str = FRONT_DESK) -> None:
    named = (the_officer(desk, email).id,)
    does(name_accused, desk, visit(desk, receipt.number, HEAD), named, "")


def readings(desk: Desk) -> list[Reading]:
    with desk.store.reading() as work:
        return list(work.readings.of_case(1, 10))


def test_a_mail_is_put_aside_with_a_sealed_reason(
    desk: Desk, officer: FlaskClient, of_stranger: int
) -> None:
    response = press(officer, f"{LIST}{of_stranger}/buang", alasan="Iklan pinjaman")
    assert response.headers["Location"] == f"{LIST}?selesai=disingkirkan"
    assert rows(desk, incoming) == 1
    with desk.store.reading() as work:
        kept = work.messages.by_id(of_stranger)
    assert kept
    assert kept.settlement == "discarded"
    assert kept.settled_reason
    assert b"Iklan" not in kept.settled_reason
    page = officer.get(f"{LIST}{of_stranger}")
    assert page.status_code == 200
    told = ("Surat ini disingkirkan.", "Iklan pinjaman", "Petugas Contoh", STORY, "Budi Rekaan")
    for each in (*told, "Unduh surat asli", "Kembalikan ke daftar"):
        assert each in page.text
    assert "Masukkan ke kasus" not in page.text


def test_what_was_put_aside_can_be_put_back(
    desk: Desk, officer: FlaskClient, of_stranger: int
) -> None:
    press(officer, f"{LIST}{of_stranger}/buang", alasan="Iklan")
    for _ in range(2):
        response = press(officer, f"{LIST}{of_stranger}/kembalikan")
        assert response.headers["Location"] == f"{LIST}{of_stranger}?selesai=dikembalikan"
    page = officer.get(response.headers["Location"]).text
    assert 'role="status">Surat ini kembali ke daftar.' in page
    assert "Masukkan ke kasus" in page
    assert "Menunggu Anda: 1" in officer.get(LIST).text
    assert "0 surat" in officer.get(f"{LIST}?keadaan=selesai").text
    with desk.store.reading() as work:
        kept = work.messages.by_id(of_stranger)
    assert kept
    assert (kept.settlement, kept.settled_by, kept.settled_reason) == ("", None, None)


def test_a_mail_of_a_case_that_was_put_back_is_still_of_it(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_case: int
) -> None:
    press(officer, f"{LIST}{of_case}/buang", alasan="Iklan")
    press(officer, f"{LIST}{of_case}/kembalikan")
    assert f"Kasus: {receipt.number}" in officer.get(LIST).text
    accuse(desk, receipt)
    assert officer.get(f"{LIST}{of_case}").status_code == 404


def test_what_became_something_is_not_put_back(
    officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    attach(officer, of_stranger, receipt.number, "catatan")
    assert "Kembalikan ke daftar" not in officer.get(f"{LIST}{of_stranger}").text
    assert press(officer, f"{LIST}{of_stranger}/kembalikan").status_code == 409
    assert "Menunggu Anda: 0" in officer.get(LIST).text


def test_what_is_settled_is_listed_with_the_newest_first(
    desk: Desk, officer: FlaskClient, receipt: Receipt, clock: HandClock
) -> None:
    for number, subject in enumerate(("Pertama", "Kedua", "Ketiga"), 1):
        receive(desk, a_mail(number=number, subject=subject))
    assert "Belum ada surat yang diurus." in officer.get(f"{LIST}?keadaan=selesai").text
    press(officer, f"{LIST}2/buang", alasan="Iklan")
    clock.pass_by(timedelta(minutes=1))
    attach(officer, 1, receipt.number, "catatan")
    page = officer.get(f"{LIST}?keadaan=selesai").text
    assert "2 surat" in page
    assert page.index("Pertama") < page.index("Kedua")
    assert "Ketiga" not in page
    for told in ("Surat ini disingkirkan.", f"Kasus: {receipt.number}.", "Petugas Contoh · Senin"):
        assert told in page
    assert f'href="{LIST}"' in page
    assert f'href="{LIST}?keadaan=selesai"' in officer.get(LIST).text
    accuse(desk, receipt)
    page = officer.get(f"{LIST}?keadaan=selesai").text
    assert ("Pertama" in page, "Kedua" in page) == (False, True)


def test_the_list_of_what_is_settled_has_pages(
    desk: Desk, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loket_inbox.handling.mail.held.PAGE_SIZE", 1)
    for number in (1, 2):
        receive(desk, a_mail(number=number, subject=f"Surat ke-{number}."))
        press(officer, f"{LIST}{number}/buang", alasan="Iklan")
    first = officer.get(f"{LIST}?keadaan=selesai").text
    assert ("Surat ke-1." in first, "Surat ke-2." in first) == (False, True)
    assert f'href="{LIST}?keadaan=selesai&amp;halaman=2"' in first
    assert "Surat ke-1." in officer.get(f"{LIST}?keadaan=selesai&halaman=2").text


@pytest.mark.parametrize("way", ["lampirkan", "buang", "jadikan-kasus", "kembalikan"])
def test_the_address_of_a_form_leads_to_its_mail(
    officer: FlaskClient, of_stranger: int, way: str
) -> None:
    response = officer.get(f"{LIST}{of_stranger}/{way}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"{LIST}{of_stranger}"
    assert officer.get(f"{LIST}99/{way}").status_code == 404


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 1001])
def test_putting_aside_takes_a_reason(officer: FlaskClient, of_stranger: int, reason: str) -> None:
    response = press(officer, f"{LIST}{of_stranger}/buang", alasan=reason)
    assert response.status_code == 422
    assert "Menunggu Anda: 1" in officer.get(LIST).text


@pytest.mark.parametrize("way", ["lampirkan", "buang", "jadikan-kasus", "kembalikan"])
def test_the_second_officer_reads_what_the_first_one_did(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int, way: str
) -> None:
    head = signed_in(desk, HEAD)
    attach(officer, of_stranger, receipt.number, "catatan")
    fields = {"nomor": receipt.number, "sebagai": "catatan", "teks": "Lagi.", "alasan": "Iklan"}
    response = press(head, f"{LIST}{of_stranger}/{way}", **fields)
    assert response.status_code == 409
    for told in (
        "Surat ini sudah diurus",
        "catatan untuk berkas",
        "Petugas Contoh",
        receipt.number,
    ):
        assert told in response.text
    assert rows(desk, events) == 2


def a_case_of(officer: FlaskClient, mail: int) -> TestResponse:
    """The check page of a case that is made of a held mail."""
    page = press(officer, f"{LIST}{mail}/jadikan-kasus", formulir="pengaduan").text
    fields = dict(hidden_fields(page)) | {
        "identitas": "rahasia",
        "kontak": "sendiri",
        "masalah": "lama",
        "layanan": "1",
        "kronologi": STORY,
        CHANNEL: "email",
        DAY: "2026-03-16",
        "di-tempat": "tidak",
    }
    return officer.post("/petugas/catat/pengaduan", data=fields)


def save(officer: FlaskClient, check: TestResponse) -> TestResponse:
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan"}
    return officer.post("/petugas/catat/pengaduan/selesai", data=fields)


def test_the_form_of_a_mail_holds_its_words(officer: FlaskClient, of_stranger: int) -> None:
    page = press(officer, f"{LIST}{of_stranger}/jadikan-kasus", formulir="pengaduan")
    assert page.status_code == 200
    assert f">\n{STORY}</textarea>" in page.text
    assert 'value="email" checked' in page.text
    assert ("surat-tertahan", "1") in hidden_fields(page.text)


def test_a_mail_becomes_a_case_and_is_settled_with_it(
    desk: Desk, officer: FlaskClient, of_stranger: int
) -> None:
    check = a_case_of(officer, of_stranger)
    slip = save(officer, check)
    number = output(slip.text, "nomor")
    assert "Menunggu Anda: 0" in officer.get(LIST).text
    dossier = open_dossier(desk, the_officer(desk), number)
    assert dossier.case.channel == "email"
    assert dossier.timeline[0].mail == of_stranger
    again = save(officer, check)
    assert number in again.text
    assert rows(desk, cases) == 1


def test_a_mail_that_was_settled_meanwhile_becomes_no_case(
    desk: Desk, officer: FlaskClient, of_stranger: int
) -> None:
    check = a_case_of(officer, of_stranger)
    press(signed_in(desk, HEAD), f"{LIST}{of_stranger}/buang", alasan="Iklan")
    response = save(officer, check)
    assert response.status_code == 409
    assert "Surat ini disingkirkan." in response.text
    assert rows(desk, cases) == 0


@pytest.mark.parametrize("mail", ["99", "-1", "x", "9" * 40])
def test_a_mail_that_is_not_there_becomes_no_case(
    desk: Desk, officer: FlaskClient, of_stranger: int, mail: str
) -> None:
    check = a_case_of(officer, of_stranger)
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan", "surat-tertahan": mail}
    response = officer.post("/petugas/catat/pengaduan/selesai", data=fields)
    assert response.status_code == 404
    assert rows(desk, cases) == 0


def test_opening_a_mail_of_a_case_is_in_its_read_log(
    desk: Desk, officer: FlaskClient, of_case: int
) -> None:
    officer.get(f"{LIST}{of_case}")
    officer.get(f"{LIST}{of_case}/asli")
    assert [(each.what, each.times) for each in readings(desk)] == [(Opening.ORIGINAL.code, 2)]


def test_opening_a_mail_of_no_case_is_in_no_read_log(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    assert receipt
    officer.get(f"{LIST}{of_stranger}")
    assert readings(desk) == []


WAYS = ["lampirkan", "buang", "jadikan-kasus", "kembalikan"]


def test_w12_a_mail_of_a_case_that_complains_of_the_reader_is_not_there(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_case: int
) -> None:
    accuse(desk, receipt)
    assert "Menunggu Anda: 0" in officer.get(LIST).text
    assert receipt.number not in officer.get(LIST).text
    for address in (f"{LIST}{of_case}", f"{LIST}{of_case}/asli"):
        assert officer.get(address).status_code == 404
    for way in WAYS:
        fields = {"nomor": receipt.number, "sebagai": "catatan", "teks": "x", "alasan": "x"}
        assert press(officer, f"{LIST}{of_case}/{way}", **fields).status_code == 404
    assert "Menunggu Anda: 1" in signed_in(desk, HEAD).get(LIST).text


def test_w12_a_mail_goes_into_no_case_that_the_officer_may_not_read(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    accuse(desk, receipt)
    before = rows(desk, events)
    for part in ("jawaban", "catatan", "pesan"):
        response = attach(officer, of_stranger, receipt.number, part)
        assert response.status_code == 422
        assert "Tidak ada kasus dengan nomor itu" in response.text
    assert rows(desk, events) == before


@pytest.mark.parametrize("role", [Role.DIVISION_HEAD, Role.TEAM_MEMBER])
def test_w12_held_mail_is_for_the_front_desk_and_the_head(
    desk: Desk, of_stranger: int, role: Role
) -> None:
    with desk.store.writing() as work:
        work.people.add("lain@contoh.example", "Orang Lain", role, "", work.now)
    other = signed_in(desk, "lain@contoh.example")
    for address in (LIST, f"{LIST}{of_stranger}", f"{LIST}{of_stranger}/asli"):
        assert other.get(address).status_code == 403
    for way in WAYS:
        fields = {"nomor": "K7M4-PX9R", "sebagai": "catatan", "teks": "x", "alasan": "x"}
        assert press(other, f"{LIST}{of_stranger}/{way}", **fields).status_code == 403


@pytest.mark.parametrize("mail", ["2", "0", "9" * 12, "9" * 40, "x"])
def test_a_mail_that_is_not_there_is_not_found(
    officer: FlaskClient, of_stranger: int, mail: str
) -> None:
    assert of_stranger
    assert officer.get(f"{LIST}{mail}").status_code == 404
    assert officer.get(f"{LIST}{mail}/asli").status_code == 404


def test_an_answer_that_was_taken_is_no_held_mail(
    desk: Desk, officer: FlaskClient, receipt: Receipt
) -> None:
    assert receipt
    assert receive(desk, a_reply(letters_out(desk)[0], "Kami periksa.")) is Outcome.ANSWERED
    assert officer.get(f"{LIST}1").status_code == 404


def test_w11_a_hostile_mail_is_data(desk: Desk, officer: FlaskClient) -> None:
    receive(desk, a_mail("{{7*7}}<script>alert(1)</script>", "<b>{{7*7}}</b>"))
    for address in (LIST, f"{LIST}1"):
        page = officer.get(address).text
        assert "&lt;b&gt;{{7*7}}&lt;/b&gt;" in page
        assert "<script>alert" not in page
