"""The public's way in: form, check page, receipt. Every answer answers a POST directly.

Nothing is kept before the second POST, and nothing redirects, so that Back in the browser cannot
bring up what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import SHORTEST_READING, CheckToken, ForeignTokenError
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.terms import Suspicion
from loket_inbox.handling.files.waiting import FileGoneError
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.handling.sender.submission import (
    FormChangedError,
    Receipt,
    ReceiptGoneError,
    receipt_again,
    submit,
)
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web import posted
from loket_inbox.web.attaching import are_lost, attach
from loket_inbox.web.keepsake import keepsake
from loket_inbox.web.language import LANGUAGE, form_as_read
from loket_inbox.web.pages import Pages
from loket_inbox.web.posted import Posted
from loket_site.forms.form import AnswerForm, fields_asked
from loket_site.model.edition import Edition
from loket_site.model.form import FormSpec
from loket_site.pages.spoken import spoken
from loket_site.words.texts import clean_line
from loket_site.words.wording import mark

_TRAP = "kosongkan"
"""The field that no person sees: what stands in it was written by a robot (W-4)."""

_LONGEST_TRAP = 100
"""Characters of it that travel on, which is enough to show that there were some."""

_UNREADABLE = mark("Sebagian huruf tidak terbaca. Periksa jawaban ini, lalu kirim lagi.")
_UPDATED = mark("Formulir ini sudah kami perbarui. Jawaban Anda tetap ada. Periksa sekali lagi.")
_ASK_AGAIN = mark("Belum terkirim. Tekan Kirim sekali lagi.")
_TOO_OLD = mark("Halaman ini sudah lebih dari 24 jam dan belum terkirim. Tekan Kirim sekali lagi.")


@dataclass(frozen=True, slots=True)
class _Visit:
    """One POST of a form: what came, the form it fills, and whether all of it can be taken.

    `form` is in its sender's language, `kept` is the same in Indonesian. `has_lost_files` says
    that its page named files which wait no more.
    """

    spec: FormSpec
    fields: Posted
    form: AnswerForm
    kept: AnswerForm
    sound: bool
    has_lost_files: bool

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake as (field, sentence)."""
        sentence, asked = self.form.say(_UNREADABLE), fields_asked(self.form)
        unread = [
            (name, sentence)
            for name in self.form._fields
            if name in asked and name in self.fields.garbled
        ]
        named = {name for name, _ in unread}
        return unread + [mistake for mistake in self.form.mistakes() if mistake[0] not in named]

    @property
    def trap(self) -> str:
        """What stands in the field that no person sees."""
        return clean_line(" ".join(self.fields.fields.getlist(_TRAP)))[:_LONGEST_TRAP]

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
            return self._form_page(visit, 422 if visit.has_lost_files else 200)
        is_foreign = posted.comes_from_elsewhere(request, self.desk.settings.inbox_url)
        try:
            token = self._token(visit.fields.text("token"), kode)
        except ForeignTokenError:
            token = None
        if token and not is_foreign:
            sent_before = self._sent_before(visit, token)
            if sent_before:
                return sent_before
        if not visit.sound or visit.has_lost_files:
            return self._form_page(visit, 422)
        if token is None or is_foreign:
            return self._check_page(visit, _ASK_AGAIN, 403 if is_foreign else 422)
        return self._submitted(visit, token)

    def _submitted(self, visit: _Visit, token: CheckToken) -> Response:
        """Commit, or say why nothing was kept, with everything that was typed."""
        try:
            receipt = submit(
                self.desk,
                visit.spec,
                visit.kept.answers(),
                token,
                files=visit.kept.files(),
                is_current=not visit.note,
                suspicion=self._suspicion(visit, token),
            )
        except FormChangedError:
            # The same token: what the page before sends once more becomes the same case.
            return self._check_page(visit, visit.note, 422, visit.fields.text("token"))
        except FileGoneError:
            return self._form_page(self._judged(visit.spec, visit.fields), 422)
        except ReceiptGoneError as gone:
            return self._gone(visit, gone)
        except StoreAwayError:
            return self._not_kept(visit)
        return self._receipt_page(visit.spec, receipt)

    def _sent_before(self, visit: _Visit, token: CheckToken) -> Response | None:
        """Answer a token that has become a case, whatever has become of its form and files since.

        Judged anew it might be refused, and whoever then mends it and sends makes a second case.
        """
        try:
            receipt = receipt_again(self.desk, token)
        except ReceiptGoneError as gone:
            return self._gone(visit, gone)
        except StoreAwayError:
            return self._not_kept(visit)
        return self._receipt_page(visit.spec, receipt) if receipt else None

    def _visit(self, code: str) -> _Visit:
        spec = self.desk.catalogue.public_form(code)
        if spec is None:
            abort(404)
        return self._judged(spec, posted.read(request))

    def _judged(self, spec: FormSpec, fields: Posted) -> _Visit:
        today, files = local_day(self.desk.store.clock()), attach(self.desk, spec, fields)
        language = fields.text(LANGUAGE)
        form, kept = (
            kind(formdata=fields.fields, today=today, files=files)
            for kind in (form_as_read(self.desk, spec, language), self.desk.forms[spec.code])
        )
        sound = form.validate() and kept.validate() and not fields.garbled & fields_asked(form)
        return _Visit(spec, fields, form, kept, sound, are_lost(files))

    def _token(self, text: str, purpose: str) -> CheckToken:
        return CheckToken.read(text, self.desk.secrets.cookie_key, purpose)

    def _fresh_token(self, purpose: str, *, is_read: bool = False) -> str:
        """Make a token for a page; one whose answers were read before hurries nobody (W-4)."""
        now = self.desk.store.clock()
        token = CheckToken.new(now - SHORTEST_READING if is_read else now)
        return token.signed(self.desk.secrets.cookie_key, purpose)

    def _suspicion(self, visit: _Visit, token: CheckToken) -> Suspicion | None:
        """Say what makes a submission look like a robot's (W-4)."""
        if visit.trap:
            return Suspicion.HONEYPOT
        return Suspicion.HURRY if token.is_hurried(self.desk.store.clock()) else None

    @property
    def _edition(self) -> Edition:
        return spoken() or Edition(self.desk.catalogue)

    def _form_page(self, visit: _Visit, status: int) -> Response:
        mistakes = visit.mistakes if status == 422 else []
        return self.pages.draw(
            "public/form.html",
            status,
            scripts=("errors",) if mistakes else (),
            sensitive=visit.spec.sensitive,
            extra_css=visit.form.conditions_css,
            spec=visit.form.spec,
            form=visit.form,
            trap=visit.trap,
            mistakes=mistakes,
            note=visit.note if status == 422 else "",
            deadlines=self._edition.catalogue.deadlines_of(visit.spec),
        )

    def _check_page(self, visit: _Visit, note: str, status: int = 200, token: str = "") -> Response:
        return self.pages.draw(
            "public/check.html",
            status,
            sheets=("form", "receipt"),
            sensitive=visit.spec.sensitive,
            spec=visit.spec,
            answers=visit.form.read_back(),
            kept=[*visit.form.posted(), (_TRAP, visit.trap)],
            token=token or self._fresh_token(visit.spec.code, is_read=status != 200),
            note=note,
        )

    def _receipt_page(self, spec: FormSpec, receipt: Receipt) -> Response:
        edition = self._edition
        say = edition.wording.say
        received = moment_in_words(receipt.received_at, say)
        # On a phone that others look at, nothing is offered that stays there.
        taken_along = not (spec.sensitive or receipt.is_filed)
        office, home = edition.catalogue.office, self.desk.settings.site_url
        return self.pages.draw(
            "public/receipt.html",
            sheets=("form", "receipt", "slip"),
            scripts=("print",) if taken_along else (),
            sensitive=spec.sensitive,
            receipt=receipt,
            received=received,
            steps_ahead=[step.in_edition(edition) for step in receipt.steps],
            keepsake=keepsake(office, receipt, received, home, say) if taken_along else None,
        )

    def _gone(self, visit: _Visit, gone: ReceiptGoneError) -> Response:
        if not gone.received:
            return self._check_page(visit, _TOO_OLD, 410)
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


def _kept(visit: _Visit) -> list[tuple[str, str]]:
    """Everything that another try needs: the answers, the form's version and the same token."""
    return [
        *visit.form.posted(),
        ("versi", str(visit.spec.version)),
        (_TRAP, visit.trap),
        ("token", visit.fields.text("token")),
    ]
