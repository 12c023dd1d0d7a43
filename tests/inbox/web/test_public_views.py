from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

import html5lib
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import cases, events, outbox
from loket_inbox.web.posted import MAX_BODY, MAX_TEXT
from loket_site.words.texts import clean_line
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    a_reply,
    answers_shown,
    checked,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    the_check_page,
    the_clock,
    the_receipt,
    without_database,
)

CLOSED = "/kirim/pengaduan/selesai"
URLENCODED = "application/x-www-form-urlencoded"


def summary(page: str) -> str:
    """The words of the error summary."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (alert,) = (each for each in document.iter() if each.get("role") == "alert")
    return " ".join(" ".join(alert.itertext()).split())


def filled(page: str) -> dict[str, str]:
    """What a form page would post again, as a browser reads it; hidden fields left out."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    values: dict[str, str] = {}
    for element in document.iter():
        name, kind = element.get("name", ""), element.get("type")
        if element.tag == "textarea":
            values[name] = element.text or ""
        elif element.tag == "select":
            picked = [o for o in element.iter("option") if o.get("selected") is not None]
            values[name] = picked[0].get("value", "") if picked else ""
        elif element.tag == "input" and kind in {"radio", "checkbox"}:
            if element.get("checked") is not None:
                values[name] = element.get("value", "")
        elif element.tag == "input" and kind != "hidden":
            values[name] = element.get("value", "")
    return {name: value for name, value in values.items() if value}


TYPED = {name: value for name, value in A_COMPLAINT.items() if name not in {"versi", "bahasa"}}


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


