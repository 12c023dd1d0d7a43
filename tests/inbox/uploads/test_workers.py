"""The processes that redraw pictures: few, bounded, and none that fails is more than a refusal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from loket_inbox.serving import BEHIND_PROXY, OPEN
from loket_inbox.uploads.kinds import FileKind
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_inbox.uploads.workers import PictureWorkers
from tests.pictures import a_photo, saved

LARGE = saved(Image.linear_gradient("L").resize((6000, 4000)), "PNG")


def refusal(workers: PictureWorkers, content: bytes) -> Refusal:
    with pytest.raises(RefusedFileError) as refused:
        workers.redrawn(FileKind.PNG, content)
    return refused.value.refusal


def test_w9_a_picture_that_takes_too_long_is_refused() -> None:
    assert refusal(PictureWorkers(longest_s=0.05), LARGE) is Refusal.TOO_SLOW


def test_w_17_so_many_requests_redraw_and_the_next_one_hears_at_once_that_we_are_busy() -> None:
    workers = PictureWorkers()
    with workers.place() as first, workers.place() as second, workers.place() as third:
        assert (first, second, third) == (True, True, False)
    with workers.place() as is_free:
        assert is_free


def test_w_17_there_are_fewer_places_than_threads() -> None:
    places = 0
    workers = PictureWorkers()
    while workers.places.acquire(blocking=False):
        places += 1
    assert places < min(OPEN.threads, BEHIND_PROXY.threads)


def test_w9_pictures_that_come_together_are_all_redrawn() -> None:
    workers = PictureWorkers()
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: workers.redrawn(FileKind.JPEG, a_photo()), range(8)))
    assert len(set(done)) == 1


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        # A thread may end while its list is read.
        with suppress(FileNotFoundError, ProcessLookupError):
            found |= {int(pid) for pid in (task / "children").read_text("ascii").split()}
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGXCPU])
def test_w9_a_process_that_is_killed_is_a_refused_file(
    number: signal.Signals, caplog: pytest.LogCaptureFixture
) -> None:
    before = children()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(PictureWorkers().redrawn, FileKind.PNG, LARGE)
        while not (begun := children() - before):
            assert not waiting.done()
        for pid in begun:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        with pytest.raises(RefusedFileError) as refused:
            waiting.result()
    ran_out = number == signal.SIGXCPU
    assert refused.value.refusal is (Refusal.TOO_SLOW if ran_out else Refusal.BROKEN)
    said = [] if ran_out else [f"picture-worker-failed status={-number}"]
    assert [record.getMessage() for record in caplog.records] == said


LEFT_TO_TRY = """
import socket
import loket_inbox.uploads.redraw as redraw
redraw.Image.preinit()
redraw._give_up_what_is_not_needed()
def attempt(what):
    try:
        what()
    except (OSError, MemoryError) as error:
        print(type(error).__name__)
    else:
        print("done")
attempt(lambda: open("/tmp/ditulis-oleh-gambar", "wb"))
attempt(lambda: open("/etc/hostname", "rb"))
attempt(lambda: socket.socket())
attempt(lambda: bytearray(600 * 1024 * 1024))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="macOS limits no memory")
def test_w9_a_process_can_open_nothing_and_take_little() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", LEFT_TO_TRY],
        capture_output=True,
        text=True,
        check=True,
        env={},
    )
    assert done.stdout.split() == ["OSError", "OSError", "OSError", "MemoryError"]
