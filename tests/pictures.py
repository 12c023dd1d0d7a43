"""Files that people send, honest and hostile, made here and now. Nobody is in any picture."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "kenari-metadata-41c7"
"""What the metadata of every picture made here says; no copy that we keep may say it."""

_PLACE = {1: "S", 2: (7.0, 23.0, 41.0), 3: "E", 4: (109.0, 41.0, 59.0), 29: CANARY}

HEADER_OF_JPEG, HEADER_OF_PNG = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"


def corners() -> Image.Image:
    """A picture that looks different whichever way it is turned or mirrored."""
    picture = Image.new("RGB", (64, 32), "white")
    for colour, box in (
        ("red", (0, 0, 32, 16)),
        ("lime", (32, 0, 64, 16)),
        ("blue", (0, 16, 32, 32)),
    ):
        picture.paste(colour, box)
    return picture


def camera_data(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside the pixels: where and when, and which way is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = CANARY
    exif[0x9C9B] = CANARY.encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9286] = CANARY.encode()
    exif.get_ifd(0x8825).update(_PLACE)
    return exif


def a_photo(picture: Image.Image | None = None, *, orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it, with everything that a phone writes into one."""
    content = saved(
        picture or corners(),
        "JPEG",
        quality=95,
        subsampling=0,
        exif=camera_data(orientation),
        icc_profile=CANARY.encode() * 40,
        comment=CANARY.encode(),
        xmp=f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode(),
    )
    more = segment(0xED, b"Photoshop 3.0\0" + CANARY.encode())  # IPTC
    more += segment(0xE2, b"MPF\0" + CANARY.encode())
    more += segment(0xEF, CANARY.encode())
    return content[:2] + more + content[2:]


def a_drawing(picture: Image.Image | None = None, *, orientation: int = 1) -> bytes:
    """A PNG with every kind of text in it."""
    said = PngInfo()
    said.add_text("Author", CANARY)
    said.add_text("Comment", CANARY, zip=True)
    said.add_itxt("XML:com.adobe.xmp", CANARY)
    said.add(b"zzZz", CANARY.encode())
    said.add(b"tIME", b"\x07\xea\x03\x10\x0a\x00\x00")
    profile, exif = CANARY.encode() * 9, camera_data(orientation)
    drawn = picture or corners()
    return saved(drawn, "PNG", pnginfo=said, icc_profile=profile, exif=exif, dpi=(72, 72))


def a_pdf() -> bytes:
    """The least that is called a PDF."""
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    """A picture as a file."""
    into = io.BytesIO()
    picture.save(into, kind, **how)
    return into.getvalue()


def seen(content: bytes) -> Image.Image:
    """A file as a picture."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def segment(marker: int, content: bytes) -> bytes:
    """A piece of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def chunk(name: bytes, content: bytes) -> bytes:
    """A piece of a PNG."""
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)


def an_archive() -> bytes:
    """A ZIP, which readers look for from the end."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("jahat.html", f"<script>{CANARY}</script>")
    return into.getvalue()


def a_png_of(width: int, height: int, *rows: bytes, colour: int = 2) -> bytes:
    """A PNG whose header promises a size, and whose content is what it is."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
    return HEADER_OF_PNG + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def a_jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG whose header promises another size."""
    content = saved(corners(), "JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def pieces(content: bytes) -> Iterator[str]:
    """Name the pieces of a JPEG or a PNG from the first octet to the last, leaving out none.

    Raises AssertionError where there is anything between or behind them.
    """
    if content.startswith(HEADER_OF_PNG):
        yield from _chunks(content)
    else:
        yield from _segments(content)


def _chunks(content: bytes) -> Iterator[str]:
    at = 8
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        yield name.decode("ascii")
        at += length + 12
    assert at == len(content)
    assert content.endswith(chunk(b"IEND", b""))


def _segments(content: bytes) -> Iterator[str]:
    assert content[:2] == b"\xff\xd8"
    at = 2
    while True:
        mark, marker, length = struct.unpack_from(">BBH", content, at)
        assert mark == 0xFF
        yield f"{marker:02X}"
        at += length + 2
        if marker == 0xDA:
            break
    # In the picture itself FF is followed by a zero; the first other one is the end.
    end = content.index(b"\xff\xd9", at)
    assert end == len(content) - 2
