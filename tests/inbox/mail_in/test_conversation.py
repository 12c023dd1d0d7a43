"""The conversation by mail: stoppable answers, what else officers do, the senders' mail."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from urllib.parse import unquote

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import within_hours
from loket_inbox.domain.events import LetterFailed
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.domain.states import State
from loket_inbox.domain.terms import Result
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.case.answering import send_due_answers
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.casefile import BookEntry
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.files.enclosing import open_enclosed
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.inbox.office import (
    a_browser,
    answers,
    careful,
    does,
    the_case,
    the_letter,
    the_officer,
    visit,
)
from tests.pictures import a_photo
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    a_reply,
    letters_out,
)

DELAY = timedelta(minutes=10)
SARI = "sari@rekaan.example"
BY_MAIL = {**A_COMPLAINT, "kontak": "email", "email": SARI}
"""A complaint of somebody who wants to be answered by mail."""

_ids = iter(range(10_000))


def a_message_id() -> str:
    return f"<percakapan-{next(_ids)}@contoh.example>"


@pytest.fixture
def slow(desk: Desk) -> Desk:
    """A desk whose answers can be stopped for ten minutes."""
    return replace(desk, settings=replace(desk.settings, answer_delay=DELAY))


def names(desk: Desk) -> list[str]:
    return [each.name for each in letters_out(desk)]


def reply(desk: Desk, letter: Addressed, text: str, **changes: Any) -> Outcome:
    return receive(desk, a_reply(letter, text, message_id=a_message_id(), **changes))


def address_in(letter: Addressed, label: str) -> str:
    """The address behind a line of a letter that does something."""
    found = re.search(rf"{label}[^\n]*mailto:([^?\s]+)", letter.body)
    assert found, (label, letter.body)
    return unquote(found[1])


# An answer leaves after a while, and can be stopped.


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
    does(casework.name_accused, slow, visit(slow, receipt.number, "kepala"), accused, "")
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    assert "Tidak ada masalah." in the_letter(slow, "answer_stopped").body
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


# What else officers do by mail.


def test_a_note_by_mail_stays_inside(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    note = address_in(letter, "Catatan untuk berkas")
    assert reply(desk, letter, "Orangnya pernah datang.", to=note) is Outcome.NOTED
    assert answers(desk, receipt) == []
    (_, noted) = the_case(desk, receipt.number).history
    assert noted.event.name == "noted"
    assert "sudah kami simpan" in the_letter(desk, "taken_by_mail").body


def with_division(desk: Desk) -> None:
    with desk.store.writing() as work:
        work.people.add("kabid@contoh.example", "Kabid Contoh", Role.DIVISION_HEAD, "", work.now)
        work.people.add("tim@contoh.example", "Tim Contoh", Role.TEAM_MEMBER, "", work.now)


def registered(desk: Desk) -> Receipt:
    receipt = a_received_case(desk)
    does(
        casework.register,
        desk,
        visit(desk, receipt.number, "petugas"),
        BookEntry(),
        "",
        is_complete=True,
    )
    return receipt


@pytest.mark.parametrize(
    ("text", "instruction"),
    [("", "Mohon ditindaklanjuti."), ("Jawab hari ini.", "Jawab hari ini.")],
)
def test_the_head_disposes_by_tapping_and_sending(desk: Desk, text: str, instruction: str) -> None:
    with_division(desk)
    receipt = registered(desk)
    asked = the_letter(desk, "for_disposition", "kepala@contoh.example")
    to_division = address_in(asked, "Disposisi ke Kabid Contoh")
    assert reply(desk, asked, text, to=to_division) is Outcome.DISPOSED
    assert the_case(desk, receipt.number).handlers == (the_officer(desk, "kabid").id,)
    assert instruction in the_letter(desk, "disposition", "kabid@contoh.example").body


def test_the_head_forms_a_team_by_tapping_and_sending(desk: Desk) -> None:
    with_division(desk)
    receipt = registered(desk)
    asked = the_letter(desk, "for_disposition", "kepala@contoh.example")
    team = address_in(asked, r"Bentuk Tim \(Tim Contoh\)")
    assert reply(desk, asked, "", to=team) is Outcome.DISPOSED
    case = the_case(desk, receipt.number)
    assert (case.handlers, case.is_with_team) == ((the_officer(desk, "tim").id,), True)
    assert "Tim (Tim Contoh)" in the_letter(desk, "taken_by_mail", "kepala@contoh.example").body


def test_nobody_disposes_to_somebody_who_has_left(desk: Desk) -> None:
    with_division(desk)
    receipt = registered(desk)
    asked = the_letter(desk, "for_disposition", "kepala@contoh.example")
    with desk.store.writing() as work:
        work.people.end(the_officer(desk, "kabid").id, work.now)
    to_division = address_in(asked, "Disposisi ke Kabid Contoh")
    assert reply(desk, asked, "Tolong.", to=to_division) is Outcome.NOT_ALLOWED
    assert the_case(desk, receipt.number).handlers == ()
    assert "Tolong." in the_letter(desk, "not_taken", "kepala@contoh.example").body


def findings_written(desk: Desk) -> Receipt:
    with_division(desk)
    receipt = registered(desk)
    team = (the_officer(desk, "tim").id,)
    does(
        casework.dispose,
        desk,
        visit(desk, receipt.number, "kepala"),
        team,
        "Periksa.",
        None,
        is_team=True,
    )
    asked = the_letter(desk, "disposition", "tim@contoh.example")
    assert reply(desk, asked, "Petugas sudah ditegur.") is Outcome.FINDINGS
    return receipt


@pytest.mark.parametrize("text", ["", "Setuju, kirim saja. Terima kasih Tim."])
def test_the_head_approves_by_mail_and_the_sender_reads_the_findings_as_they_stand(
    desk: Desk, text: str
) -> None:
    receipt = findings_written(desk)
    shown = the_letter(desk, "findings", "kepala@contoh.example")
    assert reply(desk, shown, text, to=address_in(shown, "Sahkan rumusan")) is Outcome.APPROVED
    assert answers(desk, receipt) == ["Petugas sudah ditegur."]
    told = the_letter(desk, "answer_taken", "kepala@contoh.example")
    assert "Petugas sudah ditegur." in told.body
    noted = [each for each in the_case(desk, receipt.number).history if each.event.name == "noted"]
    assert len(noted) == bool(text)


def test_a_stopped_approval_can_be_given_again(slow: Desk, clock: HandClock) -> None:
    receipt = findings_written(slow)
    shown = the_letter(slow, "findings", "kepala@contoh.example")
    approve = address_in(shown, "Sahkan rumusan")
    reply(slow, shown, "", to=approve)
    told = the_letter(slow, "answer_taken", "kepala@contoh.example")
    assert reply(slow, told, "") is Outcome.STOPPED
    assert the_case(slow, receipt.number).findings_wait
    assert reply(slow, shown, "", to=approve) is Outcome.APPROVED
    clock.pass_by(DELAY)
    send_due_answers(slow)
    assert answers(slow, receipt) == ["Petugas sudah ditegur."]


def test_the_head_returns_findings_by_mail(desk: Desk) -> None:
    receipt = findings_written(desk)
    shown = the_letter(desk, "findings", "kepala@contoh.example")
    back = address_in(shown, "Kembalikan ke Tim")
    assert reply(desk, shown, "Lengkapi.", to=back) is Outcome.RETURNED
    assert answers(desk, receipt) == []
    assert "Lengkapi." in the_letter(desk, "findings_returned", "tim@contoh.example").body
    assert reply(desk, shown, "", to=address_in(shown, "Sahkan rumusan")) is Outcome.CLOSED


def test_files_of_an_officers_mail_stay_with_the_case_and_the_officer_hears_it(
    desk: Desk,
) -> None:
    receipt = a_received_case(desk)
    raw = with_files(
        a_reply(the_letter(desk, "new_case"), "Lihat surat tugas.", message_id=a_message_id()),
        ("foto.jpg", "image/jpeg", a_photo()),
        ("daftar.xlsx", "application/vnd.ms-excel", b"PK\x03\x04"),
    )
    assert receive(desk, raw) is Outcome.ANSWERED
    case = the_case(desk, receipt.number)
    assert len(case.files) == 1
    file = open_enclosed(desk, the_officer(desk, "petugas"), receipt.number, 1)
    assert file.name == f"{receipt.number}-1.jpg"
    assert file.content.startswith(b"\xff\xd8")
    told = the_letter(desk, "answer_taken").body
    assert "Berkas Anda TIDAK sampai kepada pengirim." in told
    assert "1 berkas tersimpan di kasus ini, 1 di surat aslinya." in told


def with_files(raw: bytes, *files: tuple[str, str, bytes]) -> bytes:
    message = message_from_bytes(raw, EmailMessage, policy=default)
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_an_officer_whose_mail_was_held_hears_why(desk: Desk) -> None:
    with_division(desk)
    receipt = registered(desk)
    kabid = (the_officer(desk, "kabid").id,)
    does(
        casework.dispose,
        desk,
        visit(desk, receipt.number, "kepala"),
        kabid,
        "Jawab.",
        None,
        is_team=False,
    )
    asked = the_letter(desk, "disposition", "kabid@contoh.example")
    assert reply(desk, asked, "") is Outcome.EMPTY
    told = the_letter(desk, "not_taken", "kabid@contoh.example")
    assert Outcome.EMPTY.sentence in told.body
    assert the_letter(desk, "held_mail")


# M-4: without a token.


def test_m4_a_reply_that_only_refers_to_our_letter_is_taken_from_an_officer_of_the_case(
    desk: Desk,
) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    with desk.store.reading() as work:
        ((message_id, _),) = work.outbox.kept_for(1, the_officer(desk, "petugas").id)
    raw = a_reply(
        letter,
        "Kami periksa besok.",
        to=desk.settings.mail_from,
        message_id=a_message_id(),
        headers={"In-Reply-To": message_id},
    )
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Kami periksa besok."]


@pytest.mark.parametrize("name", ["answer_stopped", "taken_by_mail", "findings"])
def test_m4_a_letter_that_asks_for_no_reply_takes_none(slow: Desk, name: str) -> None:
    receipt = findings_written(slow)
    head = "kepala@contoh.example"
    shown = the_letter(slow, "findings", head)
    reply(slow, shown, "", to=address_in(shown, "Sahkan rumusan"))
    reply(slow, the_letter(slow, "answer_taken", head), "")
    reply(slow, shown, "Lengkapi.", to=address_in(shown, "Kembalikan ke Tim"))
    letter = the_letter(slow, name, head)
    assert letter.reply_to == ""
    before = the_case(slow, receipt.number)
    raw = a_reply(
        letter,
        "Ini bukan saya yang kirim!",
        to=slow.settings.mail_from,
        message_id=a_message_id(),
        headers={"In-Reply-To": message_id_of(slow, letter)},
    )
    assert receive(slow, raw) is Outcome.NO_REPLY
    assert the_case(slow, receipt.number) == before
    told = the_letter(slow, "not_taken", head)
    assert Outcome.NO_REPLY.sentence in told.body
    assert "Buka kasusnya di web" in told.body


def message_id_of(desk: Desk, letter: Addressed) -> str:
    """The Message-ID of a letter that waits in the outbox."""
    with desk.store.writing() as work:
        for each in work.outbox.claim(work.now, timedelta(0), 1000):
            if (
                Addressed.unpack(desk.envelope.open(each.message_id, "letter", each.sealed))
                == letter
            ):
                return each.message_id
    raise LookupError(letter.name)


@pytest.mark.parametrize("sender", ["kabid@contoh.example", "tamu@asing.example"])
def test_m4_of_anybody_else_it_is_held(desk: Desk, sender: str) -> None:
    with_division(desk)
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    with desk.store.reading() as work:
        ((message_id, _),) = work.outbox.kept_for(1, the_officer(desk, "petugas").id)
    raw = a_reply(
        letter,
        "Kami periksa besok.",
        sender=sender,
        to=desk.settings.mail_from,
        message_id=a_message_id(),
        headers={"References": message_id},
    )
    assert receive(desk, raw) is Outcome.NO_TOKEN
    assert answers(desk, receipt) == []


def test_m5_a_number_in_the_subject_alone_is_held(desk: Desk) -> None:
    receipt = a_received_case(desk)
    raw = (
        f"From: petugas@contoh.example\nTo: {desk.settings.mail_from}\n"
        f"Subject: Re: {receipt.number}\nMessage-ID: {a_message_id()}\n\nKami periksa.\n"
    ).encode()
    assert receive(desk, raw) is Outcome.NO_TOKEN
    assert answers(desk, receipt) == []


# Senders who chose mail.


def test_a_sender_who_chose_mail_gets_the_answer_itself_and_writes_back_by_mail(
    desk: Desk,
) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    assert "Kami periksa besok." in letter.body
    assert A_COMPLAINT["kronologi"] not in letter.body
    assert receipt.code.replace(" ", "") not in letter.body.replace(" ", "")
    assert "Petugas Contoh" not in letter.body
    assert "juga mengirimnya ke email pengirim" in the_letter(desk, "answer_taken").body
    assert reply(desk, letter, "Terima kasih. Kapan tepatnya?") is Outcome.MESSAGE
    assert the_case(desk, receipt.number).state is State.WRITTEN_BACK
    told = the_letter(desk, "follow_up")
    assert "Terima kasih. Kapan tepatnya?" in told.body
    assert reply(desk, told, "Jam sembilan.") is Outcome.ANSWERED
    assert "Jam sembilan." in the_letter(desk, "sender_answer", SARI).body


def test_m3_only_the_sender_writes_back_from_that_address(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    outcome = reply(desk, letter, "Saya cabut.", sender="pelaku@asing.example")
    assert outcome is Outcome.NOT_THE_SENDER
    assert the_case(desk, receipt.number).state is State.ANSWERED


def test_a_sender_may_send_a_photograph_alone(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kirim fotonya.")
    letter = the_letter(desk, "sender_answer", SARI)
    raw = with_files(
        a_reply(letter, "", message_id=a_message_id()), ("IMG_1.JPG", "image/jpeg", a_photo())
    )
    assert receive(desk, raw) is Outcome.MESSAGE
    assert len(the_case(desk, receipt.number).files) == 1


def test_who_did_not_choose_mail_gets_none(desk: Desk) -> None:
    a_received_case(desk)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    assert not {name for name in names(desk) if name.startswith("sender_")}


def test_a_question_of_the_office_is_mailed_too(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    does(casework.ask_sender, desk, visit(desk, receipt.number, "petugas"), "Kapan itu?")
    assert "Kapan itu?" in the_letter(desk, "sender_question", SARI).body


def test_nothing_is_mailed_once_an_officer_has_stopped_it(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    press = visit(desk, receipt.number, "petugas")
    does(casework.stop_mail, desk, press, "Suaminya membaca emailnya.")
    does(answering.answer, desk, visit(desk, receipt.number, "petugas"), "Kami periksa besok.")
    assert not {name for name in names(desk) if name.startswith("sender_")}
    assert answers(desk, receipt) == ["Kami periksa besok."]


def test_m8_an_address_that_does_not_exist_is_written_to_once(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Satu.")
    letter = the_letter(desk, "sender_answer", SARI)
    receive(desk, a_bounce(letter.return_path, permanent=True))
    reply(desk, the_letter(desk, "new_case"), "Dua.")
    assert "sender_answer" not in names(desk)  # What bounced waits no more, and no other came.
    assert "ke email pengirim" not in the_letter(desk, "answer_taken").body
    assert answers(desk, receipt) == ["Satu.", "Dua."]


def test_ss8_whoever_writes_about_a_service_for_people_in_danger_gets_notice_alone(
    desk: Desk,
) -> None:
    a_received_case(desk, {**BY_MAIL, "layanan": "7"})
    reply(desk, the_letter(desk, "new_case"), "Konselor menunggu Ibu hari Rabu.")
    assert names(desk).count("sender_answer") == 0
    assert names(desk).count("sender_notice") == 1
    assert "pemberitahuan pendek tanpa isi" in the_letter(desk, "answer_taken").body


def test_officers_know_before_they_answer_whether_it_goes_by_mail_too(desk: Desk) -> None:
    a_received_case(desk)
    assert "di halaman Lacak." in the_letter(desk, "new_case").body
    a_received_case(desk, BY_MAIL)
    assert "di halaman Lacak dan di emailnya." in the_letter(desk, "new_case").body


def test_a_name_under_a_message_stays_hidden_from_whom_the_name_is_hidden(desk: Desk) -> None:
    with_division(desk)
    receipt = a_received_case(desk, BY_MAIL)
    does(
        casework.register,
        desk,
        visit(desk, receipt.number, "petugas"),
        BookEntry(),
        "",
        is_complete=True,
    )
    kabid = (the_officer(desk, "kabid").id,)
    does(
        casework.dispose,
        desk,
        visit(desk, receipt.number, "kepala"),
        kabid,
        "Jawab.",
        None,
        is_team=False,
    )
    asked = the_letter(desk, "disposition", "kabid@contoh.example")
    reply(desk, asked, "Yth. Bu Sari, kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    text = f"Terima kasih.\n\nSalam, SARI Contoh\n{SARI}\nDesa Rekaan"
    assert reply(desk, letter, text) is Outcome.MESSAGE
    told = the_letter(desk, "follow_up", "kabid@contoh.example").body
    assert "Terima kasih." in told
    assert "Salam, (dirahasiakan) (dirahasiakan)" in told
    assert SARI not in told
    assert "Bu (dirahasiakan), kami periksa besok." in told
    assert "SARI Contoh" in the_letter(desk, "follow_up").body
    page = open_dossier(desk, the_officer(desk, "kabid"), receipt.number)
    assert not [each.text for each in page.timeline if "SARI" in each.text]


DENIED = ("dinas", "dinsos", "sosial", "pengaduan", "layanan", "kantor", "http", "kasus")


def test_ss8_a_notice_says_nothing_and_comes_once_a_day(desk: Desk, clock: HandClock) -> None:
    desk = careful(desk)
    receipt = a_received_case(desk, BY_MAIL)
    for text in ("Satu.", "Dua."):
        does(answering.answer, desk, visit(desk, receipt.number, "petugas"), text)
    notices = [each for each in letters_out(desk) if each.name == "sender_notice"]
    assert len(notices) == 1
    (notice,) = notices
    assert notice.subject == "Pemberitahuan"
    assert (notice.reply_to, notice.number) == ("", "")
    said = f"{notice.body} {notice.subject} {notice.from_name}".lower()
    assert not [word for word in (*DENIED, receipt.number.lower(), "satu.") if word in said]
    clock.pass_by(timedelta(hours=24))
    assert len([each for each in names(desk) if each == "sender_notice"]) == 2
    does(answering.answer, desk, visit(desk, receipt.number, "petugas"), "Tiga.")
    clock.pass_by(timedelta(hours=23))
    does(answering.answer, desk, visit(desk, receipt.number, "petugas"), "Empat.")
    assert len([each for each in names(desk) if each == "sender_notice"]) == 2


@pytest.mark.parametrize(
    ("hour", "first", "last", "leaves"),
    [
        (10, None, None, "16T10"),
        (10, 8, 12, "16T10"),
        (7, 8, 12, "16T08"),
        (12, 8, 12, "17T08"),
        (23, 8, 12, "17T08"),
        (23, 22, 6, "16T23"),
        (5, 22, 6, "16T05"),
        (6, 22, 6, "16T22"),
        (10, 14, None, "16T14"),
        (10, None, 9, "17T00"),
    ],
)
def test_ss8_a_notice_keeps_to_the_safe_hours(
    hour: int, first: int | None, last: int | None, leaves: str
) -> None:
    # The office is seven hours ahead of UTC.
    moment = datetime(2026, 3, 16, 0, 30, tzinfo=UTC) + timedelta(hours=hour - 7)
    found = within_hours(moment, first, last)
    assert found
    found += timedelta(hours=7)
    assert found.astimezone(UTC).isoformat()[8:13] == leaves


# M-7, M-8.


def test_m7_a_robot_that_does_not_say_so_is_stopped_and_an_alarm_raised(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    outcomes = [reply(desk, letter, f"Saya sedang cuti. {turn}") for turn in range(15)]
    assert outcomes == [Outcome.ANSWERED] * 10 + [Outcome.LOOP] * 5
    assert len(answers(desk, receipt)) == 10
    (alarm,) = [each for each in letters_out(desk) if each.name == "alarm"]
    assert receipt.number in alarm.body


def test_m7_stopping_is_never_taken_for_a_robots(slow: Desk) -> None:
    receipt = a_received_case(slow)
    for turn in range(10):
        reply(slow, the_letter(slow, "new_case"), f"Jawaban {turn}.")
    told = the_letter(slow, "answer_taken")
    assert reply(slow, the_letter(slow, "new_case"), "Satu lagi.") is Outcome.LOOP
    assert reply(slow, told, "") is Outcome.STOPPED
    assert len(the_case(slow, receipt.number).drafts) == 9


def test_m7_two_robots_end_after_a_few_letters_on_either_side(desk: Desk) -> None:
    a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    before = len(letters_out(desk))
    letter = the_letter(desk, "sender_answer", SARI)
    for turn in range(40):
        reply(desk, letter, f"Surat Anda kami terima. {turn}")
    assert len(letters_out(desk)) - before <= 12


BOUNCE = """From: MAILER-DAEMON@mx.contoh.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.contoh.example.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.contoh.example

