"""Who works here and who may do what: every permission decision is made in this module.

What an officer may do with a case hangs on what the officer is to that case (`Standing`), never on
the role alone: a division head whom nobody put on it, or an officer of whom it complains, is
outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from loket_inbox.domain.case import Case, Proposal
from loket_inbox.domain.terms import CLOSED_CONTACT


class Role(Enum):
    """What an officer does. `value` is the English word of the command line and the database."""

    FRONT_DESK = "front_desk"
    HEAD = "head"
    DIVISION_HEAD = "division_head"
    TEAM_MEMBER = "team_member"


OFFICE_WORDS = {
    Role.FRONT_DESK: "petugas",
    Role.HEAD: "kepala",
    Role.DIVISION_HEAD: "kabid",
    Role.TEAM_MEMBER: "tim",
}
"""What the office calls each role."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works here. `id` is the row; it stands in events instead of a name.

    `predecessors` are the rows of those who had the same address and left: who takes over an
    address takes over no case, and is shut out where the one before was complained of, since it
    may be the same person.
    """

    id: int
    email: str
    name: str
    role: Role
    division: str
    predecessors: tuple[int, ...] = ()

    @property
    def mark(self) -> str:
        """How events name this officer."""
        return f"officer:{self.id}"


def role_named(word: str) -> Role | None:
    """Find a role by its English or its Indonesian word."""
    wanted = word.strip().lower().replace("-", "_").replace(" ", "_")
    return next((role for role in Role if wanted in {role.value, OFFICE_WORDS[role]}), None)


class NotAllowedError(Exception):
    """An officer may not do what was asked."""


class Standing(Enum):
    """What an officer is to one case.

    `WAITING` are both sides while the mark of a head waits for a second officer: whoever proposed
    it, and the head.
    """

    FRONT_DESK = auto()
    HEAD = auto()
    DIVISION_HEAD = auto()
    TEAM_MEMBER = auto()
    WAITING = auto()
    OUTSIDE = auto()


class Right(Enum):
    """What can be done with one case.

    `READ` is the story, the files and the answers; `KNOW` is that it is there, and its state.
    """

    KNOW = auto()
    READ = auto()
    READ_CONFIDENTIAL_NAME = auto()
    ASK_FOR_NAME = auto()
    OPEN_CONTACT = auto()
    RELEASE = auto()
    ANSWER = auto()
    ASK_SENDER = auto()
    NOTE = auto()
    REGISTER = auto()
    CLASSIFY = auto()
    COMPLETE = auto()
    NAME_ACCUSED = auto()
    DISPOSE = auto()
    WRITE_FINDINGS = auto()
    APPROVE = auto()
    CLOSE = auto()
    REOPEN = auto()
    REPLACE_CODE = auto()
    TAKE_UP = auto()
    READ_LOG = auto()


_FRONT_DESK_RIGHTS = frozenset(
    {
        Right.KNOW,
        Right.READ,
        Right.READ_CONFIDENTIAL_NAME,
        Right.OPEN_CONTACT,
        Right.RELEASE,
        Right.ANSWER,
        Right.ASK_SENDER,
        Right.NOTE,
        Right.REGISTER,
        Right.CLASSIFY,
        Right.COMPLETE,
        Right.NAME_ACCUSED,
        Right.CLOSE,
        Right.REOPEN,
        Right.REPLACE_CODE,
        Right.TAKE_UP,
    }
)

RIGHTS: dict[Standing, frozenset[Right]] = {
    Standing.FRONT_DESK: _FRONT_DESK_RIGHTS,
    Standing.HEAD: _FRONT_DESK_RIGHTS | {Right.DISPOSE, Right.APPROVE, Right.READ_LOG},
    Standing.DIVISION_HEAD: frozenset(
        {
            Right.KNOW,
            Right.READ,
            Right.ASK_FOR_NAME,
            Right.OPEN_CONTACT,
            Right.ANSWER,
            Right.ASK_SENDER,
            Right.NOTE,
        }
    ),
    Standing.TEAM_MEMBER: frozenset({Right.KNOW, Right.READ, Right.NOTE, Right.WRITE_FINDINGS}),
    Standing.WAITING: frozenset({Right.KNOW}),
    Standing.OUTSIDE: frozenset(),
}
"""What each standing may do with an ordinary (`biasa`) case."""

OPEN_NAME = "terbuka"
"""The choice of the sender that lets everybody who handles the case see the name."""


class DeskRight(Enum):
    """What can be done on the officers' web besides single cases."""

    LIST = auto()
    TYPE_IN = auto()
    SET_ASIDE = auto()
    HELD_MAIL = auto()
    BOOK = auto()
    READ_LOG = auto()
    OPEN_LINKS = auto()


