from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from loket_inbox.domain.case import SENDER, BrokenHistoryError, Case, IllegalTransitionError
from loket_inbox.domain.events import (
    EVENTS,
    TRANSITIONS,
    AccusationConfirmed,
    AccusationDeclined,
    AccusationProposed,
    AccusedNamed,
    Approved,
    Classified,
    Closed,
    CodeReplaced,
    Completed,
    ContactOpened,
    Disposed,
    EntryCorrected,
    Event,
    Filed,
    FilesAdded,
    FindingsWritten,
    LetterFailed,
    MailResumed,
    MailStopped,
    NameOpened,
    Noted,
    Received,
    Registered,
    Reopened,
    ResponseDelivered,
    ResponseDrafted,
    ResponseStopped,
    Returned,
    RobotWrote,
    SenderAsked,
    SenderWrote,
    StoryReleased,
    TakenUp,
    restored,
    stored,
)
from loket_inbox.domain.states import State, Turn
from tests.support import MONDAY

NUMBER = "K7M4-PX9R"


def a_case() -> Case:
    return Case.open(NUMBER, Received("pengaduan", 1), at=MONDAY, content_digest="a" * 64)


def an_answered_case() -> Case:
    return (
        a_case()
        .apply(SenderWrote(), at=MONDAY + timedelta(hours=1), by=SENDER, content_digest="b" * 64)
        .apply(
            ResponseDelivered(),
            at=MONDAY + timedelta(hours=2),
            by="officer:1",
            content_digest="c" * 64,
        )
    )


def test_a_case_folds_its_events_into_a_state() -> None:
    case = a_case()
    assert case.state is State.RECEIVED
    case = case.apply(SenderWrote(), at=MONDAY, by=SENDER)
    assert case.state is State.RECEIVED
    case = case.apply(ResponseDelivered(), at=MONDAY, by="officer:1")
    assert case.state is State.ANSWERED
    case = case.apply(SenderWrote(), at=MONDAY, by=SENDER)
    assert case.state is State.WRITTEN_BACK
    case = case.apply(ResponseDelivered(), at=MONDAY, by="officer:1")
    assert case.state is State.ANSWERED
    assert [each.sequence for each in case.history] == [1, 2, 3, 4, 5]


def test_an_event_leaves_the_case_before_it_as_it_was() -> None:
    case = a_case()
    case.apply(ResponseDelivered(), at=MONDAY, by="officer:1")
    assert case.state is State.RECEIVED
    assert len(case.history) == 1


