"""How whole mails are put together, part by part."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass

SENDER = "petugas@contoh.example"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\r\n\x00\xff\xd9\n"
PDF = b"%PDF-1.4\r\nisi\r%%EOF\n"
# A logo of 120 by 40 pixels, as far as its head.
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x78\0\0\0\x28\x08\x02\0\0\0"
SMALL_JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x28\0\x78\x03\xff\xd9"
TEXT = "Jalan sudah diperbaiki.\nTerima kasih."


@dataclass(frozen=True, slots=True)
class WholeMail:
    name: str
    raw: bytes
    text: str
    subject: str = "Re: 0012"
    sender: str = SENDER
    files: tuple[tuple[str, str, bytes], ...] = ()
    damaged: bool = False


def b64(octets: bytes) -> str:
    return base64.encodebytes(octets).decode()


def qp(text: str, charset: str = "utf-8") -> str:
    return quopri.encodestring(text.encode(charset)).decode()


def mail(
    content: str | bytes,
    *,
    kind: str = "text/plain; charset=utf-8",
    subject: str = "Re: 0012",
    sender: str = f"Contoh Petugas <{SENDER}>",
    more: str = "",
) -> bytes:
    head = (
        f"From: {sender}\nTo: loket+abc@dinsos.example\nSubject: {subject}\n"
        f"Message-ID: <1@contoh.example>\nMIME-Version: 1.0\n{more}Content-Type: {kind}\n\n"
    )
    return head.encode() + (content if isinstance(content, bytes) else content.encode())


def part(kind: str, content: str = "", *headers: str) -> str:
    return "\n".join((f"Content-Type: {kind}", *headers)) + f"\n\n{content}"


def plain(text: str = TEXT) -> str:
    return part("text/plain; charset=utf-8", text)


def html(text: str) -> str:
    return part("text/html; charset=utf-8", text)


def file(kind: str, name: str, content: bytes, disposition: str = "attachment") -> str:
    return part(
        f'{kind}; name="{name}"', b64(content), "Content-Transfer-Encoding: base64",
        f'Content-Disposition: {disposition}; filename="{name}"',
    )  # fmt: skip


def multi(kind: str, *parts: str, boundary: str = "b", more: str = "") -> str:
    inside = "".join(f"--{boundary}\n{one}\n" for one in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}\n\n{inside}--{boundary}--\n'
    )


def whole(kind: str, *parts: str, boundary: str = "b", more: str = "") -> bytes:
    head, _, body = multi(kind, *parts, boundary=boundary, more=more).partition("\n\n")
    return mail(body, kind=head.removeprefix("Content-Type: "))
