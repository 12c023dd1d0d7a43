"""What of a text its sender wrote for this mail: neither quotations nor a signature.

No more than a guess, for questions of which a wrong answer loses nothing. Which words are the
answer to a letter, `loket_mail.replies` says.
"""

from __future__ import annotations

import re

READ = 5_000
"""Characters in which everybody has said what his mail is about."""

# One after the other: together they take ten times as long.
_ENDS = (
    re.compile(r"^(?:\s{0,3}>|-{4}|_{5}|-- ?$)", re.MULTILINE),
    re.compile(r"(?:wrote|menulis):\s{0,9}$", re.MULTILINE),
)


def own_words(text: str) -> str:
    """What of the first `READ` characters (LF line ends) stands above quotation and signature."""
    own = text[:READ]
    for end in _ENDS:
        if found := end.search(own):
            own = own[: found.start()]
    return own
