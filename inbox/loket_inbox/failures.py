"""How a failure is written down: its kind and our own lines that it went through, no value (W-10).

The message of an exception can hold what somebody typed: SQLAlchemy prints the parameters of a
statement, msgspec and codecs what they could not read.
"""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

_OURS = frozenset({"loket_inbox", "loket_mail", "loket_site"})
_MOST_LINES = 8


def told(error: BaseException) -> str:
    """Write a failure: `IntegrityError at=submission.py:201,cases.py:88`, the innermost last."""
    frames = extract_tb(error.__traceback__)
    ours = [each for each in frames if _OURS.intersection(Path(each.filename).parts)]
    lines = [f"{Path(each.filename).name}:{each.lineno}" for each in ours or frames[-1:]]
    # A generator stands there once for each of its wrappers.
    newest = list(dict.fromkeys(lines))[-_MOST_LINES:]
    return f"{type(error).__name__} at={','.join(newest) or '-'}"


class LogLines(logging.Formatter):
    """One line for each record. Of what a library says only where it says it: it may quote."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; what stands in a traceback besides names and numbers is left out."""
        is_ours = record.name.partition(".")[0] in _OURS
        said = record.getMessage() if is_ours else f"said at={record.filename}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        what = f"{said} error={told(error)}" if error else said
        return f"{record.levelname} {record.name} {what}"


def keep_quiet() -> None:
    """Let the log, and whatever ends this program or a thread of it, tell no value."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    log = logging.getLogger(__name__)

    def program_ends(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("program-failed error=%s", told(error.with_traceback(trace)))

    def thread_ends(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            log.critical("thread-failed error=%s", told(ended.exc_value))

    def cannot_raise(found: sys.UnraisableHookArgs) -> None:
        if found.exc_value is not None:
            log.error("left-behind error=%s", told(found.exc_value))

    sys.excepthook, threading.excepthook = program_ends, thread_ends
    sys.unraisablehook = cannot_raise
