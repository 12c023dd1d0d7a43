"""A case in the hands of one transaction: what is sealed in it, and adding to it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import cached_property

import msgspec

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import EntryCorrected, Event, FilesAdded, Received, Registered
from loket_inbox.domain.officers import Officer, may_see_name
from loket_inbox.handling.promises import next_due
from loket_inbox.letters.answers import AnsweredSection, in_form_order
from loket_inbox.letters.values import Letter, Recipient
from loket_inbox.store.cases import StoredCase
from loket_inbox.store.kept import KeptDefinition
from loket_inbox.store.outbox import ReplyAddress
from loket_inbox.store.transactions import Work
from loket_site.forms.definition import (
    UnreadableDefinitionError,
    definition_of,
    digest_of,
    read_definition,
)
from loket_site.forms.form import Answer
from loket_site.model.form import FormSpec

log = logging.getLogger(__name__)

ANSWERS = "answers"
"""What the first sealed content of a case is called; the others have their event's name."""

WITHHELD = "(dirahasiakan)"
"""What stands in the place of a name, an address or a number that an officer may not see."""


@dataclass(frozen=True, slots=True)
class BookEntry:
    """What the front desk writes into the complaint register (buku pengaduan) of a case.

    `service` is a service's number as text, or "". `answers` are those to the officers' questions.
    """

    summary: str = ""
    service: str = ""
    remarks: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What a case tells of a file that came with it, without opening the file.

    `question` is the label of the question it answers, or how else it came, `kind` the code of a
    `FileKind`, `size` is in octets.
    """

    question: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is sealed of a form that was filled in, with its questions."""

    form: str
    version: int
    title: str
    answers: tuple[Answer, ...]
    files: tuple[Enclosure, ...] = ()


@dataclass
class CaseFile:
    """A stored case with the keys to it, as it stands in this transaction.

    What has been opened is remembered, and so is the form: many people are written to about it
    while others wait for the database.
    """

    desk: Desk
    work: Work
    stored: StoredCase
    _opened: dict[int, str] = field(default_factory=dict, init=False, repr=False)

    @property
    def case(self) -> Case:
        """The case as its events have made it so far."""
        return self.stored.case

    def record(
        self,
        event: Event,
        content: str = "",
        *,
        by: str,
        cause: str | None = None,
    ) -> None:
        """Add an event, its content sealed. `cause` names the page or message that it came from.

        Raises IllegalTransitionError where the case does not allow it.
        """
        blob, content_digest = None, ""
        if content:
            sealed = self.desk.envelope.seal(self.case.number, event.name, content.encode())
            blob, content_digest = sealed.blob, sealed.content_digest
        case = self.case.apply(event, at=self.work.now, by=by, content_digest=content_digest)
        due_on = next_due(self.desk.catalogue, case, self.desk.calendar).day
        self.stored = self.work.cases.append(self.stored, case, blob, due_on=due_on, cause=cause)
        self._opened[len(self.case.history) - 1] = content

    def text(self, position: int) -> str:
        """Read what is sealed beside the event at a position in the history; "" for nothing."""
        if position not in self._opened:
            self._opened[position] = self._open(position)
        return self._opened[position]

    def _open(self, position: int) -> str:
        recorded, sealed = self.case.history[position], self.stored.sealed[position]
        if sealed is None:
            return ""
        name = ANSWERS if isinstance(recorded.event, Received) else recorded.event.name
        content = self.desk.envelope.open(
            self.case.number, name, sealed, content_digest=recorded.content_digest
        )
        return content.decode()

    @cached_property
    def _sheet(self) -> _Sheet:
        return msgspec.json.decode(self.text(0), type=_Sheet)

    @cached_property
    def form(self) -> FormSpec | None:
        """The form as the sender, or an officer for them, has filled it in.

        None for a case from before definitions were kept, and where the kept one cannot be read:
        then only the answers tell what was asked.
        """
        digest = self.case.definition
        kept = self.work.definitions.find(digest) if digest else None
        spec = definition_read(kept, digest) if kept else None
        return spec.at_desk() if spec and self.case.history[0].by != SENDER else spec

    def title(self) -> str:
        """Read the title that the form had when it was filled in."""
        return self._sheet.title

    def answers(self) -> tuple[Answer, ...]:
        """Read what was answered at first."""
        return self._sheet.answers

    def enclosures(self) -> tuple[Enclosure, ...]:
        """Tell of the files that came along or by mail, in the order of their positions."""
        found = self._sheet.files
        for position, recorded in enumerate(self.case.history):
            if isinstance(recorded.event, FilesAdded):
                found += msgspec.json.decode(self.text(position), type=tuple[Enclosure, ...])
        return found

    def answers_for(self, officer: Officer) -> tuple[Answer, ...]:
        """Read the answers as an officer may see them: name and contact only where allowed.

        What somebody guarded who asked not to be contacted is in none of them: letters carry these.
        """
        return withheld(self.answers(), name_seen=may_see_name(officer, self.case))

    def answers_on_page(self, officer: Officer) -> tuple[Answer, ...]:
        """Read them as the case's own page shows them: with a contact that this officer opened."""
        if officer.id not in self.case.contact_opened_by:
            return self.answers_for(officer)
        seen = may_see_name(officer, self.case)
        return withheld(self.answers(), name_seen=seen, contact_seen=seen)

    def entry_for(self, officer: Officer) -> BookEntry | None:
        """Read the newest entry as an officer may see it."""
        found = self.entry()
        if found is None:
            return None
        seen = withheld(found.answers, name_seen=may_see_name(officer, self.case))
        return replace(found, answers=seen)

    def entry(self) -> BookEntry | None:
        """Read the newest entry in the register; None before there is one."""
        for position in range(len(self.case.history) - 1, 0, -1):
            if isinstance(self.case.history[position].event, Registered | EntryCorrected):
                return msgspec.json.decode(self.text(position), type=BookEntry)
        return None

    def post(self, letter: Letter, to: Recipient, reply_to: str = "") -> None:
        """Put a letter about the case into the outbox; answers to it go to `reply_to`."""
        self.desk.post(self.work, letter, to, case_id=self.stored.id, reply_to=reply_to)

    def address(self, person: Recipient, action: Deed, target: int | None = None) -> str:
        """Make an address of ours with which this person does the action to this case."""
        stands_for = ReplyAddress(self.stored.id, person.id, action.code, target)
        return self.desk.address_for(self.work, stands_for)

    def parts_for(self, officer: Officer) -> tuple[AnsweredSection, ...]:
        """Put the answers in the form's order, as far as an officer may see them in a letter."""
        return in_form_order(self.form, self.answers_for(officer))


