"""Files in the public's way in: kept while the form goes to and fro, each removable (W-6, W-9)."""

from __future__ import annotations

import html
import http.client
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.handling import networks
from loket_inbox.handling.files.waiting import LIFE, MOST_OCTETS, SHARE_OCTETS
from loket_inbox.store.tables import case_files, cases, waiting_files
from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.refusals import Refusal
from tests.inbox.handling.files.file_support import QUESTION, File, a_file, send_with, trusting
from tests.pictures import a_photo, saved
from tests.support import (
    A_COMPLAINT,
    CONTENT,
    HandClock,
    a_desk,
    answers_shown,
    check_page,
    checked,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
)
from tests.tools import free_port, loket, running

KEPT, DROPPED = f"{QUESTION}-tersimpan", f"{QUESTION}-buang"
INCOMPLETE = [pair for pair in A_COMPLAINT.items() if pair[0] != "setuju"]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return trusting(desk)


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return checked(create_inbox(desk))


def tokens(page: str) -> list[str]:
    """The files that a page carries."""
    return [value for name, value in hidden_fields(page) if name == KEPT]


def refilled(page: str) -> list[tuple[str, str]]:
    """What the form page would post: the answers again, and the files that it carries."""
    return [*A_COMPLAINT.items(), *((KEPT, token) for token in tokens(page))]


def test_files_are_named_before_sending_and_come_along(client: FlaskClient, desk: Desk) -> None:
    check = send_with(client, a_file("kuitansi"), a_file("papan", octets=2_500_000))
    assert check.status_code == 200
    shown = answers_shown(check.text)["Foto bukti"]
    assert shown == "kuitansi.jpg (1 kB)\npapan.jpg (2,5 MB)"
    assert rows(desk, cases) == 0
    receipt = press(client, hidden_fields(check.text), "kirim")
    assert output(receipt.text, "nomor")
    assert (rows(desk, case_files), rows(desk, waiting_files)) == (2, 0)
    (letter,) = (each for each in letters_out(desk) if each.name == "new_case")
    assert "Foto bukti\n    2 berkas\n" in letter.body
    assert "Ada 2 berkas. Buka di meja petugas: http" in letter.body
    assert "kuitansi" not in letter.body


def test_a_form_without_a_file_says_nothing_of_files(client: FlaskClient, desk: Desk) -> None:
    check = send_with(client, ("", b""))
    assert answers_shown(check.text)["Foto bukti"] == "Tidak diisi"
    press(client, hidden_fields(check.text), "kirim")
    (letter,) = (each for each in letters_out(desk) if each.name == "new_case")
    assert "berkas. Buka" not in letter.body


def test_files_are_kept_over_a_mistake_elsewhere(client: FlaskClient) -> None:
    page = send_with(client, a_file("satu"), fields=INCOMPLETE)
    assert page.status_code == 422
    assert "satu.jpg" in page.text
    check = send_with(client, a_file("dua"), fields=refilled(page.text))
    assert answers_shown(check.text)["Foto bukti"] == "satu.jpg (1 kB)\ndua.jpg (1 kB)"


def test_files_are_kept_over_ubah_and_each_can_be_thrown_away(
    client: FlaskClient, desk: Desk
) -> None:
    check = send_with(client, a_file("satu"), a_file("dua"))
    page = press(client, hidden_fields(check.text), "ubah")
    assert page.status_code == 200
    assert page.text.count("Buang berkas ini") == 2
    one, other = tokens(page.text)
    check = send_with(client, fields=refilled(page.text), **{DROPPED: one})
    assert answers_shown(check.text)["Foto bukti"] == "dua.jpg (1 kB)"
    assert tokens(check.text) == [other]
    assert rows(desk, waiting_files) == 1


def test_w9_each_refused_file_has_its_sentence_and_the_others_stay(
    client: FlaskClient, desk: Desk
) -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    page = send_with(client, a_file("satu"), ("IMG_1.HEIC", heic), ("kosong.png", b""))
    assert page.status_code == 422
    for name, why in (("IMG_1.HEIC", Refusal.HEIC), ("kosong.png", Refusal.EMPTY)):
        assert html.escape(f"{name}: {why.sentence}") in page.text
    assert len(tokens(page.text)) == rows(desk, waiting_files) == 1
    # The next try needs nothing but the button: what was refused is not there any more.
    assert send_with(client, fields=refilled(page.text)).status_code == 200


def test_more_files_than_the_question_takes_are_shown_to_choose_from(client: FlaskClient) -> None:
    page = send_with(client, *(a_file(f"foto{number}") for number in range(4)))
    assert page.status_code == 422
    assert "Sisakan paling banyak 3 foto." in page.text
    held = tokens(page.text)
    check = send_with(client, fields=refilled(page.text), **{DROPPED: held[0]})
    assert tokens(check.text) == held[1:]


