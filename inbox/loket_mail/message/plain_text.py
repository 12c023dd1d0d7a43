"""Plain text as its sender saw it: lines joined again, enclosed files taken out, his own words.

RFC 3676 (format=flowed), and the uuencode of POSIX, which is older than MIME.
"""

from __future__ import annotations

import re

from loket_mail.message.transfer import uudecoded

_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,254})$")
_DEEPEST_QUOTE = 10


def unflowed(text: str, *, delete_space: bool) -> str:
    """`text` (LF line ends) with its flowed lines joined (RFC 3676, 4).

    `delete_space`: the blank at a soft break is none of the text's (DelSp=yes).
    """
    lines: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        content = line.lstrip(">")
        quotes = len(line) - len(content)
        content = content.removeprefix(" ")  # Space-stuffing.
        if paragraph and (quotes != depth or content == "-- "):
            # A paragraph cannot go on at another depth, nor in a signature.
            lines.append(_quoted(paragraph, depth))
            paragraph = []
        depth = quotes
        flows = content.endswith(" ") and content != "-- "
        paragraph.append(content[:-1] if flows and delete_space else content)
        if not flows:
            lines.append(_quoted(paragraph, depth))
            paragraph = []
    if paragraph:
        lines.append(_quoted(paragraph, depth))
    return "\n".join(lines)


def _quoted(paragraph: list[str], depth: int) -> str:
    # Prefixes of any length would make what is read longer than what was sent.
    words = "".join(paragraph)
    prefix = ">" * min(depth, _DEEPEST_QUOTE)
    return f"{prefix} {words}" if prefix and words else prefix + words


def without_uuencoded(text: str) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """`text` (LF line ends) without the files that stand in it, and their names and contents.

    What does not decode to its very end stays where it is.
    """
    if "\nbegin " not in text and not text.startswith("begin "):
        return text, ()
    lines = text.split("\n")
    octets = [line.encode("latin-1", "replace") for line in lines]
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    number = 0
    while number < len(lines):
        begin = _BEGIN.match(lines[number])
        content, after = uudecoded(octets, number + 1) if begin else (None, 0)
        if begin and content:
            files.append((begin[1], content))
            number = after
        else:
            kept.append(lines[number])
            number += 1
    return "\n".join(kept), tuple(files)


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
