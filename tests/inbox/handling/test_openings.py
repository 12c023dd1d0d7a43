"""What is sealed in a case is opened once in a transaction, however many people hear of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.envelope import Envelope
from loket_inbox.handling.case import answering, casework
from loket_inbox.handling.case.dossier import open_dossier
from loket_inbox.handling.desk.book import Period, read_book
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import submit
from loket_inbox.handling.sender.tracking import track, write_back
from loket_inbox.mail_in.receiving import receive
from tests.inbox.office import does
from tests.support import A_COMPLAINT, HandClock, a_reply, judged, letters_out, the_form

AT_DESK = 10


@dataclass(frozen=True)
class CountingEnvelope(Envelope):
    """Opens as the real one does, and counts what of a case it was asked to open."""

    opened: Counter[bytes] = field(default_factory=Counter)

    def open(
        self, owner: str, field: str, blob: bytes, *, content_digest: str | None = None
    ) -> bytes:
        if field != "letter":
            self.opened[blob] += 1
        return super().open(owner, field, blob, content_digest=content_digest)


@dataclass
class Office:
    """Ten officers at the front desk, six in the Team, and whoever counts what they open."""

    desk: Desk
    envelope: CountingEnvelope
    clock: HandClock
    number: str = ""
    code: str = ""
    fetched: int = 0

    @property
    def officers(self) -> tuple[Officer, ...]:
        with self.desk.store.reading() as work:
            return work.people.all()

    def one(self, role: Role) -> Officer:
        return next(each for each in self.officers if each.role is role)

    def visit(self, role: Role) -> Visit:
        with self.desk.store.reading() as work:
            found = work.cases.by_number(self.number)
        assert found
        version = found.case.version
        return Visit(self.one(role), self.number, version, f"halaman {version}")

    @contextmanager
    def each_once(self, contents: int, *, definitions: int = 1) -> Iterator[None]:
        """So many contents of the case are opened, each once, and its form is read so often."""
        self.envelope.opened.clear()
        self.fetched = 0
        yield
        assert list(self.envelope.opened.values()) == [1] * contents
        assert self.fetched == definitions

    def note_statement(self, *statement: object) -> None:
        self.fetched += "SELECT form_definitions.definition" in str(statement[2])


@pytest.fixture
def office(desk: Desk, clock: HandClock) -> Iterator[Office]:
    with desk.store.writing() as work:
        for number in range(AT_DESK - 1):
            work.people.add(f"{number}@contoh.example", "Meja", Role.FRONT_DESK, "", work.now)
        for number in range(6):
            work.people.add(f"tim-{number}@contoh.example", "Tim", Role.TEAM_MEMBER, "", work.now)
    real = desk.envelope
    envelope = CountingEnvelope(real.identity, real.recovery, real.sample)
    found = Office(replace(desk, envelope=envelope), envelope, clock)
    event.listen(desk.store.engine, "before_cursor_execute", found.note_statement)
    a_case(found)
    yield found
    event.remove(desk.store.engine, "before_cursor_execute", found.note_statement)


def a_case(office: Office) -> None:
    answers = judged(
        office.desk, {**A_COMPLAINT, "kontak": "email", "email": "sari@contoh.example"}
    )
    token = CheckToken.new(office.clock())
    receipt = submit(office.desk, the_form(office.desk), answers, token)
    office.number, office.code = receipt.number, receipt.code


def test_a_new_case_is_opened_once_for_ten_officers(office: Office) -> None:
    with office.each_once(1):
        a_case(office)
    assert len(letters_out(office.desk)) == 2 * AT_DESK


def test_a_follow_up_opens_each_text_once_for_ten_officers(office: Office) -> None:
    for text in ("Jawaban pertama.", "Jawaban kedua."):
        does(answering.answer, office.desk, office.visit(Role.FRONT_DESK), text)
    with office.each_once(3):
        assert write_back(office.desk, office.code, "Masih menunggu, hormat Sari.", None)
    with office.each_once(2, definitions=0):
        assert track(office.desk, office.code)


def test_a_disposition_to_many_opens_each_text_once(office: Office) -> None:
    entry = BookEntry("Antre lama.")
    front, head = Role.FRONT_DESK, Role.HEAD
    with office.each_once(1):
        does(casework.register, office.desk, office.visit(front), entry, "", is_complete=True)
    team = tuple(each.id for each in office.officers if each.role is Role.TEAM_MEMBER)
    with office.each_once(1):
        does(casework.dispose, office.desk, office.visit(head), team, "Cek.", None, is_team=True)


def test_an_answer_opens_each_text_once(office: Office) -> None:
    with office.each_once(1):
        does(answering.answer, office.desk, office.visit(Role.FRONT_DESK), "Jawaban.")


def test_a_mailed_answer_opens_each_text_once(office: Office) -> None:
    letter = letters_out(office.desk)[0]
    office.envelope.opened.clear()
    with office.each_once(1):
        assert receive(office.desk, a_reply(letter, "Kami minta maaf.")).code == "answered"


def test_a_mailed_message_of_the_sender_opens_each_text_once(office: Office) -> None:
    does(answering.answer, office.desk, office.visit(Role.FRONT_DESK), "Jawaban.")
    letter = next(each for each in letters_out(office.desk) if each.to == "sari@contoh.example")
    with office.each_once(2):
        assert receive(office.desk, a_reply(letter, "Masih menunggu.")).code == "message"


def test_an_answer_that_is_refused_by_mail_opens_nothing(office: Office) -> None:
    letter = letters_out(office.desk)[0]
    with office.each_once(0, definitions=0):
        outcome = receive(office.desk, a_reply(letter, "Tulis ke petugas@contoh.example."))
    assert outcome.code == "revealing"


def test_the_page_of_a_case_opens_each_text_once(office: Office) -> None:
    does(casework.note, office.desk, office.visit(Role.FRONT_DESK), "Sari datang.")
    does(casework.note, office.desk, office.visit(Role.FRONT_DESK), "Sari datang lagi.")
    for role in (Role.FRONT_DESK, Role.HEAD):
        with office.each_once(3):
            assert open_dossier(office.desk, office.one(role), office.number)


def test_the_book_opens_each_text_once(office: Office) -> None:
    front = Role.FRONT_DESK
    entry = BookEntry("Antre lama.")
    does(casework.register, office.desk, office.visit(front), entry, "", is_complete=True)
    does(answering.answer, office.desk, office.visit(front), "Jawaban.")
    office.clock.pass_by(timedelta(hours=1))
    a_case(office)
    with office.each_once(4, definitions=2):
        assert read_book(office.desk, office.one(front), Period(), 1).total == 2
