"""What the sender sees of a case with the receipt code, and writing back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER
from loket_inbox.domain.codes import code_digest, digest, mentions_code, read_code
from loket_inbox.domain.events import ResponseDelivered, SenderAsked, SenderWrote
from loket_inbox.domain.limits import LONGEST_MESSAGE
from loket_inbox.domain.reading import OPEN, Legible
from loket_inbox.domain.states import State
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.notices import tell_of_message
from loket_inbox.handling.promises import Starts, Step, clocks_of, next_steps
from loket_inbox.handling.sender.check_token import CheckToken
from loket_site.words.texts import clean_paragraphs


class RefusedMessageError(Exception):
    """A message of the sender cannot be taken; the sentence is for the sender."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the conversation as the sender sees it.

    `text` is what the office said; None for a message of the sender's own, which is not shown.
    """

    at: datetime
    text: Legible | None
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class Tracking:
    """What somebody sees who knows the receipt code: never the first story (SS-10).

    `is_filed`: it was kept and that is all, so that no answer is promised.
    """

    number: str
    label: str
    sentence: str
    received_at: datetime
    turns: tuple[Turn, ...]
    steps: tuple[Step, ...]
    is_filed: bool


def track(desk: Desk, typed: str) -> Tracking | None:
    """Find a case by its receipt code as somebody typed it; None where there is none."""
    code = read_code(typed)
    if code is None:
        return None
    with desk.store.reading() as work:
        found = work.cases.by_code(code_digest(desk.secrets.pepper, code))
        return None if found is None else _tracking(CaseFile(desk, work, found))


def write_back(desk: Desk, typed: str, message: str, token: CheckToken | None) -> Tracking | None:
    """Add a message of the sender to a case and write to the officers who answer it.

    None where the code opens no case. A page's token makes a second press of the button harmless.
    Raises RefusedMessageError for an empty or too long message and for one that holds the code.
    """
    code = read_code(typed)
    if code is None:
        return None
    text = _judged(message, code)
    # The same words once more change nothing; other words from the same page are another message.
    cause = None if token is None else digest(f"{token.submission}\0{text}")
    with desk.store.writing() as work:
        found = work.cases.by_code(code_digest(desk.secrets.pepper, code))
        if found is None:
            return None
        file = CaseFile(desk, work, found)
        if cause is None or not work.cases.has_cause(found.id, cause):
            file.record(SenderWrote(), text, by=SENDER, cause=cause)
            tell_of_message(file)
        return _tracking(file)


def _judged(message: str, code: str) -> str:
    text = clean_paragraphs(message)
    if not text:
        raise RefusedMessageError("Tulis pesan Anda.")
    if len(text) > LONGEST_MESSAGE:
        raise RefusedMessageError(
            f"Pesan Anda {len(text)} huruf. Ringkas menjadi paling banyak {LONGEST_MESSAGE} huruf."
        )
    if mentions_code(text, code):
        raise RefusedMessageError(
            "Hapus kode tanda terima dari pesan Anda. Kode itu hanya untuk Anda."
        )
    return text


def _tracking(file: CaseFile) -> Tracking:
    case, desk = file.case, file.desk
    return Tracking(
        number=case.number,
        label=case.state.label,
        sentence=case.state.sentence,
        received_at=case.received_at,
        turns=_turns(file),
        steps=next_steps(clocks_of(desk.catalogue, case), Starts.of(case), desk.calendar),
        is_filed=case.state is State.FILED,
    )


def _turns(file: CaseFile) -> tuple[Turn, ...]:
    turns = []
    for position, recorded in enumerate(file.case.history):
        match recorded.event:
            case ResponseDelivered():
                turns.append(Turn(recorded.at, file.text(position, OPEN)))
            case SenderAsked():
                turns.append(Turn(recorded.at, file.text(position, OPEN), is_question=True))
            case SenderWrote():
                turns.append(Turn(recorded.at, None))
            case _:
                pass
    return tuple(turns)
