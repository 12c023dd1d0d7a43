"""The office, its clocks, its days off and its places."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from loket_site.model.record import Record
from loket_site.words.wording import mark


class EmergencyNumber(Record, frozen=True):
    """A number for people in danger (`[[darurat]]`)."""

    number: str
    name: str
    whatsapp: bool = False


class Division(Record, frozen=True):
    """A part of the office that answers cases (`[[divisi]]`)."""

    code: str
    name: str


class Office(Record, frozen=True):
    """The office itself: `kantor.toml`. Empty text means: not known, not confirmed.

    `inspectorate` says where to turn when the head of the office is the one complained of.
    """

    name: str
    short_name: str
    government: str
    address: str
    phone: str
    email: str
    exit_url: str
    postal_address: str = ""
    postcode: str = ""
    fax: str = ""
    mobile: str = ""
    whatsapp: str = ""
    website: str = ""
    social_media: tuple[str, ...] = ()
    hours: str = ""
    map_url: str = ""
    accepts_anonymous: bool = False
    inspectorate: str = ""
    emergency: tuple[EmergencyNumber, ...] = ()
    divisions: tuple[Division, ...] = ()


class Unit(StrEnum):
    """What a deadline counts in."""

    WORKING_DAYS = "hari kerja"
    DAYS = "hari"
    HOURS = "jam"

    @property
    def counted(self) -> str:
        """The sentence that says how many of them."""
        return _COUNTED[self]


_COUNTED = {
    Unit.WORKING_DAYS: mark("{count} hari kerja"),
    Unit.DAYS: mark("{count} hari"),
    Unit.HOURS: mark("{count} jam"),
}

if set(_COUNTED) != set(Unit):
    raise NotImplementedError(f"units that nobody counts: {set(Unit) - set(_COUNTED)}")


class StartsAt(StrEnum):
    """The moment at which a deadline starts to run."""

    RECEIVED = "diterima"
    VERIFIED = "diverifikasi"
    COMPLETE = "lengkap"


class Deadline(Record, frozen=True):
    """One clock of `tenggat.toml`. `step` is the sentence the public reads on a receipt."""

    code: str
    amount: int
    unit: Unit
    starts_at: StartsAt
    source: str
    confirmed: bool = False
    step: str = ""


class HolidayKind(StrEnum):
    """Why a weekday is no working day."""

    NATIONAL = "libur nasional"
    COLLECTIVE_LEAVE = "cuti bersama"


class Holiday(Record, frozen=True):
    """One day off (`[[hari]]`)."""

    day: date
    name: str
    kind: HolidayKind


class HolidayCalendar(Record, frozen=True):
    """The days off of one year: `libur/<year>.toml`. `confirmed`: a person has compared it."""

    year: int
    confirmed: bool
    source: str
    days: tuple[Holiday, ...]


class Village(msgspec.Struct, frozen=True):
    """A desa or kelurahan with its official code."""

    code: str
    name: str
    type: str


class District(msgspec.Struct, frozen=True):
    """A kecamatan with its official code."""

    code: str
    name: str
    villages: tuple[Village, ...]


class Regency(msgspec.Struct, frozen=True):
    """The places of the regency: `wilayah.json`, official codes and names."""

    code: str
    name: str
    districts: tuple[District, ...]
