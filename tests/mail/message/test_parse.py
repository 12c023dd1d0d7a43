"""Messages as servers and clients make them; every person and address in them is invented."""

import pytest

from loket_mail.message.parse import Incoming, Unparsable, parse, token_in
from tests.mail.message.mail_writing import PNG, b64
from tests.spans import ends_within

HEAD = """From: Contoh Petugas <Petugas@Contoh.Example>
To: "Loket" <loket+ABC234@dinsos.example>
Cc: arsip@contoh.example
Message-ID: <1@contoh.example>
In-Reply-To: <12.loket@dinsos.example>
References: <11.loket@dinsos.example> <12.loket@dinsos.example>
Subject: Re: 0012
MIME-Version: 1.0
"""
PLAIN = HEAD + "Content-Type: text/plain; charset=utf-8\n\nSudah diperbaiki.\n"
MIXED = (
    HEAD
    + """Content-Type: multipart/mixed; boundary=luar

--luar
Content-Type: multipart/alternative; boundary="dalam"

--dalam
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Caf=C3=A9 satu
--dalam
Content-Type: text/html; charset=utf-8

<p>Café <b>satu</b><img src="cid:logo%40contoh"></p>
--dalam--
--luar
Content-Type: image/png; name=logo.png
Content-Disposition: inline; filename=logo.png
Content-ID: <logo@contoh>
Content-Transfer-Encoding: base64

"""
    + b64(PNG)
    + """--luar
Content-Type: application/pdf
Content-Disposition: attachment; filename="=?utf-8?q?surat_=C3=A9.pdf?="
Content-Transfer-Encoding: base64

eA==
--luar
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

"""
)
MIXED_RAW = MIXED.encode() + b"Tambahan \xe9\n--luar--\n"
SAMPLES = [PLAIN.encode(), MIXED_RAW, MIXED_RAW.replace(b"\n", b"\r\n")]


def read(message: str) -> Incoming:
    return parse(message.encode())


def with_headers(*lines: str) -> Incoming:
    return read("\n".join((*lines, PLAIN)))


def body(content: str, octets: bytes) -> Incoming:
    return parse(f"{HEAD}{content}\n\n".encode() + octets)


def test_m1_a_plain_reply_is_read_whole() -> None:
    incoming = read(PLAIN)
    assert incoming == Incoming(
        message_id="<1@contoh.example>",
        sender="petugas@contoh.example",
        sender_name="Contoh Petugas",
        recipients=("loket+abc234@dinsos.example", "arsip@contoh.example"),
        named='"Loket" <loket+ABC234@dinsos.example> arsip@contoh.example',
        references=("<12.loket@dinsos.example>", "<11.loket@dinsos.example>"),
        subject="Re: 0012",
        text="Sudah diperbaiki.",
        files=(),
        robot=None,
        bounce=None,
        authentication=(),
        digest=incoming.digest,
        damaged=False,
    )


def test_m13_text_around_files_is_joined_and_files_are_named() -> None:
    for raw in SAMPLES[1:]:
        incoming = parse(raw)
        assert incoming.text == "Café satu\nTambahan é"
        assert incoming.attachments == ("surat é.pdf",)
        assert not incoming.damaged


def test_m13_an_empty_plain_part_gives_way_to_html() -> None:
    incoming = parse(MIXED_RAW.replace(b"Caf=C3=A9 satu", b"=20"))
    assert incoming.text == "Café satu\nTambahan é"


def test_m13_html_alone_becomes_text() -> None:
    assert body("Content-Type: text/html", b"<div>Satu</div>dua").text == "Satu\ndua"


def test_m13_what_calls_itself_a_message_and_is_none_is_a_file() -> None:
    raw = MIXED_RAW.replace(b"application/pdf", b"message/rfc822")
    assert parse(raw).attachments == ("surat é.pdf",)


def related(kind: str, name: str) -> str:
    return MIXED.replace("multipart/mixed", kind).replace("Content-ID: <logo@contoh>", name)


