"""What officers decide by mail: dispositions, findings, approvals, and what is held of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.case.answering import send_due_answers
from loket_inbox.handling.files.enclosing import open_enclosed
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.inbox.mail_in.conversing import (
    DELAY,
    a_message_id,
    address_in,
    reply,
    with_division,
    with_files,
)
from tests.inbox.office import (
    answers,
    dispose,
    register,
    signed_in,
    the_case,
    the_letter,
    the_officer,
)
from tests.pictures import a_photo
from tests.support import (
    HandClock,
    a_received_case,
    a_reply,
)


def registered(desk: Desk) -> Receipt:
    receipt = a_received_case(desk)
    register(desk, receipt.number)
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
    dispose(desk, receipt.number, "tim", instruction="Periksa.", is_team=True)
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
        ("surat.pdf", "application/pdf", b"%PDF-1.7\n/Author (Sari)\n%%EOF\n"),
    )
    assert receive(desk, raw) is Outcome.ANSWERED
    case = the_case(desk, receipt.number)
    assert len(case.files) == 2
    file = open_enclosed(desk, the_officer(desk, "petugas"), receipt.number, 1)
    assert file.name == f"{receipt.number}-1.jpg"
    assert file.content.startswith(b"\xff\xd8")
    told = the_letter(desk, "answer_taken").body
    assert "Berkas Anda TIDAK sampai kepada pengirim." in told
    original = open_enclosed(desk, the_officer(desk, "petugas"), receipt.number, 2)
    assert original.name == f"{receipt.number}-2-asli.pdf"
    page = signed_in(desk).get(f"/petugas/kasus/{receipt.number}").text
    assert page.count("misalnya nama pembuatnya.") == 1
    assert "2 berkas tersimpan di kasus ini, 1 di surat aslinya." in told


def test_an_officer_whose_mail_was_held_hears_why(desk: Desk) -> None:
    with_division(desk)
    receipt = registered(desk)
    dispose(desk, receipt.number, "kabid")
    asked = the_letter(desk, "disposition", "kabid@contoh.example")
    assert reply(desk, asked, "") is Outcome.EMPTY
    told = the_letter(desk, "not_taken", "kabid@contoh.example")
    assert Outcome.EMPTY.sentence in told.body
    assert the_letter(desk, "held_mail")


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
