"""Typing in what came by another channel: form, check page, and the slip for the sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict

from loket_inbox.desk import OFFICERS, Desk
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.officers import DeskRight, may_at_desk
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.mail.held import HeldMail
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import (
    Slip,
    TypedIn,
    slip_again,
    type_in,
)
from loket_inbox.web.attaching import are_lost, attach
from loket_inbox.web.officer import arrival
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard, see_other
from loket_inbox.web.posted import Posted, number_in
from loket_inbox.web.two_steps import Sheet, TwoSteps
from loket_site.forms.form import AnswerForm, build_desk_form, fields_asked
from loket_site.model.form import FormSpec, QuestionKind
from loket_site.pages.paper import numbered

_MAIL = "surat-tertahan"
"""The hidden field that holds the row of the held mail which becomes the case."""


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the addresses of typing in."""
    views = TypingIn(desk, pages, guard)
    blueprint.get("/catat/")(views.choose_form)
    blueprint.get("/catat/<kode>")(views.empty_form)
    blueprint.post("/catat/<kode>")(views.check)
    blueprint.get("/catat/<kode>/selesai")(views.back_to_form)
    blueprint.post("/catat/<kode>/selesai")(views.finish)


@dataclass(frozen=True, slots=True)
class _Typed(Sheet):
    """What an officer types in: how it `came`, and the held `mail` that becomes the case."""

    updated = "Formulir ini sudah diperbarui. Jawaban Anda tetap ada. Periksa sekali lagi."

    came: AnswerForm
    mail: int | None

    @property
    def asked(self) -> tuple[AnswerForm, ...]:
        """How it came, and the form."""
        return (self.came, self.form)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The row of the held mail."""
        return [] if self.mail is None else [(_MAIL, str(self.mail))]

    @property
    def found(self) -> list[tuple[str, str]]:
        """The mistakes of both, in the order of the page."""
        return arrival.in_page_order(self.came.mistakes(), self.form.mistakes())

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The answers of both."""
        return (*arrival.answers_in_words(self.came), *self.form.read_back())

    @property
    def answer(self) -> str:
        """What was answered at once, "" for nothing."""
        return arrival.on_the_spot(self.came)


