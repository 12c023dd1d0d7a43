"""What of a text its sender wrote for this mail: neither quotations nor a signature.

No more than a guess, for questions of which a wrong answer loses nothing. Which words are the
answer to a letter, `loket_mail.replies` says.
"""

from __future__ import annotations

import re

_ENDS = re.compile(r"^\s{0,3}>|^-{4,}|^_{5,}|^-- ?$|\b(?:wrote|menulis):\s{0,9}$", re.MULTILINE)


def own_words(text: str) -> str:
    """The part of `text` (LF line ends) above the first quotation and the signature."""
    end = _ENDS.search(text)
    return text[: end.start()] if end else text
