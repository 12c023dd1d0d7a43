"""W-5 and W-4: what was not told at once is told in a digest, and none is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.events import Filed
from loket_inbox.domain.officers import Officer, Role
from loket_inbox.domain.terms import Suspicion
from loket_inbox.handling.case import accusing, answering, casework
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.desk.leaving import let_go
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.notices import MOST_LETTERS
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, type_in
from loket_inbox.letters.values import Letter
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import cases
from loket_inbox.worker import do_chores, work_once
from tests.inbox.office import HEAD, does, signed_in, the_officer, visit
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_desk,
    a_received_case,
    judged,
    letters_out,
    rows,
    the_form,
)

FRONT_DESK = "petugas@contoh.example"


def add(desk: Desk, name: str, role: Role) -> Officer:
    with desk.store.writing() as work:
        work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
    return the_officer(desk, f"{name}@contoh.example")


def leave(desk: Desk, email: str) -> None:
    with desk.store.writing() as work:
        found = work.people.by_email(email)
        assert found
        let_go(desk, work, found)


def a_flood(desk: Desk, more: int = 5) -> list[str]:
    """As many cases as an hour has letters for, and some more; gives the numbers of those."""
    return [a_received_case(desk).number for _ in range(MOST_LETTERS + more)][MOST_LETTERS:]


def letters_named(desk: Desk, name: str, to: str = "") -> list[Letter]:
    return [each for each in letters_out(desk) if each.name == name and to in {"", each.to}]


def told(desk: Desk) -> set[str]:
    """The numbers that stand in any letter."""
    with desk.store.engine.connect() as connection:
        numbers = {row.number for row in connection.execute(cases.select())}
    bodies = "\n".join(each.body for each in letters_out(desk))
    return {number for number in numbers if number in bodies}


# A flood.


def test_w5_a_flood_is_never_refused_and_one_letter_tells_of_what_has_no_letter(
    desk: Desk, clock: HandClock
) -> None:
    waiting = a_flood(desk)
    assert rows(desk, cases) == MOST_LETTERS + 5
    assert len(letters_named(desk, "new_case")) == MOST_LETTERS
    write_digests(desk)
    assert not letters_named(desk, "digest")
    clock.pass_by(timedelta(minutes=59))
    write_digests(desk)
    assert not letters_named(desk, "digest")
    clock.pass_by(timedelta(minutes=1))
    write_digests(desk)
    (letter,) = letters_named(desk, "digest")
    assert letter.subject == "5 kasus baru dalam satu surat"
    for number in waiting:
        assert f"{number}: Pengaduan, paling lambat Kamis, 26 Maret 2026\n" in letter.body
        assert f"http://127.0.0.1:8001/petugas/kasus/{number}\n" in letter.body
    for personal in (A_COMPLAINT["nama"], A_COMPLAINT["kronologi"], A_COMPLAINT["alamat"]):
        assert personal not in letter.body
    write_digests(desk)
    assert len(letters_named(desk, "digest")) == 1


def test_w5_the_digest_comes_as_soon_as_the_hour_has_room_again(
    desk: Desk, clock: HandClock
) -> None:
    a_received_case(desk)
    clock.pass_by(timedelta(minutes=30))
    a_flood(desk, more=0)
    clock.pass_by(timedelta(minutes=29, seconds=59))
    write_digests(desk)
    assert not letters_named(desk, "digest")
    clock.pass_by(timedelta(seconds=1))
    write_digests(desk)
    (letter,) = letters_named(desk, "digest")
    assert letter.subject.startswith("1 kasus baru")


def test_w5_a_flood_that_goes_on_is_told_of_within_the_hour(desk: Desk, clock: HandClock) -> None:
    """A case every minute for three hours: everything is told of, in few letters."""
    came: dict[str, datetime] = {}
    for _ in range(3 * 60):
        came[a_received_case(desk).number] = clock.now
        clock.pass_by(timedelta(minutes=1))
        write_digests(desk)
    with desk.store.engine.connect() as connection:
        for row in connection.execute(cases.select()):
            if row.told_at:
                assert row.told_at - came[row.number] <= timedelta(hours=1, minutes=1)
            else:
                assert clock.now - came[row.number] < timedelta(hours=1)
    assert len(letters_out(desk)) <= 4 * MOST_LETTERS


def test_w5_each_officer_has_an_hour_of_their_own(desk: Desk, clock: HandClock) -> None:
    a_flood(desk, more=0)
    clock.pass_by(timedelta(minutes=61))
    add(desk, "kedua", Role.FRONT_DESK)
    a_received_case(desk)
    assert len(letters_named(desk, "new_case", "kedua@contoh.example")) == 1
    assert len(letters_named(desk, "new_case", FRONT_DESK)) == MOST_LETTERS + 1


def test_w5_what_an_officer_types_in_is_no_flood(desk: Desk) -> None:
    second = add(desk, "kedua", Role.FRONT_DESK)
    a_flood(desk)
    token = CheckToken.new(desk.store.clock())
    slip = type_in(desk, the_form(desk), judged(desk), token, TypedIn(second, "telephone"))
    assert letters_named(desk, "new_case", FRONT_DESK)[-1].number == slip.number


def test_w5_the_accused_hears_of_no_case_that_complains_of_them(
    desk: Desk, clock: HandClock
) -> None:
    second = add(desk, "kedua", Role.FRONT_DESK)
    ours, about_second, about_both = a_flood(desk, more=3)
    first, head = the_officer(desk, FRONT_DESK), the_officer(desk, HEAD)
    for number, accused in ((about_second, (second.id,)), (about_both, (first.id, second.id))):
        does(accusing.name_accused, desk, Visit(head, number, 1, number), accused, "")
    clock.pass_by(timedelta(hours=1))
    write_digests(desk)
    named = {
        each.to: {number for number in (ours, about_second, about_both) if number in body}
        for each in letters_out(desk)
        if each.name == "digest" and (body := each.body)
    }
    assert named == {
        FRONT_DESK: {ours, about_second},
        second.email: {ours},
        HEAD: {about_both},
    }


def test_w5_more_cases_than_a_letter_holds_stand_in_the_next(desk: Desk, clock: HandClock) -> None:
    waiting = set(a_flood(desk, more=5))
    clock.pass_by(timedelta(hours=1))
    write_digests(desk, most=4)
    first, second = letters_named(desk, "digest")
    assert first.subject.startswith("4 ")
    assert second.subject.startswith("1 ")
    assert waiting <= told(desk)


# Nothing is forgotten.


def test_w5_a_digest_that_could_not_be_kept_is_written_again(desk: Desk, clock: HandClock) -> None:
    waiting = set(a_flood(desk))
    clock.pass_by(timedelta(hours=1))
    with pytest.raises(RuntimeError), desk.store.writing() as work:  # noqa: PT012 - it must roll back
        ids = [case.id for case in work.untold.first(10, calm=False)]
        work.untold.told(ids, work.now)
        raise RuntimeError
    write_digests(desk)
    assert waiting <= told(desk)


def test_f_a_case_that_nobody_can_be_told_of_is_told_once_somebody_works_here(
    desk: Desk, clock: HandClock
) -> None:
    with desk.store.writing() as work:
        for email in (FRONT_DESK, HEAD):
            found = work.people.by_email(email)
            assert found
            work.people.end(found.id, work.now)
    number = a_received_case(desk).number
    clock.pass_by(timedelta(days=3))
    write_digests(desk)
    assert not letters_out(desk)
    add(desk, "baru", Role.FRONT_DESK)
    write_digests(desk)
    assert told(desk) == {number}


def test_f_an_officer_who_leaves_takes_no_digest_along(desk: Desk, clock: HandClock) -> None:
    waiting = set(a_flood(desk))
    robots = a_received_case(desk, suspicion=Suspicion.HURRY).number
    clock.pass_by(timedelta(hours=1))
    write_digests(desk)
    assert waiting | {robots} <= told(desk)
    add(desk, "baru", Role.FRONT_DESK)
    leave(desk, FRONT_DESK)
    clock.pass_by(timedelta(hours=1))
    write_digests(desk)
    assert told(desk) == waiting | {robots} | told(desk)
    assert rows(desk, cases) == len(told(desk))
    assert {each.to for each in letters_out(desk)} == {"baru@contoh.example"}


def test_f_an_officer_who_leaves_keeps_what_has_gone_out(desk: Desk, clock: HandClock) -> None:
    a_flood(desk)
    clock.pass_by(timedelta(hours=1))
    write_digests(desk)
    assert work_once(desk, LocalMailbox(desk.settings.mailbox))
    add(desk, "baru", Role.FRONT_DESK)
    leave(desk, FRONT_DESK)
    clock.pass_by(timedelta(hours=1))
    write_digests(desk)
    assert not letters_out(desk)


# Once a day.


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ("2026-03-16T07:29", False),
        ("2026-03-16T07:30", True),
        ("2026-03-16T23:59", True),
        ("2026-03-14T10:00", False),  # A Saturday.
        ("2026-03-19T10:00", False),  # Nyepi.
        ("2026-03-23T10:00", False),  # Collective leave.
        ("2026-03-25T07:30", True),
    ],
)
def test_w4_the_daily_digest_comes_on_working_days_from_half_past_seven(
    tmp_path: Path, now: str, *, comes: bool
) -> None:
    clock = HandClock(datetime.fromisoformat(f"{now}:00+07:00").astimezone(UTC))
    desk = a_desk(tmp_path / "var", clock)
    a_received_case(desk, suspicion=Suspicion.HONEYPOT)
    write_digests(desk)
    assert bool(letters_named(desk, "daily_digest")) is comes


def test_w4_the_daily_digest_comes_once_a_day_and_only_with_something_new(
    desk: Desk, clock: HandClock
) -> None:
    write_digests(desk)
    assert not letters_out(desk)
    first = a_received_case(desk, suspicion=Suspicion.HONEYPOT).number
    write_digests(desk)
    second = a_received_case(desk, suspicion=Suspicion.HURRY).number
    clock.pass_by(timedelta(hours=5))
    write_digests(desk)
    assert told(desk) == {first}
    clock.pass_by(timedelta(hours=24 - 5 - 3, minutes=30))  # 07.30 on Tuesday.
    write_digests(desk)
    assert told(desk) == {first, second}
    clock.pass_by(timedelta(days=1))
    write_digests(desk)
    (monday, tuesday) = letters_named(desk, "daily_digest")
    assert second not in monday.body
    assert first not in tuesday.body
    assert tuesday.subject == "Ringkasan harian: 1 kiriman"


def test_w4_the_daily_digest_tells_robots_from_surveys_and_nothing_personal(desk: Desk) -> None:
    robots = a_received_case(desk, suspicion=Suspicion.HONEYPOT).number
    write_digests(desk)
    (letter,) = letters_named(desk, "daily_digest")
    assert "Tersaring, karena mungkin dikirim robot: 1" in letter.body
    assert f"{robots}: Pengaduan, paling lambat" in letter.body
    assert f"/petugas/kasus/{robots}\n" in letter.body
    assert "Tersimpan tanpa perlu jawaban" not in letter.body
    for personal in (A_COMPLAINT["nama"], A_COMPLAINT["kronologi"]):
        assert personal not in letter.body


def test_w4_set_aside_cases_make_no_flood_and_no_letter_of_their_own(desk: Desk) -> None:
    for _ in range(MOST_LETTERS + 1):
        a_received_case(desk, suspicion=Suspicion.HONEYPOT)
    honest = a_received_case(desk).number
    assert [each.number for each in letters_out(desk)] == [honest]
    write_digests(desk)
    (daily,) = letters_named(desk, "daily_digest")
    assert daily.subject == f"Ringkasan harian: {MOST_LETTERS + 1} kiriman"
    assert not letters_named(desk, "digest")


def test_w4_a_filed_survey_is_told_of_once_a_day(desk: Desk, clock: HandClock) -> None:
    number = a_received_case(desk).number
    with desk.store.writing() as work:
        found = work.cases.by_number(number)
        assert found
        CaseFile(desk, work, found).record(Filed(), by="sender")
        work.untold.forget_told(found.id)
    clock.pass_by(timedelta(hours=2))
    write_digests(desk)
    assert not letters_named(desk, "digest")
    (letter,) = letters_named(desk, "daily_digest")
    assert "Tersimpan tanpa perlu jawaban: 1" in letter.body
    assert f"{number}: Pengaduan, tanpa tenggat" in letter.body
    assert "Tersaring" not in letter.body


def test_the_worker_writes_digests_and_they_go_out(desk: Desk) -> None:
    number = a_received_case(desk, suspicion=Suspicion.HONEYPOT).number
    do_chores(desk)
    mailbox = LocalMailbox(desk.settings.mailbox)
    assert work_once(desk, mailbox)
    (only,) = mailbox.numbers()
    raw = mailbox.read(only)
    assert raw
    assert number.encode() in raw
    assert b"Subject: Ringkasan harian: 1 kiriman" in raw
    assert signed_in(desk).get(f"/petugas/kasus/{number}").status_code == 200


def at_hour(clock: HandClock, day: int, hour: int, minute: int = 0) -> None:
    """Set the clock to an hour of the office on a day of March 2026; the 16th is a Monday."""
    clock.now = datetime(2026, 3, day, hour - 7, minute, tzinfo=UTC)


def test_each_morning_officers_hear_of_the_cases_that_wait_for_them(
    desk: Desk, clock: HandClock
) -> None:
    at_hour(clock, 9, 10)
    number = a_received_case(desk).number
    answered = a_received_case(desk).number
    press = Visit(the_officer(desk, FRONT_DESK), answered, 1, "a page")
    does(answering.answer, desk, press, "Kami periksa besok.")
    kabid = add(desk, "kabid", Role.DIVISION_HEAD)
    at_hour(clock, 10, 7, 29)
    write_digests(desk)
    assert letters_named(desk, "daily_digest") == []
    at_hour(clock, 10, 7, 30)
    write_digests(desk)
    write_digests(desk)
    for email in (FRONT_DESK, HEAD):
        (letter,) = letters_named(desk, "daily_digest", email)
        assert number in letter.body
        assert answered not in letter.body
        assert A_COMPLAINT["kronologi"] not in letter.body
    assert letters_named(desk, "daily_digest", kabid.email) == []
    at_hour(clock, 11, 7, 31)
    write_digests(desk)
    assert len(letters_named(desk, "daily_digest", FRONT_DESK)) == 2


def test_no_morning_letter_on_a_day_off_or_in_the_afternoon(desk: Desk, clock: HandClock) -> None:
    at_hour(clock, 16, 10)
    a_received_case(desk)
    for day, hour in ((17, 13), (21, 8), (22, 8)):  # Late on Tuesday, Saturday, Sunday.
        at_hour(clock, day, hour)
        write_digests(desk)
    assert letters_named(desk, "daily_digest") == []


def test_what_came_after_half_past_seven_waits_for_the_next_morning(
    desk: Desk, clock: HandClock
) -> None:
    at_hour(clock, 17, 8)
    a_received_case(desk)
    at_hour(clock, 17, 9)
    write_digests(desk)
    assert letters_named(desk, "daily_digest") == []


def test_a_late_case_stands_first_and_says_so(desk: Desk, clock: HandClock) -> None:
    at_hour(clock, 2, 10)
    late = a_received_case(desk).number
    clock.pass_by(timedelta(days=120))
    fresh = a_received_case(desk).number
    clock.pass_by(timedelta(days=1))
    while not desk.calendar.is_working_day(clock.now.date()):
        clock.pass_by(timedelta(days=1))
    clock.now = clock.now.replace(hour=1)
    write_digests(desk)
    (letter,) = letters_named(desk, "daily_digest", FRONT_DESK)
    assert letter.body.index(late) < letter.body.index(fresh)
    assert f"{late}" in letter.body
    assert "TERLAMBAT" in letter.body


def test_the_morning_tells_the_front_desk_how_many_mails_wait_for_somebody(
    desk: Desk, clock: HandClock
) -> None:
    at_hour(clock, 9, 10)
    receive(desk, b"From: tamu@asing.example\nTo: loket@contoh.example\nSubject: x\n\nHalo\n")
    kabid = add(desk, "kabid", Role.DIVISION_HEAD)
    at_hour(clock, 10, 7, 30)
    write_digests(desk)
    (letter,) = letters_named(desk, "daily_digest", FRONT_DESK)
    assert letter.subject == "Ringkasan harian: 1 surat tertahan"
    assert "Surat yang menunggu dibaca: 1" in letter.body
    assert letters_named(desk, "daily_digest", kabid.email) == []


def test_n_5_the_head_s_morning_letter_lists_who_opened_a_name(
    desk: Desk, clock: HandClock
) -> None:
    kabid = add(desk, "kabid", Role.DIVISION_HEAD)
    number = a_received_case(desk).number
    entry = BookEntry()
    does(casework.register, desk, visit(desk, number), entry, "", is_complete=True)
    at_head = visit(desk, number, "kepala")
    does(casework.dispose, desk, at_head, (kabid.id,), "Periksa.", None, is_team=False)
    does(casework.open_name, desk, visit(desk, number, "kabid"), "Mencocokkan buku tamu.")
    for _ in range(10):
        clock.pass_by(timedelta(days=1))
        write_digests(desk)
    named = {
        each.to: each.body
        for each in letters_out(desk)
        if each.name == "daily_digest" and "NAMA YANG DIBUKA" in each.body
    }
    assert set(named) == {HEAD}
    assert f"{number}: Nama rahasia dibuka, kabid" in named[HEAD]
    assert "Mencocokkan" not in named[HEAD]
    told = [each for each in letters_out(desk) if "NAMA YANG DIBUKA" in each.body]
    assert len(told) == 1
