from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_inbox.desk import Desk
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.composing import compose
from loket_inbox.mail_out.transport import Outgoing
from tests.support import A_COMPLAINT, MONDAY, a_desk, a_received_case, a_reply, letters_out

RETURN_PATH = "loket+bbbbbbbbbbbbbbbbbbbbbbbbbb@contoh.example"
IDENTITY = "<abcdefghijklmnopqrstuvwxyz@contoh.example>"


def opened(letter: Outgoing) -> EmailMessage:
    return message_from_bytes(letter.content, EmailMessage, policy=default)


def composed(desk: Desk, **changes: Any) -> EmailMessage:
    return opened(written(desk, **changes))


def written(desk: Desk, **changes: Any) -> Outgoing:
    return compose(desk, a_letter(**changes), IDENTITY, MONDAY)


def a_letter(
    *,
    to_name: str = "Petugas Contoh",
    reply_to: str = "loket+abcdefghijklmnopqrstuvwxyz@contoh.example",
    **changes: Any,
) -> Addressed:
    letter = Addressed(
        LetterKind.NEW_CASE,
        "K7M4-PX9R: besok",
        "Isi surat.\n",
        "K7M4-PX9R",
        to="petugas@contoh.example",
        to_name=to_name,
        reply_to=reply_to,
        return_path=RETURN_PATH,
    )
    return replace(letter, **changes)


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_letter_has_the_headers_that_officers_and_programs_rely_on(desk: Desk) -> None:
    letter = written(desk)
    message = opened(letter)
    assert (letter.sender, letter.recipient) == (RETURN_PATH, "petugas@contoh.example")
    assert str(message["From"]) == "Dinsos PPPA Banjarnegara <loket@contoh.example>"
    assert str(message["To"]) == "Petugas Contoh <petugas@contoh.example>"
    assert message["Subject"] == "K7M4-PX9R: besok"
    assert message["Date"].datetime == MONDAY
    assert message["References"] == message["Message-ID"] == IDENTITY
    assert message["Reply-To"] == "loket+abcdefghijklmnopqrstuvwxyz@contoh.example"
    assert message["X-Loket-Number"] == "K7M4-PX9R"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["MIME-Version"] == "1.0"


def test_no_robot_shall_answer_but_bounces_are_wanted(desk: Desk) -> None:
    unwanted = composed(desk)["X-Auto-Response-Suppress"].split(", ")
    assert set(unwanted) == {"DR", "RN", "NRN", "OOF", "AutoReply"}
    assert "Precedence" not in composed(desk)


def test_a_letter_says_the_same_in_text_and_html(desk: Desk) -> None:
    message = composed(desk, body="Selamat pagi.\n\n    <b>Isi & surat</b>\n")
    assert message.get_content_type() == "multipart/alternative"
    plain, hypertext = message.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert hypertext.get_content_type() == "text/html"
    assert "MIME-Version" not in plain
    assert text_of(message) == "Selamat pagi.\n\n    <b>Isi & surat</b>\n"
    assert "&lt;b&gt;Isi &amp; surat&lt;/b&gt;" in text_of(message, "html")


def test_an_enclosed_mail_stands_beside_both(desk: Desk) -> None:
    original = bytes(range(256)) * 50
    message = composed(desk, original=original)
    assert message.get_content_type() == "multipart/mixed"
    letter, enclosed = message.iter_parts()
    assert letter.get_content_type() == "multipart/alternative"
    assert enclosed.get_filename() == "surat-asli.eml"
    assert enclosed.get_content_type() == "application/octet-stream"
    assert enclosed.get_content() == original
    assert text_of(message) == "Isi surat.\n"


def test_a_letter_about_no_case_names_none_and_takes_no_answer(desk: Desk) -> None:
    message = composed(desk, number="", reply_to="")
    assert message["X-Loket-Number"] is None
    assert message["Reply-To"] is None


def test_ss8_a_letter_can_go_out_under_a_neutral_name(desk: Desk) -> None:
    sender = composed(desk, from_name="Pemberitahuan")["From"]
    assert sender == "Pemberitahuan <loket@contoh.example>"


def test_the_longest_address_of_ours_still_fits_with_its_token(tmp_path: Path) -> None:
    domain = ".".join(["bagian-yang-panjang-sekali"] * 6) + ".example"
    desk = a_desk(tmp_path, LOKET_MAIL_FROM=f"{'a' * 37}@{domain}")
    a_received_case(desk)
    (letter,) = letters_out(desk)
    for address in (letter.reply_to, letter.return_path):
        assert len(address.partition("@")[0]) == 64
    message_id = f"<abcdefghijklmnopqrstuvwxyz@{domain}>"
    raw = compose(desk, letter, message_id, MONDAY)
    require_short_lines(raw.content)
    # Programs look for these as they are, in one piece.
    for name, value in (
        ("Message-ID", message_id),
        ("References", message_id),
        ("Reply-To", letter.reply_to),
    ):
        assert f"\r\n{name}: {value}\r\n".encode() in raw.content
    assert opened(raw)["From"].addresses[0].addr_spec == f"{'a' * 37}@{domain}"


