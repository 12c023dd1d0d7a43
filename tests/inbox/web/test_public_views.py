from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from loket_inbox.desk import Desk
from loket_inbox.store.tables import cases, events, outbox
from loket_inbox.web.posted import MAX_BODY, MAX_TEXT
from tests.inbox.web.filled_forms import CLOSED, TYPED, URLENCODED, filled, latin_1, summary
from tests.support import (
    A_COMPLAINT,
    answers_shown,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    the_check_page,
)


def test_the_main_road_from_form_to_receipt(client: FlaskClient, desk: Desk) -> None:
    check = the_check_page(client)
    assert check.status_code == 200
    shown = answers_shown(check.text)
    assert shown["Nama lengkap"] == "Sari Contoh"
    assert shown["Alamat lengkap"] == "Jalan Rekaan 1 RT 02/RW 03, Desa Rekaan, Banjarnegara"
    assert shown["Kapan kejadiannya?"] == "Tidak diisi"
    assert "Nomor telepon Anda" not in shown
    assert rows(desk, cases) == 0
    receipt = press(client, hidden_fields(check.text), "kirim")
    assert receipt.status_code == 200
    assert rows(desk, cases) == 1
    groups = output(receipt.text, "kode").split(" ")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    tracking = client.post("/lacak", data={"kode": output(receipt.text, "kode")})
    assert tracking.status_code == 200
    assert output(receipt.text, "nomor") in tracking.text


def test_w1_the_first_post_keeps_nothing(client: FlaskClient, desk: Desk) -> None:
    for _ in range(3):
        the_check_page(client)
    assert rows(desk, cases) == rows(desk, events) == rows(desk, outbox) == 0


def test_an_empty_form_names_every_missing_answer(client: FlaskClient) -> None:
    response = client.post("/kirim/pengaduan", data={"versi": "1"})
    assert response.status_code == 422
    told = summary(response.text)
    for sentence in ("Tulis nama lengkap Anda.", "Tulis apa yang terjadi.", "Beri tanda setuju"):
        assert sentence in told
    assert "<title>Perlu diperbaiki: " in response.text


def test_an_empty_body_is_an_empty_form(client: FlaskClient) -> None:
    response = client.post("/kirim/pengaduan", data=b"", content_type=URLENCODED)
    assert response.status_code == 422


@pytest.mark.parametrize("missing", ["nama", "alamat", "masalah", "kronologi", "setuju", "kontak"])
def test_one_missing_answer_leaves_the_others_in_place(client: FlaskClient, missing: str) -> None:
    response = the_check_page(client, {**A_COMPLAINT, missing: ""})
    assert response.status_code == 422
    assert summary(response.text).startswith("Ada 1 hal ")
    assert filled(response.text) == {n: v for n, v in TYPED.items() if n != missing}


def test_w6_a_too_long_answer_is_shown_again_in_full(client: FlaskClient) -> None:
    long = "Saya menunggu. " * 1000
    response = the_check_page(client, {**A_COMPLAINT, "kronologi": long})
    assert response.status_code == 422
    assert "Ringkas cerita Anda" in summary(response.text)
    assert filled(response.text) == TYPED | {"kronologi": long.strip()}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("masalah", "korupsi"),
        ("layanan", "999"),
        ("identitas", "tanpa"),
        ("kontak", "burung"),
        ("setuju", "tidak"),
        ("alamat-kecamatan", "Atlantis"),
    ],
)
def test_an_unknown_choice_is_refused_and_the_rest_stays(
    client: FlaskClient, desk: Desk, field: str, value: str
) -> None:
    response = the_check_page(client, {**A_COMPLAINT, field: value})
    assert response.status_code == 422
    kept = filled(response.text)
    assert {n: v for n, v in kept.items() if n != field} == {
        n: v for n, v in TYPED.items() if n != field
    }
    assert rows(desk, cases) == 0


@pytest.mark.parametrize("field", ["nama", "kronologi", "masalah", "alamat-desa", "setuju"])
def test_w8_a_doubled_single_field_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, field: str
) -> None:
    body = {name: [value] for name, value in A_COMPLAINT.items()}
    second = "sikap" if field == "masalah" else "ya" if field == "setuju" else "Isi yang kedua"
    body[field].append(second)
    response = client.post("/kirim/pengaduan", data=body)
    assert response.status_code == 422
    assert "lebih dari satu kali" in summary(response.text)
    kept = filled(response.text)
    assert A_COMPLAINT[field] in kept[field]
    if field not in {"masalah", "setuju"}:
        assert second in kept[field]