def test_m13_a_photograph_among_the_parts_is_a_file_even_if_shown_inline() -> None:
    for name in ("X-Other: y", "Content-ID:", "Content-ID: <lain@contoh>"):
        photographed = read(related("multipart/mixed", name) + "\n--luar--\n")
        assert photographed.attachments == ("logo.png", "surat é.pdf")
    assert body("Content-Type: image/jpeg; name=foto.jpg", b"x").attachments == ("foto.jpg",)


def test_m13_a_picture_that_the_html_shows_is_decoration() -> None:
    for kind, name in (
        ("multipart/mixed", "Content-ID: <logo@contoh>"),
        ("multipart/related", "Content-ID: <logo@contoh>"),
    ):
        assert read(related(kind, name) + "\n--luar--\n").attachments == ("surat é.pdf",)


def test_m13_a_picture_may_come_before_the_html_that_shows_it() -> None:
    part = (
        "--a\nContent-Type: image/png; name=x.png\nContent-Transfer-Encoding: base64\n"
        "Content-ID: <{}>\n\n" + b64(PNG)
    )
    html = "--a\nContent-Type: text/html\n\nSatu <img src=cid:satu>\n--a--\n"
    raw = "".join(map(part.format, ("satu", "dua"))) + html
    mixed = body("Content-Type: multipart/mixed; boundary=a", raw.encode())
    assert mixed.attachments == ("x.png",)


def test_m13_winmail_dat_is_kept_as_a_file() -> None:
    assert body("Content-Type: application/ms-tnef; name=winmail.dat", b"x").attachments == (
        "winmail.dat",
    )


def test_w9_a_file_name_holds_no_path_and_no_deceiving_mark() -> None:
    raw = MIXED_RAW.replace(b"surat_=C3=A9.pdf", b"../../a/=E2=80=AEfdp.exe")
    assert parse(raw).attachments == ("fdp.exe",)


@pytest.mark.parametrize(
    ("charset", "octets", "text", "damaged"),
    [
        ("utf-8", "Café".encode(), "Café", False),
        ("us-ascii", "Café".encode(), "Café", False),
        ("x-unknown", "Café".encode(), "Café", False),
        ("x-unknown", b"Caf\xe9", "Café", True),
        ("utf-8", b"Caf\xe9", "Café", True),
        ("iso-8859-1", b"\x93Caf\xe9\x94", "“Café”", False),
        ("gb2312", "镕".encode("gbk"), "镕", False),
        ("utf-7", b"Caf+AOk-", "Café", False),
        ("utf-7", b"a+2AA-", "a\ufffd", False),
        ("utf-16", "Café".encode("utf-16"), "Café", False),
        ("hex", b"4142", "4142", False),
        ("punycode", b"a-b", "a-b", False),
        ("unicode_escape", b"\\x41", "\\x41", False),
        ("utf-8", b"a\0b\x01c\r\nd\re", "abc\nd\ne", False),
        ("", b"x", "x", False),
    ],
)
def test_m13_text_of_any_character_set_is_shown(
    charset: str,
    octets: bytes,
    text: str,
    damaged: bool,  # noqa: FBT001
) -> None:
    incoming = body(f"Content-Type: text/plain; charset={charset}", octets)
    assert (incoming.text, incoming.damaged) == (text, damaged)


def test_m13_raw_eight_bit_and_broken_headers_are_read() -> None:
    raw = PLAIN.replace("Re: 0012", "Café =?x?q?a?= =?utf-8?b?w6k=?= =?utf-8?b?!?=")
    for subject in (parse(raw.encode()).subject, parse(raw.encode("latin-1")).subject):
        assert subject.startswith("Café")
        assert "é" in subject


