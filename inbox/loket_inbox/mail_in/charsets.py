"""Octets as text, whatever character set a sender named, meant or forgot (RFC 2045, 5.1)."""

from __future__ import annotations

import codecs
import re

# Python's codecs with these names are text encodings, but of no mail; punycode and idna also take
# quadratic time, and unicode_escape would let a sender write any character as an escape.
_NOT_FOR_MAIL = frozenset(
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
# What senders mean when they name the smaller set (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "cp950",
}
# Names that Python does not know, as mail programs write them.
_ALSO_CALLED = {
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-cp1252": "cp1252",
    "ansi": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "unicode": "utf-16",
}
# In these sets any octets are text, so that only the octets can tell that UTF-8 was meant.
_ONE_OCTET = re.compile(r"cp125\d|cp874|cp437|cp85\d|iso8859-\d+|koi8-[ru]|mac-roman|latin.?1")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL_END = re.compile(r"[\s;,*(]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\n\v\f\u2028\u2029]")


def decoded(octets: bytes, charset: str) -> tuple[str, bool]:
    """The text of `octets`, and whether its character set was certain.

    A byte order mark first, then the declared set, then UTF-8, then Windows-1252 and Latin-1,
    which can read anything.
    """
    name = _codec(charset)
    for mark, marked in _MARKS:
        # Two octets could begin any other text; then its declared set decides.
        if octets.startswith(mark) and (len(mark) > 2 or _like_utf_16(octets)):
            octets, name = octets[len(mark) :], marked
            break
    else:
        if name == "utf-16" and octets[:1] == b"\0":
            name = "utf-16-be"
    if name and _ONE_OCTET.fullmatch(name) and not octets.isascii() and _is(octets, "utf-8"):
        # "é" in UTF-8 reads as "Ã©" here, which nobody writes.
        name = "utf-8"
    if name:
        try:
            return encodable(octets.decode(name)), True
        except (LookupError, ValueError, TypeError):
            pass
    return _guessed(octets, mostly=name)


def _codec(charset: str) -> str:
    """Python's name of the set that `charset` means; "" for none of mail's."""
    label = _LABEL_END.split(charset.strip().strip("\"'")[:100].strip(), maxsplit=1)[0].lower()
    try:
        name = codecs.lookup(_ALSO_CALLED.get(label, label) or "ascii").name
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _NOT_FOR_MAIL else _MEANT.get(name, name)


def _like_utf_16(octets: bytes) -> bool:
    return len(octets) % 2 == 0 and b"\0" in octets


def _is(octets: bytes, name: str) -> bool:
    try:
        octets.decode(name)
    except ValueError:
        return False
    return True


def _guessed(octets: bytes, *, mostly: str) -> tuple[str, bool]:
    if _is(octets, "utf-8"):
        return octets.decode("utf-8"), True
    mended = octets.decode("utf-8", "replace")
    foreign = sum(not character.isascii() for character in mended)
    if 3 * mended.count("\ufffd") < foreign:
        return mended, False  # UTF-8 with a wound, as where a relay cut a line.
    if mostly in {"gb18030", "cp949", "cp932", "cp950", "euc_jp", "iso2022_jp"}:
        return encodable(octets.decode(mostly, "replace")), False
    try:
        return octets.decode("cp1252"), False
    except ValueError:
        return octets.decode("latin-1"), False


def encodable(text: str) -> str:
    """`text` without lone surrogates (UTF-7 can bring them), so that UTF-8 can carry it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def lines_unified(text: str) -> str:
    """`text` with LF as its only line end and without characters that no page can show."""
    return _UNPRINTED.sub("", _LINE_END.sub("\n", text)).replace("\ufeff", "")
