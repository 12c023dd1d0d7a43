"""What is wrong with one question by itself: its id, kind, limits, choices and default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Any

from wtforms.form import BaseForm

from loket_site.content.draft import Draft, Placed
from loket_site.content.names import SLUG, TELLING_WORDS
from loket_site.content.toml_source import Problem
from loket_site.forms.kinds import kind_of
from loket_site.model import (
    ANONYMOUS,
    IDENTITY_QUESTION,
    KEYS,
    QUESTION_ID,
    RESERVED_IDS,
    SERVICE_IN_BOOK,
    Choice,
    Limits,
    Question,
    QuestionKind,
)
from loket_site.words.spelling.days import is_span
from loket_site.words.wording import INDONESIAN

OFFICERS = "petugas"
"""The key of the questions that officers answer, where a problem points at one."""

_WITH_A_NAME = {"rahasia", "terbuka"}
"""The answers to `IDENTITY_QUESTION` besides `ANONYMOUS`."""

_MOST_ROWS = 40
_LONGEST_TEXT = 20_000
"""How many characters one answer may take: the inbox takes 300 kB of text in all."""

_LONGEST_QUOTE = 40
"""How much of a text of the content is said again in a sentence about it."""


def question_mistakes(
    placed: Placed[Question], draft: Draft, earlier: Container[str], *, sensitive: bool
) -> Iterator[Problem]:
    """Everything in a question that contradicts itself; `earlier` are the ids before it."""
    yield from _id_mistakes(placed, earlier, sensitive=sensitive)
    yield from _kind_mistakes(placed, draft)
    yield from _identity_mistakes(placed)
    yield from _limit_mistakes(placed)
    yield from _choice_mistakes(placed)
    yield from _default_mistakes(placed, draft)


def is_for_officers(placed: Placed[Question]) -> bool:
    """Say whether a question stands under the officers' key."""
    return placed.at[0] == OFFICERS


def _id_mistakes(
    placed: Placed[Question], earlier: Container[str], *, sensitive: bool
) -> Iterator[Problem]:
    name = placed.value.id
    if not QUESTION_ID.fullmatch(name):
        sentence = f"Id `{name}` hanya huruf kecil, angka, dan _, dimulai dengan huruf."
        yield placed.problem(sentence, "id")
    if name in RESERVED_IDS:
        yield placed.problem(f"Id `{name}` sudah dipakai program. Pilih id lain.", "id")
    if name in earlier:
        yield placed.problem(f"Id `{name}` sudah dipakai di formulir ini.", "id")
    if name == IDENTITY_QUESTION and is_for_officers(placed):
        yield placed.problem("Pengirim yang memilih `identitas`. Pindahkan ke `[[bagian]]`.", "id")
    if name == SERVICE_IN_BOOK and is_for_officers(placed):
        yield placed.problem("Buku pengaduan sudah bertanya `layanan`. Pakai id lain.", "id")
    if sensitive and TELLING_WORDS.search(name):
        yield placed.problem("Id formulir peka memuat kata yang membuka isi.", "id")


def _kind_mistakes(placed: Placed[Question], draft: Draft) -> Iterator[Problem]:
    question, kind = placed.value, kind_of(placed.value)
    if kind.needs_places and draft.regency is None and "wilayah" not in draft.unread:
        yield placed.problem(f"Jenis {question.kind} memerlukan berkas wilayah.json.", "jenis")
    if not kind.for_officers and is_for_officers(placed):
        yield placed.problem(f"Jenis {question.kind} bukan untuk petugas.", "jenis")
    if kind.always_personal and not question.personal:
        yield placed.problem(f"Jenis {question.kind} memerlukan `pribadi = true`.", "pribadi")
    if question.required and kind.never_required:
        yield placed.problem(kind.never_required, "wajib")


def _identity_mistakes(placed: Placed[Question]) -> Iterator[Problem]:
    """Hold the question of who sees the name to the answers that the inbox knows.

    Its answer stands unsealed beside the case, so it may be nothing that somebody writes.
    """
    question = placed.value
    if question.id != IDENTITY_QUESTION:
        return
    if question.kind is not QuestionKind.CHOOSE_ONE:
        yield placed.problem("Pertanyaan `identitas` harus berjenis pilih-satu.", "jenis")
        return
    values = kind_of(question).settable(question)
    for value in sorted(values - _WITH_A_NAME - {ANONYMOUS}):
        sentence = f"Nilai `{value}` tidak dikenal. `identitas` memakai rahasia, terbuka, tanpa."
        yield placed.problem(sentence, "pilihan")
    if not values & _WITH_A_NAME:
        sentence = "`identitas` memerlukan pilihan rahasia atau terbuka."
        yield placed.problem(sentence, "pilihan")


