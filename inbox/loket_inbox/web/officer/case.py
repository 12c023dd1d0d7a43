"""The page of a case, and everything that is done there.

A deed that was done ends in a redirect to the case's own address, so that nothing is sent twice;
whatever could not be done draws the page anew, with every typed word still in its form. Who may
not open the case any more comes back to the list.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from loket_inbox.desk import CASES, OFFICERS, Desk
from loket_inbox.domain.case import Case, Recorded
from loket_inbox.domain.codes import digest
from loket_inbox.domain.deeds import fits, is_open, require
from loket_inbox.domain.officers import Officer, Right, may
from loket_inbox.handling.case.dossier import (
    Dossier,
    known_cover,
    name_of,
    open_dossier,
    original_message,
    read_cover,
)
from loket_inbox.handling.doors import (
    AlreadyDoneError,
    NoSuchCaseError,
    RefusedError,
    StaleError,
    Visit,
    at_case,
)
from loket_inbox.handling.files.enclosing import open_enclosed
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.web.officer.case_page import (
    answers_leaving,
    files_of,
    happenings,
    letters_of,
    others_here,
    proposal_of,
    summary,
    why_set_aside,
)
from loket_inbox.web.officer.deeds.book import BookDeed
from loket_inbox.web.officer.deeds.course import DEEDS, NEXT
from loket_inbox.web.officer.deeds.deed import DeedForm, version_shown
from loket_inbox.web.officer.deeds.disposal import Approve, Dispose, WriteFindings
from loket_inbox.web.officer.deeds.talk import TO_SENDER, Answer, OpenName, StopMail
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import TOKEN_FIELD, Guard, see_other
from loket_inbox.web.officer.readers import in_words
from loket_inbox.web.officer.words import form_label

_DONE = {deed.path: deed.done for deed in DEEDS}
_ANSWERING = {Answer.path, Approve.path}

_PAGE = "halaman"
_STEP = "aksi-langkah"
"""The hidden field that names the page, and the button of a deed that is checked first."""

_SEND = "kirim"
_CHANGE = "ubah"


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What kept a deed from being done: a status, sentences at controls, or what came meanwhile."""

    status: int = 200
    mistakes: tuple[tuple[str, str], ...] = ()
    news: tuple[Recorded, ...] = ()


