from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from loket_inbox.app import open_desk
from loket_inbox.desk import Desk
from loket_inbox.domain.limits import LONGEST_MESSAGE
from loket_inbox.domain.officers import Role, role_named
from loket_inbox.domain.states import State
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import ReceiptGoneError, submit
from loket_inbox.handling.sender.tracking import RefusedMessageError, track, write_back
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import cases, events, outbox
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_received_case,
    a_reply,
    judged,
    letters_out,
    rows,
)
from tests.support import the_form as form_of

STORY = A_COMPLAINT["kronologi"]


def a_token(desk: Desk) -> CheckToken:
    return CheckToken.new(desk.store.clock())


def with_officers(desk: Desk, *roles: Role) -> Desk:
    with desk.store.writing() as work:
        for turn, role in enumerate(roles):
            email = f"{role.value}-{turn}@contoh.example"
            work.people.add(email, "Petugas Rekaan", role, "", work.now)
    return desk


def without_officers(desk: Desk) -> Desk:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM officers")
    return desk


def test_a_submission_is_one_case_with_a_receipt(desk: Desk) -> None:
    receipt = a_received_case(desk)
    assert rows(desk, cases) == rows(desk, events) == 1
    found = track(desk, receipt.code)
    assert found
    assert found.number == receipt.number
    assert found.label == State.RECEIVED.label
    assert found.received_at == receipt.received_at == desk.store.clock()
    assert [step.title for step in receipt.steps] == [
        "Kami periksa dan teruskan",
        "Kami jawab pengaduan Anda",
    ]


def test_each_officer_of_the_front_desk_gets_one_letter_and_the_head_none(desk: Desk) -> None:
    with_officers(desk, Role.FRONT_DESK, Role.DIVISION_HEAD, Role.TEAM_MEMBER)
    a_received_case(desk)
    assert [letter.to for letter in letters_out(desk)] == [
        "petugas@contoh.example",
        "front_desk-0@contoh.example",
    ]


def test_the_head_gets_the_letter_while_there_is_no_front_desk(desk: Desk) -> None:
    with_officers(without_officers(desk), Role.HEAD, Role.TEAM_MEMBER)
    a_received_case(desk)
    assert [letter.to for letter in letters_out(desk)] == ["head-0@contoh.example"]


def test_the_letter_holds_every_answer_and_the_day(desk: Desk) -> None:
    receipt = a_received_case(desk)
    (letter,) = letters_out(desk)
    assert letter.subject == f"{receipt.number}: paling lambat Senin, 13 April 2026 (perkiraan)"
    assert "Halo Petugas Contoh," in letter.body
    for shown in (STORY, "Sari Contoh", "Jalan Rekaan 1 RT 02/RW 03, Desa Rekaan, Banjarnegara"):
        assert shown in letter.body
    assert "Kapan kejadiannya? Tidak diisi" in letter.body


def test_ss6_the_receipt_code_stands_in_no_letter(desk: Desk) -> None:
    receipt = a_received_case(desk)
    write_back(desk, receipt.code, "Apakah sudah ada kabar?", a_token(desk))
    digits = receipt.code.replace(" ", "")
    packed = b"".join(letter.pack() for letter in letters_out(desk))
    assert receipt.code.encode() not in packed
    assert digits.encode() not in packed


def test_w3_a_retry_after_a_restart_gives_the_same_receipt(desk: Desk, clock: HandClock) -> None:
    token = a_token(desk)
    receipt = submit(desk, form_of(desk), judged(desk), token)
    reopened = open_desk(desk.settings)
    reopened = replace(reopened, store=replace(reopened.store, clock=clock))
    clock.pass_by(timedelta(hours=23))
    assert submit(reopened, form_of(reopened), judged(reopened), token) == receipt
    assert rows(desk, cases) == rows(desk, events) == rows(desk, outbox) == 1


def test_w3_other_answers_under_a_used_token_change_nothing(desk: Desk) -> None:
    token = a_token(desk)
    receipt = submit(desk, form_of(desk), judged(desk), token)
    changed = judged(desk, {**A_COMPLAINT, "nama": "Orang Lain"})
    assert submit(desk, form_of(desk), changed, token) == receipt
    assert rows(desk, cases) == 1
    assert "Orang Lain" not in letters_out(desk)[0].body


def test_an_old_page_gets_no_receipt_and_says_whether_it_was_sent(
    desk: Desk, clock: HandClock
) -> None:
    sent, unsent = a_token(desk), a_token(desk)
    submit(desk, form_of(desk), judged(desk), sent)
    clock.pass_by(timedelta(hours=24, seconds=1))
    for token, received in ((sent, True), (unsent, False)):
        with pytest.raises(ReceiptGoneError) as gone:
            submit(desk, form_of(desk), judged(desk), token)
        assert gone.value.received is received
    assert rows(desk, cases) == 1


def test_a_message_of_the_sender_reaches_the_front_desk_with_what_was_said(desk: Desk) -> None:
    receipt = a_received_case(desk)
    receive(desk, a_reply(letters_out(desk)[0], "Kami periksa besok."))
    found = write_back(desk, receipt.code, "Terima kasih,\r\nsaya tunggu.", a_token(desk))
    assert found
    assert found.label == State.WRITTEN_BACK.label
    letter = letters_out(desk)[-1]
    assert letter.name == "follow_up"
    assert letter.subject == f"{receipt.number}: pesan dari pengirim"
    assert "    Terima kasih,\n    saya tunggu." in letter.body
    assert "    Kami periksa besok." in letter.body
    assert STORY in letter.body


