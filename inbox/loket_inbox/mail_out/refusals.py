"""What a mail server's refusal means for a letter (RFC 5321, 4.2; RFC 3463; RFC 4954)."""

from __future__ import annotations

import re
from enum import Enum, auto

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)", re.ASCII)
"""The enhanced status that a reply may begin with (RFC 2034, 4)."""

_OURS = {500, 502, 503, 504, 530, 534, 535, 538}
"""Commands out of place and missing or bad sign-ins: our own fault, whoever the letter is for."""

_SURE = ("5.1.", "5.2.1", "5.2.3", "5.3.4", "5.6.")
"""No such address, mailbox closed, too large for the mailbox or the server, cannot be converted."""


_NO_MAILBOX = {550, 551, 553}
"""What RFC 5321, 4.2.3 answers to a mailbox that is not there, moved, or cannot be named."""

_ABOUT_US = re.compile(
    r"relay|authenti|authori[sz]|polic|spam|block|blacklist|denied|permitted|sender|helo|ehlo"
    r"|spf|dkim|dmarc|reputation|\brbl\b|quota|rate|limit",
    re.IGNORECASE,
)
"""How servers say with the same codes that they take nothing from us."""


class Verdict(Enum):
    """What becomes of a letter that was refused."""

    LATER = auto()
    """It is tried again."""

    FOR_GOOD = auto()
    """Nobody will ever take it."""

    FOR_GOOD_IF_OTHERS_GO = auto()
    """It is this letter that nobody will take, unless the server refuses all of ours."""

    AWAY = auto()
    """The server takes none of our letters at present."""


def status_of(text: str) -> str:
    """Give the enhanced status of a reply's text; "" without one."""
    found = _STATUS.match(text)
    return found[0] if found else ""


def verdict(command: str, code: int, text: str) -> Verdict:
    """Judge a refusal by the command that it answers; "LETTER" is the message itself.

    What is refused before a recipient is named is refused to us, whatever the code says: waiting
    for the operator loses no letter, giving up would lose all of them.
    """
    status = status_of(text)
    if command not in {"RCPT", "DATA", "LETTER"}:
        # But for the size that stands beside the sender (RFC 1870, 6.1).
        too_large = command == "MAIL" and code == 552 and status in {"", "5.3.4", "5.2.3"}
        return Verdict.FOR_GOOD if too_large else Verdict.AWAY
    if code < 500 or code in _OURS or status.startswith("5.5."):
        return Verdict.LATER
    if status == "5.2.2" or (code == 552 and not status.startswith(_SURE)):
        # A full mailbox gets emptied: RFC 3463, 3.3 calls this a persistent transient failure, and
        # RFC 5321, 4.5.3.1.10 asks for a bare 552 to be tried again.
        return Verdict.LATER
    if status.startswith(_SURE):
        return Verdict.FOR_GOOD
    if command == "RCPT" and code in _NO_MAILBOX and not status and not _ABOUT_US.search(text):
        return Verdict.FOR_GOOD
    # A relay that does not know us says so to everybody, in many words; 5.7.1 is a recipient's
    # rule, or again the relay's.
    return Verdict.FOR_GOOD_IF_OTHERS_GO
