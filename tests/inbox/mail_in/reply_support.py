"""Replies to one of our letters as real programs write them; all people in them are invented."""

from loket_inbox.domain.terms import MARKER

TOKEN = "abcdefghijklmnopqrstuvwxyz"
STORY = (
    "Nomor 0012, jatuh tempo 30 November 2026.\n\nJalan di depan rumah rusak.\n\n"
    f"Catatan: mailto:loket+{TOKEN}@dinsos.example"
)
LETTER = f"{MARKER}\n\n{STORY}"
QUOTED = "\n".join(f"> {line}".rstrip() for line in LETTER.split("\n"))
ANSWER = "Yth. Pelapor,\n\nJalan diperbaiki tanggal 1 Desember 2026.\n\nSalam,\nContoh Petugas"
LOKET = "Loket Contoh <loket@dinsos.example>"
ORDER = """NOTA DINAS
Dari: Kepala Bidang Contoh
Kepada: Kepala Dinas Contoh
Tanggal: 23 November 2026
Perihal: Perbaikan jalan

Jalan sudah diperbaiki."""


def outlook_id(top: str = "") -> str:
    return (
        f"{top}Dari: {LOKET}\nDikirim: Senin, 23 November 2026 10.00\n"
        "Kepada: Contoh Petugas <petugas@contoh.example>\nSubjek: 0012, 30 November\n\n"
    )


def outlook_en(top: str = "") -> str:
    return (
        f"{top}From: {LOKET}\nSent: Monday, November 23, 2026 10:00 AM\n"
        "To: Contoh Petugas <petugas@contoh.example>\nCc: arsip@contoh.example\n"
        "Subject: 0012, 30 November\n\n"
    )


GMAIL_ID = f"Pada Sen, 23 Nov 2026 pukul 10.00 {LOKET} menulis:\n\n"
GMAIL_EN = f"On Mon, Nov 23, 2026 at 10:00\u202fAM {LOKET} wrote:\n\n"

