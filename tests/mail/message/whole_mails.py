"""Whole mails as programs write them, and what a reader should find in each.

Every person and address is invented.
"""

from __future__ import annotations

import base64

from tests.mail.message.mail_writing import (
    JPEG,
    PDF,
    PNG,
    SENDER,
    SMALL_JPEG,
    TEXT,
    WholeMail,
    b64,
    file,
    html,
    mail,
    multi,
    part,
    plain,
    whole,
)

FOTO = ("foto.jpg", "image/jpeg", JPEG)
SURAT = ("surat.pdf", "application/pdf", PDF)
BELOW = "-------- Pesan terlampir --------"
ENCLOSED = mail(TEXT, subject="Surat lama", sender="Warga <warga@contoh.example>",
                more="Date: Mon, 23 Nov 2026 10:00:00 +0700\n").decode()  # fmt: skip
ENCLOSED_TEXT = (
    f"{BELOW}\nDari: Warga <warga@contoh.example>\nTanggal: Mon, 23 Nov 2026 10:00:00 +0700\n"
    f"Perihal: Surat lama\n\n{TEXT}"
)
RULE = "_" * 32


def encoded(text: str, charset: str) -> bytes:
    return mail(text.encode(charset), kind=f"text/plain; charset={charset}")


PLAIN = [
    WholeMail("plain", mail(TEXT), TEXT),
    WholeMail("CRLF", mail(TEXT).replace(b"\n", b"\r\n"), TEXT),
    WholeMail("CR alone", mail(TEXT).replace(b"\n", b"\r"), TEXT),
    WholeMail("line ends mixed", mail(TEXT + "\r\nTiga.\rEmpat."), TEXT + "\nTiga.\nEmpat."),
    WholeMail("mailbox separator", b"From petugas Mon Nov 23 10:00:00 2026\n" + mail(TEXT), TEXT),
    WholeMail("empty lines before the headers", b"\r\n\n" + mail(TEXT), TEXT),
    WholeMail("headers only", mail("").rstrip(b"\n"), ""),
    WholeMail("no subject", mail(TEXT).replace(b"Subject: Re: 0012\n", b""), TEXT, subject=""),
    WholeMail(
        "no type", b"From: petugas@contoh.example\nSubject: Re: 0012\n\n" + TEXT.encode(), TEXT
    ),
    WholeMail("nonsense type", mail(TEXT, kind="text"), TEXT),
    WholeMail(
        "quoted-printable",
        mail("Caf=C3=A9 =\nini =3D baik=20\n",
             more="Content-Transfer-Encoding: Quoted-Printable\n"),
        "Café ini = baik ",
    ),
    WholeMail(
        "quoted-printable, broken",
        mail("Harga = 5, =C3=A9 =XY", more="Content-Transfer-Encoding: quoted-printable\n"),
        "Harga = 5, é =XY",
        damaged=True,
    ),
    WholeMail(
        "quoted-printable, CR alone",
        mail("Caf=C3=A9 =\nini\nbaik=", more="Content-Transfer-Encoding: quoted-printable\n")
        .replace(b"\n", b"\r"),
        "Café ini\nbaik",
    ),
    WholeMail("base64", mail(b64(TEXT.encode()), more="Content-Transfer-Encoding: base64\n"), TEXT),
    WholeMail(
        "base64 without its padding",
        mail(b64(b"Sudah.").rstrip("=\n") + "\n", more="Content-Transfer-Encoding: base64\n"),
        "Sudah.",
    ),
    WholeMail(
        "base64 with rubbish",
        mail("U3V**kYW\x00gu\n", more="Content-Transfer-Encoding: base64\n"),
        "Sudah.",
        damaged=True,
    ),
    WholeMail(
        "base64 with a list's words behind it",
        mail(b64(b"Sudah!!") + "\n____\nDaftar surat: https://contoh.example\n",
             more="Content-Transfer-Encoding: base64\n"),
        "Sudah!!\n____\nDaftar surat: https://contoh.example",
        damaged=True,
    ),
    WholeMail(
        "base64 without padding and a list's words behind it",
        mail(b64(b"Sudah!") + "\n____\nDaftar surat\n",
             more="Content-Transfer-Encoding: base64\n"),
        "Sudah!\n____\nDaftar surat",
        damaged=True,
    ),
    WholeMail(
        "flowed",
        mail("Jalan sudah \ndiperbaiki.\n\n Dari hati\n>> Dikutip \n>> dua\n> Satu\n-- \nNama",
             kind="text/plain; charset=utf-8; format=flowed"),
        "Jalan sudah diperbaiki.\n\nDari hati\n>> Dikutip dua\n> Satu\n-- \nNama",
    ),
    WholeMail(
        "flowed, blanks deleted",
        mail("Jalan su \ndah diper \nbaiki.", kind="text/plain; format=flowed; DelSp=Yes"),
        "Jalan sudah diperbaiki.",
    ),
    WholeMail(
        "uuencode",
        mail("Terlampir.\n\nbegin 644 surat.txt\n#86)C\n`\nend\n\nSelesai."),
        "Terlampir.\n\n\nSelesai.",
        files=(("surat.txt", "application/octet-stream", b"abc"),),
    ),
    WholeMail(
        "uuencode without an end",
        mail("begin 644 surat.txt\n#86)C\nSelesai."),
        "begin 644 surat.txt\n#86)C\nSelesai.",
    ),
    WholeMail("a sentence that begins", mail("begin 644 hari\nlagi\nend"),
              "begin 644 hari\nlagi\nend"),
]  # fmt: skip

