"""What a sender can take along from a receipt: the number, never the code (SS-6)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from loket_inbox.handling.sender.submission import Receipt
from loket_site.model.office import Office
from loket_site.words.wording import Say


@dataclass(frozen=True, slots=True)
class Keepsake:
    """Two links: `share` opens WhatsApp with the words, `save` holds them as a file of text."""

    share: str
    save: str


def keepsake(office: Office, receipt: Receipt, received: str, home: str, say: Say) -> Keepsake:
    """Write down the number of a case, when it came (in words), and where its answer will be."""
    lines = (
        say("{office}, telepon {phone}", office=office.short_name, phone=office.phone),
        say("Nomor: {number}", number=receipt.number),
        say("Diterima: {moment}", moment=received),
        say("Baca jawaban: {address}", address=f"{home}/lacak/"),
    )
    words = quote("\n".join(lines), safe="")
    return Keepsake(
        share=f"https://wa.me/?text={words}",
        save=f"data:text/plain;charset=utf-8,{words}",
    )
