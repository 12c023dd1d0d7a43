"""Puts the site together: a Flask application that lives only to be frozen or tested."""

from __future__ import annotations

from flask import Flask

from loket_site.model.catalogue import Catalogue
from loket_site.pages import frame
from loket_site.pages.views import site_blueprint
from loket_site.settings import SiteSettings


def create_site(catalogue: Catalogue, settings: SiteSettings) -> Flask:
    """Make the application that draws every page of `catalogue`."""
    # No static folder: whatever a page needs stands in the page.
    app = Flask("loket_site", static_folder=None, template_folder="pages/templates")
    app.config["PROPAGATE_EXCEPTIONS"] = True
    frame.install(app)
    app.register_blueprint(site_blueprint(catalogue, settings))
    return app