def test_w6_one_request_makes_no_more_work_than_twice_that(client: FlaskClient, desk: Desk) -> None:
    page = send_with(client, *(a_file(f"foto{number}") for number in range(40)))
    assert page.status_code == 422
    assert Refusal.TOO_MANY.sentence in page.text
    assert rows(desk, waiting_files) == 6
    more = [(KEPT, token) for token in tokens(page.text)] * 3
    again = send_with(client, a_file("lagi"), fields=[*A_COMPLAINT.items(), *more])
    assert len(tokens(again.text)) == rows(desk, waiting_files) == 6


@pytest.mark.parametrize("button", ["kirim", "ubah"])
def test_files_that_are_too_old_are_asked_for_again_and_nothing_else_is(
    client: FlaskClient, desk: Desk, clock: HandClock, button: str
) -> None:
    early = send_with(client, a_file("satu"), fields=INCOMPLETE)
    clock.pass_by(LIFE - timedelta(minutes=1))
    check = send_with(client, a_file("dua"), fields=refilled(early.text))
    clock.pass_by(timedelta(minutes=2))
    page = press(client, hidden_fields(check.text), button)
    assert page.status_code == 422
    assert "menunggu lebih dari 60 menit" in page.text
    assert A_COMPLAINT["kronologi"] in page.text
    assert "dua.jpg" in page.text
    assert "satu.jpg" not in page.text
    assert rows(desk, cases) == 0
    check = send_with(client, fields=refilled(page.text))
    assert answers_shown(check.text)["Foto bukti"] == "dua.jpg (1 kB)"


def test_the_same_page_sent_twice_gives_the_same_receipt(client: FlaskClient, desk: Desk) -> None:
    fields = hidden_fields(send_with(client, a_file()).text)
    first, second = (press(client, fields, "kirim").text for _ in range(2))
    assert output(first, "nomor") == output(second, "nomor")
    assert output(first, "kode") == output(second, "kode")
    assert rows(desk, cases) == 1


def test_w2_another_site_never_gets_that_receipt(client: FlaskClient) -> None:
    fields = hidden_fields(send_with(client, a_file()).text)
    press(client, fields, "kirim")
    body = {"aksi": "kirim"} | dict(fields)
    stranger = {"Sec-Fetch-Site": "cross-site"}
    page = client.post("/kirim/pengaduan/selesai", data=body, headers=stranger)
    assert page.status_code == 422
    assert 'id="kode"' not in page.text
    foreign = body | {"token": "x"}
    assert client.post("/kirim/pengaduan/selesai", data=foreign).status_code == 422


def test_a_receipt_is_not_shown_again_after_a_day(client: FlaskClient, clock: HandClock) -> None:
    fields = hidden_fields(send_with(client, a_file()).text)
    press(client, fields, "kirim")
    clock.pass_by(timedelta(days=2))
    assert press(client, fields, "kirim").status_code == 410


def test_a_file_for_a_question_that_takes_none_is_left_alone(
    client: FlaskClient, desk: Desk
) -> None:
    data = [*A_COMPLAINT.items(), ("nama-tersimpan", "x"), (KEPT, "bukan-token")]
    page = send_with(client, fields=data)
    assert page.status_code == 422  # A token that finds nothing counts as a file that is gone.
    assert rows(desk, waiting_files) == 0


def break_the_database(desk: Desk) -> None:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE cases RENAME TO hilang")
        connection.exec_driver_sql("ALTER TABLE waiting_files RENAME TO hilang_juga")


def mend_the_database(desk: Desk) -> None:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE hilang RENAME TO cases")
        connection.exec_driver_sql("ALTER TABLE hilang_juga RENAME TO waiting_files")


def test_f5_while_the_database_is_away_the_page_keeps_the_keys_to_its_files(
    client: FlaskClient, desk: Desk
) -> None:
    fields = hidden_fields(send_with(client, a_file()).text)
    break_the_database(desk)
    page = press(client, fields, "kirim")
    assert page.status_code == 503
    assert "elum tersimpan" in page.text
    refused = send_with(client, a_file("dua"))
    assert refused.status_code == 422
    assert Refusal.NOT_KEPT.sentence in refused.text
    mend_the_database(desk)
    assert press(client, hidden_fields(page.text), "kirim").status_code == 200
    assert rows(desk, case_files) == 1


