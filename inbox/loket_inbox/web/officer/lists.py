"""The officers' list of cases: our own work first, narrowed by what stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from loket_inbox.desk import OFFICERS, Desk
from loket_inbox.domain.deadlines import OFFICE_TIME, local_day
from loket_inbox.domain.officers import DeskRight, may_at_desk
from loket_inbox.domain.states import State, Turn
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.desk.lists import (
    former_forms,
    held_waiting,
    list_cases,
    set_aside_waiting,
)
from loket_inbox.handling.mail.alarms import alarms
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.store.lists import CaseLine, Filter
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard
from loket_inbox.web.officer.words import (
    Said,
    division_name,
    due_in_words,
)
from loket_inbox.web.posted import page_number
from loket_site.words.spelling.days import long_date, typed_day
from loket_site.words.texts import clean_line

OURS = "perlu"
LATE = "terlambat"
SET_ASIDE = "tersaring"
"""What `keadaan` can ask for besides a single state."""

_APART = "Tersaring"
"""What stands in the place of its state while a case looks like a robot's."""

_REVERSED = "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggal itu."

_Choices = dict[str, list[tuple[str, str]]]
"""What each filter offers, as (value, label)."""

_DONE = {"diadukan": "Kasus itu tidak lagi tampil bagi Anda."}
"""What the list says to whom a deed has shut out of its case, by the code in its address."""

_FIELDS = ("keadaan", "formulir", "divisi", "saluran", "dari", "sampai", "cari")
_DAYS = {"dari": "Diterima dari", "sampai": "Diterima sampai"}
_LONGEST_SEARCH = 40


def _in_address(label: str) -> str:
    return label.lower().replace(" ", "-")


_STATES = {_in_address(state.desk_label): state for state in State}
_CHANNELS = {_in_address(channel.label): channel for channel in Channel}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: the values of the filters, and what is wrong with them."""

    values: Mapping[str, str]
    filter: Filter
    page: int
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the whole list is asked for."""
        return any(self.values.values())

    def address(self, page: int = 1, **changed: str) -> str:
        """Write the address of another page, or of another list."""
        pairs = {**self.values, **changed, "halaman": str(page) if page > 1 else ""}
        asked = urlencode([(name, value) for name, value in pairs.items() if value])
        return f"{OFFICERS}?{asked}" if asked else OFFICERS


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the list shows it."""

    number: str
    agenda: str
    title: str
    state: str
    is_ours: bool
    came: str
    received: str
    due: Said


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the address of the list."""
    blueprint.get("/")(_ListViews(desk, pages, guard).show_list)


@dataclass(frozen=True, slots=True)
class _ListViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard

    def show_list(self) -> Response:
        """List the cases that this officer may read."""
        officer, today = self.guard.officer(), local_day(self.desk.store.clock())
        set_aside = set_aside_waiting(self.desk, officer)
        choices = self._choices(set_aside)
        wanted = self._wanted(request.args, choices, today)
        quick = {OURS, LATE, SET_ASIDE} if set_aside or wanted.filter.set_aside else {OURS, LATE}
        listing = list_cases(self.desk, officer, wanted.filter, wanted.page)
        forms = dict(choices["formulir"])
        return self.pages.draw(
            "officer/list.html",
            sheets=("details",),
            wanted=wanted,
            listing=listing,
            rows=[self._row(line, forms, today) for line in listing.lines],
            choices=choices,
            quick=[pair for pair in choices["keadaan"] if pair[0] in quick],
            days=_DAYS,
            may_type_in=may_at_desk(officer, DeskRight.TYPE_IN),
            held=held_waiting(self.desk, officer),
            done=_DONE.get(request.args.get("selesai", ""), ""),
            alarms=alarms(self.desk),
            moment=moment_in_words,
        )

    def _wanted(self, asked: Mapping[str, str], choices: _Choices, today: date) -> Wanted:
        values = {name: clean_line(asked.get(name, "")) for name in _FIELDS}
        values["cari"] = values["cari"][:_LONGEST_SEARCH]
        for name, offered in choices.items():
            if values[name] not in dict(offered):
                values[name] = ""
        since, until, mistakes = _period(values)
        narrowed = Filter(
            state=_STATES.get(values["keadaan"]),
            ours=values["keadaan"] == OURS,
            late_on=today if values["keadaan"] == LATE else None,
            form=values["formulir"],
            division=values["divisi"],
            channel=_CHANNELS[values["saluran"]].code if values["saluran"] else "",
            since=_midnight(since) if since else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
            search=values["cari"],
            set_aside=values["keadaan"] == SET_ASIDE,
        )
        return Wanted(values, narrowed, page_number(asked), mistakes)

    def _choices(self, set_aside: int | None) -> _Choices:
        """List what each filter offers as (value, label), the empty choice aside."""
        catalogue = self.desk.catalogue
        apart = [] if set_aside is None else [(SET_ASIDE, f"Tersaring ({set_aside})")]
        return {
            "keadaan": [
                (OURS, "Perlu kami kerjakan"),
                (LATE, "Terlambat"),
                *apart,
                *((value, state.desk_label) for value, state in _STATES.items()),
            ],
            "formulir": [
                *((form.code, form.label) for form in catalogue.forms),
                *former_forms(self.desk).items(),
            ],
            "divisi": [(each.code, each.name) for each in catalogue.office.divisions],
            "saluran": [(value, channel.label) for value, channel in _CHANNELS.items()],
        }

    def _row(self, line: CaseLine, forms: Mapping[str, str], today: date) -> Row:
        came = (Channel.labelled(line.channel), division_name(self.desk, line.division))
        is_ours = line.state.turn is Turn.OURS
        return Row(
            number=line.number,
            agenda=f"{line.agenda_number}/{line.agenda_year}" if line.agenda_number else "",
            title=forms.get(line.form, line.form),
            state=_APART if line.is_set_aside else line.state.desk_label,
            is_ours=is_ours,
            came=" · ".join(filter(None, came)),
            received=long_date(local_day(line.received_at)),
            due=due_in_words(line.due_on, today) if is_ours else Said(""),
        )


def _period(
    values: dict[str, str],
) -> tuple[date | None, date | None, dict[str, str]]:
    """Read the first and the last day, and say what is wrong with them; what is wrong narrows not.

    In `values` each day is left as browsers write it, "" for one that is none.
    """
    days = {name: typed_day(values[name]) for name in _DAYS}
    mistakes = {
        name: f"{_DAYS[name]}: tulis tanggal seperti 16-03-2026, atau kosongkan."
        for name, day in days.items()
        if values[name] and day is None
    }
    values |= {name: day.isoformat() if day else "" for name, day in days.items()}
    since, until = days["dari"], days["sampai"]
    if since and until and until < since:
        return None, None, {"sampai": _REVERSED}
    return since, until, mistakes


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE_TIME)
