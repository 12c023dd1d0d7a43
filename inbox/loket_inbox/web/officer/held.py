"""Held mail: what waits and what is settled, one mail with its original, what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from flask import Blueprint, Response, request
from wtforms import Field

from loket_inbox.desk import HELD_MAIL, Desk
from loket_inbox.domain.limits import LONGEST_REMARK, LONGEST_TEXT
from loket_inbox.domain.officers import NotAllowedError
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError, StaleError
from loket_inbox.handling.mail.held import (
    HeldMail,
    list_held,
    list_settled,
    open_held,
    open_original,
)
from loket_inbox.handling.mail.settlements import (
    Settled,
    SettledError,
    Settlement,
    put_back,
    require_held,
)
from loket_inbox.handling.mail.settling import FiledAs, Filing, Target, attach, discard, target
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.web.officer.forms import OfficerForm, line, one_of, paragraph, reason
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard, see_other
from loket_inbox.web.officer.typing_in import TypingIn
from loket_inbox.web.posted import Posted, number_in, page_number

_ONE = "/tertahan/<int(max=2147483647):row>"
_SETTLED = "selesai"

_DONE = {
    FiledAs.ANSWER.word: "Surat itu menjadi jawaban. Pengirim membacanya di halaman Lacak.",
    FiledAs.NOTE.word: "Surat itu menjadi catatan di berkas kasus.",
    FiledAs.MESSAGE.word: (
        "Surat itu menjadi pesan dari pengirim. Petugas yang menangani kami surati."
    ),
    "disingkirkan": "Surat itu disingkirkan. Isinya tetap kami simpan.",
}
"""What the list of those that wait says after a mail was settled, by the code in its address."""

_WAYS = tuple((each.word, each.label) for each in FiledAs)
"""As what a mail can go into a case, as (value, label)."""

_BACK = {"dikembalikan": "Surat ini kembali ke daftar. Pilih apa jadinya."}
"""What a mail's page says after it was put back."""

_CHOOSE = "Pilih surat ini menjadi apa."
_CHANGED = "Kasus ini baru saja berubah. Periksa kasusnya dulu, lalu tekan Kirim jawaban lagi."
_NO_CASE = "Tidak ada kasus dengan nomor itu yang boleh Anda buka. Periksa nomornya."
_NOT_YOURS = "Anda tidak boleh melakukan ini pada kasus itu. Pilih cara lain."


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:
    """Add the addresses of held mail."""
    views = _HeldViews(desk, pages, guard, TypingIn(desk, pages, guard))
    blueprint.get("/tertahan/")(views.list_held)
    blueprint.get(_ONE)(views.show_held)
    blueprint.get(f"{_ONE}/asli")(views.download_held)
    blueprint.post(f"{_ONE}/lampirkan")(views.attach_held)
    blueprint.post(f"{_ONE}/buang")(views.discard_held)
    blueprint.post(f"{_ONE}/jadikan-kasus")(views.make_case_of_held)
    blueprint.post(f"{_ONE}/kembalikan")(views.put_back_held)
    # Who reloads a page that a form has answered, or comes back to it, finds the mail again.
    for way in ("lampirkan", "buang", "jadikan-kasus", "kembalikan"):
        blueprint.get(f"{_ONE}/{way}")(views.to_held)


class _FilingForm(OfficerForm):
    """Into which case a held mail goes, as what, and with which words."""

    again = "kirim"
    nomor = line("Nomor kasus", 40, missing="Tulis nomor kasusnya, misalnya K7M4-PX9R.")
    sebagai = one_of("Surat ini menjadi apa?", missing=_CHOOSE, unknown=_CHOOSE)
    teks = paragraph("Teks yang masuk ke kasus", LONGEST_TEXT, missing="Tulis teksnya.")

    @classmethod
    def begun(cls, number: str, text: str) -> _FilingForm:
        """Make it as a mail's page first shows it."""
        form = cls(data={"nomor": number, "sebagai": "", "teks": text})
        form.offered = {"sebagai": _WAYS}
        return form

    @classmethod
    def filled(cls, sent: Posted) -> _FilingForm:
        """Make it as somebody has posted it."""
        form = cls(sent.fields)
        form.offered = {"sebagai": _WAYS}
        return form

    @property
    def part(self) -> FiledAs:
        """As what the mail goes into the case."""
        return next(each for each in FiledAs if each.word == self.sebagai.data)


class _DiscardForm(OfficerForm):
    """Why a held mail is put aside."""

    again = "kirim"
    alasan = reason("Alasan")


