"""Content as it was before it travelled: base64, quoted-printable, uuencode (RFC 2045, 6)."""

from __future__ import annotations

import binascii
import re

_ODD = re.compile(rb"[^A-Za-z0-9+/=\s]")
_SPACE = re.compile(rb"\s+")
_LONG_LINE = re.compile(rb"[A-Za-z0-9+/]{40}")
_PADDED = re.compile(rb"=[=\s]*")
# A soft line break, with the blanks that some relays add, or an octet.
_ESCAPE = re.compile(rb"=(?:([0-9A-Fa-f]{2})|[ \t]{0,80}(?:\r\n|\r|\n|\Z))")
_BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]{0,80}(?:[\r\n]|\Z))")
_LINE_END = re.compile(rb"\r\n|\r|\n")


def restored(body: bytes, encoding: str, *, text: bool) -> tuple[bytes, bool]:
    """`body` without its transfer encoding, and whether it came in one piece.

    `text`: what stands behind the end of base64 is words that a mailing list added, and is kept.
    An encoding that nobody knows leaves `body` as it is (RFC 2045, 6.4).
    """
    match encoding.strip().lower():
        case "base64":
            return _from_base64(body, text=text)
        case "quoted-printable":
            return _ESCAPE.sub(_octet, body), _BAD_ESCAPE.search(body) is None
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _from_uuencode(body)
        case "" | "7bit" | "8bit" | "binary":
            return body, True
    return body, False


def _octet(escape: re.Match[bytes]) -> bytes:
    return bytes.fromhex(escape[1].decode()) if escape[1] else b""


def _from_base64(body: bytes, *, text: bool) -> tuple[bytes, bool]:
    whole = _ODD.search(body) is None
    added = b""
    if text and not whole:
        body, added = _without_words_below(body)
    pieces: list[bytes] = []
    position = 0
    while position < len(body):
        # Some programs encode in pieces, each with an end of its own.
        padding = _PADDED.search(body, position)
        end = padding.start() if padding else len(body)
        group = _SPACE.sub(b"", body[position:end])
        group = _ODD.sub(b"", group)
        loose = len(group) % 4
        if loose == 1:
            group, whole = group[:-1], False
        elif loose and not padding:
            whole = False  # Perhaps the end of it was cut off.
        pieces.append(binascii.a2b_base64(group + b"=" * (-len(group) % 4)))
        position = padding.end() if padding else len(body)
    return b"".join((*pieces, added)), whole


def _without_words_below(body: bytes) -> tuple[bytes, bytes]:
    """Base64, and the words that a mailing list put below it; b"" if there are none."""
    lines = body.splitlines(keepends=True)
    end = next((n for n, line in enumerate(lines) if _ODD.search(line)), len(lines))
    words = lines[end:]
    if end == 0 or any(_LONG_LINE.match(line) for line in words):
        return body, b""  # Rubbish within it.
    return b"".join(lines[:end]), b"\n" + b"".join(words)


def _from_uuencode(body: bytes) -> tuple[bytes, bool]:
    lines = _LINE_END.split(body)
    begins = (n for n, line in enumerate(lines) if line.startswith(b"begin "))
    start = next(begins, -1)
    content, _ = uudecoded(lines, start + 1)
    return (body, False) if content is None else (content, True)


def uudecoded(lines: list[bytes], start: int) -> tuple[bytes | None, int]:
    """The file whose uuencoded lines begin at `start`, and the number of the line after its end.

    None, and the number of the line that spoils it, where the lines are not what they should be.
    """
    pieces: list[bytes] = []
    for number in range(start, len(lines)):
        line = lines[number]
        if line.rstrip() == b"end":
            return b"".join(pieces), number + 1
        if line.strip() in (b"", b"`"):
            continue
        length = (line[0] - 32) & 63
        needed = (length + 2) // 3 * 4
        # Blanks at the end of a line may have got lost, and some programs add a check sum.
        data = line[1 : 1 + needed].ljust(needed)
        if not 32 <= line[0] <= 96 or len(line) > needed + 3:
            return None, number
        try:
            pieces.append(binascii.a2b_uu(line[:1] + data))
        except binascii.Error:
            return None, number
    return None, len(lines)
