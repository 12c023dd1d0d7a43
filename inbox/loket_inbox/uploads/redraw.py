"""Redraws one picture, in a process of its own: `python -I -m loket_inbox.uploads.redraw jpeg`.

The picture comes on standard input and leaves on standard output with nothing but its pixels. The
decoders are written in C and read what strangers send, so before the first octet is looked at the
process gives up what it does not need: other processes, files, most memory, much time.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from io import BytesIO

from PIL import (
    Image,
    ImageOps,
    TiffImagePlugin,  # noqa: F401 - Pillow would import it for an orientation, see `main`
)
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from loket_inbox.uploads.outcomes import LARGEST_RESULT, Outcome

MOST_PIXELS = 24_000_000
"""24 megapixels (W-9)."""

MEMORY = 512 * 1024 * 1024
"""Octets of address space: the largest picture twice (it is turned), and the interpreter."""

CPU_SECONDS = 15

_QUALITY = 88
"""Letters on a photographed page stay sharp, and files do not grow."""

_SQUEEZE = 4
"""How hard zlib tries (0 to 9): half the time of its default, for a tenth more octets."""

_READERS: dict[str, Callable[[BytesIO], Image.Image]] = {
    # The classes themselves: `Image.open` would also try kinds that nobody asked for.
    "jpeg": JpegImageFile,
    "png": PngImageFile,
}


def main() -> None:
    """Redraw the picture on standard input, and end with an `Outcome`."""
    # All of Pillow that is used has to be here before this process can open no file any more.
    Image.preinit()
    _give_up_what_is_not_needed()
    kind, content = sys.argv[1], BytesIO(sys.stdin.buffer.read())
    try:
        outcome, result = _redrawn(kind, content)
    except MemoryError:
        outcome, result = Outcome.TOO_LARGE, b""
    except Exception:  # noqa: BLE001 - a decoder may say anything of what a stranger made
        outcome, result = Outcome.BROKEN, b""
    sys.stdout.buffer.write(result)
    sys.stdout.flush()
    # Straight out: there is nothing to tidy up, and no time to lose on it.
    os._exit(outcome)


def _give_up_what_is_not_needed() -> None:
    os.nice(10)
    limits = {
        resource.RLIMIT_CORE: 0,  # A dump would be a plain copy on a disk.
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    if sys.platform == "linux":  # macOS refuses to limit it.
        limits[resource.RLIMIT_AS] = MEMORY
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _redrawn(kind: str, content: BytesIO) -> tuple[Outcome, bytes]:
    picture = _READERS[kind](content)
    # Only the header has been read so far.
    if picture.width * picture.height > MOST_PIXELS:
        return Outcome.TOO_MANY_PIXELS, b""
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    pixels = _plain(picture, keeps_alpha=kind == "png")
    pixels.info = {}
    result = BytesIO()
    pixels.save(result, format=kind, quality=_QUALITY, compress_level=_SQUEEZE)
    if result.tell() > LARGEST_RESULT:
        return Outcome.TOO_LARGE, b""
    return Outcome.DONE, result.getvalue()


def _plain(picture: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    """Turn a picture into grey or colours, with alpha where it has some and may keep it."""
    is_see_through = keeps_alpha and picture.has_transparency_data
    is_grey = picture.mode in {"1", "L", "LA", "I", "I;16"}
    if picture.mode in {"I", "I;16"}:
        # Sixteen bits a pixel; the upper eight are what a screen shows.
        picture = picture.point(lambda value: value / 256).convert("L")
    mode = ("LA" if is_grey else "RGBA") if is_see_through else ("L" if is_grey else "RGB")
    return picture if picture.mode == mode else picture.convert(mode)


if __name__ == "__main__":
    main()
