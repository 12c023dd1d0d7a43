"""A letter becomes a message that any mail program takes: text and HTML, our headers (RFC 5322)."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any

from loket_inbox.desk import Desk
from loket_inbox.letters.hypertext import hypertext
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_out.transport import Outgoing, RefusedForGoodError
from loket_site.words.spelling.addresses import is_address

_UNWANTED_REPLIES = "DR, RN, NRN, OOF, AutoReply"
"""What Exchange shall not send back (MS-OXCMAIL, 2.1.3.2.20).

Not `All`, which holds NDR: a bounce is how we learn that somebody never got the letter.
"""

_LONGEST_NAME = 100
"""Characters of a name beside an address."""

_IN_ONE_LINE = {"Message-ID", "References", "Reply-To"}
_UNFOLDED = SMTP.clone(max_line_length=998)


class _Policy(EmailPolicy):
    """Lines of 76 octets (RFC 2045, 6.7; RFC 2047, 2), but for what has no place to break.

    Python would write an identifier that is too long for a line as encoded words, in which nobody
    looks for one.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write a header."""
        if name in _IN_ONE_LINE:
            return _UNFOLDED.fold_binary(name, value)
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", max_line_length=76, cte_type="7bit")


def compose(desk: Desk, letter: Addressed, message_id: str, at: datetime) -> Outgoing:
    """Write the letter as a message. Raises RefusedForGoodError where no server would take it."""
    if not is_address(letter.to):
        raise RefusedForGoodError("no address")
    message = EmailMessage(policy=_POLICY)
    from_name = letter.from_name or desk.catalogue.office.short_name
    message["From"] = _address(from_name, desk.settings.mail_from)
    message["To"] = _address(letter.to_name, letter.to)
    message["Subject"] = letter.subject.replace("=?", "= ?")
    message["Date"] = format_datetime(at)
    message["MIME-Version"] = "1.0"
    message["Message-ID"] = message_id
    # Relays may give a message a new Message-ID; what answers it still names this one.
    message["References"] = message_id
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    if letter.number:
        message["X-Loket-Number"] = letter.number
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5.
    message["X-Auto-Response-Suppress"] = _UNWANTED_REPLIES
    body = _printable(letter.body)
    message.make_alternative()
    message.attach(_part(body, "plain"))
    message.attach(_part(hypertext(body, title=_printable(letter.subject)), "html"))
    if letter.original is not None:
        # As plain octets: a message that breaks parsers must not break the letter about it.
        message.add_attachment(
            letter.original,
            maintype="application",
            subtype="octet-stream",
            filename="surat-asli.eml",
        )
    return Outgoing(letter.return_path, letter.to, message.as_bytes())


def _address(name: str, address: str) -> Address:
    # What looks like an encoded word would be read as one, line breaks and all (RFC 2047).
    shown = _printable(name).replace("\n", " ").replace("=?", "= ?")
    return Address(shown[:_LONGEST_NAME].strip(), addr_spec=address)


def _part(text: str, kind: str) -> EmailMessage:
    part = EmailMessage(policy=_POLICY)
    part.set_content(text, subtype=kind, cte=_encoding(text))
    # It is for whole messages (RFC 2045, 4).
    del part["MIME-Version"]
    return part


def _encoding(text: str) -> str:
    """Choose the shorter one of both encodings that keep lines short and of 7 bits (RFC 2045, 6).

    Quoted-printable writes an octet outside ASCII as three; base64 writes four for any three.
    """
    octets = text.encode()
    outside = sum(octet > 127 for octet in octets)
    return "base64" if 6 * outside > len(octets) else "quoted-printable"


def _printable(text: str) -> str:
    """Drop what controls programs; every kind of space stays one, so that words stay apart."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else " " if sign.isspace() else ""
        for sign in text
    )
