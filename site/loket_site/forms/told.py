"""An answer as it is told: to people, to programs, and to whoever writes to its sender."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
"""Names and values as a browser posts them."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is kept: as people read it, and as programs do.

    `shown` is empty where the question was left open. `guarded` is what officers see only after
    they have written down why (SS-7).
    """

    shown: str
    values: Pairs = ()
    guarded: str = ""


@dataclass(frozen=True, slots=True)
class MailContact:
    """An e-mail address that its owner wants to be written to.

    `address` is "" where they chose mail and gave none, and may be one that no letter reaches: what
    was kept before addresses were judged as letters are sent.
    `first_hour` and `last_hour` (0 to 23, the office's time) bound when; None where not told.
    `is_guarded`: its owner told us rules for contacting them (SS-7).
    """

    address: str
    first_hour: int | None = None
    last_hour: int | None = None
    is_guarded: bool = False
