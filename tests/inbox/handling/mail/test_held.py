"""Held mail: what waits, who may see it, and the ways in which it is settled, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.events import Noted, ResponseDelivered, SenderWrote
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case.casework import close, name_accused, note, register
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.casefile import BookEntry, CaseFile
from loket_inbox.handling.doors import Opening
from loket_inbox.handling.paging import PAGE_SIZE
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import track
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.readings import Reading
from loket_inbox.store.tables import cases, events, incoming
from loket_inbox.web.officer.arrival import CHANNEL, DAY
from tests.inbox.office import (
    FRONT_DESK,
    HEAD,
    does,
    press,
    signed_in,
    the_case,
    the_officer,
    visit,
)
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    a_reply,
    hidden_fields,
    letters_out,
    output,
    rows,
)

LIST = "/petugas/tertahan/"
STORY = "Saya mau mengadu.\n\nAntrean di loket terlalu lama."


def a_mail(text: str = STORY, subject: str = "Keluhan", number: int = 1) -> bytes:
    headers = {
        "From": "Budi Rekaan <budi@asing.example>",
        "To": "loket@contoh.example",
        "Subject": subject,
        "Date": "Mon, 16 Mar 2026 08:00:00 +0700",
        "Message-ID": f"<{number}@x>",
    }
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{head}\n{text}\n".encode()


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    return a_received_case(desk)


@pytest.fixture
def officer(desk: Desk) -> FlaskClient:
    return signed_in(desk)


@pytest.fixture
def of_stranger(desk: Desk) -> int:
    """A held mail that belongs to no known case."""
    assert receive(desk, a_mail()) is Outcome.NO_TOKEN
    return 1


@pytest.fixture
def of_case(desk: Desk, receipt: Receipt) -> int:
    """A held mail to the reply address of a case."""
    letter = letters_out(desk)[0]
    assert letter.number == receipt.number
    assert receive(desk, a_reply(letter, "Halo", sender="x@asing.example")) is Outcome.OTHER_SENDER
    return 1


def text_of_last(desk: Desk, receipt: Receipt) -> str:
    with desk.store.reading() as work:
        found = work.cases.by_number(receipt.number)
        assert found
        return CaseFile(desk, work, found).text(found.case.version - 1)


def accuse(desk: Desk, receipt: Receipt, email: str = FRONT_DESK) -> None:
    named = (the_officer(desk, email).id,)
    does(name_accused, desk, visit(desk, receipt.number, HEAD), named, "")


def readings(desk: Desk) -> list[Reading]:
    with desk.store.reading() as work:
        return list(work.readings.of_case(1, 10))


def attach(
    client: FlaskClient, mail: int, number: str, part: str, text: str = "Ini teksnya.", **more: str
) -> TestResponse:
    fields = {"nomor": number, "sebagai": part, "teks": text} | more
    response: TestResponse = press(client, f"{LIST}{mail}/lampirkan", **fields)
    return response


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


# A mail becomes a case.


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


# Who may see what.


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
