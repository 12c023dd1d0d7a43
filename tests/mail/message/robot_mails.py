"""Bounces, automatic replies and people who only resemble them, as real servers write them.

Every person, server and address is invented.
"""

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


POSTFIX_TEXT = f"""This is the mail system at host mx.contoh.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<{OFFICER}>: host mx.kantor.example[192.0.2.4] said: 550 5.1.1
    <{OFFICER}>: Recipient address rejected: User unknown (in reply
    to RCPT TO command)
"""

BOUNCES = [
    RobotMail("Postfix", report(block("failed", "5.1.1"), text=POSTFIX_TEXT), Robot.BOUNCE, LOST),
    RobotMail(
        "Postfix, delayed",
        report(
            block("delayed", "4.4.1", more="Will-Retry-Until: Sat, 28 Nov 2026 10:00:00 +0700\n"),
            head="Subject: Delayed Mail (still being retried)",
            text="THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.",
        ),
        Robot.BOUNCE,
        LATE,
    ),
    RobotMail(
        "given up after days with a temporary code",
        report(block("failed", "4.4.1", more="Diagnostic-Code: X-Postfix; timed out\n")),
        Robot.BOUNCE,
        gone("4.4.1"),
    ),
    RobotMail(
        "full mailbox, will be retried",
        report(block("delayed", "4.2.2")),
        Robot.BOUNCE,
        waiting("4.2.2"),
    ),
    RobotMail("full mailbox", report(block("failed", "5.2.2")), Robot.BOUNCE, gone("5.2.2")),
    RobotMail(
        "several recipients, one of them lost",
        report(
            block("relayed", "2.0.0", "satu@contoh.example")
            + "\n"
            + block("delayed", "4.4.7", "dua@contoh.example")
            + "\n"
            + block("Failed", "5.7.1 (refused)", "Tiga@Contoh.example")
        ),
        Robot.BOUNCE,
        gone("5.7.1", recipient="tiga@contoh.example"),
    ),
    RobotMail(
        "headers only",
        report(block("failed", "5.1.1")).replace("message/rfc822", "text/rfc822-headers"),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "letter not enclosed but named",
        report(block("failed", "5.1.1"), original=None).replace(
            "Arrival-Date", f"X-Original-Message-ID: {LETTER}\nArrival-Date"
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "status only in the diagnosis",
        report(
            f"Original-Recipient: rfc822;{OFFICER}\nAction: failed\n"
            "Diagnostic-Code: smtp; 550-5.1.1 The account\n 550 5.1.1 does not exist\n"
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Exim",
        plain_bounce(
            "Mail delivery failed: returning message to sender",
            f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {OFFICER}
    host mx.kantor.example [192.0.2.4]
    SMTP error from remote mail server after RCPT TO:<{OFFICER}>:
    550 5.1.1 <{OFFICER}>: User unknown

------ This is a copy of the message, including all the headers. ------

{ORIGINAL}""",
            f"X-Failed-Recipients: {OFFICER}\nAuto-Submitted: auto-replied\n",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Exim without an enhanced code",
        plain_bounce(
            "Mail delivery failed: returning message to sender",
            f"This message was created automatically by mail delivery software.\n\n"
            f"  {OFFICER}\n    Unrouteable address\n",
            f"X-Failed-Recipients: {OFFICER}\n",
        ),
        Robot.BOUNCE,
        gone(message_id=""),
    ),
    RobotMail(
        "Exim, delayed",
        plain_bounce(
            "Warning: message 1abcde-000001-AB delayed 24 hours",
            f"""This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.contoh.example.

The message identifier is:     1abcde-000001-AB
The subject of the message is: 0012, 30 November

The address to which the message has not yet been delivered is:

  {OFFICER}
    Delay reason: connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
""",
            f"Auto-Submitted: auto-replied\nReferences: {LETTER}\n",
        ),
        Robot.BOUNCE,
        waiting(),
    ),
    RobotMail(
        "qmail",
        mail(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.contoh.example\nSubject: failure notice",
            f"""Hi. This is the qmail-send program at mx.contoh.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{OFFICER}>:
192.0.2.4 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 192.0.2.4.

--- Below this line is a copy of the message.

{ORIGINAL}""",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Sendmail, plain",
        plain_bounce(
            "Returned mail: see transcript for details",
            f"""The original message was received at Mon, 23 Nov 2026 10:00:00 +0700
from dinsos.example [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<{OFFICER}>
    (reason: 550 5.1.1 <{OFFICER}>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.kantor.example.:
>>> DATA
<<< 550 5.1.1 <{OFFICER}>... User unknown
550 5.1.1 <{OFFICER}>... User unknown
""",
        ),
        Robot.BOUNCE,
        gone("5.1.1", message_id=""),
    ),
    RobotMail(
        "Sendmail, warning",
        plain_bounce(
            "Warning: could not send message for past 4 hours",
            f"""    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

   ----- The following addresses had transient non-fatal errors -----
<{OFFICER}>

   ----- Transcript of session follows -----
451 kantor.contoh.example: Name server timeout
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old
""",
        ),
        Robot.BOUNCE,
        waiting(message_id=""),
    ),
    RobotMail(
        "Gmail",
        report(
            block("failed", "5.1.1"),
            head="Subject: Delivery Status Notification (Failure)\n"
            f"Auto-Submitted: auto-replied\nX-Failed-Recipients: {OFFICER}",
            text=f"** Address not found **\n\nYour message wasn't delivered to {OFFICER} because"
            " the address couldn't be found.",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Gmail in Indonesian without a report",
        mail(
            "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n"
            f"In-Reply-To: {LETTER}\nSubject: Delivery Status Notification (Failure)",
            f"** Alamat tidak ditemukan **\n\nPesan Anda tidak terkirim ke {OFFICER} karena alamat"
            " tidak dapat ditemukan atau tidak dapat menerima email.\n\nRespons dari server jarak"
            " jauh:\n550 5.1.1 The email account that you tried to reach does not exist.\n",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Gmail, delayed",
        mail(
            "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n"
            f"References: {LETTER}\nSubject: Delivery Status Notification (Delay)",
            f"** Delivery incomplete **\n\nThere was a temporary problem delivering your message to"
            f" {OFFICER}. Gmail will retry for 46 more hours. You'll be notified if the delivery"
            " fails permanently.",
        ),
        Robot.BOUNCE,
        waiting(),
    ),
    RobotMail(
        "Gmail, delayed, in Indonesian",
        mail(
            "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n"
            f"References: {LETTER}\nSubject: Delivery Status Notification (Delay)",
            f"** Pengiriman belum selesai **\n\nTerjadi masalah sementara saat mengirim pesan Anda"
            f" ke {OFFICER}. Gmail akan mencoba lagi selama 46 jam. Anda akan diberi tahu jika"
            " pengiriman gagal secara permanen.",
        ),
        Robot.BOUNCE,
        waiting(),
    ),
    RobotMail(
        "Exchange",
        mail(
            "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@"
            f"kantor.contoh.example>\nAuto-Submitted: auto-replied\nIn-Reply-To: {LETTER}\n"
            "Subject: Undeliverable: 0012, 30 November\nContent-Type: text/html",
            f"<p><b>Your message to {OFFICER} couldn't be delivered.</b></p><p>{OFFICER} wasn't"
            " found at kantor.contoh.example.</p><hr><p>Remote Server returned '550 5.1.1"
            " RESOLVER.ADR.RecipNotFound; not found'</p>",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Exchange in Indonesian",
        mail(
            "Return-Path: <>\nFrom: postmaster@kantor.contoh.example\n"
            f"In-Reply-To: {LETTER}\nSubject: Tidak dapat dikirim: 0012, 30 November",
            f"Pengiriman gagal ke penerima atau grup berikut:\n\n{OFFICER}\nAlamat email yang Anda"
            " masukkan tidak dapat ditemukan.\n\nInformasi diagnostik untuk administrator:\n"
            f"#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n"
            f"Header pesan asli:\n\n{ORIGINAL}",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "Exchange, delayed",
        mail(
            "Return-Path: <>\nFrom: postmaster@kantor.contoh.example\n"
            f"In-Reply-To: {LETTER}\nSubject: Delivery delayed: 0012, 30 November",
            f"Delivery is delayed to these recipients or groups:\n\n{OFFICER}\n\nSubject: 0012\n\n"
            "This message hasn't been delivered yet. Delivery will continue to be attempted.\n\n"
            "The server will keep trying to deliver this message for the next 1 days.\n",
        ),
        Robot.BOUNCE,
        waiting(),
    ),
    RobotMail(
        "Yahoo",
        mail(
            "Return-Path: <>\nFrom: MAILER-DAEMON@yahoo.example\nSubject: Failure Notice",
            f"Sorry, we were unable to deliver your message to the following address.\n\n"
            f"<{OFFICER}>:\n552: 5.2.2 Mailbox full\n\n"
            f"--- Below this line is a copy of the message.\n\n{ORIGINAL}",
        ),
        Robot.BOUNCE,
        gone("5.2.2"),
    ),
    RobotMail(
        "Zimbra",
        mail(
            "Return-Path: <>\nFrom: MAILER-DAEMON@zimbra.contoh.example (Mail Delivery System)\n"
            "Subject: Undelivered Mail Returned to Sender",
            POSTFIX_TEXT + "\n" + ORIGINAL,
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "cPanel, quota",
        plain_bounce(
            "Mail delivery failed: returning message to sender",
            f"  {OFFICER}\n    mailbox is full (MTA-imposed quota exceeded while writing to"
            " tmp/x)\n    retry timeout exceeded\n",
            f"X-Failed-Recipients: {OFFICER}\n",
        ),
        Robot.BOUNCE,
        gone(message_id=""),
    ),
    RobotMail(
        "full mailbox in plain Indonesian, tried again",
        plain_bounce(
            "Kotak surat penuh",
            f"Surat untuk <{OFFICER}> tertunda: kotak surat penuh (452 4.2.2).\n"
            f"Server akan mencoba lagi.\n\nMessage-ID: {LETTER}\n",
        ),
        Robot.BOUNCE,
        waiting("4.2.2"),
    ),
    RobotMail(
        "delayed, in plain Indonesian",
        plain_bounce(
            "Pengiriman tertunda", f"Pesan untuk {OFFICER} belum terkirim. Kami akan mencoba lagi."
        ),
        Robot.BOUNCE,
        waiting(message_id=""),
    ),
    RobotMail(
        "Postfix without a report, given up after days",
        plain_bounce(
            "Undelivered Mail Returned to Sender",
            f"<{OFFICER}>: host mx.kantor.example[192.0.2.4] said: 451 4.3.0 Try later\n",
        ),
        Robot.BOUNCE,
        gone("4.3.0", message_id=""),
    ),
    RobotMail(
        "failed for want of room",
        plain_bounce("Gagal terkirim: 0012", f"Surat kepada {OFFICER} gagal: kotak surat penuh."),
        Robot.BOUNCE,
        gone(message_id=""),
    ),
    RobotMail(
        "report within a gateway's layer",
        mail(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.contoh.example\nSubject: Laporan\n"
            "Content-Type: multipart/mixed; boundary=luar",
            "--luar\n"
            + report(block("failed", "5.1.1")).partition("MIME-Version: 1.0\n")[2]
            + "\n--luar--\n",
        ),
        Robot.BOUNCE,
        LOST,
    ),
    RobotMail(
        "only a reply code",
        plain_bounce("Undeliverable mail", f"<{OFFICER}>: 550 User unknown\n"),
        Robot.BOUNCE,
        gone(message_id=""),
    ),
    RobotMail(
        "only a temporary reply code",
        plain_bounce("Mail system error", f"<{OFFICER}>: 451 Temporary local problem\n"),
        Robot.BOUNCE,
        waiting(message_id=""),
    ),
    RobotMail(
        "nothing that tells whether for good",
        plain_bounce("Mail delivery problem", f"Masalah dengan <{OFFICER}>.\n"),
        Robot.BOUNCE,
        gone(message_id=""),
    ),
    RobotMail(
        "encoded subject and nothing else",
        plain_bounce("=?utf-8?q?Pesan_tidak_terkirim?=", "Alamat tidak ditemukan."),
        Robot.BOUNCE,
        gone(recipient="", message_id=""),
    ),
]

OTHER_ROBOTS = [
    RobotMail(
        "delivered",
        report(block("delivered", "2.0.0"), head="Subject: Successful Mail Delivery Report"),
        Robot.RECEIPT,
    ),
    RobotMail(
        "relayed",
        report(block("relayed", "2.0.0"), head="Subject: Delivery Status Notification (Relay)"),
        Robot.RECEIPT,
    ),
    RobotMail(
        "expanded", report(block("expanded", "2.0.0"), head="Subject: Expanded"), Robot.RECEIPT
    ),
    RobotMail(
        "read receipt",
        person(
            "Dibaca: 0012",
            "--r\n\nDibaca.\n--r\n"
            "Content-Type: message/disposition-notification\n\n"
            f"Final-Recipient: rfc822;{OFFICER}\nOriginal-Message-ID: {LETTER}\n"
            "Disposition: manual-action/MDN-sent-manually; displayed\n--r--\n",
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=r\n",
        ),
        Robot.RECEIPT,
    ),
    RobotMail(
        "abuse report",
        person(
            "Laporan",
            "--r\n\nLaporan.\n--r\nContent-Type: message/feedback-report\n\n"
            "Feedback-Type: abuse\n--r--\n",
            "Content-Type: multipart/report; report-type=feedback-report; boundary=r\n",
        ),
        Robot.OTHER,
    ),
    RobotMail(
        "Gmail's absence notice",
        robot(
            "Sedang cuti Re: 0012",
            "Auto-Submitted: auto-replied\nPrecedence: bulk\nX-Autoreply: yes",
        ),
        Robot.AUTO_REPLY,
    ),
    RobotMail(
        "Outlook",
        robot(
            "Automatic reply: 0012", "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All"
        ),
        Robot.AUTO_REPLY,
    ),
    RobotMail("Outlook in Indonesian", robot("Balasan otomatis: 0012", "X: y"), Robot.AUTO_REPLY),
    RobotMail(
        "Zimbra's absence notice",
        robot("Re: 0012", "Auto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk"),
        Robot.AUTO_REPLY,
    ),
    RobotMail("cPanel's autoresponder", robot("Re: 0012", "X-Autorespond: 0012"), Robot.AUTO_REPLY),
    RobotMail("cPanel's newer one", robot("Re: 0012", "Precedence: auto_reply"), Robot.AUTO_REPLY),
    RobotMail(
        "vacation of Unix",
        robot("Re: 0012", f"Return-Path: <>\nIn-Reply-To: {LETTER}"),
        Robot.AUTO_REPLY,
    ),
    RobotMail("no mark but the subject", robot("Out of Office: 0012", "X: y"), Robot.AUTO_REPLY),
    RobotMail("no mark but Indonesian words", robot("Di luar kantor", "X: y"), Robot.AUTO_REPLY),
    RobotMail(
        "absent until a day", robot("Sedang cuti sampai 5 Desember", "X: y"), Robot.AUTO_REPLY
    ),
    RobotMail(
        "absent, and our subject",
        robot("Tidak di tempat K7MX-22PA, 30 November", "X: y"),
        Robot.AUTO_REPLY,
    ),
    RobotMail(
        "absent with a full stop", robot("Tidak berada di tempat.", "X: y"), Robot.AUTO_REPLY
    ),
    RobotMail(
        "no mark but the text",
        robot("Re: 0012", "X: y", "Terima kasih atas surat Anda.\n\nIni adalah balasan otomatis."),
        Robot.AUTO_REPLY,
    ),
    RobotMail(
        "ticket",
        robot(
            "[#123] Kami telah menerima permintaan Anda",
            f"Auto-Submitted: auto-replied\nIn-Reply-To: {LETTER}",
        ),
        Robot.AUTO_REPLY,
    ),
    RobotMail(
        "report that has nothing to do with a letter",
        robot("Delivery report for June", "Auto-Submitted: auto-generated"),
        Robot.OTHER,
    ),
    RobotMail(
        "ticket of Exchange",
        robot("[Tiket #123] Permintaan telah kami terima", "X-Auto-Response-Suppress: All"),
        Robot.AUTO_REPLY,
    ),
    RobotMail(
        "mailing list",
        robot("Kabar", "Precedence: list\nList-Id: <kabar.contoh.example>"),
        Robot.LIST,
    ),
    RobotMail("bulk", robot("Kabar", "Precedence: bulk"), Robot.LIST),
    RobotMail(
        "notification", robot("Laporan harian", "Auto-Submitted: auto-generated"), Robot.OTHER
    ),
    RobotMail(
        "no reply", robot("Kata sandi", "X: y").replace("petugas@", "no-reply@"), Robot.OTHER
    ),
]

PEOPLE = [
    RobotMail(
        "forwards a report as it came",
        person(
            "Fwd: Undelivered Mail Returned to Sender",
            "--luar\n\nMohon dicek.\n--luar\n"
            + report(block("failed", "5.1.1")).partition("MIME-Version: 1.0\n")[2]
            + "\n--luar--\n",
            "Content-Type: multipart/mixed; boundary=luar\n",
        ),
        None,
    ),
    RobotMail("a plain answer", person("Re: 0012"), None),
    RobotMail("says that it is no robot", person("Balasan", head="Auto-Submitted: no\n"), None),
    RobotMail(
        "Exchange suppresses answers to people's mail",
        person(
            "Re: 0012",
            head="X-Auto-Response-Suppress: DR, OOF, AutoReply\n"
            "X-MS-Exchange-Organization-AuthAs: Internal\n",
        ),
        None,
    ),
    RobotMail("answers a robot", person("Re: Balasan otomatis: 0012"), None),
    RobotMail(
        "answers a bounce",
        person(
            "Re: Undelivered Mail Returned to Sender",
            f"Alamat sudah kami betulkan.\n\n> {POSTFIX_TEXT}",
        ),
        None,
    ),
    RobotMail("asks about a letter", person("Undeliverable letter?", "Apakah surat sampai?"), None),
    RobotMail(
        "forwards a bounce",
        person(
            "Fwd: Delivery Status Notification (Failure)",
            f"Mohon dicek.\n\n---------- Forwarded message ---------\n{POSTFIX_TEXT}",
        ),
        None,
    ),
    RobotMail(
        "encloses a bounce",
        person(
            "Mail delivery failed: returning message to sender",
            "--f\n\nMohon dicek.\n--f\nContent-Type: message/rfc822\n\n"
            + report(block("failed", "5.1.1"), original=None)
            + "\n--f--\n",
            "Content-Type: multipart/mixed; boundary=f\n",
        ),
        None,
    ),
    RobotMail(
        "robots in the middle of the subject",
        person("Keluhan: balasan otomatis sudah saya matikan"),
        None,
    ),
    RobotMail("a robot that was switched off", person("Balasan otomatis sudah saya matikan"), None),
    RobotMail("a place", person("Re: Tidak di tempat parkir"), None),
    RobotMail("another place", person("Tidak di tempat parkir"), None),
    RobotMail("outside the post office", person("Di luar kantor pos ada genangan"), None),
    RobotMail("a question", person("Sedang cuti?"), None),
    RobotMail(
        "text about a robot", person("Re: 0012", "Balasan otomatis sudah saya matikan."), None
    ),
    RobotMail("text about no robot", person("Re: 0012", "Ini bukan balasan otomatis."), None),
    RobotMail(
        "quotes a robot",
        person("Re: 0012", "Sudah.\n\nPada Senin, Loket menulis:\n> Ini adalah balasan otomatis."),
        None,
    ),
    RobotMail("ordinary precedence", person("Re: 0012", head="Precedence: normal\n"), None),
    RobotMail(
        "a ticket in an answer",
        person("Re: [#123] sudah kami terima", head="X-Auto-Response-Suppress: All\n"),
        None,
    ),
    RobotMail("delayed work", person("Pengiriman tertunda", "Sembako belum terkirim."), None),
]

ROBOT_MAILS = BOUNCES + OTHER_ROBOTS + PEOPLE
