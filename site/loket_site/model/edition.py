"""What the office publishes, in another language: words alone change, and fall back one by one.

Kinds, limits, conditions, values and versions are those of the Indonesian form: an answer judged
in one language is judged the same in every other. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from loket_site.model.catalogue import Catalogue
from loket_site.model.form import Choice, ErrorWording, FormSpec, Question, Section
from loket_site.model.translation import FormWords, OfficeWords, QuestionWords
from loket_site.words.wording import INDONESIAN, Wording, wording_in

R = TypeVar("R", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that the office publishes, in one language.

    `untranslated` are those of its texts that stayed Indonesian, without the forms of which no
    word has been translated: they are not shown in it.
    """

    catalogue: Catalogue
    wording: Wording = INDONESIAN
    untranslated: frozenset[str] = frozenset()


def edition_in(catalogue: Catalogue, language: str) -> Edition:
    """Give the catalogue in a language; as it is where it has not been translated into that."""
    translation = catalogue.translations.get(language)
    if translation is None:
        return Edition(catalogue)
    words = _Words()
    forms = tuple(
        _form(each, translation.forms[each.code], words) if each.code in translation.forms else each
        for each in catalogue.forms
    )
    around = _around(catalogue, translation.office, words)
    return Edition(
        replace(around, forms=forms), wording_in(language), frozenset(words.untranslated)
    )


def translated(spec: FormSpec, given: FormWords) -> tuple[FormSpec, tuple[str, ...]]:
    """Put words into a form; beside it, the texts that stay Indonesian."""
    words = _Words()
    return _form(spec, given, words), tuple(words.untranslated)


def translated_around(
    catalogue: Catalogue, given: OfficeWords
) -> tuple[Catalogue, tuple[str, ...]]:
    """Put words into what stands around the forms; beside it, the texts that stay Indonesian."""
    words = _Words()
    return _around(catalogue, given, words), tuple(words.untranslated)


@dataclass(frozen=True, slots=True)
class _Words:
    """Chooses between a word and what it translates, and remembers what had none."""

    untranslated: list[str] = field(default_factory=list)

    def choose(self, word: str | None, own: str) -> str:
        """Give the word, or our own text without one."""
        if own and not word:
            self.untranslated.append(own)
        return word or own

    def fill(self, own: R, given: msgspec.Struct, *names: str) -> R:
        """Replace these attributes of a record by the words given for them."""
        return replace(
            own, **{name: self.choose(getattr(given, name), getattr(own, name)) for name in names}
        )


def _around(catalogue: Catalogue, given: OfficeWords, words: _Words) -> Catalogue:
    office = words.fill(catalogue.office, given, "name", "government", "hours")
    emergency = tuple(
        replace(each, name=words.choose(given.emergency.get(each.number), each.name))
        for each in office.emergency
    )
    deadlines = tuple(
        replace(each, step=words.choose(given.deadlines.get(each.code), each.step))
        for each in catalogue.deadlines
    )
    services = tuple(
        replace(each, title=words.choose(given.services.get(str(each.number)), each.title))
        for each in catalogue.services
    )
    office = replace(office, emergency=emergency)
    return replace(catalogue, office=office, deadlines=deadlines, services=services)


def _form(spec: FormSpec, given: FormWords, words: _Words) -> FormSpec:
    titles = (*given.sections, *("" for _ in spec.sections))
    sections = tuple(
        _section(section, title, given, words)
        for section, title in zip(spec.sections, titles, strict=False)
    )
    privacy = words.fill(spec.privacy, given.privacy, "basis", "purpose", "data", "rights")
    whole = replace(spec, sections=sections, privacy=privacy)
    return words.fill(whole, given, "title", "intro")


def _section(section: Section, title: str, given: FormWords, words: _Words) -> Section:
    questions = tuple(
        _question(each, given.questions.get(each.id, QuestionWords()), words)
        for each in section.questions
    )
    return replace(section, title=words.choose(title, section.title), questions=questions)


def _question(question: Question, given: QuestionWords, words: _Words) -> Question:
    lines = tuple(
        _choice_line(choice, given.choice_lines.get(choice.value, ""), words)
        for choice in question.choices
    )
    wording = words.fill(question.wording, given.wording, *ErrorWording.__struct_fields__)
    whole = replace(question, choice_lines=lines, wording=wording)
    return words.fill(whole, given, "label", "help")


def _choice_line(choice: Choice, given: str, words: _Words) -> str:
    label, _, note = (part.strip() for part in given.partition("|"))
    texts = (words.choose(label, choice.label), words.choose(note, choice.help))
    return " | ".join(filter(None, (choice.value, *texts)))
