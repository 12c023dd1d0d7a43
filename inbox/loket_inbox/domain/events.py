"""What happens to a case, in the past tense, and where each event leads. Pure: standard library.

An event is declared once: its stored name, the label of the officers' timeline, and where it leads
from each state in which it may happen. Its fields are stored in clear, so they hold nothing of a
person: numbers, codes, days and rows of officers. What somebody wrote is sealed beside the event.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

from loket_inbox.domain.states import State, Turn
from loket_inbox.domain.terms import Channel


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened to a case. `label` is what the officers' timeline calls it."""

    name: ClassVar[str]
    label: ClassVar[str]
    leads: ClassVar[Mapping[State, State]]


EVENTS: dict[str, type[Event]] = {}
"""Every kind of event by its stored name."""

_E = TypeVar("_E", bound=Event)

_ANYWHERE = {state: state for state in State}
"""It may happen in every state and moves none."""

_OVER = {state for state in State if state.turn is Turn.NOBODYS}
_OPEN = set(State) - _OVER
_NOT_OURS = {state for state in State if state.turn is not Turn.OURS}

_WHILE_OPEN = {state: state for state in _OPEN}
"""It moves no open case."""


@dataclass_transform(frozen_default=True)
def _event(name: str, label: str, leads: Mapping[State, State]) -> Callable[[type[_E]], type[_E]]:
    """Declare an event: its stored name, its label, and where it leads from which state."""

    def declared(kind: type[_E]) -> type[_E]:
        kind = dataclass(frozen=True, slots=True)(kind)
        kind.name, kind.label, kind.leads = name, label, leads
        EVENTS[name] = kind
        return kind

    return declared


@_event("received", "Diterima", {})
class Received(Event):
    """Somebody has sent a form, or an officer has typed it in; its answers are sealed beside it.

    `identity` is the sender's choice of who may see the name: `rahasia`, `terbuka`, `tanpa`, or
    "" where the form does not ask, which is kept like `rahasia`. `received_at` is the ISO moment
    at which a letter or slip that was typed in later had come; "" for the moment of the event.
    `definition` is the digest of the form definition that was answered, `files` are the digests
    of the contents of the files that came along, `suspicion` is a code of `Suspicion` or "".
    `contact` is `CLOSED_CONTACT` where the sender gave a contact and asked not to be contacted.
    `about_staff`: an answer says that it complains of somebody who works here.
    """

    form: str
    version: int
    channel: str = Channel.WEB.code
    identity: str = ""
    received_at: str = ""
    definition: str = ""
    files: tuple[str, ...] = ()
    suspicion: str = ""
    contact: str = ""
    about_staff: bool = False


@_event("taken-up", "Diambil dari yang tersaring", _WHILE_OPEN | {State.FILED: State.FILED})
class TakenUp(Event):
    """An officer has seen that no robot sent it: it stands among the others from now on."""


@_event("filed", "Disimpan tanpa jawaban", {State.RECEIVED: State.FILED})
class Filed(Event):
    """It asks for no answer (a survey): it is kept, and nobody has to do anything."""


@_event("registered", "Dicatat di buku pengaduan", _WHILE_OPEN | {State.RECEIVED: State.REGISTERED})
class Registered(Event):
    """The case stands in the complaint register (buku pengaduan); its entry is sealed beside it."""

    year: int
    number: int
    division: str = ""


@_event("entry-corrected", "Catatan buku dibetulkan", _ANYWHERE)
class EntryCorrected(Event):
    """The register's entry was corrected; the whole new entry is sealed beside it."""

    division: str = ""


@_event("completed", "Berkas lengkap", _WHILE_OPEN)
class Completed(Event):
    """Everything that is needed to deal with the case is there; clocks from `lengkap` start."""


@_event("classified", "Digolongkan", _WHILE_OPEN)
class Classified(Event):
    """An officer has judged whether misconduct is alleged (berkadar pengawasan)."""

    classification: str


