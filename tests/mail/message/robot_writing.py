"""How mails of robots, of servers and of people who are taken for them are put together."""

from __future__ import annotations

from dataclasses import dataclass

from loket_mail.message.parse import Bounce, Robot

LETTER = "<12.loket@dinsos.example>"
US = "loket+abc234@dinsos.example"
OFFICER = "petugas@kantor.contoh.example"
ORIGINAL = f"""Return-Path: <{US}>
Received: from dinsos.example by mx.contoh.example; Mon, 23 Nov 2026 10:00:00 +0700
From: Loket Contoh <loket@dinsos.example>
To: {OFFICER}
Subject: 0012, 30 November
Message-ID: {LETTER}
References: <1.loket@dinsos.example>

Nomor 0012. Status 5.9.9 di sini bukan kode galat.
"""
LOST = Bounce(permanent=True, recipient=OFFICER, status="5.1.1", message_id=LETTER)
LATE = Bounce(permanent=False, recipient=OFFICER, status="4.4.1", message_id=LETTER)


def gone(status: str = "", *, recipient: str = OFFICER, message_id: str = LETTER) -> Bounce:
    return Bounce(permanent=True, recipient=recipient, status=status, message_id=message_id)


def waiting(status: str = "", *, recipient: str = OFFICER, message_id: str = LETTER) -> Bounce:
    return Bounce(permanent=False, recipient=recipient, status=status, message_id=message_id)


@dataclass(frozen=True, slots=True)
class RobotMail:
    name: str
    raw: str
    robot: Robot | None
    bounce: Bounce | None = None


def mail(head: str, text: str) -> str:
    return f"To: {US}\nDate: Mon, 23 Nov 2026 10:00:00 +0700\n{head}\n\n{text}"


def report(
    recipients: str, *, head: str = "", text: str = "Maaf.", original: str | None = ORIGINAL
) -> str:
    enclosed = "" if original is None else f"--b\nContent-Type: message/rfc822\n\n{original}\n"
    return mail(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.contoh.example\n"
        f"{head or 'Subject: Undelivered Mail Returned to Sender'}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        f"This is a MIME-encapsulated message.\n\n--b\nContent-Type: text/plain\n\n{text}\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoh.example\n"
        f"Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0700\n\n{recipients}\n{enclosed}--b--\n",
    )


def block(action: str, status: str, recipient: str = OFFICER, more: str = "") -> str:
    return f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n{more}\n"


def plain_bounce(subject: str, text: str, head: str = "") -> str:
    return mail(
        f"Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@mx.contoh.example>\n{head}"
        f"Subject: {subject}",
        text,
    )


def person(subject: str, text: str = "Sudah diperbaiki.", head: str = "") -> str:
    return mail(
        f"Return-Path: <{OFFICER}>\nFrom: Contoh Petugas <{OFFICER}>\n{head}Subject: {subject}",
        text,
    )


def robot(subject: str, head: str, text: str = "Saya kembali hari Senin.") -> str:
    return mail(f"From: Contoh Petugas <{OFFICER}>\n{head}\nSubject: {subject}", text)
