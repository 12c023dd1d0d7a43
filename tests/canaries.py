"""Canaries (EN-1): words of their own for each field, and the search for them on a disk."""

from __future__ import annotations

import base64
import html
import json
import quopri
import secrets
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from loket_inbox.envelope import Sealed


@dataclass
class GlassEnvelope:
    """An envelope that does not seal: the positive control of the search."""

    sample: bool = True

    def seal(self, owner: str, field: str, content: bytes) -> Sealed:
        return Sealed(f"{owner} {field}\n".encode() + content, "0" * 64)

    def open(
        self, owner: str, field: str, blob: bytes, *, content_digest: str | None = None
    ) -> bytes:
        assert blob.startswith(f"{owner} {field}\n".encode())
        assert content_digest in {None, "0" * 64}
        return blob.partition(b"\n")[2]

    def seal_waiting(self, content: bytes) -> tuple[str, bytes]:
        return secrets.token_hex(29), content

    def open_waiting(self, token: str, blob: bytes) -> bytes:
        assert token
        return blob


def base64_inside(text: bytes) -> Iterator[bytes]:
    """What a text looks like inside base64, wherever it begins in a group of three octets."""
    for before, first in ((0, 0), (1, 2), (2, 3)):
        whole = base64.b64encode(b"\0" * before + text)
        yield whole[first : (before + len(text)) * 8 // 6]


def spellings(canary: str) -> set[bytes]:
    """How a text may stand on a disk."""
    plain = canary.encode()
    found = {plain, canary.encode("utf-16-le"), canary.encode("utf-16-be")}
    found |= {canary.encode("latin-1"), quote(canary).encode(), html.escape(canary).encode()}
    found |= {json.dumps(canary)[1:-1].encode(), quopri.encodestring(plain)}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    for text in list(found):
        for inside in base64_inside(text):
            found |= {inside, inside.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


def readings(content: bytes) -> Iterator[bytes]:
    """What a file says, also without its line ends and out of anything compressed in it."""
    yield content
    yield content.replace(b"=\r\n", b"").replace(b"=\n", b"")
    yield content.replace(b"\r", b"").replace(b"\n", b"")
    for head, window in ((b"\x1f\x8b\x08", 31), (b"\x78\x01", 15), (b"\x78\x9c", 15)):
        at = content.find(head)
        while at >= 0:
            with suppress(zlib.error):  # A head by chance.
                yield zlib.decompressobj(window).decompress(content[at:], 10_000_000)
            at = content.find(head, at + 1)


def found_in(files: list[Path], canaries: dict[str, str]) -> dict[str, set[str]]:
    """Which canaries are found, and in which files."""
    found: dict[str, set[str]] = {}
    wanted = {name: spellings(canary) for name, canary in canaries.items()}
    for file in files:
        for reading in readings(file.read_bytes()):
            for name, ways in wanted.items():
                if any(way in reading for way in ways):
                    found.setdefault(name, set()).add(file.name)
    return found