DESK_RIGHTS: dict[Role, frozenset[DeskRight]] = {
    Role.FRONT_DESK: frozenset(
        {
            DeskRight.LIST,
            DeskRight.TYPE_IN,
            DeskRight.SET_ASIDE,
            DeskRight.HELD_MAIL,
            DeskRight.BOOK,
        }
    ),
    Role.HEAD: frozenset(DeskRight),
    Role.DIVISION_HEAD: frozenset({DeskRight.LIST}),
    Role.TEAM_MEMBER: frozenset({DeskRight.LIST}),
}
"""What each role may do besides single cases; the list shows nothing but what may be read."""

for _table, _keys in ((RIGHTS, Standing), (DESK_RIGHTS, Role)):
    if set(_table) != set(_keys):
        raise NotImplementedError(f"without rights: {set(_keys) - set(_table)}")


def is_accused(officer: Officer, case: Case) -> bool:
    """Say whether the case complains of this officer, or of the division the officer is of."""
    return names(officer, case.accused, case.accused_division)


def names(officer: Officer, accused: tuple[int, ...], division: str) -> bool:
    """Say whether a mark of whom a case complains would be one of this officer."""
    in_division = bool(division) and officer.division == division
    return in_division or not {officer.id, *officer.predecessors}.isdisjoint(accused)


def needs_a_second(officer: Officer, case: Case, accused: tuple[int, ...], division: str) -> bool:
    """Say whether a new mark takes the case from this head, or gives it back to them.

    Nobody does that alone: the one who decides over a complaint could be kept out of it by the
    one of whom it complains.
    """
    is_head = officer.role is Role.HEAD
    return is_head and names(officer, accused, division) != is_accused(officer, case)


def standing(officer: Officer, case: Case) -> Standing:
    """Say what an officer is to a case. Somebody it complains of is always outside."""
    if is_accused(officer, case):
        return Standing.OUTSIDE
    if case.proposed and _is_a_side(officer, case, case.proposed):
        return Standing.WAITING
    match officer.role:
        case Role.FRONT_DESK:
            return Standing.FRONT_DESK
        case Role.HEAD:
            return Standing.HEAD
        case _ if officer.id not in case.handlers:
            return Standing.OUTSIDE
        case _ if case.is_with_team:
            return Standing.TEAM_MEMBER
        case _:
            return Standing.DIVISION_HEAD


def _is_a_side(officer: Officer, case: Case, proposed: Proposal) -> bool:
    changed = needs_a_second(officer, case, proposed.officers, proposed.division)
    return changed or officer.mark == proposed.by


def may(officer: Officer, right: Right, case: Case) -> bool:
    """Say whether an officer may do something with an ordinary case."""
    return right in RIGHTS[standing(officer, case)]


def may_see_name(officer: Officer, case: Case) -> bool:
    """Say whether an officer sees the sender's name and contact on this case."""
    if not may(officer, Right.READ, case):
        return False
    return (
        not is_confidential(case)
        or may(officer, Right.READ_CONFIDENTIAL_NAME, case)
        or (may(officer, Right.ASK_FOR_NAME, case) and officer.id in case.name_opened_by)
    )


def is_confidential(case: Case) -> bool:
    """Say whether some of those who handle the case may not know who sent it."""
    return case.identity != OPEN_NAME


def may_open_contact(officer: Officer, case: Case) -> bool:
    """Say whether an officer may open the contact of somebody who asked not to be contacted.

    Whoever may not see the name sees no contact either (SS-7).
    """
    return (
        case.contact == CLOSED_CONTACT
        and may(officer, Right.OPEN_CONTACT, case)
        and may_see_name(officer, case)
    )


def may_open_original(officer: Officer, case: Case, written_by: str) -> bool:
    """Say whether an officer may open a message as it came, by the mark of who wrote it.

    It quotes our letter to that officer, which may name a sender whom others may not see.
    """
    return may_see_name(officer, case) or (
        may(officer, Right.READ, case) and written_by == officer.mark
    )


def may_at_desk(officer: Officer, right: DeskRight) -> bool:
    """Say whether an officer may do something that belongs to no single case."""
    return right in DESK_RIGHTS[officer.role]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases an officer's list shows: all, or those handled; never those complaining of them.

    `accused_as` are the rows under which somebody can have been complained of.

    It says for a query what `may(officer, Right.READ, case)` says of one case.
    """

    officer_id: int
    division: str
    handled_only: bool
    accused_as: tuple[int, ...] = ()


OPERATOR = Scope(0, "", handled_only=False)
"""Whoever runs the command line reads every case; rows of officers begin with 1."""


def scope(officer: Officer) -> Scope:
    """Say which cases an officer's list shows."""
    everything = officer.role in {Role.FRONT_DESK, Role.HEAD}
    return Scope(
        officer.id,
        officer.division,
        handled_only=not everything,
        accused_as=(officer.id, *officer.predecessors),
    )
