"""The head of a message or part: its headers as octets (RFC 5322, 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loket_mail.message.charsets import decoded

_MAX_HEADERS = 5_000

_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_NAME = re.compile(rb"([!-9;-~]{1,998})[ \t]{0,9}:")
# Within so many lines below one that is no header, the headers must go on.
_SOON = 8
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|sender|reply-to|subject|date|received|return-path|message-id|in-reply-to"
    rb"|references|mime-version|content-[a-z-]{1,40}|delivered-to|auto-submitted|precedence"
    rb"|user-agent|importance|priority|thread-[a-z]{1,10}|list-[a-z-]{1,40}|dkim-signature"
    rb"|authentication-results|arc-[a-z-]{1,40}|x-[a-z0-9-]{1,60})[ \t]{0,9}:",
    re.IGNORECASE,
)


class Unparsable(Exception):  # noqa: N818 - a finding about a message, not a fault of ours
    """Nothing sensible can be read from the message; the sentence says why."""


@dataclass(slots=True)
class Headers:
    """The headers of a message or part, as octets until somebody asks."""

    items: list[tuple[bytes, bytes]] = field(default_factory=list)
    """Names in lower case, and values as they stand, folded."""

    charset: str = ""
    """The set of the body, which raw 8-bit octets of a header may be in as well."""

    def all(self, name: str) -> list[str]:
        """Every value of this header, topmost first, raw 8-bit octets decoded."""
        wanted = name.lower().encode()
        return [self._decoded(value) for key, value in self.items if key == wanted]

    def first(self, name: str) -> str:
        """The topmost value of this header; "" if there is none."""
        wanted = name.lower().encode()
        return next((self._decoded(value) for key, value in self.items if key == wanted), "")

    def _decoded(self, value: bytes) -> str:
        if value.isascii():  # As nearly all are: no set would read it otherwise.
            return value.decode("ascii").strip(" \t\r\n")
        text, certain = decoded(value, "utf-8")
        if not certain and self.charset:
            text = decoded(value, self.charset)[0]
        return text.strip(" \t\r\n")

    def __contains__(self, name: str) -> bool:
        wanted = name.lower().encode()
        return any(key == wanted for key, _ in self.items)


def read_headers(raw: bytes, start: int = 0, stop: int | None = None) -> tuple[Headers, int, bool]:
    """The headers that begin at `start`, where the body begins, and whether all was in order.

    A line that is none is passed over if the headers go on below it.
    Raises Unparsable if there are more than 5,000.
    """
    found: list[tuple[bytes, list[bytes]]] = []
    pieces: list[bytes] = []
    position, whole = start, True
    stop = len(raw) if stop is None else stop
    while position < stop:
        line = _LINE.match(raw, position, stop)
        words, end = (line[1], line.end()) if line else (b"", stop)
        if not words:
            position = end
            break
        if words[:1] in (b" ", b"\t"):
            pieces.append(raw[position:end])
            whole = whole and bool(found)
        elif named := _NAME.match(words):
            pieces = [raw[position + named.end() : end]]
            found.append((named[1].lower(), pieces))
            if len(found) > _MAX_HEADERS:
                raise Unparsable("The message has more headers than any program writes.")
        elif words.startswith((b"From ", b">From ")):
            whole = whole and position == start  # The separator of a mailbox (RFC 4155).
        else:
            whole, pieces = False, []  # What is folded below the line goes where it goes.
            if not words.startswith(b":") and not (found and _goes_on(raw, end, stop)):
                break
        position = end
    items = [(name, b"".join(folded)) for name, folded in found]
    return Headers(items), position, whole


def _goes_on(raw: bytes, position: int, stop: int) -> bool:
    """Whether a header that every reader knows follows soon, before any empty line.

    Any other name may be a word of the text, where the empty line above it got lost.
    """
    for _ in range(_SOON):
        line = _LINE.match(raw, position, stop)
        if line is None or not line[1]:
            return False
        if _KNOWN.match(raw, position, stop):
            return True
        position = line.end()
    return False
