from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from loket_inbox.case import (
    EVENTS,
    SENDER,
    TRANSITIONS,
    BrokenHistoryError,
    Case,
    IllegalTransitionError,
    Received,
    ResponseDelivered,
    SenderWrote,
    State,
    restored,
    stored,
)
from support import MONDAY

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
def test_a_changed_event_breaks_the_chain(place: int, change: dict[str, object]) -> None:
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


def test_every_kind_of_event_survives_its_storing() -> None:
    for event in (Received("pengaduan", 3), ResponseDelivered(), SenderWrote()):
        assert restored(event.name, stored(event)) == event


def test_an_unknown_stored_event_is_an_error() -> None:
    with pytest.raises(KeyError):
        restored("vanished", "{}")


def test_the_public_reads_a_word_and_a_sentence_for_every_state() -> None:
    assert all(state.label and state.sentence.endswith(".") for state in State)
    assert len({state.code for state in State}) == len(State)