def withheld(
    answers: tuple[Answer, ...], *, name_seen: bool, contact_seen: bool = False
) -> tuple[Answer, ...]:
    """Take name and contact out of answers where they may not be seen; what is empty stays so."""
    return tuple(
        replace(answer, shown=WITHHELD, values=(), guarded="")
        if answer.personal and answer.shown and not name_seen
        else _guarded(answer, is_open=contact_seen)
        for answer in answers
    )


def _guarded(answer: Answer, *, is_open: bool) -> Answer:
    """Show a contact with its rules, or say beside the rules that there is one (SS-7)."""
    if not answer.guarded:
        return answer
    contact = answer.guarded if is_open else "Kontaknya tertutup."
    return replace(answer, shown=f"{answer.shown}\n{contact}", values=(), guarded="")


def keep_definition(work: Work, form: FormSpec) -> str:
    """Keep a form that takes a submission, and give the digest by which it is found again."""
    definition = definition_of(form)
    kept = KeptDefinition(digest_of(definition), form.code, definition.decode())
    work.definitions.keep(kept, form.version, work.now)
    return kept.digest


def definition_read(definition: str, digest: str) -> FormSpec | None:
    """Read a form as it was when somebody filled it in; None where that cannot be read."""
    try:
        return read_definition(definition.encode(), digest)
    except UnreadableDefinitionError:
        log.warning("definition-unreadable digest=%s", digest)
        return None


def answers_written(
    form: FormSpec, answers: tuple[Answer, ...], files: tuple[Enclosure, ...] = ()
) -> bytes:
    """Write the answers with their questions, so that they stay readable when the form changes."""
    return msgspec.json.encode(_Sheet(form.code, form.version, form.title, answers, files))


def enclosures_written(files: tuple[Enclosure, ...]) -> str:
    """Write what is known of files that came by mail, for sealing."""
    return msgspec.json.encode(files).decode()


def entry_written(entry: BookEntry) -> str:
    """Write an entry of the register for sealing."""
    return msgspec.json.encode(entry).decode()
