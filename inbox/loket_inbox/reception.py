"""What becomes of a mail: an answer to the sender of a case, or held for a person. Never nothing.

The decision is pure; taking a message is one transaction around it. What is held is kept raw and
sealed, and the front desk gets it as a letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from loket_inbox import letters
from loket_inbox.codes import digest
from loket_inbox.desk import Desk
from loket_inbox.handling import answer, front_desk
from loket_inbox.letters import Addressed
from loket_inbox.mail_in.authenticity import Verdict, judge
from loket_inbox.mail_in.parse import Incoming, Unparsable, parse, token_in
from loket_inbox.mail_in.quoting import cut
from loket_inbox.officers import Action, Officer, may_answer
from loket_inbox.store.letters import ReplyAddress
from loket_inbox.store.transactions import Work
from loket_site.forms import clean_paragraphs

_DAY = timedelta(hours=24)

_LETTERS_A_DAY = 5
"""How many held mails of one stranger the front desk is told of in a day; the rest is kept.

Of a robot that says so it is told of one: a loop ends after one letter. One that does not say so
stops here.
"""

_LONGEST_ANSWER = 20_000
"""Characters. Longer than anybody answers by hand; what came is kept whole for a person."""

_LARGEST_ENCLOSURE = 5_000_000
"""Octets of a held mail that any mail server still takes as an enclosure."""


class Outcome(Enum):
    """What became of a mail: a code that is stored, and the sentence that officers read."""

    ANSWERED = ("answered", "Surat ini menjadi jawaban untuk pengirim formulir.")
    DUPLICATE = ("duplicate", "Surat ini sudah pernah kami terima. Tidak ada yang berubah.")
    AUTOMATIC = ("automatic", "Surat ini balasan otomatis.")
    NO_TOKEN = ("no-token", "Surat ini bukan balasan ke alamat dalam surat kami.")
    WRONG_TOKEN = ("wrong-token", "Alamat tujuannya tidak kami kenal.")
    OTHER_SENDER = ("other-sender", "Pengirimnya bukan petugas yang kami surati.")
    NOT_ALLOWED = ("not-allowed", "Petugas ini tidak boleh menjawab kasus ini.")
    NOT_VOUCHED = ("not-vouched", "Server surat kami tidak menjamin asal surat ini.")
    UNPARSABLE = ("unparsable", "Surat ini tidak dapat kami baca.")
    DAMAGED = ("damaged", "Sebagian surat ini rusak atau tidak terbaca jelas.")
    UNSURE_CUT = ("unsure-cut", "Kami tidak yakin mana jawaban dan mana kutipan.")
    EMPTY = ("empty", "Tidak ada jawaban di atas garis.")
    ATTACHMENT = ("attachment", "Surat ini berlampiran. Lampiran belum dapat kami teruskan.")
    REVEALING = ("revealing", "Jawabannya memuat alamat balasan yang rahasia.")
    TOO_LONG = ("too-long", "Jawabannya lebih panjang daripada yang bisa kami tampilkan.")
    REUSED_ID = ("reused-id", "Surat lain sudah memakai nomor surat (Message-ID) yang sama.")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence

    @property
    def is_held(self) -> bool:
        """Say whether a person has to look at the mail."""
        return self not in {Outcome.ANSWERED, Outcome.DUPLICATE}


_FROM_OFFICERS = {
    Outcome.ATTACHMENT,
    Outcome.DAMAGED,
    Outcome.EMPTY,
    Outcome.NOT_ALLOWED,
    Outcome.REVEALING,
    Outcome.TOO_LONG,
    Outcome.UNSURE_CUT,
}
"""What is only said of a mail that an officer sent to a letter's own address."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a mail: the reply address it went to, whose, and in which letter."""

    token: str
    address: ReplyAddress
    officer: Officer
    letter: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a mail, and the answer that was cut out of it."""

    outcome: Outcome
    text: str = ""


def receive(desk: Desk, raw: bytes) -> Outcome:
    """Take one raw message. It is on disk when this returns; raises StoreAwayError otherwise."""
    try:
        mail = parse(raw)
    except Unparsable:
        mail = None
    identity = mail.digest if mail else desk.keyed_digest(raw.hex())
    with desk.store.writing() as work:
        if work.messages.has(identity):
            return Outcome.DUPLICATE
        known = _known(desk, work, mail) if mail else None
        decision = _decide(desk, work, mail, known)
        if decision.outcome.is_held:
            _tell(desk, work, mail, raw, decision.outcome)
        elif known is not None:
            case = work.cases.by_id(known.address.case_id)
            answer(desk, work, case, decision.text, by=known.officer, cause=identity)
        work.messages.add(
            desk.envelope.seal(identity, "mail", raw).blob,
            digest=identity,
            message_id_digest=_message_id_digest(desk, mail),
            sender_digest=desk.keyed_digest(mail.sender if mail else ""),
            outcome=decision.outcome.code,
            case_id=known.address.case_id if known else None,
            at=work.now,
        )
    return decision.outcome


def _message_id_digest(desk: Desk, mail: Incoming | None) -> str:
    return desk.keyed_digest(mail.message_id) if mail and mail.message_id else ""


def _known(desk: Desk, work: Work, mail: Incoming) -> Known | None:
    """Find the one reply address that the mail went to; two different ones are none."""
    found = []
    for token in token_in(mail.recipients, desk.settings.mail_from):
        address = work.outbox.reply_address(digest(token))
        if address is not None:
            officer = work.people.by_id(address.officer_id)
            found.append(Known(token, address, officer, _letter(desk, work, address, token)))
    return found[0] if len(found) == 1 else None


def _letter(desk: Desk, work: Work, address: ReplyAddress, token: str) -> str:
    """Find the text of our letter that named this token."""
    for message_id, sealed in work.outbox.kept_for(address.case_id, address.officer_id):
        kept = Addressed.unpack(desk.envelope.open(message_id, "letter", sealed))
        if f"+{token}@" in kept.reply_to:
            return kept.letter.body
    return ""


def _decide(desk: Desk, work: Work, mail: Incoming | None, known: Known | None) -> Decision:
    if mail is None:
        return Decision(Outcome.UNPARSABLE)
    if mail.automatic or mail.sender == desk.settings.mail_from:
        return Decision(Outcome.AUTOMATIC)
    message_id = _message_id_digest(desk, mail)
    if message_id and work.messages.has_message_id(message_id):
        return Decision(Outcome.REUSED_ID)
    if known is None:
        addressed = token_in(mail.recipients, desk.settings.mail_from)
        return Decision(Outcome.WRONG_TOKEN if addressed else Outcome.NO_TOKEN)
    vouched = judge(mail.authentication, desk.settings.authserv_id, mail.sender)
    return decide(mail, known, vouched)


def decide(mail: Incoming, known: Known, vouched: Verdict) -> Decision:
    """Judge a mail to a reply address of ours, by the table of what our own relay says of it."""
    if mail.sender != known.officer.email:
        return Decision(Outcome.OTHER_SENDER)
    if vouched not in {Verdict.VOUCHED, Verdict.NOT_CONFIGURED}:
        return Decision(Outcome.NOT_VOUCHED)
    if known.address.action != Action.ANSWER.value or not may_answer(known.officer):
        return Decision(Outcome.NOT_ALLOWED)
    if mail.attachments:
        return Decision(Outcome.ATTACHMENT)
    if mail.damaged:
        return Decision(Outcome.DAMAGED)
    found = cut(mail.text)
    text = clean_paragraphs(found.answer)
    if not text:
        return Decision(Outcome.EMPTY)
    if not found.sure or not _is_quoted(found.below, known.letter):
        return Decision(Outcome.UNSURE_CUT)
    if len(text) > _LONGEST_ANSWER:
        return Decision(Outcome.TOO_LONG)
    # Clients wrap long addresses over two lines.
    unwrapped = "".join(text.lower().split())
    if known.token in unwrapped or known.officer.email in unwrapped:
        return Decision(Outcome.REVEALING)
    return Decision(Outcome.ANSWERED, text)


def _is_quoted(below: str, letter: str) -> bool:
    """Say whether what stands below the marker is our own letter and nothing else.

    Clients wrap, indent and mark quotes as they like, so only letters and digits are compared. A
    word more, and the officer has answered in between.
    """
    return _bare(below) in _bare(letter)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _tell(desk: Desk, work: Work, mail: Incoming | None, raw: bytes, outcome: Outcome) -> None:
    """Write to the front desk about a held mail, unless that would feed a robot."""
    left = _letters_left(desk, work, mail, outcome)
    if not left:
        return
    original = raw if len(raw) <= _LARGEST_ENCLOSURE else None
    for officer in front_desk(work):
        letter = letters.held_mail(
            officer,
            outcome.sentence,
            mail.sender if mail else "",
            mail.subject if mail else "",
            mail.text[:_LONGEST_ANSWER] if mail else "",
            original,
            last=left == 1,
        )
        desk.post(work, letter, officer)


def _letters_left(desk: Desk, work: Work, mail: Incoming | None, outcome: Outcome) -> int:
    """Count how many letters a sender may still cause today; our officers' answers always may."""
    if mail is None or not mail.sender or outcome in _FROM_OFFICERS:
        return _LETTERS_A_DAY
    sender, since = desk.keyed_digest(mail.sender), work.now - _DAY
    if outcome is Outcome.AUTOMATIC:
        return 1 - min(1, work.messages.count_from(sender, {outcome.code}, since))
    strangers = {each.code for each in Outcome if each.is_held and each not in _FROM_OFFICERS}
    return max(0, _LETTERS_A_DAY - work.messages.count_from(sender, strangers, since))
