"""Somebody sends the English form: every page speaks English to them, officers read Indonesian."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import html5lib
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.store.tables import cases, form_definitions
from loket_inbox.uploads.refusals import Refusal
from loket_inbox.web.posted import MAX_BODY
from loket_site.content.loading import load
from loket_site.forms.definition import read_definition
from loket_site.words.wording import wording_in
from tests.inbox.handling.files.file_support import send_with, trusting
from tests.inbox.office import signed_in
from tests.support import (
    A_COMPLAINT,
    CONTENT,
    HandClock,
    answers_shown,
    checked,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    said,
    the_check_page,
    the_form,
    the_receipt,
    without_database,
)

IN_ENGLISH: Mapping[str, str] = {
    **A_COMPLAINT,
    "bahasa": "en",
    "alamat-kecamatan": "Di luar kabupaten",
    "alamat-desa": "",
    "waktu": "kemarin",
}
"""A complaint from the English page."""

WORDS_OF_INDONESIAN_PAGES = ("Anda", "Kirim", "kami", "Telepon", "belum", "untuk", "yang")


def speaks_english(response: TestResponse) -> bool:
    """Whether a page is English throughout: what is not says that it is Indonesian."""
    document = html5lib.parse(response.text, namespaceHTMLElements=False)
    root = document if document.tag == "html" else document.find("html")
    body = root.find("body")
    for parent in list(body.iter()):
        for child in list(parent):
            if child.get("lang") == "id":
                parent.remove(child)
    words = said(body)
    left = [word for word in WORDS_OF_INDONESIAN_PAGES if word in words.split()]
    assert left == [], words
    return str(root.get("lang")) == "en"


def the_case(client: FlaskClient) -> str:
    """The number of a case that was sent from the English page."""
    return output(the_receipt(client, IN_ENGLISH).text, "nomor")


# What the sender reads.


def test_mistakes_are_told_in_english_and_link_to_their_questions(client: FlaskClient) -> None:
    response = client.post("/kirim/pengaduan", data={"bahasa": "en", "masalah": "x"})
    assert response.status_code == 422
    assert speaks_english(response)
    assert "<title>Please correct: Make a complaint" in response.text
    assert "There are 9 things to correct" in response.text
    assert '<a href="#nama">Enter your full name.</a>' in response.text
    assert '<a href="#alamat-kecamatan">Choose a district.</a>' in response.text
    assert '<a href="#masalah">Choose one problem from the list.</a>' in response.text
    assert "/en/formulir/pengaduan/" in response.text


def test_one_mistake_is_one_thing(client: FlaskClient) -> None:
    response = client.post("/kirim/pengaduan", data={**IN_ENGLISH, "nama": ""})
    assert "There is 1 thing to correct" in response.text


def test_the_check_page_reads_the_answers_back_in_english(client: FlaskClient) -> None:
    response = the_check_page(client, IN_ENGLISH)
    assert response.status_code == 200
    assert speaks_english(response)
    shown = answers_shown(response.text)
    assert shown["What was the problem?"] == "Too slow, or not served"
    assert shown["When did it happen?"] == "Sunday, 15 March 2026"
    assert shown["Full address"].endswith("Outside this regency")
    assert shown["Where did it happen?"] == "Not answered"
    assert shown["The office may use my data to deal with this complaint."] == "Yes"
    assert ("bahasa", "en") in hidden_fields(response.text)


def test_changing_brings_back_the_english_form(client: FlaskClient) -> None:
    fields = hidden_fields(the_check_page(client, IN_ENGLISH).text)
    response = press(client, fields, "ubah")
    assert response.status_code == 200
    assert speaks_english(response)
    assert ("bahasa", "en") in hidden_fields(response.text)
    assert A_COMPLAINT["kronologi"] in response.text


def test_the_receipt_is_english(client: FlaskClient) -> None:
    response = the_receipt(client, IN_ENGLISH)
    assert speaks_english(response)
    assert "Monday, 16 March 2026" in response.text
    assert "By Thursday, 26 March 2026 (estimate)" in response.text
    assert "We answer your complaint" in response.text


def test_an_older_page_is_told_in_english(client: FlaskClient) -> None:
    response = client.post("/kirim/pengaduan", data={**IN_ENGLISH, "versi": "1"})
    assert "We have updated this form." in response.text
    assert speaks_english(response)


def test_a_closed_receipt_says_so_in_english(client: FlaskClient, clock: HandClock) -> None:
    sent = hidden_fields(the_check_page(client, IN_ENGLISH).text)
    unsent = hidden_fields(the_check_page(client, IN_ENGLISH).text)
    press(client, sent, "kirim")
    clock.pass_by(timedelta(hours=25))
    for fields, sentence in ((sent, "The receipt has been closed"), (unsent, "Press Send once")):
        response = press(client, fields, "kirim")
        assert response.status_code == 410
        assert sentence in response.text
        assert speaks_english(response)


def test_w15_what_could_not_be_kept_is_told_in_english_and_can_be_sent_again(
    client: FlaskClient, desk: Desk
) -> None:
    away = checked(create_inbox(without_database(desk)))
    response = press(away, hidden_fields(the_check_page(away, IN_ENGLISH).text), "kirim")
    assert response.status_code == 503
    assert speaks_english(response)
    receipt = press(client, hidden_fields(response.text), "kirim")
    assert speaks_english(receipt)
    assert output(receipt.text, "nomor")


def test_w6_a_body_that_is_never_read_is_refused_in_the_language_of_its_address(
    client: FlaskClient,
) -> None:
    response = client.post("/kirim/pengaduan?bahasa=en", data=b"x" * (MAX_BODY + 1))
    assert response.status_code in {413, 415}
    assert speaks_english(response)
    assert 'href="http://127.0.0.1:8000/en/formulir/pengaduan/"' in response.text


def test_an_address_that_only_takes_forms_leads_to_the_english_one(client: FlaskClient) -> None:
    response = client.get("/kirim/pengaduan?bahasa=en")
    assert response.status_code == 405
    assert speaks_english(response)
    assert "/en/formulir/pengaduan/" in response.text


def test_w9_a_refused_file_is_told_in_english(desk: Desk) -> None:
    client = checked(create_inbox(trusting(desk)))
    response = send_with(client, ("kosong.jpg", b""), fields=IN_ENGLISH.items())
    assert f"kosong.jpg: {wording_in('en').say(Refusal.EMPTY.sentence)}" in response.text


@pytest.mark.parametrize("language", ["id", "", "tlh", "EN", "../en", "\0"])
def test_an_unknown_language_is_indonesian(client: FlaskClient, language: str) -> None:
    page = the_check_page(client, {**IN_ENGLISH, "bahasa": language}).text
    assert '<html lang="id">' in page
    assert "Periksa jawaban Anda" in page
    assert ("bahasa", "id") in hidden_fields(page)


def test_a_visit_in_english_leaves_the_next_one_alone(client: FlaskClient) -> None:
    the_check_page(client, IN_ENGLISH)
    assert '<html lang="id">' in the_check_page(client).text
    assert '<html lang="id">' in client.get("/kirim/pengaduan").text


# What officers read.


def test_the_case_page_and_the_letter_are_indonesian(client: FlaskClient, desk: Desk) -> None:
    number = the_case(client)
    page = signed_in(desk).get(f"/petugas/kasus/{number}").text
    (letter,) = letters_out(desk)
    for read in (page, letter.body):
        assert "Terlalu lama, atau tidak dilayani" in read
        assert "Minggu, 15 Maret 2026" in read
        assert "Ceritakan kejadiannya" in read
        assert "Di luar kabupaten" in read
        assert "Too slow" not in read
    assert '<html lang="id">' in page


def test_both_languages_keep_the_same_answers_under_the_same_definition(
    client: FlaskClient, desk: Desk
) -> None:
    pages = []
    for language in ("id", "en"):
        receipt = the_receipt(client, {**IN_ENGLISH, "bahasa": language})
        number = output(receipt.text, "nomor")
        pages.append(answers_shown(signed_in(desk).get(f"/petugas/kasus/{number}").text))
    assert pages[0] == pages[1]
    assert rows(desk, cases) == 2
    assert rows(desk, form_definitions) == 1
    with desk.store.engine.connect() as connection:
        (kept,) = connection.execute(form_definitions.select())
    assert read_definition(kept.definition.encode(), kept.digest) == the_form(desk)


ENGLISH = load(CONTENT)
VALUES = st.sampled_from(["", "x", "rahasia", "wa", "lama", "pungutan", "lain", "0812", "ya", "1"])


@given(
    st.dictionaries(
        st.sampled_from(
            [question.id for form in ENGLISH.public_forms for question in form.questions]
        ),
        VALUES,
    )
)
@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_both_languages_judge_alike(client: FlaskClient, answers: dict[str, str]) -> None:
    for form in ENGLISH.public_forms:
        address = f"/kirim/{form.code}"
        one, other = (
            client.post(address, data={**answers, "bahasa": language}) for language in ("id", "en")
        )
        assert one.status_code == other.status_code
        assert alerts(one.text) == alerts(other.text)


def alerts(page: str) -> list[str]:
    """Where the error summary of a page leads."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    found = [each for each in document.iter() if each.get("role") == "alert"]
    return [link.get("href", "") for each in found for link in each.iter("a")]
