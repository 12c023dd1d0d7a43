"""A form in two steps, for both wings: check what was typed, then change it or keep it.

Nothing is kept before the second POST, and every answer answers a POST directly: nothing
redirects, so that Back in the browser cannot bring up what was typed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from flask import Response, request
from itsdangerous import Signer

from loket_inbox.desk import Desk
from loket_inbox.handling.files.waiting import FileGoneError
from loket_inbox.handling.sender.check_token import SHORTEST_READING, CheckToken
from loket_inbox.handling.sender.submission import FormChangedError, ReceiptGoneError
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web.posted import Posted, comes_from_elsewhere
from loket_site.forms.form import AnswerForm, fields_asked
from loket_site.model.form import FormSpec
from loket_site.words.wording import mark

_UNREADABLE = mark("Sebagian huruf tidak terbaca. Periksa jawaban ini, lalu kirim lagi.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One POST of a form, judged: what came, and whether all of it can be taken.

    `form` is drawn again as its page showed it. `has_lost_files` says that its page named files
    which wait no more.
    """

    updated: ClassVar[str]
    """What to say of a page that is older than its form."""

    spec: FormSpec
    fields: Posted
    form: AnswerForm
    sound: bool
    has_lost_files: bool

    @property
    def asked(self) -> tuple[AnswerForm, ...]:
        """Everything that its page asks."""
        return (self.form,)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What else travels in its page, unseen."""
        return []

    @property
    def found(self) -> list[tuple[str, str]]:
        """Every mistake that the forms themselves have found, as (field, sentence)."""
        return self.form.mistakes()

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake as (field, sentence), first what was not UTF-8."""
        unread = {
            name: form.say(_UNREADABLE)
            for form in self.asked
            for name in form._fields
            if name in self.fields.garbled & fields_asked(form)
        }
        return [*unread.items(), *(each for each in self.found if each[0] not in unread)]

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Each question with its answer as people read them."""
        return self.form.read_back()

    @property
    def note(self) -> str:
        """What to say of the page that it came from; "" where that showed the form as it is."""
        is_current = self.fields.text("versi") in {"", str(self.spec.version)}
        return "" if is_current else self.updated

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Everything that came, for posting it once more."""
        typed = [pair for form in self.asked for pair in form.posted()]
        return [*typed, ("versi", str(self.spec.version)), *self.hidden]


S = TypeVar("S", bound=Sheet)


class TwoSteps(ABC, Generic[S]):
    """The way of a form from its first POST to whatever becomes of it.

    A wing says who may fill in which form, and what becomes of one that is sent. It has two
    templates of its own, and two sentences: for a page whose token is not ours, and for one that
    is older than 24 hours.
    """

    desk: Desk
    check_template: ClassVar[str]
    not_kept_template: ClassVar[str]
    ask_again: ClassVar[str]
    too_old: ClassVar[str]

    def check(self, kode: str) -> Response:
        """First POST: judge, and show either the check page or the form with its mistakes."""
        sheet = self.judged(self.spec(kode))
        return self._check_page(sheet, sheet.note) if sheet.sound else self.form_page(sheet, 422)

    def finish(self, kode: str) -> Response:
        """Second POST: back to the filled form, or keep it and show what became of it."""
        sheet = self.judged(self.spec(kode))
        if sheet.fields.text("aksi") == "ubah":
            return self.form_page(sheet, 422 if sheet.has_lost_files else 200)
        typed_token = sheet.fields.text("token")
        try:
            return self._finished(sheet)
        except FormChangedError:
            # The same token: what the page before sends once more becomes the same case.
            return self._check_page(sheet, sheet.note, 422, typed_token)
        except FileGoneError:
            return self.form_page(self.judged(sheet.spec), 422)
        except ReceiptGoneError as gone:
            if not gone.received:
                return self._check_page(sheet, self.too_old, 410)
            return self.draw(sheet.spec, "public/gone.html", 410, sheets=("form",))
        except StoreAwayError:
            # Answers and token travel on, for another try.
            kept = [*sheet.kept, ("token", typed_token)]
            return self._page(self.not_kept_template, 503, sheet, kept, action=request.path)

    def _finished(self, sheet: S) -> Response:
        is_foreign = comes_from_elsewhere(request, self.desk.settings.inbox_url)
        typed = sheet.fields.text("token")
        token = None if is_foreign else CheckToken.read(typed, self._signer(sheet))
        # Judged anew it might be refused, and whoever then mends it and sends makes a second case.
        done = self.kept_before(sheet, token) if token else None
        if done:
            return done
        if not sheet.sound or sheet.has_lost_files:
            return self.form_page(sheet, 422)
        if token is None:
            return self._check_page(sheet, self.ask_again, 403 if is_foreign else 422)
        return self.keep(sheet, token)

    def _check_page(self, sheet: S, note: str, status: int = 200, token: str = "") -> Response:
        token = token or self._fresh_token(sheet, status)
        return self._page(self.check_template, status, sheet, sheet.kept, token=token, note=note)

    def _page(
        self, template: str, status: int, sheet: S, kept: list[tuple[str, str]], **more: str
    ) -> Response:
        return self.draw(sheet.spec, template, status, sheet=sheet, kept=kept, **more)

    def _signer(self, sheet: S) -> Signer:
        return self.desk.signer(f"check page {self.purpose(sheet.spec)}")

    def _fresh_token(self, sheet: S, status: int) -> str:
        """Make a token for a page; one whose answers were read before hurries nobody (W-4)."""
        now = self.desk.store.clock()
        token = CheckToken.new(now if status == 200 else now - SHORTEST_READING)
        return token.signed(self._signer(sheet))

    @abstractmethod
    def spec(self, code: str) -> FormSpec:
        """Find a form that whoever is here may fill in; aborts for any other."""

    @abstractmethod
    def judged(self, spec: FormSpec) -> S:
        """Judge what was posted."""

    @abstractmethod
    def purpose(self, spec: FormSpec) -> str:
        """Say what the token of a check page is bound to."""

    @abstractmethod
    def draw(self, spec: FormSpec, template: str, status: int = 200, **values: Any) -> Response:
        """Draw a page about a form, dressed as this wing is."""

    @abstractmethod
    def form_page(self, sheet: S, status: int) -> Response:
        """Draw the filled form, with its mistakes where the status is 422."""

    @abstractmethod
    def kept_before(self, sheet: S, token: CheckToken) -> Response | None:
        """Answer a token that has become a case, whatever has become of its form and files."""

    @abstractmethod
    def keep(self, sheet: S, token: CheckToken) -> Response:
        """Keep it, and show what became of it. Raises what the use case raises."""
