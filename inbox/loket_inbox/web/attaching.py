"""The files of one POST: new ones are taken in, those of a page before are looked up (W-9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from loket_inbox.desk import Desk
from loket_inbox.handling.files.waiting import FileGoneError, discard, look_up, take_in
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.uploads.naming import shown_name
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_inbox.web.posted import Posted, Upload
from loket_site.forms.attached import Attached, KeptFile, Refused, dropped_name, kept_name
from loket_site.model.form import FormSpec, Question, QuestionKind
from loket_site.words.wording import mark

_LOST = Refused(
    mark(
        "Sebagian berkas tidak ada lagi di sini. "
        "Mungkin sudah terkirim, atau menunggu lebih dari 60 menit. "
        "Pilih lagi berkas itu bila masih perlu."
    )
)

_NAMELESS = "Berkas"
"""What a file is called while the database is away: its name is sealed with it."""


def attach(desk: Desk, spec: FormSpec, sent: Posted) -> dict[str, Attached]:
    """Take in the files that a form was sent with, by the ids of their questions."""
    asked = [each for each in spec.questions if each.kind is QuestionKind.FILES]
    dropped = {each for question in asked for each in sent.fields.getlist(dropped_name(question))}
    if dropped:
        # Should the database be away, their hour ends them.
        with suppress(StoreAwayError):
            discard(desk, dropped)
    return {question.id: _attached(desk, question, sent, dropped) for question in asked}


def are_lost(files: Mapping[str, Attached]) -> bool:
    """Say whether a page named files that wait no more."""
    return any(_LOST in attached.refusals for attached in files.values())


def _attached(desk: Desk, question: Question, sent: Posted, dropped: set[str]) -> Attached:
    # Twice what the question takes: enough to let people choose which ones to drop, and a bound to
    # the work of one request.
    room = 2 * question.most_files
    named = dict.fromkeys(sent.fields.getlist(kept_name(question)))
    tokens = [token for token in named if token not in dropped][:room]
    kept = [file for token in tokens if (file := _waiting(desk, token))]
    refusals = [] if len(kept) == len(tokens) else [_LOST]
    room -= len(kept)
    uploads = sent.uploads.getlist(question.id)
    taken, refused = _taken_in(desk, uploads[:room], pdf_allowed=question.limits.pdf)
    if len(uploads) > room:
        refused.append(Refused(Refusal.TOO_MANY.sentence))
    return Attached((*kept, *taken), (*refusals, *refused))


def _waiting(desk: Desk, token: str) -> KeptFile | None:
    try:
        return look_up(desk, token)
    except FileGoneError:
        return None
    except StoreAwayError:
        # Whether it still waits shows when it is sent; until then the page keeps its key.
        return KeptFile(token, _NAMELESS, 0)


def _taken_in(
    desk: Desk, uploads: Iterable[Upload], *, pdf_allowed: bool
) -> tuple[list[KeptFile], list[Refused]]:
    """Take in files one by one: those that wait now, and a sentence for each other one."""
    taken: list[KeptFile] = []
    refusals: list[Refused] = []
    is_patient = True
    for upload in uploads:
        if not is_patient:
            refusals.append(Refused(Refusal.BUSY.sentence, name=shown_name(upload.name)))
            continue
        try:
            file = take_in(desk, upload.content, name=upload.name, pdf_allowed=pdf_allowed)
        except RefusedFileError as refused:
            why = refused.refusal.sentence
            refusals.append(Refused(why, name=shown_name(upload.name), ending=refused.ending))
            # One request waits once: what comes after in it would keep a thread for minutes.
            is_patient = refused.refusal not in {Refusal.BUSY, Refusal.TOO_SLOW}
        else:
            taken.append(file)
    return taken, refusals
