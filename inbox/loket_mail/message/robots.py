"""Whether a robot wrote a mail, and which kind of one (RFC 3834, and what other robots do).

A person is held for a robot where the two look alike: the mail then waits for a person's eyes. The
other mistake would send a robot's sentence to somebody who waits for an answer.
"""

from __future__ import annotations

import re
from enum import Enum

from loket_mail.message import headers as fields
from loket_mail.message import robot_words
from loket_mail.message.head import Headers
from loket_mail.message.plain_text import own_words
from loket_mail.message.structure import Part, own_parts

_ANSWERING = (
    "X-Autoreply",
    "X-Auto-Reply",
    "X-Auto-Reply-From",
    "X-Autoreply-From",
    "X-Autorespond",
    "X-Autoresponder",
    "X-AutoResponder-Revision",
    "X-Auto-Response",
    "X-Mail-Autoreply",
    "X-Mail-Autoresponder",
    "X-OutOfOffice",
    "X-FC-Is-Auto-Reply",
    "X-FC-MachineGenerated",
)
_NO = frozenset({"", "no", "false", "0", "none"})
# Programs that pass on what a person wrote.
_PASSED_ON = frozenset({"forward", "group", "redirect"})
_BULK = frozenset({"bulk", "junk", "list"})
_ANSWERED = frozenset({"auto_reply", "auto-reply", "autoreply"})
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe-Post", "Mailing-List", "X-Mailing-List")
_LIST_NAME = re.compile(r"<(?:mailto:)?([^<>\s?]{1,320})", re.IGNORECASE)
_SUBMITTED = re.compile(r"\s*([a-z-]{1,40})\s*(?:[;(]|\Z)", re.IGNORECASE)

# A ticket system confirms what it has received; a person who quotes a ticket writes "Re:" first.
_TICKET = re.compile(r"[\[(](?:#|tiket|ticket|case|kasus|id)[^\])]{0,60}[\])]", re.IGNORECASE)
_RECEIVED = re.compile(
    r"(?:telah|sudah)(?: berhasil)?(?: kami)? (?:di)?terima|menerima|received", re.IGNORECASE
)
# "no.reply.budi" is a person's joke, "no-reply-123" is none.
_NO_REPLY = re.compile(
    r"(?:no|do-?not|dont|jangan|tanpa|tidak)[-_.]?(?:reply|replies|respond|balas|dibalas)(?:[-_+\d].{0,60})?"
)
_DAEMON = re.compile(r"(?:mailer-?daemon|mail-?daemon|postmaster|maildaemon)(?:[-_.+].{0,60})?")
_OPENING = 600


class Robot(Enum):
    """Why we believe that no person wrote a mail."""

    AUTO_REPLY = "auto_reply"
    """An absence notice or a confirmation of receipt, in answer to a letter of ours."""

    BOUNCE = "bounce"
    """A mail server says that it has not delivered a letter, or not yet."""

    REACTION = "reaction"
    """Somebody has pressed a sign under a letter, and written nothing."""

    RECALL = "recall"
    """Somebody wants to take a mail back."""

    RECEIPT = "receipt"
    """A mail server or program says that a letter was delivered, passed on or opened."""

    LIST = "list"
    """A mailing list, a newsletter, mail in bulk."""

    OTHER = "other"
    """Any other machine: a report, a notification, an address that takes no answer."""


def empty_return_path(headers: Headers) -> bool:
    """Whether a server or robot sent it, which wants no answer (RFC 5321, 4.5.5)."""
    paths = ("".join(value.split()).lower() for value in headers.all("Return-Path"))
    return any(path == "<>" or path.startswith("<mailer-daemon") for path in paths)


def submitted(headers: Headers) -> str:
    """The word of Auto-Submitted in lower case (RFC 3834, 5): "" if absent, "?" if unreadable.

    Of several the one that speaks of a robot. "auto-forwarded" (RFC 5436) does not: a person wrote.
    """
    values = [value for value in headers.all("Auto-Submitted") if value]
    found = [match[1].lower() if (match := _SUBMITTED.match(each)) else "?" for each in values]
    robotic = [word for word in found if word not in ("no", "auto-forwarded")]
    return next(iter((*robotic, *(word for word in found if word == "no"))), "")


def is_daemon(address: str) -> bool:
    """Whether mail servers write under this address (RFC 5321, 4.5.1, and custom)."""
    return _DAEMON.fullmatch(address.rpartition("@")[0] or address) is not None