@_event("accused-named", "Yang diadukan ditandai", _ANYWHERE)
class AccusedNamed(Event):
    """Whom the case complains of: they are shut out of it. Replaces what was named before."""

    officers: tuple[int, ...] = ()
    division: str = ""


@_event("accusation-proposed", "Yang diadukan diusulkan", _ANYWHERE)
class AccusationProposed(Event):
    """An officer wants the mark of a head changed: a second one confirms or declines it.

    Until then neither the head nor whoever proposed it reads the case.
    """

    officers: tuple[int, ...] = ()
    division: str = ""


@_event("accusation-confirmed", "Usulan yang diadukan disahkan", _ANYWHERE)
class AccusationConfirmed(Event):
    """A second officer has confirmed what was proposed: it takes the place of the mark before."""


@_event("accusation-declined", "Usulan yang diadukan ditolak", _ANYWHERE)
class AccusationDeclined(Event):
    """The second officer did not confirm what was proposed: whom it accused stays as it was."""


@_event("story-released", "Cerita dilepas untuk bidang dan Tim", _ANYWHERE)
class StoryReleased(Event):
    """Somebody has seen what division and Team will read of a confidential case (N-3).

    They read what the sender wrote up to the event `upto` (its sequence number), and the files at
    the positions `files`. The words that are masked besides are sealed beside the event. The
    newest takes the place of those before.
    """

    upto: int
    files: tuple[int, ...] = ()


@_event("disposed", "Disposisi", dict.fromkeys(_OPEN, State.DISPOSED) | {State.ASKED: State.ASKED})
class Disposed(Event):
    """The head has said who deals with the case (lembar disposisi); the instruction is sealed.

    `due` is an ISO day or "". A new disposition takes the place of the one before. `releases` is
    that of `Releasing`.
    """

    officers: tuple[int, ...]
    team: bool = False
    due: str = ""
    releases: int = 0


@_event("findings-written", "Rumusan hasil Tim", _WHILE_OPEN)
class FindingsWritten(Event):
    """The Team has written what it found (rumusan hasil), for the head to approve."""


@_event("approved", "Rumusan disahkan", _WHILE_OPEN)
class Approved(Event):
    """The head has approved the findings (pengesahan); the answer follows."""


@_event("returned", "Rumusan dikembalikan", _WHILE_OPEN)
class Returned(Event):
    """The head has sent the findings back to the Team, with a reason."""


@_event("sender-asked", "Pertanyaan kepada pengirim", dict.fromkeys(_OPEN, State.ASKED))
class SenderAsked(Event):
    """The office asks the sender for something; the question stands on the tracking page."""


@_event("response-drafted", "Jawaban menunggu dikirim", _WHILE_OPEN)
class ResponseDrafted(Event):
    """An officer has written the answer; it leaves at the ISO moment `leaves_at`, unless stopped.

    Its text is sealed beside the event. `releases` is that of `Releasing`.
    """

    leaves_at: str
    releases: int = 0


@_event("response-stopped", "Jawaban dihentikan", _WHILE_OPEN)
class ResponseStopped(Event):
    """The answer drafted with the event `draft` (its sequence number) does not leave."""

    draft: int


@_event("response-delivered", "Jawaban kepada pengirim", dict.fromkeys(_OPEN, State.ANSWERED))
class ResponseDelivered(Event):
    """The office's answer stands on the tracking page; its text is sealed beside the event.

    `on_the_spot`: it was given in the same conversation in which the case came in. `draft` is the
    sequence number of the draft that it was, 0 for none. `releases` is that of `Releasing`.
    """

    on_the_spot: bool = False
    draft: int = 0
    releases: int = 0


@_event(
    "sender-wrote", "Pesan dari pengirim", _ANYWHERE | dict.fromkeys(_NOT_OURS, State.WRITTEN_BACK)
)
class SenderWrote(Event):
    """The sender has added a message; its text is sealed beside the event."""