CHARSETS = [
    WholeMail("Windows-1252", encoded("“Café” – 5 €", "windows-1252"), "“Café” – 5 €"),
    WholeMail(
        "Windows-1252 called Latin-1",
        mail("“Café”".encode("cp1252"), kind="text/plain; charset=iso-8859-1"),
        "“Café”",
    ),
    WholeMail(
        "UTF-8 called Latin-1", mail("Café – é", kind="text/plain; charset=iso-8859-1"), "Café – é"
    ),
    WholeMail("UTF-8 called ASCII", mail("Café", kind="text/plain; charset=us-ascii"), "Café"),
    WholeMail("UTF-8 without a name", mail("Café", kind="text/plain"), "Café"),
    WholeMail("UTF-8 with a mark", mail("\ufeffCafé"), "Café"),
    WholeMail("Latin-1 without a name", mail(b"Caf\xe9", kind="text/plain"), "Café", damaged=True),
    WholeMail("unknown set", mail("Café", kind="text/plain; charset=x-lain"), "Café"),
    WholeMail("set named twice", mail("Café", kind="text/plain; charset=utf-8; charset=x"), "Café"),
    WholeMail("quoted set", mail("Café", kind="text/plain; charset='UTF-8'"), "Café"),
    WholeMail("set with a comment", mail("Café", kind="text/plain; charset=utf-8 (huruf)"), "Café"),
    WholeMail("UTF-7", mail("Caf+AOk- +IBw-a+IB0-", kind="text/plain; charset=utf-7"), "Café “a”"),
    WholeMail("UTF-16", encoded("Café", "utf-16"), "Café"),
    WholeMail(
        "UTF-16, big end first",
        mail(b"\xfe\xff" + "Café".encode("utf-16-be"), kind="text/plain; charset=utf-16"),
        "Café",
    ),
    WholeMail("UTF-16 without a mark",
              mail("Café".encode("utf-16-be"), kind="text/plain; charset=utf-16"), "Café"),
    WholeMail("GBK called GB2312", mail("朱镕基".encode("gbk"), kind="text/plain; charset=gb2312"),
              "朱镕基"),
    WholeMail("Shift JIS", encoded("①株式会社", "cp932"), "①株式会社"),
    WholeMail("ISO-2022-JP", encoded("会社", "iso-2022-jp"), "会社"),
    WholeMail(
        "UTF-8 with one wound",
        mail(b"Caf\xc3\xa9 \xe2\x80\x9csudah\xe2\x80 \xc3\xa9\xc3\xa9\xc3\xa9"),
        "Café “sudah\ufffd ééé",
        damaged=True,
    ),
]  # fmt: skip

