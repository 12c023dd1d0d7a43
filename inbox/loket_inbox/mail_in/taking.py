"""Putting a mail on its case: the event that its address stands for, and the files it brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER
from loket_inbox.domain.codes import code_digest, without_code
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import FilesAdded, FindingsWritten, SenderWrote
from loket_inbox.domain.reading import OPEN
from loket_inbox.handling.case import answering, casework, releasing
from loket_inbox.handling.doors import InHand, RefusedError
from loket_inbox.handling.files.enclosing import enclose_mailed
from loket_inbox.handling.notices import (
    A_TEAM,
    about,
    team_members,
    tell_of_message,
    tell_of_release,
)
from loket_inbox.letters import to_officers
from loket_inbox.letters.values import Sender
from loket_inbox.mail_in import finding
from loket_inbox.mail_in.deciding import USES
from loket_inbox.mail_in.finding import Known
from loket_inbox.uploads.harmless import HarmlessFile, harmless
from loket_inbox.uploads.refusals import RefusedFileError
from loket_mail.message.parse import Incoming

_MOST_FILES = 20
"""How many files of a mail are looked at; its original holds all."""

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
    """An officer's mail that is to be taken: the case in their hands, and what it is about.

    `target` is that of the reply address.
    """

    hand: InHand
    target: int
    text: str
    brought: Brought


def take(known: Known, text: str, brought: Brought, *, cause: str) -> None:
    """Do with the case what the mail says. Raises RefusedError where that cannot be had."""
    writer = known.writer
    if isinstance(writer, Sender):
        _message(known, text, brought, cause)
    elif known.action is None:
        raise RefusedError("Surat ini tidak menerima balasan.")
    else:
        hand = InHand(known.file, writer, cause)
        if known.made_at:
            hand.releases = releasing.shown_by_letter(hand, known.made_at)
        _OFFICERS[known.action](_Mail(hand, known.target or 0, text, brought))
    if brought.files:
        is_senders = isinstance(writer, Sender)
        digests, enclosures = enclose_mailed(known.file, brought.files, is_senders=is_senders)
        known.file.record(FilesAdded(digests), enclosures, by=known.mark)


def _message(known: Known, text: str, brought: Brought, cause: str) -> None:
    desk, kept = known.file.desk, known.file.work.cases.code_digest(known.file.stored.id)
    text = without_code(text, lambda code: code_digest(desk.secrets.pepper, code) == kept)
    known.file.record(SenderWrote(), text or _FILES_ONLY, by=SENDER, cause=cause)
    tell_of_message(known.file, files=len(brought.files), left=brought.left)


def _answer(mail: _Mail) -> None:
    is_first = mail.hand.file.case.released is None
    answering.answer(mail.hand, mail.text, is_by_mail=True, remarks=mail.brought.remarks)
    if mail.hand.releases:
        tell_of_release(mail.hand.file, is_first=is_first)


def _write_findings(mail: _Mail) -> None:
    casework.write_findings(mail.hand, mail.text)
    _confirm(mail, "Rumusan Anda sudah kami kirim kepada kepala kantor.")


def _note(mail: _Mail) -> None:
    casework.note(mail.hand, mail.text or "Lihat berkas.")
    _confirm(mail, "Catatan Anda sudah kami simpan. Pengirim tidak melihatnya.")


def _dispose(mail: _Mail) -> None:
    file, is_team = mail.hand.file, mail.target == A_TEAM
    head = file.work.people.by_id(mail.target)
    named = team_members(file) if is_team else (head,) if head else ()
    if not named:
        raise RefusedError("Petugas ini tidak bekerja di sini lagi.")
    instruction = mail.text or _NO_INSTRUCTION
    rows = tuple(each.id for each in named)
    casework.dispose(mail.hand, rows, instruction, None, is_team=is_team)
    names = ", ".join(each.name for each in named)
    whom = f"Tim ({names})" if is_team else names
    _confirm(mail, f"Disposisi ke {whom} sudah kami catat.")


def _approve(mail: _Mail) -> None:
    findings = mail.hand.file.newest_text(FindingsWritten, OPEN)
    casework.approve(mail.hand, findings, is_by_mail=True)
    # A polite line in the mail is no answer to the sender; other words for it are for the web.
    if mail.text:
        casework.note(mail.hand, mail.text)


def _send_back(mail: _Mail) -> None:
    casework.send_back(mail.hand, mail.text or _NO_REASON)
    _confirm(mail, "Rumusan sudah kami kembalikan ke Tim.")


def _stop(mail: _Mail) -> None:
    # Whatever else it says, it says stop.
    answering.stop(mail.hand, mail.target)


_OFFICERS: dict[Deed, Callable[[_Mail], None]] = {
    Deed.ANSWER: _answer,
    Deed.WRITE_FINDINGS: _write_findings,
    Deed.NOTE: _note,
    Deed.DISPOSE: _dispose,
    Deed.APPROVE: _approve,
    Deed.SEND_BACK: _send_back,
    Deed.STOP_ANSWERS: _stop,
}

if set(_OFFICERS) != set(USES) - {Deed.MESSAGE}:
    raise NotImplementedError("a deed that no mail of an officer does")


def _confirm(mail: _Mail, sentence: str) -> None:
    """Write to the officer that it is done."""
    said, writer = " ".join((sentence, *mail.brought.remarks)), mail.hand.by
    file = mail.hand.file
    file.post(to_officers.taken_by_mail(about(file, writer), said), writer)


def files_brought(desk: Desk, mail: Incoming, identity: str) -> Brought:
    """Make the files of a mail harmless that will go to a case; those of strangers stay closed."""
    if not mail.files:
        return Brought()
    with desk.store.reading() as work:
        if work.messages.has(identity):
            return Brought()
        known = finding.known(desk, work, mail)
    if known is None or known.writer.email != mail.sender or mail.automatic:
        return Brought()
    kept: list[HarmlessFile] = []
    for file in mail.files[:_MOST_FILES]:
        try:
            kept.append(
                harmless(file.content, name=file.name, pdf_allowed=True, workers=desk.pictures)
            )
        except RefusedFileError:
            continue
    return Brought(tuple(kept), len(mail.files) - len(kept))
