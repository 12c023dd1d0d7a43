"""Drawing a page of the inbox in the site's frame, with the headers that every page has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, render_template
from jinja2 import ChoiceLoader, PackageLoader
from markupsafe import Markup, escape

from loket_inbox.desk import Desk
from loket_inbox.domain.mask import WITHHELD
from loket_site.model.edition import Edition
from loket_site.pages import frame
from loket_site.pages.spoken import spoken
from loket_site.pages.styles import dress
from loket_site.words.wording import mark

SAMPLE_NOTICE = mark("Hanya untuk mencoba: kunci contoh, surat tinggal di komputer ini.")

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_HSTS = {"Strict-Transport-Security": "max-age=63072000"}


def marked(text: str) -> Markup:
    """Mark what is withheld in a text, for the eyes too."""
    return Markup(f"<mark>{WITHHELD}</mark>").join(escape(each) for each in text.split(WITHHELD))  # noqa: S704 - our own words around escaped ones


@dataclass(frozen=True, slots=True)
class Pages:
    """Draws pages; knows the office, the way back to the site, and whether this is a try-out."""

    desk: Desk

    def install(self, app: Flask) -> None:
        """Let `app` find the shared templates beside its own."""
        own = PackageLoader("loket_inbox", "web/templates")
        app.jinja_loader = ChoiceLoader([own, PackageLoader("loket_site", "pages/templates")])
        frame.install(app)
        app.add_template_filter(marked)
        app.jinja_env.globals["dirahasiakan"] = WITHHELD
        app.after_request(self._guard)

    def draw(
        self,
        template: str,
        status: int = 200,
        *,
        sheets: tuple[str, ...] = ("form",),
        scripts: tuple[str, ...] = (),
        sensitive: bool = False,
        extra_css: str = "",
        **values: Any,
    ) -> Response:
        """Draw a page from a template."""
        home = self.desk.settings.site_url
        edition = spoken() or Edition(self.desk.catalogue)
        worn = dress(*sheets, scripts=scripts, sensitive=sensitive, extra=extra_css)
        html = render_template(
            template,
            office=edition.catalogue.office,
            home=home,
            menu=frame.menu(self.desk.catalogue, home),
            styles=worn.styles,
            scripts=worn.scripts,
            sensitive=sensitive,
            notice=SAMPLE_NOTICE if self.desk.envelope.sample else "",
            **values,
        )
        response = Response(html, status)
        response.headers["Content-Security-Policy"] = (
            worn.policy("'self'") + "; frame-ancestors 'none'"
        )
        return response

    def _guard(self, response: Response) -> Response:
        response.headers.setdefault(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"
        )
        response.headers.extend(_HEADERS)
        if self.desk.settings.inbox_url.startswith("https:"):
            response.headers.extend(_HSTS)
        return response
