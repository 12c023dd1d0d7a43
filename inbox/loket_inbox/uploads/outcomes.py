"""What the process that redraws a picture and ours have agreed on."""

from __future__ import annotations

from enum import IntEnum

LARGEST_RESULT = 20_000_000
"""Octets of a redrawn picture: a little more than a request can bring."""


class Outcome(IntEnum):
    """The exit status of `redraw`; any other one is a process that failed or was killed."""

    DONE = 0
    BROKEN = 10
    TOO_MANY_PIXELS = 11
    TOO_LARGE = 12