_FINE = _Trouble()


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the addresses of a case."""
    views = _CaseViews(desk, pages, guard)
    blueprint.get("/kasus/<number>")(views.case)
    blueprint.get("/kasus/<number>/<aksi>")(views.back_to_case)
    blueprint.post("/kasus/<number>/<aksi>")(views.act)
    blueprint.get("/kasus/<number>/surat/<int:message>")(views.original)
    blueprint.get("/kasus/<number>/berkas/<int:position>")(views.enclosed)


@dataclass(frozen=True, slots=True)
class _CaseViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard

    def case(self, number: str) -> Response:
        """Open a case for the officer, or say why it is closed to them for now."""
        officer = self.guard.officer()
        cover = known_cover(self.desk, officer, number)
        if not may(officer, Right.READ, cover.case):
            return self.pages.draw("officer/case/waiting.html", case=cover.case)
        return self._page(number, after=request.args.get("selesai", ""))

    def original(self, number: str, message: int) -> Response:
        """Give a message as it came, never to be shown by the browser itself."""
        raw = original_message(self.desk, self.guard.officer(), number, message)
        response = Response(raw, mimetype="application/octet-stream")
        response.headers["Content-Disposition"] = (
            f'attachment; filename="surat-{number}-{message}.eml"'
        )
        return response

    def enclosed(self, number: str, position: int) -> Response:
        """Give a file that came with a case, never to be shown by the browser itself (W-9)."""
        file = open_enclosed(self.desk, self.guard.officer(), number, position)
        response = Response(file.content, mimetype=file.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; sandbox; frame-ancestors 'none'"
        )
        return response

    def back_to_case(self, number: str, aksi: str) -> Response:  # noqa: ARG002 - in the address
        """Show the case to whoever opens the address of a form in it."""
        cover = read_cover(self.desk, self.guard.officer(), number)
        return see_other(f"{CASES}{cover.case.number}")

    def act(self, number: str, aksi: str) -> Response:
        """Do what a form of the case's page asks for."""
        officer, fields = self.guard.officer(), self.guard.posted()
        cover = read_cover(self.desk, officer, number)
        kind = _kind(aksi, officer, cover.case)
        if kind is None:
            abort(404)
        require(officer, kind.deed, cover.case)
        deed, step = kind.filled(self.desk, cover, fields), fields.text(_STEP)
        if kind.is_checked and step == _CHANGE:
            return self._page(number, deed)
        if not deed.judge(fields):
            return self._page(number, deed, _Trouble(422, tuple(deed.mistakes())))
        try:
            if kind.is_checked and step != _SEND:
                return self._check_page(cover.case, deed)
            with at_case(self.desk, self._visit(number, aksi), kind.deed) as hand:
                receipt = deed.do(hand)
        except AlreadyDoneError:
            receipt = None
        except StaleError as stale:
            return self._page(number, deed, _Trouble(409, news=stale.news))
        except RefusedError as refused:
            return self._page(number, deed, _Trouble(422, ((f"aksi-{aksi}", str(refused)),)))
        if receipt:
            return self._slip(receipt)
        return see_other(self._afterwards(cover.case.number, aksi))

    def _visit(self, number: str, path: str) -> Visit:
        """Name this press of a button: another text from the same page is another press."""
        fields = self.guard.posted()
        typed = [pair for pair in fields.fields.items(multi=True) if pair[0] != TOKEN_FIELD]
        pressed = json.dumps([_page_name(fields.text(_PAGE)), path, sorted(typed)])
        return Visit(self.guard.officer(), number, self._version(), digest(pressed))

    def _afterwards(self, number: str, path: str) -> str:
        """Say where a deed leads: back to the case, or to the list for whom it has shut out."""
        try:
            known_cover(self.desk, self.guard.officer(), number)
        except NoSuchCaseError:
            return f"{OFFICERS}?selesai={path}"
        return f"{CASES}{number}?selesai={path}"

    def _version(self) -> int:
        """Read which version of the case the page has shown; 0 for none that we wrote."""
        return version_shown(self.guard.posted())

    def _check_page(self, case: Case, deed: DeedForm) -> Response:
        """Show exactly what the sender will read. Raises StaleError."""
        if case.version != self._version():
            raise StaleError(case.history[self._version() :])
        return self.pages.draw(
            "officer/case/check.html",
            case=case,
            deed=deed,
            to_sender=TO_SENDER,
            page=_page_name(self.guard.posted().text(_PAGE)),
        )

    def _slip(self, receipt: Receipt) -> Response:
        return self.pages.draw(
            "officer/slip.html",
            sheets=("receipt", "slip"),
            receipt=receipt,
            received=moment_in_words(receipt.received_at),
        )

    def _page(
        self, number: str, deed: DeedForm | None = None, trouble: _Trouble = _FINE, after: str = ""
    ) -> Response:
        """Draw the page of a case; a `deed` that was not done keeps its place and its words."""
        officer = self.guard.officer()
        dossier = open_dossier(self.desk, officer, number)
        deeds = self._deeds(dossier, deed)
        # What cannot be done any more has no form: its words are shown to be copied.
        is_over = deed is not None and deed not in deeds
        return self.pages.draw(
            "officer/case.html",
            trouble.status,
            sheets=("details",),
            extra_css="".join(_conditions_css(each) for each in deeds),
            dossier=dossier,
            case=dossier.case,
            form_label=form_label(self.desk, dossier.case.form, dossier.title),
            summary=summary(self.desk, dossier),
            service=_service(self.desk, dossier),
            proposed=proposal_of(self.desk, dossier),
            others=others_here(dossier),
            why_set_aside=why_set_aside(dossier.case),
            happenings=happenings(self.desk, dossier),
            files=files_of(dossier),
            letters=letters_of(dossier, self.desk.store.clock()),
            log=[in_words(reading, dossier.people) for reading in dossier.log],
            may_see_log=may(officer, Right.READ_LOG, dossier.case),
            deeds=deeds,
            opened="" if is_over else deed.path if deed else _likely(deeds, dossier.case),
            left_over=deed.written() if deed and is_over else [],
            mistakes=_pointing(trouble.mistakes, there=not is_over),
            news=[_told(recorded, dossier) for recorded in trouble.news],
            is_stale=trouble.status == 409,
            done=_done(after, dossier, self.desk),
            leaving=answers_leaving(dossier, self.desk),
            page=secrets.token_urlsafe(16),
        )

    def _deeds(self, dossier: Dossier, tried: DeedForm | None) -> list[DeedForm]:
        """List the forms that are open to the officer; the one that was tried as it was."""
        officer = self.guard.officer()
        kinds = [kind for kind in DEEDS if is_open(officer, kind.deed, dossier.case)]
        if not dossier.name_is_here:
            kinds = [kind for kind in kinds if kind is not OpenName]
        if not dossier.by_mail.goes:
            kinds = [kind for kind in kinds if kind is not StopMail]
        return [
            tried if tried and kind is type(tried) else kind.begun(self.desk, dossier)
            for kind in kinds
        ]


def _done(path: str, dossier: Dossier, desk: Desk) -> str:
    """Say what was done; of an answer that waits also until when it can be stopped."""
    if path in _ANSWERING and dossier.case.drafts:
        leaving = answers_leaving(dossier, desk)
        return f"Jawaban Anda kami simpan. {leaving} Sampai saat itu Anda bisa menghentikannya."
    return _DONE.get(path, "")


def _kind(path: str, officer: Officer, case: Case) -> type[DeedForm] | None:
    """Find what an address stands for: of several, what fits the case."""
    found = [kind for kind in DEEDS if kind.path == path]
    fit = (kind for kind in found if fits(officer, kind.deed, case))
    return next(fit, found[-1] if found else None)


def _pointing(mistakes: tuple[tuple[str, str], ...], *, there: bool) -> tuple[tuple[str, str], ...]:
    """Let mistakes point to their controls, or to the page where the form is not there any more."""
    return mistakes if there else tuple(("isi", sentence) for _, sentence in mistakes)


def _page_name(posted: str) -> str:
    """Name the page that something was posted from; a new name for one without."""
    return posted or secrets.token_urlsafe(16)


def _likely(deeds: list[DeedForm], case: Case) -> str:
    """Say which form is open at first: what is most likely done next."""
    here = {type(deed) for deed in deeds}
    if case.handlers:
        here.discard(Dispose)
    if case.findings_wait:
        here.discard(WriteFindings)
    return next((kind.path for kind in NEXT if kind in here), "")


def _conditions_css(deed: DeedForm) -> str:
    questions = deed.questions if isinstance(deed, BookDeed) else None
    return questions.conditions_css if questions else ""


def _told(recorded: Recorded, dossier: Dossier) -> tuple[str, str, str]:
    who = name_of(recorded.by, dossier.people)
    return recorded.event.label, who, moment_in_words(recorded.at)


def _service(desk: Desk, dossier: Dossier) -> str:
    """Name the service in the register's entry."""
    number = dossier.entry.service if dossier.entry else ""
    found = desk.catalogue.service(int(number)) if number else None
    return found.title if found else number