@pytest.mark.parametrize(
    "raw",
    [
        MIXED_RAW.replace(b"; boundary=luar", b""),
        MIXED_RAW.replace(b"--luar--", b""),
        MIXED_RAW.replace(b"boundary=luar", b"boundary=lain"),
        MIXED_RAW[: MIXED_RAW.index(b"--dalam--")],
        PLAIN.replace("\n\nSudah", "\nSudah").encode(),
        HEAD.encode() + b"Content-Transfer-Encoding: base64\n\nU3Vk*****YWg\n",
    ],
)
def test_m13_a_broken_structure_is_read_but_said_to_be_damaged(raw: bytes) -> None:
    assert parse(raw).damaged


def test_m13_a_message_without_a_boundary_still_shows_its_text() -> None:
    assert "satu" in parse(MIXED_RAW.replace(b"; boundary=luar", b"")).text


@pytest.mark.parametrize("raw", [b"", b"\r\n \r\n", b"x" * 30_000_001])
def test_m11_what_cannot_be_read_says_so_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(Unparsable, match=r"\AThe message .+\.\Z"):
        parse(raw)


def test_m11_a_message_of_headers_alone_is_read() -> None:
    incoming = read(HEAD)
    assert (incoming.sender, incoming.text) == ("petugas@contoh.example", "")


@pytest.mark.parametrize(
    "header",
    [
        "From: a@contoh.example, b@contoh.example",
        "From: a@contoh.example\nFrom: b@contoh.example",
        "From: Contoh",
        "From:",
        "X: y",
        "From: a@contoh.example <b@lain.example>",
        "From: =?utf-8?q?a?=@contoh.example",
        "From: petugas@\u212aantor.example",
        "From: pet\0ugas@contoh.example",
        "From: " + "(" * 3_000 + "a@contoh.example",
        "From: a@contoh.example " + "x" * 5_000,
        'From: "a b"@contoh.example',
    ],
)
def test_m3_a_doubtful_sender_is_nobody(header: str) -> None:
    assert read(f"{header}\n\nHai").sender == ""


@pytest.mark.parametrize(
    "header",
    [
        "From: petugas@contoh.example",
        "From: <PETUGAS@contoh.example>",
        'from: "lain@lain.example" <petugas@contoh.example>',
        "From: =?utf-8?q?lain=40lain=2Eexample=2C?=\n <petugas@contoh.example>",
        "From: Petugas, Contoh Caf\u00e9 <petugas@contoh.example>".replace("s, C", "s C"),
    ],
)
def test_m3_a_name_never_passes_for_the_address(header: str) -> None:
    assert read(f"{header}\n\nHai").sender == "petugas@contoh.example"


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_m1_a_token_is_found_in_every_header_that_names_us(header: str) -> None:
    incoming = read(f"{header}: Loket <Loket+AbC234@Dinsos.Example>\n\nHai")
    assert token_in(incoming.recipients, "loket@dinsos.example") == ("abc234",)


@pytest.mark.parametrize(
    ("recipients", "tokens"),
    [
        (("loket+a@dinsos.example", "LOKET+A@DINSOS.EXAMPLE", "loket+b@dinsos.example"), "ab"),
        (("loket@dinsos.example", "loket+@dinsos.example", "loket+a@lain.example"), ""),
        (("xloket+a@dinsos.example", "loket+a@dinsos.example.lain", "loket-a@dinsos.example"), ""),
        (("lo\u212aet+a@dinsos.example", "@dinsos.example", ""), ""),
    ],
)
def test_m2_only_our_own_plus_addresses_bear_tokens(
    recipients: tuple[str, ...], tokens: str
) -> None:
    assert token_in(recipients, "Loket@Dinsos.example") == tuple(tokens)