TYPED = {
    "nama": "Sari\r\nBcc: korban@asing.example",
    "kronologi": "Subject: palsu\r\n\r\n.\r\nQUIT\r\n" + "panjang " * 400,
    "tempat": "=?utf-8?q?palsu?= \u202egnusab",
}


def test_w10_nothing_that_somebody_typed_stands_in_a_header(desk: Desk) -> None:
    receipt = a_received_case(desk, {**A_COMPLAINT, **TYPED})
    write_back(desk, receipt.code, "X-Palsu: ya\r\nBcc: lain@asing.example", None)
    stray = a_reply(letters_out(desk)[0], "palsu", sender="palsu@asing.example")
    receive(desk, stray.replace(b"Subject: ", b"Subject: palsu "))
    letters = letters_out(desk)
    assert len(letters) == 3
    for letter in letters:
        raw = compose(desk, letter, IDENTITY, MONDAY).content
        head = raw.partition(b"\r\n\r\n")[0].decode()
        for typed in ("Sari", "palsu", "Bcc", "Palsu", "asing", "gnusab"):
            assert typed not in head


def require_short_lines(raw: bytes) -> None:
    """Every line is ASCII, ends as lines of mail do, and none needs to be broken on its way."""
    raw.decode("ascii")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 78
    assert max(len(line) for line in head.split(b"\r\n")) <= 998


BODIES = {
    "one line": "é" * 4000,
    "ASCII": "a" * 4000,
    "Javanese": "ꦱꦸꦒꦼꦁ ꦲꦺꦚ꧀ꦗꦁ " * 300,
    "signs that are quoted": "=" * 4000,
    "dots": ".\n..\n" * 100,
    "spaces at ends": "kata   \n\tkata\t\n",
    "empty": "",
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_text_of_any_kind_goes_in_short_lines_of_ascii(desk: Desk, kind: str) -> None:
    raw = written(desk, body=BODIES[kind] + "\n", to_name="Nama " * 40, original=b"\xff" * 4000)
    require_short_lines(raw.content)
    assert text_of(opened(raw)) == BODIES[kind] + "\n"


def test_the_shorter_encoding_is_chosen(desk: Desk) -> None:
    for body, encoding in (("Selamat pagi, saya – Anda.\n", "quoted-printable"), ("ꦱꦸ\n", "base64")):
        part = composed(desk, body=body).get_body(("plain",))
        assert part
        assert part["Content-Transfer-Encoding"] == encoding


def test_signs_that_control_programs_do_not_leave_and_words_stay_apart(desk: Desk) -> None:
    body = "a\0b\x1b[31mc\u202ed\x07e\ttiga\u00a0jam\u2003lagi\u2028akhir 👍🏽 ᮞᮥᮔ᮪ᮓ\n"
    message = composed(desk, body=body)
    assert text_of(message) == "ab[31mcde\ttiga jam lagi akhir 👍🏽 ᮞᮥᮔ᮪ᮓ\n"
    assert "\u202e" not in text_of(message, "html")


@pytest.mark.parametrize(
    "name",
    [
        "Élodie “Contoh”",
        'A "B" <c@d.example>, E',
        "=?utf-8?q?x?=",
        "a\r\nBcc: b@asing.example",
        "ꦱꦸꦒꦼꦁ " * 40,
        "Nama " * 40,
        "",
        "\0",
    ],
)
def test_a_name_of_any_kind_is_one_name_and_no_encoded_word_is_long(desk: Desk, name: str) -> None:
    raw = written(desk, to_name=name, from_name=name).content
    message = message_from_bytes(raw, EmailMessage, policy=default)
    for header, address in (("To", "petugas@contoh.example"), ("From", "loket@contoh.example")):
        (found,) = message[header].addresses
        assert found.addr_spec == address
    assert "Bcc" not in message
    head = raw.partition(b"\r\n\r\n")[0]
    for line in head.split(b"\r\n"):
        # RFC 2047, 2: where there is an encoded word, a line has 76 signs at most.
        assert b"=?" not in line or len(line) <= 76


@given(body=st.text(), name=st.text(max_size=200))
def test_w8_any_text_arrives(any_desk: Desk, body: str, name: str) -> None:
    raw = written(any_desk, body=body, to_name=name)
    require_short_lines(raw.content)
    message = opened(raw)
    assert [each.addr_spec for each in message["To"].addresses] == ["petugas@contoh.example"]
    kept = "".join(sign for sign in body if sign.isprintable() and not sign.isspace())
    assert "".join(text_of(message).split()) == kept


@pytest.fixture(scope="module")
def any_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return a_desk(tmp_path_factory.mktemp("desk"))
