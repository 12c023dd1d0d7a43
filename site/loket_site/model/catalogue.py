"""All that the office publishes, as one value."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from loket_site.model.form import FormSpec
from loket_site.model.office import Deadline, HolidayCalendar, Office, Regency
from loket_site.model.service import Page, ServiceStandard
from loket_site.model.translation import Translation


class Catalogue(msgspec.Struct, frozen=True):
    """Everything that the office publishes, read and checked as one; translations by language."""

    office: Office
    deadlines: tuple[Deadline, ...]
    calendars: tuple[HolidayCalendar, ...]
    services: tuple[ServiceStandard, ...]
    forms: tuple[FormSpec, ...]
    pages: tuple[Page, ...]
    regency: Regency | None = None
    translations: Mapping[str, Translation] = msgspec.field(default_factory=dict)

    def service(self, number: int) -> ServiceStandard | None:
        """The service with this number, if there is one."""
        return next((service for service in self.services if service.number == number), None)

    def form(self, code: str) -> FormSpec | None:
        """The form with this code, if there is one."""
        return next((form for form in self.forms if form.code == code), None)

    @property
    def public_forms(self) -> tuple[FormSpec, ...]:
        """The forms that anybody may fill in: all but those for officers only."""
        return tuple(form for form in self.forms if not form.officers_only)

    def public_form(self, code: str) -> FormSpec | None:
        """The form with this code, if there is one that anybody may fill in."""
        return next((form for form in self.public_forms if form.code == code), None)

    def languages_of(self, form: FormSpec) -> tuple[str, ...]:
        """List the languages besides Indonesian in which a form can be read."""
        return tuple(
            language
            for language, translation in sorted(self.translations.items())
            if form.code in translation.forms
        )

    def page(self, slug: str) -> Page | None:
        """The page with this slug, if there is one."""
        return next((page for page in self.pages if page.slug == slug), None)

    def deadlines_of(self, form: FormSpec) -> tuple[Deadline, ...]:
        """The clocks of a form, in the form's own order."""
        by_code: Mapping[str, Deadline] = {deadline.code: deadline for deadline in self.deadlines}
        return tuple(by_code[code] for code in form.deadlines)

    def misconduct_deadline_of(self, form: FormSpec) -> Deadline | None:
        """The clock instead of the form's last one, once misconduct is alleged; None: the same."""
        code = form.misconduct_deadline
        return next((deadline for deadline in self.deadlines if deadline.code == code), None)
