"""The layers of a message: headers, parts, enclosed messages (RFC 5322, RFC 2045, RFC 2046).

A reader of our own: the standard one takes quadratic time on many inputs, changes octets, does not
look into enclosed messages that travel as base64, and gives up where a boundary is missing. What
is broken is read as a mail program would show it, and said to be damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loket_mail.message.head import Headers, Unparsable, read_headers
from loket_mail.message.parameters import value_and_parameters
from loket_mail.message.transfer import restored

_MAX_PARTS = 1_000
_MAX_DEPTH = 50
_MAX_MIME_HEADER = 20_000
_MAX_PREAMBLE = 100_000

_LINE_END = re.compile(rb"\r\n|\r|\n")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,120}/[a-z0-9!#$&^_.+-]{1,120}")
# Where a boundary is not named, or a wrong one: what stands above the headers of a part.
_LIKELY_BOUNDARY = re.compile(
    rb"(?:\A|(?<=[\r\n]))--([!-~](?:[ -~]{0,68}[!-~])?)(?:\r\n|\r|\n)(?=content-[a-z-]{1,40}:)",
    re.IGNORECASE,
)
_ENCLOSED = frozenset({"message/rfc822", "message/global", "message/news"})
_PACKED = frozenset({"base64", "quoted-printable"})
_MESSAGE = re.compile(
    rb"[\r\n]*((?:From [^\r\n]{0,998}[\r\n]{1,2})?"
    rb"(?:from|to|subject|date|received|return-path|message-id|mime-version|content-[a-z-]{1,40}"
    rb"|delivered-to|reply-to|sender|cc|dkim-signature|arc-[a-z-]{1,40}|x-[a-z0-9-]{1,60})[ \t]?:)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """A message or a part of one."""

    headers: Headers
    media_type: str
    parameters: dict[str, str]
    disposition: str
    """"attachment", "inline", or ""."""

    file_name: str
    """As the sender called it, encoded words read; "" if it has no name."""

    content: bytes = b""
    """Of a leaf, without its transfer encoding."""

    children: tuple[Part, ...] = ()
    """Of a multipart its parts, of an enclosed message that message."""

    preamble: bytes = b""
    """What stands above the parts of a multipart, where hardly any program shows it."""

    damaged: bool = False
    """Whether this layer, without its children, is broken."""

    @property
    def is_multipart(self) -> bool:
        """Whether the children are parts of this layer, not a message enclosed in it."""
        return bool(self.children) and self.media_type not in _ENCLOSED

    @property
    def is_enclosure(self) -> bool:
        """Whether the one child is a message of its own."""
        return bool(self.children) and self.media_type in _ENCLOSED


@dataclass(slots=True)
class _Budget:
    """What may still be read of one message."""

    parts: int = _MAX_PARTS

    def spend(self, depth: int) -> None:
        """Count one part. Raises Unparsable when there were too many, or too deep a one."""
        self.parts -= 1
        if self.parts < 0:
            raise Unparsable("The message has more than 1,000 parts.")
        if depth > _MAX_DEPTH:
            raise Unparsable("The message has more layers than any person writes.")


def own_parts(part: Part) -> Iterator[Part]:
    """The layer and those in it, but not what stands in enclosed messages."""
    yield part
    if part.is_multipart:
        for child in part.children:
            yield from own_parts(child)


def read_structure(raw: bytes) -> Part:
    """The layers of the message `raw`.

    Raises Unparsable if there are more parts, layers or headers than any person writes.
    """
    begin = _MESSAGE.match(raw)  # Some pipes put empty lines above it.
    return _part(_Stretch(raw, begin.start(1) if begin else 0, len(raw)), _Budget())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Octets from `start` to `stop` of `raw`, not copied: fifty layers would be fifty copies."""

    raw: bytes
    start: int
    stop: int

    def octets(self) -> bytes:
        return self.raw[self.start : self.stop]


def _part(stretch: _Stretch, budget: _Budget, depth: int = 0, default: str = "text/plain") -> Part:
    budget.spend(depth)
    headers, start, whole = read_headers(stretch.raw, stretch.start, stretch.stop)
    fields = ("content-type", "content-disposition")
    values = [headers.first(name) for name in fields]
    whole = whole and all(len(value) <= _MAX_MIME_HEADER for value in values)
    (kind, parameters), (disposition, about) = (
        value_and_parameters(value[:_MAX_MIME_HEADER]) for value in values
    )
    part = Part(
        headers,
        media_type=kind if _TYPE.fullmatch(kind) else default,
        parameters=parameters,
        disposition=disposition if disposition in ("", "inline") else "attachment",
        file_name=about.get("filename") or parameters.get("name", ""),
        damaged=not whole,
    )
    headers.charset = parameters.get("charset", "")
    encoding = value_and_parameters(headers.first("content-transfer-encoding")[:100])[0]
    begins_like_parts = _LIKELY_BOUNDARY.match(stretch.raw, start, stretch.stop)
    if not kind and begins_like_parts and "mime-version" in headers:
        part.media_type = "multipart/mixed"  # Its type got lost on the way.
    _fill(part, _Stretch(stretch.raw, start, stretch.stop), encoding, budget, depth + 1)
    return part


