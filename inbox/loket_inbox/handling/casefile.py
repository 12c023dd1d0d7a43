"""A case in the hands of one transaction: what is sealed in it, and adding to it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import msgspec

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import (
    EntryCorrected,
    Event,
    FilesAdded,
    Received,
    Registered,
    SenderWrote,
    StoryReleased,
)
from loket_inbox.domain.mask import Mask
from loket_inbox.domain.officers import Officer, Right, is_confidential, may, may_see_name
from loket_inbox.domain.reading import OPEN, UNRELEASED, CaseText, Legible, Reader
from loket_inbox.handling.confidence import answers_read, known_of
from loket_inbox.handling.promises import next_due
from loket_inbox.handling.records import BookEntry, Enclosure, EntryRead, Sheet
from loket_inbox.letters.answers import AnsweredLine, AnsweredSection, AnswersRead, in_form_order
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
from loket_site.forms.form import mail_contact
from loket_site.forms.told import MailContact
from loket_site.model.form import FormSpec, QuestionKind

log = logging.getLogger(__name__)

ANSWERS = "answers"
"""What the first sealed content of a case is called; the others have their event's name."""


@dataclass
class CaseFile:
    """A stored case with the keys to it, as it stands in this transaction.

    What has been opened is remembered, and so is the form: many people are written to about it
    while others wait for the database. It leaves for a `Reader` only (N-1).
    """

    desk: Desk
    work: Work
    stored: StoredCase
    _opened: dict[int, CaseText] = field(default_factory=dict, init=False, repr=False)
    _versions: dict[int, tuple[AnsweredSection, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

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
        self._opened[len(self.case.history) - 1] = CaseText(content)

    def text(self, position: int, reader: Reader) -> Legible:
        """Read what somebody wrote with the event at a position in the history; "" for nothing."""
        is_sent = isinstance(self.case.history[position].event, Received | SenderWrote)
        if is_sent and not reader.may_read_sent(position):
            return UNRELEASED
        return self._text(position).read_by(reader)

    def newest_text(self, kind: type[Event], reader: Reader) -> Legible:
        """Read the newest text of a kind of event; "" where there is none."""
        texts = self.texts(kind, reader)
        return texts[-1] if texts else Legible("")

    def texts(self, kind: type[Event], reader: Reader) -> tuple[Legible, ...]:
        """Read what was written with every event of a kind, the oldest first."""
        return tuple(
            self.text(position, reader)
            for position, recorded in enumerate(self.case.history)
            if isinstance(recorded.event, kind)
        )

    def _text(self, position: int) -> CaseText:
        if position not in self._opened:
            self._opened[position] = CaseText(self._open(position))
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
    def _sheet(self) -> Sheet:
        return self._text(0).decoded(msgspec.json.Decoder(Sheet).decode)

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

    def reader(self, officer: Officer) -> Reader:
        """Say what an officer may have of this case's texts."""
        return OPEN if may_see_name(officer, self.case) else self.division_now

    def reader_on_page(self, officer: Officer) -> Reader:
        """Say the same of the case's own page: there a contact is shown that this officer opened.

        Letters never carry what somebody guarded who asked not to be contacted.
        """
        found = self.reader(officer)
        is_open = found.name_seen and officer.id in self.case.contact_opened_by
        return replace(found, contact_seen=is_open)

    @property
    def everybody(self) -> Reader:
        """Whoever holds the register or a file of it: it shows no more than all handlers may know.

        It holds nothing of what the sender wrote but name and contact.
        """
        return Reader(self._mask) if is_confidential(self.case) else OPEN

    @property
    def division_now(self) -> Reader:
        """Division and Team, as they read it now."""
        released = self.case.released
        return Reader(self._mask, released.upto if released else 0)

    @property
    def division(self) -> Reader:
        """Division and Team, as they would read all that is there if it were released now."""
        return Reader(self._mask)

    def sent_positions(self) -> tuple[int, ...]:
        """Say with which events of the history the sender has written."""
        return tuple(
            position
            for position, recorded in enumerate(self.case.history)
            if isinstance(recorded.event, Received | SenderWrote)
        )

    def is_released_to(self, reader: Reader) -> bool:
        """Say whether a reader may read everything that the sender has written so far."""
        return all(map(reader.may_read_sent, self.sent_positions()))

    def version_for_release(self, officer: Officer) -> tuple[AnsweredSection, ...]:
        """Show an officer what division and Team would read; nothing where nothing waits."""
        may_release = is_confidential(self.case) and may(officer, Right.RELEASE, self.case)
        if not may_release or self.is_released_to(self.division_now):
            return ()
        return self.version

    @property
    def version(self) -> tuple[AnsweredSection, ...]:
        """What the sender has written, as division and Team would read it once it is released."""
        written = self._versions.get(self.case.version)
        if written is None:
            written = self._versions[self.case.version] = self._version()
        return written

    def _version(self) -> tuple[AnsweredSection, ...]:
        messages = tuple(
            AnsweredLine(f"Pesan {number}", text, is_answered=True)
            for number, text in enumerate(self.texts(SenderWrote, self.division), 1)
        )
        told = (AnsweredSection("Pesan dari pengirim", messages),) if messages else ()
        return (*self.parts(self.division), *told)

    @cached_property
    def _mask(self) -> Mask:
        return Mask(known_of(self.form, self._sheet.answers), self.masked_besides())

    def masked_besides(self) -> tuple[str, ...]:
        """Give the words and phrases that the newest release masks besides the sender's own."""
        for position in range(len(self.case.history) - 1, 0, -1):
            if isinstance(self.case.history[position].event, StoryReleased):
                more = self._text(position)
                return more.decoded(msgspec.json.Decoder(tuple[str, ...]).decode) if more else ()
        return ()

    def finds(self, phrase: str) -> bool:
        """Say whether a phrase stands in what the sender has sent."""
        mask = self._mask
        return any(
            text.decoded(lambda words: mask.finds(phrase, words)) for text in self._sent_texts()
        )

    def _sent_texts(self) -> Iterator[CaseText]:
        yield from (CaseText(each.shown) for each in self._sheet.answers)
        for position, recorded in enumerate(self.case.history):
            if isinstance(recorded.event, SenderWrote):
                yield self._text(position)

    def answers(self, reader: Reader) -> AnswersRead:
        """Read what was answered at first; nothing where it is not released."""
        return answers_read(self._sheet.answers if reader.may_read_sent(0) else (), reader)

    def mail_contact(self) -> MailContact | None:
        """Find the address that the sender wants to be written to; None for none."""
        return mail_contact(self.form, self._sheet.answers) if self.form else None

    def services_named(self) -> set[str]:
        """List the numbers of the services that the sender named."""
        asked = {
            each.id
            for each in (self.form.questions if self.form else ())
            if each.kind is QuestionKind.SERVICE
        }
        named = (each.values for each in self._sheet.answers if each.question in asked)
        return {value for values in named for _, value in values}

    def enclosures(self) -> tuple[Enclosure, ...]:
        """Tell of the files that came along or by mail, in the order of their positions."""
        found = self._sheet.files
        for position, recorded in enumerate(self.case.history):
            if isinstance(recorded.event, FilesAdded):
                added = msgspec.json.Decoder(tuple[Enclosure, ...]).decode
                found += self._text(position).decoded(added)
        return found

    def entry(self, reader: Reader) -> EntryRead | None:
        """Read the newest entry in the register; None before there is one."""
        for position in range(len(self.case.history) - 1, 0, -1):
            if isinstance(self.case.history[position].event, Registered | EntryCorrected):
                found = self._text(position).decoded(msgspec.json.Decoder(BookEntry).decode)
                return EntryRead(
                    CaseText(found.summary).read_by(reader),
                    found.service,
                    CaseText(found.remarks).read_by(reader),
                    answers_read(found.answers, reader),
                )
        return None

    def files_for(self, officer: Officer) -> tuple[tuple[int, Enclosure], ...]:
        """Tell of the files that an officer may open, each with its position.

        Who may not see the name gets of the sender's files those that were released.
        """
        found = tuple(enumerate(self.enclosures(), 1))
        if self.reader(officer).name_seen:
            return found
        released = self.case.released.files if self.case.released else ()
        open_to_all = {*released, *self._officers_files()}
        return tuple(each for each in found if each[0] in open_to_all)

    def _officers_files(self) -> set[int]:
        """Name the positions of files that officers have sent by mail."""
        found: set[int] = set()
        begin = len(self._sheet.files) + 1
        for recorded in self.case.history:
            if isinstance(recorded.event, FilesAdded):
                end = begin + len(recorded.event.files)
                found |= set(range(begin, end)) if recorded.by != SENDER else set()
                begin = end
        return found

    def post(self, letter: Letter, to: Recipient, reply_to: str = "") -> None:
        """Put a letter about the case into the outbox; answers to it go to `reply_to`."""
        self.desk.post(self.work, letter, to, case_id=self.stored.id, reply_to=reply_to)

    def address(self, person: Recipient, action: Deed, target: int | None = None) -> str:
        """Make an address of ours with which this person does the action to this case."""
        stands_for = ReplyAddress(self.stored.id, person.id, action.code, target)
        return self.desk.address_for(self.work, stands_for)

    def parts(self, reader: Reader) -> tuple[AnsweredSection, ...]:
        """Put the answers in the form's order, as a reader may have them."""
        if not reader.may_read_sent(0):
            return ()
        return in_form_order(self.form, self.answers(reader))


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