HEADERS = [
    WholeMail("encoded subject", mail(TEXT, subject="=?utf-8?q?Re:_Caf=C3=A9?="), TEXT,
              subject="Re: Café"),
    WholeMail(
        "subject in two words",
        mail(TEXT, subject="=?utf-8?b?UmU6IEM=?=\n =?utf-8?b?YWbDqQ==?= baru"),
        TEXT, subject="Re: Café baru",
    ),
    WholeMail(
        "a character cut in two",
        mail(TEXT, subject="=?UTF-8?Q?Caf=C3?=\n =?utf-8?Q?=A9_baik?="),
        TEXT, subject="Café baik",
    ),
    WholeMail(
        "a character cut in two, base64",
        mail(TEXT, subject="=?utf-8?B?Q2Fmww==?=\r\n =?utf-8?B?qQ==?="),
        TEXT, subject="Café",
    ),
    WholeMail(
        "a group of base64 cut in two",
        mail(TEXT, subject="=?utf-8?B?Q2Fmw?= =?utf-8?B?6k=?="), TEXT, subject="Café",
    ),
    WholeMail("blanks in an encoded word", mail(TEXT, subject="=?utf-8?Q?Surat Caf=C3=A9?="),
              TEXT, subject="Surat Café"),
    WholeMail("a word that touches", mail(TEXT, subject="Re:=?utf-8?Q?_Caf=C3=A9?=(1)"),
              TEXT, subject="Re: Café(1)"),
    WholeMail("no padding", mail(TEXT, subject="=?utf-8?b?Q2Fmw6k?="), TEXT, subject="Café"),
    WholeMail("unknown set of a word", mail(TEXT, subject="=?x-lain?q?Caf=C3=A9?="), TEXT,
              subject="Café"),
    WholeMail("a broken word", mail(TEXT, subject="=?utf-8?q?Caf"), TEXT,
              subject="=?utf-8?q?Caf"),
    WholeMail("a question", mail(TEXT, subject="=?utf-8?q?Apa??= =?utf-8?q?_ya=3F?="), TEXT,
              subject="Apa? ya?"),
    WholeMail("raw UTF-8", mail(TEXT, subject="Café"), TEXT, subject="Café"),
    WholeMail("raw Latin-1", mail(TEXT, subject="XYZ").replace(b"XYZ", b"Caf\xe9"), TEXT,
              subject="Café"),
    WholeMail("raw GBK, as the body", mail(
        "朱".encode("gbk"), kind="text/plain; charset=gb2312", subject="XYZ",
        ).replace(b"XYZ", "朱镕基".encode("gbk")), "朱", subject="朱镕基"),
    WholeMail("emoji in pieces", mail(TEXT, subject="Re: 👨\u200d👩\u200d👧 a\u200db"), TEXT,
              subject="Re: 👨\u200d👩\u200d👧 ab"),
    WholeMail("folded", mail(TEXT, subject="Re: panjang\n\tsekali"), TEXT,
              subject="Re: panjang sekali"),
    WholeMail("language of a word", mail(TEXT, subject="=?utf-8*id?q?Caf=C3=A9?="), TEXT,
              subject="Café"),
    WholeMail("sender with a title", mail(TEXT, sender=f"Contoh, S.H. <{SENDER}>"), TEXT),
    WholeMail("sender quoted", mail(TEXT, sender=f'"Contoh, S.H." <{SENDER.upper()}>'), TEXT),
    WholeMail("sender encoded", mail(TEXT, sender=f"=?utf-8?q?Caf=C3=A9=2C?= <{SENDER}>"), TEXT),
    WholeMail("sender with a comment", mail(TEXT, sender=f"{SENDER} (Contoh)"), TEXT),
    WholeMail("sender bare", mail(TEXT, sender=SENDER), TEXT),
]  # fmt: skip