def is_notice(headers: Headers, subject: str, text: str) -> bool:
    """Whether the subject is an absence notice's, and not a complaint of somebody who is absent.

    Where people may begin a subject like that, a second sign is needed: in the headers or the text.
    """
    return robot_words.answers_by_subject(subject) or (
        robot_words.notice_in(subject)
        and (
            submitted(headers) not in ("", "no")
            or empty_return_path(headers)
            or _answers_one(headers)
            or bool(_precedences(headers) & (_BULK | _ANSWERED))
            or "all" in headers.first("X-Auto-Response-Suppress").lower()
            or robot_words.is_away(text)
        )
    )


def robot_in(message: Part, *, sender: str, subject: str, text: str) -> Robot | None:
    """The robot that wrote this, if it is no bounce and no receipt; None for a person.

    `text` is what the sender wrote, LF line ends, without enclosed messages.
    """
    headers = message.headers
    if robot_words.recalls(subject, text):
        return Robot.RECALL
    if is_reaction(message, text):
        return Robot.REACTION
    word = submitted(headers)
    precedences = _precedences(headers)
    answers = _answers_one(headers)
    notice = is_notice(headers, subject, text)
    answered = (
        word.startswith("auto-replied")
        or (word not in ("", "no") and (answers or notice))
        or bool(precedences & _ANSWERED)
        or _says_that_it_answers(headers)
        # Who says that a person wrote it is believed, as nobody else would say so.
        or (word != "no" and (notice or robot_words.says_so(text)))
        or (word != "no" and _confirms(headers, subject, text))
    )
    if answered:
        return Robot.AUTO_REPLY
    if precedences & _BULK or _from_list(headers, answers=answers, ordered=bool(precedences)):
        return Robot.LIST
    if empty_return_path(headers):
        return Robot.AUTO_REPLY if answers else Robot.OTHER
    if (
        word not in ("", "no")
        or message.media_type == "multipart/report"
        or headers.first("X-Failed-Recipients")
        or sender.startswith("mailer-daemon@")
        or _NO_REPLY.fullmatch(sender.rpartition("@")[0])
        or only_answers_an_invitation(message, text)
    ):
        return Robot.OTHER
    return None


_REACTION = "text/vnd.google.email-reaction+json"
"""What Gmail sends under a sign that somebody has pressed."""


def is_reaction(message: Part, text: str) -> bool:
    """Whether a program tells that somebody has pressed a sign under a letter."""
    if any(part.media_type == _REACTION for part in own_parts(message)):
        return True
    return robot_words.reacts(text)


def _precedences(headers: Headers) -> set[str]:
    return {value.lower() for value in headers.all("Precedence") if value}


def _answers_one(headers: Headers) -> bool:
    return bool(headers.first("In-Reply-To") or headers.first("References"))


def _says_that_it_answers(headers: Headers) -> bool:
    generated = headers.first("X-Autogenerated").lower()
    return (
        any(headers.first(name).lower() not in _NO for name in _ANSWERING)
        or "X-Vacation" in headers  # Some programs write nothing behind it.
        or generated not in _NO | _PASSED_ON
        or "autoresponder" in headers.first("X-POST-MessageClass").lower()
        or any(value.lower() == "autoresponder" for value in headers.all("Delivered-To"))
    )


def _from_list(headers: Headers, *, answers: bool, ordered: bool) -> bool:
    """Whether a list passed it on; `ordered`: it has a precedence.

    The list of our own office also passes on what people answer to a letter of ours.
    """
    if not any(headers.first(name) for name in _LISTS):
        return False
    if ordered or not answers:
        return True
    named = {
        fields.lowered(found[1])
        for name in ("List-Id", "List-Post")
        if (found := _LIST_NAME.search(headers.first(name)[:2_000]))
    }
    ours = fields.addresses(value for name in ("To", "Cc") for value in headers.all(name)[:20])
    return not any(each in named or each.replace("@", ".") in named for each in ours)


def _confirms(headers: Headers, subject: str, text: str) -> bool:
    # Exchange writes this header on people's mail too, so that alone it means nothing.
    return (
        "all" in headers.first("X-Auto-Response-Suppress").lower()
        and _TICKET.match(subject) is not None
        and _RECEIVED.search(f"{subject}\n{text[:_OPENING]}") is not None
    )


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
