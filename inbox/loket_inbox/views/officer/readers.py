"""Who has opened which case, for the head of the office."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from loket_inbox.desk import Desk
from loket_inbox.handling.dossier import Opening
from loket_inbox.handling.register import read_log
from loket_inbox.promises import moment_in_words
from loket_inbox.store.readings import Reading
from loket_inbox.views.officer.frame import OfficerPages
from loket_inbox.views.officer.guard import Guard
from loket_inbox.views.officer.page import names_of, page_number

_OPENED = {each.code: each.label for each in Opening}


@dataclass(frozen=True, slots=True)
class Read:
    """One opening of a case, in words."""

    who: str
    when: str
    number: str
    what: str


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the address of the read log."""
    blueprint.get("/pembaca/")(_ReadersViews(desk, pages, guard).readers)


def in_words(reading: Reading, people: dict[int, str]) -> Read:
    """Say who opened what."""
    return Read(
        who=names_of((reading.officer_id,), people),
        when=moment_in_words(reading.at),
        number=reading.number,
        what=_OPENED[reading.what],
    )


@dataclass(frozen=True, slots=True)
class _ReadersViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard

    def readers(self) -> Response:
        """List the openings, newest first."""
        log = read_log(
            self.desk, self.guard.officer(), page_number(request.args.get("halaman", ""))
        )
        return self.pages.draw(
            "officer/readers.html",
            log=log,
            lines=[in_words(reading, log.people) for reading in log.lines],
        )
