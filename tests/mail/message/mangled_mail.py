"""Mail that something has damaged: a corpus of honest messages, and random wounds for them.

For proofs that no message stops those behind it (F-10): `mangled(choice(seeds()), rng)`.
"""

from __future__ import annotations

import base64
from random import Random

from tests.mail.message.robot_mails import ROBOT_MAILS
from tests.mail.message.whole_mails import WHOLE_MAILS

_LONGEST = 60_000

# What breaks readers of mail when it stands where nobody expects it.
PIECES = (
    *b"\n|\r\n|\r|\n\n|\r\n\r\n| |\t|\0|\xff|\xc3|\xed\xa0\x80|\x1b$B|=|==|=\n|=3D".split(b"|"),
    *b"=?|?=|<|>|(|)|'|\\|,|;|:|@|--|--b|--b--|\n--b\n|\n--b--\n|From |From x\n".split(b"|"),
    *b"Subject:|From:|To:|Message-ID: <a@b>\n|Return-Path: <>\n|Precedence: bulk\n".split(b"|"),
    b"Auto-Submitted: auto-replied\n",
    b"X-Failed-Recipients: x@y.example\n",
    b"Content-Type:",
    b"Content-Type: text/html\n\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n",
    b"Content-Type: multipart/alternative\n\n",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n",
    b"Content-Type: message/delivery-status\n\nStatus: 5.1.1\n",
    b"Content-Type: message/partial\n\n",
    b"Content-Type: text/calendar; method=REPLY\n\n",
    b'<img src="data:image/png;base64,iVBORw0KGgo=',
    b"=data:image/jpeg;base64,/9j/wAARCA",
    b"\nbaris tanpa titik dua\n",
    b"<svg><style>",
    b"Ini adalah balasan otomatis, mohon tidak membalas.\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: quoted-printable\n",
    b"Content-Transfer-Encoding: x-uuencode\n",
    b'Content-Disposition: attachment; filename="\n',
    b'; boundary=""',
    *b"; charset=utf-7|; charset=utf-16|; charset=hz|; charset=idna|; charset*=a'b'%ff".split(b"|"),
    *b"; boundary*0*=a|; format=flowed; delsp=yes|; filename*0*=utf-7''%2b2AA-".split(b"|"),
    *b"; filename*9999=x|; name*=''|=?utf-8?q?=C3?=|=?utf-8?b?w6?=|=?x?q?a".split(b"|"),
    *b"=?utf-7?b?KzJBQS0=?=|=?gb2312?b?////?=|begin 644 a\n#86)C\n|`\nend\n".split(b"|"),
    *b"<div style=display:none>|<blockquote>|</div>|<!--|<a href=|&#xd800;|&#0;".split(b"|"),
    *b"&#99999999999;|> |>>>>|-- \n|Action: failed\n|Status: 4.2.2\n|550 5.1.1 ".split(b"|"),
    *b"Final-Recipient: rfc822;\n|\xe2\x80\xae|\xef\xbb\xbf".split(b"|"),
)


def seeds() -> list[bytes]:
    """Honest messages of all kinds that we know."""
    return [mail.raw for mail in WHOLE_MAILS] + [mail.raw.encode() for mail in ROBOT_MAILS]


def mangled(raw: bytes, rng: Random) -> bytes:
    """`raw` with one to eight wounds; the same ones for the same state of `rng`."""
    for _ in range(rng.randint(1, 8)):
        raw = rng.choice(_WOUNDS)(raw, rng)[:_LONGEST]
    return raw


def _place(raw: bytes, rng: Random) -> int:
    return rng.randint(0, len(raw))


def _stretch(raw: bytes, rng: Random) -> tuple[int, int]:
    start = _place(raw, rng)
    return start, min(len(raw), start + int(rng.expovariate(1 / 40)) + 1)


def _piece_put_in(raw: bytes, rng: Random) -> bytes:
    place = _place(raw, rng)
    return raw[:place] + rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 50)) + raw[place:]


def _octets_changed(raw: bytes, rng: Random) -> bytes:
    start, end = _stretch(raw, rng)
    return raw[:start] + rng.randbytes(end - start) + raw[end:]


def _one_bit_turned(raw: bytes, rng: Random) -> bytes:
    if not raw:
        return raw
    place = rng.randrange(len(raw))
    return raw[:place] + bytes((raw[place] ^ (1 << rng.randrange(8)),)) + raw[place + 1 :]


def _stretch_lost(raw: bytes, rng: Random) -> bytes:
    start, end = _stretch(raw, rng)
    return raw[:start] + raw[end:]


def _stretch_doubled(raw: bytes, rng: Random) -> bytes:
    start, end = _stretch(raw, rng)
    return raw[:end] + raw[start:end] * rng.choice((1, 2, 20)) + raw[end:]


def _cut_off(raw: bytes, rng: Random) -> bytes:
    return raw[: _place(raw, rng)]


def _lines_shuffled(raw: bytes, rng: Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    if len(lines) > 1:
        here, there = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[here], lines[there] = lines[there], lines[here]
    return b"".join(lines)


def _line_lost(raw: bytes, rng: Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    if lines:
        del lines[rng.randrange(len(lines))]
    return b"".join(lines)


def _other_line_ends(raw: bytes, rng: Random) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n")))


def _grafted(raw: bytes, rng: Random) -> bytes:
    other = rng.choice(_SEEDS)
    return raw[: _place(raw, rng)] + other[_place(other, rng) :]


def _enclosed(raw: bytes, rng: Random) -> bytes:
    head = b"From: a@contoh.example\nContent-Type: " + rng.choice(
        (b"message/rfc822\n\n", b"multipart/mixed; boundary=b\n\n--b\n", b"text/html\n\n")
    )
    return head + raw


def _packed(raw: bytes, rng: Random) -> bytes:
    kind = rng.choice((b"message/rfc822", b"text/plain", b"text/html; charset=utf-16"))
    head = b"Content-Type: " + kind + b"\nContent-Transfer-Encoding: base64\n\n"
    return head + base64.encodebytes(raw)


_SEEDS = seeds()
_WOUNDS = (
    _piece_put_in,
    _piece_put_in,
    _piece_put_in,
    _octets_changed,
    _one_bit_turned,
    _one_bit_turned,
    _stretch_lost,
    _stretch_doubled,
    _cut_off,
    _lines_shuffled,
    _line_lost,
    _other_line_ends,
    _grafted,
    _enclosed,
    _packed,
)
