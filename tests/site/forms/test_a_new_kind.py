"""A new kind of question is one class: form, judgement, clerk's mistakes and paper ask it alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, cast

import pytest
from werkzeug.datastructures import MultiDict

from loket_site.content.draft import Draft, Placed
from loket_site.content.form_mistakes import form_mistakes
from loket_site.content.toml_source import Source
from loket_site.forms.form import AnswerForm, build_form
from loket_site.forms.kinds import KINDS
from loket_site.forms.kinds.kind import Kind
from loket_site.forms.kinds.room import Marks, Room
from loket_site.forms.rules import FieldRule, known, sound
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import Choice, ErrorWording, FormSpec, Limits, Question, QuestionKind
from loket_site.pages.paper import Item, paper_twin
from loket_site.words.wording import Say
from tests.site.site_support import CATALOGUE, a_form, ask

SKIES = ("cerah", "hujan")


class Weather(Kind):
    """What the sky was like (`cuaca`)."""

    limits = frozenset({"oldest"})
    no_default = "Cuaca tidak ditebak."
    never_required = "Cuaca tidak boleh diharuskan."
    clauses = ("cuacanya {words}", "cuacanya tidak {words}")

    def choices(self, question: Question, catalogue: Catalogue, say: Say) -> tuple[Choice, ...]:
        return tuple(Choice(sky, sky.title()) for sky in SKIES)

    def rules(self, question: Question, choices: tuple[Choice, ...]) -> list[FieldRule]:
        return [sound, known(question, SKIES)]

    def settable(self, question: Question) -> frozenset[str]:
        return frozenset(SKIES)

    def most_posted(self, question: Question) -> int:
        return 91

    def room(self, question: Question, choices: tuple[Choice, ...]) -> Room:
        return ((Marks(choices),),)

    def hint(self, question: Question) -> str:
        return "Lihat ke luar."


class MadeUp(StrEnum):
    WEATHER = "cuaca"


WEATHER = cast("QuestionKind", MadeUp.WEATHER)


def weather(**rest: Any) -> Question:
    return Question(id="langit", kind=WEATHER, label="Cuaca?", **rest)


IF_WET = ask("teks", "payung", shown_if={"langit": "hujan"})


@pytest.fixture(autouse=True)
def _in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, WEATHER, Weather())


def spec_of(**rest: Any) -> FormSpec:
    return a_form((weather(**rest), IF_WET))


def filled(**posted: str) -> AnswerForm:
    return build_form(spec_of(), CATALOGUE)(formdata=MultiDict(posted))


def sentences(spec: FormSpec) -> list[str]:
    """What the clerk is told of a form."""
    draft = Draft(None, (), (), (), (), (), CATALOGUE.regency)
    return [each.sentence for each in form_mistakes(Placed(spec, Source("contoh.toml")), draft)]


def test_its_rules_judge_and_its_answer_is_told() -> None:
    form = filled(langit="hujan")
    assert form.validate()
    assert [(each.question, each.shown) for each in form.answers()] == [
        ("langit", "hujan"),
        ("payung", ""),
    ]
    assert form.posted() == (("langit", "hujan"),)


def test_what_it_does_not_offer_is_refused() -> None:
    form = filled(langit="salju")
    assert not form.validate()
    assert form.mistakes() == [("langit", "Pilih salah satu jawaban yang ada di daftar.")]


def test_others_hang_on_it_on_the_screen_and_in_judgement() -> None:
    assert [each.id for each in filled(langit="cerah").asked()] == ["langit"]
    assert (
        '[name="langit"][value="hujan"]:checked'
        in build_form(spec_of(), CATALOGUE)().conditions_css
    )


def test_it_says_its_room_its_hint_and_its_clause_on_paper() -> None:
    spec = spec_of()
    items: list[Item] = []
    for part in paper_twin(spec, build_form(spec, CATALOGUE)().choices_of).parts:
        items += part.items
    sky, umbrella = items
    assert sky.room == ((Marks((Choice("cerah", "Cerah"), Choice("hujan", "Hujan"))),),)
    assert sky.hint == "Lihat ke luar."
    assert umbrella.condition == "Isi bila nomor 1 cuacanya “Hujan”."


def test_the_clerk_is_told_what_it_does_not_take() -> None:
    spec = spec_of(default="hujan", required=True, limits=Limits(longest=5))
    assert sentences(spec) == [
        "Formulir ini punya 92 isian. Sisakan paling banyak 90.",
        "Cuaca tidak boleh diharuskan.",
        "Jenis cuaca tidak memakai paling_panjang.",
        "Cuaca tidak ditebak.",
    ]


def test_a_condition_may_ask_only_for_what_it_offers() -> None:
    spec = a_form((weather(), ask("teks", "payung", shown_if={"langit": "salju"})))
    assert "`salju` bukan pilihan dari `langit`." in sentences(spec)


def test_the_office_has_its_own_words_for_it() -> None:
    spec = spec_of(wording=ErrorWording(unknown="LANGIT APA."))
    form = build_form(spec, CATALOGUE)(formdata=MultiDict({"langit": "salju"}))
    form.validate()
    assert form.mistakes() == [("langit", "LANGIT APA.")]
