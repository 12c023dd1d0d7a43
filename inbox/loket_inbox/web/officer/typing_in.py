"""Typing in what came by another channel: form, check page, and the slip for the sender.

As on the public's way in, the answers travel in the check page, nothing is kept before the second
POST, and the slip answers it directly: Back in the browser brings no code up again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import CheckToken, ForeignTokenError
from loket_inbox.domain.deadlines import local_day
from loket_inbox.domain.officers import DeskRight, NotAllowedError, may_at_desk
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.files.waiting import FileGoneError
from loket_inbox.handling.mail.held import HeldMail
from loket_inbox.handling.mail.settlements import NoSuchMailError, SettledError
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.handling.sender.submission import (
    FormChangedError,
    ReceiptGoneError,
    Slip,
    TypedIn,
    slip_again,
    type_in,
)
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web.officer import arrival
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard, see_other
from loket_inbox.web.officer.sheet import Sheet
from loket_site.forms.form import AnswerForm, build_desk_form
from loket_site.model.form import FormSpec, QuestionKind
from loket_site.pages.paper import numbered

_TOO_OLD = "Halaman ini sudah lebih dari 24 jam dan belum tersimpan. Tekan Simpan sekali lagi."
_ASK_AGAIN = "Belum tersimpan. Tekan Simpan sekali lagi."


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the addresses of typing in."""
    views = TypingIn(desk, pages, guard)
    blueprint.get("/catat/")(views.choose_form)
    blueprint.get("/catat/<kode>")(views.empty_form)
    blueprint.post("/catat/<kode>")(views.check_typed)
    blueprint.get("/catat/<kode>/selesai")(views.back_to_form)
    blueprint.post("/catat/<kode>/selesai")(views.keep_typed)


