"""The kinds of questions: one class for each, and the table of them all."""

from __future__ import annotations

from loket_site.forms.kinds import choosing, dates, figures, writing
from loket_site.forms.kinds.addresses import Address
from loket_site.forms.kinds.files import Files
from loket_site.forms.kinds.kind import Kind
from loket_site.forms.kinds.safe_contact import SafeContact
from loket_site.model.form import Question, QuestionKind

KINDS: dict[QuestionKind, Kind] = {
    QuestionKind.TEXT: writing.Text(),
    QuestionKind.PARAGRAPH: writing.Paragraphs(),
    QuestionKind.NAME: writing.Name(),
    QuestionKind.ADDRESS: Address(),
    QuestionKind.PHONE: figures.Phone(),
    QuestionKind.EMAIL: writing.Email(),
    QuestionKind.NUMBER: figures.Number(),
    QuestionKind.RUPIAH: figures.Rupiah(),
    QuestionKind.DATE: dates.Day(),
    QuestionKind.EVENT_DATE: dates.EventDay(),
    QuestionKind.TIME: figures.Time(),
    QuestionKind.CHOOSE_ONE: choosing.ChooseOne(),
    QuestionKind.CHOOSE_MANY: choosing.ChooseMany(),
    QuestionKind.SERVICE: choosing.ChooseService(),
    QuestionKind.SCALE: choosing.Scale(),
    QuestionKind.IDENTITY_NUMBER: figures.IdentityNumber(),
    QuestionKind.FILES: Files(),
    QuestionKind.CONSENT: choosing.Consent(),
    QuestionKind.SAFE_CONTACT: SafeContact(),
    QuestionKind.NOTE: writing.Note(),
}
"""How questions of each kind are written, asked, judged, told and put on paper."""

if set(KINDS) != set(QuestionKind):
    raise NotImplementedError(f"kinds without a handler: {set(QuestionKind) - set(KINDS)}")


def kind_of(question: Question) -> Kind:
    """Find what a question's kind tells of itself."""
    return KINDS[question.kind]
