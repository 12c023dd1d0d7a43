"""Of whom a case complains: nobody is kept out of a complaint by one officer alone (N-4)."""

from __future__ import annotations

import pytest

from loket_inbox.desk import Desk
from loket_inbox.handling.case import accusing, casework
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.mail_in.receiving import receive
from tests.inbox.handling.case.test_casework import House
from tests.inbox.office import does, second_front_desk, signed_in
from tests.support import A_COMPLAINT, HandClock, a_received_case, a_reply, letters_out

STORY, NAME = A_COMPLAINT["kronologi"], A_COMPLAINT["nama"]


@pytest.fixture
def house(desk: Desk, clock: HandClock) -> House:
    return House(desk, clock)


@pytest.mark.parametrize("problem", ["pungutan", "sikap"])
def test_n_4_a_complaint_about_staff_comes_as_number_and_link(house: House, problem: str) -> None:
    number = a_received_case(house.desk, {**A_COMPLAINT, "masalah": problem}).number
    letters = [each for each in letters_out(house.desk) if each.number == number]
    assert {each.to for each in letters} == {house.front.email}
    for letter in letters:
        for words in (STORY, NAME, "Banjarnegara", "mailto:"):
            assert words not in letter.body
        assert f"/petugas/kasus/{number}" in letter.body


@pytest.mark.parametrize("problem", ["pungutan", "sikap"])
def test_n_4_nor_does_any_later_letter_about_it_tell_more(house: House, problem: str) -> None:
    house.receipt = a_received_case(house.desk, {**A_COMPLAINT, "masalah": problem})
    house.register()
    house.dispose(house.kabid)
    write_back(house.desk, house.receipt.code, "Pesan susulan.", None)
    letters = [each for each in letters_out(house.desk) if each.number == house.receipt.number]
    assert {each.name for each in letters} >= {"for_disposition", "disposition", "follow_up"}
    for letter in letters:
        for words in (STORY, NAME, "Pesan susulan", "Antre tiga jam", "Periksa antrean"):
            assert words not in letter.body, letter.name


def propose(house: House) -> None:
    head = (house.head.id,)
    does(accusing.name_accused, house.desk, house.visit(house.front), head, "")


def test_n_4_until_a_second_officer_confirms_both_sides_have_number_and_link(
    house: House,
) -> None:
    second = second_front_desk(house.desk)
    propose(house)
    for side in (house.front, house.head):
        with pytest.raises(NoSuchCaseError):
            house.dossier(side)
        page = signed_in(house.desk, side.email).get(f"/petugas/kasus/{house.receipt.number}")
        assert page.status_code == 200
        assert house.receipt.number in page.text
        assert STORY not in page.text
        assert NAME not in page.text
    assert house.dossier(second).case.accused == ()
    (letter,) = [each for each in letters_out(house.desk) if each.name == "accusation_proposed"]
    assert letter.to == second.email
    write_back(house.desk, house.receipt.code, "Pesan susulan.", None)
    later = [each for each in letters_out(house.desk) if each.name == "follow_up"]
    assert later
    assert not any("susulan" in each.body or STORY in each.body for each in later)


def test_n_4_confirmed_the_head_is_shut_out_and_who_proposed_reads_again(house: House) -> None:
    second = second_front_desk(house.desk)
    propose(house)
    does(accusing.confirm_accused, house.desk, house.visit(second))
    assert list(house.case.accused) == [house.head.id]
    assert house.dossier(house.front)
    with pytest.raises(NoSuchCaseError):
        house.dossier(house.head)
    there = signed_in(house.desk, house.head.email)
    assert there.get(f"/petugas/kasus/{house.receipt.number}").status_code == 404


def test_n_4_declined_everything_is_as_before(house: House) -> None:
    second = second_front_desk(house.desk)
    propose(house)
    does(accusing.decline_accused, house.desk, house.visit(second), "Bukan kepala kantor.")
    assert not house.case.accused
    assert house.dossier(house.head)
    assert house.dossier(house.front)


