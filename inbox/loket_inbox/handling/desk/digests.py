"""Telling officers what was not told at once: after a flood, and once each working morning.

The morning's letter names an officer's own open cases and, for the front desk, what was set aside
or filed (W-4, W-5). A case is told of in the transaction that writes the letter, so none is
forgotten over a crash. One that nobody may read, or that came while nobody worked here, waits until
somebody does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from loket_inbox.desk import HELD_MAIL, READ_LOG, Desk
from loket_inbox.domain.deadlines import A_DAY, OFFICE_TIME, local_day
from loket_inbox.domain.events import EVENTS, ContactOpened, NameOpened
from loket_inbox.domain.mail_outcomes import HELD
from loket_inbox.domain.officers import DeskRight, Officer, Role, may_at_desk, scope
from loket_inbox.handling.case.dossier import name_of
from loket_inbox.handling.notices import is_flooded
from loket_inbox.handling.promises import day_in_words, moment_in_words
from loket_inbox.letters import to_officers
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import DigestLine, OpeningLine, WrongCodesLine
from loket_inbox.store.lists import CaseLine, Filter, UntoldCase
from loket_inbox.store.transactions import Work
from loket_site.model.form import Seal

DAILY_AT = time(7, 30)
"""From when on, in the office's time, the daily digest is written on working days."""

_MORNING = timedelta(hours=4)
"""How late a morning's list of open cases still helps, where no worker ran at its time."""

LONGEST_WAIT = timedelta(hours=1)
"""How long a case waits for the flood to end, at most."""

MOST_CASES = 500
"""How many new cases one letter names; for more there is another letter."""

MOST_OPEN = 50
"""How many of an officer's open cases a letter names, the most urgent ones; the web has all."""


def write_digests(desk: Desk, *, most: int = MOST_CASES) -> None:
    """Write every digest that is due, each letter naming so many new cases at `most`.

    Where none is due, this is one look into the database.
    """
    with desk.store.reading() as work:
        flood = work.untold.any() and _flood_is_over(work)
        begun = _begun_day(desk, work)
    if flood:
        while _tell_after_flood(desk, most):
            pass
    if begun:
        is_morning = desk.store.clock() - begun < _MORNING
        while _tell_of_day(desk, most, begun if is_morning else None):
            is_morning, begun = False, None


def _flood_is_over(work: Work) -> bool:
    """Say whether letters have room again, or a case has waited long enough."""
    oldest = work.untold.oldest(calm=False)
    if oldest is None:
        return False
    desk = (*work.people.with_role(Role.FRONT_DESK), *work.people.with_role(Role.HEAD))
    return work.now - oldest >= LONGEST_WAIT or not is_flooded(work, desk)


def _begun_day(desk: Desk, work: Work) -> datetime | None:
    """Give the moment of today's daily digest; None where it is not due or was written."""
    now = work.now.astimezone(OFFICE_TIME)
    begins = datetime.combine(now.date(), DAILY_AT, OFFICE_TIME)
    if now < begins or not desk.calendar.is_working_day(now.date()):
        return None
    newest = work.outbox.newest(LetterKind.DAILY_DIGEST)
    return begins if newest is None or newest < begins else None


def _tell_after_flood(desk: Desk, most: int) -> bool:
    """Name cases to whoever hears of what comes in; says whether anybody did."""
    with desk.store.writing() as work:
        heard = _heard_by(work, work.untold.first(most, calm=False))
        for officer, cases in heard.items():
            letter = to_officers.digest(officer, tuple(_line(desk, case) for case in cases))
            desk.post(work, letter, officer)
        return _told(work, heard)


def _tell_of_day(desk: Desk, most: int, open_before: datetime | None) -> bool:
    """Write the morning's letters; says whether they named any case that waited for that.

    With `open_before` they also name the cases that officers have open since before that moment.
    """
    with desk.store.writing() as work:
        heard = _heard_by(work, work.untold.first(most, calm=True))
        since = work.outbox.newest(LetterKind.DAILY_DIGEST) or work.now - A_DAY
        for officer in work.people.all():
            cases = heard.get(officer, ())
            mine = _open_cases(desk, work, officer, open_before) if open_before else ()
            held = _held(work, officer) if open_before else 0
            opened = _opened_names(desk, work, officer, since) if open_before else ()
            wrong = _wrong_codes(desk, work, officer, since) if open_before else ()
            if cases or mine or held or opened or wrong:
                letter = to_officers.daily_digest(
                    officer,
                    held=held,
                    held_link=desk.link(HELD_MAIL),
                    open_cases=mine,
                    opened_names=opened,
                    wrong_codes=wrong,
                    set_aside=tuple(_line(desk, case) for case in cases if case.is_set_aside),
                    filed=tuple(_line(desk, case) for case in cases if not case.is_set_aside),
                )
                desk.post(work, letter, officer)
        return _told(work, heard)


