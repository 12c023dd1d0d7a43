"""One sign at a time: what makes a mail a robot's, and what people write besides."""

from __future__ import annotations

import pytest

from loket_mail.message.parse import Incoming, Robot, parse
from tests.mail.message.robot_writing import OFFICER, block, report

LETTER = "<12.loket@dinsos.example>"


def read(subject: str, text: str, *headers: str, sender: str = OFFICER) -> Incoming:
    head = "\n".join(
        (f"From: {sender}", "To: loket@dinsos.example", *headers, f"Subject: {subject}")
    )
    return parse(f"{head}\n\n{text}\n".encode())


@pytest.mark.parametrize(
    "subject",
    [
        "Balasan otomatis: 0012",
        "Jawaban otomatis: 0012",
        "Respons otomatis: Re: 0012",
        "Automatic reply: 0012",
        "Auto-reply: 0012",
        "Autoreply: 0012",
        "Auto Response: 0012",
        "Abwesenheitsnotiz: 0012",
        "Automatische Antwort: 0012",
        "[Auto-Reply] 0012",
        "R\u00e9ponse automatique : 0012",
        "R\u00e9ponse automatique\u00a0: 0012",
        "Respuesta autom\u00e1tica: 0012",
        "Resposta autom\u00e1tica: 0012",
        "Automatisch antwoord: 0012",
        "\u81ea\u52a8\u7b54\u590d: 0012",
        "\u81ea\u52d5\u56de\u8986\uff1a0012",
    ],
)
def test_m6_the_subject_of_a_program_with_ours_behind_it_is_enough(subject: str) -> None:
    assert read(subject, "Hai.").robot is Robot.AUTO_REPLY


COMPLAINTS = [
    ("Auto: mobil dinas parkir sembarangan", "Auto milik dinas parkir sembarangan."),
    ("Auto: ganti nama", "Pak, mohon penjelasan. Saya warga."),
    ("Tidak di tempat", "Kemarin saya ke kantor, Pak Lurah tidak di tempat. Kapan ada?"),
    ("Tidak di tempat: petugas loket 2", "Pak, petugas loket 2 tidak di tempat."),
    ("Sedang cuti", "Petugas bilang sedang cuti, siapa gantinya?"),
    ("Sedang cuti", "Saya sedang cuti, bolehkah saya datang besok?"),
    ("Di luar kantor", "Antrean sampai di luar kantor."),
    ("Balasan otomatis", "Kenapa saya hanya dapat balasan otomatis?"),
    ("Balasan otomatis:", "Apa artinya?"),
    ("Automatic reply", "I keep getting it. Why?"),
    ("Out of the office", "Nobody was there."),
    (
        "Tidak di tempat",
        "Saya sudah ke kantor, petugas loket tidak di tempat. Saya akan kembali besok.",
    ),
    ("Petugas is out of the office", "I waited for an hour."),
    ("Balasan otomatis: kapan dijawab orang?", "Mohon dijawab."),
]


@pytest.mark.parametrize(("subject", "text"), COMPLAINTS)
def test_m6_a_complaint_about_somebody_absent_is_a_persons(subject: str, text: str) -> None:
    assert read(subject, text).robot is None


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-generated",
        "Return-Path: <>",
        f"In-Reply-To: {LETTER}",
        f"References: {LETTER}",
        "Precedence: bulk",
    ],
)
def test_m6_an_absence_notice_needs_a_second_sign(header: str) -> None:
    for subject in ("Tidak di tempat", "Sedang cuti", "Out of office", "Balasan otomatis"):
        assert read(subject, "Hai.").robot is None
        assert read(subject, "Hai.", header).robot is Robot.AUTO_REPLY


@pytest.mark.parametrize(
    "text",
    [
        "Saya sedang cuti sampai 5 Desember.",
        "Saya cuti",
        "Yth. Bapak Contoh, saat ini saya sedang cuti.",
        "Yth. Bapak/Ibu,\n\nMohon maaf, saat ini saya sedang tidak di tempat.",
        "Terima kasih atas surat Anda. Kami sedang dinas luar.",
        "Sedang cuti tahunan sampai Senin.",
        "Dengan hormat kami beritahukan bahwa kami sedang cuti bersama.",
        "Saya akan kembali pada hari Senin.",
        "Akan kembali tanggal 5 Desember.",
        "I am currently out of the office until Monday.",
        "I'm on annual leave.",
        "I have limited access to my e-mail.",
        "Ini adalah balasan otomatis.",
        "Terima kasih telah menghubungi kami.",
        "Email Anda telah kami terima.",
    ],
)
def test_m6_words_of_somebody_absent_are_a_second_sign(text: str) -> None:
    assert read("Out of the office", text).robot is Robot.AUTO_REPLY
    assert read("Balasan otomatis", text).robot is Robot.AUTO_REPLY
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    assert read("Out of the office", f"Siapa gantinya?\n\n{quoted}").robot is None


