"""Putting a mail on its case: the event that its address stands for, and the files it brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loket_inbox import letters
from loket_inbox.domain.case import SENDER
from loket_inbox.domain.codes import code_digest, without_code
from loket_inbox.domain.events import Disposed, FilesAdded, FindingsWritten, Noted, SenderWrote
from loket_inbox.domain.officers import Action, Officer
from loket_inbox.handling.case import acting, answering
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.files.enclosing import enclose_mailed
from loket_inbox.handling.notices import (
    A_TEAM,
    about,
    team_members,
    tell_of_findings,
    tell_of_message,
)
from loket_inbox.handling.to_sender import Sender
from loket_inbox.mail_in.finding import Known
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
        """Sentences about them for the officer who sent them."""
        if not self.files and not self.left:
            return ()
        return (
            "Berkas Anda TIDAK sampai kepada pengirim.",
            f"{len(self.files)} berkas tersimpan di kasus ini, untuk petugas saja."
            if not self.left
            else f"{len(self.files)} berkas tersimpan di kasus ini, {self.left} di surat aslinya.",
        )


@dataclass(frozen=True, slots=True)
class _Mail:
    """An officer's mail that is to be taken. `cause` is its identity."""

    known: Known
    writer: Officer
    text: str
    brought: Brought
    cause: str

    @property
    def file(self) -> CaseFile:
        """The case that it is for."""
        return self.known.file


def take(known: Known, text: str, brought: Brought, *, cause: str) -> None:
    """Do with the case what the mail says. Raises RefusedError where that cannot be had."""
    writer = known.writer
    if isinstance(writer, Sender):
        _message(known, text, brought, cause)
        _keep_files(known, brought, by=SENDER)
        return
    if known.action is None:
        raise RefusedError("Surat ini tidak menerima balasan.")
    _OFFICERS[known.action](_Mail(known, writer, text, brought, cause))
    _keep_files(known, brought, by=writer.mark)


def _keep_files(known: Known, brought: Brought, *, by: str) -> None:
    if not brought.files:
        return
    digests, enclosures = enclose_mailed(known.file, brought.files, is_senders=by == SENDER)
    known.file.record(FilesAdded(digests), enclosures, by=by)


def _message(known: Known, text: str, brought: Brought, cause: str) -> None:
    desk, kept = known.file.desk, known.file.work.cases.code_digest(known.file.stored.id)
    text = without_code(text, lambda code: code_digest(desk.secrets.pepper, code) == kept)
    message = text or _FILES_ONLY
    known.file.record(SenderWrote(), message, by=SENDER, cause=cause)
    tell_of_message(known.file, message, files=len(brought.files), left=brought.left)


def _answer(mail: _Mail) -> None:
    answering.answer(
        mail.file,
        mail.text,
        by=mail.writer,
        cause=mail.cause,
        is_by_mail=True,
        remarks=mail.brought.remarks,
    )


def _findings(mail: _Mail) -> None:
    mail.file.record(FindingsWritten(), mail.text, by=mail.writer.mark, cause=mail.cause)
    tell_of_findings(mail.file, mail.text)
    _confirm(mail, "Rumusan Anda sudah kami kirim kepada kepala kantor.")


def _note(mail: _Mail) -> None:
    text = mail.text or "Lihat berkas."
    mail.file.record(Noted(), text, by=mail.writer.mark, cause=mail.cause)
    _confirm(mail, "Catatan Anda sudah kami simpan. Pengirim tidak melihatnya.")


def _dispose(mail: _Mail) -> None:
    target = mail.known.target
    head = mail.file.work.people.by_id(target or 0)
    named = team_members(mail.file) if target == A_TEAM else (head,) if head else ()
    if not named:
        raise RefusedError("Petugas ini tidak bekerja di sini lagi.")
    disposed = Disposed(tuple(each.id for each in named), target == A_TEAM)
    instruction = mail.text or _NO_INSTRUCTION
    acting.dispose(mail.file, disposed, instruction, by=mail.writer, cause=mail.cause)
    names = ", ".join(each.name for each in named)
    whom = f"Tim ({names})" if target == A_TEAM else names
    _confirm(mail, f"Disposisi ke {whom} sudah kami catat.")


def _approve(mail: _Mail) -> None:
    found = [
        mail.file.text(position)
        for position, recorded in enumerate(mail.file.case.history)
        if isinstance(recorded.event, FindingsWritten)
    ]
    acting.approve(mail.file, found[-1], by=mail.writer, cause=mail.cause, is_by_mail=True)
    # A polite line in the mail is no answer to the sender; other words for it are for the web.
    if mail.text:
        mail.file.record(Noted(), mail.text, by=mail.writer.mark)


def _send_back(mail: _Mail) -> None:
    reason = mail.text or _NO_REASON
    acting.send_back(mail.file, reason, by=mail.writer, cause=mail.cause)
    _confirm(mail, "Rumusan sudah kami kembalikan ke Tim.")


def _stop(mail: _Mail) -> None:
    # Whatever else it says, it says stop.
    answering.stop(mail.file, mail.known.target or 0, by=mail.writer, cause=mail.cause)


_OFFICERS: dict[Action, Callable[[_Mail], None]] = {
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


def _confirm(mail: _Mail, sentence: str) -> None:
    """Write to the officer that it is done."""
    said = " ".join((sentence, *mail.brought.remarks))
    mail.file.post(letters.taken_by_mail(about(mail.file, mail.writer), said), mail.writer)
