"""A short run of what `make proof` does with 100,000 mails (F-10)."""

from random import Random

from loket_inbox.desk import Desk
from loket_inbox.domain.mail_outcomes import Outcome
from tests.inbox.mail_in.fuzzed_mail import Fuzz
from tests.support import HandClock


def test_f10_damaged_mail_stops_nothing_and_reaches_no_wrong_case(
    desk: Desk, clock: HandClock
) -> None:
    fuzz = Fuzz(desk, clock, Random(10))  # noqa: S311 - wounds, not secrets
    fuzz.run(300)
    taken = fuzz.outcomes.total() - fuzz.outcomes[Outcome.DUPLICATE]
    assert fuzz.kept() == taken
    assert fuzz.outcomes[Outcome.ANSWERED] > 10
    assert len(fuzz.outcomes) > 4