@pytest.mark.parametrize(
    "text",
    [
        "Ini adalah balasan otomatis, mohon tidak membalas.",
        (
            "Terima kasih. Kami akan menjawab dalam 2 hari.\nIni adalah balasan otomatis, mohon\n"
            "tidak membalas."
        ),
        "Surat ini dibuat secara otomatis oleh sistem.",
        "BALASAN OTOMATIS\n\nTerima kasih.",
        "This is an automated message, please do not reply.",
        "This email was sent automatically by our system.",
        "Kabar.\n\nIni adalah balasan otomatis.\n\n-- \nDinas Contoh",
    ],
)
def test_m6_a_text_that_says_so_in_a_whole_sentence_is_a_robots(text: str) -> None:
    assert read("Pesan Anda", text).robot is Robot.AUTO_REPLY


@pytest.mark.parametrize(
    "text",
    [
        "This is an automated message, said your mail. But I am a person.",
        "Permohonan saya.\n\n-- \nEmail ini dikirim otomatis dari telepon saya.",
        "Permohonan saya.\n\nEmail ini dikirim otomatis dari telepon saya.",
        "Saya menerima: ini adalah balasan otomatis yang aneh sekali.",
        "Permohonan.\n\n-- \nIni adalah balasan otomatis.",
        "Apa ini?\n\n> Ini adalah balasan otomatis.",
        "Balasan otomatis dari kantor tidak membantu.",
    ],
)
def test_m6_a_text_that_only_speaks_of_robots_is_a_persons(text: str) -> None:
    assert read("Permohonan", text).robot is None


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted:",
        "Auto-Submitted: auto-forwarded",
        "X-Autoreply:",
        "X-Autoreply: no",
        "X-Autorespond:",
        "X-Autogenerated:",
        "X-Autogenerated: Forward",
        "X-FC-MachineGenerated: false",
        "List-Id:",
        "List-Post:",
        "List-Unsubscribe: NO",
        "List-Unsubscribe: <mailto:keluar@contoh.example>",
        "X-Failed-Recipients:",
        "Precedence:",
        "Delivered-To: loket@dinsos.example",
    ],
)
def test_m6_a_header_that_says_nothing_makes_no_robot(header: str) -> None:
    incoming = read("Permohonan", "Mohon dibantu.", header)
    assert (incoming.robot, incoming.bounce) == (None, None)


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no\nAuto-Submitted: auto-replied",
        "Auto-Submitted:\nAuto-Submitted: auto-replied",
        "Auto-Submitted: auto-forwarded\nAuto-Submitted: auto-replied",
        "Delivered-To: Autoresponder",
        "X-POST-MessageClass: 9; Autoresponder",
        "X-Autogenerated: Reply",
        "X-FC-MachineGenerated: true",
    ],
)
def test_m6_one_header_of_a_robot_is_enough(header: str) -> None:
    assert read("Re: 0012", "Hai.", header).robot is Robot.AUTO_REPLY


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("Contoh is out of the office.", "Auto-Submitted: auto-generated"),
        ("AUTO: Contoh is out of the office", "Auto-Submitted: auto-generated"),
        ("Yahoo! Auto Response", "X: y"),
    ],
)
def test_m6_older_programs_have_subjects_of_their_own(subject: str, header: str) -> None:
    incoming = read(subject, "I am out of the office.", header)
    assert incoming.robot is Robot.AUTO_REPLY


def test_m6_a_list_is_one_by_its_name() -> None:
    for header in (
        "List-Id: <kabar.contoh.example>",
        "List-Post: <mailto:kabar@contoh.example>",
        "List-Unsubscribe: <mailto:keluar@contoh.example>\nPrecedence: bulk",
        (
            "List-Unsubscribe: <https://contoh.example>\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
        ),
    ):
        assert read("Kabar", "Hai.", header).robot is Robot.LIST


