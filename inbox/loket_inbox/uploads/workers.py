"""Starts the processes that redraw pictures: a few at a time, each under a clock."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Event, Timer

from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.outcomes import LARGEST_RESULT, Outcome
from loket_inbox.uploads.refusals import Refusal, RefusedFileError

_REFUSALS = {
    Outcome.BROKEN: Refusal.BROKEN,
    Outcome.TOO_MANY_PIXELS: Refusal.TOO_MANY_PIXELS,
    Outcome.TOO_LARGE: Refusal.TOO_LARGE,
    -signal.SIGXCPU: Refusal.TOO_SLOW,
}
"""What an exit status means for the sender; any other one is a picture that broke its reader."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PictureWorkers:
    """Redraws pictures in processes of their own, for a few requests of one server at a time.

    `places` is how many requests may be at it: below the number of a server's threads
    (`serving.BEHIND_PROXY`), so that whoever sends no file finds a free one. The others hear at
    once that we are busy: nobody waits for a place. One picture takes at most `longest_s`.
    """

    longest_s: float = 20
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Take a place for one request, or say at once that none is free."""
        is_free = self.places.acquire(blocking=False)
        try:
            yield is_free
        finally:
            if is_free:
                self.places.release()

    def redrawn(self, kind: FileKind, content: bytes) -> bytes:
        """Give the picture with nothing but its pixels. Raises RefusedFileError."""
        status, result, is_late = self._run(kind, content)
        if status == Outcome.DONE and result and len(result) <= LARGEST_RESULT:
            return result
        if status not in _REFUSALS and not is_late:
            log.warning("picture-worker-failed status=%d", status)
        refusal = Refusal.TOO_SLOW if is_late else _REFUSALS.get(status, Refusal.BROKEN)
        raise RefusedFileError(refusal)

    def _run(self, kind: FileKind, content: bytes) -> tuple[int, bytes, bool]:
        """Let a process work: its exit status, what it wrote, whether our clock has ended it."""
        is_late = Event()

        def end() -> None:
            is_late.set()
            process.kill()

        with subprocess.Popen(  # noqa: S603 - a program of ours, and no word of anybody else's
            [sys.executable, "-I", "-m", "loket_inbox.uploads.redraw", kind.code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
        ) as process:
            assert process.stdin  # noqa: S101 - asked for above
            assert process.stdout  # noqa: S101 - as above
            # Killing it closes both pipes, whatever it and we are waiting for.
            clock = Timer(self.longest_s, end)
            clock.start()
            try:
                # It reads everything before it writes anything; if it is gone, its status tells.
                with suppress(BrokenPipeError):
                    process.stdin.write(content)
                with suppress(BrokenPipeError):
                    process.stdin.close()
                result = process.stdout.read(LARGEST_RESULT + 1)
                if len(result) > LARGEST_RESULT:
                    # It has been taken over: it never writes that much by itself.
                    process.kill()
                process.wait()
            finally:
                clock.cancel()
        return process.returncode, result, is_late.is_set()
