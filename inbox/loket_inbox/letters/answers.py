"""Answers in the order of the form that was filled in, with what was left open or never asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NewType

from loket_inbox.domain.reading import Legible
from loket_site.forms.form import Answer
from loket_site.model.form import FormSpec, Question, QuestionKind

AnswersRead = NewType("AnswersRead", tuple[Answer, ...])
"""Answers as one reader may have them."""

NOT_ASKED = "Tidak ditanyakan"
LEFT_OPEN = "Tidak diisi"


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """One question and what came of it, in words.

    `whole` is what the words mask (a NIK), for whoever unfolds it.
    """

    label: str
    words: Legible
    is_answered: bool
    whole: Legible | None = None


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A section of the form as it was filled in; without a title where no section is known."""

    title: str
    lines: tuple[AnsweredLine, ...]


def in_form_order(spec: FormSpec | None, answers: AnswersRead) -> tuple[AnsweredSection, ...]:
    """Put answers under the sections of `spec`, the form that they answered.

    Where that is not known, or has no place for one of them, they stand as they were given.
    """
    given = {answer.question: answer for answer in answers}
    if spec is None or not given.keys() <= {question.id for question in spec.questions}:
        return (AnsweredSection("", tuple(_line(answer.label, answer) for answer in answers)),)
    parts = (
        AnsweredSection(section.title, tuple(_lines(section.questions, given)))
        for section in spec.sections
    )
    return tuple(part for part in parts if part.lines)


def _lines(questions: Iterable[Question], given: dict[str, Answer]) -> Iterator[AnsweredLine]:
    for question in questions:
        if question.kind is not QuestionKind.NOTE:
            line = _line(question.label, given.get(question.id))
            yield replace(line, whole=_whole(question, given.get(question.id)))


def _whole(question: Question, answer: Answer | None) -> Legible | None:
    """Give the number behind a mask, to whom the answer shows it at all."""
    if question.kind is not QuestionKind.IDENTITY_NUMBER or answer is None:
        return None
    return Legible("".join(value for _, value in answer.values))


def _line(label: str, answer: Answer | None) -> AnsweredLine:
    if answer is None:
        return AnsweredLine(label, Legible(NOT_ASKED), is_answered=False)
    words = Legible(answer.shown or LEFT_OPEN)
    return AnsweredLine(label, words, is_answered=bool(answer.shown))
