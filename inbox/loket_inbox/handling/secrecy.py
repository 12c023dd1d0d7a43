"""What no text for a sender may tell: addresses of officers, and those they answer to (M-16)."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import REPLY_TOKEN_LENGTH, digest
from loket_inbox.handling.doors import RefusedError
from loket_inbox.store.transactions import Work


class RevealingError(RefusedError):
    """A text for the sender that holds what only officers may know."""

    def __init__(self) -> None:
        super().__init__(
            "Tulisan ini memuat alamat email petugas atau alamat balasan. Hapus alamat itu."
        )


def reveals(desk: Desk, work: Work, text: str, case_id: int | None) -> bool:
    """Say whether a text for a sender holds an officer's address or a reply token of the case.

    The office's own public address is no secret, whoever reads its mail.
    """
    bare = _without_breaks(text)
    public = desk.catalogue.office.email.lower()
    if any(address in bare for address in work.people.addresses() if address != public):
        return True
    known = set() if case_id is None else work.outbox.token_digests(case_id)
    starts = range(len(bare) - REPLY_TOKEN_LENGTH + 1) if known else ()
    return any(digest(bare[at : at + REPLY_TOKEN_LENGTH]) in known for at in starts)


def _without_breaks(text: str) -> str:
    """Take out what hides an address from us and not from a reader: breaks, and unseen signs."""
    plain = unicodedata.normalize("NFKC", unquote(text)).lower()
    return "".join(
        sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
