"""The public's way in: form, check page, receipt, tracking. Every answer answers a POST directly.

Nothing is kept before the second POST, and nothing redirects, so that Back in the browser cannot
bring up what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from loket_inbox.codes import CODE_DIGITS, CheckToken, ForeignTokenError, read_code
from loket_inbox.desk import Desk
from loket_inbox.handling.submission import ReceiptGoneError, submit
from loket_inbox.handling.tracking import (
    LONGEST_MESSAGE,
    RefusedMessageError,
    Tracking,
    track,
    write_back,
)
from loket_inbox.promises import moment_in_words
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.views import posted
from loket_inbox.views.pages import Pages
from loket_inbox.views.posted import Posted
from loket_site.forms import AnswerForm
from loket_site.model import FormSpec

_TRACKING = "lacak"
"""What the tokens of tracking pages are bound to, where those of check pages have their form."""

_UNREADABLE = "Sebagian huruf tidak terbaca. Periksa jawaban ini, lalu kirim lagi."
_UPDATED = "Formulir ini sudah kami perbarui. Jawaban Anda tetap ada. Periksa sekali lagi."
_ASK_AGAIN = "Belum terkirim. Tekan Kirim sekali lagi."


@dataclass(frozen=True, slots=True)
class _Visit:
    """One POST of a form: what came, the form it fills, and whether all of it can be taken."""

    spec: FormSpec
    fields: Posted
    form: AnswerForm
    sound: bool

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake as (field, sentence)."""
        unread = [(name, _UNREADABLE) for name in self.form._fields if name in self.fields.garbled]
        named = {name for name, _ in unread}
        return unread + [mistake for mistake in self.form.mistakes() if mistake[0] not in named]

    @property
    def note(self) -> str:
        """What to say of a page that is older than the form."""
        return _UPDATED if self.fields.text("versi") not in {"", str(self.spec.version)} else ""


def public_blueprint(desk: Desk, pages: Pages) -> Blueprint:
    """Make the public addresses."""
    views = _PublicViews(desk, pages)
    blueprint = Blueprint("public", __name__)
    blueprint.post("/kirim/<kode>")(views.check)
    blueprint.post("/kirim/<kode>/selesai")(views.finish)
    blueprint.post("/lacak")(views.track)
    blueprint.post("/lacak/pesan")(views.write_back)
    return blueprint


