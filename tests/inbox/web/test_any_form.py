"""Any form that the rules allow, filled in with anything, all the way through the inbox (W-8)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from msgspec import structs
from werkzeug.datastructures import MultiDict

from loket_inbox.app import create_inbox, furnished
from loket_inbox.desk import Desk
from loket_inbox.handling.case.dossier import Dossier, open_dossier
from loket_inbox.letters.answers import AnsweredLine
from loket_site.forms.form import Answer, AnswerForm, build_form, parts
from loket_site.model.form import FormSpec
from tests.inbox.office import FRONT_DESK, signed_in
from tests.site.forms.generated_forms import CODE, TODAY, Posted, filled_forms
from tests.site.site_support import CATALOGUE
from tests.support import (
    READING_TIME,
    HandClock,
    answers_shown,
    checked,
    hidden_fields,
    output,
)

FIRST, SECOND = f"/kirim/{CODE}", f"/kirim/{CODE}/selesai"


class House:
    """An office that publishes one form after the other.

    No dataclass: Hypothesis would print all of it with each failure.
    """

    def __init__(self, desk: Desk, clock: HandClock) -> None:
        self.desk, self.clock = desk, clock

    def publishing(self, spec: FormSpec) -> Desk:
        """The desk once it has this form alone."""
        catalogue = structs.replace(CATALOGUE, forms=(spec,))
        return replace(furnished(catalogue, self.desk.settings), store=self.desk.store)


@pytest.fixture
def house(desk: Desk, clock: HandClock) -> House:
    return House(desk, clock)


def fields(pairs: Posted) -> MultiDict[str, str]:
    return MultiDict([*pairs, ("versi", "1")])


def judged(spec: FormSpec, pairs: Posted) -> AnswerForm:
    """What the form itself says of these answers, without any inbox."""
    form = build_form(spec, CATALOGUE)(formdata=fields(pairs), today=TODAY)
    form.validate()
    return form


def the_dossier(desk: Desk, number: str) -> Dossier:
    with desk.store.reading() as work:
        officer = work.people.by_email(FRONT_DESK)
    assert officer
    return open_dossier(desk, officer, number)


def as_officers_read(answer: Answer) -> tuple[str, str, str]:
    """An answer as it was told; of a contact that is closed they read that it is (SS-7)."""
    closed = "\nKontaknya tertutup." if answer.guarded else ""
    return answer.question, answer.label, answer.shown + closed


@pytest.mark.parametrize("way", ["urlencoded", "multipart"])
@settings(
    max_examples=150,
    deadline=None,
    # Explaining runs each failure some hundred times more.
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    # The desk is the same for every example, as an office's is.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(case=filled_forms())
def test_w8_what_is_accepted_is_kept_and_shown_exactly_and_what_is_refused_is_named(
    house: House, way: str, case: tuple[FormSpec, Posted]
) -> None:
    spec, pairs = case
    assume(not spec.officers_only)
    if spec.sensitive:
        # Above such a form stands what its neutral title says (SS-4).
        spec = structs.replace(spec, title=f"Formulir {CODE}")
    desk = house.publishing(spec)
    app = create_inbox(desk)
    client = checked(app)
    form = judged(spec, pairs)
    sent = client.post(
        FIRST,
        data=fields(pairs),
        content_type="multipart/form-data" if way == "multipart" else None,
    )
    event(f"answered with {sent.status_code}")
    if form.mistakes():
        assert sent.status_code == 422
        must_name_each_mistake(sent.text, form)
        return
    assert sent.status_code == 200
    assert list(answers_shown(sent.text).items()) == [
        (label, shown or "Tidak diisi") for label, shown in form.read_back()
    ]
    must_keep(desk, app, house.clock, hidden_fields(sent.text), form)


def must_name_each_mistake(page: str, form: AnswerForm) -> None:
    """The summary leads to each control that has a mistake, and to nothing else."""
    (summary,) = re.findall(r'(?s)role="alert".*?</ul>', page)
    anchors = re.findall(r'href="#([^"]+)"', summary)
    named = [name for name, _ in form.mistakes()]
    assert anchors == named
    assert set(named) <= {part for question in form.asked() for part in parts(question)}
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def must_keep(
    desk: Desk,
    app: Flask,
    clock: HandClock,
    hidden: list[tuple[str, str]],
    form: AnswerForm,
) -> None:
    clock.pass_by(READING_TIME)
    receipt = app.test_client().post(SECOND, data=MultiDict([*hidden, ("aksi", "kirim")]))
    assert receipt.status_code == 200, receipt.text
    dossier = the_dossier(desk, output(receipt.text, "nomor"))
    assert [(each.question, each.label, each.shown) for each in dossier.answers] == [
        as_officers_read(each) for each in form.answers()
    ]
    lines = [line for part in dossier.parts for line in part.lines if line.is_answered]
    assert [line.words for line in lines] == [kept.shown for kept in dossier.answers if kept.shown]
    page = signed_in(desk, FRONT_DESK, app).get(f"/petugas/kasus/{dossier.case.number}")
    shown = answers_shown(page.text)
    assert [shown[line.label].removesuffix(_unfolded(line)) for line in lines] == [
        line.words for line in lines
    ]


def _unfolded(line: AnsweredLine) -> str:
    """What stands behind a masked number on the page, for whoever unfolds it."""
    return f"Tampilkan lengkap{line.whole}" if line.whole else ""
