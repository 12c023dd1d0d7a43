"""Telling the front desk of what was not told at once: after a flood, and once a day (W-4, W-5).

A case is told of in the transaction that writes the letter, so none is forgotten over a crash.
One that nobody may read, or that came while nobody worked here, waits until somebody does.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from loket_inbox import letters
from loket_inbox.deadlines import OFFICE_TIME
from loket_inbox.desk import Desk
from loket_inbox.handling.notices import is_flooded
from loket_inbox.officers import Officer, Role, scope
from loket_inbox.promises import day_in_words
from loket_inbox.store.transactions import Work
from loket_inbox.store.untold import UntoldCase
from loket_site.model import Seal

DAILY_AT = time(7, 30)
"""From when on, in the office's time, the daily digest is written on working days."""

LONGEST_WAIT = timedelta(hours=1)
"""How long a case waits for the flood to end, at most."""

MOST_CASES = 500
"""How many cases one letter names; for more there is another letter."""


def write_digests(desk: Desk, *, most: int = MOST_CASES) -> None:
    """Write every digest that is due, each letter naming so many cases at `most`.

    Where no case waits, this is one look into the database.
    """
    with desk.store.reading() as work:
        if not work.untold.any():
            return
        flood, daily = _flood_is_over(work), _day_has_begun(desk, work)
    if flood:
        _tell_all(desk, most, calm=False)
    if daily:
        _tell_all(desk, most, calm=True)


def _flood_is_over(work: Work) -> bool:
    """Say whether letters have room again, or a case has waited long enough."""
    oldest = work.untold.oldest(calm=False)
    if oldest is None:
        return False
    desk = (*work.people.with_role(Role.FRONT_DESK), *work.people.with_role(Role.HEAD))
    return work.now - oldest >= LONGEST_WAIT or not is_flooded(work, desk)


def _day_has_begun(desk: Desk, work: Work) -> bool:
    """Say whether it is time for the daily digest, and none was written yet."""
    now = work.now.astimezone(OFFICE_TIME)
    begins = datetime.combine(now.date(), DAILY_AT, OFFICE_TIME)
    if now < begins or not desk.calendar.is_working_day(now.date()):
        return False
    newest = work.outbox.newest(letters.DAILY_DIGEST)
    return newest is None or newest < begins


def _tell_all(desk: Desk, most: int, *, calm: bool) -> None:
    while True:
        with desk.store.writing() as work:
            if not _tell(desk, work, work.untold.first(most, calm=calm), calm=calm):
                return


def _tell(desk: Desk, work: Work, cases: tuple[UntoldCase, ...], *, calm: bool) -> bool:
    """Name cases to whoever hears of what comes in; says whether anybody did.

    Of a case that the front desk may not read, the head hears.
    """
    told: set[int] = set()
    for role in (Role.FRONT_DESK, Role.HEAD):
        left = [case for case in cases if case.id not in told]
        for officer in work.people.with_role(role):
            seen = work.untold.seen_by(scope(officer), [case.id for case in left])
            named = tuple(case for case in left if case.id in seen)
            if named:
                desk.post(work, _letter(desk, officer, named, calm=calm), officer)
                told |= seen
    work.untold.told(told, work.now)
    return bool(told)


def _letter(
    desk: Desk, officer: Officer, cases: tuple[UntoldCase, ...], *, calm: bool
) -> letters.Letter:
    if not calm:
        return letters.digest(officer, tuple(_line(desk, case) for case in cases))
    return letters.daily_digest(
        officer,
        tuple(_line(desk, case) for case in cases if case.is_set_aside),
        tuple(_line(desk, case) for case in cases if not case.is_set_aside),
    )


def _line(desk: Desk, case: UntoldCase) -> letters.DigestLine:
    form = desk.catalogue.form(case.form)
    title = form.label if form else case.form
    return letters.DigestLine(
        number=case.number,
        # Of a sealed form its very name would tell (SS-9).
        title="" if form and form.seal is Seal.SEALED else title,
        until=f"paling lambat {day_in_words(case.due_on)}" if case.due_on else "tanpa tenggat",
        link=f"{desk.settings.inbox_url}/petugas/kasus/{case.number}",
    )
