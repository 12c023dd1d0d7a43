"""Held mail: what waits, who may see it, and the ways in which it is settled, each once."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.events import Noted, ResponseDelivered, SenderWrote
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.reading import OPEN
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case.casework import close, note, register
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.paging import PAGE_SIZE
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import track
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import events
from tests.inbox.handling.mail.held_mail import LIST, STORY, a_mail, attach
from tests.inbox.office import (
    HEAD,
    does,
    press,
    the_case,
    the_officer,
    visit,
)
from tests.support import (
    A_COMPLAINT,
    a_received_case,
    a_reply,
    hidden_fields,
    letters_out,
    rows,
)


def text_of_last(desk: Desk, receipt: Receipt) -> str:
    with desk.store.reading() as work:
        found = work.cases.by_number(receipt.number)
        assert found
        return CaseFile(desk, work, found).text(found.case.version - 1, OPEN)


def send(client: FlaskClient, mail: int, check: TestResponse, **changes: str) -> TestResponse:
    fields = dict(hidden_fields(check.text)) | {"aksi": "kirim"} | changes
    return client.post(f"{LIST}{mail}/lampirkan", data=fields)


def test_what_waits_is_listed_oldest_first_with_its_reason(
    desk: Desk, officer: FlaskClient, of_case: int, receipt: Receipt
) -> None:
    assert of_case
    receive(desk, a_mail(subject="=?utf-8?q?Loket_=C3=A9?="))
    page = officer.get(LIST).text
    assert "Menunggu Anda: 2" in page
    assert page.index(Outcome.OTHER_SENDER.sentence) < page.index(Outcome.NO_TOKEN.sentence)
    assert f"Kasus: {receipt.number}" in page
    assert "Loket é" in page
    assert "Budi Rekaan &lt;budi@asing.example&gt;" in page


def test_the_list_has_pages(desk: Desk, officer: FlaskClient) -> None:
    for number in range(PAGE_SIZE + 1):
        receive(desk, a_mail(number=number, subject=f"Surat ke-{number}."))
    assert "Surat ke-50." not in officer.get(LIST).text
    for page in ("2", "99"):
        assert "Surat ke-50." in officer.get(f"{LIST}?halaman={page}").text
    assert "Surat ke-0." in officer.get(f"{LIST}?halaman=apa").text


def test_letters_with_the_same_subject_differ_by_their_first_words(
    desk: Desk, officer: FlaskClient
) -> None:
    a_received_case(desk)
    (letter,) = letters_out(desk)
    receive(desk, a_reply(letter, "Kami periksa besok.", sender="x@asing.example"))
    receive(desk, a_mail("Saya kedua.\n> Kutipan lama\n> lagi", number=2))
    receive(desk, a_mail("kata " * 40, number=3))
    receive(desk, a_mail("> Hanya kutipan", number=4))
    page = officer.get(LIST).text
    for shown in ("“Kami periksa besok.”", "“Saya kedua.”", f"“{'kata ' * 17}kata…”"):
        assert shown in page
    for kept_back in (A_COMPLAINT["kronologi"], "Kutipan lama", "Hanya kutipan"):
        assert kept_back not in page


def test_what_a_mail_quotes_stands_folded_below_its_own_words(
    desk: Desk, officer: FlaskClient
) -> None:
    receive(desk, a_mail("Saya setuju.\n> Kutipan lama"))
    page = officer.get(f"{LIST}1").text
    own, whole = page.index(">Saya setuju.</div>"), page.index("Seluruh isi surat")
    assert page.index('href="#lampirkan"') < own < whole < page.index("&gt; Kutipan lama</div>")


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Mon, 16 Mar 2026 08:00:00 -0000", "Senin, 16 Maret 2026, pukul 15.00 WIB"),
        ("Mon, 16 Mar 2026 20:00:00 GMT", "Selasa, 17 Maret 2026, pukul 03.00 WIB"),
        ("Mon, 16 Mar 2026 08:00:00", "Mon, 16 Mar 2026 08:00:00"),
        ("kemarin sore", "kemarin sore"),
        ("Fri, 31 Dec 9999 23:00:00 -0500", "Fri, 31 Dec 9999 23:00:00 -0500"),
        ("Mon, 99 Mar 2026 08:00:00 +0700", "Mon, 99 Mar 2026 08:00:00 +0700"),
    ],
)
def test_the_mails_own_date_is_said_in_our_words(
    desk: Desk, officer: FlaskClient, header: str, shown: str
) -> None:
    receive(desk, a_mail().replace(b"Mon, 16 Mar 2026 08:00:00 +0700", header.encode()))
    assert f"<dt>Tanggal di surat</dt><dd>{shown}</dd>" in officer.get(f"{LIST}1").text


def test_a_mail_shows_its_words_and_its_headers(officer: FlaskClient, of_stranger: int) -> None:
    page = officer.get(f"{LIST}{of_stranger}").text
    for shown in (STORY, "Keluhan", "loket@contoh.example", "Budi Rekaan"):
        assert shown in page
    assert "Senin, 16 Maret 2026, pukul 08.00 WIB" in page
    assert "Seluruh isi surat" not in page


def test_of_a_sure_cut_only_the_answer_is_offered(desk: Desk, officer: FlaskClient) -> None:
    a_received_case(desk)
    receive(desk, a_reply(letters_out(desk)[0], "Kami periksa besok.", sender="x@asing.example"))
    page = officer.get(f"{LIST}1").text
    assert ">\nKami periksa besok.</textarea>" in page


def test_m16_the_original_can_always_be_opened(officer: FlaskClient, of_stranger: int) -> None:
    for _ in range(2):
        response = officer.get(f"{LIST}{of_stranger}/asli")
        assert response.data == a_mail()
        assert response.mimetype == "application/octet-stream"
        disposition = response.headers["Content-Disposition"]
        assert disposition == f'attachment; filename="surat-{of_stranger}.eml"'
        press(officer, f"{LIST}{of_stranger}/buang", alasan="Iklan")


def test_m11_a_mail_that_nothing_can_read_is_listed_and_opened(
    desk: Desk, officer: FlaskClient
) -> None:
    bomb = b"Subject: Bom\n" + b"a:\n" * 6000
    assert receive(desk, bomb) is Outcome.UNPARSABLE
    assert Outcome.UNPARSABLE.sentence in officer.get(LIST).text
    assert "tidak dapat kami baca" in officer.get(f"{LIST}1").text
    assert officer.get(f"{LIST}1/asli").data == bomb


def test_a_very_long_mail_is_shown_in_part(desk: Desk, officer: FlaskClient) -> None:
    receive(desk, a_mail("kata " * 30_000))
    page = officer.get(f"{LIST}1").text
    assert "Di sini hanya bagian awalnya." in page
    assert len(page) < 150_000


@pytest.mark.parametrize("number", [str.lower, lambda number: number.replace("-", " ")])
def test_a_note_for_the_file_goes_in_at_once(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int, number: object
) -> None:
    typed = number(receipt.number)  # type: ignore[operator]
    response = attach(officer, of_stranger, typed, "catatan", "Dari telepon.\r\nBaris dua.")
    assert response.headers["Location"] == f"{LIST}?selesai=catatan"
    assert isinstance(the_case(desk, receipt.number).history[-1].event, Noted)
    assert text_of_last(desk, receipt) == "Dari telepon.\nBaris dua."
    page = officer.get(response.headers["Location"]).text
    assert 'role="status">Surat itu menjadi catatan' in page
    assert "Menunggu Anda: 0" in page
    assert track(desk, receipt.code).turns == ()  # type: ignore[union-attr]


def test_a_message_of_the_sender_is_told_to_who_answers(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    attach(officer, of_stranger, receipt.number, "pesan", "Apakah sudah ada kabar?")
    last = the_case(desk, receipt.number).history[-1]
    assert isinstance(last.event, SenderWrote)
    assert last.by == the_officer(desk).mark
    letter = letters_out(desk)[-1]
    assert letter.name == "follow_up"
    assert "Apakah sudah ada kabar?" in letter.body


def test_an_answer_is_shown_once_more_before_it_goes_out(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    check = attach(officer, of_stranger, receipt.number.lower(), "jawaban", "Silakan {{7*7}}.")
    assert check.status_code == 200
    assert receipt.number in check.text
    assert "Silakan {{7*7}}." in check.text
    assert the_case(desk, receipt.number).version == 1
    assert send(officer, of_stranger, check).headers["Location"] == f"{LIST}?selesai=jawaban"
    assert isinstance(the_case(desk, receipt.number).history[-1].event, ResponseDelivered)
    found = track(desk, receipt.code)
    assert found
    assert [turn.text for turn in found.turns] == ["Silakan {{7*7}}."]


def test_going_back_from_the_check_page_keeps_what_was_typed(
    officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    check = attach(officer, of_stranger, receipt.number, "jawaban", "Silakan datang.")
    page = send(officer, of_stranger, check, aksi="ubah")
    assert page.status_code == 200
    assert ">\nSilakan datang.</textarea>" in page.text
    assert f'value="{receipt.number}"' in page.text
    assert 'value="jawaban" checked' in page.text


def test_an_answer_waits_when_the_case_has_changed_meanwhile(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    check = attach(officer, of_stranger, receipt.number, "jawaban", "Silakan datang.")
    does(note, desk, visit(desk, receipt.number, HEAD), "Sudah saya telepon.")
    again = send(officer, of_stranger, check)
    assert again.status_code == 409
    assert "Kasus ini baru saja berubah." in again.text
    assert "Silakan datang." in again.text
    assert send(officer, of_stranger, again).status_code == 303


def test_a_press_without_the_check_page_answers_nobody(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    response = attach(officer, of_stranger, receipt.number, "jawaban", aksi="kirim")
    assert response.status_code == 409
    assert the_case(desk, receipt.number).version == 1


def test_m16_no_reply_address_of_ours_goes_to_the_sender(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    text = "Balas ke " + letters_out(desk)[0].reply_to.upper().replace("@", "\n@")
    check = attach(officer, of_stranger, receipt.number, "jawaban", text)
    response = send(officer, of_stranger, check)
    assert response.status_code == 422
    assert "alamat email petugas atau alamat balasan" in response.text
    assert the_case(desk, receipt.number).version == 1


def test_the_timeline_leads_to_the_original(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    attach(officer, of_stranger, receipt.number, "catatan")
    dossier = open_dossier(desk, the_officer(desk), receipt.number)
    assert dossier.timeline[-1].mail == of_stranger


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"nomor": ""}, "Tulis nomor kasusnya"),
        ({"nomor": "ZZZZ-ZZZZ"}, "Tidak ada kasus dengan nomor itu"),
        ({"nomor": "' OR 1=1"}, "Tidak ada kasus dengan nomor itu"),
        ({"sebagai": ""}, "Pilih surat ini menjadi apa."),
        ({"sebagai": "apa"}, "Pilih surat ini menjadi apa."),
        ({"teks": " \r\n"}, "Tulis teksnya."),
        ({"teks": "x" * 20_001}, "paling banyak 20000 huruf"),
    ],
)
def test_what_is_missing_is_said(
    desk: Desk,
    officer: FlaskClient,
    receipt: Receipt,
    of_stranger: int,
    typed: dict[str, str],
    sentence: str,
) -> None:
    fields = {"nomor": receipt.number, "sebagai": "catatan", "teks": "x"} | typed
    response = press(officer, f"{LIST}{of_stranger}/lampirkan", **fields)
    assert response.status_code == 422
    assert sentence in response.text
    assert rows(desk, events) == 1


def test_a_closed_case_takes_no_answer_but_a_message_opens_it(
    desk: Desk, officer: FlaskClient, receipt: Receipt, of_stranger: int
) -> None:
    does(register, desk, visit(desk, receipt.number), BookEntry(), "", is_complete=False)
    does(close, desk, visit(desk, receipt.number), Result.NOT_OURS, "")
    refused = attach(officer, of_stranger, receipt.number, "jawaban")
    assert refused.status_code == 422
    assert "Kasus ini sudah ditutup." in refused.text
    assert attach(officer, of_stranger, receipt.number, "pesan").status_code == 303
