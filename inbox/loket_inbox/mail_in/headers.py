"""Header values of incoming mail as clean text: words, addresses, identifiers (RFC 5322, RFC 2047).

The stored message is the truth; what is read here may be shortened, but is never guessed at when
it decides who wrote or to whom.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.utils import getaddresses

# Python's codecs with these names are text encodings, but of no mail; punycode and idna also take
# quadratic time, and unicode_escape would let a sender write any character as an escape.
_NOT_FOR_MAIL = frozenset(
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
# What senders mean when they name the smaller set (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Standard e-mail parsers take quadratic time; a value beyond this is read by the simpler one.
_PARSED_FULLY = 4_000
_READ_AT_ALL = 50_000

_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^-~]+@[A-Za-z0-9.\-]+")
_IDENTIFIER = re.compile(r"<[^<>\s]{1,998}>")
_SPACE = re.compile(r"\s+")
# Directions and invisible marks can make a name or a subject read as another one.
_DECEIVING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\n\v\f\u2028\u2029]")


def decoded(octets: bytes, charset: str) -> tuple[str, bool]:
    """The text of `octets`, and whether its character set was certain.

    The declared set first, then UTF-8, then Windows-1252 and Latin-1, which can read anything.
    """
    try:
        name = codecs.lookup(charset.strip().strip("\"'")[:100] or "ascii").name
        name = _MEANT.get(name, name)
        if name.replace("-", "_") not in _NOT_FOR_MAIL:
            return encodable(octets.decode(name)), True
    except (LookupError, ValueError, TypeError):
        pass
    for name in ("utf-8", "cp1252"):
        try:
            return octets.decode(name), name == "utf-8"
        except ValueError:
            continue
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
    return _UNPRINTED.sub("", _LINE_END.sub("\n", text))


def unescaped(value: str) -> str:
    """A header value as the parser holds it, raw 8-bit octets decoded (RFC 6532 or worse)."""
    return decoded(value.encode("utf-8", "surrogateescape"), "utf-8")[0]


def single_line(value: str, limit: int = 1_000) -> str:
    """A header value for people: encoded words read (RFC 2047), one line, nothing invisible."""
    value = _SPACE.sub(" ", value[: limit * 5])
    with suppress(MessageError, ValueError, LookupError):  # A broken word is shown as it came.
        value = "".join(_word(word, charset) for word, charset in decode_header(value))
    value = _DECEIVING.sub("", _UNPRINTED.sub("", encodable(value)))
    return _SPACE.sub(" ", value).strip()[:limit]


def _word(word: str | bytes, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    # decode_header gives the stretches between encoded words as raw-unicode-escape octets.
    return word.decode("raw-unicode-escape") if charset is None else decoded(word, charset)[0]


def lowered(address: str) -> str:
    """`address` in lower case, ASCII letters only.

    `str.lower` turns the Kelvin sign into a k, and so a stranger's address into an officer's.
    """
    return address.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Every address in these header values, lower-case, in order, each once (RFC 5322, 3.4)."""
    found: dict[str, None] = {}
    for value in values:
        for address in _strictly(value) or _leniently(value):
            if _ADDRESS.fullmatch(address):
                found[lowered(address)] = None
    return tuple(found)


def only_address(values: Iterable[str]) -> str:
    """The one address of a From header, or "" if there is none, or several, or any doubt.

    Two parsers must agree: an encoded or quoted trick that splits them is nobody's address.
    """
    fields = tuple(values)
    if len(fields) != 1 or len(fields[0]) > _PARSED_FULLY:
        return ""
    strict, lenient = _strictly(fields[0]), _leniently(fields[0])
    if len(strict) != 1 or len(lenient) != 1:
        return ""
    one, other = lowered(strict[0]), lowered(lenient[0])
    return one if one == other and _ADDRESS.fullmatch(one) else ""


def _strictly(value: str) -> list[str]:
    if len(value) > _PARSED_FULLY:
        return []
    try:
        header = policy.default.header_factory("to", _SPACE.sub(" ", value))
        return [address.addr_spec for address in header.addresses]
    except Exception:  # noqa: BLE001 - the standard parser breaks in many ways
        return []


def _leniently(value: str) -> list[str]:
    try:
        return [a for _, a in getaddresses([_SPACE.sub(" ", value[:_READ_AT_ALL])]) if a]
    except Exception:  # noqa: BLE001 - deep comments end in RecursionError
        return []


def identifiers(values: Iterable[str]) -> tuple[str, ...]:
    """Message identifiers with their angle brackets, in order, each once (RFC 5322, 3.6.4)."""
    found = (name for value in values for name in _IDENTIFIER.findall(value[:_READ_AT_ALL]))
    return tuple(dict.fromkeys(encodable(name) for name in found))
