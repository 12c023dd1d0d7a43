"""How long the reader takes: beside the standard parser, and beside half of the same mail."""

from __future__ import annotations

import time
from base64 import encodebytes
from collections.abc import Callable
from email import message_from_bytes
from quopri import encodestring
from statistics import median

import pytest

from loket_mail.message.parse import parse

MOST_OF_COMPAT32 = 3
"""It is 1.1 to 1.7 where nothing else runs; 2 is promised."""

MOST_OF_HALF = 3
"""Two, if time is linear; four, if it is quadratic."""

TURNS = 5
OCTETS = 4_000_000

LINE = "Saya sudah menunggu tiga jam di loket dan belum dipanggil petugas – sampai kini.\n"
HEAD = b"From: sari@contoh.example\r\nTo: loket@contoh.example\r\nSubject: Antrean\r\n"


def mail(body: bytes, kind: str = "charset=utf-8", encoding: str = "8bit") -> bytes:
    head = f"Content-Type: text/plain; {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return HEAD + head.encode() + body.replace(b"\n", b"\r\n")


def lines(octets: int, charset: str = "utf-8", line: str = LINE) -> bytes:
    encoded = line.encode(charset, "replace")
    return encoded * (octets // len(encoded))


def seconds(do: Callable[[bytes], object], raw: bytes) -> float:
    """How long the processor took, whatever else the machine did."""
    start = time.process_time()
    do(raw)
    return time.process_time() - start


def compat32(raw: bytes) -> str:
    message = message_from_bytes(raw)
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode(message.get_content_charset() or "ascii", "replace")


PLAIN = {
    "ascii": mail(lines(OCTETS, "ascii")),
    "utf-8": mail(lines(OCTETS)),
    "windows-1252": mail(lines(OCTETS, "cp1252"), "charset=iso-8859-1"),
    "a set that is not declared": mail(lines(OCTETS, "cp1252")),
    "quoted-printable": mail(encodestring(lines(OCTETS)), encoding="quoted-printable"),
    "base64": mail(encodebytes(lines(OCTETS)), encoding="base64"),
    "quoted": mail(b"Baik.\n\n" + lines(OCTETS, line=f"> {LINE}")),
}


@pytest.mark.parametrize("raw", PLAIN.values(), ids=PLAIN)
def test_m14_a_plain_mail_takes_about_as_long_as_with_the_standard_parser(raw: bytes) -> None:
    turns = [seconds(parse, raw) / seconds(compat32, raw) for _ in range(TURNS)]
    assert median(turns) < MOST_OF_COMPAT32


HOSTILE = [
    ("charset=utf-8", "8bit", b"\n"),
    ("charset=utf-8", "8bit", b" \n\n "),
    ("charset=utf-8", "8bit", b"\xe9\xff\xc3"),
    ("charset=utf-8", "8bit", b"--\n-- x\nmenulis:\t\t.\n"),
    ("charset=utf-8", "8bit", b"ini adalah balasan otomatis mohon "),
    ("charset=utf-8", "8bit", b"begin 644 a\n#86)C\n"),
    ("charset=utf-8", "8bit", b"\x00\x07\f"),
    ("charset=utf-8; format=flowed", "8bit", b">> > \n"),
    ("charset=utf-8", "quoted-printable", b"= "),
    ("charset=utf-8", "quoted-printable", b"=\r"),
    ("charset=utf-8", "quoted-printable", b"==4"),
    ("charset=utf-8", "base64", b"AA=\n"),
    ("charset=utf-8", "base64", b"A*\n"),
    ("charset=utf-8", "base64", b"AAA A "),
]


@pytest.mark.parametrize(("kind", "encoding", "piece"), HOSTILE)
def test_m14_twice_as_much_hostile_text_takes_twice_as_long(
    kind: str, encoding: str, piece: bytes
) -> None:
    half = mail(piece * (400_000 // len(piece)), kind, encoding)
    whole = mail(piece * (800_000 // len(piece)), kind, encoding)
    turns = [seconds(parse, whole) / seconds(parse, half) for _ in range(TURNS)]
    assert median(turns) < MOST_OF_HALF


def test_a_robot_says_so_also_below_megabytes() -> None:
    notice = b"\nEmail ini dibuat secara otomatis oleh sistem.\n"
    assert parse(mail(lines(OCTETS) + notice)).automatic
    assert not parse(mail(lines(OCTETS) + b"\n> " + notice.lstrip())).automatic