HTML = [
    WholeMail("HTML only", mail("<p>Jalan sudah<br>diperbaiki.</p>", kind="text/html"),
              "Jalan sudah\ndiperbaiki."),
    WholeMail("set named in the HTML", mail(
        b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
        b"</head>Caf\xe9</html>", kind="text/html"), "Café"),
    WholeMail(
        "preheader and conditional comments",
        mail('<div style="display:none;max-height:0">Pratinjau<p>x</div><!--[if mso]>x<![endif]-->'
             "<![if !mso]>Jalan<![endif]> baik&nbsp;&amp; <o:p></o:p>lurus", kind="text/html"),
        "Jalan baik & lurus",
    ),
    WholeMail(
        "Gmail",
        mail('<div dir="ltr">Sudah.<div><br></div><span class="gmail_signature_prefix">-- </span>'
             '<br><div class="gmail_signature">Contoh</div></div><br><div class="gmail_quote">'
             '<div dir="ltr" class="gmail_attr">Pada Sen, 23 Nov 2026 pukul 10.00 Loket &lt;<a '
             'href="mailto:loket@dinsos.example">loket@dinsos.example</a>&gt; menulis:<br></div>'
             '<blockquote class="gmail_quote">Satu<br>dua</blockquote></div>', kind="text/html"),
        "Sudah.\n\n-- \nContoh\n\nPada Sen, 23 Nov 2026 pukul 10.00 Loket <loket@dinsos.example>"
        " menulis:\n> Satu\n> dua",
    ),
    WholeMail(
        "Outlook",
        mail('<div class="elementToProof">Sudah.</div><hr tabindex="-1" style="width:98%">'
             '<div id="divRplyFwdMsg" dir="ltr"><font><b>Dari:</b> Loket<br><b>Dikirim:</b> Senin'
             "<br><b>Subjek:</b> 0012</font><div>&nbsp;</div></div><div>Lama</div>",
             kind="text/html"),
        f"Sudah.\n{RULE}\nDari: Loket\nDikirim: Senin\nSubjek: 0012\n \nLama",
    ),
    WholeMail(
        "Samsung",
        mail("<div>Sudah.</div><div><br></div><div>-------- Pesan asli --------</div>"
             "<div>Dari: Loket</div>", kind="text/html"),
        "Sudah.\n\n-------- Pesan asli --------\nDari: Loket",
    ),
    WholeMail(
        "Apple Mail",
        mail('<html><body>Sudah.<br><div><br><blockquote type="cite"><div>Pada 23 Nov 2026, Loket'
             " menulis:</div><br><div>Lama</div></blockquote></div></body></html>",
             kind="text/html"),
        "Sudah.\n\n> Pada 23 Nov 2026, Loket menulis:\n>\n> Lama",
    ),
    WholeMail("emoji as a picture", mail('Terima kasih <img data-emoji="🙏" alt="🙏"> ya',
                                          kind="text/html; charset=utf-8"), "Terima kasih 🙏 ya"),
    WholeMail("cut off", mail("Sudah.<br>Bel<!-- um", kind="text/html"), "Sudah.\nBel",
              damaged=True),
]  # fmt: skip

