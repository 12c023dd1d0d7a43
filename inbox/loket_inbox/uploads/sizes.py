"""How many pixels a picture says it has, read from its first octets: nothing is decoded here."""

from __future__ import annotations

from loket_inbox.uploads.kinds import FileKind

_UNTOLD = 24_000_000
"""What a picture counts for that does not say it where we look: the most that one may have."""

_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of the frames that tell a picture's size (ISO/IEC 10918-1, B.2.2)."""

_ALONE = {0x01, *range(0xD0, 0xDA)}
"""Markers without a length behind them."""

_MOST_SEGMENTS = 500


def pixels_told(kind: FileKind, content: bytes) -> int:
    """Read what a picture says of its size; 0 for a file that is no picture."""
    if kind is FileKind.PNG:
        # ISO/IEC 15948, 11.2.2: the header comes first, width and height in four octets each.
        return _product(content[16:20], content[20:24])
    return _of_jpeg(content) if kind is FileKind.JPEG else 0


def _of_jpeg(content: bytes) -> int:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 9 > len(content) or content[at] != 0xFF:
            break
        marker = content[at + 1]
        if marker in _FRAMES:
            return _product(content[at + 7 : at + 9], content[at + 5 : at + 7])
        length = 0 if marker in _ALONE else int.from_bytes(content[at + 2 : at + 4])
        # Octets may fill up before a marker.
        at += 1 if marker == 0xFF else 2 + length
    return _UNTOLD


def _product(width: bytes, height: bytes) -> int:
    return int.from_bytes(width) * int.from_bytes(height)
