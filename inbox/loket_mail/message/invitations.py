"""Answers to an invitation that a calendar program wrote (RFC 5546, 3.2.3 and 3.2.7)."""

from __future__ import annotations

import re

from loket_mail.message.own_words import own_words
from loket_mail.message.structure import Part, own_parts

_HEAD = 4_000
_METHOD = re.compile(rb"^METHOD:(?:REPLY|COUNTER)\s{0,3}$", re.IGNORECASE | re.MULTILINE)
_ANSWERS = ("reply", "counter")
# The sentence of the program: who accepts, declines or does not know yet.
_DONE = re.compile(
    r"[^\n.!?]{0,80}?\b(?:"
    r"(?:has |have )?(?:tentatively )?(?:accepted|declined|replied|proposed)"
    r"|(?:telah |sudah )?(?:menerima|menolak|menyetujui|mengusulkan|membalas)"
    r"|mungkin (?:akan )?(?:hadir|datang)|is (?:unable|not sure)|accepted|declined|diterima|ditolak"
    r"|tentative)\b[^\n]{0,200}\b"
    r"(?:invitation|event|meeting|appointment|undangan|acara|rapat|janji)\b[^\n]{0,200}",
    re.IGNORECASE,
)
_OF_GOOGLE = re.compile(
    r"^(?:invitation from google calendar|undangan dari google (?:kalender|calendar))\b",
    re.IGNORECASE | re.MULTILINE,
)
_WITH_A_NOTE = re.compile(r"\b(?:note|catatan|pesan|comment|komentar)\b", re.IGNORECASE)


def only_answers_an_invitation(message: Part, text: str) -> bool:
    """Whether this says that somebody comes or not, and he has added no words of his own.

    `text` is what stands in it, LF line ends.
    """
    if not any(_is_answer(part) for part in own_parts(message)):
        return False
    first, _, rest = own_words(text).strip().partition("\n")
    if not first:
        return True
    if not _DONE.fullmatch(first.strip()) or _WITH_A_NOTE.search(first):
        return False
    return not rest.strip() or _OF_GOOGLE.search(rest) is not None


def _is_answer(part: Part) -> bool:
    if part.media_type != "text/calendar":
        return False
    method = part.parameters.get("method", "").lower()
    return method in _ANSWERS or _METHOD.search(part.content[:_HEAD]) is not None
