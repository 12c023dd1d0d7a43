"""What of a filled form a reader may have, and what it tells of who sent it (N-2, SS-7)."""

from __future__ import annotations

from dataclasses import replace

from loket_inbox.domain.mask import WITHHELD, Known
from loket_inbox.domain.reading import CaseText, Reader
from loket_inbox.letters.answers import AnswersRead
from loket_site.forms.form import Answer
from loket_site.model.form import FormSpec, QuestionKind

_CLOSED = "Kontaknya tertutup."

_TELLS: dict[QuestionKind | None, str] = {
    QuestionKind.NAME: "names",
    QuestionKind.PHONE: "numbers",
    QuestionKind.IDENTITY_NUMBER: "numbers",
    QuestionKind.EMAIL: "emails",
    QuestionKind.ADDRESS: "places",
    QuestionKind.TEXT: "words",
    None: "words",
}
"""What the answer to a personal question of a kind tells of its sender; None: no kind is known."""


def answers_read(answers: tuple[Answer, ...], reader: Reader) -> AnswersRead:
    """Give answers as a reader may have them: name and contact, or a mask in their place."""
    return AnswersRead(tuple(_read(answer, reader) for answer in answers))


def _read(answer: Answer, reader: Reader) -> Answer:
    if answer.personal and answer.shown and not reader.name_seen:
        return replace(answer, shown=WITHHELD, values=(), guarded="")
    shown = CaseText(answer.shown).read_by(reader)
    values = tuple((name, CaseText(value).read_by(reader)) for name, value in answer.values)
    if not answer.guarded:
        return replace(answer, shown=shown, values=values)
    # The rules stand beside a contact, or say that there is one (SS-7).
    contact = answer.guarded if reader.contact_seen else _CLOSED
    return replace(answer, shown=f"{shown}\n{contact}", values=(), guarded="")


def known_of(form: FormSpec | None, answers: tuple[Answer, ...]) -> Known:
    """List what the sender told of who they are."""
    kinds = {each.id: each.kind for each in form.questions} if form else {}
    told: dict[str, list[str]] = {}
    for answer in answers:
        if answer.personal:
            kind = kinds.get(answer.question)
            for value in _values(answer, kind):
                told.setdefault(_what(value, kind), []).append(value)
    told.pop("", None)
    return Known(**{name: tuple(dict.fromkeys(each)) for name, each in told.items()})


def _what(value: str, kind: QuestionKind | None) -> str:
    """Say what a value tells; "" for nothing of a person. Contacts are told by their looks."""
    if kind is not QuestionKind.SAFE_CONTACT:
        return _TELLS.get(kind, "")
    return "emails" if "@" in value else "numbers" if any(map(str.isdigit, value)) else ""


def _values(answer: Answer, kind: QuestionKind | None) -> tuple[str, ...]:
    if kind is QuestionKind.ADDRESS and answer.values:
        # Of street and village: a whole kecamatan names nobody, and says where it happened.
        return tuple(value for name, value in answer.values if not name.endswith("-kecamatan"))
    guarded = (answer.guarded,) if answer.guarded else ()
    return (answer.shown, *(value for _, value in answer.values), *guarded)
