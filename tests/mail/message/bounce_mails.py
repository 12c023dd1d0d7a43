"""Bounces as servers write them; every address in them is invented."""

from __future__ import annotations

from loket_mail.message.parse import Robot
from tests.mail.message.robot_writing import (
    LATE,
    LETTER,
    LOST,
    OFFICER,
    ORIGINAL,
    RobotMail,
    block,
    gone,
    mail,
    plain_bounce,
    report,
    waiting,
)

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
