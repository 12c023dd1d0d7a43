"""The kinds of questions: one value for each, and the table of them all."""

from __future__ import annotations

from collections.abc import Mapping

from loket_site.forms.kinds import figures
from loket_site.forms.kinds.addresses import Address
from loket_site.forms.kinds.choosing import ChooseMany, ChooseOne, ChooseService, Consent, Scale
from loket_site.forms.kinds.dates import Day, EventDay
from loket_site.forms.kinds.files import Files
from loket_site.forms.kinds.kind import Kind
from loket_site.forms.kinds.notes import Note
from loket_site.forms.kinds.safe_contact import SafeContact
from loket_site.forms.kinds.writing import Email, Line, Paragraphs
from loket_site.model import QuestionKind

KINDS: Mapping[QuestionKind, Kind] = {
    QuestionKind.TEXT: Line(),
    QuestionKind.PARAGRAPH: Paragraphs(),
    QuestionKind.NAME: Line(),
    QuestionKind.ADDRESS: Address(),
    QuestionKind.PHONE: figures.PHONE,
    QuestionKind.EMAIL: Email(),
    QuestionKind.NUMBER: figures.NUMBER,
    QuestionKind.RUPIAH: figures.RUPIAH,
    QuestionKind.DATE: Day(),
    QuestionKind.EVENT_DATE: EventDay(),
    QuestionKind.TIME: figures.TIME,
    QuestionKind.CHOOSE_ONE: ChooseOne(),
    QuestionKind.CHOOSE_MANY: ChooseMany(),
    QuestionKind.SERVICE: ChooseService(),
    QuestionKind.SCALE: Scale(),
    QuestionKind.IDENTITY_NUMBER: figures.IDENTITY_NUMBER,
    QuestionKind.FILES: Files(),
    QuestionKind.CONSENT: Consent(),
    QuestionKind.SAFE_CONTACT: SafeContact(),
    QuestionKind.NOTE: Note(),
}
"""How questions of each kind are asked, judged and told."""

if set(KINDS) != set(QuestionKind):
    raise NotImplementedError(f"kinds without a handler: {set(QuestionKind) - set(KINDS)}")
