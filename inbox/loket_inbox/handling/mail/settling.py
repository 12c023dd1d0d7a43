"""Settling a held mail: it goes into a case that is there, or is put aside with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from loket_inbox.desk import Desk
from loket_inbox.domain.case import IllegalTransitionError
from loket_inbox.domain.codes import read_case_number
from loket_inbox.domain.deeds import Deed, require
from loket_inbox.domain.officers import Officer
from loket_inbox.domain.states import State
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import InHand, RefusedError, StaleError, readable
from loket_inbox.handling.mail.settlements import REASON, Settlement, claim, settle
from loket_inbox.store.transactions import Work

_CLOSED = "Kasus ini sudah ditutup. Buka lagi kasusnya dulu, atau pilih cara lain."


class FiledAs(Enum):
    """As what a mail goes into a case: the officers' words, and the deed."""

    ANSWER = ("jawaban", "Jawaban kantor untuk pengirim", Deed.ANSWER)
    NOTE = ("catatan", "Catatan untuk berkas, tidak tampil bagi pengirim", Deed.NOTE)
    MESSAGE = ("pesan", "Pesan dari pengirim", Deed.MESSAGE)

    def __init__(self, word: str, label: str, deed: Deed) -> None:
        self.word = word
        self.label = label
        self.deed = deed


_DOES: dict[FiledAs, Callable[[InHand, str], None]] = {
    FiledAs.ANSWER: answering.answer,
    FiledAs.NOTE: casework.note,
    FiledAs.MESSAGE: casework.take_message,
}


@dataclass(frozen=True, slots=True)
class Target:
    """The case that a mail shall go into, as an officer recognises it."""

    number: str
    title: str
    state: State
    version: int


@dataclass(frozen=True, slots=True)
class Filing:
    """What an officer files of a mail, where, and as what.

    `version` is the case's version that the check page showed; None where there was none.
    """

    number: str
    part: FiledAs
    text: str
    version: int | None = None


def target(desk: Desk, officer: Officer, typed: str, part: FiledAs) -> Target:
    """Look at the case that an officer wants to file a mail in.

    Raises NoSuchCaseError, NotAllowedError, and RefusedError where its state does not allow it.
    """
    with desk.store.reading() as work:
        file = _open_target(desk, work, officer, typed, part)
        return Target(file.case.number, file.title(), file.case.state, file.case.version)


def attach(desk: Desk, officer: Officer, mail_id: int, filing: Filing) -> str:
    """File a held mail in a case, as answer, note or message of the sender; gives the number.

    Raises what `target` raises, NoSuchMailError, SettledError, and StaleError where the case has
    changed since the check page.
    """
    with desk.store.writing() as work:
        kept = claim(desk, work, officer, mail_id)
        file = _open_target(desk, work, officer, filing.number, filing.part)
        hand = InHand(file, officer, kept.digest)
        if filing.version not in {None, file.case.version}:
            raise StaleError(file.case.history[filing.version :])
        try:
            _DOES[filing.part](hand, filing.text)
        except IllegalTransitionError as error:
            raise RefusedError(_CLOSED) from error
        # What a mail became is stored under the name of the deed.
        settlement = Settlement.coded(filing.part.deed.code)
        settle(work, officer, kept, settlement, case_id=file.stored.id)
        return file.case.number


def discard(desk: Desk, officer: Officer, mail_id: int, reason: str) -> None:
    """Put a held mail aside with a reason; it stays kept, and where it was known to belong.

    Raises NotAllowedError, NoSuchMailError and SettledError.
    """
    with desk.store.writing() as work:
        kept = claim(desk, work, officer, mail_id)
        sealed = desk.envelope.seal(kept.digest, REASON, reason.encode()).blob
        settle(work, officer, kept, Settlement.DISCARDED, case_id=kept.case_id, reason=sealed)


def _open_target(desk: Desk, work: Work, officer: Officer, typed: str, part: FiledAs) -> CaseFile:
    file = readable(desk, work, officer, read_case_number(typed))
    require(officer, part.deed, file.case)
    if not file.case.can(part.deed.event):
        raise RefusedError(_CLOSED)
    return file
