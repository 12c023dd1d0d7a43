"""Bounces, automatic replies and people who only resemble them, as real servers write them.

Every person, server and address is invented.
"""

from __future__ import annotations

from loket_mail.message.parse import Robot
from tests.mail.message.bounce_mails import BOUNCES, POSTFIX_TEXT
from tests.mail.message.robot_writing import (
    LETTER,
    OFFICER,
    RobotMail,
    block,
    person,
    report,
    robot,
)

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