def test_w10_what_a_file_is_called_stands_on_the_page_as_text_and_nowhere_else(
    client: FlaskClient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    name = "'><script>alert(1)<b>{{7*7}}.jpg"
    page = send_with(client, (name, a_file()[1]), fields=INCOMPLETE)
    assert "7*7" not in str(page.headers)
    assert "<script>alert(1)" not in page.text
    assert name in html.unescape(page.text)
    assert "7*7" not in caplog.text
    with desk.store.engine.connect() as connection:
        assert b"7*7" not in connection.execute(select(waiting_files.c.sealed)).scalar_one()


def test_w6_a_body_over_16_mb_says_how_to_send_without_files(client: FlaskClient) -> None:
    large: File = a_file("besar", octets=16_500_000)
    page = send_with(client, large)
    assert page.status_code == 413
    assert "tanpa berkas" in page.text


def test_w6_a_body_far_above_the_limit_is_refused_in_our_own_words(tmp_path: Path) -> None:
    a_desk(tmp_path / "var")
    port = free_port()
    env = {"LOKET_DATA": str(tmp_path / "var"), "LOKET_CONTENT": str(CONTENT)}
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": "20000000"}
    with running(loket("serve", "--port", str(port)), f"http://127.0.0.1:{port}/sehat", **env):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/kirim/pengaduan", headers=headers)
        response = connection.getresponse()
        page = response.read().decode()
        connection.close()
    assert response.status == 413
    check_page(page)
    assert "Kiriman ini terlalu besar" in page
    assert "tanpa berkas" in page


def test_w_17_a_full_house_answers_at_once_with_everything_typed_and_the_way_out(
    desk: Desk,
) -> None:
    full = replace(desk, pictures=FullHouse())
    client = checked(create_inbox(full))
    page = send_with(client, ("foto.jpg", a_photo()))
    assert page.status_code == 422
    told = html.unescape(page.text)
    assert Refusal.BUSY.sentence in told
    assert A_COMPLAINT["kronologi"] in told
    again = send_with(client, fields=refilled(page.text))
    assert again.status_code == 200
    assert rows(desk, waiting_files) == 0


class FullHouse:
    """Pictures that others are busy with."""

    def place(self) -> AbstractContextManager[bool]:
        return nullcontext(False)

    def redrawn(self, kind: FileKind, content: bytes) -> bytes:
        raise AssertionError(kind, len(content))


def test_w_17_text_alone_asks_for_no_place(desk: Desk) -> None:
    client = checked(create_inbox(replace(desk, pictures=FullHouse())))
    assert client.post("/kirim/pengaduan", data=dict(A_COMPLAINT)).status_code == 200


def test_w_17_the_pictures_of_one_request_have_a_budget_of_pixels(
    client: FlaskClient, desk: Desk
) -> None:
    large = saved(Image.new("L", (5000, 4000)), "PNG")
    page = send_with(client, *((f"{number}.png", large) for number in range(3)))
    assert page.status_code == 422
    assert html.unescape(page.text).count(f"2.png: {Refusal.TOO_MUCH.sentence}") == 2
    assert len(tokens(page.text)) == 2
    # What was taken waits; the third one comes along alone.
    assert rows(desk, waiting_files) == 2


@pytest.mark.parametrize("refusal", [Refusal.SHARE_FULL, Refusal.NO_ROOM])
def test_w_17_where_there_is_no_room_for_files_the_text_goes_through(
    client: FlaskClient, desk: Desk, refusal: Refusal
) -> None:
    fill(desk, SHARE_OCTETS if refusal is Refusal.SHARE_FULL else MOST_OCTETS, refusal)
    check = send_with(client, ("foto.jpg", a_photo()))
    assert check.status_code == 200
    assert f"foto.jpg: {refusal.sentence}" in html.unescape(check.text)
    receipt = press(client, hidden_fields(check.text), "kirim")
    assert output(receipt.text, "nomor")
    assert (rows(desk, cases), rows(desk, case_files)) == (1, 0)


def test_w_17_the_share_of_one_network_is_none_of_another_s(
    client: FlaskClient, desk: Desk
) -> None:
    fill(desk, SHARE_OCTETS, Refusal.SHARE_FULL)
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    fields = {**A_COMPLAINT, QUESTION: (BytesIO(a_photo()), "foto.jpg")}
    check = client.post("/kirim/pengaduan", data=fields, environ_base=elsewhere)
    assert check.status_code == 200
    assert len(tokens(check.text)) == 1


def fill(desk: Desk, octets: int, why: Refusal) -> None:
    """Let so much wait already, of this network or of everybody's."""
    with desk.store.writing() as work:
        here = networks.name(work, "127.0.0.1")
        of = here if why is Refusal.SHARE_FULL else "x" * 64
        work.waiting_files.add("0" * 64, b"", work.now, of)
    with desk.store.engine.begin() as connection:
        connection.execute(waiting_files.update().values(size=octets))