def _fill(part: Part, body: _Stretch, encoding: str, budget: _Budget, depth: int) -> None:
    """Give `part` what stands in its body: parts, an enclosed message, or content."""
    multipart = part.media_type.startswith("multipart/")
    if multipart and _fill_multipart(part, body, budget, depth):
        return
    content, in_one_piece = restored(
        body.octets(), encoding, text=part.media_type.startswith("text/")
    )
    unpacked = _Stretch(content, 0, len(content))
    if multipart:
        if encoding in _PACKED and _fill_multipart(part, unpacked, budget, depth):
            return
        in_one_piece = False  # Its raw text is all there is to show.
    elif part.media_type == "message/partial":
        _fill_partial(part, body, budget, depth)
        return
    elif part.media_type in _ENCLOSED:
        # RFC 2046 allows no encoding here; many programs use one, or name one without using it.
        for inside in (unpacked, body):
            if begin := _MESSAGE.match(inside.raw, inside.start, inside.stop):
                enclosed = _Stretch(inside.raw, begin.start(1), inside.stop)
                part.children = (_part(enclosed, budget, depth),)
                return
    part.content = content
    part.damaged = part.damaged or not in_one_piece


def _fill_partial(part: Part, body: _Stretch, budget: _Budget, depth: int) -> None:
    """Give `part` one piece of a message that was cut up (RFC 2046, 5.2.2); the rest is missing."""
    part.damaged = True
    if begin := _MESSAGE.match(body.raw, body.start, body.stop):
        part.children = (_part(_Stretch(body.raw, begin.start(1), body.stop), budget, depth),)
    else:
        part.media_type, part.content = "text/plain", body.octets()


def _fill_multipart(part: Part, body: _Stretch, budget: _Budget, depth: int) -> bool:
    """Give `part` the parts that stand in `body`; whether there are any."""
    within = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
    boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
    pieces, whole = _between(body, boundary, budget) if boundary else ([], False)
    if not pieces:
        likely = _LIKELY_BOUNDARY.search(body.raw, body.start, body.stop)
        if likely is None:
            return False
        pieces, whole = _between(body, likely[1], budget)[0], False
    part.children = tuple(_part(piece, budget, depth, within) for piece in pieces)
    if pieces:
        part.preamble = _above(body, pieces[0].start)
    part.damaged = part.damaged or not whole
    return bool(pieces)


def _between(body: _Stretch, boundary: bytes, budget: _Budget) -> tuple[list[_Stretch], bool]:
    """What stands between the lines of this boundary, and whether its closing line ends it all."""
    pieces: list[_Stretch] = []
    start = -1
    for before, after, closing in _delimiters(body, boundary):
        if start >= 0:
            pieces.append(_Stretch(body.raw, start, max(start, before)))
            if len(pieces) > budget.parts:
                raise Unparsable("The message has more than 1,000 parts.")
        start = -1 if closing else after
    if start < 0:
        return pieces, True
    if not pieces or body.raw[start : body.stop].strip():
        pieces.append(_Stretch(body.raw, start, body.stop))
    return pieces, False


def _above(body: _Stretch, after: int) -> bytes:
    """The octets above the delimiter line that ends at `after`."""
    head = body.raw[body.start : min(after, body.start + _MAX_PREAMBLE)]
    stripped = head.removesuffix(b"\n").removesuffix(b"\r")
    return stripped[: max(stripped.rfind(b"\n"), stripped.rfind(b"\r"), 0)]


def _delimiters(body: _Stretch, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """Each delimiter line: where the text above it ends, where that below begins, closing or not.

    The line end above a delimiter belongs to it (RFC 2046, 5.1.1).
    """
    # Begun with its letters, which are found quickly, not with the line end above them.
    line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?=[\r\n]|\Z)")
    position = body.start
    while found := line.search(body.raw, position, body.stop):
        before, position = found.span()
        if before and body.raw[before - 1] not in b"\r\n":
            continue
        if before:
            before -= 2 if body.raw[before - 2 : before] == b"\r\n" else 1
        end = _LINE_END.match(body.raw, position, body.stop)
        yield before, end.end() if end else position, found[1] is not None
