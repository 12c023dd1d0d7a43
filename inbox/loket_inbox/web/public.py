"""The public's way in: form, check page, receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, request

from loket_inbox.desk import Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.terms import Suspicion
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import Receipt, receipt_again, submit
from loket_inbox.web import posted
from loket_inbox.web.attaching import are_lost, attach
from loket_inbox.web.language import LANGUAGE, form_as_read
from loket_inbox.web.pages import Pages
from loket_inbox.web.two_steps import Sheet, TwoSteps
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


def public_blueprint(desk: Desk, pages: Pages) -> Blueprint:
    """Make the public addresses."""
    views = _PublicViews(desk, pages)
    blueprint = Blueprint("public", __name__)
    blueprint.post("/kirim/<kode>")(views.check)
    blueprint.post("/kirim/<kode>/selesai")(views.finish)
    return blueprint


@dataclass(frozen=True, slots=True)
class _Sent(Sheet):
    """What somebody sends: `form` in the sender's language, `in_indonesian` as officers read it."""

    updated = mark("Formulir ini sudah kami perbarui. Jawaban Anda tetap ada. Periksa sekali lagi.")

    in_indonesian: AnswerForm

    @property
    def trap(self) -> str:
        """What stands in the field that no person sees."""
        return clean_line(" ".join(self.fields.fields.getlist(_TRAP)))[:_LONGEST_TRAP]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The trap keeps what it has caught."""
        return [(_TRAP, self.trap)]


@dataclass(frozen=True, slots=True)
class _PublicViews(TwoSteps[_Sent]):
    desk: Desk
    pages: Pages

    check_template = "public/check.html"
    not_kept_template = "public/not_kept.html"
    ask_again = mark("Belum terkirim. Tekan Kirim sekali lagi.")
    too_old = mark(
        "Halaman ini sudah lebih dari 24 jam dan belum terkirim. Tekan Kirim sekali lagi."
    )

    def spec(self, code: str) -> FormSpec:
        """Find a form of the public's."""
        spec = self.desk.catalogue.public_form(code)
        if spec is None:
            abort(404)
        return spec

    def judged(self, spec: FormSpec) -> _Sent:
        """Judge it in the sender's language, and in Indonesian."""
        fields = posted.read(request)
        today, files = (
            local_day(self.desk.store.clock()),
            attach(self.desk, spec, fields, request.remote_addr or ""),
        )
        as_read = form_as_read(self.desk, spec, fields.text(LANGUAGE))
        form, kept = (
            kind(formdata=fields.fields, today=today, files=files)
            for kind in (as_read, self.desk.forms[spec.code])
        )
        sound = form.validate() and kept.validate() and not fields.garbled & fields_asked(form)
        return _Sent(spec, fields, form, sound, are_lost(files), kept)

    def purpose(self, spec: FormSpec) -> str:
        """Bind a token to its form."""
        return spec.code

    def draw(self, spec: FormSpec, template: str, status: int = 200, **values: Any) -> Response:
        """Draw a page in the public's frame, which a sensitive form makes a neutral one."""
        worn: dict[str, Any] = {"sheets": ("form", "receipt"), **values}
        return self.pages.draw(template, status, spec=spec, sensitive=spec.sensitive, **worn)

    def kept_before(self, sheet: _Sent, token: CheckToken) -> Response | None:
        """Show the receipt again."""
        receipt = receipt_again(self.desk, token)
        return self._receipt_page(sheet.spec, receipt) if receipt else None

    def keep(self, sheet: _Sent, token: CheckToken) -> Response:
        """Take the case in, and show its receipt."""
        receipt = submit(
            self.desk,
            sheet.spec,
            sheet.in_indonesian.answers(),
            token,
            files=sheet.in_indonesian.files(),
            is_current=not sheet.note,
            suspicion=self._suspicion(sheet, token),
        )
        return self._receipt_page(sheet.spec, receipt)

    def _suspicion(self, sheet: _Sent, token: CheckToken) -> Suspicion | None:
        """Say what makes a submission look like a robot's (W-4)."""
        if sheet.trap:
            return Suspicion.HONEYPOT
        return Suspicion.HURRY if token.is_hurried(self.desk.store.clock()) else None

    @property
    def _edition(self) -> Edition:
        return spoken() or Edition(self.desk.catalogue)

    def form_page(self, sheet: _Sent, status: int) -> Response:
        """Draw the form as on the site."""
        mistakes = sheet.mistakes if status == 422 else []
        return self.draw(
            sheet.form.spec,
            "public/form.html",
            status,
            sheets=("form",),
            scripts=("errors",) if mistakes else (),
            extra_css=sheet.form.conditions_css,
            form=sheet.form,
            trap=sheet.trap,
            mistakes=mistakes,
            note=sheet.note if status == 422 else "",
            deadlines=self._edition.catalogue.deadlines_of(sheet.spec),
        )

    def _receipt_page(self, spec: FormSpec, receipt: Receipt) -> Response:
        edition = self._edition
        received = moment_in_words(receipt.received_at, edition.wording.say)
        # On a phone that others look at, nothing is offered that stays there.
        taken_along = not (spec.sensitive or receipt.is_filed)
        return self.draw(
            spec,
            "public/receipt.html",
            sheets=("form", "receipt", "slip"),
            scripts=("print",) if taken_along else (),
            receipt=receipt,
            received=received,
            steps_ahead=[step.in_edition(edition) for step in receipt.steps],
            keepsake=self._keepsake(receipt.number, received) if taken_along else "",
        )

    def _keepsake(self, number: str, received: str) -> str:
        """Write for a link what a sender takes along: the number, never the code (SS-6)."""
        office, say = self._edition.catalogue.office, self._edition.wording.say
        lines = (
            say("{office}, telepon {phone}", office=office.short_name, phone=office.phone),
            say("Nomor: {number}", number=number),
            say("Diterima: {moment}", moment=received),
            say("Baca jawaban: {address}", address=self.desk.tracking_link),
        )
        return quote("\n".join(lines), safe="")
