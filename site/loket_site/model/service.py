"""Service standards and pages of prose."""

from __future__ import annotations

from datetime import date

from loket_site.model.record import Record


class Turnaround(Record, frozen=True):
    """How long a service takes: a number with its unit, or words, or both."""

    amount: int | None = None
    unit: str = ""
    note: str = ""


class Fee(Record, frozen=True):
    """What a service costs."""

    free: bool
    details: str = ""


Component = str | tuple[str, ...]
"""A component of a standard that may be one sentence or a list of them."""


class ServiceStandard(Record, frozen=True):
    """A service standard: `layanan/<file>.md`.

    The components are those of UU 25/2009 and Permen PANRB 15/2014; `complaint` left empty means
    the office's own complaint page. `body` is the Markdown below the front matter.
    """

    number: int
    title: str
    summary: str
    requirements: tuple[str, ...]
    procedure: tuple[str, ...]
    turnaround: Turnaround
    fee: Fee
    outputs: tuple[str, ...]
    official_name: str = ""
    decree: str = ""
    decree_date: date | None = None
    division: str = ""
    sensitive: bool = False
    reviewed: date | None = None
    source: str = ""
    confirmed: bool = False
    complaint: str = ""
    legal_basis: Component = ()
    facilities: Component = ()
    competence: Component = ()
    supervision: Component = ()
    staffing: Component = ()
    guarantee: Component = ()
    safety_guarantee: Component = ()
    evaluation: Component = ()
    forms: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    body: str = ""


class Page(Record, frozen=True):
    """A page of prose: `halaman/<slug>.md`. `slug` and `body` come from the file itself."""

    title: str
    summary: str
    order: int
    sensitive: bool = False
    reviewed: date | None = None
    confirmed: bool = False
    slug: str = ""
    body: str = ""
