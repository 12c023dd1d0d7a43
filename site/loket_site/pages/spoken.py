"""What templates say, in the language of the page that is being drawn.

A template marks our own sentences as `{{ _("…") }}` and passes texts of the content through
`teks`, so that what stayed Indonesian on a page in another language says so (WCAG 3.1.2).
"""

from __future__ import annotations

from flask import Flask, g, has_app_context
from markupsafe import Markup, escape

from loket_site.model.edition import Edition
from loket_site.words.spelling.days import span_in_words
from loket_site.words.wording import INDONESIAN, INDONESIAN_LANGUAGE, Wording


def install(app: Flask) -> None:
    """Give the templates of `app` their words; imported macros have them too.

    Every visit begins in Indonesian: whoever freezes or tests makes many in one app context.
    """
    app.before_request(_be_silent)
    app.jinja_env.globals |= {"_": _sentence, "language": _language}
    app.jinja_env.filters |= {"jangka": _span, "teks": _text}


def speak(edition: Edition) -> None:
    """Draw every page of this visit in the language of an edition."""
    g.edition = edition


def spoken() -> Edition | None:
    """Give the edition whose language this visit has; None for Indonesian, where nobody asked."""
    return g.get("edition") if has_app_context() else None


def _be_silent() -> None:
    g.pop("edition", None)


def _wording() -> Wording:
    edition = spoken()
    return edition.wording if edition else INDONESIAN


def _language() -> str:
    return _wording().language


def _sentence(sentence: str, /, **values: object) -> Markup:
    """Say a sentence of ours, escaped; values that are markup stay what they are."""
    said = escape(_wording().chosen(sentence, values.get("count")))
    return said.format(**values) if values else said


def _span(text: str) -> str:
    return span_in_words(text, _wording().say)


def _text(text: str) -> Markup:
    """Show a text of the content; on a page in another language it says that it is Indonesian."""
    edition = spoken()
    if edition is None or text not in edition.untranslated:
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(INDONESIAN_LANGUAGE, text)
