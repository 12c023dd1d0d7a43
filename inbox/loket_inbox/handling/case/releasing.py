"""What division and Team read of a confidential case: the version that an officer saw (N-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loket_inbox.domain.events import StoryReleased
from loket_inbox.domain.officers import Right, is_confidential, may
from loket_inbox.handling.doors import InHand, RefusedError
from loket_inbox.handling.notices import tell_of_release
from loket_inbox.handling.records import masked_written


@dataclass(frozen=True, slots=True)
class Release:
    """What an officer keeps from division and Team: more words, and the files at some positions."""

    masked: tuple[str, ...] = ()
    withheld: tuple[int, ...] = ()


def release(hand: InHand, what: Release) -> None:
    """Let division and Team read what the sender has written so far, and write to whoever waits.

    Raises RefusedError for words that stand nowhere.
    """
    file, before = hand.file, hand.file.case.released
    waited = not file.is_released_to(file.division_now)
    let_read(hand, what)
    if waited:
        tell_of_release(file, is_first=before is None)


def let_read(hand: InHand, what: Release) -> None:
    """Do the same without a letter. Raises RefusedError for words that stand nowhere."""
    file = hand.file
    missing = [each for each in what.masked if not file.finds(each)]
    if missing:
        raise RefusedError(f'Kata ini tidak ada dalam tulisan pengirim: "{missing[0]}".')
    positions = range(1, len(file.case.files) + 1)
    files = tuple(each for each in positions if each not in what.withheld)
    hand.record(StoryReleased(file.case.version, files), masked_written(what.masked))


def shown_by_letter(hand: InHand, written_at: datetime) -> int:
    """Say up to which event a reply releases what its letter of that moment has shown.

    The sequence number of the event; 0 where there is nothing to release.
    """
    file, case = hand.file, hand.file.case
    upto = sum(recorded.at <= written_at for recorded in case.history)
    is_new = any(
        position < upto and not file.division_now.may_read_sent(position)
        for position in file.sent_positions()
    )
    # A letter on a case that accuses somebody shows nothing.
    shown = is_confidential(case) and may(hand.by, Right.RELEASE, case) and not case.accuses
    return upto if shown and is_new else 0
