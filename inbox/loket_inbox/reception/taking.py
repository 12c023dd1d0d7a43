"""Putting a mail on its case: the event that its address stands for, and the files it brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loket_inbox import letters
from loket_inbox.case import SENDER
from loket_inbox.events import Disposed, FilesAdded, FindingsWritten, Noted, SenderWrote
from loket_inbox.handling import acting, answering
from loket_inbox.handling.enclosing import enclose_mailed
from loket_inbox.handling.notices import about, tell_of_findings, tell_of_message
from loket_inbox.handling.to_sender import Sender
from loket_inbox.officers import Action, Officer
from loket_inbox.reception.finding import Known
from loket_inbox.uploads.harmless import HarmlessFile

_FILES_ONLY = "Pengirim mengirim berkas tanpa tulisan."
_NO_INSTRUCTION = "Mohon ditindaklanjuti."
_NO_REASON = "Mohon diperbaiki."


@dataclass(frozen=True, slots=True)
class Brought:
    """The files of a mail: those we keep with the case, and how many only its original holds."""

    files: tuple[HarmlessFile, ...] = ()
    left: int = 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences about them for whoever wrote the mail."""
        kept = f"Kami menyimpan {len(self.files)} berkas di kasus ini, untuk petugas saja."
        left = f"Ada {self.left} berkas yang hanya tersimpan di dalam surat asli."
        return (*((kept,) if self.files else ()), *((left,) if self.left else ()))


def take(known: Known, text: str, brought: Brought, *, cause: str) -> None:
    """Do with the case what the mail says. Raises RefusedError where that cannot be had."""
    writer = known.writer
    if isinstance(writer, Sender):
        _message(known, text, cause)
        _keep_files(known, brought, by=SENDER)
        return
    _OFFICERS[known.action](known, writer, text, brought, cause)
    _keep_files(known, brought, by=writer.mark)


def _keep_files(known: Known, brought: Brought, *, by: str) -> None:
    if not brought.files:
        return
    digests, enclosures = enclose_mailed(known.file, brought.files)
    known.file.record(FilesAdded(digests), enclosures, by=by)


def _message(known: Known, text: str, cause: str) -> None:
    message = text or _FILES_ONLY
    known.file.record(SenderWrote(), message, by=SENDER, cause=cause)
    tell_of_message(known.file, message)


def _answer(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    answering.answer(
        known.file, text, by=writer, cause=cause, is_by_mail=True, remarks=brought.remarks
    )


def _findings(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    known.file.record(FindingsWritten(), text, by=writer.mark, cause=cause)
    tell_of_findings(known.file, text)
    _confirm(known, writer, "Rumusan Anda sudah kami kirim kepada kepala kantor.", brought)


def _note(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    known.file.record(Noted(), text or "Lihat berkas.", by=writer.mark, cause=cause)
    _confirm(known, writer, "Catatan Anda sudah kami simpan. Pengirim tidak melihatnya.", brought)


def _dispose(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    target = known.file.work.people.by_id(known.target or 0)
    if target is None:
        raise acting.RefusedError("Petugas ini tidak bekerja di sini lagi.")
    instruction = text or _NO_INSTRUCTION
    acting.dispose(known.file, Disposed((target.id,)), instruction, by=writer, cause=cause)
    _confirm(known, writer, f"Disposisi ke {target.name} sudah kami catat.", brought)


def _approve(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    found = [
        known.file.text(position)
        for position, recorded in enumerate(known.file.case.history)
        if isinstance(recorded.event, FindingsWritten)
    ]
    _ = brought  # The letter about the answer says everything.
    acting.approve(known.file, text or found[-1], by=writer, cause=cause, is_by_mail=True)


def _send_back(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    acting.send_back(known.file, text or _NO_REASON, by=writer, cause=cause)
    _confirm(known, writer, "Rumusan sudah kami kembalikan ke Tim.", brought)


def _stop(known: Known, writer: Officer, text: str, brought: Brought, cause: str) -> None:
    _ = text, brought  # Whatever else it says, it says stop.
    answering.stop(known.file, known.target or 0, by=writer, cause=cause)


_OFFICERS: dict[Action, Callable[[Known, Officer, str, Brought, str], None]] = {
    Action.ANSWER: _answer,
    Action.FINDINGS: _findings,
    Action.NOTE: _note,
    Action.DISPOSE: _dispose,
    Action.APPROVE: _approve,
    Action.RETURN: _send_back,
    Action.STOP: _stop,
}

if set(_OFFICERS) != set(Action) - {Action.MESSAGE}:
    raise NotImplementedError("an action that no mail of an officer does")


def _confirm(known: Known, writer: Officer, sentence: str, brought: Brought) -> None:
    """Write to the officer that it is done."""
    letter = letters.taken_by_mail(
        about(known.file, writer), " ".join((sentence, *brought.remarks))
    )
    known.file.post(letter, writer)