@dataclass(frozen=True, slots=True)
class TypingIn(TwoSteps[_Typed]):
    """The pages of typing in; held mail begins here too."""

    desk: Desk
    pages: OfficerPages
    guard: Guard

    check_template = "officer/typing_in_check.html"
    not_kept_template = "officer/typing_in_not_kept.html"
    too_old = "Halaman ini sudah lebih dari 24 jam dan belum tersimpan. Tekan Simpan sekali lagi."
    ask_again = "Belum tersimpan. Tekan Simpan sekali lagi."

    def choose_form(self) -> Response:
        """Ask which form; where there is one, go straight on."""
        self._must_type_in()
        forms = self.desk.catalogue.forms
        if len(forms) == 1:
            return see_other(f"{OFFICERS}catat/{forms[0].code}")
        return self.pages.draw("officer/typing_in_choose.html", forms=forms, mail=None)

    def empty_form(self, kode: str) -> Response:
        """Show the form."""
        return self._empty(self.spec(kode), {arrival.DAY: self._today}, {}, None)

    def back_to_form(self, kode: str) -> Response:
        """Show the form to whoever opens the address of its check page."""
        return see_other(f"{OFFICERS}catat/{self.spec(kode).code}")

    def form_of_mail(self, kode: str, held: HeldMail) -> Response:
        """Show the form with a held mail's words in it."""
        spec = self.spec(kode)
        came_on = local_day(held.line.received_at).isoformat()
        known = {arrival.CHANNEL: Channel.EMAIL.code, arrival.DAY: came_on}
        return self._empty(spec, known, {_story_of(spec): held.answer}, held.line.id)

    def _empty(
        self, spec: FormSpec, known: dict[str, str], told: dict[str, str], mail: int | None
    ) -> Response:
        """Show a form with what is known of how it came, and what has been told."""
        came = arrival.build_arrival(spec, self.desk.catalogue)(data=known)
        form = build_desk_form(spec, self.desk.catalogue)(data=told)
        nothing = Posted(MultiDict())
        return self.form_page(_Typed(spec, nothing, form, True, False, came, mail), 200)

    def purpose(self, spec: FormSpec) -> str:
        """Bind a token to its form and to this officer."""
        return f"catat:{spec.code}:{self.guard.officer().id}"

    def draw(self, spec: FormSpec, template: str, status: int = 200, **values: Any) -> Response:
        """Draw a page in the officers' frame."""
        return self.pages.draw(template, status, spec=spec, **values)

    def _must_type_in(self) -> None:
        if not may_at_desk(self.guard.officer(), DeskRight.TYPE_IN):
            abort(403)

    @property
    def _today(self) -> str:
        return local_day(self.desk.store.clock()).isoformat()

    def spec(self, code: str) -> FormSpec:
        """Find any form, for whoever may type in."""
        self._must_type_in()
        spec = self.desk.catalogue.form(code)
        if spec is None:
            abort(404)
        return spec

    def judged(self, spec: FormSpec) -> _Typed:
        """Judge the form, and how it came."""
        fields, today = self.guard.posted(), local_day(self.desk.store.clock())
        came_as = arrival.build_arrival(spec, self.desk.catalogue)
        came, came_soundly = arrival.judged(came_as, fields.fields, today)
        asked = build_desk_form(spec, self.desk.catalogue)
        files = attach(self.desk, asked.spec, fields, request.remote_addr or "")
        form = asked(formdata=fields.fields, today=today, files=files)
        readable = not fields.garbled & (fields_asked(came) | fields_asked(form))
        sound = form.validate() and came_soundly and readable
        row = fields.text(_MAIL)
        # What is no row is one that is not there.
        mail = number_in(row) if row else None
        return _Typed(spec, fields, form, sound, are_lost(files), came, mail)

    def kept_before(self, sheet: _Typed, token: CheckToken) -> Response | None:
        """Say that it is kept; the slip itself is shown once."""
        slip = slip_again(self.desk, token)
        return self._slip_page(sheet, slip) if slip else None

    def keep(self, sheet: _Typed, token: CheckToken) -> Response:
        """Take the case in, and show the slip."""
        typed = TypedIn(
            by=self.guard.officer(),
            channel=str(sheet.came[arrival.CHANNEL].data),
            received_at=arrival.received_at(sheet.came, local_day(self.desk.store.clock())),
            answer=sheet.answer,
            mail=sheet.mail,
        )
        try:
            slip = type_in(
                self.desk,
                sheet.spec,
                sheet.form.answers(),
                token,
                typed,
                files=sheet.form.files(),
                is_current=not sheet.note,
            )
        except RefusedError as error:
            sheet.came[arrival.ANSWER].errors = (str(error),)
            return self.form_page(sheet, 422)
        return self._slip_page(sheet, slip)

    def form_page(self, sheet: _Typed, status: int) -> Response:
        """Draw the form between how it came and what was answered at once."""
        mistakes = sheet.mistakes if status == 422 else []
        return self.draw(
            sheet.spec,
            "officer/typing_in.html",
            422 if mistakes else 200,
            scripts=("errors",) if mistakes else (),
            extra_css=sheet.came.conditions_css + sheet.form.conditions_css,
            arrival=sheet.came,
            form=sheet.form,
            # The numbers that stand on the sheet in the officer's hand.
            as_on_paper=numbered(sheet.spec, sheet.form.choices_of),
            mail=sheet.mail,
            mistakes=mistakes,
            first_day=arrival.FIRST_DAY.isoformat(),
            today=self._today,
        )

    def _slip_page(self, sheet: _Typed, slip: Slip) -> Response:
        if slip.receipt is None:
            return self.draw(sheet.spec, "officer/typing_in_again.html", slip=slip)
        today = local_day(self.desk.store.clock())
        return self.draw(
            sheet.spec,
            "officer/slip.html",
            sheets=("receipt", "slip"),
            receipt=slip.receipt,
            received=arrival.received_in_words(sheet.came, today, slip.receipt.received_at),
        )


def _story_of(spec: FormSpec) -> str:
    """Name the question that a mail's words answer: the first text that the form insists on."""
    texts = [each for each in spec.questions if each.kind is QuestionKind.PARAGRAPH]
    return next((each.id for each in texts if each.required), texts[0].id if texts else "")
