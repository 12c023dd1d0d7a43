"""The small form filled in, judged and told."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from loket_site.forms.form import Answer, AnswerForm, build_form
from loket_site.model.form import Question
from tests.site.forms.generated_forms import TODAY, Posted
from tests.site.site_support import CATALOGUE, a_form


def filled(posted: Posted, *questions: Question) -> AnswerForm:
    form = build_form(a_form(questions), CATALOGUE)(formdata=MultiDict(posted), today=TODAY)
    form.validate()
    return form


def judged(posted: Posted, *questions: Question) -> list[tuple[str, str]]:
    """The mistakes of these answers."""
    return filled(posted, *questions).mistakes()


def kept(posted: Posted, *questions: Question) -> tuple[Answer, ...]:
    """The answers, where there is no mistake."""
    form = filled(posted, *questions)
    assert form.mistakes() == []
    return form.answers()


def shown(posted: Posted, *questions: Question) -> list[str]:
    return [answer.shown for answer in kept(posted, *questions)]
