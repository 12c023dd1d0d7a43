"""`tampil_jika` as CSS: what a page hides before anybody has judged it.

So does the rest of a question that unfolds: three boxes for another day, the rules of a contact.
"""

from __future__ import annotations

from collections.abc import Iterator

from loket_site.forms.kinds import kind_of
from loket_site.model.form import FormSpec, Question


def conditions_css(spec: FormSpec) -> str:
    """The `tampil_jika` rules as CSS: hide what is not asked, where the browser knows `:has()`.

    A browser without it shows every question; the inbox drops what was not asked.
    """
    rules = [
        f"form{hidden} .q-{question.id}"
        for question in spec.questions
        for hidden in _hidden_when(question, spec, set())
    ]
    rules += [
        f"form:not(:has({_selector(question, kind.unfolds)})) .q-{question.id} .lagi"
        for question in spec.questions
        if (kind := kind_of(question)).unfolds
    ]
    return f"@supports selector(:has(a)){{{','.join(rules)}{{display:none}}}}" if rules else ""


def _hidden_when(question: Question, spec: FormSpec, seen: set[str]) -> Iterator[str]:
    """Say when a question is not asked; `seen` are the questions whose own rules are there."""
    for condition in question.conditions:
        target = next(each for each in spec.questions if each.id == condition.question)
        picked = ",".join(_selector(target, value) for value in condition.values)
        yield f":has({picked})" if condition.negated else f":not(:has({picked}))"
        # Two ways to one question would double its rules, and many would double them each time.
        if target.id not in seen:
            seen.add(target.id)
            yield from _hidden_when(target, spec, seen)


def _selector(target: Question, value: str) -> str:
    return kind_of(target).checked.format(name=target.id, value=value)
