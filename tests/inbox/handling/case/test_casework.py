"""What officers do with a case: one permission, one event, the letters it causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.case import Case
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.officers import NotAllowedError, Officer, Role, Scope
from loket_inbox.domain.states import State
from loket_inbox.domain.terms import Classification, Result
from loket_inbox.handling.case import accusing, answering, casework, releasing
from loket_inbox.handling.case.dossier import Dossier, open_dossier
from loket_inbox.handling.case.releasing import Release
from loket_inbox.handling.desk.due_days import refresh_due_days
from loket_inbox.handling.desk.lists import list_cases
from loket_inbox.handling.doors import (
    AlreadyDoneError,
    NoSuchCaseError,
    RefusedError,
    StaleError,
    Visit,
)
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.tracking import track, write_back
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.lists import Filter
from tests.inbox.office import does
from tests.support import A_COMPLAINT, HandClock, a_received_case, a_reply, letters_out

EVERYTHING = Scope(0, "", handled_only=False)
STORY = A_COMPLAINT["kronologi"]
NAME = A_COMPLAINT["nama"]
STREET = A_COMPLAINT["alamat"]


class House:
    """A desk with one officer of each kind and a case; its methods are what officers do."""

    def __init__(self, desk: Desk, clock: HandClock, **answers: str) -> None:
        self.desk, self.clock = desk, clock
        with desk.store.writing() as work:
            for name, role in (("kabid", Role.DIVISION_HEAD), ("tim", Role.TEAM_MEMBER)):
                work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
            self.front, self.head, self.kabid, self.tim = work.people.all()
        self.receipt = a_received_case(desk, {**A_COMPLAINT, **answers})
        self.presses = 0

    @property
    def case(self) -> Case:
        with self.desk.store.reading() as work:
            found = work.cases.by_number(self.receipt.number)
        assert found
        return found.case

    def visit(self, officer: Officer) -> Visit:
        self.presses += 1
        page = f"halaman-{self.presses}"
        return Visit(officer, self.receipt.number, self.case.version, page)

    def register(self) -> None:
        entry = BookEntry(summary="Antre tiga jam.", service="1", remarks="Periksa loket.")
        does(casework.register, self.desk, self.visit(self.front), entry, "", is_complete=False)

    def dispose(self, *officers: Officer, is_team: bool = False) -> None:
        does(
            casework.dispose,
            self.desk,
            self.visit(self.head),
            tuple(officer.id for officer in officers),
            "Periksa antrean hari itu.",
            date(2026, 3, 27),
            is_team=is_team,
        )

    def letters_to(self, officer: Officer) -> list[Addressed]:
        return [letter for letter in letters_out(self.desk) if letter.to == officer.email]

    def dossier(self, officer: Officer) -> Dossier:
        return open_dossier(self.desk, officer, self.receipt.number)

    def said(self) -> list[str | None]:
        found = track(self.desk, self.receipt.code)
        assert found
        return [turn.text for turn in found.turns]


@pytest.fixture
def house(desk: Desk, clock: HandClock) -> House:
    return House(desk, clock)


def test_a_registered_case_has_a_number_an_entry_and_asks_the_head(house: House) -> None:
    house.register()
    assert str(house.case.agenda) == "1/2026"
    assert house.case.state is State.REGISTERED
    entry = house.dossier(house.front).entry
    assert entry
    assert (entry.summary, entry.service) == ("Antre tiga jam.", "1")
    (letter,) = house.letters_to(house.head)
    assert letter.name == "for_disposition"
    assert "Antre tiga jam." in letter.body
    assert "1/2026" in letter.body
    assert "Antre" not in letter.subject


def test_a_case_is_registered_once(house: House) -> None:
    house.register()
    with pytest.raises(RefusedError, match="sudah dicatat"):
        house.register()
    assert str(house.case.agenda) == "1/2026"


def test_a_corrected_entry_takes_the_place_of_the_first(house: House) -> None:
    house.register()
    entry = BookEntry(summary="Antre empat jam.")
    does(casework.correct_entry, house.desk, house.visit(house.front), entry, "")
    shown = house.dossier(house.front).entry
    assert shown
    assert shown.summary == entry.summary


def test_the_head_puts_a_division_head_on_the_case_without_the_name(house: House) -> None:
    house.register()
    with pytest.raises(NoSuchCaseError):
        house.dossier(house.kabid)
    house.dispose(house.kabid)
    (letter,) = house.letters_to(house.kabid)
    assert letter.name == "disposition"
    assert STORY in letter.body
    assert "Periksa antrean hari itu." in letter.body
    assert "Jumat, 27 Maret 2026" in letter.body
    for private in (NAME, STREET):
        assert private not in letter.body
    assert WITHHELD in letter.body
    seen = house.dossier(house.kabid)
    assert NAME not in repr(seen.answers)
    assert WITHHELD in repr(seen.answers)
    assert STORY in repr(seen.answers)


def test_an_open_name_travels_with_the_disposition(desk: Desk, clock: HandClock) -> None:
    house = House(desk, clock, identitas="terbuka")
    house.register()
    house.dispose(house.kabid)
    (letter,) = house.letters_to(house.kabid)
    assert NAME in letter.body
    assert NAME in repr(house.dossier(house.kabid).answers)


def test_a_division_head_opens_the_name_with_a_reason_that_is_kept(house: House) -> None:
    house.register()
    house.dispose(house.kabid)
    reason = "Saya perlu mencocokkan buku tamu."
    does(casework.open_name, house.desk, house.visit(house.kabid), reason)
    assert NAME in repr(house.dossier(house.kabid).answers)
    timeline = house.dossier(house.head).timeline
    assert [(each.who, each.text) for each in timeline][-1] == ("kabid contoh", reason)
    with pytest.raises(AlreadyDoneError):
        does(casework.open_name, house.desk, house.visit(house.kabid), "Saya lupa namanya lagi.")


def test_a_division_head_answers_by_mail_and_is_told_when_the_sender_writes(house: House) -> None:
    house.register()
    house.dispose(house.kabid)
    (letter,) = house.letters_to(house.kabid)
    assert receive(house.desk, a_reply(letter, "Loket sudah kami tambah.")) is Outcome.ANSWERED
    assert house.said() == ["Loket sudah kami tambah."]
    write_back(house.desk, house.receipt.code, "Terima kasih.", None)
    untold = house.letters_to(house.kabid)[-1]
    assert untold.name == "follow_up"
    assert "Terima kasih." not in untold.body
    does(releasing.release, house.desk, house.visit(house.front), Release())
    newest = house.letters_to(house.kabid)[-1]
    assert newest.name == "follow_up"
    assert "Terima kasih." in newest.body
    assert NAME not in newest.body


def test_whoever_is_taken_off_a_case_answers_it_no_more(house: House) -> None:
    house.register()
    house.dispose(house.kabid)
    (letter,) = house.letters_to(house.kabid)
    house.dispose(house.tim, is_team=True)
    assert receive(house.desk, a_reply(letter, "Jawaban lama.")) is Outcome.NOT_ALLOWED
    with pytest.raises(NoSuchCaseError):
        house.dossier(house.kabid)
    assert house.said() == []


def test_a_team_writes_findings_by_mail_and_the_head_approves_them(house: House) -> None:
    house.register()
    house.dispose(house.tim, is_team=True)
    (letter,) = house.letters_to(house.tim)
    assert receive(house.desk, a_reply(letter, "Antrean tidak dijaga.")) is Outcome.FINDINGS
    assert house.said() == []
    assert house.letters_to(house.head)[-1].name == "findings"
    does(casework.send_back, house.desk, house.visit(house.head), "Lengkapi tanggalnya.")
    back = house.letters_to(house.tim)[-1]
    assert back.name == "findings_returned"
    assert "Lengkapi tanggalnya." in back.body
    again = a_reply(back, "Pada 10 Maret tidak dijaga.", message_id="<2@contoh.example>")
    assert receive(house.desk, again) is Outcome.FINDINGS
    does(casework.approve, house.desk, house.visit(house.head), "Kami menambah petugas loket.")
    assert house.said() == ["Kami menambah petugas loket."]
    assert house.case.state is State.ANSWERED


def test_findings_of_a_case_without_a_team_are_held(house: House) -> None:
    house.register()
    house.dispose(house.tim, is_team=True)
    (letter,) = house.letters_to(house.tim)
    house.dispose(house.kabid)
    assert receive(house.desk, a_reply(letter, "Terlambat.")) is Outcome.NOT_ALLOWED


def test_a_team_is_not_answering_the_sender(house: House) -> None:
    house.register()
    house.dispose(house.tim, is_team=True)
    with pytest.raises(NotAllowedError):
        does(answering.answer, house.desk, house.visit(house.tim), "Jawaban.")
    with pytest.raises(NotAllowedError):
        does(casework.open_name, house.desk, house.visit(house.tim), "Ingin tahu.")


def test_a_question_waits_for_the_sender_and_the_reply_brings_the_case_back(house: House) -> None:
    does(casework.ask_sender, house.desk, house.visit(house.front), "Kapan kejadiannya?")
    assert house.case.state is State.ASKED
    found = track(house.desk, house.receipt.code)
    assert found
    assert [(turn.text, turn.is_question) for turn in found.turns] == [("Kapan kejadiannya?", True)]
    write_back(house.desk, house.receipt.code, "Hari Senin.", None)
    case = house.case
    assert case.state is State.WRITTEN_BACK


def test_a_note_stays_in_the_house(house: House) -> None:
    does(casework.note, house.desk, house.visit(house.front), "Pengirim pernah datang.")
    assert house.said() == []
    assert house.dossier(house.head).timeline[-1].text == "Pengirim pernah datang."


def test_misconduct_runs_on_the_longer_clock(house: House) -> None:
    house.register()
    with house.desk.store.reading() as work:
        (line,) = work.lists.page(EVERYTHING, Filter(), most=9, offset=0)
    assert line.due_on == date(2026, 4, 13)
    does(casework.classify, house.desk, house.visit(house.front), Classification.MISCONDUCT)
    with house.desk.store.reading() as work:
        (line,) = work.lists.page(EVERYTHING, Filter(), most=9, offset=0)
    assert line.due_on == date(2026, 6, 25)


def test_a_closed_case_says_how_and_opens_again_for_the_sender(house: House) -> None:
    with pytest.raises(RefusedError):
        does(casework.close, house.desk, house.visit(house.front), Result.WITHDRAWN, "")
    house.register()
    with pytest.raises(RefusedError, match="belum dijawab"):
        does(casework.close, house.desk, house.visit(house.front), Result.ANSWERED, "")
    does(answering.answer, house.desk, house.visit(house.front), "Sudah kami perbaiki.")
    does(casework.close, house.desk, house.visit(house.front), Result.ANSWERED, "Tuntas.")
    assert house.case.state is State.CLOSED
    write_back(house.desk, house.receipt.code, "Masih antre.", None)
    case = house.case
    assert case.state is State.WRITTEN_BACK
    assert case.result == ""


def test_an_answer_by_mail_to_a_closed_case_is_held(house: House) -> None:
    (letter,) = house.letters_to(house.front)
    house.register()
    does(casework.close, house.desk, house.visit(house.front), Result.WITHDRAWN, "Dicabut.")
    assert receive(house.desk, a_reply(letter, "Jawaban.")) is Outcome.CLOSED
    does(casework.reopen, house.desk, house.visit(house.front), "Pengirim menelepon.")
    late = a_reply(letter, "Jawaban.", message_id="<2@contoh.example>")
    assert receive(house.desk, late) is Outcome.ANSWERED


def test_an_officer_who_is_complained_of_is_shut_out_everywhere(house: House) -> None:
    (letter,) = house.letters_to(house.front)
    house.register()
    does(accusing.name_accused, house.desk, house.visit(house.head), (house.front.id,), "")
    with pytest.raises(NoSuchCaseError):
        house.dossier(house.front)
    with pytest.raises(NoSuchCaseError):
        does(casework.note, house.desk, house.visit(house.front), "Bukan saya.")
    assert list_cases(house.desk, house.front, Filter(), 1).total == 0
    assert list_cases(house.desk, house.head, Filter(), 1).total == 1
    assert receive(house.desk, a_reply(letter, "Bukan saya.")) is Outcome.NOT_ALLOWED
    write_back(house.desk, house.receipt.code, "Dia marah.", None)
    newest = letters_out(house.desk)[-1]
    assert newest.to == house.head.email
    assert newest.name == "follow_up"
    assert "Dia marah." not in repr(house.letters_to(house.front))


def test_a_case_always_keeps_a_reader(house: House) -> None:
    everybody = (house.front.id, house.head.id)
    with pytest.raises(RefusedError, match="tidak ada lagi"):
        does(accusing.name_accused, house.desk, house.visit(house.head), everybody, "")
    assert house.case.accused == ()


def test_nobody_is_put_on_a_case_that_complains_of_them(house: House) -> None:
    house.register()
    does(accusing.name_accused, house.desk, house.visit(house.front), (house.kabid.id,), "")
    with pytest.raises(RefusedError, match="Pilih orang lain"):
        house.dispose(house.kabid)
    assert house.case.handlers == ()


def test_a_second_press_of_the_same_button_does_nothing(house: House) -> None:
    press = house.visit(house.front)
    does(answering.answer, house.desk, press, "Satu kali saja.")
    with pytest.raises(AlreadyDoneError):
        does(answering.answer, house.desk, press, "Satu kali saja.")
    assert house.said() == ["Satu kali saja."]


def test_a_page_that_is_behind_changes_nothing(house: House) -> None:
    press = house.visit(house.front)
    write_back(house.desk, house.receipt.code, "Saya tambahkan sesuatu.", None)
    with pytest.raises(StaleError) as stale:
        does(answering.answer, house.desk, press, "Jawaban lama.")
    assert [each.event.label for each in stale.value.news] == ["Pesan dari pengirim"]
    assert house.said() == [None]


def test_every_opening_of_a_case_is_written_down_for_the_head(house: House) -> None:
    house.dossier(house.front)
    house.clock.pass_by(timedelta(minutes=5))
    seen = house.dossier(house.head)
    assert [each.officer_id for each in seen.log] == [house.head.id, house.front.id]
    assert [name for name, _ in seen.others_here] == [house.front.name]
    assert house.dossier(house.front).log == ()
    house.clock.pass_by(timedelta(hours=1))
    assert house.dossier(house.head).others_here == ()


def test_the_list_is_brought_up_to_date_when_the_calendars_change(house: House) -> None:
    assert refresh_due_days(house.desk) == 0
    bare = replace(house.desk, calendar=replace(house.desk.calendar, days_off={}))
    assert refresh_due_days(bare) == 1
    with bare.store.reading() as work:
        (line,) = work.lists.page(EVERYTHING, Filter(), most=9, offset=0)
    assert line.due_on is None
    assert refresh_due_days(house.desk) == 1


def test_a_case_whose_history_was_tampered_with_stops_nobody_else(house: House) -> None:
    a_received_case(house.desk)
    with house.desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE events SET by = 'officer:9' WHERE case_id = 1")
    bare = replace(house.desk, calendar=replace(house.desk.calendar, days_off={}))
    assert refresh_due_days(bare) == 1


@pytest.mark.parametrize("role", list(Role))
def test_a_list_shows_what_may_be_read_and_nothing_else(house: House, role: Role) -> None:
    officer = next(
        each for each in (house.front, house.head, house.kabid, house.tim) if each.role is role
    )
    for turn in range(3):
        house.receipt = a_received_case(house.desk)
        house.register()
        if turn:
            house.dispose(house.kabid if turn == 1 else house.tim, is_team=turn > 1)
    shown = {line.number for line in list_cases(house.desk, officer, Filter(), 1).lines}
    readable = set()
    with house.desk.store.reading() as work:
        numbers = [line.number for line in work.lists.page(EVERYTHING, Filter(), most=9, offset=0)]
    for number in numbers:
        try:
            open_dossier(house.desk, officer, number)
        except NoSuchCaseError:
            continue
        readable.add(number)
    assert shown == readable
    assert len(shown) == {Role.FRONT_DESK: 4, Role.HEAD: 4}.get(role, 1)
