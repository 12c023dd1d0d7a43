"""What would get somebody hurt: names, addresses and stories where they must not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.desk.book import Period, read_book
from loket_inbox.handling.desk.leaving import LastReaderError, let_go
from loket_inbox.handling.desk.lists import list_cases
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError
from loket_inbox.handling.mail.held import list_held, open_held
from loket_inbox.handling.mail.settlements import NoSuchMailError
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, type_in
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.lists import Filter
from loket_site.forms.form import Answer
from tests.inbox.handling.case.test_casework import House
from tests.inbox.office import does, second_front_desk, signed_in
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    a_reply,
    judged,
    letters_out,
    the_form,
)


@pytest.fixture
def house(desk: Desk, clock: HandClock) -> House:
    return House(desk, clock)


def test_a_personal_answer_in_the_register_s_entry_is_withheld_like_the_name(house: House) -> None:
    told = Answer("pendamping", "Nama pendamping", "Bu Rekaan", personal=True, values=())
    entry = BookEntry(summary="Antre.", answers=(told,))
    does(casework.register, house.desk, house.visit(house.front), entry, "", is_complete=True)
    house.dispose(house.kabid)
    seen, known = house.dossier(house.kabid).entry, house.dossier(house.head).entry
    assert seen
    assert known
    assert [each.shown for each in seen.answers] == [WITHHELD]
    assert [each.shown for each in known.answers] == ["Bu Rekaan"]


def accuse(house: House, officer: Officer) -> None:
    does(accusing.name_accused, house.desk, house.visit(house.head), (officer.id,), "")


@pytest.mark.parametrize("way", ["ended officer", "two tokens", "two references"])
def test_a_held_mail_is_hidden_from_whom_any_of_its_cases_complains_of(
    house: House, way: str
) -> None:
    desk = house.desk
    accused = second_front_desk(desk)
    first = house.letters_to(house.front)[0]
    other = a_received_case(desk)
    second = next(
        each
        for each in letters_out(desk)
        if each.number == other.number and each.to == house.front.email
    )
    accuse(house, accused)
    headers: dict[str, str] = {}
    to = first.reply_to
    if way == "ended officer":
        with desk.store.writing() as work:
            let_go(desk, work, house.front)
    elif way == "two tokens":
        to = f"{first.reply_to}, {second.reply_to}"
    else:
        to = "loket@contoh.example"
        with desk.store.reading() as work:
            ids = [
                message_id
                for case_id in (1, 2)
                for message_id, _ in work.outbox.kept_for(case_id, house.front.id)
            ]
        headers = {"References": " ".join(ids)}
    before = len(letters_out(desk))
    assert receive(desk, a_reply(first, "Dia tahu.", to=to, headers=headers)).is_held
    told = {each.to for each in letters_out(desk)[before:]}
    assert accused.email not in told
    with pytest.raises(NoSuchMailError):
        open_held(desk, accused, 1)
    assert list_held(desk, accused, 1).total == 0
    assert list_held(desk, house.head, 1).total == 1


@pytest.mark.parametrize(
    "written",
    [
        "Tulis ke kepala@contoh.example saja.",
        "Tulis ke KEPALA@Contoh.Example saja.",
        "kepala\u200b@contoh.example",
        "kepala%40contoh.example",
        "kepala @contoh.\nexample",
        "kepala@contoh.example",
    ],
)
def test_m16_no_text_for_the_sender_holds_an_officer_s_address(house: House, written: str) -> None:
    house.register()
    for deed in (answering.answer, casework.ask_sender):
        with pytest.raises(RefusedError, match="alamat email petugas"):
            does(deed, house.desk, house.visit(house.front), written)
    (letter,) = [each for each in house.letters_to(house.front) if each.name == "new_case"]
    assert receive(house.desk, a_reply(letter, written)) is Outcome.REVEALING
    typed = TypedIn(house.front, "telephone", answer=written)
    with pytest.raises(RefusedError):
        type_in(
            house.desk,
            the_form(house.desk),
            judged(house.desk),
            CheckToken.new(house.clock()),
            typed,
        )
    assert house.said() == []


def test_m16_no_text_for_the_sender_holds_a_reply_token(house: House) -> None:
    (letter,) = house.letters_to(house.front)
    token = letter.reply_to.partition("+")[2].partition("@")[0]
    for written in (letter.reply_to, token, f"{token[:9]}\n{token[9:].upper()}"):
        with pytest.raises(RefusedError):
            does(answering.answer, house.desk, house.visit(house.front), f"Balas ke {written}.")
    does(casework.note, house.desk, house.visit(house.front), f"Alamatnya {letter.reply_to}.")


def test_the_office_s_own_address_may_be_told(house: House) -> None:
    public = house.desk.catalogue.office.email
    with house.desk.store.writing() as work:
        work.people.add(public, "Surat Kantor", Role.FRONT_DESK, "", work.now)
    does(answering.answer, house.desk, house.visit(house.front), f"Kirim foto ke {public}.")
    assert house.said() == [f"Kirim foto ke {public}."]


def test_whoever_takes_over_an_address_takes_over_no_case(house: House) -> None:
    house.register()
    house.dispose(house.kabid)
    does(casework.open_name, house.desk, house.visit(house.kabid), "Mencocokkan buku tamu kami.")
    with house.desk.store.writing() as work:
        let_go(house.desk, work, house.kabid)
        work.people.add(house.kabid.email, "Orang Baru", Role.DIVISION_HEAD, "", work.now)
        successor = work.people.by_email(house.kabid.email)
    assert successor
    with pytest.raises(NoSuchCaseError):
        house.dossier(successor)
    assert "kabid contoh" in {each.who for each in house.dossier(house.head).timeline}


def test_whoever_was_complained_of_and_comes_back_is_still_shut_out(house: House) -> None:
    desk = house.desk
    accused = second_front_desk(desk)
    accuse(house, accused)
    with desk.store.writing() as work:
        let_go(desk, work, accused)
    again = second_front_desk(desk)
    assert again.id != accused.id
    with pytest.raises(NoSuchCaseError):
        open_dossier(desk, again, house.receipt.number)
    assert list_cases(desk, again, Filter(), 1).total == 0
    # Marking somebody else later does not forget the one who had left.
    with desk.store.writing() as work:
        let_go(desk, work, again)
    accuse(house, house.front)
    returned = second_front_desk(desk)
    with pytest.raises(NoSuchCaseError):
        open_dossier(desk, returned, house.receipt.number)


def test_a_corrected_entry_keeps_answers_that_the_form_asks_no_more(house: House) -> None:
    told = Answer("dulu", "Pertanyaan lama", "Jawaban lama", personal=False, values=())
    entry = BookEntry(summary="Antre.", answers=(told,))
    does(casework.register, house.desk, house.visit(house.front), entry, "", is_complete=True)
    fresh = BookEntry(summary="Antre lama.")
    does(casework.correct_entry, house.desk, house.visit(house.front), fresh, "")
    shown = house.dossier(house.head).entry
    assert shown
    assert (shown.summary, shown.answers) == (fresh.summary, (told,))


def test_a_broken_history_takes_one_case_out_of_the_book_and_no_more(house: House) -> None:
    sound = a_received_case(house.desk).number
    with house.desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE events SET at = '2026-01-01' WHERE case_id = 1")
    book = read_book(house.desk, house.head, Period(), 1)
    assert [row.number for row in book.lines] == [sound]


def test_a_letter_that_waits_is_taken_back_from_whom_the_case_complains_of(house: House) -> None:
    accused = second_front_desk(house.desk)
    house.receipt = a_received_case(house.desk)
    assert accused.email in {each.to for each in letters_out(house.desk)}
    accuse(house, accused)
    assert accused.email not in {each.to for each in letters_out(house.desk)}


def test_nobody_leaves_who_is_the_last_reader_of_a_case(house: House) -> None:
    house.register()
    second = second_front_desk(house.desk)
    accuse(house, house.head)
    does(accusing.confirm_accused, house.desk, house.visit(second))
    with house.desk.store.writing() as work:
        let_go(house.desk, work, house.front)
    with house.desk.store.reading() as work:
        last = work.people.by_email("lain@contoh.example")
    assert last
    with pytest.raises(LastReaderError, match=house.receipt.number):
        end_in_a_transaction(house.desk, last)
    assert open_dossier(house.desk, last, house.receipt.number)


def end_in_a_transaction(desk: Desk, officer: Officer) -> None:
    with desk.store.writing() as work:
        let_go(desk, work, officer)


def test_a_slip_promises_nothing_that_is_past_or_done(house: House) -> None:
    typed = TypedIn(house.front, "telephone")
    answers, form = judged(house.desk), the_form(house.desk)
    answered = type_in(
        house.desk, form, answers, CheckToken.new(house.clock()), replace(typed, answer="Sudah.")
    )
    assert answered.receipt
    assert answered.receipt.steps == ()
    old = replace(typed, received_at=house.clock() - timedelta(days=14))
    slip = type_in(house.desk, form, answers, CheckToken.new(house.clock()), old)
    assert slip.receipt
    assert [step.title for step in slip.receipt.steps] == ["Kami jawab pengaduan Anda"]


def test_a_letter_of_years_ago_is_late_and_stands_first(house: House) -> None:
    old = TypedIn(house.front, "letter", received_at=house.clock() - timedelta(days=900))
    token = CheckToken.new(house.clock())
    number = type_in(house.desk, the_form(house.desk), judged(house.desk), token, old).number
    page = signed_in(house.desk).get("/petugas/?keadaan=terlambat").text
    assert number in page
    assert "Terlambat" in page
    assert A_COMPLAINT["nama"] not in page


def test_signing_in_leads_back_to_the_case_that_was_asked_for(house: House) -> None:
    browser = signed_in(house.desk)
    browser.delete_cookie("__Host-petugas")
    number = house.receipt.number
    asked = browser.get(f"/petugas/kasus/{number}")
    assert asked.headers["Location"] == f"/petugas/masuk?kasus={number}"
    page = browser.get(asked.headers["Location"]).text
    assert f"Masuk dulu untuk membuka kasus {number}." in page
    browser.post(f"/petugas/masuk?kasus={number}", data={"email": house.front.email})
    (letter,) = [each for each in letters_out(house.desk) if each.name == "sign_in"]
    link = next(word for word in letter.body.split() if "/petugas/masuk/" in word)
    place = link.partition("127.0.0.1:8001")[2]
    assert place.endswith(f"?kasus={number}")
    assert place in browser.get(place).text
    assert browser.post(place, data={"kode": ""}).headers["Location"] == f"/petugas/kasus/{number}"


@pytest.mark.parametrize("place", ["https://asing.example", "//asing.example", "../x", "K7M4-PX9"])
def test_w12_signing_in_leads_to_no_place_but_a_case_of_ours(desk: Desk, place: str) -> None:
    browser = signed_in(desk)
    answer = browser.get("/petugas/masuk", query_string={"kasus": place})
    assert answer.headers["Location"] == "/petugas/"