@_event("noted", "Catatan untuk berkas", _ANYWHERE)
class Noted(Event):
    """An officer has left a note for the file; the sender never sees it."""


@_event("files-added", "Berkas dari surat", _ANYWHERE)
class FilesAdded(Event):
    """Files came with a mail; `files` are the digests of their contents, in their order.

    What is known of each is sealed beside the event. The sender never sees them.
    """

    files: tuple[str, ...]


@_event("robot-wrote", "Balasan otomatis", _ANYWHERE)
class RobotWrote(Event):
    """An automatic reply came in for the case: noted, and nothing moves (M-6)."""


@_event("mail-stopped", "Email ke pengirim dihentikan", _ANYWHERE)
class MailStopped(Event):
    """Nothing is mailed to the sender any more; why is sealed beside the event."""


@_event("mail-resumed", "Email ke pengirim dimulai lagi", _ANYWHERE)
class MailResumed(Event):
    """A person lets the sender be mailed again (M-8); why is sealed beside the event."""


@_event("letter-failed", "Surat tidak sampai", _ANYWHERE)
class LetterFailed(Event):
    """A letter about the case was not delivered and never will be (M-8).

    `letter` is its name, `officer` the row of whom it was for, 0 for the sender.
    """

    letter: str
    officer: int = 0


@_event("name-opened", "Nama rahasia dibuka", _ANYWHERE)
class NameOpened(Event):
    """An officer has opened a confidential name; the reason is sealed beside the event."""

    officer: int


@_event("contact-opened", "Kontak yang ditutup dibuka", _ANYWHERE)
class ContactOpened(Event):
    """An officer has opened a closed contact (SS-7); the reason is sealed beside the event."""

    officer: int


@_event("code-replaced", "Tanda terima baru dicetak", _ANYWHERE)
class CodeReplaced(Event):
    """A new receipt slip was printed; the code of the old one opens nothing any more."""


@_event("closed", "Ditutup", dict.fromkeys(_OPEN, State.CLOSED))
class Closed(Event):
    """The case is at its end; why is sealed beside the event where somebody wrote it."""

    result: str


@_event("reopened", "Dibuka lagi", dict.fromkeys(_OVER, State.REOPENED))
class Reopened(Event):
    """A closed case is being dealt with again; the reason is sealed beside the event."""


Releasing = ResponseDrafted | ResponseDelivered | Disposed
"""What a reply to a letter makes that has shown what division and Team will read (N-3).

With it they may read what the sender wrote up to the event `releases` (its sequence number), 0 for
nothing new. The files and the words that are masked besides stay as they are.
"""


TRANSITIONS: dict[State, dict[type[Event], State]] = {
    state: {kind: kind.leads[state] for kind in EVENTS.values() if state in kind.leads}
    for state in State
}
"""What may happen in each state, and where it leads. `Received` opens a case."""

_REACHED = {to for kind in EVENTS.values() for at, to in kind.leads.items() if to is not at}
if len({kind.__name__ for kind in Event.__subclasses__()}) != len(EVENTS):
    raise NotImplementedError("an event that does not say where it leads")
if set(State) - {State.RECEIVED} != _REACHED:
    raise NotImplementedError("a state to which no event leads")


def facts(event: Event) -> dict[str, Any]:
    """Give an event's own fields, those at their default left out.

    So an event can gain a field without a new meaning, or a new hash, for the ones before.
    """
    return {
        field.name: getattr(event, field.name)
        for field in fields(event)
        if field.default is MISSING or getattr(event, field.name) != field.default
    }


def stored(event: Event) -> str:
    """Write an event's own fields as JSON."""
    return json.dumps(facts(event))


def restored(name: str, data: str) -> Event:
    """Read an event back. Raises KeyError for an unknown name."""
    values = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in json.loads(data).items()
    }
    return EVENTS[name](**values)