REPLIES = {
    "Gmail": f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}",
    "Gmail in English": f"{ANSWER}\n\n{GMAIL_EN}{QUOTED}",
    "Gmail, attribution on two lines": (
        f"{ANSWER}\n\nPada Sen, 23 Nov 2026 pukul 10.00 Loket Contoh\n"
        f"<loket@dinsos.example> menulis:\n\n{QUOTED}"
    ),
    "Gmail, attribution on four lines": (
        f"{ANSWER}\n\nOn Mon, Nov 23, 2026\nat 10:00 AM Loket Contoh\n"
        f"<loket@dinsos.example>\nwrote:\n\n{QUOTED}"
    ),
    "Gmail, older": f"{ANSWER}\n\n2026-11-23 10:00 GMT+07:00 {LOKET}:\n\n{QUOTED}",
    "Gmail, signature above": f"{ANSWER}\n\n-- \nDinas Contoh\nTelp. 000\n\n{GMAIL_ID}{QUOTED}",
    "Gmail, signature below": f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}\n\n\n-- \nDinas Contoh\nTelp. 000",
    "Outlook": f"{ANSWER}\n\n{outlook_id()}{LETTER}",
    "Outlook in English": f"{ANSWER}\n\n{outlook_en()}{LETTER}",
    "Outlook, original message": f"{ANSWER}\n\n{outlook_en('-----Original Message-----' + chr(10))}"
    + LETTER,
    "Outlook, pesan asli": f"{ANSWER}\n\n{outlook_id('-----Pesan Asli-----' + chr(10))}{LETTER}",
    "Outlook, bold": f"{ANSWER}\n\n"
    f"**Dari:** {LOKET}\n**Dikirim:** 23 November 2026 10.00\n**Kepada:** Contoh\n"
    f"**Subjek:** 0012\n\n{LETTER}",
    "Outlook, bold in English": f"{ANSWER}\n\n"
    f"*From:* {LOKET}\n*Sent:* Monday, 23 November 2026 10:00\n*To:* Contoh\n"
    f"*Subject:* 0012\n\n{LETTER}",
    "Outlook, recipients on two lines": f"{ANSWER}\n\n"
    f"Dari: {LOKET}\nDikirim: 23 November 2026 10.00\nKepada: Contoh Petugas;\n"
    f"  Contoh Arsip\nSubjek: 0012\n\n{LETTER}",
    "Outlook, no empty line above": f"{ANSWER}\n{outlook_id()}{LETTER}",
    "Outlook on the web": f"{ANSWER}\n{outlook_id('_' * 32 + chr(10))}{LETTER}",
    "Outlook for iOS": f"{ANSWER}\n\nDapatkan Outlook untuk iOS<https://aka.ms/o0ukef>\n"
    f"{outlook_id('_' * 32 + chr(10))}{LETTER}",
    "Outlook for Android": f"{ANSWER}\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>\n"
    f"{outlook_en('_' * 32 + chr(10))}{LETTER}",
    "Windows Mail": f"{ANSWER}\n\nSent from Mail for Windows\n\n{outlook_en()}{LETTER}",
    "iPhone": f"{ANSWER}\n\nDikirim dari iPhone saya\n\n"
    f"> Pada 23 Nov 2026, pukul 10.00, {LOKET} menulis:\n>\n{QUOTED}",
    "iPhone in English": f"{ANSWER}\n\nSent from my iPhone\n\n"
    f"> On Nov 23, 2026, at 10:00, {LOKET} wrote:\n>\n> \ufeff\n{QUOTED}",
    "Apple Mail": f"{ANSWER}\n\n"
    f"Pada 23 Nov 2026, pukul 10.00, Loket Contoh <loket@dinsos.example> menulis:\n\n{QUOTED}",
    "Yahoo": f"{ANSWER}\n\n    Pada Senin, 23 November 2026 pukul 10.00.00 WIB, Loket Contoh"
    f" <loket@dinsos.example> menulis:  \n \n {LETTER}",
    "Yahoo for Android": f"{ANSWER}\n\nDikirim dari Yahoo Mail di Android \n \n"
    f"  Pada Sen, 23 Nov 2026 pada 10.00, Loket<loket@dinsos.example> menulis:   {LETTER}",
    "Yahoo in English": f"{ANSWER}\n\nSent from Yahoo Mail on Android \n \n"
    f"  On Mon, Nov 23, 2026 at 10:00 AM, Loket<loket@dinsos.example> wrote:   {QUOTED}",
    "Thunderbird": f"{ANSWER}\n\nPada 23/11/26 10.00, Loket Contoh menulis:\n{QUOTED}",
    "Thunderbird in English": f"{ANSWER}\n\nOn 23/11/2026 10:00, Loket Contoh wrote:\n{QUOTED}\n",
    "Samsung": f"{ANSWER}\n\nDikirim dari perangkat Galaxy saya\n\n-------- Pesan asli --------\n"
    f"Dari: {LOKET} \nTanggal: 23/11/26  10.00  (GMT+07:00) \nKe: petugas@contoh.example \n"
    f"Subjek: 0012 \n\n{LETTER}",
    "Samsung in English": f"{ANSWER}\n\nSent from my Galaxy\n\n\n"
    "-------- Original message --------\n"
    f"From: {LOKET} \nDate: 23/11/26 10:00 (GMT+07:00) \nTo: petugas@contoh.example \n"
    f"Subject: 0012 \n\n{LETTER}",
    "Roundcube": f"{ANSWER}\n\nPada 2026-11-23 10:00, Loket Contoh menulis:\n{QUOTED}",
    "Roundcube in English": f"{ANSWER}\n\nOn 2026-11-23 10:00, Loket Contoh wrote:\n\n{QUOTED}",
    "Roundcube, original message": f"{ANSWER}\n\n-------- Original Message --------\n"
    f"Subject: 0012\nDate: 2026-11-23 10:00\nFrom: {LOKET}\nTo: petugas@contoh.example\n\n{LETTER}",
    "Zimbra": f"{ANSWER}\n\n----- Pesan Asli -----\nDari: {LOKET}\n"
    "Kepada: petugas@contoh.example\nTerkirim: Senin, 23 November 2026 10.00.00\n"
    f"Perihal: 0012\n\n{LETTER}",
    "Zimbra in English": f"{ANSWER}\n\n----- Original Message -----\nFrom: {LOKET}\n"
    "To: petugas@contoh.example\nSent: Monday, November 23, 2026 10:00:00 AM\n"
    f"Subject: 0012\n\n{LETTER}",
    "Zimbra, a line and quotes": f"{ANSWER}\n\n{outlook_id('_' * 32 + chr(10))}{QUOTED}",
    "mutt": f"{ANSWER}\n\nLoket Contoh <loket@dinsos.example> wrote:\n\n{QUOTED}",
    "quoted with bars": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace("> ", "| "),
    "quoted twice": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace("> ", "> > "),
    "Gmail in Spanish": f"{ANSWER}\n\nEl lun, 23 nov 2026, Loket"
    f" (<loket@dinsos.example>) escribió:\n\n{QUOTED}",
    "Gmail in German": f"{ANSWER}\n\nAm Mo., 23. Nov. 2026 um 10:00 Uhr schrieb"
    f" {LOKET}:\n\n{QUOTED}",
    "Gmail in Chinese": f"{ANSWER}\n\n{LOKET} 于2026年11月23日周一 10:00写道：\n\n{QUOTED}",
    "no attribution": f"{ANSWER}\n\n{QUOTED}",
    "nothing around the letter": f"{ANSWER}\n{LETTER}",
    "dashes replaced": f"{ANSWER}\n\n{outlook_id()}" + LETTER.replace("---", "\u2014-"),
    "one dash": f"{ANSWER}\n\n{outlook_id()}" + LETTER.replace("---", "\u2013"),
    "marker wrapped": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace(" garis", "\n> garis"),
    "marker in capitals": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace("balas", "Balas"),
    "marker in bold": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace(MARKER, f"*{MARKER}*"),
}
