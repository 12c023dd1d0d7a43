"""What an officer can do with a case: a little form that knows what it is for, and does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self

from loket_inbox.desk import Desk
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.officers import OFFICE_WORDS, Officer
from loket_inbox.handling.case.dossier import Cover, Dossier
from loket_inbox.handling.doors import InHand
from loket_inbox.handling.sender.submission import Receipt
from loket_inbox.web.officer.forms import Choices, OfficerForm
from loket_inbox.web.officer.words import Tone
from loket_inbox.web.posted import Posted, number_in

VERSION_FIELD = "versi-kasus"
"""The hidden field of every form: which version of the case its page has shown."""


class DeedForm(OfficerForm):
    """What an officer fills in to do something with a case.

    `path` stands in the address, `title` on the page, `done` says what the page says afterwards.
    `does` is the use case; it takes the texts that were written, where nothing else is asked for.
    A checked deed shows its text once more before it acts; one that `shows_version` stands beside
    what division and Team would read of the case.
    """

    title: ClassVar[str]
    hint: ClassVar[str] = ""
    button: ClassVar[str] = "Simpan"
    deed: ClassVar[Deed]
    does: ClassVar[Callable[..., Receipt | None]]
    done: ClassVar[str]
    tone: ClassVar[Tone] = Tone.PLAIN
    is_checked: ClassVar[bool] = False
    shows_version: ClassVar[bool] = False

    @classmethod
    def begun(cls, desk: Desk, dossier: Dossier) -> Self:
        """Make the form as the case's page first shows it."""
        form = cls(data=cls.known(desk, dossier))
        form.offered = {}
        form.furnish(desk, dossier.cover)
        return form

    @classmethod
    def filled(cls, desk: Desk, cover: Cover, fields: Posted) -> Self:
        """Make the form as somebody has posted it."""
        form = cls(fields.fields)
        form.offered = {}
        form.furnish(desk, cover)
        return form

    @classmethod
    def known(cls, desk: Desk, dossier: Dossier) -> Mapping[str, Any]:  # noqa: ARG003 - the default
        """Give what stands in the fields from the beginning."""
        return {}

    def furnish(self, desk: Desk, cover: Cover) -> None:
        """Say what is `offered` in the fields that choose, by field name."""

    def do(self, hand: InHand) -> Receipt | None:
        """Do it; gives a new receipt where there is one. Raises what the use case raises."""
        return type(self).does(hand, *(text for _, text in self.written()))


def version_shown(fields: Posted) -> int:
    """Read which version of the case the page has shown; 0 for none that we wrote."""
    return number_in(fields.text(VERSION_FIELD))


def people(staff: Iterable[Officer]) -> Choices:
    """Offer officers, each with the office's word for the role."""
    return tuple((str(each.id), f"{each.name} ({OFFICE_WORDS[each.role]})") for each in staff)


def divisions(desk: Desk, nothing: str) -> Choices:
    """Offer the divisions and, before them, none; nothing at all where the office has none."""
    found = tuple((each.code, each.name) for each in desk.catalogue.office.divisions)
    return (("", nothing), *found) if found else ()
