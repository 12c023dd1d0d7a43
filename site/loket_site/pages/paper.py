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

from loket_site.forms.kinds import kind_of
from loket_site.forms.kinds.room import Boxes, Lines, Marks, Room, hour, square
from loket_site.model.form import (
    ANONYMOUS,
    IDENTITY_QUESTION,
    Choice,
    Condition,
    FormKind,
    FormSpec,
    Question,
)

ChoicesOf = Callable[[Question], tuple[Choice, ...]]
"""What may be chosen in a question: `AnswerForm.choices_of`."""


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
class PaperSection:
    """A section of the form with its title."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A form on paper. `arrival` stands in the box that the sender leaves alone.

    The questions for officers are on no page of the public's, and so not on paper either.
    `signature` is empty where nobody agrees to anything. Whoever hands in a survey gets no receipt.
    """

    name: str
    parts: tuple[PaperSection, ...]
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
            PaperSection(section.title, tuple(sheet.items(section.questions)))
            for section in spec.sections
        ),
        signature=_signature(spec),
        has_receipt=has_receipt,
        arrival=_arrival(with_receipt=has_receipt),
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
    """Give the room for a hand under what it agrees to."""
    if not any(kind_of(question).is_signed for question in spec.questions):
        return ()
    nameless = any(
        question.id == IDENTITY_QUESTION and choice.value == ANONYMOUS
        for question in spec.questions
        for choice in question.choices
    )
    optional = " (boleh kosong)" if spec.sensitive or nameless else ""
    return ((Lines(f"Tanda tangan{optional}"), _day("Tanggal")),)


def _arrival(*, with_receipt: bool) -> Room:
    """Give the room for how a sheet came in; whoever types it in is asked the same."""
    ways = tuple(Choice(way, way) for way in ("Datang langsung", "Surat", "Kotak saran"))
    given = (square("Salinan tanda terima sudah diberikan"),) if with_receipt else ()
    return (
        (Boxes((4, 4), "Nomor", joint="-"), _day("Diterima tanggal"), hour("pukul")),
        (Marks(ways, label="Lewat"), *given),
        (Lines("Nama dan paraf"),),
    )


def _day(label: str) -> Boxes:
    return Boxes((2, 2, 4), label, joint="-")


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
            if kind_of(each).parts(each) and sheet.is_ever_asked(each)
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
                    room=kind_of(question).room(question, self.choices_of(question)),
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
        """Say how to answer, and what leaving it open means."""
        left_open = self._labels(question).get(question.default)
        open_means = f"Kosong berarti “{left_open}”." if left_open else ""
        return " ".join(filter(None, (kind_of(question).hint(question), open_means)))

    def _clauses(self, question: Question) -> Iterator[str]:
        for condition in question.conditions:
            target = self.questions[condition.question]
            number = self.numbers[target.id]
            if condition.negated:
                # Whoever was to skip the other question has not answered it so, either.
                yield from self._clauses(target)
            if words := [f"“{label}”" for label in self._offered(condition)]:
                clause = kind_of(target).clauses[condition.negated]
                yield f"nomor {number} {clause.format(words=_listed(words, 'atau'))}"

    def _offered(self, condition: Condition) -> list[str]:
        """Give the words of those answers that the paper offers."""
        labels = self._labels(self.questions[condition.question])
        return [labels[value] for value in condition.values if value in labels]

    def _labels(self, question: Question) -> dict[str, str]:
        offered = kind_of(question).on_paper(question, self.choices_of(question))
        return {choice.value: choice.label for choice in offered}


def _listed(words: Sequence[str], joint: str) -> str:
    """Put words in a row: `A`, `A atau B`, `A, B, atau C`."""
    if len(words) < 3:
        return f" {joint} ".join(words)
    return f"{', '.join(words[:-1])}, {joint} {words[-1]}"