def _heard_by(work: Work, cases: tuple[UntoldCase, ...]) -> dict[Officer, tuple[UntoldCase, ...]]:
    """Say who hears of which cases: of what the front desk may not read, the head does."""
    heard: dict[Officer, tuple[UntoldCase, ...]] = {}
    told: set[int] = set()
    for role in (Role.FRONT_DESK, Role.HEAD):
        left = [case for case in cases if case.id not in told]
        for officer in work.people.with_role(role):
            seen = work.untold.seen_by(scope(officer), [case.id for case in left])
            if seen:
                heard[officer] = tuple(case for case in left if case.id in seen)
                told |= seen
    return heard


def _told(work: Work, heard: dict[Officer, tuple[UntoldCase, ...]]) -> bool:
    """Note who has heard of what; says whether anybody has."""
    told = {case.id for cases in heard.values() for case in cases}
    work.untold.told(told, work.now)
    return bool(told)


def _opened_names(
    desk: Desk, work: Work, officer: Officer, since: datetime
) -> tuple[OpeningLine, ...]:
    """List who has opened which sender's name since a moment: for the head alone (N-5)."""
    if not may_at_desk(officer, DeskRight.READ_LOG):
        return ()
    people, kinds = work.people.names(), (NameOpened.name, ContactOpened.name)
    return tuple(
        OpeningLine(
            each.number,
            name_of(each.by, people),
            EVENTS[each.event].label,
            moment_in_words(each.at),
            desk.case_link(each.number),
        )
        for each in work.lists.opened_names(scope(officer), kinds, since)
    )


def _wrong_codes(
    desk: Desk, work: Work, officer: Officer, since: datetime
) -> tuple[WrongCodesLine, ...]:
    """List for whom wrong codes were typed since a moment, or whose links are closed."""
    if not may_at_desk(officer, DeskRight.OPEN_LINKS):
        return ()
    told, closed = (
        work.outbox.written_since(since, (LetterKind.WRONG_CODES,)),
        work.sign_ins.closed(),
    )
    return tuple(
        WrongCodesLine(each.name, each.id in closed, desk.link(READ_LOG))
        for each in work.people.all()
        if each.id in told or each.id in closed
    )


def _held(work: Work, officer: Officer) -> int:
    """Count the mails that wait for somebody like this officer."""
    if not may_at_desk(officer, DeskRight.HELD_MAIL):
        return 0
    return work.messages.count_waiting(scope(officer), HELD)


def _open_cases(
    desk: Desk, work: Work, officer: Officer, before: datetime
) -> tuple[DigestLine, ...]:
    """List the cases of an officer that wait for the office, the most urgent first."""
    narrowed = Filter(ours=True, until=before)
    found = work.lists.page(scope(officer), narrowed, most=MOST_OPEN, offset=0)
    return tuple(_open_line(desk, case, local_day(work.now)) for case in found)


def _open_line(desk: Desk, case: CaseLine, today: date) -> DigestLine:
    line = _line(desk, case)
    is_late = case.due_on is not None and case.due_on < today
    until = f"{case.state.desk_label}, {line.until}"
    return replace(line, until=f"TERLAMBAT. {until}" if is_late else until)


def _line(desk: Desk, case: CaseLine | UntoldCase) -> DigestLine:
    until = f"paling lambat {day_in_words(case.due_on)}" if case.due_on else "tanpa tenggat"
    return DigestLine(case.number, _title(desk, case.form), until, desk.case_link(case.number))


def _title(desk: Desk, code: str) -> str:
    form = desk.catalogue.form(code)
    # Of a sealed form its very name would tell (SS-9).
    return "" if form and form.seal is Seal.SEALED else form.label if form else code
