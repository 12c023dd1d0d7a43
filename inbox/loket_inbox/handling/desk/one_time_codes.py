"""One-time codes (TOTP, RFC 6238): six digits from an officer's phone, beside the mailed link.

The secret is sealed to the officer. A code opens once: the step that it belongs to is kept, and
neither that step nor one before it is taken again.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

import pyotp
from itsdangerous import BadSignature, Signer

from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer
from loket_inbox.handling.desk.wrong_codes import count_wrong_code
from loket_inbox.store.sign_ins import Session
from loket_inbox.store.transactions import Work

CODE_DIGITS = 6

_FIELD = "totp"
_SKEW = 1
"""How many steps of 30 seconds a phone's clock may be away from ours, either way."""


class WrongCodeError(Exception):
    """A one-time code is wrong, too old, or was used before."""


class CodesThereError(Exception):
    """The officer has one-time codes already: new ones come only after these are removed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that an officer may take, kept nowhere until a first code has confirmed it.

    `signed` is for a hidden field; `address` is what an authenticator app reads (otpauth://).
    """

    secret: str
    signed: str
    address: str


def read_digits(typed: str) -> str:
    """Read a one-time code as people type it; "" where it is not six digits."""
    digits = re.sub(r"[\s.\-]", "", typed)
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else ""


def has_codes(desk: Desk, officer: Officer) -> bool:
    """Say whether an officer signs in with one-time codes."""
    with desk.store.reading() as work:
        return work.people.one_time_secret(officer.id) is not None


def offer(desk: Desk, officer: Officer, session: Session, secret: str = "") -> Offer:
    """Offer a secret for an officer to put into a phone: the same again, or a fresh one."""
    secret = secret or pyotp.random_base32()
    address = pyotp.TOTP(secret).provisioning_uri(
        name=officer.email, issuer_name=desk.catalogue.office.short_name
    )
    return Offer(secret, _signer(desk, session).sign(secret).decode(), address)


def read_offer(desk: Desk, officer: Officer, session: Session, signed: str) -> Offer | None:
    """Take back what `offer` has signed in this session; None for anything else."""
    try:
        secret = _signer(desk, session).unsign(signed).decode()
    except BadSignature:
        return None
    return offer(desk, officer, session, secret)


def enrol(desk: Desk, officer: Officer, offered: Offer, typed: str) -> None:
    """Keep an offered secret, now that a first code shows that the phone has it.

    That code is used up by this. Raises WrongCodeError, or CodesThereError: a stolen session
    must not put its own phone in the place of the officer's.
    """
    with desk.store.writing() as work:
        if work.people.one_time_secret(officer.id) is not None:
            raise CodesThereError
        step = _step(offered.secret, typed, work.now)
        if step is None:
            raise WrongCodeError
        sealed = desk.envelope.seal(officer.mark, _FIELD, offered.secret.encode())
        work.people.set_one_time_secret(officer.id, sealed.blob, step)


def remove(desk: Desk, officer: Officer, typed: str) -> None:
    """Take the one-time codes away from an officer who shows a current one.

    A wrong code uses up every step of the moment, so that a stolen session has one guess every
    30 seconds. Raises WrongCodeError.
    """
    with desk.store.writing() as work:
        right = passes(desk, work, officer, typed)
        if right:
            work.people.set_one_time_secret(officer.id, None, 0)
        elif read_digits(typed):
            work.people.use_one_time_step(officer.id, _now_step(work.now) + _SKEW)
            count_wrong_code(desk, work, officer)
    if not right:
        raise WrongCodeError


def passes(desk: Desk, work: Work, officer: Officer, typed: str) -> bool:
    """Say whether a code opens now, and use it up; so does anything where there are no codes."""
    kept = work.people.one_time_secret(officer.id)
    if kept is None:
        return True
    secret = desk.envelope.open(officer.mark, _FIELD, kept.sealed).decode()
    step = _step(secret, typed, work.now)
    return step is not None and work.people.use_one_time_step(officer.id, step)


def _signer(desk: Desk, session: Session) -> Signer:
    return desk.signer(f"one-time secret {session.digest}")


def _now_step(now: datetime) -> int:
    return int(now.timestamp()) // 30


def _step(secret: str, typed: str, now: datetime) -> int | None:
    """Find the newest step that a code belongs to, of those that a phone may be at now."""
    digits, code, found = read_digits(typed), pyotp.TOTP(secret), None
    for step in range(_now_step(now) - _SKEW, _now_step(now) + _SKEW + 1):
        if hmac.compare_digest(code.generate_otp(step), digits):
            found = step
    return found
