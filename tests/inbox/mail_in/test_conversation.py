"""The conversation by mail: stoppable answers, what else officers do, the senders' mail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.domain.states import State
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.case.answering import send_due_answers
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.tracking import write_back
from tests.inbox.mail_in.conversing import DELAY, address_in, reply
from tests.inbox.office import (
    a_browser,
    answers,
    does,
    the_case,
    the_letter,
    the_officer,
    visit,
)
from tests.support import (
    HandClock,
    a_received_case,
)


def test_an_answer_waits_and_the_officer_hears_at_once_what_goes_to_whom(
    slow: Desk, clock: HandClock
) -> None:
    receipt = a_received_case(slow)
    assert reply(slow, the_letter(slow, "new_case"), "Kami periksa besok.") is Outcome.ANSWERED
    assert answers(slow, receipt) == []
    assert the_case(slow, receipt.number).state is State.RECEIVED
    told = the_letter(slow, "answer_taken")
    assert "Kami periksa besok." in told.body
    assert "pukul 10.10 WIB" in told.body
    assert "Kami juga mengirimnya" not in told.body
    clock.pass_by(DELAY - timedelta(seconds=1))
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    clock.pass_by(timedelta(seconds=1))
    send_due_answers(slow)
    send_due_answers(slow)
    assert answers(slow, receipt) == ["Kami periksa besok."]
    case = the_case(slow, receipt.number)
    assert case.state is State.ANSWERED
    assert case.drafts == ()


def test_one_empty_mail_to_the_printed_address_stops_it(slow: Desk, clock: HandClock) -> None:
    receipt = a_received_case(slow)
    reply(slow, the_letter(slow, "new_case"), "Salah alamat.")
    told = the_letter(slow, "answer_taken")
    stop = address_in(told, "Hentikan jawaban ini")
    assert reply(slow, told, "", to=stop) is Outcome.STOPPED
    clock.pass_by(timedelta(days=1))
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    back = the_letter(slow, "answer_stopped")
    assert "Salah alamat." in back.body
    assert reply(slow, told, "", to=stop) is Outcome.TOO_LATE


def test_whoever_answers_that_letter_in_alarm_stops_the_answer_too(
    slow: Desk, clock: HandClock
) -> None:
    receipt = a_received_case(slow)
    reply(slow, the_letter(slow, "new_case"), "Salah hari.")
    told = the_letter(slow, "answer_taken")
    assert reply(slow, told, "Jangan dikirim dulu!!") is Outcome.STOPPED
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == []


def test_m3_nobody_else_stops_it_by_mail(slow: Desk, clock: HandClock) -> None:
    receipt = a_received_case(slow)
    reply(slow, the_letter(slow, "new_case"), "Kami periksa besok.")
    told = the_letter(slow, "answer_taken")
    stop = address_in(told, "Hentikan jawaban ini")
    outcome = reply(slow, told, "", to=stop, sender="tamu@asing.example")
    assert outcome is Outcome.OTHER_SENDER
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == ["Kami periksa besok."]


def test_w12_the_link_in_the_letter_opens_a_page_whose_button_stops_it(
    slow: Desk, clock: HandClock
) -> None:
    receipt = a_received_case(slow)
    reply(slow, the_letter(slow, "new_case"), "Salah alamat.")
    found = re.search(
        r"http://127\.0\.0\.1:8001(/petugas/hentikan/\w+)",
        the_letter(slow, "answer_taken").body,
    )
    assert found
    browser = a_browser(create_inbox(slow))
    page = browser.get(found[1])
    assert page.status_code == 200
    assert "pukul 10.10 WIB" in page.text
    assert "Salah alamat." not in page.text
    assert len(the_case(slow, receipt.number).drafts) == 1
    assert "Jawaban dihentikan" in browser.post(found[1], data={"aksi": "hentikan"}).text
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    for again in (browser.get(found[1]), browser.post(found[1], data={"aksi": "hentikan"})):
        assert again.status_code == 410
        assert "sudah dihentikan" in again.text
    assert browser.get("/petugas/hentikan/tidakada").status_code == 410


def test_the_link_says_when_it_comes_too_late(slow: Desk, clock: HandClock) -> None:
    a_received_case(slow)
    reply(slow, the_letter(slow, "new_case"), "Kami periksa besok.")
    found = re.search(r"(/petugas/hentikan/\w+)", the_letter(slow, "answer_taken").body)
    assert found
    clock.pass_by(DELAY)
    send_due_answers(slow)
    page = a_browser(create_inbox(slow)).post(found[1], data={"aksi": "hentikan"})
    assert page.status_code == 410
    assert "sudah tampil bagi pengirim" in page.text


def test_an_answer_of_the_web_waits_too_and_is_stopped_there(slow: Desk, clock: HandClock) -> None:
    receipt = a_received_case(slow)
    does(answering.answer, slow, visit(slow, receipt.number, "petugas"), "Salah ketik.")
    assert answers(slow, receipt) == []
    assert "Salah ketik." in the_letter(slow, "answer_taken").body
    does(answering.stop_answers, slow, visit(slow, receipt.number, "kepala"))
    assert "Salah ketik." in the_letter(slow, "answer_stopped").body
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    with pytest.raises(RefusedError):
        does(answering.stop_answers, slow, visit(slow, receipt.number, "petugas"))


def test_an_answer_of_somebody_shut_out_meanwhile_does_not_leave(
    slow: Desk, clock: HandClock
) -> None:
    with slow.store.writing() as work:
        work.people.add("lain@contoh.example", "Lain Contoh", Role.FRONT_DESK, "", work.now)
    receipt = a_received_case(slow)
    letter = the_letter(slow, "new_case", "lain@contoh.example")
    reply(slow, letter, "Tidak ada masalah.")
    accused = (the_officer(slow, "lain").id,)
    does(accusing.name_accused, slow, visit(slow, receipt.number, "kepala"), accused, "")
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    stopped = the_letter(slow, "answer_stopped")
    assert "hanya memuat nomor dan tautan" in stopped.body
    assert not the_case(slow, receipt.number).drafts


def test_a_case_is_not_closed_while_an_answer_waits(slow: Desk) -> None:
    receipt = a_received_case(slow)
    entry = BookEntry()
    does(
        casework.register, slow, visit(slow, receipt.number, "petugas"), entry, "", is_complete=True
    )
    does(answering.answer, slow, visit(slow, receipt.number, "petugas"), "Kami periksa besok.")
    with pytest.raises(RefusedError, match="menunggu dikirim"):
        does(casework.close, slow, visit(slow, receipt.number, "petugas"), Result.WITHDRAWN, "")


def test_an_answer_written_before_a_message_does_not_answer_that_message(
    slow: Desk, clock: HandClock
) -> None:
    receipt = a_received_case(slow)
    does(casework.ask_sender, slow, visit(slow, receipt.number, "petugas"), "Kapan itu?")
    does(answering.answer, slow, visit(slow, receipt.number, "petugas"), "Kami periksa besok.")
    assert write_back(slow, receipt.code, "Kemarin.", None)
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt)[-1] == "Kami periksa besok."
    assert the_case(slow, receipt.number).state is State.WRITTEN_BACK


def test_two_answers_leave_each_at_its_time(slow: Desk, clock: HandClock) -> None:
    receipt = a_received_case(slow)
    reply(slow, the_letter(slow, "new_case"), "Satu.")
    clock.pass_by(timedelta(minutes=5))
    reply(slow, the_letter(slow, "new_case"), "Dua.")
    clock.pass_by(timedelta(minutes=5))
    send_due_answers(slow)
    assert answers(slow, receipt) == ["Satu."]
    clock.pass_by(timedelta(minutes=5))
    send_due_answers(slow)
    assert answers(slow, receipt) == ["Satu.", "Dua."]


def test_without_a_delay_the_officer_hears_that_it_is_there(desk: Desk) -> None:
    receipt = a_received_case(desk)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    assert answers(desk, receipt) == ["Kami periksa besok."]
    told = the_letter(desk, "answer_taken")
    assert "tidak bisa kami tarik kembali" in told.body
    assert "/petugas/hentikan/" not in told.body


def test_a_note_by_mail_stays_inside(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    note = address_in(letter, "Catatan untuk berkas")
    assert reply(desk, letter, "Orangnya pernah datang.", to=note) is Outcome.NOTED
    assert answers(desk, receipt) == []
    (_, noted) = the_case(desk, receipt.number).history
    assert noted.event.name == "noted"
    assert "sudah kami simpan" in the_letter(desk, "taken_by_mail").body
