"""Pictures drawn anew by the process that does it: the same pixels, nothing else (W-9, EN-1)."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from loket_inbox.uploads.harmless import harmless
from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_inbox.uploads.workers import PictureWorkers
from tests.pictures import (
    CANARY,
    HEADER_OF_JPEG,
    HEADER_OF_PNG,
    a_drawing,
    a_jpeg_of,
    a_photo,
    a_png_of,
    an_archive,
    camera_data,
    chunk,
    corners,
    pieces,
    saved,
    seen,
    segment,
)
from tests.spans import ends_within

WORKERS = PictureWorkers()

OF_A_JPEG = {"E0", "DB", "C0", "C4", "DA"}
"""JFIF, tables, frame, scan: what a picture needs (ISO/IEC 10918-1, B.1.1.3)."""

OF_A_PNG = {"IHDR", "IDAT", "IEND"}

NAMES = {FileKind.JPEG: "foto.jpg", FileKind.PNG: "gambar.png"}


def kept(content: bytes) -> bytes:
    """What is kept of a picture."""
    kind = FileKind.PNG if content.startswith(HEADER_OF_PNG) else FileKind.JPEG
    file = harmless(content, name=NAMES[kind], pdf_allowed=False, workers=WORKERS)
    assert file.kind is kind
    assert file.content != content
    return file.content


def refusal(content: bytes) -> Refusal:
    with pytest.raises(RefusedFileError) as refused:
        kept(content)
    return refused.value.refusal


def require_bare(content: bytes) -> None:
    """Nothing of a picture but its pixels."""
    allowed = OF_A_PNG if content.startswith(HEADER_OF_PNG) else OF_A_JPEG
    assert set(pieces(content)) == allowed
    for way in ("utf-8", "utf-16-le", "utf-16-be"):
        assert CANARY.encode(way) not in content


def difference(one: Image.Image, other: Image.Image) -> int:
    """How far two pictures are from each other at their worst pixel, of 255."""
    assert one.size == other.size
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(level for band in apart.split() for level, n in enumerate(band.histogram()) if n)


HOSTILE: dict[str, bytes] = {
    "photo": a_photo(),
    "drawing": a_drawing(),
    "photo with an archive behind it": a_photo() + an_archive(),
    "photo with a page behind it": a_photo() + f"<script>{CANARY}</script>".encode(),
    "photo with a script in its comment": saved(
        corners(), "JPEG", comment=f"*/=1;alert('{CANARY}')/*".encode()
    ),
    "photo with two thumbnails": a_photo() + a_photo(),
    "drawing with a script behind it": a_drawing() + f"<?php {CANARY} ?>".encode(),
    "drawing with an archive in a chunk": a_drawing()[:-12]
    + chunk(b"puZz", an_archive() + CANARY.encode())
    + chunk(b"IEND", b""),
    "film of drawings": saved(
        corners(), "PNG", save_all=True, append_images=[corners().rotate(180)], duration=50
    ),
    "photo with a huge colour profile": saved(
        corners(), "JPEG", icc_profile=CANARY.encode() * 100_000
    ),
    "drawing with a huge colour profile": saved(
        corners(), "PNG", icc_profile=CANARY.encode() * 50_000
    ),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_w9_nothing_but_the_pixels_is_kept(content: bytes) -> None:
    bare = kept(content)
    require_bare(bare)
    found = seen(bare).convert("RGB")
    assert found.size == corners().size
    for middle in ((16, 8), (48, 8), (16, 24), (48, 24)):
        drawn, wanted = found.getpixel(middle), corners().getpixel(middle)
        assert drawn == pytest.approx(wanted, abs=6)


def test_the_pieces_of_a_picture_as_it_comes_do_show() -> None:
    """Positive control: what `require_bare` looks for is there before."""
    for content in (a_photo(), a_drawing()):
        assert CANARY.encode() in content
        assert not set(pieces(content)) <= OF_A_JPEG | OF_A_PNG
    with pytest.raises(AssertionError):
        list(pieces(a_photo() + an_archive()))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("build", [a_photo, a_drawing])
def test_w9_which_way_is_up_is_in_the_pixels_afterwards(
    build: Callable[..., bytes], orientation: int
) -> None:
    turned: dict[int, Image.Transpose] = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    # Grey, since photos keep colours for every second pixel only.
    upright = corners().convert("L")
    wanted = upright if orientation == 1 else upright.transpose(turned[orientation])
    bare = kept(build(upright, orientation=orientation))
    require_bare(bare)
    assert difference(seen(bare), wanted) <= (0 if build is a_drawing else 8)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_drawing_is_kept_as_it_looks(mode: str) -> None:
    drawn = corners().convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        drawn = drawn.convert("I").point(lambda value: value * 257).convert("I;16")
        wanted = corners().convert("L")
    else:
        wanted = drawn
    found = seen(kept(saved(drawn, "PNG")))
    assert found.mode in {"L", "LA", "RGB", "RGBA"}
    assert difference(found, wanted) <= 1


def test_what_can_be_seen_through_stays_so() -> None:
    drawn = corners().convert("RGBA")
    drawn.putalpha(Image.linear_gradient("L").resize(drawn.size))
    assert seen(kept(saved(drawn, "PNG"))).tobytes() == drawn.tobytes()
    coloured = corners().convert("P")
    found = seen(kept(saved(coloured, "PNG", transparency=coloured.getpixel((0, 0)))))
    assert found.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert found.getpixel((63, 31))[3] == 255  # type: ignore[index]


def test_a_photo_in_printers_colours_is_kept_in_those_of_a_screen() -> None:
    assert seen(kept(saved(corners().convert("CMYK"), "JPEG"))).mode == "RGB"
    assert seen(kept(saved(corners().convert("L"), "JPEG"))).mode == "L"


ROW = b"\0" * 1000

BOMBS: dict[str, tuple[bytes, Refusal]] = {
    "50,000 by 50,000": (a_png_of(50_000, 50_000, ROW), Refusal.TOO_MANY_PIXELS),
    "a photo of 65,500 by 65,500": (a_jpeg_of(65_500, 65_500), Refusal.TOO_MANY_PIXELS),
    "one row of 2,147,483,647": (a_png_of(2**31 - 1, 1, ROW), Refusal.TOO_MANY_PIXELS),
    "one row and a bit too many": (a_png_of(6000, 4001, ROW), Refusal.TOO_MANY_PIXELS),
    "nothing high": (a_png_of(100, 0, ROW), Refusal.BROKEN),
    "rows that never come": (a_png_of(6000, 4000, ROW), Refusal.BROKEN),
    "a text of a gigabyte": (
        HEADER_OF_PNG
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"zTXt", b"x\0\0" + a_png_of(1, 1, b"\0" * 60_000_000)[41:-16])
        + chunk(b"IEND", b""),
        Refusal.BROKEN,
    ),
}


@pytest.mark.parametrize(("content", "why"), BOMBS.values(), ids=BOMBS)
def test_w9_a_bomb_is_refused_soon_and_in_little_memory(content: bytes, why: Refusal) -> None:
    with ends_within(cpu_s=5):
        assert refusal(content) is why


def test_w9_what_of_a_photo_never_came_is_grey() -> None:
    bare = kept(a_jpeg_of(6000, 4000))
    require_bare(bare)
    assert len(bare) < 1_000_000


def test_w9_a_drawing_of_24_megapixels_whose_rows_are_all_the_same_is_kept() -> None:
    row = b"\0" + b"\x40" * 18_000
    bare = kept(a_png_of(6000, 4000, *[row] * 4000))
    require_bare(bare)
    assert seen(bare).size == (6000, 4000)


def the_largest_photo() -> bytes:
    return saved(
        Image.effect_noise((300, 200), 90).resize((6000, 4000)).convert("RGB"),
        "JPEG",
        progressive=True,
        exif=camera_data(6),
    )


def test_w9_the_largest_photo_is_turned_within_the_memory_of_its_process() -> None:
    assert seen(kept(the_largest_photo())).size == (4000, 6000)


@pytest.mark.parametrize("build", [a_photo, a_drawing])
def test_w9_a_picture_that_was_cut_off_is_redrawn_or_refused(build: Callable[[], bytes]) -> None:
    content = build()
    step = max(1, len(content) // 12)
    for end in (3, 8, 20, *range(step, len(content), step), len(content) - 1):
        try:
            bare = kept(content[:end])
        except RefusedFileError as refused:
            assert refused.refusal in {Refusal.BROKEN, Refusal.OTHER_KIND}  # noqa: PT017 - many at once
        else:
            require_bare(bare)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([a_photo(), a_drawing()]),
    st.lists(st.tuples(st.integers(3, 5000), st.integers(0, 7)), min_size=1, max_size=20),
)
def test_w9_flipped_bits_never_get_through_as_they_are(
    content: bytes, flips: list[tuple[int, int]]
) -> None:
    flipped = bytearray(content)
    for at, bit in flips:
        flipped[at % (len(content) - 8) + 8] ^= 1 << bit
    try:
        bare = kept(bytes(flipped))
    except RefusedFileError:
        return
    require_bare(bare)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([HEADER_OF_JPEG, HEADER_OF_PNG, segment(0xE1, b"Exif\0\0")]),
    st.binary(max_size=2000),
)
def test_w9_noise_with_a_good_beginning_is_refused(start: bytes, noise: bytes) -> None:
    start = start if start[:2] != b"\xff\xe1" else b"\xff\xd8" + start
    with pytest.raises(RefusedFileError):
        harmless(
            start + noise,
            name="a.png" if start == HEADER_OF_PNG else "a.jpg",
            pdf_allowed=False,
            workers=WORKERS,
        )


_MEASURED = """
import resource, sys
from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.workers import PictureWorkers
PictureWorkers().redrawn(FileKind.JPEG, sys.stdin.buffer.read())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="macOS counts in other units")
def test_w9_the_largest_photo_takes_no_more_memory_than_its_share() -> None:
    # A process of its own counts: ours has had other children. In kB.
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURED],
        input=the_largest_photo(),
        capture_output=True,
        check=True,
    )
    assert int(measured.stdout) < 512 * 1024
