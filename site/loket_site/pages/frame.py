"""What the shared templates ask of an application, whichever wing it belongs to."""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup, escape

from loket_site.model.catalogue import Catalogue
from loket_site.model.form import FormSpec
from loket_site.model.service import Page
from loket_site.pages import spoken
from loket_site.words.spelling.days import long_date
from loket_site.words.spelling.phones import dialled, on_whatsapp

COMPLAINT_FORM = "pengaduan"
"""The code of the form that every page leads to."""

FORMS_ANCHOR = "formulir"
"""Where on the list of services the forms stand."""


def install(app: Flask) -> None:
    """Give the templates of `app` their words and filters, and tidy their blanks."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "hubungi": call,
        "mudah_patah": breakable,
        "nomor": unbroken,
        "tanggal": long_date,
        "tel": phone_link,
        "wa": whatsapp_link,
    }
    spoken.install(app)


def menu(catalogue: Catalogue, home: str = "") -> tuple[tuple[str, str], ...]:
    """List where a reader can go, with `home` before every address."""
    links = [("/layanan/", "Layanan")]
    if catalogue.public_form(COMPLAINT_FORM):
        links.append((f"/formulir/{COMPLAINT_FORM}/", "Buat pengaduan"))
    links.append(("/lacak/", "Lacak jawaban"))
    if further_forms(catalogue):
        # One line for all of them: each page carries this menu.
        links.append((f"/layanan/#{FORMS_ANCHOR}", "Formulir lain"))
    links += [(f"/{page.slug}/", page.title) for page in in_order(catalogue)]
    return tuple((home + address, label) for address, label in links)


def in_order(catalogue: Catalogue) -> list[Page]:
    """List the pages of prose as the office wants them read."""
    return sorted(catalogue.pages, key=lambda page: (page.order, page.slug))


def shown_forms(catalogue: Catalogue) -> tuple[FormSpec, ...]:
    """List the forms that everybody is shown.

    A sensitive one is reached from its service, and named nowhere else (SS-4).
    """
    return tuple(form for form in catalogue.public_forms if not form.sensitive)


def further_forms(catalogue: Catalogue) -> tuple[FormSpec, ...]:
    """List those besides the form of complaints, to which every page has a link of its own."""
    return tuple(form for form in shown_forms(catalogue) if form.code != COMPLAINT_FORM)


def phone_link(number: str) -> str:
    """Write a telephone number as a `tel:` link; "" for what cannot be dialled as it stands."""
    digits = dialled(number)
    return digits and f"tel:{digits}"


def whatsapp_link(number: str) -> str:
    """Write a mobile number as a link that opens WhatsApp; "" for anything else."""
    digits = on_whatsapp(number)
    return digits and f"https://wa.me/{digits}"


def call(number: str, link: str | None = None) -> Markup:
    """Write a telephone number with the link to call it, or `link`; as text where there is none."""
    to = phone_link(number) if link is None else link
    return Markup('<a href="{}">{}</a>').format(to, number) if to else escape(number)


def unbroken(number: str) -> str:
    """Write a telephone number so that no line ends inside it."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


def breakable(name: str) -> str:
    """Write the words beside a number in its link: lines may end between them.

    A line end, since checkers take a space inside a `tel:` link for a part of the number.
    """
    return name.replace(" ", "\n")