PARTS = [
    WholeMail("alternative", whole("alternative", plain(), html(TEXT.replace("\n", "<br>"))), TEXT),
    WholeMail("alternative, HTML first", whole("alternative", html("Sudah."), plain("Sudah.")),
              "Sudah."),
    WholeMail("empty plain part", whole("alternative", plain(" \n"), html("<p>Sudah.</p>")),
              "Sudah."),
    WholeMail("plain part that stops early",
              whole("alternative", plain("Setuju"), html("Setuju, tetapi besok")),
              "Setuju, tetapi besok"),
    WholeMail("plain part without the not",
              whole("alternative", plain("Setuju"), html("Tidak setuju")), "Tidak setuju"),
    WholeMail("alternatives that differ",
              whole("alternative", plain("Buka versi HTML"), html("Jalan sudah diperbaiki")),
              "Buka versi HTML\n\nJalan sudah diperbaiki", damaged=True),
    WholeMail("file", whole("mixed", plain(), file("application/pdf", "surat.pdf", PDF)), TEXT,
              files=(SURAT,)),
    WholeMail("file first", whole("mixed", file("application/pdf", "surat.pdf", PDF), plain()),
              TEXT, files=(SURAT,)),
    WholeMail("text around a picture", whole(
        "mixed", plain("Sebelum."), file("image/jpeg", "foto.jpg", JPEG, "inline"),
        plain("Sesudah.")), "Sebelum.\nSesudah.", files=(FOTO,)),
    WholeMail("a list's words below", whole("mixed", plain("Satu."), html("<i>Dua.</i>")),
              "Satu.\nDua."),
    WholeMail(
        "Outlook with a logo and a file",
        whole(
            "mixed",
            multi("related", multi("alternative", plain("Sudah."), html(
                'Sudah.<img src="cid:image001.png@01D">'), boundary="dalam"),
                part('image/png; name="image001.png"', b64(PNG),
                     "Content-Transfer-Encoding: base64", "Content-ID: <image001.png@01D>",
                     'Content-Disposition: inline; filename="image001.png"'), boundary="tengah"),
            file("application/pdf", "surat.pdf", PDF)),
        "Sudah.", files=(SURAT,),
    ),
    WholeMail(
        "a photograph within the HTML",
        whole("related", html('Lihat <img src="cid:f1">'), part(
            "image/jpeg; name=IMG_0001.jpeg", b64(JPEG), "Content-Transfer-Encoding: base64",
            "Content-ID: <f1>")),
        "Lihat", files=(("IMG_0001.jpeg", "image/jpeg", JPEG),),
    ),
    WholeMail(
        "a photograph of an iPhone within the HTML",
        whole("related", html('Lihat <img src="cid:f1">'), part(
            "image/jpeg; name=image0.jpeg", b64(JPEG), "Content-Transfer-Encoding: base64",
            "Content-Disposition: inline; filename=image0.jpeg", "Content-ID: <f1>")),
        "Lihat", files=(("image0.jpeg", "image/jpeg", JPEG),),
    ),
    WholeMail(
        "Outlook's logo as JPEG",
        whole("related", html('Lihat <img src="cid:f1">'), part(
            "image/jpeg; name=image002.jpg", b64(SMALL_JPEG), "Content-Transfer-Encoding: base64",
            "Content-ID: <f1>")),
        "Lihat",
    ),
    WholeMail(
        "a picture and no words",
        whole("related", html('<div><img src="cid:f1"></div>'), part(
            "image/png; name=image001.png", b64(PNG), "Content-Transfer-Encoding: base64",
            "Content-ID: <f1>")),
        "", files=(("image001.png", "image/png", PNG),),
    ),
    WholeMail(
        "a picture of a whole screen",
        whole("related", html('Lihat <img src="cid:f1">'), part(
            "image/png; name=image001.png", b64(PNG * 9_000), "Content-Transfer-Encoding: base64",
            "Content-ID: <f1>")),
        "Lihat", files=(("image001.png", "image/png", PNG * 9_000),),
    ),
    WholeMail("a picture that nothing shows", whole("related", html("Lihat"), part(
        "image/png", b64(PNG), "Content-Transfer-Encoding: base64", "Content-ID: <x>")),
        "Lihat", files=(("berkas.png", "image/png", PNG),)),
    WholeMail("nothing but a photograph",
              mail(b64(JPEG), kind='image/jpeg; name="foto.jpg"',
                   more="Content-Transfer-Encoding: base64\n"), "", files=(FOTO,)),
    WholeMail("octets that no line end breaks",
              whole("mixed", plain(), part("application/pdf; name=surat.pdf", "@@",
                    "Content-Transfer-Encoding: binary")).replace(b"@@", PDF),
              TEXT, files=(SURAT,)),
    WholeMail("a text file", whole("mixed", plain(), file("text/plain", "a.txt", b"Isi\r\nnya")),
              TEXT, files=(("a.txt", "text/plain", b"Isi\r\nnya"),)),
    WholeMail("a text file shown inline",
              whole("mixed", plain("Ini:"), file("text/plain", "a.txt", b"Isinya", "inline")),
              "Ini:\nIsinya", files=(("a.txt", "text/plain", b"Isinya"),)),
    WholeMail("a text with a name and no other", mail("Sudah.", kind="text/plain; name=isi.txt"),
              "Sudah.", files=(("isi.txt", "text/plain", b"Sudah."),)),
    WholeMail("an HTML file", whole("mixed", plain(), part(
        "text/html", "<p>x", "Content-Disposition: attachment; filename=x.html")), TEXT,
        files=(("x.html", "text/html", b"<p>x"),)),
    WholeMail("winmail.dat", whole("mixed", plain(), file("application/ms-tnef", "winmail.dat",
              b"x\x9f\x3e")), TEXT, files=(("winmail.dat", "application/ms-tnef", b"x\x9f\x3e"),)),
    WholeMail("signed by S/MIME", whole("signed", plain(), file(
        "application/pkcs7-signature", "smime.p7s", b"x"),
        more='; protocol="application/pkcs7-signature"'), TEXT),
    WholeMail("signed by PGP", whole("signed", plain(), part(
        "application/pgp-signature; name=signature.asc", "-----BEGIN")), TEXT),
    WholeMail("invitation", whole("mixed", multi("alternative", plain("Rapat."), part(
        "text/calendar; method=REQUEST", "BEGIN:VCALENDAR"), boundary="dalam"), part(
        "text/calendar; name=invite.ics", "BEGIN:VCALENDAR")), "Rapat.",
        files=(("berkas.ics", "text/calendar", b"BEGIN:VCALENDAR"),)),
    WholeMail("uuencode as transfer encoding", whole("mixed", plain(), part(
        "application/octet-stream; name=a.bin", "begin 644 a.bin\n#86)C\n`\nend\n",
        "Content-Transfer-Encoding: x-uuencode")), TEXT,
        files=(("a.bin", "application/octet-stream", b"abc"),)),
]  # fmt: skip

