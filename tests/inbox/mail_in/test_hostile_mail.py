"""Mail that would put words on a wrong page, a wrong case or a wrong screen, or stop the inbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count
from typing import Any

import pytest
from msgspec import structs

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.case.answering import send_due_answers
from loket_inbox.handling.casefile import BookEntry
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.to_sender import put_off_notices
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.quoted_letter import is_quoted
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.composing import compose
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import events, outbox
from loket_inbox.worker import work_once, work_until
from loket_site.model.form import MailToSender
from tests.inbox.office import answers, careful, does, the_letter, the_officer, visit
from tests.support import A_COMPLAINT, HandClock, a_received_case, a_reply, letters_out, with_forms

HANG_S = 60
"""Nothing here takes a second; what takes this long does not end."""

SARI = "sari@rekaan.example"
BY_MAIL = {**A_COMPLAINT, "kontak": "email", "email": SARI}

_turns = count()


@pytest.fixture(autouse=True)
def ends() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < HANG_S


def add(desk: Desk, name: str, role: Role) -> Officer:
    with desk.store.writing() as work:
        work.people.add(f"{name}@contoh.example", f"{name.title()} Contoh", role, "", work.now)
    return the_officer(desk, name)


def message_id_of(desk: Desk, letter: Addressed) -> str:
    with desk.store.writing() as work:
        for each in work.outbox.claim(work.now, timedelta(0), 1000):
            opened = desk.envelope.open(each.message_id, "letter", each.sealed)
            if Addressed.unpack(opened) == letter:
                return each.message_id
    raise LookupError(letter.name)


def reply(desk: Desk, letter: Addressed, text: str, **changes: Any) -> Outcome:
    message_id = f"<ganas-{next(_turns)}@contoh.example>"
    return receive(desk, a_reply(letter, text, message_id=message_id, **changes))


def doing(letter: Addressed, label: str) -> str:
    lines = (line for line in letter.body.split("\n") if "mailto:" in line)
    line = next(line for line in lines if line.startswith(label))
    return line.partition("mailto:")[2].partition("?")[0]


def referring(desk: Desk, letter: Addressed, sender: str, to: str, text: str) -> bytes:
    return a_reply(
        letter,
        text,
        sender=sender,
        to=to,
        message_id=f"<ganas-{next(_turns)}@contoh.example>",
        headers={"References": message_id_of(desk, letter)},
    )


# What refers to a letter of ours.


def test_m4_another_officers_letter_is_answered_by_nobody_else(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    raw = referring(desk, letter, "kepala@contoh.example", "loket@contoh.example", "Selesai.")
    assert receive(desk, raw).is_held
    assert answers(desk, receipt) == []


@pytest.mark.parametrize(
    "to", ["rekan@contoh.example, loket@contoh.example", "rekan@contoh.example"]
)
def test_m4_what_is_forwarded_to_a_colleague_is_no_answer(desk: Desk, to: str) -> None:
    receipt = a_received_case(desk)
    letter = the_letter(desk, "new_case")
    raw = referring(desk, letter, letter.to, to, "Pak, hati-hati dengan orang ini.")
    assert receive(desk, raw).is_held
    assert answers(desk, receipt) == []


# Decisions by mail.


@pytest.fixture
def found(desk: Desk) -> Receipt:
    """A case whose Team has written its findings."""
    add(desk, "tim", Role.TEAM_MEMBER)
    receipt = a_received_case(desk)
    does(
        casework.register,
        desk,
        visit(desk, receipt.number, "petugas"),
        BookEntry(),
        "",
        is_complete=True,
    )
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
    does(casework.write_findings, desk, visit(desk, receipt.number, "tim"), "Versi pertama.")
    return receipt


HEAD = "kepala@contoh.example"


def test_an_approval_of_older_findings_approves_nothing(
    desk: Desk, clock: HandClock, found: Receipt
) -> None:
    shown = the_letter(desk, "findings", HEAD)
    clock.pass_by(timedelta(minutes=1))
    does(casework.write_findings, desk, visit(desk, found.number, "tim"), "Versi kedua.")
    assert reply(desk, shown, "", to=doing(shown, "Sahkan")) is Outcome.CLOSED
    assert answers(desk, found) == []
    newest = the_letter(desk, "findings", HEAD)
    assert reply(desk, newest, "", to=doing(newest, "Sahkan")) is Outcome.APPROVED
    assert answers(desk, found) == ["Versi kedua."]


@pytest.mark.parametrize(
    "text",
    [
        "Jangan disahkan! Nama Budi salah.",
        "Setuju, tapi ubah kalimat kedua.",
        "Tolak",
        "Gak setuju",
        "jgn dikirim",
        "Nanti dulu",
        "Setuju, dengan catatan: hapus nama.",
        "Setuju?",
    ],
)
def test_an_approval_that_says_something_else_too_is_held(
    desk: Desk, found: Receipt, text: str
) -> None:
    shown = the_letter(desk, "findings", HEAD)
    assert reply(desk, shown, text, to=doing(shown, "Sahkan")) is Outcome.UNCLEAR
    assert answers(desk, found) == []
    assert "Buka kasusnya di web" in the_letter(desk, "not_taken", HEAD).body


@pytest.mark.parametrize(
    "text", ["", "Setuju.", "Ok, kirim saja. Terima kasih Tim.\n\nSalam,\nKepala Contoh"]
)
def test_an_approval_that_only_says_yes_is_taken(desk: Desk, found: Receipt, text: str) -> None:
    shown = the_letter(desk, "findings", HEAD)
    assert reply(desk, shown, text, to=doing(shown, "Sahkan")) is Outcome.APPROVED
    assert answers(desk, found) == ["Versi pertama."]


def test_an_approval_with_a_file_or_words_in_the_quotation_is_held(
    desk: Desk, found: Receipt
) -> None:
    shown = the_letter(desk, "findings", HEAD)
    raw = a_reply(shown, "", to=doing(shown, "Sahkan"), message_id="<a@contoh.example>")
    inside = raw.replace(b"> Rumusan hasil", b"> Jangan dikirim begini ya\n> Rumusan hasil", 1)
    assert inside != raw
    assert receive(desk, inside) is Outcome.UNCLEAR
    assert receive(desk, with_file(raw, "koreksi.docx", b"PK")) is Outcome.UNCLEAR
    assert answers(desk, found) == []


def test_m16_findings_with_an_officers_address_are_not_approved_by_mail(
    desk: Desk, clock: HandClock, found: Receipt
) -> None:
    clock.pass_by(timedelta(minutes=1))
    text = "Hubungi petugas@contoh.example."
    does(casework.write_findings, desk, visit(desk, found.number, "tim"), text)
    shown = the_letter(desk, "findings", HEAD)
    assert reply(desk, shown, "", to=doing(shown, "Sahkan")) is Outcome.REVEALING
    assert answers(desk, found) == []
    with desk.store.reading() as work:
        stored = work.cases.by_number(found.number)
    assert stored
    assert stored.case.findings_wait


def test_a_disposition_that_is_refused_leaves_no_trace(desk: Desk) -> None:
    kabid = add(desk, "kabid", Role.DIVISION_HEAD)
    receipt = a_received_case(desk)
    does(
        casework.register,
        desk,
        visit(desk, receipt.number, "petugas"),
        BookEntry(),
        "",
        is_complete=True,
    )
    asked = the_letter(desk, "for_disposition", HEAD)
    does(casework.name_accused, desk, visit(desk, receipt.number, "kepala"), (kabid.id,), "")
    to = doing(asked, "Disposisi ke Kabid")
    assert reply(desk, asked, "Tolong.", to=to) is Outcome.NOT_ALLOWED
    with desk.store.reading() as work:
        stored = work.cases.by_number(receipt.number)
    assert stored
    assert stored.case.handlers == ()
    assert stored.case.history[-1].event.name == "accused-named"


def with_file(raw: bytes, name: str, content: bytes, kind: str = "application/zip") -> bytes:
    message = message_from_bytes(raw, EmailMessage, policy=default)
    del message["Message-ID"]
    message["Message-ID"] = f"<ganas-{next(_turns)}@contoh.example>"
    main, _, sub = kind.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_m16_a_text_file_beside_an_answer_is_not_sent_along(desk: Desk) -> None:
    receipt = a_received_case(desk)
    raw = with_file(
        a_reply(the_letter(desk, "new_case"), "Kami periksa."),
        "catatan-internal.txt",
        b"Jangan ditanggapi.",
        "text/plain",
    ).replace(b"attachment", b"inline")
    assert receive(desk, raw) is Outcome.UNSURE_CUT
    assert answers(desk, receipt) == []


# Quotations.

LETTER = (
    "--- balas di atas garis ini ---\n\nKiriman baru K7M4-PX9R\n\nKantor boleh memakai data saya.\n"
    "    Ya\n\nSaya menunggu tiga jam di loket dan tidak dipanggil.\n\n"
    "Buka kasus: https://inbox.contoh.example/petugas/kasus/K7M4-PX9R\n"
    "Catatan: mailto:loket+abcdefghijklmnopqrstuvwxyz@contoh.example?subject=K7M4-PX9R\n"
)


@pytest.mark.parametrize(
    ("quoted", "whole"),
    [
        (LETTER, True),
        ("Kiriman baru K7M4-PX9R\n\nSaya menunggu tiga jam di loket dan tidak dipanggil.", True),
        ("Buka kasus <https://inbox.contoh.example/petugas/kasus/K7M4-PX9R>", False),
        ("Kiriman baru K7M4-PX9R\n\nYa", False),
        ("Kiriman baru K7M4-PX9R\n\nTidak dipanggil", False),
        ("Kiriman baru K7M4-PX9R\n\nboleh memakai", False),
        ("Kiriman baru K7M4-PX9R 👍", False),
        ("Kiriman baru K7M4-PX9R\nhttps://asing.example/", False),
        ("Kiriman baru K7M4-PX9R\nsuami@asing.example", False),
        (
            LETTER.replace(
                "https://inbox", "https://aman.example/?url=https%3A%2F%2Finbox"
            ).replace(
                "example/petugas/kasus/K7M4-PX9R", "example%2Fpetugas%2Fkasus%2FK7M4-PX9R&x=1"
            ),
            True,
        ),
    ],
)
def test_m15_only_our_own_letter_counts_as_quoted(quoted: str, *, whole: bool) -> None:
    assert is_quoted(quoted, LETTER) is whole


# What stops the inbox.


def test_m14_thousands_of_tokens_and_references_are_looked_up_by_nobody(desk: Desk) -> None:
    receipt = a_received_case(desk)
    token = "a" * 20
    tos = ", ".join(f"loket+{token}{n:06}@contoh.example" for n in range(30_000))
    refs = " ".join(f"<{n}@contoh.example>" for n in range(30_000))
    raw = f"From: a@asing.example\nTo: {tos}\nReferences: {refs}\nSubject: x\n\nHalo\n".encode()
    assert receive(desk, raw).is_held
    assert answers(desk, receipt) == []


def test_m7_mails_without_a_readable_sender_count_as_one_senders(desk: Desk) -> None:
    for turn in range(30):
        raw = (
            f"From: Mail Delivery System <MAILER-DAEMON>\nTo: loket@contoh.example\n"
            f"Subject: Delayed\nMessage-ID: <{turn}@mx.example>\nAuto-Submitted: auto-replied\n\n"
            "Will retry.\n"
        ).encode()
        receive(desk, raw)
    assert len([each for each in letters_out(desk) if each.name == "held_mail"]) == 1


def test_w5_a_hundred_strangers_do_not_bury_the_front_desk(desk: Desk) -> None:
    for turn in range(100):
        raw = (
            f"From: a{turn}@asing{turn}.example\nTo: loket@contoh.example\nSubject: Iklan\n"
            f"Message-ID: <{turn}@asing.example>\n\nBeli!\n"
        ).encode()
        assert receive(desk, raw) is Outcome.NO_TOKEN
    assert len([each for each in letters_out(desk) if each.name == "held_mail"]) == 60


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


# Who reads what.


def test_the_accused_hears_of_no_mail_that_names_the_case_in_its_subject(desk: Desk) -> None:
    accused = add(desk, "diadukan", Role.FRONT_DESK)
    receipt = a_received_case(desk)
    token = the_letter(desk, "new_case").reply_to
    does(casework.name_accused, desk, visit(desk, receipt.number, "kepala"), (accused.id,), "")
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
    does(casework.name_accused, slow, visit(slow, receipt.number, "kepala"), (accused.id,), "")
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


# SS-8, whatever the mail server does.


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


# Headers.


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
