"""What a reader may not see of what is written freely, and what no text may tell a sender.

People sign, and answer by name: a confidential sender is taken out of it. An officer's address, and
the addresses that officers answer to, never reach a sender (M-16).
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import REPLY_TOKEN_LENGTH, digest
from loket_inbox.domain.officers import Officer, may_see_name
from loket_inbox.handling.casefile import WITHHELD, CaseFile
from loket_inbox.handling.doors import RefusedError
from loket_inbox.store.transactions import Work
from loket_site.model.form import QuestionKind


class RevealingError(RefusedError):
    """A text for the sender that holds what only officers may know."""

    def __init__(self) -> None:
        super().__init__(
            "Tulisan ini memuat alamat email petugas atau alamat balasan. Hapus alamat itu."
        )


_SHORTEST_NAME = 3
"""Letters of a part of a name that is looked for: initials stand in too many words."""

_SHORTEST_NUMBER = 7

_TOKEN = re.compile(
    r"[\w.+-]{1,64}@[\w.-]{1,255}"  # An e-mail address,
    r"|\+?\d(?:[ .-]?\d){6,19}"  # a telephone or identity number,
    r"|[^\W\d_]+"  # or a word.
)


def masked(file: CaseFile, officer: Officer, text: str) -> str:
    """Withhold the sender's name, number and e-mail from an officer who may not see them.

    Only what the sender told the form is known: a guess of a reader cannot be prevented.
    """
    if not text or may_see_name(officer, file.case):
        return text
    told = _told(file)
    return _TOKEN.sub(lambda found: WITHHELD if _bare(found[0]) in told else found[0], text)


def _told(file: CaseFile) -> set[str]:
    """List what would name the sender, each as `_bare` writes it."""
    spec = file.form
    kinds = {each.id: each.kind for each in spec.questions} if spec else {}
    told: set[str] = set()
    for answer in file.answers():
        if not answer.personal or kinds.get(answer.question) is QuestionKind.ADDRESS:
            continue
        for found in _TOKEN.finditer(" ".join((answer.shown, *(v for _, v in answer.values)))):
            bare = _bare(found[0])
            if len(bare) >= (_SHORTEST_NUMBER if bare.isdigit() else _SHORTEST_NAME):
                told.add(bare)
    return told


def _bare(token: str) -> str:
    """Write a number without its country or trunk code, anything else in small letters."""
    digits = "".join(sign for sign in token if sign.isdigit())
    if digits and "@" not in token and not any(sign.isalpha() for sign in token):
        return digits.removeprefix("62").lstrip("0")
    return token.casefold()


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