def _limit_mistakes(placed: Placed[Question]) -> Iterator[Problem]:
    question, limits = placed.value, placed.value.limits
    kind, unset = kind_of(question), Limits()
    if not 1 <= question.rows <= _MOST_ROWS:
        yield placed.problem(f"Tinggi `baris` harus antara 1 dan {_MOST_ROWS}.", "baris")
    for name in Limits.__struct_fields__:
        if name not in kind.limits and getattr(limits, name) != getattr(unset, name):
            yield placed.problem(f"Jenis {question.kind} tidak memakai {KEYS[name]}.", "batas")
    if "longest" in kind.limits:
        longest = kind.longest_of(question)
        if not 1 <= longest <= _LONGEST_TEXT:
            sentence = f"Batas paling_panjang harus antara 1 dan {_LONGEST_TEXT}."
            yield placed.problem(sentence, "batas")
        elif not 0 <= limits.shortest <= longest:
            sentence = f"Batas paling_pendek harus dari 0 sampai paling_panjang ({longest})."
            yield placed.problem(sentence, "batas")
    if limits.most is not None:
        yield from _most_mistakes(placed, limits.most)
    if limits.oldest and not is_span(limits.oldest):
        yield placed.problem('Tulis paling_lama seperti "1 tahun" atau "30 hari".', "batas")


def _most_mistakes(placed: Placed[Question], most: int) -> Iterator[Problem]:
    question, kind = placed.value, kind_of(placed.value)
    least, offered = question.limits.least, len(question.choice_lines)
    if most < 1:
        yield placed.problem("Batas paling_banyak dimulai dari 1.", "batas")
    elif least is not None and most < least:
        yield placed.problem("Batas paling_banyak lebih kecil dari paling_sedikit.", "batas")
    elif kind.choosing and "most" in kind.limits and 0 < offered < most:
        yield placed.problem(f"Batas paling_banyak melebihi jumlah pilihan ({offered}).", "batas")


def unreadable_choices(question: Question) -> tuple[str, ...]:
    """Give the lines of a question that are no choices: asked for them, it would raise."""
    return tuple(line for line in question.choice_lines if _choice(line) is None)


def _choice(line: str) -> Choice | None:
    try:
        return Choice.parse(line)
    except ValueError:
        return None


def _choice_mistakes(placed: Placed[Question]) -> Iterator[Problem]:
    question, kind = placed.value, kind_of(placed.value)
    if not kind.choosing:
        if question.choice_lines:
            yield placed.problem(f"Jenis {question.kind} tidak memakai pilihan.", "pilihan")
        return
    for line in unreadable_choices(question):
        sentence = f'Pilihan "{line}" harus berbentuk "nilai | teks" atau "nilai | teks | bantuan".'
        yield placed.problem(sentence, "pilihan")
    values = [choice.value for choice in map(_choice, question.choice_lines) if choice]
    if kind.steps:
        if values and sorted(values) != list(kind.steps):
            *steps, last = kind.steps
            named = f"{', '.join(steps)}, dan {last}"
            yield placed.problem(f"{question.kind.capitalize()} memakai nilai {named}.", "pilihan")
        return
    if not question.choice_lines:
        yield placed.problem("Pertanyaan ini belum punya pilihan.", "pilihan")
    yield from _value_mistakes(placed, values)


def _value_mistakes(placed: Placed[Question], values: list[str]) -> Iterator[Problem]:
    for value, times in Counter(values).items():
        if times > 1:
            yield placed.problem(f"Nilai pilihan `{value}` tertulis {times} kali.", "pilihan")
        if not SLUG.fullmatch(value):
            yield placed.problem(f"Nilai `{value}` hanya huruf kecil, angka, dan -.", "pilihan")


def _default_mistakes(placed: Placed[Question], draft: Draft) -> Iterator[Problem]:
    question, kind = placed.value, kind_of(placed.value)
    if not question.default:
        return
    if kind.no_default:
        yield placed.problem(kind.no_default.format(kind=question.kind), "bawaan")
    elif known := kind.settable(question):
        if kind.lists_services:
            known |= {str(service.value.number) for service in draft.services}
        # A service in a file with mistakes may be the one that is meant.
        unsure = kind.lists_services and draft.unread
        if question.default not in known and not unsure:
            yield placed.problem(f"Bawaan `{question.default}` bukan salah satu pilihan.", "bawaan")
    elif not kind.choosing and (reason := _why_no_answer(question)):
        sentence = (
            f"Bawaan `{_quoted(question.default)}` bukan jawaban untuk jenis {question.kind}."
        )
        yield placed.problem(f"{sentence} {reason}", "bawaan")
    if question.id == IDENTITY_QUESTION and question.default == ANONYMOUS:
        yield placed.problem("Bawaan untuk nama tidak boleh `tanpa`.", "bawaan")


class _Alone(BaseForm):
    """A form of one question, which judges what that begins with."""

    say = staticmethod(INDONESIAN.say)


def _why_no_answer(question: Question) -> str:
    """Say what the rules of a written answer find in its default; "" where it is one."""
    fields: dict[str, Any] = dict(kind_of(question).fields(question, ()))
    form = _Alone({question.id: fields[question.id]})
    form.process()
    field = form[question.id]
    return "" if field.validate(form) else str(field.errors[0])


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
