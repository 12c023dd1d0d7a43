"""Trying again: what was kept is not kept twice, and what was not kept is not lost."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from msgspec import structs

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.store.tables import cases
from loket_inbox.web.officer.arrival import ANSWER, CHANNEL, DAY, ON_THE_SPOT
from tests.inbox.handling.files.file_support import a_file, send_with, trusting
from tests.inbox.office import signed_in
from tests.support import (
    A_COMPLAINT,
    check_page,
    checked,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    the_check_page,
    the_form,
    the_receipt,
    with_forms,
)

WRITE = "/lacak/pesan"


def messages(desk: Desk) -> list[str]:
    """What officers read of messages that senders wrote later."""
    return [each.body for each in letters_out(desk) if each.name == "follow_up"]


def tracking(client: FlaskClient, code: str) -> dict[str, str]:
    return dict(hidden_fields(client.post("/lacak", data={"kode": code}).text))


def test_other_words_from_the_same_page_are_another_message(
    client: FlaskClient, desk: Desk
) -> None:
    page = tracking(client, output(the_receipt(client).text, "kode"))
    for message in ("Versi satu.", "Versi satu.", "Versi satu. Tambahan: alamat baru."):
        sent = client.post(WRITE, data={**page, "pesan": message})
        assert "Pesan Anda sudah kami simpan." in sent.text
    first, second = messages(desk)
    assert "Tambahan" not in first
    assert "Tambahan: alamat baru." in second


def test_a_message_under_a_code_that_opens_nothing_is_not_lost(
    client: FlaskClient, desk: Desk
) -> None:
    code = output(the_receipt(client).text, "kode")
    typed = {"kode": "1111 2222 3333 4444", "pesan": "Pesan <b>penting</b>.", "token": "x"}
    page = client.post(WRITE, data=typed)
    assert "Pesan Anda belum tersimpan" in page.text
    again = client.post(WRITE, data={**dict(hidden_fields(page.text)), "kode": code})
    assert "Pesan Anda sudah kami simpan." in again.text
    (message,) = messages(desk)
    assert "Pesan <b>penting</b>." in message


def with_place_required(desk: Desk) -> Desk:
    """The same office, whose form refuses what it took before."""
    form = the_form(desk)
    sections = tuple(
        structs.replace(
            section,
            questions=tuple(
                structs.replace(each, required=each.required or each.id == "tempat")
                for each in section.questions
            ),
        )
        for section in form.sections
    )
    return with_forms(desk, structs.replace(form, version=4, sections=sections))


def test_w3_a_receipt_comes_again_although_the_form_would_refuse_the_answers_now(
    client: FlaskClient, desk: Desk
) -> None:
    check = the_check_page(client)
    first = press(client, hidden_fields(check.text), "kirim")
    later = checked(create_inbox(with_place_required(desk)))
    again = press(later, hidden_fields(check.text), "kirim")
    assert output(again.text, "kode") == output(first.text, "kode")
    assert rows(desk, cases) == 1


@pytest.mark.parametrize("token", ["", "x.1.y"])
def test_w4_whoever_is_asked_to_press_again_has_read_the_page(
    client: FlaskClient, desk: Desk, token: str
) -> None:
    fields = dict(hidden_fields(the_check_page(client).text)) | {"token": token, "aksi": "kirim"}
    asked = client.post("/kirim/pengaduan/selesai", data=fields)
    assert "Tekan Kirim sekali lagi" in asked.text
    sent = client.post(
        "/kirim/pengaduan/selesai", data=dict(hidden_fields(asked.text)) | {"aksi": "kirim"}
    )
    assert output(sent.text, "nomor")
    with desk.store.reading() as work:
        assert not work.cases.by_id(1).case.is_set_aside


def test_w8_letters_that_cannot_be_read_do_not_matter_where_nothing_was_asked(
    client: FlaskClient,
) -> None:
    page = client.post(
        "/kirim/pengaduan",
        data=b"&".join(f"{name}={value}".encode() for name, value in A_COMPLAINT.items())
        + b"&jumlah=%e9",
        content_type="application/x-www-form-urlencoded",
    )
    assert page.status_code == 200


BY_PHONE = {**A_COMPLAINT, CHANNEL: "telephone", DAY: "2026-03-16", ON_THE_SPOT: "ya"}
CATAT = "/petugas/catat/pengaduan"


def at_the_desk(desk: Desk, said: str) -> tuple[FlaskClient, dict[str, str]]:
    """An officer who has read the check page of a call with a photo, answered with these words."""
    officer = signed_in(desk)
    form = dict(hidden_fields(officer.get(CATAT).text))
    typed = {**BY_PHONE, **form, ANSWER: said}
    check = send_with(officer, a_file("kuitansi"), fields=list(typed.items()), address=CATAT)
    assert check.status_code == 200, check.text
    return officer, dict(hidden_fields(check.text)) | {"aksi": "simpan"}


def test_an_answer_that_only_officers_may_know_is_shown_again_with_everything_else(
    desk: Desk,
) -> None:
    desk = trusting(desk)
    officer, fields = at_the_desk(desk, "Hubungi petugas@contoh.example saja.")
    page = officer.post(f"{CATAT}/selesai", data=fields)
    assert page.status_code == 422
    check_page(page.text)
    assert f'href="#{ANSWER}"' in page.text
    assert "kuitansi.jpg" in page.text
    assert A_COMPLAINT["kronologi"] in page.text
    assert rows(desk, cases) == 0


def test_an_officer_who_is_signed_out_reads_no_key_of_a_file(desk: Desk) -> None:
    desk = trusting(desk)
    officer, fields = at_the_desk(desk, "Sudah.")
    token = fields["foto-tersimpan"]
    officer.delete_cookie("__Host-petugas", path="/")
    page = officer.post(f"{CATAT}/selesai", data=fields)
    assert page.status_code == 403
    assert A_COMPLAINT["kronologi"] in page.text
    assert token not in page.text
    assert "Berkasnya tidak ikut. Pilih lagi." in page.text


def test_what_was_typed_in_once_is_not_typed_in_twice_although_the_form_has_changed(
    desk: Desk,
) -> None:
    desk = trusting(desk)
    officer, fields = at_the_desk(desk, "Sudah.")
    first = officer.post(f"{CATAT}/selesai", data=fields)
    assert output(first.text, "kode")
    later = signed_in(with_place_required(desk))
    fields["penjaga"] = dict(hidden_fields(later.get(CATAT).text))["penjaga"]
    again = later.post(f"{CATAT}/selesai", data=fields)
    assert output(first.text, "nomor") in again.text
    assert rows(desk, cases) == 1
