"""What the use cases work with: one value, put together once in `app`."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from loket_inbox.codes import digest, new_reply_token
from loket_inbox.deadlines import WorkCalendar
from loket_inbox.envelope import Envelope
from loket_inbox.letters import Addressed, Letter
from loket_inbox.officers import Action, Officer
from loket_inbox.secret_files import Secrets
from loket_inbox.settings import Settings
from loket_inbox.store.letters import ReplyAddress
from loket_inbox.store.transactions import Store, Work
from loket_inbox.uploads.harmless import Redrawing
from loket_site.forms import AnswerForm
from loket_site.model import Catalogue


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

    def post(
        self,
        work: Work,
        letter: Letter,
        to: Officer,
        *,
        case_id: int | None = None,
        action: Action | None = None,
    ) -> None:
        """Put a letter into the outbox of this transaction.

        With an `action`, a reply to the letter does that to the case: the address it answers to
        holds a token that is bound to case, officer and action.
        """
        token = new_reply_token()
        local, _, domain = self.settings.mail_from.partition("@")
        reply_to = ""
        if action is not None and case_id is not None:
            address = ReplyAddress(case_id, to.id, action.value)
            work.outbox.add_reply_address(digest(token), address, work.now)
            reply_to = f"{local}+{token}@{domain}"
        message_id = f"<{new_reply_token()}@{domain}>"
        packed = Addressed(letter, to.email, to.name, reply_to).pack()
        work.outbox.add(
            letter.name,
            self.envelope.seal(message_id, "letter", packed).blob,
            message_id=message_id,
            officer_id=to.id,
            case_id=case_id,
            at=work.now,
        )

    def keyed_digest(self, text: str) -> str:
        """Name something guessable, such as an address, so that only this server knows it again."""
        return hmac.digest(self.secrets.pepper, f"keyed digest\0{text}".encode(), "sha256").hex()
