"""The register's numbers: none missing, none twice, nothing lost, on both databases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.events import Registered, SenderWrote
from loket_inbox.domain.officers import Role, Scope
from loket_inbox.handling.case.casework import note, register
from loket_inbox.handling.doors import RefusedError, StaleError, Visit
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.store.lists import Filter
from tests.inbox.office import does
from tests.support import HandClock, a_desk, a_received_case, output, the_receipt
from tests.tools import postgresql_server

OFFICERS = 20
SENDERS = 50
EVERYTHING = Scope(0, "", handled_only=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def busy_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "sqlite":
        yield a_desk(tmp_path / "var")
        return
    with postgresql_server() as url:
        desk = a_desk(tmp_path / "var", LOKET_DATABASE_URL=url)
        yield desk
        desk.store.engine.dispose()


def add_officers(desk: Desk) -> None:
    with desk.store.writing() as work:
        for turn in range(OFFICERS):
            email = f"petugas-{turn}@contoh.example"
            work.people.add(email, f"Petugas {turn} Contoh", Role.FRONT_DESK, "", work.now)


def visit(desk: Desk, officer_id: int, number: str, page: str) -> Visit:
    """What an officer's page holds at this moment."""
    with desk.store.reading() as work:
        officer, found = work.people.by_id(officer_id), work.cases.by_number(number)
    assert officer
    assert found
    return Visit(officer, number, found.case.version, page)


def keep_trying(desk: Desk, officer_id: int, number: str) -> None:
    """Register a case as an officer does who looks again whenever somebody was faster."""
    for attempt in range(200):
        press = visit(desk, officer_id, number, f"{number}-{attempt}")
        try:
            does(register, desk, press, BookEntry(summary="Antre lama."), "", is_complete=True)
        except StaleError:
            continue
        except RefusedError:
            return
        return
    pytest.fail(f"{number} was never registered")


def test_20_officers_and_50_senders_at_once_leave_no_gap_and_no_double(busy_desk: Desk) -> None:
    desk = busy_desk
    add_officers(desk)
    app = create_inbox(desk)
    numbers = [a_received_case(desk).number for _ in range(40)]

    def officer(turn: int) -> None:
        # Every case is tried by four officers, each in an order of their own.
        mine = numbers[turn % 5 :: 5]
        random.Random(turn).shuffle(mine)  # noqa: S311 - an order, not a secret
        for number in mine:
            keep_trying(desk, 3 + turn, number)

    def sender(_: int) -> tuple[str, str]:
        page = the_receipt(app.test_client()).text
        code = output(page, "kode")
        assert write_back(desk, code, "Kapan saya dijawab?", None)
        return output(page, "nomor"), code

    with ThreadPoolExecutor(OFFICERS + SENDERS) as crowd:
        busy = [crowd.submit(officer, turn) for turn in range(OFFICERS)]
        sent = list(crowd.map(sender, range(SENDERS)))
        for each in busy:
            each.result()
    assert len({number for number, _ in sent}) == len({code for _, code in sent}) == SENDERS
    with desk.store.reading() as work:
        lines = work.lists.page(EVERYTHING, Filter(), most=1000, offset=0)
        kept = [work.cases.by_id(line.id).case for line in lines]
    assert len(kept) == len(numbers) + SENDERS
    registered = sorted(case.agenda.number for case in kept if case.agenda)
    assert registered == list(range(1, len(numbers) + 1))
    for case in kept:
        events = [each.event for each in case.history]
        wanted = SenderWrote() if case.agenda is None else Registered(2026, case.agenda.number)
        assert events.count(wanted) == 1


def take_a_number_and_stop(desk: Desk) -> None:
    with desk.store.writing() as work:
        assert work.cases.next_agenda_number(2026) == 1
        raise InterruptedError


def test_a_number_taken_in_vain_goes_back(desk: Desk) -> None:
    first, second = (a_received_case(desk).number for _ in range(2))
    with pytest.raises(InterruptedError):
        take_a_number_and_stop(desk)
    for number in (second, first):
        does(register, desk, visit(desk, 1, number, "halaman"), BookEntry(), "", is_complete=False)
    with desk.store.reading() as work:
        agendas = [
            str(found.case.agenda)
            for number in (second, first)
            if (found := work.cases.by_number(number))
        ]
    assert agendas == ["1/2026", "2/2026"]


def test_the_numbers_begin_anew_with_the_office_s_year(desk: Desk, clock: HandClock) -> None:
    # 23.59 on New Year's Eve at the office is 16.59 in UTC.
    clock.now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
    numbers = [a_received_case(desk).number for _ in range(3)]
    for number, wanted in zip(numbers, ("1/2026", "1/2027", "2/2027"), strict=True):
        does(register, desk, visit(desk, 1, number, "halaman"), BookEntry(), "", is_complete=False)
        with desk.store.reading() as work:
            found = work.cases.by_number(number)
        assert found
        assert str(found.case.agenda) == wanted
        clock.pass_by(timedelta(minutes=1))


def test_of_two_changes_made_from_one_version_the_second_is_told_of_the_first(desk: Desk) -> None:
    number = a_received_case(desk).number
    mine, theirs = visit(desk, 1, number, "mine"), visit(desk, 2, number, "theirs")
    does(note, desk, mine, "Catatan pertama.")
    with pytest.raises(StaleError) as stale:
        does(note, desk, theirs, "Catatan kedua.")
    assert [each.event.name for each in stale.value.news] == ["noted"]
    assert [each.by for each in stale.value.news] == ["officer:1"]
