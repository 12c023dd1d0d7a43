"""What is damaged stops nothing, and whom a mail endangers hears nothing."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from msgspec import structs

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.case.answering import send_due_answers
from loket_inbox.handling.to_sender import put_off_notices
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.composing import compose
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import events, outbox
from loket_inbox.worker import work_once, work_until
from loket_site.model.form import MailToSender
from tests.inbox.mail_in.hostile import HANG_S, add, message_id_of, referring, reply
from tests.inbox.office import (
    answers,
    careful,
    dispose,
    does,
    register,
    the_letter,
    visit,
)
from tests.support import A_COMPLAINT, HandClock, a_received_case, a_reply, letters_out, with_forms

pytestmark = pytest.mark.usefixtures("ends")

SARI = "sari@rekaan.example"


BY_MAIL = {**A_COMPLAINT, "kontak": "email", "email": SARI}


def test_f8_one_damaged_draft_does_not_stop_the_letters_behind_it(
    desk: Desk, clock: HandClock
) -> None:
    slow = replace(desk, settings=replace(desk.settings, answer_delay=timedelta(minutes=10)))
    receipts = [a_received_case(slow), a_received_case(slow)]
    for receipt in receipts:
        does(answering.answer, slow, visit(slow, receipt.number, "petugas"), "Kami periksa besok.")
    with slow.store.engine.begin() as connection:
        drafted = events.c.name == "response-drafted"
        connection.execute(
            events.update().where(drafted, events.c.case_id == 1).values(sealed=b"x")
        )
    clock.pass_by(timedelta(minutes=10))
    assert work_once(slow, LocalMailbox(slow.settings.mailbox))
    assert answers(slow, receipts[1]) == ["Kami periksa besok."]


def test_f8_a_chore_that_fails_stops_no_letter(desk: Desk) -> None:
    a_received_case(desk)
    mailbox = LocalMailbox(desk.settings.mailbox)
    stop = threading.Event()

    class Broken:
        """A calendar that nobody can ask."""

        def is_working_day(self, _: object) -> bool:
            raise LookupError

    broken = replace(desk, calendar=Broken())  # type: ignore[arg-type]
    thread = threading.Thread(target=work_until, args=(stop, broken, mailbox))
    thread.start()
    until = time.monotonic() + HANG_S / 2
    while not mailbox.numbers() and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    thread.join(HANG_S)
    assert len(mailbox.numbers()) == 1


def test_m11_a_mail_about_a_damaged_case_is_kept_and_somebody_told(desk: Desk) -> None:
    a_received_case(desk)
    letter = the_letter(desk, "new_case")
    with desk.store.engine.begin() as connection:
        connection.execute(events.update().values(chain="x"))
    assert reply(desk, letter, "Kami periksa besok.") is Outcome.BROKEN
    assert Outcome.BROKEN.sentence in the_letter(desk, "held_mail").body


def test_the_accused_hears_of_no_mail_that_names_the_case_in_its_subject(desk: Desk) -> None:
    accused = add(desk, "diadukan", Role.FRONT_DESK)
    receipt = a_received_case(desk)
    token = the_letter(desk, "new_case").reply_to
    does(accusing.name_accused, desk, visit(desk, receipt.number, "kepala"), (accused.id,), "")
    by_subject = (
        f"From: {SARI}\nTo: loket@contoh.example\nSubject: Re: {receipt.number}\n\n"
        "Petugas itu mengancam saya lagi.\n"
    ).encode()
    unreadable = f"From: {SARI}\nTo: {token}\n".encode() + b"a:\n" * 6000
    assert receive(desk, by_subject) is Outcome.NO_TOKEN
    assert receive(desk, unreadable) is Outcome.UNPARSABLE
    told = {each.to for each in letters_out(desk) if each.name == "held_mail"}
    assert told == {"petugas@contoh.example"}


def test_the_accused_stops_nothing_and_gets_no_text_back(desk: Desk, clock: HandClock) -> None:
    slow = replace(desk, settings=replace(desk.settings, answer_delay=timedelta(minutes=10)))
    accused = add(slow, "diadukan", Role.FRONT_DESK)
    receipt = a_received_case(slow)
    letter = the_letter(slow, "new_case", accused.email)
    reply(slow, letter, "Tidak ada masalah.")
    does(accusing.name_accused, slow, visit(slow, receipt.number, "kepala"), (accused.id,), "")
    does(answering.stop_answers, slow, visit(slow, receipt.number, "petugas"))
    told = [each.to for each in letters_out(slow) if each.name == "answer_stopped"]
    assert told == ["petugas@contoh.example"]
    clock.pass_by(timedelta(days=1))
    send_due_answers(slow)
    assert answers(slow, receipt) == []


def test_the_answer_of_somebody_who_has_left_is_given_to_the_front_desk(
    desk: Desk, clock: HandClock
) -> None:
    slow = replace(desk, settings=replace(desk.settings, answer_delay=timedelta(minutes=10)))
    gone = add(slow, "lain", Role.FRONT_DESK)
    receipt = a_received_case(slow)
    reply(slow, the_letter(slow, "new_case", gone.email), "Kamu pembohong.")
    with slow.store.writing() as work:
        work.people.end(gone.id, work.now)
    clock.pass_by(timedelta(minutes=10))
    send_due_answers(slow)
    assert answers(slow, receipt) == []
    assert "Kamu pembohong." in the_letter(slow, "answer_stopped").body


def test_ss6_a_receipt_code_that_comes_by_mail_goes_to_nobody(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    assert reply(desk, letter, f"Kode saya {receipt.code}. Nomor 12.") is Outcome.MESSAGE
    told = the_letter(desk, "follow_up").body
    assert "Kode saya (kode dihapus). Nomor 12." in told
    assert receipt.code not in told


def due_notices(desk: Desk) -> int:
    put_off_notices(desk)
    with desk.store.reading() as work:
        return len(work.outbox.due(LetterKind.SENDER_NOTICE, work.now))


def test_ss8_of_two_notices_to_one_address_only_one_leaves_in_a_day(
    desk: Desk, clock: HandClock
) -> None:
    desk = careful(desk)
    for _ in range(2):
        number = a_received_case(desk, BY_MAIL).number
        does(answering.answer, desk, visit(desk, number, "petugas"), "Kami periksa besok.")
    assert due_notices(desk) == 1
    work_once(desk, LocalMailbox(desk.settings.mailbox))
    clock.pass_by(timedelta(hours=23))
    assert due_notices(desk) == 0
    clock.pass_by(timedelta(hours=2))
    assert due_notices(desk) == 1


def test_ss8_a_notice_that_missed_its_hours_waits_for_the_next(
    desk: Desk, clock: HandClock
) -> None:
    clock.now = datetime(2026, 3, 16, 8, 40, tzinfo=UTC)  # 15.40 at the office.
    form = desk.catalogue.form("pengaduan")
    assert form
    number = safe_case(desk)
    does(answering.answer, desk, visit(desk, number, "petugas"), "Kami periksa besok.")
    assert due_notices(desk) == 1
    clock.now = datetime(2026, 3, 16, 9, 5, tzinfo=UTC)
    assert due_notices(desk) == 0
    clock.now = datetime(2026, 3, 17, 1, 30, tzinfo=UTC)
    assert due_notices(desk) == 1


def test_ss8_what_waits_goes_no_more_once_an_officer_ends_the_mail(
    desk: Desk, clock: HandClock
) -> None:
    clock.now = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)  # 16.30: the notice waits for tomorrow.
    number = safe_case(desk)
    does(answering.answer, desk, visit(desk, number, "petugas"), "Kami periksa besok.")
    open_number = a_received_case(desk, BY_MAIL).number
    does(answering.answer, desk, visit(desk, open_number, "petugas"), "Kami periksa besok.")
    for each in (number, open_number):
        does(casework.stop_mail, desk, visit(desk, each, "petugas"), "Suaminya membaca emailnya.")
    clock.now = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)
    assert due_notices(desk) == 0
    assert [each for each in letters_out(desk) if each.to == SARI] == []


def safe_case(desk: Desk) -> str:
    """A case of somebody who may be written to from 8 to 16."""
    form = desk.catalogue.form("pengaduan")
    assert form
    questions = tuple(
        structs.replace(each, kind=type(each.kind).SAFE_CONTACT, required=False, choice_lines=())
        if each.id == "kontak"
        else each
        for section in form.sections
        for each in section.questions
        if each.id not in {"hp", "email"}
    )
    section = structs.replace(form.sections[0], questions=questions)
    safe = structs.replace(form, mail=MailToSender.NOTICE, sections=(section,))
    contact = {
        "kontak": "boleh",
        "kontak-cara": "email",
        "kontak-email": SARI,
        "kontak-mulai": "08:00",
        "kontak-selesai": "16:00",
        "kontak-diperiksa": "tidak",
    }
    return a_received_case(with_forms(desk, safe), {**A_COMPLAINT, **contact}).number


@pytest.mark.parametrize("what", ["case", "letter"])
def test_f8_one_damaged_notice_does_not_stop_the_letters_behind_it(desk: Desk, what: str) -> None:
    desk = careful(desk)
    number = a_received_case(desk, BY_MAIL).number
    does(answering.answer, desk, visit(desk, number, "petugas"), "Kami periksa besok.")
    with desk.store.engine.begin() as connection:
        if what == "case":
            connection.execute(events.update().where(events.c.case_id == 1).values(chain="x"))
        else:
            notice = outbox.c.letter == LetterKind.SENDER_NOTICE
            connection.execute(outbox.update().where(notice).values(sealed=b"x"))
    a_received_case(desk)
    mailbox = LocalMailbox(desk.settings.mailbox)
    work_once(desk, mailbox)
    assert len(mailbox.numbers()) == 2  # Of both new cases.


def test_m7_a_robot_that_answers_what_asks_for_no_answer_ends_too(desk: Desk) -> None:
    add(desk, "kabid", Role.DIVISION_HEAD)
    receipt = a_received_case(desk)
    register(desk, receipt.number)
    dispose(desk, receipt.number, "kabid")
    asked = the_letter(desk, "disposition", "kabid@contoh.example")
    assert reply(desk, asked, "") is Outcome.EMPTY
    for turn in range(40):
        letter = the_letter(desk, "not_taken", "kabid@contoh.example")
        raw = referring(desk, letter, letter.to, "loket@contoh.example", f"Tiket {turn}.")
        assert receive(desk, raw) is Outcome.NO_REPLY
    sent = [str(each.name) for each in letters_out(desk)]
    assert sent.count("not_taken") == 5
    assert sent.count("held_mail") <= 20


def test_m4_of_a_thread_its_newest_letter_is_answered(desk: Desk) -> None:
    slow = replace(desk, settings=replace(desk.settings, answer_delay=timedelta(minutes=10)))
    a_received_case(slow)
    asked = the_letter(slow, "new_case")
    reply(slow, asked, "Salah hari.")
    told = the_letter(slow, "answer_taken")
    raw = a_reply(
        told,
        "Jangan kirim! Saya salah.",
        to="loket@contoh.example",
        message_id="<utas@contoh.example>",
        headers={"References": f"{message_id_of(slow, asked)} {message_id_of(slow, told)}"},
    )
    assert receive(slow, raw) is Outcome.STOPPED


def test_what_is_forwarded_is_held_even_at_the_right_address(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    raw = a_reply(letter, "Pak, hati-hati dengan orang ini.").replace(
        b"Subject: Re:", b"Subject: Fwd:"
    )
    assert receive(desk, raw) is Outcome.UNSURE_CUT
    assert answers(desk, receipt) == []


@pytest.mark.parametrize("name", ["=?utf-8?q?=0ABcc:_x@asing.example?=", "=?x?b?DQo=?="])
def test_w10_a_name_that_looks_encoded_makes_no_header(desk: Desk, name: str) -> None:
    letter = Addressed(
        LetterKind.ALARM,
        name,
        "Isi.\n",
        to="petugas@contoh.example",
        to_name=name,
        reply_to="",
        return_path="loket@contoh.example",
    )
    sent = compose(desk, letter, "<kami@contoh.example>", datetime(2026, 3, 16, tzinfo=UTC))
    assert message_from_bytes(sent.content, EmailMessage, policy=default)["Bcc"] is None
    assert b"\nBcc" not in sent.content
