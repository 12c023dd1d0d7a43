"""M-15: replies that quote the HTML version of our letter, as the mail programs of offices do."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.handling.sender.tracking import track
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.composing import compose
from loket_mail.message.markup import read
from tests.support import MONDAY, a_received_case, letters_out

ANSWER = "Yth. Ibu Sari,<br><br>Kami periksa besok.<br>Salam"
SAID = "Yth. Ibu Sari,\n\nKami periksa besok.\nSalam"
US = "Dinsos PPPA Banjarnegara &lt;loket@contoh.example&gt;"


def gmail(letter: str) -> str:
    return (
        f'<div dir="ltr">{ANSWER}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">Pada Sen, 16 Mar 2026 pukul 10.00 {US} menulis:<br>'
        '</div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">'
        f"{letter}</blockquote></div>"
    )


def outlook(letter: str) -> str:
    return (
        f'<html><body><div style="font-family:Aptos">{ANSWER}</div><div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font>'
        f"<b>Dari:</b> {US}<br><b>Dikirim:</b> Senin, 16 Maret 2026 10.00<br>"
        "<b>Kepada:</b> Petugas Contoh &lt;petugas@contoh.example&gt;<br>"
        f"<b>Subjek:</b> K7M4-PX9R: paling lambat</font><div>&nbsp;</div></div>{letter}"
        "</body></html>"
    )


def iphone(letter: str) -> str:
    return (
        f"<html><body>{ANSWER}<br><div>Dikirim dari iPhone saya</div><div><br>"
        f'<blockquote type="cite">Pada 16 Mar 2026, pukul 10.00, {US} menulis:<br><br>'
        f'</blockquote></div><blockquote type="cite"><div>\ufeff{letter}</div></blockquote>'
        "</body></html>"
    )


def yahoo(letter: str) -> str:
    return (
        f"<html><body><div>{ANSWER}</div>"
        '<div id="yahoo_quoted_1" class="yahoo_quoted"><div>'
        f"Pada Senin, 16 Maret 2026 pukul 10.00.00 WIB, {US} menulis: </div><div><br></div>"
        f"<div>{letter}</div></div></body></html>"
    )


def samsung(letter: str) -> str:
    return (
        f'<html><body><div dir="auto">{ANSWER}</div><div><br></div>'
        '<div id="composer_signature">Dikirim dari perangkat Galaxy saya</div><div><br></div>'
        f'<div dir="auto"><div>-------- Pesan asli --------</div><div>Dari: {US} </div>'
        "<div>Tanggal: 16/03/26  10.00  (GMT+07:00) </div><div>Ke: petugas@contoh.example </div>"
        f"<div>Subjek: K7M4-PX9R </div><div><br></div></div>{letter}</body></html>"
    )


PROGRAMS: tuple[Callable[[str], str], ...] = (gmail, outlook, iphone, yahoo, samsung)


def the_letter(desk: Desk) -> tuple[str, str]:
    """The Reply-To and the HTML body of the letter about a case, as it goes out."""
    (addressed,) = letters_out(desk)
    sent = compose(desk, addressed, "<kami@contoh.example>", MONDAY).content
    html = message_from_bytes(sent, EmailMessage, policy=default).get_body(("html",))
    assert html
    body = re.search(r"<body[^>]*>(.*)</body>", html.get_content(), re.DOTALL)
    assert body
    return addressed.reply_to, body[1]


def as_text(html: str) -> str:
    """The text part that a program makes of its HTML: wrapped, links in angle brackets."""
    lines = []
    for line in re.sub(r" \((https?://[^)]*)\)", r" <\1>", read(html)[0]).split("\n"):
        quoted = re.match(r"[> ]*", line)
        indent = quoted[0] if quoted else ""
        lines += textwrap.wrap(line, 76, subsequent_indent=indent, break_long_words=False) or [line]
    return "\n".join(lines)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
@pytest.mark.parametrize("kind", ["HTML alone", "text and HTML", "text alone"])
def test_m15_a_quoted_html_letter_is_known_as_our_own(
    desk: Desk, program: Callable[[str], str], kind: str
) -> None:
    receipt = a_received_case(desk)
    to, letter = the_letter(desk)
    reply = EmailMessage()
    reply["From"], reply["To"] = "petugas@contoh.example", to
    reply["Subject"], reply["Message-ID"] = "Re: K7M4-PX9R", "<balasan@contoh.example>"
    html = program(letter)
    if kind == "HTML alone":
        reply.set_content(html, subtype="html")
    else:
        reply.set_content(as_text(html))
    if kind == "text and HTML":
        reply.add_alternative(html, subtype="html")
    assert receive(desk, reply.as_bytes()) is Outcome.ANSWERED
    found = track(desk, receipt.code)
    assert found
    assert [turn.text for turn in found.turns] == [SAID]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_m15_words_written_inside_the_quoted_letter_are_not_lost(
    desk: Desk, program: Callable[[str], str]
) -> None:
    a_received_case(desk)
    to, letter = the_letter(desk)
    reply = EmailMessage()
    reply["From"], reply["To"] = "petugas@contoh.example", to
    reply["Subject"], reply["Message-ID"] = "Re: K7M4-PX9R", "<balasan@contoh.example>"
    inside = letter.replace("<h2", "<p>Sudah kami tegur.</p><h2", 1)
    assert inside != letter
    reply.set_content(program(inside), subtype="html")
    assert receive(desk, reply.as_bytes()) is Outcome.UNSURE_CUT