def test_a_letter_about_a_message_is_answered_like_the_first(desk: Desk) -> None:
    receipt = a_received_case(desk)
    write_back(desk, receipt.code, "Apakah sudah ada kabar?", a_token(desk))
    first, second = letters_out(desk)
    assert first.reply_to != second.reply_to
    assert not receive(desk, a_reply(second, "Sudah, silakan datang.")).is_held
    found = track(desk, receipt.code)
    assert found
    assert [entry.text for entry in found.turns] == [None, "Sudah, silakan datang."]


def test_a_message_pressed_twice_is_one_message(desk: Desk) -> None:
    receipt = a_received_case(desk)
    token = a_token(desk)
    for _ in range(2):
        found = write_back(desk, receipt.code, "Apakah sudah ada kabar?", token)
        assert found
        assert len(found.turns) == 1
    assert rows(desk, outbox) == 2
    write_back(desk, receipt.code, "Apakah sudah ada kabar?", a_token(desk))
    assert rows(desk, outbox) == 3


def test_a_message_without_a_code_that_fits_is_nobodys(desk: Desk) -> None:
    a_received_case(desk)
    assert write_back(desk, "0000 0000 0000 0000", "Halo", a_token(desk)) is None
    assert write_back(desk, "bukan kode", "Halo", a_token(desk)) is None
    assert track(desk, "0000 0000 0000 0000") is None
    assert track(desk, "bukan kode") is None
    assert rows(desk, outbox) == 1


def test_ss6_a_message_that_holds_the_code_is_refused(desk: Desk) -> None:
    receipt = a_received_case(desk)
    for text in (receipt.code, f"Kode saya {receipt.code.replace(' ', '-')}, ada kabar?"):
        with pytest.raises(RefusedMessageError, match="Hapus kode"):
            write_back(desk, receipt.code, text, a_token(desk))
    assert rows(desk, events) == 1


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("", "Tulis pesan Anda"),
        (" \r\n\t ", "Tulis pesan Anda"),
        ("x" * (LONGEST_MESSAGE + 1), "4001 huruf"),
    ],
)
def test_a_message_of_no_use_is_refused(desk: Desk, message: str, sentence: str) -> None:
    receipt = a_received_case(desk)
    with pytest.raises(RefusedMessageError, match=sentence):
        write_back(desk, receipt.code, message, a_token(desk))
    assert rows(desk, events) == 1


def test_a_message_of_the_greatest_length_is_taken_with_windows_line_ends(desk: Desk) -> None:
    receipt = a_received_case(desk)
    assert write_back(desk, receipt.code, "a\r\n" * (LONGEST_MESSAGE // 2), a_token(desk))


def test_ss10_the_tracking_page_has_the_answers_and_not_the_story(desk: Desk) -> None:
    receipt = a_received_case(desk)
    write_back(desk, receipt.code, "Pesan yang saya tulis sendiri.", a_token(desk))
    receive(desk, a_reply(letters_out(desk)[0], "Kami periksa besok."))
    found = track(desk, receipt.code)
    assert found
    assert [entry.text for entry in found.turns] == [None, "Kami periksa besok."]
    assert found.label == State.ANSWERED.label
    for private in (STORY, "Sari", "Pesan yang saya"):
        assert private not in repr(found)


def test_en4_swapped_answers_are_not_shown(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = letters_out(desk)[0]
    receive(desk, a_reply(letter, "Boleh datang.", message_id="<1@contoh.example>"))
    receive(desk, a_reply(letter, "Jangan datang.", message_id="<2@contoh.example>"))
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE events SET sealed = (SELECT e.sealed FROM events e "
            "WHERE e.sequence = 5 - events.sequence) WHERE sequence > 1"
        )
    with pytest.raises(SealBrokenError):
        track(desk, receipt.code)


def test_a_case_lives_on_when_its_form_is_no_longer_published(desk: Desk) -> None:
    receipt = a_received_case(desk)
    letter = letters_out(desk)[0]
    bare = replace(desk, catalogue=structs.replace(desk.catalogue, forms=()), forms={})
    receive(bare, a_reply(letter, "Kami periksa besok."))
    write_back(bare, receipt.code, "Terima kasih.", a_token(bare))
    found = track(bare, receipt.code)
    assert found
    assert [entry.text for entry in found.turns] == ["Kami periksa besok.", None]
    assert found.steps == ()


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("front_desk", Role.FRONT_DESK),
        ("front-desk", Role.FRONT_DESK),
        ("Petugas", Role.FRONT_DESK),
        ("kepala", Role.HEAD),
        ("kabid", Role.DIVISION_HEAD),
        ("team member", Role.TEAM_MEMBER),
        ("bupati", None),
    ],
)
def test_roles_are_named_in_either_language(word: str, role: Role | None) -> None:
    assert role_named(word) is role


def test_the_officers_are_kept_across_a_restart(desk: Desk, tmp_path: Path) -> None:
    assert desk.settings.data == tmp_path / "var"
    with open_desk(desk.settings).store.reading() as work:
        assert [person.name for person in work.people.all()] == ["Petugas Contoh", "Kepala Contoh"]