def test_a_replayed_case_is_the_same_case() -> None:
    assert Case.replay(NUMBER, an_answered_case().history) == an_answered_case()


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "change",
    [
        {"at": MONDAY + timedelta(days=9)},
        {"by": "officer:2"},
        {"content_digest": "f" * 64},
        {"sequence": 7},
        {"chain": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_breaks_the_chain(place: int, change: dict[str, Any]) -> None:
    history = list(an_answered_case().history)
    history[place] = replace(history[place], **change)
    with pytest.raises(BrokenHistoryError):
        Case.replay(NUMBER, tuple(history))


@pytest.mark.parametrize(
    "order", [(0, 2), (1, 2), (0, 2, 1), (1, 0, 2), (0, 1, 1, 2), (0, 0, 1, 2), ()]
)
def test_a_missing_moved_or_doubled_event_breaks_the_chain(order: tuple[int, ...]) -> None:
    history = an_answered_case().history
    with pytest.raises(BrokenHistoryError):
        Case.replay(NUMBER, tuple(history[place] for place in order))


def test_events_of_another_case_break_the_chain() -> None:
    with pytest.raises(BrokenHistoryError):
        Case.replay("XXXX-XXXX", an_answered_case().history)


def test_an_event_of_another_kind_breaks_the_chain() -> None:
    first, second, third = an_answered_case().history
    with pytest.raises(BrokenHistoryError):
        Case.replay(NUMBER, (first, replace(second, event=ResponseDelivered()), third))
    with pytest.raises(BrokenHistoryError):
        Case.replay(NUMBER, (replace(first, event=Received("saran", 1)), second, third))


def test_every_state_says_what_may_happen_in_it() -> None:
    assert set(TRANSITIONS) == set(State)
    assert all(set(steps) <= set(EVENTS.values()) for steps in TRANSITIONS.values())
    assert all(steps for steps in TRANSITIONS.values())


@pytest.mark.parametrize("case", [a_case(), an_answered_case()], ids=["received", "answered"])
def test_a_case_is_received_only_once(case: Case) -> None:
    with pytest.raises(IllegalTransitionError):
        case.apply(Received("pengaduan", 1), at=MONDAY, by=SENDER)


SAMPLES: tuple[Event, ...] = (
    Received("pengaduan", 3, "letter", "rahasia", "2026-03-12T05:00:00+00:00"),
    Registered(2026, 7, "sosial"),
    EntryCorrected("anak"),
    Completed(),
    Classified("misconduct"),
    AccusedNamed((3, 4), "sosial"),
    Disposed((5, 6), team=True, due="2026-04-01"),
    FindingsWritten(),
    Approved(),
    Returned(),
    SenderAsked(),
    ResponseDrafted("2026-03-16T03:10:00+00:00"),
    ResponseStopped(7),
    ResponseDelivered(on_the_spot=True),
    SenderWrote(),
    Noted(),
    FilesAdded(("ab", "cd")),
    RobotWrote(),
    LetterFailed("disposition", 5),
    MailStopped(),
    MailResumed(),
    NameOpened(5),
    CodeReplaced(),
    ContactOpened(4),
    Filed(),
    TakenUp(),
    Closed("answered"),
    Reopened(),
    AccusationProposed((2,)),
    AccusationConfirmed(),
    AccusationDeclined(),
    StoryReleased(1, (1,)),
)


def test_every_kind_of_event_survives_its_storing() -> None:
    assert {type(event) for event in SAMPLES} == set(EVENTS.values())
    for event in SAMPLES:
        assert restored(event.name, stored(event)) == event


def test_a_field_at_its_default_is_not_written_so_that_events_can_gain_fields() -> None:
    assert stored(Received("pengaduan", 1)) == '{"form": "pengaduan", "version": 1}'
    assert stored(ResponseDelivered()) == "{}"


def a_full_life() -> Case:
    """A case to which everything has happened, in an order that the office knows."""
    case = a_case()
    for event in (
        Registered(2026, 7),
        Completed(),
        Classified("misconduct"),
        AccusedNamed((9,)),
        Disposed((5,)),
        NameOpened(5),
        SenderAsked(),
        SenderWrote(),
        Disposed((6,), team=True),
        FindingsWritten(),
        Returned(),
        FindingsWritten(),
        Approved(),
        ResponseDrafted("2026-03-16T03:10:00+00:00"),
        ResponseStopped(15),
        ResponseDelivered(),
        Noted(),
        FilesAdded(("ab",)),
        RobotWrote(),
        LetterFailed("disposition", 5),
        MailStopped(),
        MailResumed(),
        ContactOpened(6),
        CodeReplaced(),
        EntryCorrected(),
        AccusationProposed((2,)),
        AccusationDeclined(),
        AccusationProposed((9, 2)),
        AccusationConfirmed(),
        StoryReleased(9, (1,)),
        Closed("answered"),
        Reopened(),
    ):
        case = case.apply(event, at=MONDAY + timedelta(hours=case.version), by="officer:1")
    return case


def test_a_full_life_is_told_by_its_events() -> None:
    case = a_full_life()
    told = {type(each.event) for each in case.history}
    assert told == set(EVENTS.values()) - {TakenUp, Filed}  # Those are told below.
    assert case.state is State.REOPENED
    assert str(case.agenda) == "7/2026"
    assert case.registered_at == MONDAY + timedelta(hours=1)
    assert case.completed_at == MONDAY + timedelta(hours=2)
    # The answer that was approved was stopped, so the findings wait again.
    assert (case.handlers, case.is_with_team, case.findings_wait) == ((6,), True, True)
    assert (case.accused, case.name_opened_by, case.result) == ((9, 2), (5,), "")
    assert case.waiting_since == MONDAY + timedelta(hours=32)
    assert case.contact_opened_by == (6,)
    assert Case.replay(NUMBER, case.history) == case


def test_what_a_robot_seems_to_have_sent_is_set_aside_until_a_person_cares_for_it_w_4() -> None:
    received = Received("pengaduan", 1, suspicion="hurry")
    case = Case.open(NUMBER, received, at=MONDAY, content_digest="")
    assert case.is_set_aside
    assert case.can(TakenUp)
    assert not a_case().can(TakenUp)
    for event in (
        TakenUp(),
        Registered(2026, 1),
        SenderAsked(),
        ResponseDelivered(),
        SenderWrote(),
    ):
        cared_for = case.apply(event, at=MONDAY, by="officer:1")
        assert not cared_for.is_set_aside, event
        assert not cared_for.can(TakenUp)
        assert Case.replay(NUMBER, cared_for.history) == cared_for
    assert case.apply(Noted(), at=MONDAY, by="officer:1").is_set_aside


def test_what_asks_for_no_answer_is_filed_and_a_message_wakes_it() -> None:
    case = a_case().apply(Filed(), at=MONDAY, by="sender")
    assert (case.state, case.state.turn) == (State.FILED, Turn.NOBODYS)
    written = case.apply(SenderWrote(), at=MONDAY, by="sender")
    assert written.state is State.WRITTEN_BACK


WITH_TEAM = (Registered(2026, 1), Disposed((5,), team=True))


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ([], Disposed((5,))),
        ([], Closed("withdrawn")),
        ([], EntryCorrected()),
        ([], FindingsWritten()),
        ([], Approved()),
        ([], Reopened()),
        ([Registered(2026, 1)], Registered(2026, 2)),
        ([Registered(2026, 1)], Closed("answered")),
        ([Completed()], Completed()),
        ([Registered(2026, 1), Disposed((5,))], FindingsWritten()),
        ([Registered(2026, 1), Closed("withdrawn")], ResponseDelivered()),
        ([Registered(2026, 1), Closed("withdrawn")], Closed("withdrawn")),
        (
            [Registered(2026, 1), Disposed((5,), team=True), FindingsWritten(), Returned()],
            Approved(),
        ),
    ],
)
def test_what_cannot_happen_now_is_refused(before: list[Event], event: Event) -> None:
    case = a_case()
    for each in before:
        case = case.apply(each, at=MONDAY, by="officer:1")
    with pytest.raises(IllegalTransitionError):
        case.apply(event, at=MONDAY, by="officer:1")


def test_a_message_to_a_closed_case_opens_it_again() -> None:
    case = a_case()
    for event in (Registered(2026, 1), Closed("no-reply"), SenderWrote()):
        case = case.apply(event, at=MONDAY + timedelta(days=1), by=SENDER)
    assert case.state is State.WRITTEN_BACK
    assert (case.result, case.waiting_since) == ("", MONDAY + timedelta(days=1))


def test_a_letter_typed_in_later_counts_from_the_day_it_came() -> None:
    came = MONDAY - timedelta(days=4)
    letter = Received("pengaduan", 1, "letter", "", came.isoformat())
    case = Case.open(NUMBER, letter, at=MONDAY, content_digest="", by="officer:1")
    assert case.received_at == case.waiting_since == came
    assert case.history[0].at == MONDAY
    assert Case.replay(NUMBER, case.history) == case


def test_an_unknown_stored_event_is_an_error() -> None:
    with pytest.raises(KeyError):
        restored("vanished", "{}")


def test_the_public_reads_a_word_and_a_sentence_for_every_state() -> None:
    assert all(state.label and state.sentence.endswith(".") for state in State)
    assert len({state.code for state in State}) == len(State)
