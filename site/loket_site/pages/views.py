"""The pages of the site: one function each, from the catalogue to a template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, render_template

from loket_site.model.catalogue import Catalogue
from loket_site.model.edition import Edition
from loket_site.model.form import FormKind, FormSpec
from loket_site.model.office import Office
from loket_site.model.service import ServiceStandard
from loket_site.pages import frame, prose, spoken
from loket_site.pages.form_views import add_form_views
from loket_site.pages.stand_ins import add_stand_ins
from loket_site.pages.styles import Dress, dress
from loket_site.settings import SiteSettings
from loket_site.words.spelling.phones import on_whatsapp

CONTACT_PAGE = "kontak"
"""The page of prose that also shows the contact card."""

_UNCONFIRMED = "Belum dipastikan oleh kantor."

_FIRST_SENTENCE = re.compile(r"(.+?[.!?])\s+(\S.*)", re.DOTALL)

_FURTHER_COMPONENTS = (
    ("Dasar hukum", "legal_basis"),
    ("Sarana, prasarana, dan fasilitas", "facilities"),
    ("Kompetensi pelaksana", "competence"),
    ("Pengawasan internal", "supervision"),
    ("Jumlah pelaksana", "staffing"),
    ("Jaminan pelayanan", "guarantee"),
    ("Jaminan keamanan dan keselamatan", "safety_guarantee"),
    ("Evaluasi kinerja pelaksana", "evaluation"),
)


def site_blueprint(catalogue: Catalogue, settings: SiteSettings) -> Blueprint:
    """Make the views of one catalogue."""
    site = Blueprint("site", __name__)
    office = catalogue.office
    services = sorted(catalogue.services, key=lambda service: service.number)

    def page(template: str, worn: Dress, home: str = "", **values: Any) -> str:
        edition = spoken.spoken() or Edition(catalogue)
        return render_template(
            template,
            office=edition.catalogue.office,
            home=home,
            menu=frame.menu(catalogue, home),
            styles=worn.styles,
            scripts=worn.scripts,
            policy=worn.policy(form_action=settings.inbox_url),
            **values,
        )

    @site.get("/")
    def home() -> str:
        return page(
            "home.html",
            dress("home"),
            services=services,
            pages=frame.in_order(catalogue),
            further_forms=introduced(frame.further_forms(catalogue)),
            complaint_form=catalogue.public_form(frame.COMPLAINT_FORM),
        )

    @site.get("/layanan/")
    def services_list() -> str:
        return page(
            "services.html",
            dress("home"),
            services=services,
            forms=introduced(frame.shown_forms(catalogue)),
            forms_anchor=frame.FORMS_ANCHOR,
        )

    @site.get("/layanan/<int:number>/")
    def service(number: int) -> str:
        standard = catalogue.service(number) or abort(404)
        components = further_components(standard)
        return page(
            "service.html",
            dress(
                "service",
                *(("details",) if components else ()),
                sensitive=standard.sensitive,
            ),
            sensitive=standard.sensitive,
            service=standard,
            steps=[lead_and_rest(step) for step in standard.procedure],
            turnaround=turnaround(standard),
            body=prose.render(standard.body, top=3),
            source=standard.source.removesuffix(_UNCONFIRMED).strip(),
            components=components,
            forms=[form for code in standard.forms if (form := catalogue.public_form(code))],
            complaint_form=catalogue.public_form(frame.COMPLAINT_FORM),
            complaint_service=complaint_service(catalogue),
            division=division_name(office, standard.division),
            whatsapp=whatsapp(office),
            emergency=[entry for entry in office.emergency if not entry.whatsapp],
        )

    @site.get("/lacak/")
    def track() -> str:
        return page(
            "track.html",
            # The code opens the answers: it must not wait in the page for the next reader.
            dress("form", scripts=("forget",)),
            action=f"{settings.inbox_url}/lacak",
        )

    @site.get("/<slug>/")
    def prose_page(slug: str) -> str:
        text = catalogue.page(slug) or abort(404)
        with_contact = slug == CONTACT_PAGE
        return page(
            "page.html",
            dress("prose", *(("contact",) if with_contact else ()), sensitive=text.sensitive),
            sensitive=text.sensitive,
            page=text,
            body=prose.render(text.body),
            with_contact=with_contact,
        )

    @site.get("/404.html")
    def not_found() -> str:
        return page("404.html", dress(), complaint_form=catalogue.public_form(frame.COMPLAINT_FORM))

    add_form_views(site, catalogue, settings, page)
    add_stand_ins(site, settings, page)
    return site


def lead_and_rest(step: str) -> tuple[str, str]:
    """Split a step into its first sentence, the bold lead without its full stop, and the rest."""
    found = _FIRST_SENTENCE.fullmatch(step.strip())
    lead, rest = (found[1], found[2]) if found else (step.strip(), "")
    return lead.removesuffix("."), rest


def introduced(forms: Iterable[FormSpec]) -> list[tuple[FormSpec, str]]:
    """Put the first sentence of its introduction beside each form."""
    return [(form, lead_and_rest(form.intro)[0]) for form in forms]


def turnaround(service: ServiceStandard) -> str:
    """Say how long a service takes, in a few words for the strip of facts."""
    time = service.turnaround
    # Some published standards print 0 where they mean "as long as it needs".
    if not time.amount:
        return lead_and_rest(time.note)[0] if time.note else "Sesuai kebutuhan"
    return f"{time.amount} {time.unit}" + ("" if service.confirmed else " (perkiraan)")


def further_components(service: ServiceStandard) -> list[tuple[str, tuple[str, ...]]]:
    """List the components of the standard that the office has filled in besides the main six."""
    filled = []
    for label, attribute in _FURTHER_COMPONENTS:
        value: str | tuple[str, ...] = getattr(service, attribute)
        items = (value,) if isinstance(value, str) else value
        if any(items):
            filled.append((label, items))
    return filled


def complaint_service(catalogue: Catalogue) -> ServiceStandard | None:
    """Find the service standard that says how complaints are handled."""
    complaints = {form.code for form in catalogue.forms if form.kind is FormKind.COMPLAINT}
    return next(
        (service for service in catalogue.services if complaints.intersection(service.forms)), None
    )


def division_name(office: Office, code: str) -> str:
    """Name the division with this code; empty if the office does not list it."""
    return next((division.name for division in office.divisions if division.code == code), "")


def whatsapp(office: Office) -> tuple[str, str] | None:
    """Choose the WhatsApp number for somebody in need, with its button's text.

    The office's own, or else that of a helpline, which is then named.
    """
    if on_whatsapp(office.whatsapp):
        return office.whatsapp, "WhatsApp"
    named = (entry for entry in office.emergency if entry.whatsapp)
    helpline = next((entry for entry in named if on_whatsapp(entry.number)), None)
    return (helpline.number, f"WhatsApp {helpline.name}") if helpline else None
