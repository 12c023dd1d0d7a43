"""Where a case can stand, and where each event leads. Pure: the standard library alone."""

from __future__ import annotations

from enum import Enum

from loket_inbox.domain.events import (
    AccusedNamed,
    Approved,
    Classified,
    Closed,
    CodeReplaced,
    Completed,
    ContactOpened,
    Disposed,
    EntryCorrected,
    Event,
    Filed,
    FilesAdded,
    FindingsWritten,
    LetterFailed,
    MailStopped,
    NameOpened,
    Noted,
    Received,
    Registered,
    Reopened,
    ResponseDelivered,
    ResponseDrafted,
    ResponseStopped,
    Returned,
    RobotWrote,
    SenderAsked,
    SenderWrote,
    TakenUp,
)
from loket_inbox.domain.terms import Coded
from loket_inbox.domain.written_events import EVENTS


class Turn(Enum):
    """Who has to do something next. The numbers sort the register: our own work first."""

    OURS = 0
    SENDERS = 1
    NOBODYS = 2


class State(Coded):
    """Where a case stands, whose turn it is, and the word and sentence that the public reads."""

    RECEIVED = (
        "received",
        Turn.OURS,
        "Diterima",
        "Kiriman Anda sudah kami terima. Jawaban kami menyusul.",
    )
    REGISTERED = (
        "registered",
        Turn.OURS,
        "Tercatat",
        "Kiriman Anda sudah kami catat. Jawaban kami menyusul.",
    )
    DISPOSED = (
        "disposed",
        Turn.OURS,
        "Ditangani",
        "Kiriman Anda sedang kami tangani. Jawaban kami menyusul.",
    )
    ASKED = (
        "asked",
        Turn.SENDERS,
        "Kami bertanya",
        "Kami perlu keterangan dari Anda. Jawab pertanyaan kami di halaman ini.",
    )
    ANSWERED = (
        "answered",
        Turn.SENDERS,
        "Dijawab",
        "Kami sudah menjawab. Anda boleh membalas di halaman ini.",
    )
    WRITTEN_BACK = (
        "written-back",
        Turn.OURS,
        "Pesan Anda kami terima",
        "Pesan Anda sudah kami terima. Jawaban kami menyusul.",
    )
    REOPENED = (
        "reopened",
        Turn.OURS,
        "Dibuka lagi",
        "Kami memeriksa lagi kiriman Anda. Jawaban kami menyusul.",
    )
    FILED = (
        "filed",
        Turn.NOBODYS,
        "Tersimpan",
        "Jawaban Anda sudah kami simpan. Terima kasih.",
    )
    CLOSED = (
        "closed",
        Turn.NOBODYS,
        "Selesai",
        "Kiriman ini sudah selesai. Masih ada masalah? Tulis pesan di halaman ini.",
    )

    def __init__(self, code: str, turn: Turn, label: str, sentence: str) -> None:
        self.code = code
        self.turn = turn
        self.label = label
        self.sentence = sentence

    @property
    def desk_label(self) -> str:
        """What officers call the state: the public's word speaks to the sender."""
        return _DESK_LABELS.get(self, self.label)


_DESK_LABELS = {
    State.ASKED: "Menunggu pengirim",
    State.WRITTEN_BACK: "Pengirim membalas",
}

_STAYING: frozenset[type[Event]] = frozenset(
    {
        AccusedNamed,
        CodeReplaced,
        ContactOpened,
        EntryCorrected,
        FilesAdded,
        LetterFailed,
        MailStopped,
        NameOpened,
        Noted,
        RobotWrote,
    }
)
"""What may happen in every state and moves none."""

_STAYING_WHILE_OPEN: frozenset[type[Event]] = frozenset(
    {
        Approved,
        Classified,
        Completed,
        FindingsWritten,
        Registered,
        ResponseDrafted,
        ResponseStopped,
        Returned,
        TakenUp,
    }
)
"""What moves no open case, unless its state says otherwise."""


def _open(state: State, *, disposed: State, wrote: State) -> dict[type[Event], State]:
    return dict.fromkeys(_STAYING | _STAYING_WHILE_OPEN, state) | {
        Disposed: disposed,
        SenderAsked: State.ASKED,
        ResponseDelivered: State.ANSWERED,
        SenderWrote: wrote,
        Closed: State.CLOSED,
    }


TRANSITIONS: dict[State, dict[type[Event], State]] = {
    State.RECEIVED: _open(State.RECEIVED, disposed=State.DISPOSED, wrote=State.RECEIVED)
    | {Registered: State.REGISTERED, Filed: State.FILED},
    State.REGISTERED: _open(State.REGISTERED, disposed=State.DISPOSED, wrote=State.REGISTERED),
    State.DISPOSED: _open(State.DISPOSED, disposed=State.DISPOSED, wrote=State.DISPOSED),
    State.ASKED: _open(State.ASKED, disposed=State.ASKED, wrote=State.WRITTEN_BACK),
    State.ANSWERED: _open(State.ANSWERED, disposed=State.DISPOSED, wrote=State.WRITTEN_BACK),
    State.WRITTEN_BACK: _open(
        State.WRITTEN_BACK, disposed=State.DISPOSED, wrote=State.WRITTEN_BACK
    ),
    State.REOPENED: _open(State.REOPENED, disposed=State.DISPOSED, wrote=State.REOPENED),
    State.FILED: dict.fromkeys(_STAYING | {TakenUp}, State.FILED)
    | {Reopened: State.REOPENED, SenderWrote: State.WRITTEN_BACK},
    State.CLOSED: dict.fromkeys(_STAYING, State.CLOSED)
    # Nobody is unheard because an officer was done: a message opens the case again.
    | {Reopened: State.REOPENED, SenderWrote: State.WRITTEN_BACK},
}
"""What may happen in each state, and where it leads. `Received` opens a case."""

if set(TRANSITIONS) != set(State):
    raise NotImplementedError(f"states without a handler: {set(State) - set(TRANSITIONS)}")
if {kind for row in TRANSITIONS.values() for kind in row} != set(EVENTS.values()) - {Received}:
    raise NotImplementedError("an event that no state takes")