@pytest.mark.parametrize(
    "header", ["List-Id: <loket.dinsos.example>", "List-Post: <mailto:Loket@dinsos.example>"]
)
def test_m6_an_answer_through_the_list_of_our_own_office_is_a_persons(header: str) -> None:
    answer = f"In-Reply-To: {LETTER}"
    assert read("Re: 0012", "Sudah.", header, answer).robot is None
    assert read("Re: 0012", "Sudah.", header).robot is Robot.LIST
    assert read("Re: 0012", "Sudah.", header, answer, "Precedence: list").robot is Robot.LIST
    other = header.replace("oket", "abar")
    assert read("Re: 0012", "Sudah.", other, answer).robot is Robot.LIST


def test_m8_a_failed_recipient_alone_makes_no_bounce() -> None:
    incoming = read("Permohonan", "Mohon dibantu.", "X-Failed-Recipients: x@contoh.example")
    assert (incoming.robot, incoming.bounce) == (Robot.OTHER, None)
    for subject, text in (("Mail delivery failed", "x"), ("0012", "User unknown")):
        bounce = read(subject, text, f"X-Failed-Recipients: {OFFICER}").bounce
        assert bounce is not None
        assert bounce.recipient == OFFICER


@pytest.mark.parametrize("sender", [OFFICER, "postmaster@contoh.example"])
def test_m8_an_absence_notice_that_speaks_of_deliveries_is_no_bounce(sender: str) -> None:
    for subject in ("Automatic reply: 0012", "Out of the office"):
        incoming = read(
            subject,
            "The postmaster is away. Delivery has failed is what you may read: user unknown"
            " 550 5.1.1",
            "Return-Path: <>",
            "Auto-Submitted: auto-replied",
            sender=sender,
        )
        assert (incoming.robot, incoming.bounce) == (Robot.AUTO_REPLY, None)


def test_m8_a_report_stays_a_bounce_whatever_its_subject_is() -> None:
    formal = report(block("failed", "5.1.1"), head="Subject: Automatic reply: 0012")
    assert parse(formal.encode()).robot is Robot.BOUNCE
    plain = read(
        "Automatic reply: 0012",
        f"Your message could not be delivered.\n\n<{OFFICER}>:\n550 5.1.1 User unknown",
        "Return-Path: <>",
        sender="postmaster@contoh.example",
    )
    assert plain.robot is Robot.BOUNCE


@pytest.mark.parametrize("status", ["5.2.2", "4.2.2"])
def test_m8_a_full_mailbox_is_for_good_once_the_server_has_given_up(status: str) -> None:
    full = "Diagnostic-Code: smtp; mailbox full, over quota\n"
    for action, permanent in (("failed", True), ("delayed", False)):
        bounce = parse(report(block(action, status, more=full)).encode()).bounce
        assert bounce is not None
        assert (bounce.permanent, bounce.status) == (permanent, status)


def test_m6_only_an_address_that_takes_no_answer_is_a_robots() -> None:
    for sender in ("no-reply@contoh.example", "noreply-123@contoh.example"):
        assert read("Kabar", "Hai.", sender=sender).robot is Robot.OTHER
    assert read("Kabar", "Hai.", sender="no.reply.budi@contoh.example").robot is None


def answer(method: str, text: str, *, declared: bool = True) -> Incoming:
    parameter = f"; method={method}" if declared else ""
    parts = (
        f"--c\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        f"--c\nContent-Type: text/calendar; charset=utf-8{parameter}\n\n"
        f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n--c--\n"
    )
    return read("Diterima: Rapat", parts, "Content-Type: multipart/alternative; boundary=c")


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "Contoh telah menerima undangan ini.",
        "Contoh has accepted this invitation.",
        (
            "Contoh has accepted this invitation.\n\nRapat\nSenin 09.00\n\n"
            "Invitation from Google Calendar: https://contoh.example"
        ),
    ],
)
def test_m6_an_answer_to_an_invitation_is_its_programs(method: str, text: str) -> None:
    for declared in (True, False):
        assert answer(method, text, declared=declared).robot is Robot.OTHER


@pytest.mark.parametrize(
    ("method", "text"),
    [
        ("REPLY", "Saya datang, tetapi terlambat."),
        ("REPLY", "Contoh telah menerima undangan ini.\n\nSaya terlambat setengah jam."),
        ("REPLY", 'Contoh has accepted this invitation with this note: "Saya terlambat."'),
        ("REQUEST", ""),
    ],
)
def test_m6_an_answer_to_an_invitation_with_own_words_is_a_persons(method: str, text: str) -> None:
    assert answer(method, text).robot is None
