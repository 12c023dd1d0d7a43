"""What the shared templates ask of an application, whichever wing it belongs to."""

from __future__ import annotations

import re
from datetime import date

from flask import Flask

from loket_site.model import Catalogue

_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]

_SHORTEST_SUBSCRIBER_NUMBER = 6


def install(app: Flask) -> None:
    """Give the templates of `app` the filters for numbers and dates, and tidy their blanks."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "mudah_patah": breakable,
        "nomor": unbroken,
        "tanggal": long_date,
        "tel": phone_link,
        "wa": whatsapp_link,
    }


def menu(catalogue: Catalogue, home: str = "") -> tuple[tuple[str, str], ...]:
    """List where a reader can go, with `home` before every address."""
    links = [("/layanan/", "Layanan")]
    if catalogue.form("pengaduan"):
        links.append(("/formulir/pengaduan/", "Buat pengaduan"))
    links.append(("/lacak/", "Lacak jawaban"))
    links += [
        (f"/formulir/{form.code}/", form.title)
        for form in catalogue.forms
        if form.code != "pengaduan" and not form.sensitive
    ]
    links += [
        (f"/{page.slug}/", page.title)
        for page in sorted(catalogue.pages, key=lambda page: (page.order, page.slug))
    ]
    return tuple((home + address, label) for address, label in links)


def phone_link(number: str) -> str:
    """Write a telephone number as a `tel:` link; emergency numbers stay as short as they are."""
    return f"tel:{_international(number, plus='+')}"


def whatsapp_link(number: str) -> str:
    """Write a mobile number as a link that opens WhatsApp."""
    return f"https://wa.me/{_international(number, plus='')}"


def unbroken(number: str) -> str:
    """Write a telephone number so that no line ends inside it."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


def breakable(name: str) -> str:
    """Write the words beside a number in its link: lines may end between them.

    A line end, since checkers take a space inside a `tel:` link for a part of the number.
    """
    return name.replace(" ", "\n")


def long_date(day: date) -> str:
    """Write a date the Indonesian way: `3 Maret 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _international(number: str, plus: str) -> str:
    digits = re.sub(r"\D", "", number)
    if len(digits) < _SHORTEST_SUBSCRIBER_NUMBER:
        return digits
    # 0286… inside the country is +62 286… from anywhere.
    return plus + (f"62{digits[1:]}" if digits.startswith("0") else digits)
