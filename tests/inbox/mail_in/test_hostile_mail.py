"""Mail that would put words on a wrong page, a wrong case or a wrong screen, or stop the inbox."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.officers import Role
from loket_inbox.handling.case import accusing, casework
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.quoted_letter import is_quoted
from loket_inbox.mail_in.receiving import receive
from tests.inbox.mail_in.hostile import _turns, add, referring, reply
from tests.inbox.office import answers, dispose, does, register, the_letter, visit
from tests.support import HandClock, a_received_case, a_reply, letters_out

pytestmark = pytest.mark.usefixtures("ends")


def doing(letter: Addressed, label: str) -> str:
    lines = (line for line in letter.body.split("\n") if "mailto:" in line)
    line = next(line for line in lines if line.startswith(label))
    return line.partition("mailto:")[2].partition("?")[0]


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


@pytest.fixture
def found(desk: Desk) -> Receipt:
    """A case whose Team has written its findings."""
    add(desk, "tim", Role.TEAM_MEMBER)
    receipt = a_received_case(desk)
    register(desk, receipt.number)
    dispose(desk, receipt.number, "tim", instruction="Periksa.", is_team=True)
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
    register(desk, receipt.number)
    asked = the_letter(desk, "for_disposition", HEAD)
    does(accusing.name_accused, desk, visit(desk, receipt.number, "kepala"), (kabid.id,), "")
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
