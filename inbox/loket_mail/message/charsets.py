"""Octets as text, whatever character set a sender named, meant or forgot (RFC 2045, 5.1)."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

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
# Names that Python does not know, as mail programs and browsers write them.
_ALSO_CALLED = {
    "866": "cp866",
    "ansi": "cp1252",
    "cn-big5": "big5",
    "cp936": "gbk",
    "cseucpkdfmtjapanese": "euc_jp",
    "csgb2312": "gb2312",
    "csisolatin9": "iso8859-15",
    "csksc56011987": "euc_kr",
    "csmacintosh": "mac-roman",
    "dos-874": "cp874",
    "iso-10646-ucs-2": "utf-16",
    "iso-ir-149": "euc_kr",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "ks_c_5601-1989": "euc_kr",
    "ksc_5601": "euc_kr",
    "logical": "iso8859-8",
    "mac": "mac-roman",
    "sun_eu_greek": "iso8859-7",
    "ucs-2": "utf-16",
    "unicode": "utf-16",
    "unicodefeff": "utf-16",
    "unicodefffe": "utf-16-be",
    "utf8mb4": "utf-8",
    "visual": "iso8859-8",
    "windows-31j": "cp932",
    "x-x-big5": "big5",
}
# The same by their pattern: ISO's with a direction or without hyphens, IANA's "cs", Microsoft's.
_PATTERNS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"(?:cs)?iso[-_]?8859[-_]?(\d{1,2})(?:[-_:]?[ei]|:\d{4})?", r"iso8859-\1"),
        (r"(?:x-)?unicode[-_]?[12][-_]?[01][-_]?utf-?([78])", r"utf-\1"),
        (r"(?:x-cp|windows-|ms|cp)(874|9[345]\d|125\d)", r"cp\1"),
        (r"x-mac-(?:cyrillic|ukrainian)", "mac-cyrillic"),
        (r"x-user-defined", "cp1252"),
        (r"cs(eucjp|euckr|gb2312|unicode)", r"\1"),
        (r"gb_2312(?:-80)?", "gb2312"),
        (r"x-(mac-roman|euc-jp|big5|sjis|gbk)", r"\1"),
    )
)
# In these sets any octets are text, so that only the octets can tell that UTF-8 was meant.
_ONE_OCTET = re.compile(r"cp125\d|cp874|cp437|cp85\d|iso8859-\d+|koi8-[ru]|mac-roman|latin.?1")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16", "utf-32")
# Every line end and blank has one octet of zero there.
_TWO_AT_LEAST = 16
_LABEL_END = re.compile(r"[\s;,*(]")
_UNPRINTED = bytes({*range(0x09), *range(0x0E, 0x20), 0x7F})
_OTHER_LINE_ENDS = ("\r\n", *"\r\v\f\u2028\u2029")


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
        if name.startswith(_WIDE) and _is_none_of_two(octets):
            name = "utf-8"
        elif name == "utf-16" and octets[:1] == b"\0":
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


def ascii_compatible(charset: str) -> str:
    """`charset`, or UTF-8 where octets in which that name could be read are in no such set."""
    return "utf-8" if _codec(charset).startswith(_WIDE) else charset


@lru_cache(maxsize=64)  # A mail names one set many times.
def _codec(charset: str) -> str:
    """Python's name of the set that `charset` means; "" for none of mail's."""
    label = _LABEL_END.split(charset.strip().strip("\"'")[:100].strip(), maxsplit=1)[0].lower()
    for pattern, meant in _PATTERNS:
        if found := pattern.fullmatch(label):
            label = found.expand(meant)
            break
    try:
        name = codecs.lookup(_ALSO_CALLED.get(label, label) or "ascii").name
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _NOT_FOR_MAIL else _MEANT.get(name, name)


def _like_utf_16(octets: bytes) -> bool:
    return len(octets) % 2 == 0 and b"\0" in octets


def _is_none_of_two(octets: bytes) -> bool:
    """Whether text is too long without any octet of zero to be in UTF-16, and is UTF-8."""
    return len(octets) > _TWO_AT_LEAST and b"\0" not in octets and _is(octets, "utf-8")


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
    foreign = len(mended) - len(mended.encode("ascii", "ignore"))
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
    for end in _OTHER_LINE_ENDS:
        if end[0] in text:  # One character is found in a fraction of the time of two.
            text = text.replace(end, "\n")
    octets = text.encode("utf-8", "surrogatepass")
    printed = octets.translate(None, _UNPRINTED)
    if len(printed) < len(octets):
        text = printed.decode("utf-8", "surrogatepass")
    return text.replace("\ufeff", "")
