"""How much may be written, in characters."""

from __future__ import annotations

LONGEST_TEXT = 20_000
"""What a sender or the head reads: an answer, a question, a note, and what a mail says of it."""

LONGEST_REMARK = 1_000
"""What stands beside a deed: a reason, an instruction, a remark."""

LONGEST_MESSAGE = 4_000
"""What a sender writes back on the tracking page."""
