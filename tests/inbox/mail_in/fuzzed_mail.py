"""Damaged mail through the whole inbox: whatever comes, it is kept, and no case gets another's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from sqlalchemy import func, select

from loket_inbox.desk import Desk
from loket_inbox.domain.events import RobotWrote
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from loket_inbox.store.tables import incoming
from tests.mail.message.mangled_mail import mangled, seeds
from tests.support import HandClock, a_received_case, a_reply

_PER_CASE = 40
"""After so many mails there is another pair of cases: a history of thousands only costs time."""

_PAUSE = timedelta(minutes=20)
"""Between two mails, so that nobody looks like a robot by their number."""


@dataclass
class Fuzz:
    """A run: what became of the mails, and how many cases were written to."""

    desk: Desk
    clock: HandClock
    rng: Random
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    def run(self, count: int) -> None:
        """Receive so many damaged mails, half of them replies to one of two cases."""
        corpus = seeds()
        pair: list[Addressed] = []
        for turn in range(count):
            if turn % _PER_CASE == 0:
                pair = [self._asked(), self._asked()]
            mine = self.rng.randrange(2)
            if self.rng.random() < 0.5:
                raw = self._reply(pair[mine], turn)
            else:
                raw = self._aimed(self.rng.choice(corpus), pair[mine])
            is_whole = self.rng.random() < 0.1
            self._take(raw if is_whole else mangled(raw, self.rng), pair)
            self.clock.pass_by(_PAUSE)

    def _asked(self) -> Addressed:
        """The letter about a new case, with its own Reply-To."""
        number = a_received_case(self.desk).number
        with self.desk.store.reading() as work:
            found = work.cases.by_number(number)
            assert found
            ((message_id, sealed), *_) = work.outbox.kept_for(found.id, 1)
        return Addressed.unpack(self.desk.envelope.open(message_id, "letter", sealed))

    def _reply(self, letter: Addressed, turn: int) -> bytes:
        text = f"Kami periksa besok. {turn}"
        return a_reply(letter, text, message_id=f"<{turn}@contoh.example>")

    def _aimed(self, raw: bytes, letter: Addressed) -> bytes:
        """Somebody else's mail, sent to an address of ours."""
        to = self.rng.choice([letter.reply_to, letter.return_path, "loket@contoh.example"])
        return f"Delivered-To: {to}\n".encode() + raw

    def _take(self, raw: bytes, pair: list[Addressed]) -> None:
        before = self._events(pair)
        outcome = receive(self.desk, raw)
        self.outcomes[outcome] += 1
        after = self._events(pair)
        for letter, old, new in zip(pair, before, after, strict=True):
            if new == old:
                continue
            # An address in the mail itself is the only way to a case.
            named = raw.lower()
            addresses = (letter.reply_to, letter.return_path)
            assert any(each.encode() in named for each in addresses), raw
            if outcome in {Outcome.ANSWERED, Outcome.NOTED, Outcome.MESSAGE}:
                assert letter.to.encode() in named, raw

    def _events(self, pair: list[Addressed]) -> list[int]:
        """How many events each case has, notes of robots aside: they move nothing."""
        found = []
        with self.desk.store.reading() as work:
            for letter in pair:
                stored = work.cases.by_number(letter.number)
                assert stored
                kinds = (each.event for each in stored.case.history)
                found.append(sum(not isinstance(kind, RobotWrote) for kind in kinds))
        return found

    def kept(self) -> int:
        """How many mails are on disk."""
        with self.desk.store.engine.connect() as connection:
            counted = select(func.count()).select_from(incoming)
            return int(connection.execute(counted).scalar_one())
