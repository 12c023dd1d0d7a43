"""Reading what a browser sends: strictly, bounded, and without a copy on any disk (W-6, W-8)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

MAX_BODY = 16 * 1000 * 1000
"""Octets of a whole request."""

MAX_TEXT = 300 * 1000
"""Octets of all text fields together."""

MAX_PARTS = 100


class InMemoryRequest(Request):
    """A request whose uploads never touch a disk in plain text; Werkzeug would spool them."""

    max_content_length = MAX_BODY
    max_form_memory_size = MAX_TEXT
    max_form_parts = MAX_PARTS

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - the signature is Werkzeug's
        content_type: str | None,  # noqa: ARG002 - as above
        filename: str | None = None,  # noqa: ARG002 - as above
        content_length: int | None = None,  # noqa: ARG002 - as above
    ) -> IO[bytes]:
        return io.BytesIO()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. `name` is what its sender's device calls it, and may say anything."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of a request. `garbled` names those whose text was not UTF-8."""

    fields: MultiDict[str, str]
    garbled: frozenset[str] = field(default_factory=frozenset)
    uploads: MultiDict[str, Upload] = field(default_factory=MultiDict)

    def text(self, name: str) -> str:
        """The first value of a field, "" if there is none."""
        return self.fields.get(name, "")


def read(request: Request) -> Posted:
    """Read the fields of a form post.

    Raises UnsupportedMediaType for another kind of body and RequestEntityTooLarge over a limit.
    """
    match request.mimetype:
        case "application/x-www-form-urlencoded":
            return _urlencoded(request.get_data(cache=False))
        case "multipart/form-data":
            return _multipart(request)
        case _:
            raise UnsupportedMediaType


def _urlencoded(body: bytes) -> Posted:
    if len(body) > 3 * MAX_TEXT:  # Each octet may be written as three.
        raise RequestEntityTooLarge
    try:
        pairs = parse_qsl(
            # Latin-1 keeps every octet as one character until `_decoded` looks at it.
            body.decode("latin-1"),
            keep_blank_values=True,
            encoding="latin-1",
            max_num_fields=MAX_PARTS,
        )
    except ValueError as error:
        raise RequestEntityTooLarge from error
    if sum(len(value) for _, value in pairs) > MAX_TEXT:
        raise RequestEntityTooLarge
    return _decoded(pairs)


def _decoded(pairs: Iterable[tuple[str, str]]) -> Posted:
    fields: MultiDict[str, str] = MultiDict()
    garbled = set()
    for name, octets in pairs:
        value = octets
        try:
            value = octets.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            # Shown again as Latin-1, so that the person can read and mend it.
            garbled.add(name)
        fields.add(name, value)
    return Posted(fields, frozenset(garbled))


def _multipart(request: Request) -> Posted:
    fields = MultiDict(request.form.items(multi=True))
    if not fields and request.content_length:
        # Cut off on the way, or without its boundary: an empty form would look like an answer.
        raise BadRequest
    if sum(len(value.encode("utf-8", "surrogatepass")) for value in fields.values()) > MAX_TEXT:
        raise RequestEntityTooLarge
    # Werkzeug has put U+FFFD where the octets were not UTF-8; nobody types that sign.
    garbled = {name for name, value in fields.items(multi=True) if "\ufffd" in value}
    return Posted(fields, frozenset(garbled), _uploads(request))


def _uploads(request: Request) -> MultiDict[str, Upload]:
    """Take the files of a request; a browser also posts an empty one where none was chosen."""
    found: MultiDict[str, Upload] = MultiDict()
    for name, storage in request.files.items(multi=True):
        # The stream is one of `InMemoryRequest`: its content is handed over, not copied.
        content = storage.stream.getvalue()  # type: ignore[attr-defined]
        if storage.filename or content:
            found.add(name, Upload(storage.filename or "", content))
    return found


def number_in(text: str, otherwise: int = 0) -> int:
    """Read a number from an address or a hidden field, where anything can stand."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def page_number(asked: Mapping[str, str]) -> int:
    """Read from an address which page of a list is asked for; 1 for none, or for no number."""
    return number_in(asked.get("halaman", ""), 1)


def comes_from_elsewhere(visit: Request, inbox_url: str) -> bool:
    """Look for positive evidence that another site sent this; silence is none (W-2).

    Either header is evidence by itself. The site's own origin is a stranger here: its pages only
    send the first POST, which takes any origin.
    """
    if visit.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    # Both are bare origins as browsers write them; anything else is a stranger's.
    return visit.headers.get("Origin", "null") not in {"null", inbox_url}