@pytest.mark.parametrize("field", ["nama", "kronologi", "masalah", "setuju"])
def test_w8_a_nul_is_refused_and_the_words_stay(client: FlaskClient, field: str) -> None:
    response = the_check_page(client, {**A_COMPLAINT, field: A_COMPLAINT[field] + "\0"})
    assert response.status_code == 422
    assert "\0" not in response.text
    assert summary(response.text)
    if field not in {"masalah", "setuju"}:
        assert filled(response.text) == TYPED


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
@pytest.mark.parametrize("field", ["nama", "kronologi"])
def test_w8_an_answer_that_is_not_utf8_is_refused_and_shown(
    client: FlaskClient, desk: Desk, kind: str, field: str
) -> None:
    data, content_type = latin_1(kind, {**A_COMPLAINT, field: "Café di Jalan Rekaan, pagi-pagi"})
    response = client.post("/kirim/pengaduan", data=data, content_type=content_type)
    assert response.status_code == 422
    assert "huruf tidak terbaca" in summary(response.text)
    kept = filled(response.text)
    assert "di Jalan Rekaan" in kept[field]
    assert {n: v for n, v in kept.items() if n != field} == {
        n: v for n, v in TYPED.items() if n != field
    }
    token = hidden_fields(the_check_page(client).text)
    body = dict(token) | {field: "x"}
    data, content_type = latin_1(kind, {**body, field: "Café", "aksi": "kirim"})
    assert client.post(CLOSED, data=data, content_type=content_type).status_code == 422
    assert rows(desk, cases) == 0


def test_a_multipart_post_is_as_good_as_any(client: FlaskClient) -> None:
    response = client.post(
        "/kirim/pengaduan", data=dict(A_COMPLAINT), content_type="multipart/form-data"
    )
    assert response.status_code == 200
    assert answers_shown(response.text)["Nama lengkap"] == "Sari Contoh"


@pytest.mark.parametrize("content_type", [URLENCODED, "multipart/form-data"])
@pytest.mark.parametrize(("parts", "status"), [(100, 422), (101, 413)])
def test_w6_a_post_has_at_most_100_parts(
    client: FlaskClient, content_type: str, parts: int, status: int
) -> None:
    data = {f"isian-{n}": "x" for n in range(parts)}
    response = client.post("/kirim/pengaduan", data=data, content_type=content_type)
    assert response.status_code == status


@pytest.mark.parametrize("content_type", [URLENCODED, "multipart/form-data"])
def test_w6_too_much_text_is_told_on_a_page_that_helps(
    client: FlaskClient, content_type: str
) -> None:
    data = {**A_COMPLAINT, "kronologi": "x" * (MAX_TEXT + 1)}
    response = client.post("/kirim/pengaduan", data=data, content_type=content_type)
    assert response.status_code == 413
    assert "Belum ada yang tersimpan" in response.text
    assert "(0286) 591892" in response.text


def test_w6_text_just_below_the_limit_is_shown_again(client: FlaskClient) -> None:
    story = "é" * (MAX_TEXT // 2 - 500)
    response = the_check_page(client, {**A_COMPLAINT, "kronologi": story})
    assert response.status_code == 422
    assert filled(response.text)["kronologi"] == story


def test_w6_a_body_above_the_limit_is_not_read(client: FlaskClient) -> None:
    for content_type in (URLENCODED, "multipart/form-data; boundary=b"):
        response = client.post(
            "/kirim/pengaduan", data=b"x" * (MAX_BODY + 1), content_type=content_type
        )
        assert response.status_code == 413


def test_w6_files_that_no_question_asks_for_are_not_taken(client: FlaskClient) -> None:
    with open(__file__, "rb") as file:  # noqa: PTH123 - Werkzeug's client wants a file
        data = {**A_COMPLAINT, "surat": (file, "../../surat.jpg")}
        response = client.post("/kirim/pengaduan", data=data, content_type="multipart/form-data")
    assert response.status_code == 200
    assert "surat.jpg" not in response.text


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "", "a/b; c=\0"])
@pytest.mark.parametrize("address", ["/kirim/pengaduan", CLOSED, "/lacak", "/lacak/pesan"])
def test_another_kind_of_body_is_refused(
    client: FlaskClient, address: str, content_type: str
) -> None:
    response = client.post(address, data=json.dumps({"nama": "x"}), content_type=content_type)
    assert response.status_code == 415


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=lain"]
)
def test_a_broken_multipart_body_is_an_empty_form(client: FlaskClient, content_type: str) -> None:
    response = client.post("/kirim/pengaduan", data=b"--b\r\nrusak", content_type=content_type)
    assert response.status_code in {400, 422}


def test_an_older_page_is_told_and_loses_nothing(client: FlaskClient) -> None:
    response = the_check_page(client, {**A_COMPLAINT, "versi": "0"})
    assert response.status_code == 200
    assert "Formulir ini sudah kami perbarui" in response.text
    assert answers_shown(response.text)["Ceritakan kejadiannya"] == A_COMPLAINT["kronologi"]
    response = the_check_page(client, {**A_COMPLAINT, "versi": "0", "nama": ""})
    assert response.status_code == 422
    assert "Formulir ini sudah kami perbarui" in response.text
    assert filled(response.text) == {n: v for n, v in TYPED.items() if n != "nama"}


def test_an_answer_to_a_question_that_was_not_asked_is_dropped(
    client: FlaskClient, desk: Desk
) -> None:
    check = the_check_page(client, {**A_COMPLAINT, "hp": "081234567890"})
    assert "081234567890" not in check.text
    press(client, hidden_fields(check.text), "kirim")
    assert "081234567890" not in letters_out(desk)[0].body
