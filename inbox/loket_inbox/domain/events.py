"""What happens to a case, in the past tense. Pure: the standard library and nothing else.

The fields of an event are stored in clear, so they hold nothing of a person: numbers, codes, days
and rows of officers. What somebody wrote is sealed beside the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from loket_inbox.domain.terms import Channel


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened to a case. `label` is what the officers' timeline calls it."""

    name: ClassVar[str]
    label: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Received(Event):
    """Somebody has sent a form, or an officer has typed it in; its answers are sealed beside it.

    `identity` is the sender's choice of who may see the name: `rahasia`, `terbuka`, `tanpa`, or
    "" where the form does not ask, which is kept like `rahasia`. `received_at` is the ISO moment
    at which a letter or slip that was typed in later had come; "" for the moment of the event.
    `definition` is the digest of the form definition that was answered, `files` are the digests
    of the contents of the files that came along, `suspicion` is a code of `Suspicion` or "".
    `contact` is `CLOSED_CONTACT` where the sender gave a contact and asked not to be contacted.
    """

    name: ClassVar[str] = "received"
    label: ClassVar[str] = "Diterima"
    form: str
    version: int
    channel: str = Channel.WEB.code
    identity: str = ""
    received_at: str = ""
    definition: str = ""
    files: tuple[str, ...] = ()
    suspicion: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class TakenUp(Event):
    """An officer has seen that no robot sent it: it stands among the others from now on."""

    name: ClassVar[str] = "taken-up"
    label: ClassVar[str] = "Diambil dari yang tersaring"


@dataclass(frozen=True, slots=True)
class Filed(Event):
    """It asks for no answer (a survey): it is kept, and nobody has to do anything."""

    name: ClassVar[str] = "filed"
    label: ClassVar[str] = "Disimpan tanpa jawaban"


@dataclass(frozen=True, slots=True)
class Registered(Event):
    """The case stands in the complaint register (buku pengaduan); its entry is sealed beside it."""

    name: ClassVar[str] = "registered"
    label: ClassVar[str] = "Dicatat di buku pengaduan"
    year: int
    number: int
    division: str = ""


@dataclass(frozen=True, slots=True)
class EntryCorrected(Event):
    """The register's entry was corrected; the whole new entry is sealed beside it."""

    name: ClassVar[str] = "entry-corrected"
    label: ClassVar[str] = "Catatan buku dibetulkan"
    division: str = ""


@dataclass(frozen=True, slots=True)
class Completed(Event):
    """Everything that is needed to deal with the case is there; clocks from `lengkap` start."""

    name: ClassVar[str] = "completed"
    label: ClassVar[str] = "Berkas lengkap"


@dataclass(frozen=True, slots=True)
class Classified(Event):
    """An officer has judged whether misconduct is alleged (berkadar pengawasan)."""

    name: ClassVar[str] = "classified"
    label: ClassVar[str] = "Digolongkan"
    classification: str


@dataclass(frozen=True, slots=True)
class AccusedNamed(Event):
    """Whom the case complains of: they are shut out of it. Replaces what was named before."""

    name: ClassVar[str] = "accused-named"
    label: ClassVar[str] = "Yang diadukan ditandai"
    officers: tuple[int, ...] = ()
    division: str = ""


@dataclass(frozen=True, slots=True)
class Disposed(Event):
    """The head has said who deals with the case (lembar disposisi); the instruction is sealed.

    `due` is an ISO day or "". A new disposition takes the place of the one before.
    """

    name: ClassVar[str] = "disposed"
    label: ClassVar[str] = "Disposisi"
    officers: tuple[int, ...]
    team: bool = False
    due: str = ""


@dataclass(frozen=True, slots=True)
class FindingsWritten(Event):
    """The Team has written what it found (rumusan hasil), for the head to approve."""

    name: ClassVar[str] = "findings-written"
    label: ClassVar[str] = "Rumusan hasil Tim"


@dataclass(frozen=True, slots=True)
class Approved(Event):
    """The head has approved the findings (pengesahan); the answer follows."""

    name: ClassVar[str] = "approved"
    label: ClassVar[str] = "Rumusan disahkan"


@dataclass(frozen=True, slots=True)
class Returned(Event):
    """The head has sent the findings back to the Team, with a reason."""

    name: ClassVar[str] = "returned"
    label: ClassVar[str] = "Rumusan dikembalikan"


