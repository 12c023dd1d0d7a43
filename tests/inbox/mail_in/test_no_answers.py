"""What comes from an officer's address, with a token, and is no answer, reaches nobody outside."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

import pytest
from msgspec import structs

from loket_inbox.desk import Desk
from loket_inbox.domain.events import RobotWrote
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.inbox.office import FRONT_DESK, answers, the_case
from tests.support import HandClock, a_desk, a_received_case, a_reply, letters_out


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    return a_received_case(desk)


@pytest.fixture
def letter(desk: Desk, receipt: Receipt) -> Addressed:
    assert receipt
    return letters_out(desk)[0]


def with_subject(letter: Addressed, text: str, subject: str) -> bytes:
    raw = a_reply(letter, text)
    line = next(each for each in raw.split(b"\n") if each.lower().startswith(b"subject:"))
    return raw.replace(line, b"Subject: " + subject.encode(), 1)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Saya sedang cuti sampai 30 Januari. Mendesak: Bu Retno 0812-0000-1234", Outcome.ABSENCE),
        ("Salam,\nPetugas Contoh\nNIP 198001012005011001", Outcome.EMPTY),
        ("Yth. Bapak/Ibu,", Outcome.EMPTY),
        ("...", Outcome.EMPTY),
        ("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----", Outcome.ENCRYPTED),
        ("Sudah kami perbaiki.", Outcome.ANSWERED),
        ("Petugas kami sedang cuti, silakan datang hari Senin.", Outcome.ANSWERED),
    ],
)
def test_m_17_what_is_no_answer_is_held_and_its_writer_told(
    desk: Desk, receipt: Receipt, letter: Addressed, text: str, outcome: Outcome
) -> None:
    assert receive(desk, a_reply(letter, text)) is outcome
    assert bool(answers(desk, receipt)) is not outcome.is_held
    told = [each for each in letters_out(desk) if each.name == "held_mail"]
    assert bool(told) is outcome.is_held


@pytest.mark.parametrize(
    "subject",
    [
        "Balasan Otomatis - cuti",
        "Mail tidak terkirim",
        "Undeliverable: 0012",
        "Pesan gagal terkirim",
        "Delivery Status Notification (Failure)",
        "Your message to loket awaits moderator approval",
        "Pesan Anda ke milis dinas menunggu persetujuan moderator",
    ],
)
def test_m_17_a_subject_of_programs_is_held(
    desk: Desk, receipt: Receipt, letter: Addressed, subject: str
) -> None:
    outcome = receive(desk, with_subject(letter, "Sudah kami perbaiki.", subject))
    assert outcome.is_held
    assert answers(desk, receipt) == []


def test_m_17_a_subject_that_answers_ours_is_none(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = with_subject(letter, "Sudah kami perbaiki.", f"Re: {letter.subject}")
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Sudah kami perbaiki."]


def a_reaction(letter: Addressed) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = letter.to, letter.reply_to
    mail["Subject"], mail["Message-ID"] = f"Re: {letter.subject}", "<reaksi@contoh.example>"
    mail.set_content("\N{THUMBS UP SIGN}\n\nPetugas Contoh bereaksi melalui Gmail\n")
    mail.add_alternative("{}", subtype="vnd.google.email-reaction+json")
    return mail.as_bytes()


def test_m_17_a_reaction_is_noted(desk: Desk, receipt: Receipt, letter: Addressed) -> None:
    assert receive(desk, a_reaction(letter)) is Outcome.AUTOMATIC
    assert answers(desk, receipt) == []
    history = the_case(desk, receipt.number).history
    assert isinstance(history[-1].event, RobotWrote)


@pytest.mark.parametrize(
    "text",
    [
        'Petugas Contoh ingin menarik kembali pesan, "Re: 0012".',
        'Petugas Contoh would like to recall the message, "Re: 0012".',
    ],
)
def test_m_17_a_recall_stops_what_still_waits_and_tells_the_officer(
    clock: HandClock, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    slow = a_desk(tmp_path_factory.mktemp("slow") / "var", clock, LOKET_ANSWER_DELAY="600")
    receipt = a_received_case(slow)
    letter = letters_out(slow)[0]
    assert receive(slow, a_reply(letter, "Sudah kami perbaiki.")) is Outcome.ANSWERED
    recall = with_subject(letter, text, "Penarikan kembali: Re: 0012")
    recall = recall.replace(b"<balasan-1@", b"<tarik-1@")
    assert receive(slow, recall) is Outcome.STOPPED
    assert not the_case(slow, receipt.number).drafts
    (told,) = [each for each in letters_out(slow) if each.name == "answer_stopped"]
    assert told.to == FRONT_DESK
    # Once nothing waits any more, it is noted.
    late = recall.replace(b"<tarik-1@", b"<tarik-2@")
    assert receive(slow, late) is Outcome.AUTOMATIC


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Bu Retno, tolong dicek dulu", Outcome.NOT_FOR_SENDER),
        ("Bu Sari, silakan datang hari Senin.", Outcome.ANSWERED),
    ],
)
def test_m_17_a_text_that_addresses_somebody_in_copy_is_held(
    desk: Desk, letter: Addressed, text: str, outcome: Outcome
) -> None:
    raw = b"Cc: Retno Rekaan <kasi@contoh.example>\n" + a_reply(letter, text)
    assert receive(desk, raw) is outcome


@pytest.mark.parametrize(
    "signature",
    [
        "Petugas Contoh\nNIP 198001012005011001\n0812-0000-1234",
        f"Petugas Contoh\n{FRONT_DESK}",
        "Petugas Contoh 0812-0000-1234",
    ],
)
def test_m_16_a_signature_without_a_mark_reaches_nobody_and_holds_nothing(
    desk: Desk, receipt: Receipt, letter: Addressed, signature: str
) -> None:
    raw = a_reply(letter, f"Sudah kami perbaiki.\n\n{signature}")
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Sudah kami perbaiki."]


@pytest.mark.parametrize("name", ["Puskesmas Kembaran I", "Rumah Kita", "Layanan Kami"])
def test_m_15_an_office_of_any_name_is_answered(
    desk: Desk, receipt: Receipt, letter: Addressed, name: str
) -> None:
    office = structs.replace(desk.catalogue.office, short_name=name)
    renamed = structs.replace(desk.catalogue, office=office)
    ours = desk.settings.mail_from
    quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
    mail = EmailMessage()
    mail["From"], mail["To"] = letter.to, letter.reply_to
    mail["Subject"], mail["Message-ID"] = f"Re: {letter.subject}", "<nama@contoh.example>"
    attribution = f"Pada Sen, 16 Mar 2026 pukul 10.00 {name} <{ours}> menulis:"
    mail.set_content(f"Sudah kami perbaiki.\n\n{attribution}\n\n{quoted}\n")
    assert receive(replace(desk, catalogue=renamed), mail.as_bytes()) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Sudah kami perbaiki."]


def test_m_16_whoever_signs_as_their_mail_program_calls_them_is_cut_off_too(
    desk: Desk, receipt: Receipt, letter: Addressed
) -> None:
    raw = a_reply(
        letter,
        "Sudah kami perbaiki.\n\nWulan Rekaan\nNIP 198001012005011001",
        sender=f"Wulan Rekaan <{FRONT_DESK}>",
    )
    assert receive(desk, raw) is Outcome.ANSWERED
    assert answers(desk, receipt) == ["Sudah kami perbaiki."]