Final-Recipient: rfc822; petugas@contoh.example
Action: {action}
Status: {status}
--b--
"""


def a_bounce(to: str, *, permanent: bool) -> bytes:
    action, status = ("failed", "5.1.1") if permanent else ("delayed", "4.4.1")
    return BOUNCE.format(to=to, action=action, status=status, message_id=a_message_id()).encode()


def test_m8_a_permanent_bounce_stands_on_the_case_and_somebody_else_hears(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    before = the_case(desk, receipt.number)
    assert receive(desk, a_bounce(letter.return_path, permanent=True)) is Outcome.BOUNCED
    case = the_case(desk, receipt.number)
    failed = case.history[-1].event
    assert failed == LetterFailed("new_case", the_officer(desk, "petugas").id)
    assert (case.state, case.waiting_since) == (before.state, before.waiting_since)
    told = the_letter(desk, "undelivered", "kepala@contoh.example")
    assert receipt.number in told.body
    assert "Petugas Contoh" in told.body
    again = a_bounce(letter.return_path, permanent=True)
    assert receive(desk, again) is Outcome.BOUNCED
    assert names(desk).count("undelivered") == 1


def test_m8_a_temporary_bounce_is_neither_failure_nor_answer(desk: Desk) -> None:
    receipt = a_received_case(desk)
    before = the_case(desk, receipt.number)
    letter = the_letter(desk, "new_case")
    assert receive(desk, a_bounce(letter.return_path, permanent=False)) is Outcome.DELAYED
    assert the_case(desk, receipt.number) == before
    assert "undelivered" not in names(desk)


def test_m8_a_bounce_of_the_senders_letter_is_told_to_the_front_desk(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    assert receive(desk, a_bounce(letter.return_path, permanent=True)) is Outcome.BOUNCED
    assert the_case(desk, receipt.number).history[-1].event == LetterFailed("sender_answer")
    assert "pengirim" in the_letter(desk, "undelivered").body


def test_m8_a_bounce_without_any_sign_still_names_its_letter(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    raw = (
        f"Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.contoh.example>\n"
        f"To: {letter.return_path}\nSubject: Mail delivery failed: returning message to sender\n"
        f"Message-ID: {a_message_id()}\n\nA message that you sent could not be delivered.\n"
        "This is a permanent error. The following address(es) failed:\n\n"
        "  petugas@contoh.example\n    550 5.1.1 User unknown\n"
    ).encode()
    assert receive(desk, raw) is Outcome.BOUNCED
    assert isinstance(the_case(desk, receipt.number).history[-1].event, LetterFailed)


def test_m6_an_absence_notice_to_the_return_address_is_noted_on_its_case(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    raw = (
        f"From: petugas@contoh.example\nTo: {letter.return_path}\nSubject: Sedang cuti\n"
        f"Message-ID: {a_message_id()}\nAuto-Submitted: auto-replied\n\nSaya cuti.\n"
    ).encode()
    assert receive(desk, raw) is Outcome.AUTOMATIC
    case = the_case(desk, receipt.number)
    assert case.history[-1].event.name == "robot-wrote"
    assert case.state is State.RECEIVED