@dataclass(frozen=True, slots=True)
class SenderAsked(Event):
    """The office asks the sender for something; the question stands on the tracking page."""

    name: ClassVar[str] = "sender-asked"
    label: ClassVar[str] = "Pertanyaan kepada pengirim"


@dataclass(frozen=True, slots=True)
class ResponseDrafted(Event):
    """An officer has written the answer; it leaves at the ISO moment `leaves_at`, unless stopped.

    Its text is sealed beside the event.
    """

    name: ClassVar[str] = "response-drafted"
    label: ClassVar[str] = "Jawaban menunggu dikirim"
    leaves_at: str


@dataclass(frozen=True, slots=True)
class ResponseStopped(Event):
    """The answer drafted with the event `draft` (its sequence number) does not leave."""

    name: ClassVar[str] = "response-stopped"
    label: ClassVar[str] = "Jawaban dihentikan"
    draft: int


@dataclass(frozen=True, slots=True)
class ResponseDelivered(Event):
    """The office's answer stands on the tracking page; its text is sealed beside the event.

    `on_the_spot`: it was given in the same conversation in which the case came in. `draft` is the
    sequence number of the draft that it was, 0 for none.
    """

    name: ClassVar[str] = "response-delivered"
    label: ClassVar[str] = "Jawaban kepada pengirim"
    on_the_spot: bool = False
    draft: int = 0


@dataclass(frozen=True, slots=True)
class SenderWrote(Event):
    """The sender has added a message; its text is sealed beside the event."""

    name: ClassVar[str] = "sender-wrote"
    label: ClassVar[str] = "Pesan dari pengirim"


@dataclass(frozen=True, slots=True)
class Noted(Event):
    """An officer has left a note for the file; the sender never sees it."""

    name: ClassVar[str] = "noted"
    label: ClassVar[str] = "Catatan untuk berkas"


@dataclass(frozen=True, slots=True)
class FilesAdded(Event):
    """Files came with a mail; `files` are the digests of their contents, in their order.

    What is known of each is sealed beside the event. The sender never sees them.
    """

    name: ClassVar[str] = "files-added"
    label: ClassVar[str] = "Berkas dari surat"
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotWrote(Event):
    """An automatic reply came in for the case: noted, and nothing moves (M-6)."""

    name: ClassVar[str] = "robot-wrote"
    label: ClassVar[str] = "Balasan otomatis"


@dataclass(frozen=True, slots=True)
class MailStopped(Event):
    """Nothing is mailed to the sender any more; why is sealed beside the event."""

    name: ClassVar[str] = "mail-stopped"
    label: ClassVar[str] = "Email ke pengirim dihentikan"


@dataclass(frozen=True, slots=True)
class LetterFailed(Event):
    """A letter about the case was not delivered and never will be (M-8).

    `letter` is its name, `officer` the row of whom it was for, 0 for the sender.
    """

    name: ClassVar[str] = "letter-failed"
    label: ClassVar[str] = "Surat tidak sampai"
    letter: str
    officer: int = 0


@dataclass(frozen=True, slots=True)
class NameOpened(Event):
    """An officer has opened a confidential name; the reason is sealed beside the event."""

    name: ClassVar[str] = "name-opened"
    label: ClassVar[str] = "Nama rahasia dibuka"
    officer: int


@dataclass(frozen=True, slots=True)
class ContactOpened(Event):
    """An officer has opened the contact of somebody who asked not to be contacted (SS-7).

    The reason is sealed beside the event.
    """

    name: ClassVar[str] = "contact-opened"
    label: ClassVar[str] = "Kontak yang ditutup dibuka"
    officer: int


@dataclass(frozen=True, slots=True)
class CodeReplaced(Event):
    """A new receipt slip was printed; the code of the old one opens nothing any more."""

    name: ClassVar[str] = "code-replaced"
    label: ClassVar[str] = "Tanda terima baru dicetak"


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """The case is at its end; why is sealed beside the event where somebody wrote it."""

    name: ClassVar[str] = "closed"
    label: ClassVar[str] = "Ditutup"
    result: str


@dataclass(frozen=True, slots=True)
class Reopened(Event):
    """A closed case is being dealt with again; the reason is sealed beside the event."""

    name: ClassVar[str] = "reopened"
    label: ClassVar[str] = "Dibuka lagi"
