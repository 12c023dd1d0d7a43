"""Content as it was before it travelled: base64, quoted-printable, uuencode (RFC 2045, 6)."""

from __future__ import annotations

import binascii
import re
import string
from itertools import islice

_DIGITS = f"{string.ascii_letters}{string.digits}+/".encode()
_ODD = re.compile(rb"[^A-Za-z0-9+/=\s]")
_NO_DIGITS = bytes(octet for octet in range(256) if octet not in _DIGITS)
_ODD_OCTETS = bytes(octet for octet in _NO_DIGITS if octet not in b"= \t\n\r\f\v")
_LONG_LINE = re.compile(rb"[A-Za-z0-9+/]{40}")
_ANY_LONG_LINE = re.compile(rb"^[A-Za-z0-9+/]{40,}={0,2}\s{0,3}$", re.MULTILINE)
# What words have and base64 has not, nor what a fault on the way puts into it.
_PUNCTUATION = re.compile(rb"[<>.,:;!?'\"()@&]")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_NO_WORD = re.compile(rb"[a-z0-9][A-Z]|[0-9+/=]")
_LINES_JUDGED = 50
_PADDED = re.compile(rb"=[=\s]*")
_BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]{0,80}(?:[\r\n]|\Z))")
# A soft line break with the blanks that some relays add, or with an end of line of its own.
_ODD_BREAK = re.compile(rb"=(?:[ \t]{1,80}(?:\r\n|\r|\n|\Z)|\r(?!\n))")
_HEX_AS_ZERO = bytes.maketrans(b"123456789abcdefABCDEF", b"0" * 21)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_TEXT_LINE = re.compile(rb"[^\r\n]+")


def restored(body: bytes, encoding: str, *, text: bool) -> tuple[bytes, bool]:
    """`body` without its transfer encoding, and whether it came in one piece.

    `text`: what stands behind the end of base64 is words that a mailing list added, and is kept;
    so is a text that was never encoded.
    An encoding that nobody knows leaves `body` as it is (RFC 2045, 6.4).
    """
    match encoding.strip().lower():
        case "base64":
            return _from_base64(body, text=text)
        case "quoted-printable":
            return _from_quoted_printable(body)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _from_uuencode(body)
        case "" | "7bit" | "8bit" | "binary":
            return body, True
    return body, False


def _from_quoted_printable(body: bytes) -> tuple[bytes, bool]:
    shapes = body.translate(_HEX_AS_ZERO)
    usual = sum(map(shapes.count, (b"=00", b"=\n", b"=\r\n")))
    if usual == body.count(b"="):
        return binascii.a2b_qp(body), True
    # The standard decoder reads "==41" and "=\r" in ways of its own, so it gets none.
    body, bad = _BAD_ESCAPE.subn(b"=3D", body)
    return binascii.a2b_qp(_ODD_BREAK.sub(b"=\n", body)), not bad


def _from_base64(body: bytes, *, text: bool) -> tuple[bytes, bool]:
    whole = len(body) == len(body.translate(None, _ODD_OCTETS))
    added = b""
    if text and _never_encoded(body):
        return body, False
    if text and not whole:
        body, added = _without_words_below(body)
    pieces: list[bytes] = []
    position = 0
    while position < len(body):
        # Some programs encode in pieces, each with an end of its own.
        padding = _PADDED.search(body, position)
        end = padding.start() if padding else len(body)
        group = body[position:end].translate(None, _NO_DIGITS)
        loose = len(group) % 4
        if loose == 1:
            group, whole = group[:-1], False
        elif loose and not padding:
            whole = False  # Perhaps the end of it was cut off.
        pieces.append(binascii.a2b_base64(group + b"=" * (-len(group) % 4)))
        position = padding.end() if padding else len(body)
    return b"".join((*pieces, added)), whole


def _never_encoded(body: bytes) -> bool:
    """Whether this is plainly no base64: words, with no base64 above them."""
    if _ANY_LONG_LINE.search(body):
        return False
    above: list[bytes] = []
    for found in islice(_TEXT_LINE.finditer(body), _LINES_JUDGED):
        line = found.group().strip()
        if _is_words(line):
            return not _is_base64(b"".join(above))
        above.append(line)
    return False


def _is_words(line: bytes) -> bool:
    if _CONTROL.search(line):
        return False
    if _PUNCTUATION.search(line):
        return True
    # Blanks stand between groups of four, if something joined the lines of base64.
    return any(len(one) % 4 for one in line.split()[:-1]) and not _reads_as_text(line)


def _is_base64(lines: bytes) -> bool:
    """Whether `lines`, above some words, are base64 and not words without a mark."""
    return _NO_WORD.search(lines) is not None or (bool(lines) and _reads_as_text(lines))


def _reads_as_text(lines: bytes) -> bool:
    group = _NOT_BASE64.sub(b"", lines)
    return _is_text(binascii.a2b_base64(group[: len(group) // 4 * 4]))


def _is_text(octets: bytes) -> bool:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(octets)


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
