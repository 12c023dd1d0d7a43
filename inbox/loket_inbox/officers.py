"""Who works here and who may do what: every permission decision is made in this module."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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


class Action(Enum):
    """What a reply address can stand for."""

    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works here. `id` is the row; it stands in events instead of a name."""

    id: int
    email: str
    name: str
    role: Role
    division: str

    @property
    def mark(self) -> str:
        """How events name this officer."""
        return f"officer:{self.id}"


def role_named(word: str) -> Role | None:
    """Find a role by its English or its Indonesian word."""
    wanted = word.strip().lower().replace("-", "_").replace(" ", "_")
    return next((role for role in Role if wanted in {role.value, OFFICE_WORDS[role]}), None)


def may_read_ordinary(officer: Officer) -> bool:
    """Say whether an officer reads every `biasa` case: story, name, contact and answers.

    Division heads and Team members only read the cases they are put on; nobody can put them on
    one yet.
    """
    return officer.role in {Role.FRONT_DESK, Role.HEAD}


def may_answer(officer: Officer) -> bool:
    """Say whether an officer may answer the sender of a `biasa` case."""
    return may_read_ordinary(officer)
