"""What is wrong with `tampil_jika`: it points at nothing, at later questions, or in a circle."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from loket_site.content.draft import Placed
from loket_site.content.question_mistakes import is_for_officers
from loket_site.content.toml_source import Problem
from loket_site.forms.kinds import kind_of
from loket_site.model.form import Condition, Question


def condition_mistakes(
    placed: Placed[Question],
    earlier: Mapping[str, Question],
    officers: Container[str],
    hangs_on: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    """Everything in the conditions of a question that cannot be met.

    `earlier` are the questions before it, `officers` the ids of those for officers, `hangs_on`
    says which others each question of the form points at.
    """
    for condition in placed.value.conditions:
        target = earlier.get(condition.question)
        if target is None:
            why = _why_not(placed, condition.question, officers, hangs_on)
            sentence = f"`tampil_jika` menunjuk `{condition.question}`, tetapi {why}."
            yield placed.problem(sentence, "tampil_jika")
            continue
        for sentence in _wanted_mistakes(placed.value.shown_if[target.id], target, condition):
            yield placed.problem(sentence, "tampil_jika")


def _wanted_mistakes(
    raw: str | tuple[str, ...], target: Question, condition: Condition
) -> Iterator[str]:
    """Say what is wrong with the values for which a condition waits."""
    kind = kind_of(target)
    settable = kind.settable(target)
    if not settable:
        # A list without choices is told of at its own place.
        if not kind.choosing:
            why = f"jenis {target.kind} tidak bisa ditunjuk"
            yield f"`tampil_jika` menunjuk `{target.id}`, tetapi {why}."
        return
    if not raw:
        yield f"`tampil_jika` memerlukan paling sedikit satu nilai untuk `{target.id}`."
        return
    if len({value.startswith("!") for value in ((raw,) if isinstance(raw, str) else raw)}) > 1:
        yield "Tulis semua nilai dengan `!`, atau semua tanpa `!`."
    for value in sorted(set(condition.values) - settable):
        yield f"`{value}` bukan pilihan dari `{target.id}`."


def _why_not(
    placed: Placed[Question],
    target: str,
    officers: Container[str],
    hangs_on: Mapping[str, Collection[str]],
) -> str:
    """Say why a question cannot hang on the one that its condition names."""
    if target in officers and not is_for_officers(placed):
        return "hanya petugas yang menjawab pertanyaan itu"
    if target not in hangs_on:
        return "pertanyaan itu tidak ada"
    circle = _way(target, placed.value.id, hangs_on)
    if circle:
        return f"itu berputar: {' → '.join((placed.value.id, *circle))}"
    if _leads_into_a_circle(target, hangs_on):
        return "pertanyaan itu baru ada sesudahnya"
    return "pertanyaan itu baru ada sesudahnya. Pindahkan ke atas"


def _leads_into_a_circle(start: str, hangs_on: Mapping[str, Collection[str]]) -> bool:
    """Say whether a question has no right place, since what it hangs on goes round."""
    reached, waiting = {start}, [start]
    while waiting:
        following = set(hangs_on.get(waiting.pop(), ())) - reached
        reached |= following
        waiting += following
    try:
        TopologicalSorter({name: hangs_on.get(name, ()) for name in reached}).prepare()
    except CycleError:
        return True
    return False


def _way(start: str, end: str, hangs_on: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Find how one question hangs on another, by the ids on the way; () where it does not."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        for following in hangs_on.get(way[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()
