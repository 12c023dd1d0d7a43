"""What a file is called on screen. Nothing on a disk or in a header is ever called that."""

from __future__ import annotations

from loket_site.words.texts import clean_line

LONGEST_NAME = 60
"""Characters of a name that are shown."""

_LONGEST_ENDING = 12

_LONGEST_GIVEN = 1000
"""How much of a name is looked at, from its end; longer ones are no device's."""


def shown_name(given: str) -> str:
    """Write the name that somebody's own device has given a file as they know it again.

    Without a path, on one line, in the order in which its signs stand, its ending always there.
    """
    name = clean_line(given[-_LONGEST_GIVEN:].replace("\\", "/").rpartition("/")[2]) or "berkas"
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = dot + ending if stem and len(ending) < _LONGEST_ENDING else ""
    return name[: LONGEST_NAME - len(kept) - 1] + "…" + kept
