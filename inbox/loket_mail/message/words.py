"""Header values for people: encoded words read (RFC 2047), also as programs wrongly write them.

Words are joined as octets before they are decoded, since many programs cut a character in two.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from loket_mail.message.charsets import decoded, encodable

_BEGIN = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_SPACE = re.compile(r"\s+")
# Directions and invisible marks can make a name or a subject read as another one.
# The joiner of an emoji's pieces is none of them.
_DECEIVING = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u200d(?![\u2190-\U0010ffff])"
)
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")

LONGEST_LINE = 1_000
"""Characters of a header that people are shown."""


@dataclass(frozen=True, slots=True)
class _Word:
    """An encoded word, and where in its header it stands."""

    charset: str
    encoding: str
    text: str
    start: int
    end: int


def single_line(value: str, limit: int = LONGEST_LINE) -> str:
    """A header value for people: encoded words read, one line, nothing invisible."""
    # An encoded word takes up to twelve times the room of its text.
    return cleaned(_SPACE.sub(" ", value[: limit * 12]))[:limit].rstrip()


def cleaned(value: str) -> str:
    """`value` with its encoded words read, as one line without anything invisible."""
    text = _DECEIVING.sub("", _UNPRINTED.sub("", _SPACE.sub(" ", encodable(_read(value)))))
    return _SPACE.sub(" ", text).strip()


def _read(value: str) -> str:
    pieces: list[str] = []
    position = 0
    run: list[_Word] = []
    for word in _words(value):
        between = value[position : word.start]
        if between.strip() or not run:  # White space between encoded words is not shown.
            pieces.extend((*_texts(run), between))
            run = []
        run.append(word)
        position = word.end
    pieces.extend((*_texts(run), value[position:]))
    return "".join(pieces)


def _words(value: str) -> Iterator[_Word]:
    """Every encoded word; each stretch of `value` is looked at a bounded number of times."""
    close = -1
    begin = _BEGIN.search(value)
    while begin:
        if close < begin.end():
            close = value.find("?=", begin.end())
        if close < 0:
            return
        inner = _BEGIN.search(value, begin.end(), close + 1)
        if inner:  # The first was never closed.
            begin = inner
            continue
        yield _Word(
            begin[1], begin[2].lower(), value[begin.end() : close], begin.start(), close + 2
        )
        begin = _BEGIN.search(value, close + 2)


def _texts(run: list[_Word]) -> Iterator[str]:
    """The texts of words that follow one another, those of one character set joined."""
    octets: list[bytes] = []
    waiting = ""  # Base64 that a program cut within a group of four.
    charset = ""
    for number, word in enumerate(run):
        charset = word.charset.partition("*")[0].lower()  # RFC 2231, 5: a language may follow.
        if word.encoding == "q":
            octets.append(_unquoted(word.text))
        else:
            waiting += _NOT_BASE64.sub("", word.text)
            after = run[number + 1] if number + 1 < len(run) else None
            goes_on = (
                after is not None
                and after.encoding == "b"
                and after.charset.partition("*")[0].lower() == charset
                and len(waiting) % 4
                and "=" not in word.text
            )
            if goes_on:
                continue
            octets.append(_from_base64(waiting))
            waiting = ""
        following = (
            run[number + 1].charset.partition("*")[0].lower() if number + 1 < len(run) else ""
        )
        if following != charset:
            yield decoded(b"".join(octets), charset)[0]
            octets = []


def _unquoted(text: str) -> bytes:
    octets = text.replace("_", " ").encode("utf-8", "surrogateescape")
    return _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), octets)


def _from_base64(text: str) -> bytes:
    if len(text) % 4 == 1:
        text = text[:-1]
    return binascii.a2b_base64(text + "=" * (-len(text) % 4))
