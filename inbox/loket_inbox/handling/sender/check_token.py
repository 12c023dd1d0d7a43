"""What makes sure that a page that is sent twice becomes one case, and how long it was read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, Signer

CHECK_PAGE_LIFE = timedelta(hours=24)
"""How long the token of a check page gives the same receipt."""

SHORTEST_READING = timedelta(seconds=2)
"""No person reads a check page faster."""


@dataclass(frozen=True, slots=True)
class CheckToken:
    """The name of one submission, fixed when its check page is shown."""

    submission: str
    issued: datetime

    @classmethod
    def new(cls, at: datetime) -> CheckToken:
        """Make the token of a fresh check page."""
        return cls(secrets.token_urlsafe(16), at)

    @classmethod
    def read(cls, text: str, signer: Signer) -> CheckToken | None:
        """Read a token back; None for one that this signer has not signed."""
        try:
            submission, issued = signer.unsign(text).decode().split()
        except BadSignature:
            return None
        return cls(submission, datetime.fromisoformat(issued))

    def signed(self, signer: Signer) -> str:
        """Write the token for a hidden field of its page."""
        return signer.sign(f"{self.submission} {self.issued.isoformat()}").decode()

    def is_old(self, now: datetime) -> bool:
        """Say whether the receipt may no longer be shown again."""
        return now - self.issued > CHECK_PAGE_LIFE

    def is_hurried(self, now: datetime) -> bool:
        """Say whether it comes back sooner than a person can have read its page (W-4)."""
        return now - self.issued < SHORTEST_READING
