"""The files of one POST: new ones are taken in, those of a page before are looked up (W-9)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass

from loket_inbox.desk import Desk
from loket_inbox.handling.files.waiting import FileGoneError, discard, look_up, take_in
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.uploads.kinds import recognised
from loket_inbox.uploads.naming import shown_name
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_inbox.uploads.sizes import pixels_told
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


MOST_PIXELS = 48_000_000
"""How many pixels the pictures of one request may have together: three photos of 16 megapixels."""


def attach(desk: Desk, spec: FormSpec, sent: Posted, address: str) -> dict[str, Attached]:
    """Take in the files that a form was sent with, by the ids of their questions.

    `address` is where they come from. Where the house is full, none is taken (W-17).
    """
    asked = [each for each in spec.questions if each.kind is QuestionKind.FILES]
    dropped = {each for question in asked for each in sent.fields.getlist(dropped_name(question))}
    if dropped:
        # Should the database be away, their hour ends them.
        with suppress(StoreAwayError):
            discard(desk, dropped)
    with desk.pictures.place() if sent.uploads else nullcontext(True) as is_free:
        taking = _Taking(desk, address, is_free=is_free)
        return {each.id: _attached(taking, each, sent, dropped) for each in asked}


def are_lost(files: Mapping[str, Attached]) -> bool:
    """Say whether a page named files that wait no more."""
    return any(_LOST in attached.refusals for attached in files.values())


@dataclass(slots=True)
class _Taking:
    """One request that brings files: where it comes from, and what is left of its budget."""

    desk: Desk
    address: str
    is_free: bool
    pixels: int = MOST_PIXELS

    def take(self, upload: Upload, *, pdf_allowed: bool) -> KeptFile:
        """Take in a file. Raises RefusedFileError."""
        if not self.is_free:
            raise RefusedFileError(Refusal.BUSY)
        kind = recognised(upload.content, name=upload.name, pdf_allowed=pdf_allowed)
        told = pixels_told(kind, upload.content)
        if self.pixels < told <= MOST_PIXELS:
            raise RefusedFileError(Refusal.TOO_MUCH)
        self.pixels -= min(told, self.pixels)
        try:
            return take_in(
                self.desk,
                upload.content,
                name=upload.name,
                pdf_allowed=pdf_allowed,
                address=self.address,
            )
        except RefusedFileError as refused:
            # What comes after a picture that took too long would keep a thread for minutes.
            self.is_free = refused.refusal is not Refusal.TOO_SLOW
            raise


def _attached(taking: _Taking, question: Question, sent: Posted, dropped: set[str]) -> Attached:
    # Twice what the question takes: enough to let people choose which ones to drop, and a bound to
    # the work of one request.
    room = 2 * question.most_files
    named = dict.fromkeys(sent.fields.getlist(kept_name(question)))
    tokens = [token for token in named if token not in dropped][:room]
    kept = [file for token in tokens if (file := _waiting(taking.desk, token))]
    refusals = [] if len(kept) == len(tokens) else [_LOST]
    room -= len(kept)
    uploads = sent.uploads.getlist(question.id)
    for upload in uploads[:room]:
        try:
            kept.append(taking.take(upload, pdf_allowed=question.limits.pdf))
        except RefusedFileError as refused:
            refusals.append(_told(refused, upload))
    if len(uploads) > room:
        refusals.append(Refused(Refusal.TOO_MANY.sentence))
    return Attached(tuple(kept), tuple(refusals))


def _told(refused: RefusedFileError, upload: Upload) -> Refused:
    why = refused.refusal
    return Refused(why.sentence, shown_name(upload.name), refused.ending, blocks=why.blocks)


def _waiting(desk: Desk, token: str) -> KeptFile | None:
    try:
        return look_up(desk, token)
    except FileGoneError:
        return None
    except StoreAwayError:
        # Whether it still waits shows when it is sent; until then the page keeps its key.
        return KeptFile(token, _NAMELESS, 0)
