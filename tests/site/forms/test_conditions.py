"""`tampil_jika` as CSS: the browser hides exactly what the inbox does not ask."""

from __future__ import annotations

import re

import pytest

from loket_site.content.loading import load
from loket_site.forms.conditions import conditions_css
from loket_site.forms.form import build_form
from loket_site.model.form import FormSpec, Question, QuestionKind
from tests.site.site_support import a_form as in_sections
from tests.support import CONTENT

CHOICES = ("a | A", "b | B")


def rules(*questions: Question) -> list[str]:
    """What is hidden, selector by selector."""
    css = conditions_css(a_form(*questions))
    found = re.fullmatch(
        r"@supports selector\(:has\(a\)\)\{(?P<selectors>.*)\{display:none\}\}", css
    )
    assert found, css
    return found["selectors"].split(",form")


def a_form(*questions: Question) -> FormSpec:
    """A form in two parts, since conditions reach from one into the other."""
    half = len(questions) // 2
    return in_sections(questions[:half], questions[half:])


def radio(name: str, **shown_if: str | tuple[str, ...]) -> Question:
    return Question(
        id=name,
        kind=QuestionKind.CHOOSE_ONE,
        label="Pilih.",
        choice_lines=CHOICES,
        shown_if=shown_if,
    )


def text(name: str, **shown_if: str | tuple[str, ...]) -> Question:
    return Question(id=name, kind=QuestionKind.TEXT, label="Tulis.", shown_if=shown_if)


def test_a_form_without_conditions_needs_no_rule() -> None:
    assert conditions_css(a_form(radio("satu"), text("dua"))) == ""


def test_equals_hides_until_the_value_is_picked() -> None:
    assert rules(radio("satu"), text("dua", satu="a")) == [
        'form:not(:has([name="satu"][value="a"]:checked)) .q-dua'
    ]


def test_one_of_hides_until_any_of_the_values_is_picked() -> None:
    assert rules(radio("satu"), text("dua", satu=("a", "b"))) == [
        'form:not(:has([name="satu"][value="a"]:checked,[name="satu"][value="b"]:checked)) .q-dua'
    ]


def test_not_hides_once_the_value_is_picked() -> None:
    assert rules(radio("satu"), text("dua", satu="!a")) == [
        'form:has([name="satu"][value="a"]:checked) .q-dua'
    ]


def test_none_of_hides_once_any_of_the_values_is_picked() -> None:
    assert rules(radio("satu"), text("dua", satu=("!a", "!b"))) == [
        'form:has([name="satu"][value="a"]:checked,[name="satu"][value="b"]:checked) .q-dua'
    ]


def test_several_keys_hide_while_any_of_them_fails() -> None:
    assert rules(radio("satu"), radio("dua"), text("tiga", satu="a", dua="!b")) == [
        'form:not(:has([name="satu"][value="a"]:checked)) .q-tiga',
        ':has([name="dua"][value="b"]:checked) .q-tiga',
    ]


def test_a_chain_hides_the_end_with_its_beginning() -> None:
    assert rules(radio("satu"), radio("dua", satu="a"), text("tiga", dua="!b")) == [
        'form:not(:has([name="satu"][value="a"]:checked)) .q-dua',
        ':has([name="dua"][value="b"]:checked) .q-tiga',
        ':not(:has([name="satu"][value="a"]:checked)) .q-tiga',
    ]


@pytest.mark.parametrize(
    ("kind", "selector"),
    [
        (QuestionKind.CONSENT, '[name="satu"][value="ya"]:checked'),
        (QuestionKind.CHOOSE_MANY, '[name="satu"][value="ya"]:checked'),
        (QuestionKind.SERVICE, '[name="satu"] [value="ya"]:checked'),
    ],
)
def test_each_kind_is_asked_where_its_value_stands(kind: QuestionKind, selector: str) -> None:
    target = Question(id="satu", kind=kind, label="Pilih.")
    assert rules(target, text("dua", satu="ya")) == [f"form:not(:has({selector})) .q-dua"]


def test_the_complaint_form_carries_its_rules() -> None:
    catalogue = load(CONTENT)
    spec = catalogue.form("pengaduan")
    assert spec
    css = build_form(spec, catalogue).conditions_css
    assert css == conditions_css(spec)
    for name in ("nama", "alamat", "hp", "email"):
        assert f".q-{name}" in css
    assert ".q-kronologi" not in css
