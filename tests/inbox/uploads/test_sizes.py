"""What a picture says of its size, read without decoding it (W-17)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.redraw import MOST_PIXELS
from loket_inbox.uploads.sizes import pixels_told
from tests.pictures import a_pdf, camera_data, saved


@pytest.mark.parametrize("size", [(1, 1), (640, 480), (6000, 4000), (3, 9000)])
@pytest.mark.parametrize("progressive", [False, True])
def test_w_17_the_size_is_what_it_says(size: tuple[int, int], *, progressive: bool) -> None:
    picture = Image.new("RGB", size)
    jpeg = saved(picture, "JPEG", progressive=progressive, exif=camera_data(6))
    assert pixels_told(FileKind.JPEG, jpeg) == size[0] * size[1]
    assert pixels_told(FileKind.PNG, saved(picture, "PNG")) == size[0] * size[1]


def test_w_17_a_document_has_no_pixels() -> None:
    assert pixels_told(FileKind.PDF, a_pdf()) == 0


@given(st.binary(max_size=200))
def test_w_17_whatever_does_not_say_counts_for_the_most(octets: bytes) -> None:
    told = pixels_told(FileKind.JPEG, b"\xff\xd8\xff" + octets)
    assert 0 <= told <= 65_535**2
    assert pixels_told(FileKind.JPEG, b"\xff\xd8\xff\xe0") == MOST_PIXELS