@dataclass(frozen=True, slots=True)
class TypingIn:
    """The pages of typing in; held mail begins here too."""

    desk: Desk
    pages: OfficerPages
    guard: Guard

    def choose_form(self) -> Response:
        """Ask which form; where there is one, go straight on."""
        self._must_type_in()
        forms = self.desk.catalogue.forms
        if len(forms) == 1:
            return see_other(f"/petugas/catat/{forms[0].code}")
        return self.pages.draw("officer/typing_in_choose.html", forms=forms, mail=None)

    def empty_form(self, kode: str) -> Response:
        """Show the form."""
        spec = self._spec(kode)
        today = self._today()
        asked = arrival.build_arrival(spec, self.desk.catalogue)
        form = build_desk_form(spec, self.desk.catalogue)
        return self._form_page(spec, asked(data={arrival.DAY: today.isoformat()}), form())

    def back_to_form(self, kode: str) -> Response:
        """Show the form to whoever opens the address of its check page."""
        return see_other(f"/petugas/catat/{self._spec(kode).code}")

    def form_of_mail(self, kode: str, held: HeldMail) -> Response:
        """Show the form with a held mail's words in it."""
        spec = self._spec(kode)
        asked = arrival.build_arrival(spec, self.desk.catalogue)
        known = {
            arrival.CHANNEL: Channel.EMAIL.code,
            arrival.DAY: local_day(held.line.received_at).isoformat(),
        }
        form = build_desk_form(spec, self.desk.catalogue)
        told = {_story_of(form.spec): held.answer}
        return self._form_page(spec, asked(data=known), form(data=told), mail=held.line.id)

    def check_typed(self, kode: str) -> Response:
        """First POST: judge, and show either the check page or the form with its mistakes."""
        sheet = self._sheet(kode)
        return self._check_page(sheet, sheet.note) if sheet.sound else self._again(sheet, 422)

    def keep_typed(self, kode: str) -> Response:
        """Second POST: back to the filled form, or keep the case and show the slip."""
        sheet = self._sheet(kode)
        if sheet.fields.text("aksi") == "ubah":
            return self._again(sheet, 422 if sheet.has_lost_files else 200)
        try:
            token = CheckToken.read(sheet.fields.text("token"), self._key, self._purpose(kode))
        except ForeignTokenError:
            token = None
        # Before anything is judged anew: what was kept once is never kept twice.
        slip = slip_again(self.desk, token) if token else None
        if slip:
            return self._slip_page(sheet, slip)
        if not sheet.sound or sheet.has_lost_files:
            return self._again(sheet, 422)
        if token is None:
            return self._check_page(sheet, _ASK_AGAIN, 422)
        return self._saved(sheet, token)

    def _saved(self, sheet: Sheet, token: CheckToken) -> Response:
        """Keep the case, or say why it could not be kept, with everything that was typed."""
        try:
            slip = self._kept(sheet, token)
        except FileGoneError:
            return self._again(self._sheet(sheet.spec.code), 422)
        except RefusedError as error:
            sheet.arrival[arrival.ANSWER].errors = (str(error),)
            return self._again(sheet, 422)
        except ReceiptGoneError:
            return self._check_page(sheet, _TOO_OLD, 410)
        except FormChangedError:
            return self._check_page(sheet, sheet.note, 422)
        except StoreAwayError:
            return self._not_kept_page(sheet)
        except SettledError as error:
            return settled_page(self.pages, error)
        return self._slip_page(sheet, slip)

    @property
    def _key(self) -> bytes:
        return self.desk.secrets.cookie_key

    def _purpose(self, code: str) -> str:
        """What a check page's token is bound to: this form, and this officer."""
        return f"catat:{code}:{self.guard.officer().id}"

    def _must_type_in(self) -> None:
        if not may_at_desk(self.guard.officer(), DeskRight.TYPE_IN):
            abort(403)

    def _today(self) -> date:
        return local_day(self.desk.store.clock())

    def _spec(self, code: str) -> FormSpec:
        self._must_type_in()
        spec = self.desk.catalogue.form(code)
        if spec is None:
            abort(404)
        return spec

    def _sheet(self, code: str) -> Sheet:
        return Sheet.read(self.desk, self._spec(code), self.guard.posted(), self._today())

    def _kept(self, sheet: Sheet, token: CheckToken) -> Slip:
        typed = TypedIn(
            by=self.guard.officer(),
            channel=str(sheet.arrival[arrival.CHANNEL].data),
            received_at=arrival.received_at(sheet.arrival, sheet.today),
            answer=arrival.on_the_spot(sheet.arrival),
            mail=sheet.mail,
        )
        try:
            return type_in(
                self.desk,
                sheet.spec,
                sheet.form.answers(),
                token,
                typed,
                files=sheet.form.files(),
                is_current=not sheet.note,
            )
        except NotAllowedError:
            abort(403)
        except NoSuchMailError:
            abort(404)

    def _again(self, sheet: Sheet, status: int) -> Response:
        mistakes = sheet.mistakes if status == 422 else []
        return self._form_page(
            sheet.spec, sheet.arrival, sheet.form, mail=sheet.mail, mistakes=mistakes
        )

    def _form_page(
        self,
        spec: FormSpec,
        came: AnswerForm,
        form: AnswerForm,
        *,
        mail: int | None = None,
        mistakes: list[tuple[str, str]] | None = None,
    ) -> Response:
        return self.pages.draw(
            "officer/typing_in.html",
            422 if mistakes else 200,
            scripts=("errors",) if mistakes else (),
            extra_css=came.conditions_css + form.conditions_css,
            spec=spec,
            arrival=came,
            form=form,
            # The numbers that stand on the sheet in the officer's hand.
            as_on_paper=numbered(spec, form.choices_of),
            mail=mail,
            mistakes=mistakes or [],
            first_day=arrival.FIRST_DAY.isoformat(),
            today=self._today().isoformat(),
        )

    def _check_page(self, sheet: Sheet, note: str, status: int = 200) -> Response:
        token = CheckToken.new(self.desk.store.clock())
        return self.pages.draw(
            "officer/typing_in_check.html",
            status,
            spec=sheet.spec,
            answers=(*arrival.answers_in_words(sheet.arrival), *sheet.form.read_back()),
            answered=bool(arrival.on_the_spot(sheet.arrival)),
            kept=sheet.kept,
            mail=sheet.mail,
            token=token.signed(self._key, self._purpose(sheet.spec.code)),
            note=note,
        )

    def _not_kept_page(self, sheet: Sheet) -> Response:
        """The database is away: carry everything, with the same token, for another try."""
        return self.pages.draw(
            "officer/typing_in_not_kept.html",
            503,
            spec=sheet.spec,
            kept=[*sheet.kept, ("token", sheet.fields.text("token"))],
        )

    def _slip_page(self, sheet: Sheet, slip: Slip) -> Response:
        if slip.receipt is None:
            return self.pages.draw("officer/typing_in_again.html", spec=sheet.spec, slip=slip)
        return self.pages.draw(
            "officer/slip.html",
            sheets=("receipt", "slip"),
            spec=sheet.spec,
            receipt=slip.receipt,
            received=arrival.received_in_words(
                sheet.arrival, sheet.today, slip.receipt.received_at
            ),
        )


def settled_page(pages: OfficerPages, error: SettledError, status: int = 409) -> Response:
    """Say what somebody else has done with a held mail."""
    return pages.draw(
        "officer/held_settled.html", status, settled=error.settled, in_words=moment_in_words
    )


def _story_of(spec: FormSpec) -> str:
    """Name the question that a mail's words answer: the first text that the form insists on."""
    texts = [each for each in spec.questions if each.kind is QuestionKind.PARAGRAPH]
    return next((each.id for each in texts if each.required), texts[0].id if texts else "")
