from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Recorded
from loket_inbox.domain.events import RobotWrote
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.handling.case.accusing import name_accused
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.handling.sender.tracking import track
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import events, incoming, outbox
from loket_inbox.store.transactions import ConflictError, StoreAwayError
from tests.inbox.office import answers, does
from tests.support import (
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    in_a_hurry,
    letters_out,
    mailbox_of,
    rows,
)

STRANGER = "orang.lain@asing.example"


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    return a_received_case(desk)


@pytest.fixture
def letter(desk: Desk, receipt: Receipt) -> Addressed:
    assert receipt
    return letters_out(desk)[0]


def history(desk: Desk, receipt: Receipt) -> tuple[Recorded, ...]:
    with desk.store.reading() as work:
        found = work.cases.by_number(receipt.number)
    assert found
    return found.case.history


def held_letters(desk: Desk) -> list[Addressed]:
    return [each for each in letters_out(desk) if each.name == "held_mail"]


def token_of(letter: Addressed) -> str:
    return letter.reply_to.partition("+")[2].partition("@")[0]


def test_a_reply_is_the_answer_to_the_sender(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = a_reply(letter, "Kami periksa besok.\n\nSilakan datang hari Senin.")
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Kami periksa besok.\n\nSilakan datang hari Senin."]
    assert held_letters(desk) == []


def test_a_second_reply_is_a_second_answer(desk: Desk, receipt: Receipt, letter: Addressed) -> None:
    receive(desk, a_reply(letter, "Kami periksa.", message_id="<1@contoh.example>"))
    receive(desk, a_reply(letter, "Sudah selesai.", message_id="<2@contoh.example>"))
    assert answers(desk, receipt) == ["Kami periksa.", "Sudah selesai."]


def test_m9_the_same_message_again_is_one_event(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = a_reply(letter, "Kami periksa besok.")
    assert receive(desk, raw) is Outcome.ANSWERED
    assert receive(desk, raw) is Outcome.DUPLICATE
    by_another_way = b"Received: from mx.contoh.example\r\n" + raw.replace(b"\n", b"\r\n")
    assert receive(desk, by_another_way) is Outcome.DUPLICATE
    assert answers(desk, receipt) == ["Kami periksa besok."]
    assert rows(desk, incoming) == 1
    assert held_letters(desk) == []


def test_m9_a_held_message_again_makes_no_second_letter(desk: Desk, letter: Addressed) -> None:
    raw = a_reply(letter, "Halo", sender=STRANGER)
    assert receive(desk, raw) is Outcome.OTHER_SENDER
    assert receive(desk, raw) is Outcome.DUPLICATE
    assert len(held_letters(desk)) == 1


def test_m9_a_used_message_id_with_another_body_is_kept_and_held(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    assert receive(desk, a_reply(letter, "Kami periksa besok.")) is Outcome.ANSWERED
    assert receive(desk, a_reply(letter, "Kami tolak.")) is Outcome.REUSED_ID
    assert answers(desk, receipt) == ["Kami periksa besok."]
    assert rows(desk, incoming) == 2
    assert "Kami tolak." in held_letters(desk)[0].body


def test_m9_messages_without_an_id_are_told_apart_by_their_content(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    first = a_reply(letter, "Kami periksa.").replace(b"Message-ID", b"X-Message-ID")
    second = a_reply(letter, "Sudah selesai.").replace(b"Message-ID", b"X-Message-ID")
    assert [receive(desk, raw) for raw in (first, first, second)] == [
        Outcome.ANSWERED,
        Outcome.DUPLICATE,
        Outcome.ANSWERED,
    ]
    assert answers(desk, receipt) == ["Kami periksa.", "Sudah selesai."]


@pytest.mark.parametrize("header", ["Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_m1_the_token_is_found_in_any_header_that_names_a_recipient(
    desk: Desk, receipt: Receipt, letter: Addressed, header: str
) -> None:
    raw = a_reply(
        letter, "Kami periksa.", to="daftar@contoh.example", headers={header: letter.reply_to}
    )
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Kami periksa."]


def test_m1_the_token_is_found_in_any_letter_case(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = a_reply(letter, "Kami periksa.", to=letter.reply_to.upper(), sender=letter.to.title())
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Kami periksa."]


def test_m2_a_token_one_character_off_is_held(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    token = token_of(letter)
    for place in (0, 12, 25):
        off = token[:place] + ("b" if token[place] != "b" else "c") + token[place + 1 :]
        to = letter.reply_to.replace(token, off)
        raw = a_reply(letter, "Kami periksa.", to=to, message_id=f"<{place}@contoh.example>")
        assert receive(desk, raw) is Outcome.WRONG_TOKEN
    short = letter.reply_to.replace(token, token[:-1])
    raw = a_reply(letter, "Kami periksa.", to=short, message_id="<pendek@contoh.example>")
    assert receive(desk, raw) is Outcome.WRONG_TOKEN
    assert answers(desk, receipt) == []


def test_a_mail_without_a_token_is_held(desk: Desk, receipt: Receipt, letter: Addressed) -> None:
    raw = a_reply(letter, "Kami periksa.", to=desk.settings.mail_from)
    assert receive(desk, raw) is Outcome.NO_TOKEN
    assert answers(desk, receipt) == []


def test_a_mail_to_two_cases_is_held(desk: Desk, receipt: Receipt, letter: Addressed) -> None:
    a_received_case(desk)
    other = letters_out(desk)[1]
    raw = a_reply(letter, "Kami periksa.", headers={"Cc": other.reply_to})
    assert receive(desk, raw).is_held
    assert answers(desk, receipt) == []


def test_m3_another_sender_is_held_and_nothing_reaches_the_complainant(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    for turn, sender in enumerate((STRANGER, "kepala@contoh.example", f"Petugas <{STRANGER}>")):
        raw = a_reply(letter, "Tarik saja!", sender=sender, message_id=f"<{turn}@asing.example>")
        assert receive(desk, raw) is Outcome.OTHER_SENDER
    assert answers(desk, receipt) == []
    assert len(held_letters(desk)) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_m6_a_robots_reply_changes_nothing(
    desk: Desk, receipt: Receipt, letter: Addressed, headers: dict[str, str]
) -> None:
    before = track(desk, receipt.code)
    assert receive(desk, a_reply(letter, "Saya cuti.", headers=headers)) is Outcome.AUTOMATIC
    assert track(desk, receipt.code) == before
    (first, noted) = history(desk, receipt)
    assert isinstance(noted.event, RobotWrote)
    assert first.event.name == "received"


@pytest.mark.parametrize("subject", ["Balasan otomatis: Re", "Tidak di tempat"])
def test_m6_a_subject_of_a_robot_is_enough(
    desk: Desk, receipt: Receipt, letter: Addressed, subject: str
) -> None:
    raw = a_reply(letter, "Saya cuti.").replace(b"Subject: Re: ", f"Subject: {subject} ".encode())
    assert receive(desk, raw) is Outcome.AUTOMATIC
    assert answers(desk, receipt) == []


def test_m7_a_robot_makes_one_letter_a_day(desk: Desk, clock: HandClock, letter: Addressed) -> None:
    def robot(turn: int, sender: str = "") -> bytes:
        headers = {"Auto-Submitted": "auto-replied"}
        message_id = f"<{turn}@contoh.example>"
        return a_reply(letter, "Saya cuti.", sender=sender, message_id=message_id, headers=headers)

    for turn in range(5):
        assert receive(desk, robot(turn)) is Outcome.AUTOMATIC
    assert len(held_letters(desk)) == 1
    receive(desk, robot(5, STRANGER))
    assert len(held_letters(desk)) == 2
    clock.pass_by(timedelta(hours=25))
    receive(desk, robot(6))
    assert len(held_letters(desk)) == 3
    assert rows(desk, incoming) == 7


def test_m7_a_mail_from_our_own_address_is_a_robots(desk: Desk, letter: Addressed) -> None:
    raw = a_reply(letter, "Halo", sender=desk.settings.mail_from)
    assert receive(desk, raw) is Outcome.AUTOMATIC


def test_an_empty_answer_is_held(desk: Desk, receipt: Receipt, letter: Addressed) -> None:
    for turn, text in enumerate(("", " \n ", "\u00a0")):
        raw = a_reply(letter, text, message_id=f"<{turn}@contoh.example>")
        assert receive(desk, raw) is Outcome.EMPTY
    assert answers(desk, receipt) == []


def test_an_answer_without_a_sure_cut_is_held(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = a_reply(letter, "Menurut berkas:\n\n> Sari Contoh menunggu tiga jam\n\nKami periksa.")
    raw = raw.replace(b"balas di atas garis ini", b"garis ini hilang")
    assert receive(desk, raw) is Outcome.UNSURE_CUT
    assert answers(desk, receipt) == []


@pytest.mark.parametrize("secret", ["token", "officer"])
def test_m16_an_answer_that_reveals_an_address_of_ours_is_held(
    desk: Desk, receipt: Receipt, letter: Addressed, secret: str
) -> None:
    told = {"token": token_of(letter).upper(), "officer": "Petugas@Contoh.example"}[secret]
    raw = a_reply(letter, f"Kami periksa. Kode kami {told}.")
    assert receive(desk, raw) is Outcome.REVEALING
    assert answers(desk, receipt) == []


def test_an_officer_without_the_right_to_answer_is_held(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    with desk.store.engine.begin() as connection:
        role = Role.TEAM_MEMBER.value
        connection.exec_driver_sql(f"UPDATE officers SET role = '{role}' WHERE id = 1")  # noqa: S608
    assert receive(desk, a_reply(letter, "Kami periksa.")) is Outcome.NOT_ALLOWED
    assert answers(desk, receipt) == []


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\0\0\0", b"--b\n" * 6000, b"\xff\xfe surat"])
def test_m11_bytes_that_no_parser_reads_are_held_whole(desk: Desk, raw: bytes) -> None:
    outcome = receive(desk, raw)
    assert outcome.is_held
    assert held_letters(desk)[0].original == raw
    assert receive(desk, raw) is Outcome.DUPLICATE
    assert rows(desk, incoming) == 1


def test_a_held_mail_reaches_the_front_desk_with_its_original(
    desk: Desk, letter: Addressed
) -> None:
    raw = a_reply(letter, "Tarik saja!", sender=f"Tamu <{STRANGER}>")
    outcome = receive(desk, raw)
    (held,) = held_letters(desk)
    assert held.to == "petugas@contoh.example"
    assert held.reply_to == ""
    assert held.original == raw
    assert STRANGER not in held.subject
    for told in (outcome.sentence, STRANGER, "Tarik saja!"):
        assert told in held.body


def test_what_came_in_is_kept_sealed(desk: Desk, letter: Addressed) -> None:
    raw = a_reply(letter, "Kami periksa besok.")
    receive(desk, raw)
    with desk.store.engine.connect() as connection:
        (row,) = connection.execute(incoming.select()).all()
    assert desk.envelope.open(row.digest, "mail", row.sealed) == raw
    assert row.outcome == "answered"
    assert row.case_id == 1
    assert "petugas" not in str(row)


OURS = "mx.contoh.example"
PASS = "dmarc=pass header.from=contoh.example"
FAIL = "dmarc=fail header.from=contoh.example"


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ([f"{OURS}; {PASS}"], Outcome.ANSWERED),
        ([f"{OURS}; dkim=pass header.d=contoh.example"], Outcome.ANSWERED),
        ([f"{OURS}; dkim=pass header.d=asing.example"], Outcome.NOT_VOUCHED),
        ([f"{OURS}; {FAIL}"], Outcome.NOT_VOUCHED),
        ([f"{OURS}; dkim=pass header.d=contoh.example; {FAIL}"], Outcome.NOT_VOUCHED),
        ([f"{OURS}; none"], Outcome.NOT_VOUCHED),
        ([f"{OURS}; spf=pass smtp.mailfrom=contoh.example"], Outcome.NOT_VOUCHED),
        ([f"{OURS}; dmarc=((("], Outcome.NOT_VOUCHED),
        ([";;;"], Outcome.NOT_VOUCHED),
        ([], Outcome.NOT_VOUCHED),
        ([f"mx.asing.example; {PASS}"], Outcome.NOT_VOUCHED),
        ([f"mx.asing.example; {FAIL}", f"{OURS}; {PASS}"], Outcome.ANSWERED),
        ([f"{OURS}; {FAIL}", f"{OURS}; {PASS}"], Outcome.NOT_VOUCHED),
        ([f"{OURS}; none", f"{OURS}; {PASS}"], Outcome.NOT_VOUCHED),
    ],
    ids=str,
)
def test_m12_our_own_relay_alone_vouches_for_a_sender(
    tmp_path: Path, results: list[str], outcome: Outcome
) -> None:
    desk = a_desk(tmp_path, LOKET_AUTHSERV_ID=OURS)
    receipt = a_received_case(desk)
    raw = a_reply(letters_out(desk)[0], "Kami periksa besok.")
    above = "".join(f"Authentication-Results: {value}\n" for value in results)
    assert receive(desk, above.encode() + raw) is outcome
    assert answers(desk, receipt) == (
        ["Kami periksa besok."] if outcome is Outcome.ANSWERED else []
    )


@pytest.mark.parametrize("results", [f"{OURS}; {PASS}", f"{OURS}; {FAIL}", "rusak;;;"])
def test_m12_without_an_authserv_id_token_and_sender_decide(
    desk: Desk, letter: Addressed, results: str
) -> None:
    raw = a_reply(letter, "Kami periksa.", headers={"Authentication-Results": results})
    assert receive(desk, raw) is Outcome.ANSWERED


def test_m10_a_mail_is_kept_whole_or_not_at_all(desk: Desk, letter: Addressed) -> None:
    impatient = in_a_hurry(desk)
    raw = a_reply(letter, "Kami periksa besok.")
    stray = a_reply(letter, "Halo", sender=STRANGER, message_id="<2@asing.example>")
    with desk.store.writing():
        for mail in (raw, stray, b"\xff"):
            with pytest.raises(StoreAwayError):
                receive(impatient, mail)
    assert (rows(desk, incoming), rows(desk, events), rows(desk, outbox)) == (0, 1, 1)
    assert receive(impatient, raw) is Outcome.ANSWERED
    assert receive(impatient, stray) is Outcome.OTHER_SENDER
    assert (rows(desk, incoming), rows(desk, events), rows(desk, outbox)) == (2, 2, 3)


def test_m10_nothing_is_kept_when_the_last_write_of_a_mail_fails(
    desk: Desk, letter: Addressed
) -> None:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_more BEFORE INSERT ON incoming "
            "BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )
    with pytest.raises(ConflictError):
        receive(desk, a_reply(letter, "Kami periksa besok."))
    assert (rows(desk, incoming), rows(desk, events), rows(desk, outbox)) == (0, 1, 1)


def unquoted_reply(letter: Addressed, above: str, below: str) -> bytes:
    """A reply as Outlook writes it: the letter stands below, without a mark of quotation."""
    reply = EmailMessage()
    reply["From"], reply["To"] = letter.to, letter.reply_to
    reply["Subject"] = f"RE: {letter.subject}"
    reply["Message-ID"] = "<outlook-1@contoh.example>"
    head = f"Dari: Loket\nDikirim: Senin, 16 Maret 2026\nKepada: {letter.to}\nSubjek: x"
    reply.set_content(f"{above}\n\n{head}\n\n{letter.body}\n{below}\n")
    return reply.as_bytes()


def test_m15_an_unquoted_letter_below_the_answer_is_cut_away(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    assert receive(desk, unquoted_reply(letter, "Kami periksa.", "")) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Kami periksa."]


def test_m15_a_word_of_the_officer_below_the_line_holds_the_whole_mail(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = unquoted_reply(letter, "Jawaban saya di bawah.", "Silakan datang hari Senin.")
    assert receive(desk, raw) is Outcome.UNSURE_CUT
    assert answers(desk, receipt) == []
    assert "Silakan datang hari Senin." in held_letters(desk)[0].body


def test_an_answer_longer_than_anybody_writes_is_held(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    assert receive(desk, a_reply(letter, "Kami periksa. " * 2000)) is Outcome.TOO_LONG
    assert answers(desk, receipt) == []


def test_m7_a_stranger_makes_five_letters_a_day_and_every_mail_is_kept(
    desk: Desk, clock: HandClock, letter: Addressed
) -> None:
    for number in range(7):
        raw = a_reply(letter, "Halo", sender=STRANGER, message_id=f"<{number}@asing.example>")
        assert receive(desk, raw) is Outcome.OTHER_SENDER
    letters = held_letters(desk)
    assert len(letters) == 5
    assert "Surat serupa dari alamat ini hari ini hanya kami simpan." in letters[-1].body
    assert rows(desk, incoming) == 7
    clock.pass_by(timedelta(hours=25))
    receive(desk, a_reply(letter, "Halo", sender=STRANGER, message_id="<8@asing.example>"))
    assert len(held_letters(desk)) == 6


def test_m7_an_officers_own_mistakes_are_always_told(desk: Desk, letter: Addressed) -> None:
    for number in range(7):
        receive(desk, a_reply(letter, "", message_id=f"<{number}@contoh.example>"))
    assert len(held_letters(desk)) == 7


def test_a_mail_too_large_to_enclose_is_told_of_and_kept(desk: Desk) -> None:
    body = b"Selamat pagi.\n" + b"x" * 70 + b"\n"
    raw = b"From: orang@asing.example\nTo: loket@contoh.example\n\n" + body * 75_000
    assert receive(desk, raw) is Outcome.NO_TOKEN
    (told,) = held_letters(desk)
    assert told.original is None
    assert "terlalu besar untuk dilampirkan" in told.body
    assert len(told.body) < 25_000


def test_a_mail_that_refers_to_our_letter_is_hidden_from_whom_the_case_complains_of(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    with desk.store.writing() as work:
        work.people.add("lain@contoh.example", "Lain Contoh", Role.FRONT_DESK, "", work.now)
        head = work.people.by_email("kepala@contoh.example")
        accused = work.people.by_email("petugas@contoh.example")
    assert head
    assert accused
    mailbox_of(desk)
    does(name_accused, desk, Visit(head, receipt.number, 1, "halaman"), (accused.id,), "")
    with desk.store.reading() as work:
        ((message_id, _),) = work.outbox.kept_for(1, accused.id)
    raw = a_reply(
        letter,
        "Surat tanpa alamat balasan.",
        to="loket@contoh.example",
        headers={"In-Reply-To": message_id},
    )
    assert receive(desk, raw) is Outcome.NO_TOKEN
    assert [each.to for each in held_letters(desk)] == ["lain@contoh.example"]
    with desk.store.reading() as work:
        (row,) = work.messages.of_case(1).values()
        kept = work.messages.by_id(row)
    assert kept
    assert kept.outcome == Outcome.NO_TOKEN.code
