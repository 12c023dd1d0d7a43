"""Mail to senders who chose it, and what comes back of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import within_hours
from loket_inbox.domain.events import LetterFailed
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.states import State
from loket_inbox.handling.case import answering, casework, releasing
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.case.releasing import Release
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import submit
from loket_inbox.mail_in.receiving import receive
from tests.inbox.mail_in.conversing import a_message_id, reply, with_division, with_files
from tests.inbox.office import (
    answers,
    careful,
    dispose,
    does,
    register,
    signed_in,
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
    judged,
    letters_out,
    the_form,
)

SARI = "sari@rekaan.example"


BY_MAIL = {**A_COMPLAINT, "kontak": "email", "email": SARI}
"""A complaint of somebody who wants to be answered by mail."""


def names(desk: Desk) -> list[str]:
    return [each.name for each in letters_out(desk)]


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
    assert "Email ke pengirim sudah berhenti." in the_letter(desk, "answer_taken").body
    page = signed_in(desk).get(f"/petugas/kasus/{receipt.number}").text
    assert "Email ke pengirim sudah berhenti." in page
    assert answers(desk, receipt) == ["Satu.", "Dua."]


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("sari@rekaan.example,", "Alamat email pengirim tidak bisa kami surati."),
        ("säri@rekaan.example", "Alamat email pengirim tidak bisa kami surati."),
        ("", "Alamat email pengirim tidak ada."),
    ],
)
def test_a_chosen_mail_that_cannot_be_sent_is_told_in_the_letter_and_on_the_case(
    desk: Desk, kept: str, told: str
) -> None:
    values = (("email", kept),) if kept else ()
    found = tuple(
        replace(each, shown=kept, values=values) if each.question == "email" else each
        for each in judged(desk, BY_MAIL)
    )
    receipt = submit(desk, the_form(desk), found, CheckToken.new(desk.store.clock()))
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    assert "sender_answer" not in names(desk)
    assert f"{told} Jawaban hanya tampil di halaman Lacak." in the_letter(desk, "answer_taken").body
    page = signed_in(desk).get(f"/petugas/kasus/{receipt.number}").text
    assert f"{told} Jawaban hanya tampil di halaman Lacak." in page


def test_what_an_older_form_has_kept_is_written_to_where_letters_can_be_sent(desk: Desk) -> None:
    found = tuple(
        replace(each, values=(("email", "Sari@büro.example"),))
        if each.question == "email"
        else each
        for each in judged(desk, BY_MAIL)
    )
    submit(desk, the_form(desk), found, CheckToken.new(desk.store.clock()))
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    assert the_letter(desk, "sender_answer", "sari@xn--bro-hoa.example")


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
    register(desk, receipt.number)
    dispose(desk, receipt.number, "kabid")
    asked = the_letter(desk, "disposition", "kabid@contoh.example")
    reply(desk, asked, "Yth. Bu Sari, kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    text = f"Terima kasih.\n\nSalam, SARI Contoh\n{SARI}\nDesa Rekaan"
    assert reply(desk, letter, text) is Outcome.MESSAGE
    assert "Terima kasih." not in the_letter(desk, "follow_up", "kabid@contoh.example").body
    does(releasing.release, desk, visit(desk, receipt.number), Release())
    told = the_letter(desk, "follow_up", "kabid@contoh.example").body
    assert "Terima kasih." in told
    assert "Salam, (dirahasiakan)" in told
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


def test_m7_a_robot_that_does_not_say_so_is_stopped_and_an_alarm_raised(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    outcomes = [reply(desk, letter, f"Laporan Anda kami terima. {turn}") for turn in range(15)]
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


def test_m8_whoever_answered_hears_that_the_answer_did_not_arrive(desk: Desk) -> None:
    with_division(desk)
    receipt = a_received_case(desk, BY_MAIL)
    register(desk, receipt.number)
    dispose(desk, receipt.number, "kabid")
    does(answering.answer, desk, visit(desk, receipt.number, "kabid"), "Kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    assert receive(desk, a_bounce(letter.return_path, permanent=True)) is Outcome.BOUNCED
    told = {each.to for each in letters_out(desk) if each.name == "undelivered"}
    assert told == {"petugas@contoh.example", "kabid@contoh.example"}


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
