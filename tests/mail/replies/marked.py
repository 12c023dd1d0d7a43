"""Cutting replies to letters that begin with the marker of this house."""

from functools import partial

from loket_inbox.domain.terms import MARKER
from loket_mail import replies

cut = partial(replies.cut, marker=MARKER)

__all__ = ["MARKER", "cut"]
