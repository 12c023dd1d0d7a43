"""The two pages of a form: one for a screen, one for a pen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort

from loket_site.forms.form import build_form
from loket_site.model.catalogue import Catalogue
from loket_site.model.edition import Edition, edition_in
from loket_site.model.form import FormSpec
from loket_site.pages.paper import footer_css, paper_twin, qr_drawing
from loket_site.pages.spoken import speak
from loket_site.pages.styles import dress
from loket_site.settings import SiteSettings
from loket_site.words.wording import INDONESIAN_LANGUAGE, mark, wording_in


def add_form_views(
    site: Blueprint, catalogue: Catalogue, settings: SiteSettings, page: Callable[..., str]
) -> None:
    """Add the addresses of forms; `page` draws a template in what it wears."""
    editions = {language: edition_in(catalogue, language) for language in catalogue.translations}

    def draw(spec: FormSpec, edition: Edition) -> str:
        blank = build_form(spec, edition.catalogue, edition.wording)()
        speak(edition)
        return page(
            "form.html",
            dress(
                "form",
                scripts=("forget",) if spec.sensitive else (),
                sensitive=spec.sensitive,
                extra=blank.conditions_css,
            ),
            sensitive=spec.sensitive,
            spec=spec,
            form=blank,
            action=f"{settings.inbox_url}/kirim/{spec.code}",
            deadlines=edition.catalogue.deadlines_of(spec),
            languages=[
                _Language.of(language, spec)
                for language in (INDONESIAN_LANGUAGE, *catalogue.languages_of(spec))
            ],
            site_url=settings.site_url,
        )

    @site.get("/formulir/<code>/")
    def form(code: str) -> str:
        return draw(catalogue.public_form(code) or abort(404), Edition(catalogue))

    @site.get("/<language>/formulir/<code>/")
    def translated_form(language: str, code: str) -> str:
        edition = editions.get(language) or abort(404)
        spec = edition.catalogue.public_form(code) or abort(404)
        if language not in catalogue.languages_of(spec):
            abort(404)
        return draw(spec, edition)

    @site.get("/formulir/<code>/cetak/")
    def paper(code: str) -> str:
        spec = catalogue.public_form(code) or abort(404)
        address = f"{settings.site_url}/formulir/{spec.code}/"
        return page(
            "paper.html",
            dress("paper", scripts=("print",), sensitive=spec.sensitive, extra=footer_css(spec)),
            sensitive=spec.sensitive,
            spec=spec,
            paper=paper_twin(spec, build_form(spec, catalogue)().choices_of),
            address=address,
            qr=qr_drawing(address),
            deadlines=catalogue.deadlines_of(spec),
        )


@dataclass(frozen=True, slots=True)
class _Language:
    """One language of a form: its code, the address of the form in it, what it calls itself."""

    code: str
    address: str
    name: str

    @classmethod
    def of(cls, language: str, spec: FormSpec) -> _Language:
        wording = wording_in(language)
        prefix = "" if wording.is_indonesian else f"/{language}"
        return cls(
            language, f"{prefix}/formulir/{spec.code}/", wording.say(mark("Bahasa Indonesia"))
        )
