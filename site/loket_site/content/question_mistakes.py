"""What is wrong with one question by itself: its id, kind, limits, choices and default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Any

from wtforms.form import BaseForm

from loket_site.content.draft import Draft, Placed
from loket_site.content.names import SLUG, TELLING_WORDS
from loket_site.content.toml_source import Problem
from loket_site.forms.kinds import KINDS
from loket_site.forms.kinds.choosing import SCALE
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

_MUST_BE_PERSONAL = {QuestionKind.IDENTITY_NUMBER, QuestionKind.SAFE_CONTACT}
_NEVER_REQUIRED = {
    # It tells birth date and sex, and not everybody has one at hand.
    QuestionKind.IDENTITY_NUMBER: "NIK tidak boleh diharuskan. Hapus `wajib`.",
    # In danger nobody owes us a way to be reached (SS-7).
    QuestionKind.SAFE_CONTACT: "Kontak aman tidak boleh diharuskan. Hapus `wajib`.",
    QuestionKind.NOTE: "Catatan tidak punya jawaban. Hapus `wajib`.",
}
_NOT_FOR_OFFICERS = {QuestionKind.FILES, QuestionKind.SAFE_CONTACT}

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
    question = placed.value
    no_places = draft.regency is None and "wilayah" not in draft.unread
    if question.kind is QuestionKind.ADDRESS and no_places:
        yield placed.problem("Jenis alamat memerlukan berkas wilayah.json.", "jenis")
    if question.kind in _NOT_FOR_OFFICERS and is_for_officers(placed):
        yield placed.problem(f"Jenis {question.kind} bukan untuk petugas.", "jenis")
    if question.kind in _MUST_BE_PERSONAL and not question.personal:
        yield placed.problem(f"Jenis {question.kind} memerlukan `pribadi = true`.", "pribadi")
    if question.required and question.kind in _NEVER_REQUIRED:
        yield placed.problem(_NEVER_REQUIRED[question.kind], "wajib")


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
    values = KINDS[question.kind].settable(question)
    for value in sorted(values - _WITH_A_NAME - {ANONYMOUS}):
        sentence = f"Nilai `{value}` tidak dikenal. `identitas` memakai rahasia, terbuka, tanpa."
        yield placed.problem(sentence, "pilihan")
    if not values & _WITH_A_NAME:
        sentence = "`identitas` memerlukan pilihan rahasia atau terbuka."
        yield placed.problem(sentence, "pilihan")


def _limit_mistakes(placed: Placed[Question]) -> Iterator[Problem]:
    question, limits = placed.value, placed.value.limits
    known, unset = KINDS[question.kind].limits, Limits()
    if not 1 <= question.rows <= _MOST_ROWS:
        yield placed.problem(f"Tinggi `baris` harus antara 1 dan {_MOST_ROWS}.", "baris")
    for name in Limits.__struct_fields__:
        if name not in known and getattr(limits, name) != getattr(unset, name):
            yield placed.problem(f"Jenis {question.kind} tidak memakai {KEYS[name]}.", "batas")
    if "longest" in known:
        longest = question.longest
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
    question = placed.value
    least, offered = question.limits.least, len(question.choice_lines)
    if most < 1:
        yield placed.problem("Batas paling_banyak dimulai dari 1.", "batas")
    elif least is not None and most < least:
        yield placed.problem("Batas paling_banyak lebih kecil dari paling_sedikit.", "batas")
    elif question.kind is QuestionKind.CHOOSE_MANY and 0 < offered < most:
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
    question = placed.value
    if not KINDS[question.kind].choosing:
        if question.choice_lines:
            yield placed.problem(f"Jenis {question.kind} tidak memakai pilihan.", "pilihan")
        return
    for line in unreadable_choices(question):
        sentence = f'Pilihan "{line}" harus berbentuk "nilai | teks" atau "nilai | teks | bantuan".'
        yield placed.problem(sentence, "pilihan")
    values = [choice.value for choice in map(_choice, question.choice_lines) if choice]
    if question.kind is QuestionKind.SCALE:
        if values and sorted(values) != list(SCALE):
            yield placed.problem("Skala memakai nilai 1, 2, 3, dan 4.", "pilihan")
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
    question, kind = placed.value, KINDS[placed.value.kind]
    if not question.default:
        return
    if question.kind is QuestionKind.CONSENT:
        yield placed.problem("Persetujuan tidak boleh terpilih dari awal.", "bawaan")
    elif not kind.takes_default:
        yield placed.problem(f"Jenis {question.kind} tidak memakai bawaan.", "bawaan")
    elif known := kind.settable(question):
        if question.kind is QuestionKind.SERVICE:
            known |= {str(service.value.number) for service in draft.services}
        # A service in a file with mistakes may be the one that is meant.
        unsure = question.kind is QuestionKind.SERVICE and draft.unread
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
    fields: dict[str, Any] = dict(KINDS[question.kind].fields(question, ()))
    form = _Alone({question.id: fields[question.id]})
    form.process()
    field = form[question.id]
    return "" if field.validate(form) else str(field.errors[0])


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