def test_m2_a_base_that_is_no_address_bears_no_token() -> None:
    assert token_in(("+a@", "a+b@c.example"), "") == ()


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; x=y",
        "Precedence: Bulk",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "X-Autorespond: x",
        "X-Auto-Reply: yes",
        "X-Mail-Autoreply: 1",
        "X-Vacation:",
        "Precedence: auto-reply",
        "Return-Path: <>",
        "X-Failed-Recipients: x@contoh.example",
        "Content-Type: multipart/report; boundary=x",
        "Subject: Balasan otomatis: Re: 0012",
        "Subject: =?utf-8?q?Automatic_reply?=: 0012",
        "Subject: Out of Office Re: 0012",
        "Subject: Tidak di tempat",
    ],
)
def test_m6_an_automatic_reply_is_recognised(header: str) -> None:
    assert with_headers(header).automatic


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "Auto-Submitted: No (typed)",
        "Precedence: first-class",
        "Return-Path: <petugas@contoh.example>",
        "Subject: Re: keluhan tidak di tempat",
    ],
)
def test_m6_a_person_is_not_taken_for_a_robot(header: str) -> None:
    assert not with_headers(header).automatic


def test_m12_authentication_results_keep_their_order() -> None:
    incoming = with_headers("Authentication-Results: a;\n none", "Authentication-Results: b; none")
    assert incoming.authentication == ("a;\n none", "b; none")


def test_m9_copies_of_one_message_have_one_digest() -> None:
    digest = read(PLAIN).digest
    assert with_headers("Received: from x", "Delivered-To: y@contoh.example").digest == digest
    assert parse(PLAIN.replace("\n", "\r\n").encode()).digest == digest
    assert read(PLAIN + "\n").digest == digest


