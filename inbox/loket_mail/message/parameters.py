"""The values of Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2183; RFC 2231)."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from loket_mail.message.charsets import decoded
from loket_mail.message.words import cleaned

_GAP = re.compile(r"[\s;]*")
_NAME = re.compile(r"([^\s;=]{1,80})\s*=\s*")
_NEXT = re.compile(r";")
_QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)("|\Z)', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_BARE = re.compile(r"[^;]*")
_COMMENT = re.compile(r"\s|\(")
_SECTION = re.compile(r"([^*]+)\*(?:(\d{1,3})(\*?))?")
# Names of files may hold blanks though nobody quoted them; a set of characters does not.
_WORDY = ("name", "filename")


def value_and_parameters(header: str) -> tuple[str, dict[str, str]]:
    """A header's value in lower case, and its parameters as text by their names in lower case.

    Reads any text in linear time; of a parameter that stands twice the first counts.
    """
    first = _NEXT.search(header)
    value = header[: first.start()] if first else header
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    position = first.end() if first else len(header)
    while gap := _GAP.match(header, position):
        position = gap.end()
        named = _NAME.match(header, position)
        if named is None:
            skipped = _NEXT.search(header, position)
            if skipped is None:
                break
            position = skipped.end()
            continue
        name = named[1].lower()
        text, position = _text(header, named.end(), wordy=name.startswith(_WORDY))
        found = _SECTION.fullmatch(name)
        if found is None:
            plain.setdefault(name, cleaned(text) if name in _WORDY else text)
        else:
            # "name*=…" is the one section of its parameter, in octets.
            number, encoded = (int(found[2]), bool(found[3])) if found[2] else (0, True)
            sections.setdefault(found[1], {}).setdefault(number, (text, encoded))
    extended = {name: _joined(parts) for name, parts in sections.items()}
    return _COMMENT.split(value.strip(), maxsplit=1)[0].lower(), plain | extended


def _text(header: str, start: int, *, wordy: bool) -> tuple[str, int]:
    quoted = _QUOTED.match(header, start)
    if quoted:
        return _ESCAPED.sub(r"\1", quoted[1]), quoted.end()
    bare = _BARE.match(header, start)
    text = bare.group().strip() if bare else ""
    if not wordy and text:
        text = _COMMENT.split(text, maxsplit=1)[0]
    return text, bare.end() if bare else start


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """The text of a parameter in sections (RFC 2231, 3 and 4): octets first, characters last."""
    charset = ""
    octets: list[bytes] = []
    for _, (text, encoded) in sorted(parts.items()):
        words = text
        if not octets and encoded and text.count("'") > 1:
            charset, _, words = text.split("'", 2)
        raw = words.encode("utf-8", "surrogateescape")
        octets.append(unquote_to_bytes(raw) if encoded else raw)
    text = decoded(b"".join(octets), charset or "utf-8")[0]
    return cleaned(text) if not charset else text
