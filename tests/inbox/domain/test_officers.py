"""Who may do what with a case, cell by cell as `interfaces.md` has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.events import (
    AccusedNamed,
    Disposed,
    Event,
    NameOpened,
    Received,
    Registered,
)
from loket_inbox.domain.officers import (
    DESK_RIGHTS,
    DeskRight,
    Officer,
    Right,
    Role,
    Standing,
    may,
    may_at_desk,
    may_see_name,
    standing,
)
from tests.support import MONDAY

FRONT_DESK = Officer(1, "petugas@contoh.example", "Petugas Contoh", Role.FRONT_DESK, "")
HEAD = Officer(2, "kepala@contoh.example", "Kepala Contoh", Role.HEAD, "")
HANDLING = Officer(3, "kabid@contoh.example", "Kabid Contoh", Role.DIVISION_HEAD, "sosial")
IN_TEAM = Officer(4, "tim@contoh.example", "Anggota Contoh", Role.TEAM_MEMBER, "")
ELSEWHERE = Officer(5, "lain@contoh.example", "Kabid Lain Contoh", Role.DIVISION_HEAD, "anak")
EVERYBODY = (FRONT_DESK, HEAD, HANDLING, IN_TEAM, ELSEWHERE)

_READS = "tahu baca nama kontak lepas"
DESK = f"{_READS} jawab tanya catat buku golong lengkap adukan tutup buka kode saring"
MATRIX = {
    # officer: (what they may do with a case that a division handles, and with one of a Team)
    FRONT_DESK: (DESK, DESK),
    HEAD: (f"{DESK} disposisi sah log", f"{DESK} disposisi sah log"),
    HANDLING: ("tahu baca minta kontak jawab tanya catat", ""),
    IN_TEAM: ("", "tahu baca catat rumus"),
    ELSEWHERE: ("", ""),
}
WORDS = {
    "tahu": Right.KNOW,
    "baca": Right.READ,
    "lepas": Right.RELEASE,
    "nama": Right.READ_CONFIDENTIAL_NAME,
    "minta": Right.ASK_FOR_NAME,
    "kontak": Right.OPEN_CONTACT,
    "jawab": Right.ANSWER,
    "tanya": Right.ASK_SENDER,
    "catat": Right.NOTE,
    "buku": Right.REGISTER,
    "golong": Right.CLASSIFY,
    "lengkap": Right.COMPLETE,
    "adukan": Right.NAME_ACCUSED,
    "disposisi": Right.DISPOSE,
    "rumus": Right.WRITE_FINDINGS,
    "sah": Right.APPROVE,
    "tutup": Right.CLOSE,
    "buka": Right.REOPEN,
    "kode": Right.REPLACE_CODE,
    "saring": Right.TAKE_UP,
    "log": Right.READ_LOG,
}


def a_case(identity: str = "rahasia", *later: Event) -> Case:
    case = Case.open(
        "K7M4-PX9R",
        Received("pengaduan", 1, identity=identity),
        at=MONDAY,
        content_digest="a" * 64,
    )
    for event in (Registered(2026, 1), *later):
        case = case.apply(event, at=MONDAY, by=SENDER)
    return case


WITH_DIVISION = Disposed((HANDLING.id,))
WITH_TEAM = Disposed((IN_TEAM.id,), team=True)


def cells() -> Iterator[tuple[Officer, Event, Right, bool]]:
    for officer, (in_division, in_team) in MATRIX.items():
        for event, words in ((WITH_DIVISION, in_division), (WITH_TEAM, in_team)):
            allowed = {WORDS[word] for word in words.split()}
            for right in Right:
                yield officer, event, right, right in allowed


def test_every_right_stands_in_the_table() -> None:
    assert set(WORDS.values()) == set(Right)


@pytest.mark.parametrize(
    ("officer", "event", "right", "allowed"),
    [pytest.param(*cell, id=f"{cell[0].email}-{cell[1]}-{cell[2].name}") for cell in cells()],
)
def test_each_officer_may_do_exactly_this(
    officer: Officer, event: Event, right: Right, *, allowed: bool
) -> None:
    assert may(officer, right, a_case("rahasia", event)) is allowed


@pytest.mark.parametrize(
    ("officer", "identity", "seen"),
    [
        (FRONT_DESK, "terbuka", True),
        (HEAD, "terbuka", True),
        (HANDLING, "terbuka", True),
        (ELSEWHERE, "terbuka", False),
        (FRONT_DESK, "rahasia", True),
        (HEAD, "rahasia", True),
        (HANDLING, "rahasia", False),
        (ELSEWHERE, "rahasia", False),
        # A form that does not ask is kept like a confidential one.
        (HANDLING, "", False),
        (HANDLING, "tanpa", False),
    ],
)
def test_the_name_is_seen_by_these(officer: Officer, identity: str, *, seen: bool) -> None:
    assert may_see_name(officer, a_case(identity, WITH_DIVISION)) is seen


@pytest.mark.parametrize(("identity", "seen"), [("terbuka", True), ("rahasia", False)])
def test_a_team_member_sees_an_open_name_and_never_a_confidential_one(
    identity: str, *, seen: bool
) -> None:
    opened = a_case(identity, WITH_TEAM, NameOpened(IN_TEAM.id))
    assert may_see_name(IN_TEAM, opened) is seen


def test_a_division_head_sees_the_name_once_it_was_opened_to_them_alone() -> None:
    opened = a_case("rahasia", WITH_DIVISION, NameOpened(HANDLING.id))
    assert may_see_name(HANDLING, opened)
    assert not may_see_name(ELSEWHERE, opened)
    moved = opened.apply(Disposed((ELSEWHERE.id,)), at=MONDAY, by=HEAD.mark)
    assert not may_see_name(HANDLING, moved)
    assert not may_see_name(ELSEWHERE, moved)


@pytest.mark.parametrize("officer", EVERYBODY, ids=lambda officer: officer.email)
def test_whoever_is_complained_of_is_outside(officer: Officer) -> None:
    for event in (WITH_DIVISION, WITH_TEAM):
        case = a_case("terbuka", event, AccusedNamed((officer.id,)))
        assert standing(officer, case) is Standing.OUTSIDE
        assert not any(may(officer, right, case) for right in Right)
        assert not may_see_name(officer, case)


def test_a_complaint_about_a_division_shuts_its_officers_out_and_nobody_else() -> None:
    case = a_case("terbuka", WITH_DIVISION, AccusedNamed((), "sosial"))
    assert not may(HANDLING, Right.READ, case)
    assert may(FRONT_DESK, Right.READ, case)
    assert may(HEAD, Right.READ, case)


def test_naming_somebody_else_lets_the_first_one_in_again() -> None:
    case = a_case("terbuka", AccusedNamed((FRONT_DESK.id,)), AccusedNamed((HEAD.id,)))
    assert may(FRONT_DESK, Right.READ, case)
    assert not may(HEAD, Right.READ, case)


@pytest.mark.parametrize(("role", "right"), list(product(Role, DeskRight)))
def test_each_role_may_do_exactly_this_at_the_desk(role: Role, right: DeskRight) -> None:
    officer = Officer(9, "x@contoh.example", "Contoh", role, "")
    allowed = {
        Role.FRONT_DESK: {
            DeskRight.LIST,
            DeskRight.TYPE_IN,
            DeskRight.SET_ASIDE,
            DeskRight.HELD_MAIL,
            DeskRight.BOOK,
        },
        Role.HEAD: set(DeskRight),
        Role.DIVISION_HEAD: {DeskRight.LIST},
        Role.TEAM_MEMBER: {DeskRight.LIST},
    }
    assert may_at_desk(officer, right) is (right in allowed[role])
    assert set(DESK_RIGHTS) == set(Role)


officers = st.builds(
    Officer,
    id=st.integers(1, 4),
    email=st.just("x@contoh.example"),
    name=st.just("Contoh"),
    role=st.sampled_from(Role),
    division=st.sampled_from(["", "sosial", "anak"]),
)
histories = st.lists(
    st.one_of(
        st.builds(Disposed, st.lists(st.integers(1, 4), max_size=2).map(tuple), team=st.booleans()),
        st.builds(
            AccusedNamed,
            st.lists(st.integers(1, 4), max_size=2).map(tuple),
            division=st.sampled_from(["", "sosial", "anak"]),
        ),
        st.builds(NameOpened, st.integers(1, 4)),
    ),
    max_size=4,
)


@given(officers, st.sampled_from(["terbuka", "rahasia", "tanpa", ""]), histories)
def test_nobody_does_anything_with_a_case_that_they_may_not_read(
    officer: Officer, identity: str, later: list[Event]
) -> None:
    case = a_case(identity, *later)
    if not may(officer, Right.READ, case):
        assert not any(may(officer, right, case) for right in Right)
        assert not may_see_name(officer, case)
