"""What proves that a letter of ours did not arrive, and how mail begins again (M-8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.events import LetterFailed, MailResumed
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.inbox.mail_in.conversing import a_message_id, reply
from tests.inbox.office import does, the_case, the_letter, visit
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    letters_out,
)

SARI = "sari@rekaan.example"
BY_MAIL = {**A_COMPLAINT, "kontak": "email", "email": SARI}
OURS = "loket@contoh.example"
ALARM = "tidak terbukti"


def a_report(
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    enclosed: str = "",
    below: str = "text/rfc822-headers",
    **headers: str,
) -> bytes:
    """What a mail server reports to `to`, with the Message-ID `enclosed` in what it returns."""
    head = {
        "From": "MAILER-DAEMON@mx.contoh.example",
        "To": to,
        "Subject": "Undelivered Mail Returned to Sender",
        "Message-ID": a_message_id(),
        "Auto-Submitted": "auto-replied",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    returned = f"--b\nContent-Type: {below}\n\nMessage-ID: {enclosed}\n\nIsi.\n" if enclosed else ""
    lines = "".join(f"{name}: {value}\n" for name, value in head.items())
    return (
        f"{lines}\n--b\nContent-Type: text/plain\n\nThis is the mail system.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoh.example\n\n"
        f"Final-Recipient: rfc822; {SARI}\nAction: {action}\nStatus: {status}\n\n{returned}--b--\n"
    ).encode()


def answered(desk: Desk) -> tuple[Receipt, Addressed, str]:
    """A case whose sender was mailed an answer: that letter, and its Message-ID."""
    receipt = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Kami periksa besok.")
    letter = the_letter(desk, "sender_answer", SARI)
    with desk.store.writing() as work:
        claimed = work.outbox.claim(work.now, timedelta(0), 1000)
    found = {
        desk.opened(each.message_id, each.sealed).return_path: each.message_id for each in claimed
    }
    return receipt, letter, found[letter.return_path]


def alarms(desk: Desk) -> list[Addressed]:
    return [each for each in letters_out(desk) if each.name == "alarm"]


def is_stopped(desk: Desk, receipt: Receipt) -> bool:
    return the_case(desk, receipt.number).is_mail_stopped


FORGED = [
    {"below": "text/rfc822-headers"},
    {"below": "message/rfc822"},
    {"below": "message/rfc822", "From": SARI},
    {"below": "message/rfc822", "From": "pelaku@asing.example"},
    {"below": "message/rfc822", "Return-Path": "<>"},
    {"status": "5.7.1", "below": "text/rfc822-headers", "Auto_Submitted": "auto-generated"},
]


@pytest.mark.parametrize("changes", FORGED)
def test_m8_a_report_that_only_encloses_our_message_id_alarms_and_stops_nothing(
    desk: Desk, changes: dict[str, str]
) -> None:
    receipt, _, name = answered(desk)
    before = the_case(desk, receipt.number)
    assert receive(desk, a_report(OURS, enclosed=name, **changes)) is Outcome.UNPROVEN
    assert the_case(desk, receipt.number) == before
    (alarm,) = alarms(desk)
    assert ALARM in alarm.body
    assert receipt.number in alarm.body
    assert "undelivered" not in {each.name for each in letters_out(desk)}
    reply(desk, the_letter(desk, "new_case"), "Dua.")
    assert "Dua." in the_letter(desk, "sender_answer", SARI).body


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_m8_a_report_that_only_refers_to_our_letter_alarms_and_stops_nothing(
    desk: Desk, header: str
) -> None:
    receipt, _, name = answered(desk)
    assert receive(desk, a_report(OURS, **{header: name})) is Outcome.UNPROVEN
    assert not is_stopped(desk, receipt)
    assert len(alarms(desk)) == 1


def one_off(address: str) -> str:
    """The same address, with another last sign of its token."""
    token, _, domain = address.partition("@")
    return f"{token[:-1]}{'a' if token[-1] != 'a' else 'e'}@{domain}"


def test_m8_an_address_that_is_nearly_a_return_address_proves_nothing(desk: Desk) -> None:
    receipt, letter, name = answered(desk)
    near = [
        one_off(letter.return_path),
        letter.return_path.replace("@", "a@"),
        letter.return_path.replace("+", "-"),
        letter.return_path.replace("@contoh.example", "@asing.example"),
        letter.reply_to,
    ]
    for to in near:
        assert receive(desk, a_report(to, enclosed=name)) is Outcome.UNPROVEN, to
    written = a_report(OURS, enclosed=name).replace(
        b"This is the mail system.", f"To: {letter.return_path}".encode()
    )
    assert receive(desk, written) is Outcome.UNPROVEN
    assert not is_stopped(desk, receipt)


def test_m8_the_return_address_of_another_letter_proves_nothing_of_this_one(desk: Desk) -> None:
    receipt, letter, name = answered(desk)
    other = a_received_case(desk, BY_MAIL)
    reply(desk, the_letter(desk, "new_case"), "Datang besok.")
    returns = the_letter(desk, "sender_answer", SARI).return_path
    assert returns != letter.return_path
    assert receive(desk, a_report(returns, enclosed=name)) is Outcome.UNPROVEN
    told = "".join(each.body for each in alarms(desk))
    assert receipt.number in told
    assert other.number in told
    both = f"{returns}, {letter.return_path}"
    assert receive(desk, a_report(both, enclosed=name)) is Outcome.UNPROVEN
    assert not is_stopped(desk, receipt)
    assert not is_stopped(desk, other)


@pytest.mark.parametrize("spelling", [str, str.upper])
def test_m8_the_letters_own_return_address_proves_it_in_any_case_and_once(
    desk: Desk, spelling: type[str]
) -> None:
    receipt, letter, name = answered(desk)
    to = spelling(letter.return_path)
    assert receive(desk, a_report(to, enclosed=name)) is Outcome.BOUNCED
    assert receive(desk, a_report(to)) is Outcome.BOUNCED
    assert receive(desk, a_report(to, enclosed="<asing@mx.example>")) is Outcome.BOUNCED
    assert is_stopped(desk, receipt)
    failures = [
        each
        for each in the_case(desk, receipt.number).history
        if isinstance(each.event, LetterFailed)
    ]
    assert len(failures) == 1
    assert not alarms(desk)


@pytest.mark.parametrize(
    ("action", "status"),
    [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0"), ("expanded", "2.0.0")],
)
def test_m8_what_is_no_failure_stops_nothing_even_at_the_return_address(
    desk: Desk, action: str, status: str
) -> None:
    receipt, letter, name = answered(desk)
    for to in (letter.return_path, OURS):
        raw = a_report(to, action=action, status=status, enclosed=name)
        assert receive(desk, raw) in {Outcome.DELAYED, Outcome.AUTOMATIC}
    assert not is_stopped(desk, receipt)
    assert not alarms(desk)


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ("Auto-Submitted: auto-replied\nSubject: Sedang cuti", "Saya cuti sampai Senin."),
        ("Subject: Re: Jawaban", "Alamat saya salah? Surat ini tidak terkirim, katanya."),
    ],
)
def test_m8_an_absence_note_or_a_person_at_the_return_address_is_no_bounce(
    desk: Desk, headers: str, text: str
) -> None:
    receipt, letter, _ = answered(desk)
    raw = (
        f"From: {SARI}\nTo: {letter.return_path}\nMessage-ID: {a_message_id()}\n"
        f"{headers}\n\n{text}\n"
    )
    assert receive(desk, raw.encode()) is not Outcome.BOUNCED
    assert not is_stopped(desk, receipt)


def test_m8_many_unproven_reports_alarm_once_an_hour(desk: Desk, clock: HandClock) -> None:
    _, _, name = answered(desk)
    for _ in range(5):
        receive(desk, a_report(OURS, enclosed=name))
    assert len(alarms(desk)) == 1
    clock.pass_by(timedelta(hours=1))
    receive(desk, a_report(OURS, enclosed=name))
    assert len(alarms(desk)) == 2


def test_m8_a_report_that_names_no_letter_of_a_case_is_held_for_a_person(desk: Desk) -> None:
    answered(desk)
    assert receive(desk, a_report(OURS, enclosed="<asing@mx.example>")) is Outcome.UNPROVEN
    assert ALARM in the_letter(desk, "held_mail").body
    assert Outcome.UNPROVEN.is_held


def test_m8_a_person_lets_the_sender_be_mailed_again(desk: Desk) -> None:
    receipt, letter, name = answered(desk)
    receive(desk, a_report(letter.return_path, enclosed=name))
    assert "memulainya lagi" in the_letter(desk, "undelivered").body
    does(casework.resume_mail, desk, visit(desk, receipt.number), "Kotak suratnya sudah kosong.")
    assert the_case(desk, receipt.number).history[-1].event == MailResumed()
    does(answering.answer, desk, visit(desk, receipt.number), "Kami datang besok.")
    assert "Kami datang besok." in the_letter(desk, "sender_answer", SARI).body
    # Another report about the letter that failed before says nothing new.
    assert receive(desk, a_report(letter.return_path)) is Outcome.BOUNCED
    assert not is_stopped(desk, receipt)
    newest = the_letter(desk, "sender_answer", SARI)
    assert receive(desk, a_report(newest.return_path)) is Outcome.BOUNCED
    assert is_stopped(desk, receipt)


def test_m8_a_letter_to_an_officer_that_failed_stops_no_other(desk: Desk) -> None:
    receipt = a_received_case(desk, BY_MAIL)
    receive(desk, a_report(the_letter(desk, "new_case").return_path))
    assert not is_stopped(desk, receipt)
    before = len(letters_out(desk))
    a_received_case(desk, {**BY_MAIL, "nama": "Orang Lain"})
    assert "new_case" in {each.name for each in letters_out(desk)[before:]}