def latin_1(kind: str, fields: Mapping[str, str]) -> tuple[bytes, str]:
    """A post of an old program that does not write UTF-8."""
    if kind == "urlencoded":
        return urlencode(fields, encoding="latin-1").encode(), URLENCODED
    parts = "".join(
        f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return f"{parts}--batas--\r\n".encode("latin-1"), "multipart/form-data; boundary=batas"


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


def changed(fields: list[tuple[str, str]], **changes: str) -> list[tuple[str, str]]:
    return [(name, changes.get(name, value)) for name, value in fields]


@pytest.mark.parametrize("token", ["", "palsu", "a.1.b", "x" * 22 + ".1773630000." + "0" * 64])
def test_w2_without_a_token_of_ours_nothing_is_kept_and_nothing_is_lost(
    client: FlaskClient, desk: Desk, token: str
) -> None:
    fields = hidden_fields(the_check_page(client).text)
    response = press(client, changed(fields, token=token), "kirim")
    assert response.status_code == 422
    assert "Tekan Kirim sekali lagi" in response.text
    assert rows(desk, cases) == 0
    again = press(client, hidden_fields(response.text), "kirim")
    assert output(again.text, "nomor")
    assert rows(desk, cases) == 1


def test_w2_a_token_of_another_page_is_foreign(client: FlaskClient, desk: Desk) -> None:
    receipt = the_receipt(client)
    tracking = client.post("/lacak", data={"kode": output(receipt.text, "kode")})
    other = dict(hidden_fields(tracking.text))["token"]
    fields = hidden_fields(the_check_page(client).text)
    assert press(client, changed(fields, token=other), "kirim").status_code == 422
    assert rows(desk, cases) == 1


@pytest.mark.parametrize(
    "changes",
    [{"nama": ""}, {"masalah": "korupsi"}, {"kronologi": "pendek"}, {"nama": "x" * 101}],
    ids=str,
)
def test_answers_that_changed_on_the_way_are_judged_again(
    client: FlaskClient, desk: Desk, changes: dict[str, str]
) -> None:
    fields = hidden_fields(the_check_page(client).text)
    response = press(client, changed(fields, **changes), "kirim")
    assert response.status_code == 422
    assert summary(response.text)
    assert rows(desk, cases) == 0


def test_changing_brings_back_the_filled_form(client: FlaskClient, desk: Desk) -> None:
    fields = hidden_fields(the_check_page(client).text)
    response = press(client, fields, "ubah")
    assert response.status_code == 200
    assert filled(response.text) == TYPED
    assert 'role="alert"' not in response.text
    assert rows(desk, cases) == 0


def test_w3_the_same_page_pressed_again_shows_the_same_receipt(
    client: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    fields = hidden_fields(the_check_page(client).text)
    first = press(client, fields, "kirim")
    clock.pass_by(timedelta(hours=20))
    assert press(client, fields, "kirim").data == first.data
    assert (rows(desk, cases), rows(desk, outbox)) == (1, 1)


def test_a_page_of_yesterday_is_gone_and_helps(
    client: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    sent = hidden_fields(the_check_page(client).text)
    unsent = hidden_fields(the_check_page(client).text)
    press(client, sent, "kirim")
    clock.pass_by(timedelta(hours=24, seconds=1))
    gone = press(client, sent, "kirim")
    assert gone.status_code == 410
    assert "sudah kami simpan" in gone.text
    assert "<output" not in gone.text
    late = press(client, unsent, "kirim")
    assert late.status_code == 410
    assert rows(desk, cases) == 1
    assert output(press(client, hidden_fields(late.text), "kirim").text, "kode")
    assert rows(desk, cases) == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/kirim/pengaduan", "/formulir/pengaduan/"),
        (CLOSED, "/formulir/pengaduan/"),
        ("/lacak", "/lacak/"),
        ("/lacak/pesan", "/lacak/"),
    ],
)
def test_an_address_that_takes_posts_leads_others_to_the_static_page(
    client: FlaskClient, method: str, address: str, page: str
) -> None:
    if method == "HEAD":
        assert client.head(address, buffered=False).status_code == 405
        return
    response = client.open(address, method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert f'href="http://127.0.0.1:8000{page}"' in response.text


@pytest.mark.parametrize("address", ["/", "/kirim", "/kirim/lain", "/kirim/x/y/z", "/surat/"])
def test_an_unknown_address_is_a_page_that_leads_home(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code in {404, 405}
    assert 'href="http://127.0.0.1:8000/"' in response.text


@pytest.mark.parametrize("code", ["lain", "Pengaduan", "%00", "..%2f..", "7'--", "{{7*7}}"])
def test_an_unknown_form_is_not_there(client: FlaskClient, code: str) -> None:
    for address in (f"/kirim/{code}", f"/kirim/{code}/selesai"):
        response = client.post(address, data=dict(A_COMPLAINT))
        assert response.status_code == 404
        assert "49" not in response.text.partition("<main")[2].partition("</main")[0]


WRONG = ["0000 0000 0000 0000", "1234567890123456", "9999-9999-9999-9999"]


def test_w13_every_wrong_code_gets_the_same_page(client: FlaskClient) -> None:
    the_receipt(client)
    pages = {client.post("/lacak", data={"kode": code}).data for code in WRONG}
    assert len(pages) == 1
    written = {
        client.post("/lacak/pesan", data={"kode": code, "pesan": "Halo"}).data for code in WRONG
    }
    assert len(written) == 1
    assert client.post("/lacak", data={"kode": WRONG[0]}).status_code == 200


@pytest.mark.parametrize("code", ["", "12", "0" * 15, "0" * 17, "kode", "<script>", "\0", "é" * 16])
def test_w13_a_code_of_another_length_gets_a_neutral_page_that_counts(
    client: FlaskClient, code: str
) -> None:
    response = client.post("/lacak", data={"kode": code})
    assert response.status_code == 200
    assert "<h1>Kode tidak ditemukan</h1>" in response.text
    digits = sum(map(str.isdigit, code))
    assert f"Yang Anda tulis {digits} angka" in response.text
    assert "<script>" not in response.text.partition("<main")[2]


@pytest.mark.parametrize("body", [b"", b"kode=%ff%fe", b"lain=1", b"&&&", b"kode=1&kode=2"])
def test_an_odd_look_up_gets_the_neutral_page(client: FlaskClient, body: bytes) -> None:
    response = client.post("/lacak", data=body, content_type=URLENCODED)
    assert response.status_code == 200
    assert "Kode tidak ditemukan" in response.text


@dataclass
class Visitor:
    """Somebody with a receipt, who writes from the tracking page."""

    client: FlaskClient
    code: str

    def looks(self) -> TestResponse:
        return self.client.post("/lacak", data={"kode": self.code})

    def writes(self, message: str, **changes: str) -> TestResponse:
        fields = dict(hidden_fields(self.looks().text)) | {"pesan": message} | changes
        return self.client.post("/lacak/pesan", data=fields)


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client, output(the_receipt(client).text, "kode"))


def test_a_message_is_taken_and_said_so(visitor: Visitor, desk: Desk) -> None:
    response = visitor.writes("Apakah sudah ada kabar?")
    assert response.status_code == 200
    assert "Pesan Anda sudah kami simpan" in response.text
    assert "Anda menulis pesan" in response.text
    assert "Apakah sudah ada kabar?" not in visitor.looks().text
    assert rows(desk, outbox) == 2


def test_a_message_from_one_page_is_kept_once(visitor: Visitor, desk: Desk) -> None:
    fields = {**dict(hidden_fields(visitor.looks().text)), "pesan": "Apakah sudah ada kabar?"}
    for _ in range(3):
        assert visitor.client.post("/lacak/pesan", data=fields).status_code == 200
    assert rows(desk, events) == 2


def test_ss6_a_message_with_the_code_is_refused_and_its_words_stay(
    visitor: Visitor, desk: Desk
) -> None:
    message = f"Kode saya {visitor.code.replace(' ', '')}\ntolong"
    response = visitor.writes(message)
    assert response.status_code == 422
    assert "Hapus kode tanda terima" in summary(response.text)
    assert filled(response.text)["pesan"] == message
    assert rows(desk, events) == 1


@pytest.mark.parametrize("message", ["", "   ", "x" * 4001, "halo\0"])
def test_a_message_of_no_use_is_refused_and_stays(
    visitor: Visitor, desk: Desk, message: str
) -> None:
    response = visitor.writes(message)
    assert response.status_code == 422
    assert summary(response.text)
    assert filled(response.text).get("pesan", "").strip() == message.strip("\0 ")
    assert rows(desk, events) == 1


def test_w8_a_message_that_is_not_utf8_is_refused_and_shown(visitor: Visitor, desk: Desk) -> None:
    data, content_type = latin_1("urlencoded", {"kode": visitor.code, "pesan": "Café"})
    response = visitor.client.post("/lacak/pesan", data=data, content_type=content_type)
    assert response.status_code == 422
    assert filled(response.text)["pesan"] == "Café"
    assert rows(desk, events) == 1


def test_a_message_without_a_good_token_is_taken_all_the_same(visitor: Visitor, desk: Desk) -> None:
    assert visitor.writes("Apakah sudah ada kabar?", token="palsu").status_code == 200
    assert rows(desk, events) == 2


def test_ss6_no_answer_to_a_look_up_holds_an_address_with_the_code(visitor: Visitor) -> None:
    page = visitor.looks().text
    digits = visitor.code.replace(" ", "")
    assert page.count(digits) == 1
    assert f'name="kode" value="{digits}"' in page
    assert visitor.code not in page


def test_ss10_the_tracking_page_never_shows_the_story(visitor: Visitor, desk: Desk) -> None:
    receive(desk, a_reply(letters_out(desk)[0], "<b>Kami</b> periksa {{7*7}} besok."))
    visitor.writes("Terima kasih banyak.")
    page = visitor.looks().text
    assert "&lt;b&gt;Kami&lt;/b&gt; periksa {{7*7}} besok." in page
    for private in (A_COMPLAINT["kronologi"], "Sari Contoh", "Terima kasih banyak"):
        assert private not in page


@pytest.fixture
def away(desk: Desk) -> FlaskClient:
    return checked(create_inbox(without_database(desk)))


def test_w15_when_the_database_is_away_the_page_says_so_and_keeps_everything(
    client: FlaskClient, away: FlaskClient, desk: Desk
) -> None:
    fields = hidden_fields(the_check_page(away).text)
    response = press(away, fields, "kirim")
    assert response.status_code == 503
    assert "belum tersimpan" in response.text
    assert "(0286) 591892" in response.text
    assert "<output" not in response.text
    kept = hidden_fields(response.text)
    assert dict(kept)["token"] == dict(fields)["token"]
    assert {**A_COMPLAINT, **dict(kept)} == {**dict(kept), **A_COMPLAINT}
    assert press(away, kept, "kirim").status_code == 503
    receipt = press(client, kept, "kirim")
    assert output(receipt.text, "nomor")
    assert press(client, fields, "kirim").data == receipt.data
    assert rows(desk, cases) == 1


@pytest.mark.parametrize("message", ["Apakah sudah ada kabar?", "halo\0", "", "x" * 4001])
def test_w15_a_message_that_could_not_be_kept_stays_on_the_page(
    away: FlaskClient, visitor: Visitor, message: str
) -> None:
    fields = dict(hidden_fields(visitor.looks().text)) | {"pesan": message}
    response = away.post("/lacak/pesan", data=fields)
    assert response.status_code == 503
    kept = dict(hidden_fields(response.text))
    assert kept["pesan"] == message.replace("\0", "")
    assert (kept["kode"], kept["token"]) == (fields["kode"], fields["token"])
    again = visitor.client.post("/lacak/pesan", data=kept)
    assert again.status_code == (200 if message in {"Apakah sudah ada kabar?", "halo\0"} else 422)


def test_w15_a_look_up_while_the_database_is_away_says_so(away: FlaskClient) -> None:
    response = away.post("/lacak", data={"kode": WRONG[0]})
    assert response.status_code == 503
    assert "(0286) 591892" in response.text


def test_w15_an_unforeseen_failure_is_one_constant_page(desk: Desk) -> None:
    class Broken:
        clock = desk.store.clock

        def writing(self) -> None:
            raise RuntimeError("rahasia dapur")

    store: object = Broken()
    browser = checked(create_inbox(replace(desk, store=store)))  # type: ignore[arg-type]
    response = the_receipt(browser)
    assert response.status_code == 500
    assert "belum tersimpan" in response.text
    for inside in ("rahasia dapur", "Traceback", "RuntimeError", "Sari"):
        assert inside not in response.text


def test_w14_a_public_inbox_asks_for_https(desk: Desk) -> None:
    assert "Strict-Transport-Security" not in the_check_page(checked(create_inbox(desk))).headers
    secure = replace(desk.settings, inbox_url="https://masuk.contoh.example")
    headers = the_check_page(checked(create_inbox(replace(desk, settings=secure)))).headers
    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_health_says_what_waits(client: FlaskClient, desk: Desk, clock: HandClock) -> None:
    calm = client.get("/sehat")
    assert calm.status_code == 200
    assert calm.get_json()["database"] == "ok"
    assert (calm.get_json()["outbox_age_s"], calm.get_json()["last_mail_in_s"]) == (0, None)
    a_received_case(desk)
    clock.pass_by(timedelta(minutes=2))
    receive(desk, b"From: tamu@asing.example\n\nHalo")
    clock.pass_by(timedelta(minutes=1))
    busy = client.get("/sehat").get_json()
    assert (busy["outbox_age_s"], busy["last_mail_in_s"]) == (180, 60)
    assert busy["disk_free"] > 0
    assert busy["version"]


def test_health_says_that_the_database_is_away(away: FlaskClient) -> None:
    response = away.get("/sehat")
    assert response.status_code == 503
    assert response.get_json()["database"] == "away"


LINES = {"nama": "Nama lengkap", "tempat": "Di mana kejadiannya?"}
PARAGRAPHS = {"kronologi": "Ceritakan kejadiannya", "harapan": "Apa yang Anda harapkan?"}
FIELDS = [
    *A_COMPLAINT,
    "waktu",
    "waktu-hari",
    "foto-tersimpan",
    "tempat",
    "harapan",
    "hp",
    "email",
    "kosongkan",
    "token",
    "aksi",
]


@given(
    typed=st.fixed_dictionaries(
        {}, optional={name: st.text(max_size=120) for name in (*LINES, *PARAGRAPHS)}
    )
)
@example(typed={"nama": "e\u200e\u0301", "harapan": "\u1e9b\u0323\r\r\n\x1b\x0b\ufeff"})
@example(typed={"tempat": "\u202egnusab", "harapan": "\n\n=?utf-8?q?x?= &lt; \x85\u2028"})
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_w8_any_text_is_shown_and_kept_as_typed_or_refused(
    client: FlaskClient, desk: Desk, typed: dict[str, str]
) -> None:
    check = the_check_page(client, {**A_COMPLAINT, **typed})
    assert check.status_code in {200, 422}
    if check.status_code == 422:
        return
    shown = answers_shown(check.text)
    for name, text in {**A_COMPLAINT, **typed}.items():
        if name in PARAGRAPHS:
            unix = text.replace("\r\n", "\n").replace("\r", "\n")
            assert shown[PARAGRAPHS[name]] in {
                unicodedata.normalize("NFC", unix).strip(),
                "Tidak diisi",
            }
        elif name in LINES:
            assert shown[LINES[name]] in {clean_line(text), "Tidak diisi"}
    receipt = press(client, hidden_fields(check.text), "kirim")
    assert receipt.status_code == 200
    assert newest_answers(desk) == {
        label: "" if text == "Tidak diisi" else text for label, text in shown.items()
    }


def newest_answers(desk: Desk) -> dict[str, str]:
    """What the newest case holds, by label."""
    with desk.store.engine.connect() as connection:
        row = connection.execute(events.select().order_by(events.c.id.desc())).first()
        assert row
        number = connection.execute(
            cases.select().with_only_columns(cases.c.number).where(cases.c.id == row.case_id)
        ).scalar_one()
    kept = json.loads(desk.envelope.open(number, "answers", row.sealed))
    return {answer["label"]: answer["shown"] for answer in kept["answers"]}


@given(
    typed=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40), max_size=8),
    address=st.sampled_from(["/kirim/pengaduan", CLOSED, "/lacak", "/lacak/pesan"]),
    octets=st.binary(max_size=20),
)
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_w8_nothing_that_can_be_posted_is_an_error_of_ours(
    client: FlaskClient, typed: dict[str, str], address: str, octets: bytes
) -> None:
    # So many wrong codes at once would be a guesser's.
    the_clock(client).pass_by(timedelta(minutes=2))
    body = urlencode({**A_COMPLAINT, **typed, "pesan": octets, "kode": octets}).encode() + octets
    response = client.post(address, data=body, content_type=URLENCODED)
    assert response.status_code in {200, 413, 422}


