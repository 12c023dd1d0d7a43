"""Forms as they were when somebody filled them in, kept for as long as a case needs them."""

from __future__ import annotations

import logging

from loket_inbox.desk import Desk
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.store.definitions import KeptDefinition
from loket_inbox.store.transactions import Work
from loket_site.forms.definition import (
    UnreadableDefinitionError,
    definition_of,
    digest_of,
    read_definition,
)
from loket_site.model.form import FormSpec

log = logging.getLogger(__name__)


def keep_definition(work: Work, form: FormSpec) -> str:
    """Keep a form that takes a submission, and give the digest by which it is found again."""
    definition = definition_of(form)
    digest = digest_of(definition)
    work.definitions.keep(
        KeptDefinition(digest, form.code, definition.decode()), form.version, work.now
    )
    return digest


def form_as_filled_in(work: Work, case: Case) -> FormSpec | None:
    """Find the form as the sender, or an officer for them, has filled it in.

    None for a case from before definitions were kept, and where the kept one cannot be read: then
    only the answers tell what was asked.
    """
    definition = work.definitions.find(case.definition) if case.definition else None
    spec = None if definition is None else _read(definition, case.definition)
    return spec.at_desk() if spec and case.history[0].by != SENDER else spec


def former_forms(desk: Desk) -> dict[str, str]:
    """Name the forms that took submissions and are published no more: labels by code."""
    published = [form.code for form in desk.catalogue.forms]
    with desk.store.reading() as work:
        kept = work.definitions.newest_except(published)
    specs = ((each.form, _read(each.definition, each.digest)) for each in kept)
    return {code: spec.label if spec else code for code, spec in specs}


def _read(definition: str, digest: str) -> FormSpec | None:
    try:
        return read_definition(definition.encode(), digest)
    except UnreadableDefinitionError:
        log.warning("definition-unreadable digest=%s", digest)
        return None
