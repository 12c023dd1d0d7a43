"""Headers, encodings and parts that something on the way has broken."""

from __future__ import annotations

import pytest

from loket_mail.message.parse import parse
from tests.mail.message.mail_writing import PDF, b64, file, mail, plain, whole

HEADERS = (
    "From: Contoh <a@contoh.example>\n{}Subject: Permohonan\nMIME-Version: 1.0\n{}"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "k=C3=A9\n"
)


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    "stray",
    [
        "baris tanpa titik dua\n",
        "X-P\u00e9san: x\n",
        "X-P\u00e9san: x\n dilipat\n\tdua kali\n",
        "satu\ndua\ntiga\nempat\n",
        ": x\n",
    ],
)
def test_m13_headers_go_on_below_a_line_that_is_none(stray: str, place: int) -> None:
    places = ["", ""]
    places[place] = stray
    for end in ("\n", "\r\n"):
        incoming = parse(HEADERS.format(*places).replace("\n", end).encode())
        assert (incoming.subject, incoming.text) == ("Permohonan", "k\u00e9")
        assert incoming.sender == "a@contoh.example"
        assert incoming.damaged


def test_m13_files_survive_a_line_that_is_no_header() -> None:
    raw = whole("mixed", plain(), file("application/pdf", "surat.pdf", PDF))
    for stray in (b"rusak\nMIME-Version:", b"rusak juga\nContent-Transfer-Encoding:"):
        wounded = raw.replace(stray.split(b"\n")[1], stray)
        assert [each.content for each in parse(wounded).files] == [PDF]


@pytest.mark.parametrize(
    "body",
    [
        "Sudah diperbaiki\n",
        "Sudah diperbaiki\nCatatan: besok lagi\n",
        "Sudah diperbaiki\n\nSubject: x\n",
        "Sudah diperbaiki\n" + "baris\n" * 20 + "Subject: x\n",
    ],
)
def test_m13_text_without_an_empty_line_above_it_is_text(body: str) -> None:
    incoming = parse(mail("").rstrip(b"\n") + b"\n" + body.encode())
    assert incoming.text == body.strip()
    assert incoming.damaged


@pytest.mark.parametrize(
    "text",
    [
        "Mohon bantuan, rumah kami kebanjiran sejak kemarin pagi.\nTerima kasih.",
        "Selamat pagi Pak, anak saya sakit dan butuh surat.",
        "rumah kami banjir",
        "Halo\nrumah kami banjir",
        "Selamat\n\nRumah kami banjir.",
        "Setuju.",
        "Rumah k\u00e9 banjir, Pak!",
    ],
)
def test_m13_text_that_was_never_base64_is_shown_as_it_stands(text: str) -> None:
    for encoding in ("base64", "x-uuencode"):
        incoming = parse(mail(text, more=f"Content-Transfer-Encoding: {encoding}\n"))
        assert (incoming.text, incoming.damaged) == (text, True)


def test_m13_html_that_was_never_base64_is_read() -> None:
    kind, more = "text/html; charset=utf-8", "Content-Transfer-Encoding: base64\n"
    assert parse(mail("<html>\n<p>Halo</p>", kind=kind, more=more)).text == "Halo"


@pytest.mark.parametrize(
    "encoded",
    [
        b64(b"Sudah diperbaiki kemarin pagi oleh petugas."),
        b64(b"Sudah diperbaiki kemarin pagi oleh petugas.").replace("\n", " "),
        " ".join(b64(b"Sudah diperbaiki kemarin pagi oleh petugas.")[n : n + 10] for n in
                 range(0, 60, 10)),
        "U3VkYWggZGlwZXJiYWlraSBrZW1hcmluIHBhZ2kg*b2xlaCBwZXR1Z2FzLg==",
    ],
)  # fmt: skip
def test_m13_base64_is_decoded_even_if_it_has_blanks_or_wounds(encoded: str) -> None:
    incoming = parse(mail(encoded, more="Content-Transfer-Encoding: base64\n"))
    assert incoming.text == "Sudah diperbaiki kemarin pagi oleh petugas."


