"""The paper twin of a form: its numbers, the sentences that replace hiding, its room for a pen.

Nothing hides on paper, so `tampil_jika` becomes a sentence that points at a number. The officer
who types a sheet in meets the same numbers on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup
from msgspec.structs import replace

from loket_site.model import (
    ANONYMOUS,
    IDENTITY_QUESTION,
    Choice,
    Condition,
    FormKind,
    FormSpec,
    Question,
    QuestionKind,
)
from loket_site.pages.spaces import Room, answers_on_paper, arrival, room_for, signature

ChoicesOf = Callable[[Question], tuple[Choice, ...]]
"""What may be chosen in a question: `AnswerForm.choices_of`."""

_OPEN_MEANS_NO_CALL = "Kosong berarti kami tidak menghubungi Anda."


@dataclass(frozen=True, slots=True)
class Item:
    """One question on paper: its number (0 for a note, which asks nothing) and what it leaves open.

    `condition` is the sentence that says when to fill it in, empty where it is for everybody;
    `hint` says how to answer.
    """

    number: int
    question: Question
    condition: str
    hint: str
    room: Room


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form with its title."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A form on paper. `arrival` stands in the box that the sender leaves alone.

    The questions for officers are on no page of the public's, and so not on paper either.
    `signature` is empty where nobody agrees to anything. Whoever hands in a survey gets no receipt.
    """

    name: str
    parts: tuple[Part, ...]
    signature: Room
    has_receipt: bool
    arrival: Room


def paper_twin(spec: FormSpec, choices_of: ChoicesOf) -> Paper:
    """Lay out a form for A4."""
    sheet = _Sheet.of(spec, choices_of)
    has_receipt = spec.kind is not FormKind.SURVEY
    return Paper(
        name=paper_name(spec),
        parts=tuple(
            Part(section.title, tuple(sheet.items(section.questions))) for section in spec.sections
        ),
        signature=_signature(spec),
        has_receipt=has_receipt,
        arrival=arrival(with_receipt=has_receipt),
    )


def paper_name(spec: FormSpec) -> str:
    """Give the name that stands on the sheet, where others may read it (SS-4)."""
    return f"Formulir {spec.code}" if spec.sensitive else spec.title


def footer_css(spec: FormSpec) -> str:
    """Write the foot of each printed page, for browsers that print one: form, version, page."""
    name = css_string(f"{paper_name(spec)} · versi {spec.version}")
    page = f"{css_string('Halaman ')} counter(page) {css_string(' dari ')} counter(pages)"
    return (
        f"@page{{@bottom-left{{content:{name};font:8pt sans-serif}}"
        f"@bottom-right{{content:{page};font:8pt sans-serif}}}}"
    )


def qr_drawing(address: str) -> Markup:
    """Draw an address as a QR code, without the quiet zone that the white sheet gives it."""
    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - modules of a code, no reader's words


def css_string(text: str) -> str:
    """Quote a text for CSS, so that nothing in it ends the string or the style element (W-11)."""
    return '"' + re.sub(r"[^\w .,()·-]", lambda odd: f"\\{ord(odd[0]):x} ", text) + '"'


def _signature(spec: FormSpec) -> Room:
    if not any(question.kind is QuestionKind.CONSENT for question in spec.questions):
        return ()
    nameless = any(
        question.id == IDENTITY_QUESTION and choice.value == ANONYMOUS
        for question in spec.questions
        for choice in question.choices
    )
    return signature(optional=spec.sensitive or nameless)


def numbered(spec: FormSpec, choices_of: ChoicesOf) -> FormSpec:
    """Give the form as officers fill it in, to be drawn with the paper's numbers before labels."""
    numbers = _Sheet.of(spec, choices_of).numbers

    def with_number(question: Question) -> Question:
        number = numbers.get(question.id)
        return replace(question, label=f"{number}. {question.label}") if number else question

    at_desk = spec.at_desk()
    sections = tuple(
        replace(section, questions=tuple(map(with_number, section.questions)))
        for section in at_desk.sections
    )
    return replace(at_desk, sections=sections)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every question of one form has to know of the others."""

    choices_of: ChoicesOf
    questions: Mapping[str, Question]
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, spec: FormSpec, choices_of: ChoicesOf) -> _Sheet:
        """Number the questions through."""
        questions = {each.id: each for each in spec.questions}
        sheet = cls(choices_of, questions, {})
        asking = [
            each.id
            for each in questions.values()
            if each.kind is not QuestionKind.NOTE and sheet.is_ever_asked(each)
        ]
        return cls(choices_of, questions, {name: at for at, name in enumerate(asking, start=1)})

    def items(self, questions: Sequence[Question]) -> Iterator[Item]:
        """Lay out these questions; what is never asked has no place."""
        for question in questions:
            if self.is_ever_asked(question):
                yield Item(
                    number=self.numbers.get(question.id, 0),
                    question=question,
                    condition=self.when_to_fill(question),
                    hint=self.hint(question),
                    room=room_for(question, self.choices_of(question)),
                )

    def when_to_fill(self, question: Question) -> str:
        """Say when to fill a question in; "" for always."""
        clauses = list(dict.fromkeys(self._clauses(question)))
        return f"Isi bila {_listed(clauses, 'dan')}." if clauses else ""

    def is_ever_asked(self, question: Question) -> bool:
        """Say whether any answer leads to it: the office may not offer what it hangs on."""
        return all(
            (condition.negated or self._offered(condition))
            and self.is_ever_asked(self.questions[condition.question])
            for condition in question.conditions
        )

    def hint(self, question: Question) -> str:
        """Say how many may be ticked, and what leaving it open means."""
        hints = []
        if question.kind is QuestionKind.CHOOSE_MANY:
            most = question.limits.most
            hints.append(f"Pilih paling banyak {most}." if most else "Boleh lebih dari satu.")
        if question.kind is QuestionKind.SAFE_CONTACT:
            hints.append(_OPEN_MEANS_NO_CALL)
        labels = self._labels(question)
        if question.default in labels:
            hints.append(f"Kosong berarti “{labels[question.default]}”.")
        return " ".join(hints)

    def _clauses(self, question: Question) -> Iterator[str]:
        for condition in question.conditions:
            target = self.questions[condition.question]
            number = self.numbers[target.id]
            if condition.negated:
                # Whoever was to skip the other question has not answered it so, either.
                yield from self._clauses(target)
            words = [f"“{label}”" for label in self._offered(condition)]
            if target.kind is QuestionKind.CONSENT:
                yield f"nomor {number} {'tidak ' if condition.negated else ''}dicentang"
            elif words and condition.negated:
                yield f"nomor {number} bukan {_listed(words, 'atau')}"
            elif words:
                yield f"nomor {number} dijawab {_listed(words, 'atau')}"

    def _offered(self, condition: Condition) -> list[str]:
        """Give the words of those answers that the paper offers."""
        target = self.questions[condition.question]
        if target.kind is QuestionKind.CONSENT:
            return [target.label]
        labels = self._labels(target)
        return [labels[value] for value in condition.values if value in labels]

    def _labels(self, question: Question) -> dict[str, str]:
        offered = answers_on_paper(question, self.choices_of(question))
        return {choice.value: choice.label for choice in offered}


def _listed(words: Sequence[str], joint: str) -> str:
    """Put words in a row: `A`, `A atau B`, `A, B, atau C`."""
    if len(words) < 3:
        return f" {joint} ".join(words)
    return f"{', '.join(words[:-1])}, {joint} {words[-1]}"