@dataclass(frozen=True, slots=True)
class _PublicViews:
    desk: Desk
    pages: Pages

    def check(self, kode: str) -> Response:
        """First POST: judge, and show either the check page or the form with its mistakes."""
        visit = self._visit(kode)
        return self._check_page(visit, visit.note) if visit.sound else self._form_page(visit, 422)

    def finish(self, kode: str) -> Response:
        """Second POST: back to the filled form, or commit and show the receipt."""
        visit = self._visit(kode)
        if visit.fields.text("aksi") == "ubah":
            return self._form_page(visit, 200)
        if not visit.sound:
            return self._form_page(visit, 422)
        if posted.comes_from_elsewhere(request, self.desk.settings.inbox_url):
            return self._check_page(visit, _ASK_AGAIN, 403)
        try:
            token = self._token(visit.fields.text("token"), kode)
        except ForeignTokenError:
            return self._check_page(visit, _ASK_AGAIN, 422)
        try:
            receipt = submit(self.desk, visit.spec, visit.form.answers(), token)
        except ReceiptGoneError as gone:
            return self._gone(visit, gone)
        except StoreAwayError:
            return self._not_kept(visit)
        return self.pages.draw(
            "public/receipt.html",
            sheets=("form", "receipt"),
            sensitive=visit.spec.sensitive,
            spec=visit.spec,
            receipt=receipt,
            received=moment_in_words(receipt.received_at),
        )

    def track(self) -> Response:
        """Show the case behind a receipt code; one neutral page for everything else."""
        typed = posted.read(request).text("kode")
        return self._tracking_page(track(self.desk, typed), typed)

    def write_back(self) -> Response:
        """Take a message of the sender, and show the case again."""
        fields = posted.read(request)
        try:
            return self._written_back(fields)
        except StoreAwayError:
            return self._message_not_kept(fields)

    def _written_back(self, fields: Posted) -> Response:
        typed, message = fields.text("kode"), fields.text("pesan")
        try:
            token = self._token(fields.text("token"), _TRACKING)
        except ForeignTokenError:
            token = None
        mistake = _UNREADABLE
        if "pesan" not in fields.garbled and "\0" not in message:
            try:
                found = write_back(self.desk, typed, message, token)
            except RefusedMessageError as refused:
                mistake = str(refused)
            else:
                return self._tracking_page(found, typed, sent=found is not None)
        found = track(self.desk, typed)
        shown = message.replace("\0", "")
        return self._tracking_page(found, typed, message=shown, mistake=mistake)

    def _visit(self, code: str) -> _Visit:
        spec = self.desk.catalogue.form(code)
        if spec is None:
            abort(404)
        fields = posted.read(request)
        form = self.desk.forms[code](formdata=fields.fields)
        sound = form.validate() and not fields.garbled & set(form._fields)
        return _Visit(spec, fields, form, sound)

    def _token(self, text: str, purpose: str) -> CheckToken:
        return CheckToken.read(text, self.desk.secrets.cookie_key, purpose)

    def _fresh_token(self, purpose: str) -> str:
        token = CheckToken.new(self.desk.store.clock())
        return token.signed(self.desk.secrets.cookie_key, purpose)

    def _form_page(self, visit: _Visit, status: int) -> Response:
        mistakes = visit.mistakes if status == 422 else []
        return self.pages.draw(
            "public/form.html",
            status,
            scripts=("errors",) if mistakes else (),
            sensitive=visit.spec.sensitive,
            extra_css=visit.form.conditions_css,
            spec=visit.spec,
            form=visit.form,
            mistakes=mistakes,
            note=visit.note if status == 422 else "",
            deadlines=self.desk.catalogue.deadlines_of(visit.spec),
        )

    def _check_page(self, visit: _Visit, note: str, status: int = 200) -> Response:
        return self.pages.draw(
            "public/check.html",
            status,
            sheets=("form", "receipt"),
            sensitive=visit.spec.sensitive,
            spec=visit.spec,
            answers=visit.form.answers(),
            token=self._fresh_token(visit.spec.code),
            note=note,
        )

    def _gone(self, visit: _Visit, gone: ReceiptGoneError) -> Response:
        if not gone.received:
            note = (
                "Halaman ini sudah lebih dari 24 jam dan belum terkirim. Tekan Kirim sekali lagi."
            )
            return self._check_page(visit, note, 410)
        return self.pages.draw("public/gone.html", 410, sensitive=visit.spec.sensitive)

    def _not_kept(self, visit: _Visit) -> Response:
        """The database is away: say so, and carry answers and token for another try."""
        return self.pages.draw(
            "public/not_kept.html",
            503,
            sheets=("form", "receipt"),
            sensitive=visit.spec.sensitive,
            action=f"/kirim/{visit.spec.code}/selesai",
            kept=_kept(visit),
        )

    def _message_not_kept(self, fields: Posted) -> Response:
        # The same token: should the message have been kept after all, it is not kept twice.
        kept = [(name, fields.text(name)) for name in ("kode", "pesan", "token")]
        return self.pages.draw(
            "public/not_kept.html",
            503,
            sheets=("form", "receipt"),
            action="/lacak/pesan",
            kept=[(name, value.replace("\0", "")) for name, value in kept],
        )

    def _tracking_page(
        self,
        found: Tracking | None,
        typed: str,
        *,
        message: str = "",
        mistake: str = "",
        sent: bool = False,
    ) -> Response:
        if found is None:
            return self.pages.draw(
                "public/not_found.html", digits=sum(map(str.isdigit, typed)), wanted=CODE_DIGITS
            )
        return self.pages.draw(
            "public/tracking.html",
            422 if mistake else 200,
            sheets=("form", "receipt"),
            scripts=("errors",) if mistake else (),
            tracking=found,
            code=read_code(typed),
            token=self._fresh_token(_TRACKING),
            message=message,
            mistake=mistake,
            sent=sent,
            longest=LONGEST_MESSAGE,
            in_words=moment_in_words,
        )


def _kept(visit: _Visit) -> list[tuple[str, str]]:
    """Everything that another try needs: the answers, the form's version and the same token."""
    answers = [pair for answer in visit.form.answers() for pair in answer.values]
    return [*answers, ("versi", str(visit.spec.version)), ("token", visit.fields.text("token"))]