def test_n_4_who_proposed_cannot_confirm_and_nor_can_the_head(house: House) -> None:
    second_front_desk(house.desk)
    propose(house)
    for side in (house.front, house.head):
        with pytest.raises(NoSuchCaseError):
            does(accusing.confirm_accused, house.desk, house.visit(side))


def test_n_4_taking_the_mark_off_a_head_needs_a_second_officer_too(house: House) -> None:
    second = second_front_desk(house.desk)
    propose(house)
    does(accusing.confirm_accused, house.desk, house.visit(second))
    does(accusing.name_accused, house.desk, house.visit(house.front), (), "")
    with pytest.raises(NoSuchCaseError):
        house.dossier(house.head)
    assert list(house.case.accused) == [house.head.id]


def test_n_4_whoever_else_was_marked_in_one_go_is_out_at_once(house: House) -> None:
    second = second_front_desk(house.desk)
    both = (house.head.id, house.kabid.id)
    does(accusing.name_accused, house.desk, house.visit(house.front), both, "")
    assert list(house.case.accused) == [house.kabid.id]
    does(accusing.confirm_accused, house.desk, house.visit(second))
    assert set(house.case.accused) == set(both)


def test_n_4_the_operator_settles_it_where_only_one_officer_works(house: House) -> None:
    propose(house)
    with house.desk.store.writing() as work:
        found = work.cases.by_number(house.receipt.number)
        assert found
        accusing.settle_proposal(house.desk, work, found, is_confirmed=True)
    assert list(house.case.accused) == [house.head.id]
    assert house.dossier(house.front)


def test_nobody_proposes_that_nobody_is_left(house: House) -> None:
    everybody = (house.front.id, house.head.id)
    with pytest.raises(RefusedError, match="tidak ada lagi"):
        does(accusing.name_accused, house.desk, house.visit(house.front), everybody, "")
    assert house.case.proposed is None


def test_n_5_a_name_is_opened_for_a_reason_of_three_words(house: House) -> None:
    house.register()
    house.dispose(house.kabid)
    for few in ("Perlu.", "x y z", "Perlu tahu", "1 2 3"):
        with pytest.raises(RefusedError, match="tiga kata"):
            does(casework.open_name, house.desk, house.visit(house.kabid), few)
    assert not house.case.name_opened_by
    reason = "Mencocokkan buku tamu."
    does(casework.open_name, house.desk, house.visit(house.kabid), reason)
    assert house.case.name_opened_by == (house.kabid.id,)


def test_n_4_a_held_mail_about_such_a_case_says_no_more_than_that_it_came(house: House) -> None:
    house.receipt = a_received_case(house.desk, {**A_COMPLAINT, "masalah": "sikap"})
    letter = house.letters_to(house.front)[-1]
    raw = a_reply(letter, f"{NAME} menulis: {STORY}", sender="asing@rekaan.example")
    assert receive(house.desk, raw).is_held
    (held,) = [each for each in letters_out(house.desk) if each.name == "held_mail"]
    assert held.original is None
    for words in (NAME, STORY, "asing@rekaan.example"):
        assert words not in held.body
    assert "/petugas/tertahan/" in held.body


def test_n_4_while_a_mark_waits_neither_side_reads_held_mail_of_the_case(house: House) -> None:
    second = second_front_desk(house.desk)
    letter = house.letters_to(house.front)[0]
    raw = a_reply(letter, "Kepala minta uang.", sender="asing@rekaan.example")
    assert receive(house.desk, raw).is_held
    propose(house)
    for side in (house.front, house.head):
        page = signed_in(house.desk, side.email).get("/petugas/tertahan/").text
        assert "Kepala minta uang" not in page
        assert "asing@rekaan.example" not in page
    assert "Kepala minta uang" in signed_in(house.desk, second.email).get("/petugas/tertahan/").text


def test_n_4_while_a_mark_waits_neither_side_does_anything_by_mail(house: House) -> None:
    second_front_desk(house.desk)
    house.register()
    asked = house.letters_to(house.head)[0]
    first = house.letters_to(house.front)[0]
    propose(house)
    for letter in (asked, first):
        raw = a_reply(letter, "Tidak ada masalah.", message_id=f"<{letter.to}>")
        assert receive(house.desk, raw).is_held
    assert house.said() == []
