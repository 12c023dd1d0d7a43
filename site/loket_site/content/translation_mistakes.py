"""What is wrong with a translation: words for what does not exist, and words that are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from loket_site.content.draft import Draft, Placed, values
from loket_site.content.names import TELLING_WORDS
from loket_site.content.question_mistakes import unreadable_choices
from loket_site.content.toml_source import Problem
from loket_site.model.catalogue import Catalogue
from loket_site.model.edition import translated, translated_around
from loket_site.model.form import FormSpec
from loket_site.model.translation import FormWords, OfficeWords
from loket_site.words.wording import LANGUAGES


def translation_mistakes(draft: Draft) -> Iterator[Problem]:
    """Find translations into a language without words of ours, and those of nothing."""
    every: tuple[Placed[Any], ...] = (*draft.form_words, *draft.office_words)
    for words in every:
        _, language = words.translates
        if language not in LANGUAGES:
            sentence = (
                f"Bahasa `{language}` belum ada di program. Yang ada: {', '.join(LANGUAGES)}."
            )
            yield words.problem(sentence)
    for form_words in draft.form_words:
        form = _form_of(form_words, draft)
        name, _ = form_words.translates
        if form:
            if _can_be_read(form.value):
                yield from _form_mistakes(form_words, form.value)
        elif name not in draft.unread:
            yield form_words.problem(f"Terjemahan ini tidak punya formulir {name}.toml.")
    for office_words in draft.office_words:
        name, _ = office_words.translates
        if name != "kantor":
            yield office_words.problem(
                f"{name}.toml tidak punya terjemahan. Pakai kantor.<bahasa>.toml."
            )
        elif not draft.unread:
            yield from _office_mistakes(office_words, draft)


def translation_oddities(draft: Draft) -> Iterator[Problem]:
    """Count the texts that readers of a translation meet in Indonesian."""
    for form_words in draft.form_words:
        form = _form_of(form_words, draft)
        if form and _can_be_read(form.value):
            yield from _missing(form_words, translated(form.value, form_words.value)[1])
    if draft.office:
        around = Catalogue(
            office=draft.office.value,
            deadlines=values(draft.deadlines),
            calendars=(),
            services=values(draft.services),
            forms=(),
            pages=(),
        )
        for words in draft.office_words:
            yield from _missing(words, translated_around(around, words.value)[1])


def _form_of(words: Placed[FormWords], draft: Draft) -> Placed[FormSpec] | None:
    name, _ = words.translates
    return next((form for form in draft.forms if form.file_name == name), None)


def _can_be_read(form: FormSpec) -> bool:
    """Say whether there are choices to hold a translation against; else the form is told why."""
    return not any(unreadable_choices(question) for question in form.questions)


def _missing(
    words: Placed[FormWords] | Placed[OfficeWords], texts: Collection[str]
) -> Iterator[Problem]:
    if texts:
        sentence = (
            f"{len(texts)} tulisan belum diterjemahkan. Tulisan itu tampil dalam bahasa Indonesia."
        )
        yield words.remark(sentence)


def _form_mistakes(words: Placed[FormWords], form: FormSpec) -> Iterator[Problem]:
    given = words.value
    if form.sensitive and TELLING_WORDS.search(given.title):
        yield words.problem("Judul formulir peka memuat kata yang membuka isi.", "judul")
    if len(given.sections) > len(form.sections):
        sentence = f"Formulir ini punya {len(form.sections)} bagian, bukan {len(given.sections)}."
        yield words.problem(sentence, "bagian")
    questions = {question.id: question for question in form.questions}
    for name, question_words in given.questions.items():
        if name not in questions:
            yield words.problem(f"Pertanyaan `{name}` tidak ada di formulir.", "pertanyaan", name)
            continue
        offered = {choice.value for choice in questions[name].choices}
        for value, text in question_words.choice_lines.items():
            at = ("pertanyaan", name, "pilihan", value)
            if value not in offered:
                yield words.problem(f"`{value}` bukan pilihan dari `{name}`.", *at)
            if text.count("|") > 1:
                yield words.problem('Tulis pilihan seperti "teks" atau "teks | bantuan".', *at)


def _office_mistakes(words: Placed[OfficeWords], draft: Draft) -> Iterator[Problem]:
    given = words.value
    numbers = {each.number for each in draft.office.value.emergency} if draft.office else set()
    known = {
        "darurat": (given.emergency, numbers),
        "tenggat": (given.deadlines, {placed.value.code for placed in draft.deadlines}),
        "layanan": (given.services, {str(placed.value.number) for placed in draft.services}),
    }
    for key, (texts, names) in known.items():
        for name in texts:
            if name not in names:
                yield words.problem(f"`{name}` tidak ada di `{key}`.", key, name)
