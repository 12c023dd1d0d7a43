"""How a use case says no to an officer."""

from __future__ import annotations


class RefusedError(Exception):
    """What was asked cannot be had; the sentence is for the officer."""