ENCLOSURES = [
    WholeMail("enclosed message", whole("mixed", plain("Lihat."), part("message/rfc822", ENCLOSED)),
              f"Lihat.\n\n{ENCLOSED_TEXT}"),
    WholeMail("enclosed message in base64", whole("mixed", plain("Lihat."), part(
        "message/rfc822", b64(ENCLOSED.encode()), "Content-Transfer-Encoding: base64")),
        f"Lihat.\n\n{ENCLOSED_TEXT}"),
    WholeMail("base64 that was never done", whole("mixed", plain("Lihat."), part(
        "message/rfc822", ENCLOSED, "Content-Transfer-Encoding: base64")),
        f"Lihat.\n\n{ENCLOSED_TEXT}"),
    WholeMail("words below an enclosed message", whole(
        "mixed", plain("Lihat."), part("message/rfc822; name=lama.eml", ENCLOSED), plain("Salam.")),
        f"Lihat.\nSalam.\n\n{ENCLOSED_TEXT}"),
    WholeMail("file in an enclosed message", whole("mixed", plain("Lihat."), part(
        "message/rfc822", whole("mixed", plain("Foto."), file("image/jpeg", "foto.jpg", JPEG),
                                boundary="lain").decode())),
        f"Lihat.\n\n{BELOW}\nDari: Contoh Petugas <{SENDER}>\nPerihal: Re: 0012\n\nFoto.",
        files=(FOTO,)),
    WholeMail("nothing but an enclosed message", mail(ENCLOSED, kind="message/rfc822"),
              ENCLOSED_TEXT),
    WholeMail("digest", whole("digest", f"\n{ENCLOSED}", f"\n{ENCLOSED}"),
              f"{ENCLOSED_TEXT}\n\n{ENCLOSED_TEXT}"),
    WholeMail("message in a message in a message", mail(
        mail(ENCLOSED, kind="message/rfc822", subject="Dua").decode(), kind="message/rfc822"),
        f"{BELOW}\nDari: Contoh Petugas <{SENDER}>\nPerihal: Dua\n\n\n\n{ENCLOSED_TEXT}"),
]  # fmt: skip