@dataclass(frozen=True, slots=True)
class _HeldViews:
    desk: Desk
    pages: OfficerPages
    guard: Guard
    typing_in: TypingIn

    def list_held(self) -> Response:
        """List what waits, oldest first; or what is settled, the newest of it first."""
        page, officer = page_number(request.args), self.guard.officer()
        is_settled = request.args.get("keadaan", "") == _SETTLED
        listed = list_settled if is_settled else list_held
        return self.pages.draw(
            "officer/held_done.html" if is_settled else "officer/held_list.html",
            held=listed(self.desk, officer, page),
            note=_DONE.get(request.args.get("selesai", ""), ""),
            in_words=moment_in_words,
        )

    def show_held(self, row: int) -> Response:
        """Show one mail, and what can be done with it, or what was."""
        held = open_held(self.desk, self.guard.officer(), row)
        if held.line.settled:
            return self._settled_page(held, held.line.settled)
        return self._page(held, note=_BACK.get(request.args.get("selesai", ""), ""))

    def to_held(self, row: int) -> Response:
        """Send whoever opens the address of a form to the mail itself."""
        require_held(self.desk, self.guard.officer(), row)
        return see_other(f"{HELD_MAIL}{row}")

    def download_held(self, row: int) -> Response:
        """Give the mail as it came (M-16)."""
        raw = open_original(self.desk, self.guard.officer(), row)
        named = {"Content-Disposition": f'attachment; filename="surat-{row}.eml"'}
        return Response(raw, headers=named, mimetype="application/octet-stream")

    def attach_held(self, row: int) -> Response:
        """File a mail in a case; an answer to the sender is shown once more before."""
        sent = self.guard.posted()
        filing, button = _FilingForm.filled(sent), sent.text("aksi")
        if not filing.judge(sent) or button == "ubah":
            return self._again(row, filing)
        try:
            found = target(self.desk, self.guard.officer(), str(filing.nomor.data), filing.part)
            if filing.part is FiledAs.ANSWER and button != "kirim":
                return self._check_page(row, filing, found)
            self._attach(row, filing, number_in(sent.text("versi-kasus")))
        except StaleError:
            return self._check_page(row, filing, found, _CHANGED)
        except NoSuchCaseError:
            return self._again(row, filing, filing.nomor, _NO_CASE)
        except NotAllowedError:
            return self._again(row, filing, filing.sebagai, _NOT_YOURS)
        except RefusedError as error:
            return self._again(row, filing, filing.teks, str(error))
        return see_other(f"{HELD_MAIL}?selesai={filing.part.word}")

    def discard_held(self, row: int) -> Response:
        """Put a mail aside with a reason."""
        sent = self.guard.posted()
        discarding = _DiscardForm(sent.fields)
        if not discarding.judge(sent):
            return self._page(self._open(row), discarding=discarding)
        discard(self.desk, self.guard.officer(), row, str(discarding.alasan.data))
        return see_other(f"{HELD_MAIL}?selesai=disingkirkan")

    def make_case_of_held(self, row: int) -> Response:
        """Show the form of typing in with the mail's words in it."""
        held = self._open(row)
        forms = self.desk.catalogue.forms
        chosen = self.guard.posted().text("formulir") or (forms[0].code if len(forms) == 1 else "")
        if not chosen:
            return self.pages.draw("officer/typing_in_choose.html", forms=forms, mail=row)
        return self.typing_in.form_of_mail(chosen, held)

    def put_back_held(self, row: int) -> Response:
        """Let a mail that was put aside wait again."""
        put_back(self.desk, self.guard.officer(), row)
        return see_other(f"{HELD_MAIL}{row}?selesai=dikembalikan")

    def _open(self, row: int) -> HeldMail:
        held = open_held(self.desk, self.guard.officer(), row)
        if held.line.settled:
            raise SettledError(held.line.settled)
        return held

    def _attach(self, row: int, filing: _FilingForm, version: int) -> None:
        shown = version if filing.part is FiledAs.ANSWER else None
        filed = Filing(str(filing.nomor.data), filing.part, str(filing.teks.data), shown)
        attach(self.desk, self.guard.officer(), row, filed)

    def _again(
        self, row: int, filing: _FilingForm, field: Field | None = None, mistake: str = ""
    ) -> Response:
        """Show the mail again with what was typed."""
        if field is not None:
            field.errors = [mistake]
        return self._page(self._open(row), filing=filing)

    def _page(
        self,
        held: HeldMail,
        *,
        filing: _FilingForm | None = None,
        discarding: _DiscardForm | None = None,
        note: str = "",
    ) -> Response:
        filing = filing or _FilingForm.begun(held.line.number, held.answer)
        discarding = discarding or _DiscardForm()
        mistakes = dict(filing.mistakes() + discarding.mistakes())
        return self.pages.draw(
            "officer/held.html",
            422 if mistakes else 200,
            scripts=("errors",) if mistakes else (),
            held=held,
            filing=filing,
            discarding=discarding,
            mistakes=mistakes,
            ways=_WAYS,
            longest=LONGEST_TEXT,
            longest_reason=LONGEST_REMARK,
            note=note,
            dated=_dated(held.line.head.date),
            in_words=moment_in_words,
        )

    def _settled_page(self, held: HeldMail, settled: Settled) -> Response:
        return self.pages.draw(
            "officer/held_settled.html",
            held=held,
            settled=settled,
            can_return=settled.what is Settlement.DISCARDED,
            dated=_dated(held.line.head.date),
            in_words=moment_in_words,
        )

    def _check_page(self, row: int, filing: _FilingForm, found: Target, note: str = "") -> Response:
        return self.pages.draw(
            "officer/held_check.html",
            409 if note else 200,
            row=row,
            filing=filing,
            found=found,
            note=note,
        )


def _dated(header: str) -> str:
    """Say a mail's own date in our words; as it stands where it is no moment."""
    try:
        found = parsedate_to_datetime(header)
        # RFC 5322, 3.3: this zone says that the sender's is not known, the moment is in UTC.
        if found.tzinfo is None and "-0000" in header:
            found = found.replace(tzinfo=UTC)
        return moment_in_words(found) if found.tzinfo else header
    except (ValueError, TypeError, OverflowError):
        return header