def test_m9_another_body_or_another_name_is_another_message() -> None:
    others = {
        PLAIN,
        PLAIN.replace("Sudah", "Belum"),
        PLAIN.replace("<1@", "<2@"),
        PLAIN.replace("\n\nSudah", "\n\n\nSudah"),
        PLAIN.replace("\n\nSudah", "\nBelum\n\nSudah"),
        PLAIN.replace("\n\nSudah", "\nLain\n\nSudah"),
        *(
            name + PLAIN.replace("Message-ID: <1@contoh.example>\n", "")
            for name in ("", "Date: a\n", "Date: b\n")
        ),
        "garbage one",
        "garbage two",
    }
    assert len({read(other).digest for other in others}) == len(others)


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 1_500,
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 3_000_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
        )
        + b"x\n" * 900_000,
        b"Content-Type: message/rfc822\n\n" * 5_000,
        b"a:\n" * 5_000_000,
        b"To: a@b,\n" * 100_000,
        b"Content-Type: text/html\n\n" + b"<p>x" * 1_300_000,
    ],
    ids=["parts", "small parts", "layers", "nested messages", "lines", "headers", "text"],
)
def test_m14_a_message_made_to_exhaust_us_is_refused_in_a_sentence(raw: bytes) -> None:
    with ends_within(cpu_s=10), pytest.raises(Unparsable, match=r"\AThe message .+\.\Z"):
        parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"To: " + b"(" * 1_000_000,
        b"To: " + b'"' * 1_000_000,
        b"To: " + b"a@b," * 250_000,
        b"To: x,\n" + b" ,\n" * 300_000,
        b"Subject: " + b"=?a?q?" * 160_000,
        b"References: " + b"<a" * 500_000,
        b"Content-Type: text/plain" + b";" * 1_000_000,
        b'Content-Type: text/plain; a="' + b';"' * 500_000,
        b"To: a@b,\n" * 4_000,
        b"Content-Type: text/html\n\n" + b"<!--" * 250_000,
        b"Content-Type: text/html\n\n" + b"=cid:" * 250_000,
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + (b"--a\nContent-Type: x/y" + b";" * 20_000 + b"\n\n") * 900,
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--b\n" * 4_000 + b"x\n" * 900_000,
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--ab\n" * 200_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=%s\n\n--%s\n" % (b"b" * n, b"b" * n)
            for n in range(1, 50)
        )
        + b"--c\n" * 200_000,
        b"Content-Type: message/rfc822\n\n" * 48 + b"\n" + b"x\n" * 400_000,
        b"Subject: " + b"=?utf-8?q?x " * 90_000,
        b"Subject: " + b"=?utf-8?b?w?= " * 70_000,
        b"Content-Disposition: attachment; filename=" + b'"\\' * 500_000,
        b"Content-Type: text/plain" + b"; name*0*=a" * 90_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"=" * 1_000_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"A*\n" * 300_000,
        b"Content-Transfer-Encoding: quoted-printable\n\n" + b"= " * 500_000,
        b"Content-Transfer-Encoding: x-uuencode\n\n" + b"begin 644 a\n" * 80_000,
        b"Content-Type: text/plain\n\n" + b"begin 644 a\n#86)C\n" * 50_000,
        b"Content-Type: text/plain; format=flowed\n\n" + b">" * 1_000_000,
        b"Content-Type: text/plain; format=flowed\n\n" + b">>>>>>>>>>>>>> \n> \n" * 50_000,
        b"Content-Type: text/plain; charset=utf-7\n\n" + b"+2AA-" * 200_000,
        b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + b"\x1b$B" * 300_000,
        b"Content-Type: text/html\n\n" + b"<div hidden><p>" * 70_000,
        b"Content-Type: text/html\n\n" + b"<style><p>" * 90_000,
        b"Content-Type: text/html\n\n" + b'"data:image/png;base64,' * 40_000,
        b"Content-Type: text/html\n\n" + b"=data:image/png;base64,AAAA" * 40_000,
        b"Content-Type: text/html\n\n=data:image/png" + b";a" * 450_000,
        b'Content-Type: text/html\n\n"data:image/png;base64,' + b" " * 900_000,
        b"X: y\n" + b"x" * 900_000 + b"\nSubject: x",
        b"X: y\n" + b"x\nx\nx\nSubject: x\n" * 4_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"AAA A " * 150_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"A" * 39 + b"\n" + b"A\n" * 400_000 + b"a.",
        b"Auto-Submitted: x\nSubject: " + b"auto" * 200_000,
        b"\n" + b"saat ini saya sedang " * 40_000,
        b"\n" + b"ini adalah balasan otomatis mohon " * 25_000,
        b"\n" + b"\n".join(b"--" for _ in range(300_000)),
        b"Content-Type: text/calendar; method=REPLY\n\n" + b"METHOD:" * 100_000,
        b"Content-Type: message/partial\n\n" * 45,
        b"Content-Type: text/html\n\n" + b"<tr><td><p>x" * 80_000,
        *(
            b"Return-Path: <>\nFrom: MAILER-DAEMON@b.example\n"
            + kind
            + piece * (900_000 // len(piece))
            for kind, piece in (
                (b"\n", b"-"),
                (b"\n", b"\n "),
                (b"\n", b"a@"),
                (b"\n", b"5.1.1."),
                (b"\n", b"delivery to "),
                (b"\n", b"error 55"),
                (b"\n", b"Message-ID: "),
                (b"Content-Type: message/delivery-status\n\n", b"Status: 5.1.1\n\n"),
                (b"Content-Type: message/delivery-status\n\nDiagnostic-Code: ", b"5.1."),
            )
        ),
    ],
)
def test_m14_hostile_headers_and_bodies_are_read_in_linear_time(raw: bytes) -> None:
    with ends_within(cpu_s=15):
        parse(raw + b"\n\nHai\n")


@pytest.mark.parametrize(
    "header",
    [
        "Subject: " + "x" * 1_001,
        "References: " + "<a@contoh.example> " * 3_000,
        "To: " + "a@contoh.example, " * 3_000,
        "Cc: a@contoh.example\n" * 20 + "Cc: b@contoh.example",
        "References: <a@contoh.example>\n" * 5 + "References: <b@contoh.example>",
        "Content-Type: text/plain; x=" + "y" * 20_000,
    ],
)
def test_m14_what_is_too_long_to_be_read_whole_is_said_to_be_damaged(header: str) -> None:
    assert read(f"From: petugas@contoh.example\n{header}\n\nSudah.").damaged