def test_m13_a_piece_of_a_message_is_shown_and_said_to_be_damaged() -> None:
    kind = 'message/partial; id="a@b"; number=1; total=2'
    first = parse(mail("From: a@contoh.example\nSubject: x\n\nIsi bagian satu", kind=kind))
    second = parse(mail("Isi bagian dua", kind=kind.replace("number=1", "number=2")))
    assert (first.text, first.damaged) == ("Isi bagian satu", True)
    assert (second.text, second.damaged) == ("Isi bagian dua", True)


def with_preamble(words: str, *parts: str) -> bytes:
    return whole("mixed", *parts).replace(b"\n\n--b\n", f"\n\n{words}\n\n--b\n".encode(), 1)


def test_m13_words_above_the_parts_are_shown_if_there_is_no_other_text() -> None:
    surat = file("application/pdf", "surat.pdf", PDF)
    for end in (b"\n", b"\r\n", b"\r"):
        raw = with_preamble("Ini surat saya.", surat).replace(b"\n", end)
        incoming = parse(raw)
        assert (incoming.text, incoming.damaged) == ("Ini surat saya.", True)
    assert parse(with_preamble("Ini surat saya.", plain("Halo."), surat)).text == "Halo."


@pytest.mark.parametrize(
    "words", ["This is a multi-part message in MIME format.", "Pesan MIME.", ""]
)
def test_m13_words_of_programs_above_the_parts_are_not_shown(words: str) -> None:
    incoming = parse(with_preamble(words, file("application/pdf", "surat.pdf", PDF)))
    assert (incoming.text, incoming.damaged) == ("", False)


@pytest.mark.parametrize(
    "html",
    [
        "<svg><style>x<p>Tampak</p></svg><p>Tampak juga</p>",
        "<style>p{}<div>Tampak</div>Tampak juga",
        "<title>x<body>Tampak<br>Tampak juga",
        "<style>a</style><style>b<p>Tampak<br>Tampak juga",
    ],
)
def test_m13_a_style_that_never_ends_does_not_hide_the_words_below_it(html: str) -> None:
    incoming = parse(mail(html, kind="text/html; charset=utf-8"))
    assert [line for line in incoming.text.split("\n") if line] == ["Tampak", "Tampak juga"]
    assert incoming.damaged


@pytest.mark.parametrize(
    ("label", "octets", "text"),
    [
        ("windows-874", b"\xca\xc7\x80", "\u0e2a\u0e27\u20ac"),
        ("cp874", b"\xca\xc7\x80", "\u0e2a\u0e27\u20ac"),
        ("iso88591", b"Caf\xe9", "Caf\u00e9"),
        ("iso-8859-6-i", b"\xc7", "\u0627"),
        ("csISO88598I", b"\xe0", "\u05d0"),
        ("x-cp1251", b"\xc0", "\u0410"),
        ("windows-949", b"\xb0\xa1", "\uac00"),
        ("windows-31j", b"\x87\x40", "\u2460"),
        ("x-x-big5", b"\xa4\xa4", "\u4e2d"),
        ("x-mac-roman", b"Caf\x8e", "Caf\u00e9"),
        ("koi8", b"\xe1", "\u0410"),
        ("unicode11utf8", b"Caf\xc3\xa9", "Caf\u00e9"),
        ("iso-10646-ucs-2", "Caf\u00e9".encode("utf-16-le"), "Caf\u00e9"),
    ],
)
def test_m13_sets_are_known_by_all_names_that_browsers_know(
    label: str, octets: bytes, text: str
) -> None:
    incoming = parse(mail(octets, kind=f"text/plain; charset={label}"))
    assert (incoming.text, incoming.damaged) == (text, False)


def test_m13_a_long_text_without_any_zero_is_not_in_utf_16() -> None:
    incoming = parse(mail("Rumah k\u00e9 banjir sekali", kind="text/plain; charset=utf-16"))
    assert (incoming.text, incoming.damaged) == ("Rumah k\u00e9 banjir sekali", False)


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "unicode", "utf-32"])
def test_m13_html_that_can_be_read_is_not_in_the_set_that_it_names(label: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    incoming = parse(mail(f"{head}<p>k\u00e9</p>", kind="text/html"))
    assert (incoming.text, incoming.damaged) == ("k\u00e9", False)
