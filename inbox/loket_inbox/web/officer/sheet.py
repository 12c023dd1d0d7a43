"""One POST of a typed-in case: what came, and whether all of it can be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket_inbox.desk import Desk
from loket_inbox.web.attaching import are_lost, attach
from loket_inbox.web.officer.arrival import build_arrival, in_page_order, judged
from loket_inbox.web.officer.page import number_in
from loket_inbox.web.posted import Posted
from loket_site.forms.form import AnswerForm, build_desk_form, fields_asked
from loket_site.model.form import FormSpec

MAIL = "surat-tertahan"
"""The hidden field that holds the row of the held mail which becomes the case."""

_UNREADABLE = "Sebagian huruf tidak terbaca. Periksa jawaban ini, lalu kirim lagi."
_UPDATED = "Formulir ini sudah diperbarui. Jawaban Anda tetap ada. Periksa sekali lagi."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One POST of a typed-in form: what came, and whether all of it can be taken.

    `has_lost_files` says that its page named files which wait no more.
    """

    spec: FormSpec
    fields: Posted
    arrival: AnswerForm
    form: AnswerForm
    mail: int | None
    today: date
    sound: bool
    has_lost_files: bool

    @classmethod
    def read(cls, desk: Desk, spec: FormSpec, fields: Posted, today: date) -> Sheet:
        """Judge what was posted."""
        came, came_soundly = judged(build_arrival(spec, desk.catalogue), fields.fields, today)
        asked = build_desk_form(spec, desk.catalogue)
        files = attach(desk, asked.spec, fields)
        form = asked(formdata=fields.fields, today=today, files=files)
        readable = not fields.garbled & (fields_asked(came) | fields_asked(form))
        sound = form.validate() and came_soundly and readable
        mail = _mail_in(fields.text(MAIL))
        return cls(spec, fields, came, form, mail, today, sound, are_lost(files))

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake as (field, sentence)."""
        forms = (self.arrival, self.form)
        asked = {name for form in forms for name in fields_asked(form)}
        names = (name for form in forms for name in form._fields if name in asked)
        unread = [(name, _UNREADABLE) for name in names if name in self.fields.garbled]
        told = {name for name, _ in unread}
        judged = in_page_order(self.arrival.mistakes(), self.form.mistakes())
        return unread + [mistake for mistake in judged if mistake[0] not in told]

    @property
    def note(self) -> str:
        """What to say of a page that is older than the form."""
        return _UPDATED if self.fields.text("versi") not in {"", str(self.spec.version)} else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Everything typed, for posting it once more."""
        kept = [*self.arrival.posted(), *self.form.posted()]
        kept.append(("versi", str(self.spec.version)))
        return [*kept, (MAIL, str(self.mail))] if self.mail is not None else kept


def _mail_in(typed: str) -> int | None:
    """Read the row of the held mail; what is no row is one that is not there."""
    return number_in(typed) if typed else None
