"""What the use cases work with: one value, put together once in `app`."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha384

from itsdangerous import Signer

from loket_inbox.domain.codes import digest, new_reply_token
from loket_inbox.domain.deadlines import WorkCalendar
from loket_inbox.envelope import Envelope
from loket_inbox.letters.values import Addressed, Letter, Recipient
from loket_inbox.secret_files import Secrets
from loket_inbox.settings import Settings
from loket_inbox.store.outbox import ReplyAddress
from loket_inbox.store.transactions import Store, Work
from loket_inbox.uploads.harmless import Redrawing
from loket_site.forms.form import AnswerForm
from loket_site.model.catalogue import Catalogue

OFFICERS = "/petugas/"
"""Where the officers' pages begin."""

CASES = f"{OFFICERS}kasus/"
HELD_MAIL = f"{OFFICERS}tertahan/"
READ_LOG = f"{OFFICERS}pembaca/"
SIGN_IN = f"{OFFICERS}masuk"
STOP_PAGE = f"{OFFICERS}hentikan/"
"""Those that letters lead to; a case's number, a sign-in or a stop token follow."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, the keys, the content, the settings, and whoever redraws pictures."""

    store: Store
    envelope: Envelope
    secrets: Secrets
    catalogue: Catalogue
    calendar: WorkCalendar
    forms: Mapping[str, type[AnswerForm]]
    settings: Settings
    pictures: Redrawing

    def link(self, path: str) -> str:
        """Give the whole address of a page of the inbox."""
        return f"{self.settings.inbox_url}{path}"

    def case_link(self, number: str) -> str:
        """Give the address at which officers see a case."""
        return self.link(f"{CASES}{number}")

    @property
    def tracking_link(self) -> str:
        """The page of the site on which senders read their answers."""
        return f"{self.settings.site_url}/lacak/"

    def address_for(self, work: Work, stands_for: ReplyAddress) -> str:
        """Make an address of ours that does something to a case when somebody writes to it.

        Its token (128 bits) is bound to the case, the person, the action and its target.
        """
        token = new_reply_token()
        work.outbox.add_reply_address(digest(token), stands_for, work.now)
        return self._plus(token)

    def post(
        self,
        work: Work,
        letter: Letter,
        to: Recipient,
        *,
        case_id: int | None = None,
        reply_to: str = "",
        leaves: datetime | None = None,
    ) -> None:
        """Put a letter into the outbox of this transaction; it has a return address of its own.

        It goes out no earlier than `leaves`.
        """
        bounce_token = new_reply_token()
        domain = self.settings.mail_from.partition("@")[2]
        message_id = f"<{new_reply_token()}@{domain}>"
        addressed = Addressed(
            **asdict(letter),
            to=to.email,
            to_name=to.name,
            reply_to=reply_to,
            return_path=self._plus(bounce_token),
        )
        work.outbox.add(
            letter.name,
            self.envelope.seal(message_id, "letter", addressed.pack()).blob,
            message_id=message_id,
            bounce_digest=digest(bounce_token),
            officer_id=to.id,
            case_id=case_id,
            at=leaves or work.now,
        )

    def opened(self, message_id: str, sealed: bytes) -> Addressed:
        """Open a letter of the outbox. Raises SealBrokenError."""
        return Addressed.unpack(self.envelope.open(message_id, "letter", sealed))

    def _plus(self, token: str) -> str:
        local, _, domain = self.settings.mail_from.partition("@")
        return f"{local}+{token}@{domain}"

    def signer(self, purpose: str) -> Signer:
        """Sign what goes through a browser; what is signed for one purpose fits no other."""
        # 384 bits fill base64 to its last sign: no signature can be written in two ways.
        return Signer(self.secrets.cookie_key, purpose, key_derivation="hmac", digest_method=sha384)

    def keyed_digest(self, text: str) -> str:
        """Name something guessable, such as an address, so that only this server knows it again."""
        return hmac.digest(self.secrets.pepper, f"keyed digest\0{text}".encode(), "sha256").hex()
