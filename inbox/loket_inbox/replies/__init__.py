"""The answer in a reply to a letter, without what mail programs quote, introduce and add (M-15).

A package of its own: plain text in, a `Cut` out; the standard library and nothing of Loket.
"""

from loket_inbox.replies.cutting import MARKER, Cut, cut

__all__ = ["MARKER", "Cut", "cut"]