XSS = [
    "{{7*7}}",
    "{% raw %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "'; DROP TABLE cases; --",
    "&lt;b&gt; &amp; &#60;",
    "javascript:alert(1)//${7*7}#{7*7}",
]


@pytest.mark.parametrize("text", XSS)
def test_w11_what_looks_like_a_program_is_shown_as_typed(
    client: FlaskClient, desk: Desk, text: str
) -> None:
    typed = dict.fromkeys(("nama", "alamat", "alamat-desa", "tempat", "harapan"), text)
    typed["kronologi"] = f"Saya menunggu tiga jam. {text}"
    check = the_check_page(client, {**A_COMPLAINT, **typed})
    shown = answers_shown(check.text)
    assert shown["Nama lengkap"] == shown["Di mana kejadiannya?"] == text
    assert shown["Alamat lengkap"] == f"{text}, {text}, Banjarnegara"
    fields = hidden_fields(check.text)
    assert filled(press(client, fields, "ubah").text) == TYPED | typed
    broken = press(client, changed(fields, masalah="korupsi"), "kirim")
    assert filled(broken.text)["kronologi"] == typed["kronologi"]
    press(client, fields, "kirim")
    assert newest_answers(desk)["Nama lengkap"] == text
    assert f"\n    {text}\n" in letters_out(desk)[0].body
    document = html5lib.parse(check.text, namespaceHTMLElements=False)
    assert not list(document.iter("img"))
    assert [s for s in document.iter("script") if "alert(1)" in (s.text or "")] == []


def test_moments_are_shown_in_the_offices_time(client: FlaskClient, clock: HandClock) -> None:
    clock.now = datetime.fromisoformat("2026-03-16T17:05:00+00:00")
    assert "Selasa, 17 Maret 2026, pukul 00.05 WIB" in the_receipt(client).text


@pytest.mark.parametrize("body", [b"--x\r\nhalf a part", b"no boundary at all"])
def test_a_form_that_was_cut_off_on_the_way_is_no_empty_form(
    client: FlaskClient, body: bytes
) -> None:
    kind = "multipart/form-data; boundary=x"
    answer = client.post("/kirim/pengaduan", data=body, content_type=kind)
    assert answer.status_code == 400
    assert "Belum ada yang tersimpan" in answer.text