NAMES = [
    WholeMail(f"file called {header}", whole("mixed", plain(), part(
        "application/pdf", PDF.hex(), f"Content-Disposition: attachment; {header}")), TEXT,
        files=((name, "application/pdf", PDF.hex().encode()),))
    for header, name in (
        ("filename=surat.pdf", "surat.pdf"),
        ('filename="surat kami.pdf"', "surat kami.pdf"),
        ("filename=surat kami.pdf", "surat kami.pdf"),
        ('filename="surat.pdf', "surat.pdf"),
        ('filename="=?utf-8?q?Caf=C3=A9.pdf?="', "Café.pdf"),
        ('filename="=?utf-8?b?Q2Fm?=\n =?utf-8?b?w6kucGRm?="', "Café.pdf"),
        ('filename="Café.pdf"', "Café.pdf"),
        ("filename*=utf-8''Caf%C3%A9%20a.pdf", "Café a.pdf"),
        ("filename*=iso-8859-1'id'Caf%E9.pdf", "Café.pdf"),
        ("filename*0*=utf-8''Caf%C3; filename*1*=%A9-; filename*2=\"a b.pdf\"", "Café-a b.pdf"),
        ('filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
        ("filename=lain.pdf; filename*=utf-8''Caf%C3%A9.pdf", "Café.pdf"),
        (r'filename="C:\Dokumen\surat.pdf"', "surat.pdf"),
        ('filename="../../etc/surat.pdf"', "surat.pdf"),
        (r'filename="surat \"baru\".pdf"', 'surat "baru".pdf'),
        ('filename="gpj.\u202efdp.exe"', "gpj.fdp.exe"),
        ('filename=""', "berkas.pdf"),
        (f'filename="{"a" * 400}.pdf"', "a" * 251 + ".pdf"),
    )
]  # fmt: skip

BROKEN = [
    WholeMail("closing boundary missing", whole(
        "mixed", plain(), file("application/pdf", "surat.pdf", PDF)).replace(b"--b--\n", b""),
        TEXT, files=(SURAT,), damaged=True),
    WholeMail("boundary not named", whole(
        "mixed", plain(), file("application/pdf", "surat.pdf", PDF)
        ).replace(b'; boundary="b"', b""),
        TEXT, files=(SURAT,), damaged=True),
    WholeMail("another boundary named", whole(
        "mixed", plain(), file("application/pdf", "surat.pdf", PDF)).replace(b'="b"', b'="c"'),
        TEXT, files=(SURAT,), damaged=True),
    WholeMail("inner boundary never closed", whole("mixed", multi(
        "alternative", plain(), html(TEXT), boundary="c").replace("--c--\n", ""),
        file("application/pdf", "surat.pdf", PDF)), TEXT, files=(SURAT,), damaged=True),
    WholeMail("type lost on the way", whole("mixed", plain()).replace(
        b'Content-Type: multipart/mixed; boundary="b"\n', b""), TEXT, damaged=True),
    WholeMail("no part at all", mail("Sudah.", kind="multipart/mixed; boundary=b"), "Sudah.",
              damaged=True),
    WholeMail("multipart in quoted-printable that was never done", mail(
        whole("mixed", plain("a = b")).partition(b"\n\n")[2], kind="multipart/mixed; boundary=b",
        more="Content-Transfer-Encoding: quoted-printable\n"), "a = b"),
    WholeMail("multipart in base64", mail(
        base64.encodebytes(whole("mixed", plain()).partition(b"\n\n")[2]),
        kind="multipart/mixed; boundary=b", more="Content-Transfer-Encoding: base64\n"), TEXT),
    WholeMail("one boundary begins like the other", whole("mixed", multi(
        "alternative", plain(), html(TEXT), boundary="bb"), plain("Dua.")), f"{TEXT}\nDua."),
    WholeMail("no empty line below the headers",
              mail("").rstrip(b"\n") + b"\nSudah diperbaiki\n", "Sudah diperbaiki", damaged=True),
    WholeMail("unknown transfer encoding", mail(TEXT, more="Content-Transfer-Encoding: x-lain\n"),
              TEXT, damaged=True),
]  # fmt: skip

WHOLE_MAILS = PLAIN + CHARSETS + HEADERS + HTML + PARTS + ENCLOSURES + NAMES + BROKEN
