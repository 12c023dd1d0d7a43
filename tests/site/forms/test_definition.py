"""A form as it is kept beside its cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from loket_site.forms.definition import (
    UnreadableDefinitionError,
    definition_of,
    digest_of,
    read_definition,
)
from loket_site.model.form import FormSpec, Question, QuestionKind, Section
from tests.catalogues import FORM
from tests.support import the_content


@pytest.mark.parametrize("form", [FORM, *the_content().forms], ids=lambda form: form.code)
def test_a_form_comes_back_as_it_was_kept(form: FormSpec) -> None:
    kept = definition_of(form)
    assert read_definition(kept, digest_of(kept)) == form


def test_the_definition_speaks_the_clerks_language() -> None:
    kept = definition_of(FORM).decode()
    assert '"judul":"Buat pengaduan"' in kept
    assert '"tampil_jika":{"cara":"dua"}' in kept


def test_the_same_questions_have_the_same_name_in_whatever_order_conditions_were_written() -> None:
    question = FORM.questions[0]
    one = structs.replace(question, shown_if={"a": "x", "b": ("y", "z")})
    other = structs.replace(question, shown_if={"b": ("y", "z"), "a": "x"})
    names = {
        digest_of(
            definition_of(
                structs.replace(FORM, sections=(Section(title="Satu", questions=(each,)),))
            )
        )
        for each in (one, other)
    }
    assert len(names) == 1


def test_the_hash_decides_and_not_the_version() -> None:
    renamed = structs.replace(FORM, title="Judul lain")
    assert renamed.version == FORM.version
    assert digest_of(definition_of(renamed)) != digest_of(definition_of(FORM))


@given(st.text(), st.sampled_from(QuestionKind), st.integers(0, 9))
def test_whatever_a_question_says_comes_back(label: str, kind: QuestionKind, rows: int) -> None:
    # A surrogate alone is no text: no file of the office can hold one.
    label = label.encode(errors="ignore").decode()
    question = Question(id="tanya", kind=kind, label=label, rows=rows)
    form = structs.replace(FORM, sections=(Section(title=label, questions=(question,)),))
    kept = definition_of(form)
    assert read_definition(kept, digest_of(kept)) == form


def test_what_is_not_the_form_of_that_name_is_refused() -> None:
    kept = definition_of(FORM)
    with pytest.raises(UnreadableDefinitionError):
        read_definition(kept.replace(b"Buat", b"Buas"), digest_of(kept))


def test_what_says_more_than_forms_say_today_is_refused() -> None:
    kept = b'{"kunci_lama":1,' + definition_of(FORM)[1:]
    with pytest.raises(UnreadableDefinitionError):
        read_definition(kept, digest_of(kept))
