"""From what somebody sent to what we keep: the same pixels, nothing else of it (W-9)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from loket_inbox.uploads.kinds import FileKind, recognised


class Redrawing(Protocol):
    """Whoever redraws pictures."""

    def place(self) -> AbstractContextManager[bool]:
        """Take a place for one request, or say at once that none is free."""

    def redrawn(self, kind: FileKind, content: bytes) -> bytes:
        """Give the picture with nothing but its pixels. Raises RefusedFileError."""


@dataclass(frozen=True, slots=True)
class HarmlessFile:
    """A file as we keep it."""

    kind: FileKind
    content: bytes


def harmless(content: bytes, *, name: str, pdf_allowed: bool, workers: Redrawing) -> HarmlessFile:
    """Take a file that somebody calls `name`; pictures are drawn anew, a PDF stays as it is.

    A PDF is not parsed here, by anybody: it is only ever handed out as an attachment.
    Raises RefusedFileError for anything that we do not take.
    """
    kind = recognised(content, name=name, pdf_allowed=pdf_allowed)
    if kind is FileKind.PDF:
        return HarmlessFile(kind, content)
    return HarmlessFile(kind, workers.redrawn(kind, content))
