"""What stops a build in a form: what contradicts itself, tells too much, or points at nothing."""

from __future__ import annotations

from collections.abc import Iterator

from loket_site.content.condition_mistakes import condition_mistakes
from loket_site.content.draft import Draft, Placed
from loket_site.content.names import SLUG, TELLING_WORDS
from loket_site.content.question_mistakes import OFFICERS, question_mistakes
from loket_site.content.toml_source import Problem
from loket_site.forms.kinds import kind_of
from loket_site.model.form import FormKind, FormSpec, MailToSender, Question, Seal
from loket_site.words.spelling.days import is_span

_MOST_FIELDS = 90
"""How many fields a page may post. The inbox takes 100 parts, and some are the page's own (W-6)."""

_LATEST_VERSION = 9999


def form_mistakes(form: Placed[FormSpec], draft: Draft) -> Iterator[Problem]:
    """Everything in a form that contradicts itself or points at nothing."""
    spec = form.value
    if not SLUG.fullmatch(spec.code):
        yield form.problem("Kode formulir hanya huruf kecil, angka, dan -.", "kode")
    names = f"{spec.code} {spec.title} {spec.name} {form.file_name}"
    if spec.sensitive and TELLING_WORDS.search(names):
        sentence = "Judul, nama, kode, atau nama berkas formulir peka memuat kata yang membuka isi."
        yield form.problem(sentence, "judul")
    if not 1 <= spec.version <= _LATEST_VERSION:
        yield form.problem(f"Versi formulir harus antara 1 dan {_LATEST_VERSION}.", "versi")
    if not is_span(spec.retention):
        yield form.problem('Tulis lama simpan seperti "2 tahun" atau "90 hari".', "simpan")
    yield from _promise_mistakes(form, draft)
    yield from _questions_mistakes(form, draft)


def _promise_mistakes(form: Placed[FormSpec], draft: Draft) -> Iterator[Problem]:
    """Hold what the form says of itself against what the inbox can keep."""
    spec = form.value
    if spec.seal is Seal.SEALED:
        sentence = "Segel `tersegel` belum bisa dipakai, karena kotak masuk belum mengenalnya."
        yield form.problem(sentence, "segel")
    if spec.mail is not MailToSender.NOTHING:
        if not any(kind_of(question).is_mail_address for question in spec.questions):
            yield form.problem("Formulir ini tidak bertanya alamat email. Hapus `email`.", "email")
        if spec.sensitive and spec.mail is MailToSender.ANSWER:
            sentence = "Jawaban formulir peka tidak boleh dikirim lewat email. Tulis `kabar`."
            yield form.problem(sentence, "email")
    if spec.kind is FormKind.SURVEY and spec.deadlines:
        yield form.problem("Survei tidak dijawab, jadi tidak memakai tenggat.", "tenggat")
    if "tenggat" not in draft.unread:
        known = {placed.value.code for placed in draft.deadlines}
        named = [(code, "tenggat") for code in spec.deadlines]
        if spec.misconduct_deadline:
            named.append((spec.misconduct_deadline, "tenggat_pengawasan"))
        for code, key in named:
            if code not in known:
                yield form.problem(f"Tenggat `{code}` tidak ada di tenggat.toml.", key)


def _questions_mistakes(form: Placed[FormSpec], draft: Draft) -> Iterator[Problem]:
    spec = form.value
    placed_questions = tuple(_questions(form))
    if not any(kind_of(question).parts(question) for question in spec.questions):
        yield form.problem("Formulir ini tidak punya pertanyaan.")
    fields = sum(kind_of(each.value).most_posted(each.value) for each in placed_questions)
    if fields > _MOST_FIELDS:
        sentence = f"Formulir ini punya {fields} isian. Sisakan paling banyak {_MOST_FIELDS}."
        yield form.problem(sentence)
    officers = {question.id for question in spec.officer_questions}
    hangs_on = {
        placed.value.id: tuple(placed.value.shown_if) for placed in reversed(placed_questions)
    }
    earlier: dict[str, Question] = {}
    for placed in placed_questions:
        yield from question_mistakes(placed, draft, earlier, sensitive=spec.sensitive)
        yield from condition_mistakes(placed, earlier, officers, hangs_on)
        earlier[placed.value.id] = placed.value


def _questions(form: Placed[FormSpec]) -> Iterator[Placed[Question]]:
    """Find each question where it stands: the public's, then the officers'."""
    for number, section in enumerate(form.value.sections):
        for position, question in enumerate(section.questions):
            yield Placed(question, form.source, ("bagian", number, "pertanyaan", position))
    for position, question in enumerate(form.value.officer_questions):
        yield Placed(question, form.source, (OFFICERS, position))
