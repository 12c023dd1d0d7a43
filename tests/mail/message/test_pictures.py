import base64

import pytest

from loket_mail.message.files import MailFile, is_decoration
from loket_mail.message.parse import Incoming, parse
from tests.mail.message.mail_writing import (
    JPEG,
    PNG,
    SMALL_JPEG,
    TEXT,
    b64,
    html,
    part,
    plain,
    whole,
)
from tests.spans import ends_within

HEAD = b"From: a@contoh.example\nContent-Type: text/html; charset=utf-8\n\n"


def png(width: int, height: int, more: bytes = b"") -> bytes:
    return PNG[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PNG[24:] + more


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"\0" * 20


def jpeg(width: int, height: int, above: bytes = b"") -> bytes:
    frame = b"\xff\xc2\0\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8" + above + frame + b"\x03\xff\xd9"


# Data of a camera, with the frame of its preview in it.
EXIF = b"\xff\xe1\x03\xe8" + b"\xff\xc0\0\x11\x08\0\x01\0\x01".ljust(998, b"x")


def shown(picture: bytes, kind: str, name: str = "", words: str = "Lihat ini.") -> Incoming:
    named = f'; name="{name}"' if name else ""
    return parse(
        whole(
            "related",
            html(f'<p>{words}</p><img src="cid:p1">'),
            part(
                f"{kind}{named}",
                b64(picture),
                "Content-Transfer-Encoding: base64",
                "Content-ID: <p1>",
            ),
        )
    )


@pytest.mark.parametrize(
    ("kind", "picture"),
    [
        ("image/png", png(1, 1)),
        ("image/png", png(32, 32)),
        ("image/png", png(350, 160)),
        ("image/png", png(600, 90)),
        ("image/gif", gif(88, 31)),
        ("image/jpeg", jpeg(200, 80)),
        ("image/jpeg", SMALL_JPEG),
    ],
)
def test_m13_a_small_picture_that_the_html_shows_is_decoration(kind: str, picture: bytes) -> None:
    assert shown(picture, kind, "image001.x").files == ()


@pytest.mark.parametrize(
    ("kind", "picture"),
    [
        ("image/png", png(1024, 768)),
        ("image/png", png(351, 161)),
        ("image/png", png(900, 90)),
        ("image/png", png(0, 0)),
        ("image/png", png(20, 20, b"x" * 40_000)),
        ("image/gif", gif(640, 480)),
        ("image/gif", gif(0, 0)),
        ("image/jpeg", jpeg(1200, 1600)),
        ("image/jpeg", jpeg(200, 161)),
        ("image/jpeg", JPEG),
        ("image/jpeg", b"\xff\xd8" + b"\xff" * 2_000),
        ("image/png", b"bukan PNG"),
        ("image/webp", b"RIFF"),
    ],
)
def test_m13_a_picture_that_may_be_of_a_screen_is_a_file(kind: str, picture: bytes) -> None:
    assert [file.content for file in shown(picture, kind, "image001.x").files] == [picture]


def test_m13_a_frame_within_the_data_of_a_photograph_is_not_its_own() -> None:
    photograph = MailFile("image001.jpg", "image/jpeg", jpeg(1200, 1600, EXIF))
    assert not is_decoration(photograph)
    assert is_decoration(MailFile("image001.jpg", "image/jpeg", jpeg(100, 50, EXIF)))


@pytest.mark.parametrize("name", ["foto.png", "Screenshot_2026.png", "IMG_0012.png", "bukti.png"])
def test_m13_a_picture_with_the_name_of_a_photograph_is_a_file(name: str) -> None:
    assert shown(png(100, 50), "image/png", name).attachments == (name,)


@pytest.mark.parametrize("words", ["", "&nbsp;", "<blockquote>Surat lama.</blockquote>"])
def test_m13_a_picture_without_words_of_its_sender_is_a_file(words: str) -> None:
    assert shown(png(100, 50), "image/png", "image001.png", words).attachments == ("image001.png",)


def test_m13_a_picture_of_an_enclosed_message_without_words_is_a_file() -> None:
    enclosed = whole("related", html('<img src="cid:p"><br>'), part(
        "image/png", b64(png(9, 9)), "Content-Transfer-Encoding: base64", "Content-ID: <p>"),
        boundary="dalam").decode()  # fmt: skip
    incoming = parse(whole("mixed", plain(TEXT), part("message/rfc822", enclosed)))
    assert incoming.attachments == ("berkas.png",)


def placed(octets: bytes, kind: str = "image/jpeg") -> bytes:
    return b"data:%s;base64,%s" % (kind.encode(), base64.b64encode(octets))


def test_m13_a_photograph_within_the_html_itself_is_a_file() -> None:
    raw = HEAD + b'<p>Lihat foto</p><img src="%s"><p>Salam.</p>' % placed(JPEG)
    incoming = parse(raw)
    assert incoming.text == "Lihat foto\n\nSalam."
    assert incoming.files == (MailFile("berkas.jpg", "image/jpeg", JPEG),)
    assert not incoming.damaged


def test_m13_a_photograph_within_the_html_may_be_all_that_was_sent() -> None:
    incoming = parse(HEAD + b"<img src='%s'>" % placed(png(10, 10), "image/png"))
    assert (incoming.text, incoming.attachments) == ("", ("berkas.png",))


def test_m13_a_logo_within_the_html_itself_is_decoration() -> None:
    assert parse(HEAD + b"Halo <img src=%s>" % placed(png(10, 10), "image/png")).files == ()


@pytest.mark.parametrize(
    "written",
    [
        b'<img SRC="DATA:image/jpeg;base64,%s" alt="x">',
        b"<img src = 'data:image/jpeg;charset=utf-8;base64,%s'>",
        b"<img src=data:image/jpeg;base64,%s alt=x>",
        b"<td style=\"background:url('data:image/jpeg;base64,%s')\">",
        b'<td style="background:url(&quot;data:image/jpeg;base64,%s&quot;)">',
        b"<td style='background:url(data:image/jpeg;base64,%s)'>",
    ],
)
def test_m13_a_picture_is_taken_out_however_the_html_writes_it(written: bytes) -> None:
    for data in (
        base64.b64encode(JPEG),
        base64.b64encode(JPEG).replace(b"/", b"_").replace(b"+", b"-"),
        base64.b64encode(JPEG).replace(b"/", b"%2F"),
    ):
        incoming = parse(HEAD + b"<p>Halo" + written % data + b"dunia")
        assert [file.content for file in incoming.files] == [JPEG]
        assert "dunia" in incoming.text


def test_m13_a_picture_may_be_written_with_character_references() -> None:
    data = base64.b64encode(JPEG).replace(b"/", b"&#47;").replace(b"=", b"&#x3D;")
    incoming = parse(HEAD + b"<img src='data:image/jpeg;base64,%s'>" % data)
    assert [file.content for file in incoming.files] == [JPEG]
    assert not incoming.damaged


def test_m13_a_picture_that_was_cut_off_is_kept_and_said_to_be_damaged() -> None:
    incoming = parse(HEAD + b'Halo <img src="' + placed(JPEG * 20)[:200])
    assert (incoming.text, incoming.damaged) == ("Halo", True)
    assert incoming.files[0].content == (JPEG * 20)[: len(incoming.files[0].content)] != b""


def test_m13_words_about_a_picture_are_words() -> None:
    text = "Saya menempel data:image/png;base64,AAAA di sini."
    incoming = parse(HEAD + text.encode())
    assert (incoming.text, incoming.files) == (text, ())


def test_m14_photographs_within_the_html_do_not_count_as_html() -> None:
    photograph = b"\xff\xd8" + bytes(range(256)) * 32_000
    with ends_within(cpu_s=10):
        incoming = parse(HEAD + b'Lihat <img src="%s">' % placed(photograph))
    assert incoming.text == "Lihat"
    assert [file.content for file in incoming.files] == [photograph]


def test_m14_the_number_of_pictures_within_the_html_is_bounded() -> None:
    incoming = parse(HEAD + b"<img src='data:image/gif;base64,AAAA'>" * 5_000)
    assert len(incoming.files) == 1_000
