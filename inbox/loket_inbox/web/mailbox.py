"""The local mailbox, for trying out on one machine: read the letters, answer as an officer.

A reply made here is a whole message of the kind mail programs write, and takes the real road in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.mime.text import MIMEText
from email.policy import default
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import unquote

from flask import Blueprint, Response, abort, request

from loket_inbox.desk import Desk
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.web import posted
from loket_inbox.web.pages import Pages

_DOING = re.compile(r"^([^\n:]{1,200}): mailto:([^?\s]{1,400})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter as its page shows it. `doings` are its mailto lines, as (label, address)."""

    number: int
    subject: str
    to: str
    reply_to: str
    date: str
    text: str
    doings: tuple[tuple[str, str], ...]


def mailbox_blueprint(desk: Desk, pages: Pages, mailbox: LocalMailbox) -> Blueprint:
    """Make the addresses below `/surat/`."""
    views = _MailboxViews(desk, pages, mailbox)
    blueprint = Blueprint("mailbox", __name__, url_prefix="/surat")
    blueprint.get("/")(views.all)
    blueprint.get("/<int:number>")(views.one)
    blueprint.post("/<int:number>/balas")(views.reply)
    return blueprint


@dataclass(frozen=True, slots=True)
class _MailboxViews:
    desk: Desk
    pages: Pages
    mailbox: LocalMailbox

    def all(self) -> Response:
        """List the letters, newest first."""
        letters = [_shown(number, self._message(number)) for number in self.mailbox.numbers()]
        return self.pages.draw("mailbox/list.html", sheets=("form", "home"), letters=letters)

    def one(self, number: int) -> Response:
        """Show one letter, with a field to answer it."""
        return self._page(number, self._message(number), "")

    def reply(self, number: int) -> Response:
        """Write a reply as a mail program would, and put it through the inbox's own door."""
        message = self._message(number)
        if posted.comes_from_elsewhere(request, self.desk.settings.inbox_url):
            abort(403)
        fields = posted.read(request)
        raw = _reply(
            message,
            fields.text("isi"),
            sender=fields.text("dari") or parseaddr(str(message["To"]))[1],
            to=fields.text("kepada") or str(message["Reply-To"] or message["From"]),
            date=format_datetime(self.desk.store.clock()),
        )
        outcome = receive(self.desk, raw)
        held = "Kami menahannya dan menyurati petugas. " if outcome.is_held else ""
        return self._page(number, message, f"{held}{outcome.sentence}")

    def _message(self, number: int) -> EmailMessage:
        raw = self.mailbox.read(number)
        if raw is None:
            abort(404)
        return message_from_bytes(raw, EmailMessage, policy=default)

    def _page(self, number: int, message: EmailMessage, outcome: str) -> Response:
        letter = _shown(number, message)
        return self.pages.draw("mailbox/letter.html", letter=letter, outcome=outcome)


def _shown(number: int, message: EmailMessage) -> ShownLetter:
    date, text = message["Date"].datetime, _text(message)
    return ShownLetter(
        number=number,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        reply_to=str(message["Reply-To"] or ""),
        date=moment_in_words(date),
        text=text,
        doings=tuple((label, unquote(address)) for label, address in _DOING.findall(text)),
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return body.get_content() if body else ""


def _reply(message: EmailMessage, text: str, *, sender: str, to: str, date: str) -> bytes:
    """Compose an answer above the quoted letter; to another address a mail without it."""
    if to == (message["Reply-To"] or message["From"]):
        quoted = "\n".join(f"> {line}" for line in _text(message).splitlines())
        text = f"{text}\n\nPada {date}, {message['From']} menulis:\n\n{quoted}\n"
    # The older class: the newer one reads addresses, and breaks on some that people type.
    reply = MIMEText(text, _charset="utf-8")
    reply["From"] = _one_line(sender)
    reply["To"] = _one_line(to)
    reply["Subject"] = f"Re: {message['Subject']}"
    reply["Date"] = date
    reply["Message-ID"] = make_msgid(domain="contoh.example")
    reply["In-Reply-To"] = str(message["Message-ID"])
    return reply.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(text.split())
