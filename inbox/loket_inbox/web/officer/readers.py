"""Who has opened which case, and whose sign-in links are closed, for the head of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, request

from loket_inbox.desk import READ_LOG, Desk
from loket_inbox.domain.deadlines import OFFICE_TIME
from loket_inbox.handling.desk.lists import read_log
from loket_inbox.handling.desk.wrong_codes import closed_links, open_links
from loket_inbox.handling.doors import Opening
from loket_inbox.handling.promises import day_in_words, moment_in_words
from loket_inbox.store.readings import Reading
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard, see_other
from loket_inbox.web.officer.words import joined, names_of
from loket_inbox.web.posted import page_number

_OPENED = {each.code: each.label for each in Opening}


@dataclass(frozen=True, slots=True)
class Read:
    """What an officer opened within one hour, in words; `number` is "" for the whole book."""

    who: str
    when: str
    number: str
    what: str


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the address of the read log, and of the buttons on it."""

    @blueprint.get("/pembaca/")
    def readers(note: str = "") -> Response:
        """List the openings, newest first, those of one hour in one line."""
        officer = guard.officer()
        log = read_log(desk, officer, page_number(request.args))
        lines = [in_words(reading, log.people) for reading in log.lines]
        closed = closed_links(desk, officer)
        return pages.draw("officer/readers.html", log=log, lines=lines, closed=closed, note=note)

    @blueprint.post("/pembaca/tautan/<int:number>/buka")
    def open_again(number: int) -> Response:
        """Open somebody's mailed links again; pressed twice, that was done already."""
        opened = open_links(desk, guard.officer(), number)
        return readers(f"Tautan masuk {opened.name} terbuka lagi." if opened else "")

    @blueprint.get("/pembaca/tautan/<int:number>/buka")
    def back_to_readers(number: int) -> Response:  # noqa: ARG001 - in the address
        """Show the log to whoever opens the address of a button on it."""
        return see_other(READ_LOG)


def in_words(reading: Reading, people: dict[int, str]) -> Read:
    """Say who opened what, and how often within the hour."""
    cases = f"{reading.cases} kasus" if not reading.number else ""
    times = f"{reading.times} kali" if reading.times > 1 else ""
    return Read(
        who=names_of((reading.officer_id,), people),
        when=_span_in_words(reading.at, reading.last),
        number=reading.number,
        what=joined(_OPENED[reading.what], cases, times),
    )


def _span_in_words(first: datetime, last: datetime) -> str:
    """Say from when to when, within one hour; one moment where the minute is the same."""
    began, ended = (each.astimezone(OFFICE_TIME) for each in (first, last))
    if f"{began:%H.%M}" == f"{ended:%H.%M}":
        return moment_in_words(first)
    day = day_in_words(began.date())
    return f"{day}, pukul {began:%H.%M} sampai {ended:%H.%M} WIB"
