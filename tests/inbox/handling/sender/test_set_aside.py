"""W-4: what looks like a robot's is kept, receipted like everything else, and told of later."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import html5lib
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.domain.officers import NotAllowedError, Role
from loket_inbox.domain.terms import Suspicion
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.desk.book import Period, read_book
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.tracking import track, write_back
from loket_inbox.store.tables import cases
from tests.inbox.office import HEAD, does, signed_in, the_case, the_officer, visit
from tests.inbox.office import press as press_as_officer
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    hidden_fields,
    letters_out,
    output,
    press,
    rows,
    the_check_page,
    the_clock,
    the_receipt,
)

FRONT_DESK = "petugas@contoh.example"
FILLED = {**A_COMPLAINT, "kosongkan": "https://asing.example/promo"}


def told_as_set_aside(desk: Desk) -> list[str]:
    """The bodies of the letters that tell of anything set aside."""
    bodies = [each.body for each in letters_out(desk)]
    return [body for body in bodies if "mungkin dikirim robot" in body]


def press_after(client: FlaskClient, fields: list[tuple[str, str]], seconds: float) -> TestResponse:
    """Press Kirim so long after the check page came."""
    the_clock(client).pass_by(timedelta(seconds=seconds))
    return client.post("/kirim/pengaduan/selesai", data=dict(fields) | {"aksi": "kirim"})


def listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/petugas/kasus/([^"]+)"', page)


# The field that no person sees.


def test_w4_no_person_sees_or_reaches_the_field_that_stays_empty(client: FlaskClient) -> None:
    page = the_check_page(client, {**A_COMPLAINT, "nama": ""}).text
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (field,) = (each for each in document.iter("input") if each.get("name") == "kosongkan")
    assert (field.get("type"), field.get("value")) == ("text", "")
    assert (field.get("tabindex"), field.get("autocomplete")) == ("-1", "off")
    (box,) = (each for each in document.iter("div") if field in list(each))
    assert box.get("class") == "kosong"
    assert ".kosong{display:none}" in page
    assert "hidden" not in box.attrib


def test_w4_an_officer_who_types_a_case_in_meets_no_such_field(desk: Desk) -> None:
    page = signed_in(desk).get("/petugas/catat/pengaduan").text
    assert 'name="nama"' in page
    assert 'name="kosongkan"' not in page


def test_w4_what_a_robot_wrote_travels_to_every_page_and_no_further(
    client: FlaskClient, desk: Desk
) -> None:
    trap = FILLED["kosongkan"]
    check = the_check_page(client, FILLED)
    assert ("kosongkan", trap) in hidden_fields(check.text)
    form = press(client, hidden_fields(check.text), "ubah")
    assert f'name="kosongkan" value="{trap}"' in form.text
    broken = the_check_page(client, {**FILLED, "nama": ""})
    assert f'name="kosongkan" value="{trap}"' in broken.text
    number = output(press(client, hidden_fields(check.text), "kirim").text, "nomor")
    page = signed_in(desk).get(f"/petugas/kasus/{number}").text
    assert trap not in page


def test_w4_what_a_robot_wrote_stays_data_and_does_not_grow(client: FlaskClient) -> None:
    check = the_check_page(client, {**A_COMPLAINT, "kosongkan": '"><script>' + "x" * 5000})
    (carried,) = (value for name, value in hidden_fields(check.text) if name == "kosongkan")
    assert carried == ('"><script>' + "x" * 5000)[:100]
    assert "<script>x" not in check.text
    spaces = the_check_page(client, {**A_COMPLAINT, "kosongkan": " \t"})
    assert ("kosongkan", "") in hidden_fields(spaces.text)


def fill_at_first(client: FlaskClient) -> TestResponse:
    return the_receipt(client, FILLED)


def fill_at_second(client: FlaskClient) -> TestResponse:
    fields = dict(hidden_fields(the_check_page(client).text)) | {"kosongkan": "isi"}
    return press(client, list(fields.items()), "kirim")


def hurry(client: FlaskClient) -> TestResponse:
    return press_after(client, hidden_fields(the_check_page(client).text), 1.999)


WAYS: dict[Callable[[FlaskClient], TestResponse], Suspicion] = {
    fill_at_first: Suspicion.HONEYPOT,
    fill_at_second: Suspicion.HONEYPOT,
    hurry: Suspicion.HURRY,
}


@pytest.mark.parametrize("way", WAYS)
def test_w4_a_robot_gets_the_same_receipt_and_is_set_aside(
    client: FlaskClient, desk: Desk, way: Callable[[FlaskClient], TestResponse]
) -> None:
    honest, robots = the_receipt(client), way(client)
    assert robots.status_code == 200
    assert same_but_for_its_own(robots.text) == same_but_for_its_own(honest.text)
    number, code = output(robots.text, "nomor"), output(robots.text, "kode")
    case = the_case(desk, number)
    assert case.is_set_aside
    assert case.suspicion == WAYS[way].code
    assert [each.number for each in letters_out(desk)] == [output(honest.text, "nomor")]
    found, other = track(desk, code), track(desk, output(honest.text, "kode"))
    assert found
    assert other
    assert (found.label, found.sentence, found.steps) == (other.label, other.sentence, other.steps)


def same_but_for_its_own(page: str) -> str:
    page = page.replace(output(page, "nomor"), "NOMOR").replace(output(page, "kode"), "KODE")
    return re.sub(r"pukul \d\d\.\d\d", "", page)


@pytest.mark.parametrize(("seconds", "hurries"), [(0, True), (1.999, True), (2, False)])
def test_w4_no_person_reads_the_check_page_in_less_than_two_seconds(
    client: FlaskClient, desk: Desk, clock: HandClock, seconds: float, *, hurries: bool
) -> None:
    # The page comes late in a second: whole seconds would be too coarse.
    clock.pass_by(timedelta(milliseconds=999))
    page = press_after(client, hidden_fields(the_check_page(client).text), seconds).text
    assert the_case(desk, output(page, "nomor")).is_set_aside is hurries


def test_w4_a_second_press_shows_the_same_receipt_and_changes_no_suspicion(
    client: FlaskClient, desk: Desk
) -> None:
    hurried = hidden_fields(the_check_page(client).text)
    first = press_after(client, hurried, 1)
    again = press_after(client, hurried, 60)
    assert again.data == first.data
    assert the_case(desk, output(first.text, "nomor")).suspicion == Suspicion.HURRY.code
    calm = hidden_fields(the_check_page(client).text)
    first = press_after(client, calm, 3)
    trapped = [*[pair for pair in calm if pair[0] != "kosongkan"], ("kosongkan", "x")]
    assert press_after(client, trapped, 0).data == first.data
    assert not the_case(desk, output(first.text, "nomor")).is_set_aside
    assert rows(desk, cases) == 2


# What officers see of it.


def test_w4_what_is_set_aside_has_a_list_of_its_own(desk: Desk) -> None:
    honest, robots = a_received_case(desk).number, set_aside(desk)
    client = signed_in(desk)
    whole = client.get("/petugas/").text
    assert listed(whole) == [honest]
    assert "1 kasus" in whole
    assert 'href="/petugas/?keadaan=tersaring">Tersaring (1)<' in whole
    for asked in ("keadaan=perlu", "keadaan=diterima", "formulir=pengaduan", "saluran=situs"):
        assert listed(client.get(f"/petugas/?{asked}").text) == [honest], asked
    apart = client.get("/petugas/?keadaan=tersaring").text
    assert listed(apart) == [robots]
    assert "1 kasus" in apart
    (row,) = read_book(desk, the_officer(desk), Period(), 1).lines
    assert row.number == honest


def test_w4_whoever_names_the_number_on_the_telephone_is_found(desk: Desk) -> None:
    number = set_aside(desk)
    page = signed_in(desk).get(f"/petugas/?cari={number}").text
    assert listed(page) == [number]
    assert "<b>Tersaring</b>" in page


def test_w4_where_nothing_is_set_aside_there_is_no_tab_for_it(desk: Desk) -> None:
    assert 'keadaan=tersaring"' not in signed_in(desk).get("/petugas/").text


def test_w4_only_front_desk_and_head_may_list_what_is_set_aside(desk: Desk) -> None:
    with desk.store.writing() as work:
        work.people.add("kabid@contoh.example", "Kabid", Role.DIVISION_HEAD, "", work.now)
    number = set_aside(desk)
    for email in (FRONT_DESK, HEAD):
        assert "Tersaring (1)" in signed_in(desk, email).get("/petugas/").text
    client = signed_in(desk, "kabid@contoh.example")
    for place in ("/petugas/", "/petugas/?keadaan=tersaring"):
        page = client.get(place).text
        assert "ersaring" not in page
        assert not listed(page)
    with pytest.raises(NoSuchCaseError):
        does(casework.take_up, desk, visit(desk, number, "kabid@contoh.example"))


@pytest.mark.parametrize("suspicion", Suspicion)
def test_w4_the_page_of_the_case_says_why_it_was_set_aside(
    desk: Desk, suspicion: Suspicion
) -> None:
    page = signed_in(desk).get(f"/petugas/kasus/{set_aside(desk, suspicion)}").text
    assert f"Sebabnya: {html.escape(suspicion.label)}." in page
    assert 'id="aksi-tangani" open' in page


def test_w4_an_officer_takes_it_up_and_the_front_desk_hears_of_it(desk: Desk) -> None:
    number = set_aside(desk)
    client = signed_in(desk, HEAD)
    place = f"/petugas/kasus/{number}"
    fields = dict(hidden_fields(client.get(place).text)) | {"aksi": ""}
    done = client.post(f"{place}/tangani", data=fields)
    assert done.headers["Location"] == f"{place}?selesai=tangani"
    page = client.get(done.headers["Location"]).text
    assert "Kasus ini sekarang ada di daftar biasa." in page
    assert "Diambil dari yang tersaring" in page
    assert "Tersaring: Mengisi isian" in page
    assert "aksi-tangani" not in page
    (letter,) = letters_out(desk)
    assert (letter.name, letter.to, letter.number) == (
        "new_case",
        FRONT_DESK,
        number,
    )
    assert letter.reply_to
    assert listed(client.get("/petugas/").text) == [number]
    assert press_as_officer(client, f"{place}/tangani").status_code in {409, 422}
    desk.store.clock.pass_by(timedelta(days=1))  # type: ignore[attr-defined]
    write_digests(desk)
    assert told_as_set_aside(desk) == []


def test_w4_nobody_takes_up_what_was_never_set_aside(desk: Desk) -> None:
    number = a_received_case(desk).number
    with pytest.raises(RefusedError):
        does(casework.take_up, desk, visit(desk, number))


def test_w4_whom_the_case_complains_of_does_not_take_it_up(desk: Desk) -> None:
    number = set_aside(desk)
    does(accusing.name_accused, desk, visit(desk, number, HEAD), (the_officer(desk).id,), "")
    with pytest.raises((NoSuchCaseError, NotAllowedError)):
        does(casework.take_up, desk, visit(desk, number))


DEEDS: dict[str, Callable[[Desk, str], object]] = {
    "registered": lambda desk, number: does(
        casework.register,
        desk,
        visit(desk, number),
        BookEntry(summary="Antre."),
        "",
        is_complete=True,
    ),
    "answered": lambda desk, number: does(answering.answer, desk, visit(desk, number), "Sudah."),
    "asked": lambda desk, number: does(casework.ask_sender, desk, visit(desk, number), "Di mana?"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_w4_whatever_an_officer_does_with_it_takes_it_up(
    desk: Desk, clock: HandClock, deed: str
) -> None:
    number = set_aside(desk)
    DEEDS[deed](desk, number)
    assert not the_case(desk, number).is_set_aside
    assert listed(signed_in(desk).get("/petugas/").text) == [number]
    clock.pass_by(timedelta(days=1))
    write_digests(desk)
    assert told_as_set_aside(desk) == []


@pytest.mark.parametrize("deed", ["noted", "opened"])
def test_w4_looking_and_noting_leave_it_where_it_is(desk: Desk, deed: str) -> None:
    number = set_aside(desk)
    if deed == "noted":
        does(casework.note, desk, visit(desk, number), "Mungkin iklan.")
    signed_in(desk).get(f"/petugas/kasus/{number}")
    assert the_case(desk, number).is_set_aside


def test_w4_a_sender_who_writes_back_is_no_robot_and_the_front_desk_hears(
    desk: Desk, clock: HandClock
) -> None:
    receipt = a_received_case(desk, suspicion=Suspicion.HURRY)
    assert write_back(desk, receipt.code, "Kapan saya dijawab?", None)
    assert not the_case(desk, receipt.number).is_set_aside
    assert listed(signed_in(desk).get("/petugas/").text) == [receipt.number]
    (letter,) = letters_out(desk)
    assert letter.name == "follow_up"
    assert A_COMPLAINT["kronologi"] in letter.body
    clock.pass_by(timedelta(days=1))
    write_digests(desk)
    assert told_as_set_aside(desk) == []


def set_aside(desk: Desk, suspicion: Suspicion = Suspicion.HONEYPOT) -> str:
    return a_received_case(desk, suspicion=suspicion).number
