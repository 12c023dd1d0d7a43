"""What is wrong with one question by itself: its id, kind, limits, choices and default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Any

from wtforms.form import BaseForm

from loket_site.content.draft import Draft, Placed, values
from loket_site.content.names import SLUG, TELLING_WORDS
from loket_site.content.toml_source import Problem
from loket_site.forms.kinds import kind_of
from loket_site.model.form import (
    ANONYMOUS,
    IDENTITY_QUESTION,
    QUESTION_ID,
    RESERVED_IDS,
    SERVICE_IN_BOOK,
    Choice,
    Limits,
    Question,
    QuestionKind,
)
from loket_site.model.record import KEYS
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
    yield from _kind_mistakes(placed, draft)
    yield from _identity_mistakes(placed)
    at = {
        "id": _wrong_id(placed, earlier, sensitive=sensitive),
        "batas": _wrong_limits(placed.value),
        "pilihan": _wrong_choices(placed.value),
        "tentang_petugas": _wrong_about_staff(placed.value),
        "bawaan": _wrong_default(placed.value, draft),
    }
    for key, sentences in at.items():
        yield from (placed.problem(sentence, key) for sentence in sentences)


def is_for_officers(placed: Placed[Question]) -> bool:
    """Say whether a question stands under the officers' key."""
    return placed.at[0] == OFFICERS


def _wrong_id(
    placed: Placed[Question], earlier: Container[str], *, sensitive: bool
) -> Iterator[str]:
    name = placed.value.id
    if not QUESTION_ID.fullmatch(name):
        yield f"Id `{name}` hanya huruf kecil, angka, dan _, dimulai dengan huruf."
    if name in RESERVED_IDS:
        yield f"Id `{name}` sudah dipakai program. Pilih id lain."
    if name in earlier:
        yield f"Id `{name}` sudah dipakai di formulir ini."
    if name == IDENTITY_QUESTION and is_for_officers(placed):
        yield "Pengirim yang memilih `identitas`. Pindahkan ke `[[bagian]]`."
    if name == SERVICE_IN_BOOK and is_for_officers(placed):
        yield "Buku pengaduan sudah bertanya `layanan`. Pakai id lain."
    if sensitive and TELLING_WORDS.search(name):
        yield "Id formulir peka memuat kata yang membuka isi."


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
    if not 1 <= question.rows <= _MOST_ROWS:
        yield placed.problem(f"Tinggi `baris` harus antara 1 dan {_MOST_ROWS}.", "baris")


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


def _wrong_limits(question: Question) -> Iterator[str]:
    kind, limits, unset = kind_of(question), question.limits, Limits()
    for name in Limits.__struct_fields__:
        if name not in kind.limits and getattr(limits, name) != getattr(unset, name):
            yield f"Jenis {question.kind} tidak memakai {KEYS.get(name, name)}."
    if "longest" in kind.limits:
        longest = kind.longest_of(question)
        if not 1 <= longest <= _LONGEST_TEXT:
            yield f"Batas paling_panjang harus antara 1 dan {_LONGEST_TEXT}."
        elif not 0 <= limits.shortest <= longest:
            yield f"Batas paling_pendek harus dari 0 sampai paling_panjang ({longest})."
    if limits.oldest and not is_span(limits.oldest):
        yield 'Tulis paling_lama seperti "1 tahun" atau "30 hari".'
    if limits.most is not None:
        yield from _wrong_most(question, limits.most, limits.least)


def _wrong_most(question: Question, most: int, least: int | None) -> Iterator[str]:
    kind, offered = kind_of(question), len(question.choice_lines)
    if most < 1:
        yield "Batas paling_banyak dimulai dari 1."
    elif least is not None and most < least:
        yield "Batas paling_banyak lebih kecil dari paling_sedikit."
    elif kind.choosing and "most" in kind.limits and 0 < offered < most:
        yield f"Batas paling_banyak melebihi jumlah pilihan ({offered})."


def unreadable_choices(question: Question) -> tuple[str, ...]:
    """Give the lines of a question that are no choices: asked for them, it would raise."""
    return tuple(line for line in question.choice_lines if _choice(line) is None)


def _choice(line: str) -> Choice | None:
    try:
        return Choice.parse(line)
    except ValueError:
        return None


def _wrong_choices(question: Question) -> Iterator[str]:
    kind = kind_of(question)
    if not kind.choosing:
        if question.choice_lines:
            yield f"Jenis {question.kind} tidak memakai pilihan."
        return
    for line in unreadable_choices(question):
        yield f'Pilihan "{line}" harus berbentuk "nilai | teks" atau "nilai | teks | bantuan".'
    offered = [choice.value for choice in map(_choice, question.choice_lines) if choice]
    if kind.steps:
        if offered and sorted(offered) != list(kind.steps):
            *steps, last = kind.steps
            yield f"{question.kind.capitalize()} memakai nilai {', '.join(steps)}, dan {last}."
        return
    if not question.choice_lines:
        yield "Pertanyaan ini belum punya pilihan."
    for value, times in Counter(offered).items():
        if times > 1:
            yield f"Nilai pilihan `{value}` tertulis {times} kali."
        if not SLUG.fullmatch(value):
            yield f"Nilai `{value}` hanya huruf kecil, angka, dan -."


def _wrong_about_staff(question: Question) -> Iterator[str]:
    offered = kind_of(question).settable(question)
    for value in question.about_staff:
        if value not in offered:
            yield f"`{value}` bukan salah satu pilihan."


def _wrong_default(question: Question, draft: Draft) -> Iterator[str]:
    kind = kind_of(question)
    if not question.default:
        return
    if kind.no_default:
        yield kind.no_default.format(kind=question.kind)
    elif known := kind.settable(question):
        if kind.lists_services:
            known |= {str(service.number) for service in values(draft.services)}
        # A service in a file with mistakes may be the one that is meant.
        unsure = kind.lists_services and draft.unread
        if question.default not in known and not unsure:
            yield f"Bawaan `{question.default}` bukan salah satu pilihan."
    elif not kind.choosing and (reason := _why_no_answer(question)):
        default = _quoted(question.default)
        yield f"Bawaan `{default}` bukan jawaban untuk jenis {question.kind}. {reason}"
    if question.id == IDENTITY_QUESTION and question.default == ANONYMOUS:
        yield "Bawaan untuk nama tidak boleh `tanpa`."


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
