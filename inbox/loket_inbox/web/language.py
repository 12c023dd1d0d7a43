"""In which language a visit is answered: that of the form that was sent, where we have it."""

from __future__ import annotations

from flask import request

from loket_inbox.desk import Desk
from loket_site.forms.form import AnswerForm, build_form
from loket_site.model.edition import edition_in
from loket_site.model.form import FormSpec
from loket_site.pages.spoken import speak, spoken
from loket_site.words.wording import INDONESIAN_LANGUAGE

LANGUAGE = "bahasa"
"""The hidden field that says the language of a form; its address says it again, because a body
that is refused for its size has no fields."""


def speak_as_address_says(desk: Desk) -> None:
    """Answer in the language that the address of this request names, unless a form has said one."""
    if spoken() is None:
        speak(edition_in(desk.catalogue, request.args.get(LANGUAGE, "")))


def form_as_read(desk: Desk, spec: FormSpec, language: str) -> type[AnswerForm]:
    """Give a form as its sender reads it, and answer in its language; an unknown one is Indonesian.

    What it judges is what the Indonesian form judges; officers read the answers of that one.
    """
    known = language in desk.catalogue.languages_of(spec)
    edition = edition_in(desk.catalogue, language if known else INDONESIAN_LANGUAGE)
    speak(edition)
    own = edition.catalogue.form(spec.code)
    if not known or own is None:
        return desk.forms[spec.code]
    return build_form(own, edition.catalogue, edition.wording)


def form_page(desk: Desk, form: FormSpec) -> str:
    """Give the address of a form on the site, in the language of this visit where it has one."""
    edition = spoken()
    language = edition.wording.language if edition else INDONESIAN_LANGUAGE
    prefix = f"/{language}" if language in desk.catalogue.languages_of(form) else ""
    return f"{desk.settings.site_url}{prefix}/formulir/{form.code}/"
