"""Hostile uploads by the hundred, sent to a real inbox; each one counts its own answers."""

from __future__ import annotations

import http.client
import itertools
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from PIL import Image

from tests.inbox.handling.files.file_support import multipart
from tests.pictures import (
    HEADER_OF_JPEG,
    HEADER_OF_PNG,
    a_drawing,
    a_jpeg_of,
    a_photo,
    a_png_of,
    an_archive,
    camera_data,
    saved,
)
from tests.support import A_COMPLAINT

Body = tuple[str, bytes]

_LARGE = 15_000_000
"""Octets of a body that is only just taken."""


@cache
def bodies() -> tuple[Body, ...]:
    """One form with each kind of hostile file: bombs, noise, what is cut off or far too much."""
    chance = random.Random(9)  # noqa: S311 - the same flood each time
    noise = chance.randbytes(_LARGE)
    row = b"\0" + b"\x40" * 18_000
    photo = saved(
        Image.effect_noise((600, 400), 90).resize((6000, 4000)).convert("RGB"),
        "JPEG",
        progressive=True,
        exif=camera_data(6),
    )
    files = (
        ("bom.png", a_png_of(50_000, 50_000, b"\0" * 1000)),
        ("bom.jpg", a_jpeg_of(65_500, 65_500)),
        ("rata.png", a_png_of(6000, 4000, *[row] * 4000)),
        ("kosong.jpg", a_jpeg_of(6000, 4000)),
        ("besar.jpg", photo),
        ("terpotong.jpg", photo[: len(photo) // 2]),
        ("derau.jpg", HEADER_OF_JPEG + noise),
        ("derau.png", HEADER_OF_PNG + noise),
        ("derau.exe", noise),
        ("ekor.jpg", a_photo() + noise),
        ("ekor.png", a_drawing() + an_archive() + noise),
        ("video.mp4", b"\0\0\0\x20ftypisom" + noise),
    )
    fields = list(A_COMPLAINT.items())
    several = [multipart(fields, [(name, content[:2_000_000])] * 6) for name, content in files[4:8]]
    return (*(multipart(fields, [file]) for file in files), *several)


def flood(port: int, octets: int, at_once: int) -> tuple[Counter[int], int]:
    """Send at least so many octets; how often each status came back, and how many were sent."""
    sent, chosen = 0, []
    for body in _in_turn():
        if sent >= octets:
            break
        chosen.append(body)
        sent += len(body[1])
    with ThreadPoolExecutor(at_once) as threads:
        return Counter(threads.map(lambda body: _post(port, body), chosen)), sent


def _in_turn() -> Iterator[Body]:
    return itertools.cycle(bodies())


def _post(port: int, body: Body) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        headers = {"Content-Type": body[0], "Connection": "close"}
        connection.request("POST", "/kirim/pengaduan", body[1], headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()
