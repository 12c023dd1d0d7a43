"""Whether a robot wrote a mail, and which kind of one (RFC 3834, and what other robots do).

A person is held for a robot where the two look alike: the mail then waits for a person's eyes. The
other mistake would send a robot's sentence to somebody who waits for an answer.
"""

from __future__ import annotations

import re
from enum import Enum

from loket_inbox.mail_in.structure import Headers, Part

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
    "X-Vacation",
    "X-OutOfOffice",
    "X-FC-Is-Auto-Reply",
)
_BULK = frozenset({"bulk", "junk", "list"})
_ANSWERED = frozenset({"auto_reply", "auto-reply", "autoreply"})
_LISTS = ("List-Id", "List-Unsubscribe", "List-Post", "Mailing-List", "X-Mailing-List")
_SUBMITTED = re.compile(r"\s*([a-z-]{1,40})\s*(?:[;(]|\Z)", re.IGNORECASE)

# Only at its beginning: "Re: Balasan otomatis: …" is a person's answer to a robot.
_NOTICE = re.compile(
    r"(?:"
    r"(?:\[?auto(?:matic|mated)?[ -]?(?:reply|response|responder|answer)\]?"
    r"|\[?(?:balasan|jawaban|respons?|tanggapan|pesan|email) ?(?:secara )?otomatis\]?"
    r"|balas otomatis|auto-?balas|vacation (?:reply|response|notice|message|responder)"
    r"|(?:i am |i'm )?(?:currently )?out of (?:the )?office|ooo|away from (?:the |my )?office"
    r"|on (?:annual |maternity |sick )?leave|on (?:vacation|holiday)"
    r"|(?:saya )?(?:sedang |lagi )?(?:tidak (?:berada |ada )?di ?(?:tempat|kantor))"
    r"|(?:saya )?(?:sedang |lagi )?(?:di|ber(?:ada)? di) luar (?:kantor|kota)"
    r"|(?:saya )?sedang (?:cuti|dinas luar|tugas luar|berlibur)"
    r"(?: (?:tahunan|melahirkan|sakit|besar))?"
    r"|cuti (?:tahunan|melahirkan|sakit)|absence notice|notifikasi ketidakhadiran"
    r"|pemberitahuan (?:cuti|ketidakhadiran|tidak di ?tempat))"
    # What follows is what robots add: the subject they answer, or until when.
    r"\s*(?:\Z|[:;.,!\[(/|\u2013\u2014-]|(?:re|fw|fwd|bls)\s*:|until|till|from|through|back|\d"
    r"|[0-9a-z]{4}-[0-9a-z]{4}\b"
    r"|sampai|hingga|s\.?/?d\b|sejak|mulai|dari|pada|tanggal|tgl)"
    r"|auto:)",
    re.IGNORECASE,
)
# The notice itself, where a robot leaves the subject as it was. Only at the beginning of a line.
_LETTER = r"(?:pesan|balasan|jawaban|e-?mail|surel|surat|tanggapan|notifikasi)"
_MADE = r"(?:di(?:buat|kirim|kirimkan|hasilkan|balas))"
_LETTER_EN = r"(?:reply|response|message|e-?mail|notification|acknowledge?ment|notice)"
_SAYS_SO = re.compile(
    r"^\W{0,5}(?:"
    rf"ini (?:adalah|merupakan) (?:sebuah )?{_LETTER}(?: yang)?(?: {_MADE})?(?: secara)? otomatis"
    rf"|{_LETTER} ini (?:{_MADE}|(?:adalah|merupakan) {_LETTER}(?: yang)?(?: {_MADE})?)"
    r"(?: secara)? otomatis"
    rf"|{_LETTER} otomatis\s*(?:$|[:.\])*\u2013\u2014-])"
    rf"|(?:this|it) is an? auto[a-z]{{0,10}}[ -]?(?:generated |reply |response )?{_LETTER_EN}"
    rf"|this {_LETTER_EN} (?:was|is|has been) (?:auto|(?:sent|generated|created) auto)"
    rf"|auto[a-z]{{0,6}}[ -]{_LETTER_EN}\s*(?:$|[:.\])*\u2013\u2014-])"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
# A ticket system confirms what it has received; a person who quotes a ticket writes "Re:" first.
_TICKET = re.compile(r"[\[(](?:#|tiket|ticket|case|kasus|id)[^\])]{0,60}[\])]", re.IGNORECASE)
_RECEIVED = re.compile(
    r"(?:telah|sudah)(?: berhasil)?(?: kami)? (?:di)?terima|menerima|received", re.IGNORECASE
)
_QUOTED_BELOW = re.compile(r"^\s{0,3}>|^-{4,}|^_{5,}|\b(?:wrote|menulis):\s*$", re.MULTILINE)
_NO_REPLY = re.compile(
    r"(?:no|do-?not|dont|jangan|tanpa|tidak)[-_.]?(?:reply|replies|respond|balas|dibalas)(?:[-_.+\d].{0,60})?"
)
_DAEMON = re.compile(r"(?:mailer-?daemon|mail-?daemon|postmaster|maildaemon)(?:[-_.+].{0,60})?")
_OPENING = 600


class Robot(Enum):
    """Why we believe that no person wrote a mail."""

    AUTO_REPLY = "auto_reply"
    """An absence notice or a confirmation of receipt, in answer to a letter of ours."""

    BOUNCE = "bounce"
    """A mail server says that it has not delivered a letter, or not yet."""

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
    """The word of Auto-Submitted in lower case (RFC 3834, 5): "" if absent, "?" if unreadable."""
    if "Auto-Submitted" not in headers:
        return ""
    found = _SUBMITTED.match(headers.first("Auto-Submitted"))
    return found[1].lower() if found else "?"


def is_daemon(address: str) -> bool:
    """Whether mail servers write under this address (RFC 5321, 4.5.1, and custom)."""
    return _DAEMON.fullmatch(address.rpartition("@")[0] or address) is not None


def robot_in(message: Part, *, sender: str, subject: str, text: str) -> Robot | None:
    """The robot that wrote this, if it is no bounce and no receipt; None for a person.

    `text` is what the sender wrote, LF line ends, without enclosed messages.
    """
    headers = message.headers
    word = submitted(headers)
    precedences = {value.lower() for value in headers.all("Precedence")}
    answers = "In-Reply-To" in headers or "References" in headers
    a_notice = _NOTICE.match(subject) is not None and not subject.endswith("?")
    answered = (
        word.startswith("auto-replied")
        or (word not in ("", "no") and (answers or a_notice))
        or bool(precedences & _ANSWERED)
        or any(_says_yes(headers, name) for name in _ANSWERING)
        # Who says that a person wrote it is believed, as nobody else would say so.
        or (word != "no" and (a_notice or _says_so(text) or _confirms(headers, subject, text)))
    )
    if answered:
        return Robot.AUTO_REPLY
    if precedences & _BULK or any(name in headers for name in _LISTS):
        return Robot.LIST
    if empty_return_path(headers):
        return Robot.AUTO_REPLY if answers else Robot.OTHER
    if (
        word not in ("", "no")
        or message.media_type == "multipart/report"
        or "X-Failed-Recipients" in headers
        or sender.startswith("mailer-daemon@")
        or _NO_REPLY.fullmatch(sender.rpartition("@")[0])
    ):
        return Robot.OTHER
    return None


def _says_yes(headers: Headers, name: str) -> bool:
    return name in headers and headers.first(name).lower() not in ("no", "false", "0", "none")


def _confirms(headers: Headers, subject: str, text: str) -> bool:
    # Exchange writes this header on people's mail too, so that alone it means nothing.
    return (
        "all" in headers.first("X-Auto-Response-Suppress").lower()
        and _TICKET.match(subject) is not None
        and _RECEIVED.search(f"{subject}\n{text[:_OPENING]}") is not None
    )


def _says_so(text: str) -> bool:
    """Whether a notice begins, or ends, by saying that it is one."""
    quoted = _QUOTED_BELOW.search(text)
    own = cleaned_lines(text[: quoted.start()] if quoted else text)
    return bool(_SAYS_SO.search(own[:_OPENING]) or _SAYS_SO.search(own[-_OPENING:]))


def cleaned_lines(text: str) -> str:
    """`text` without empty lines and blanks around the others."""
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)
