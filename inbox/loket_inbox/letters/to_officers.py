"""The letters to officers: one function per letter.

Subjects hold numbers, dates and fixed words only; what people wrote stands in the body alone.
"""

from __future__ import annotations

from typing import Any

from loket_inbox.domain.officers import Officer
from loket_inbox.domain.reading import Legible
from loket_inbox.letters.answers import AnsweredSection
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import (
    About,
    DigestLine,
    Letter,
    MailShown,
    OpeningLine,
    WrongCodesLine,
)
from loket_inbox.letters.writing import write


def new_case(
    about: About, title: str, until: str, parts: tuple[AnsweredSection, ...], files: int = 0
) -> Letter:
    """Tell the front desk that a case came in; a reply is the answer.

    The letter only counts the `files` that came along: they are opened at the desk.
    """
    return _about(LetterKind.NEW_CASE, about, title=title, until=until, parts=parts, files=files)


def follow_up(
    about: About,
    message: Legible,
    history: tuple[Legible, ...],
    parts: tuple[AnsweredSection, ...],
    *,
    files: int = 0,
    left: int = 0,
) -> Letter:
    """Tell an officer that the sender has written back; a reply is the answer.

    `history` is what the office has answered so far, the oldest first. `files` came with the
    message and are kept with the case, `left` more are in its original alone.
    """
    return _about(
        LetterKind.FOLLOW_UP,
        about,
        message=message,
        history=history,
        parts=parts,
        files=files,
        left=left,
    )


def for_disposition(
    about: About, agenda: str, summary: Legible, until: str, parts: tuple[AnsweredSection, ...]
) -> Letter:
    """Ask the head who shall deal with a registered case; a reply is the answer to the sender."""
    return _about(
        LetterKind.FOR_DISPOSITION, about, agenda=agenda, summary=summary, until=until, parts=parts
    )


def disposition(
    about: About,
    instruction: Legible,
    due: str,
    parts: tuple[AnsweredSection, ...],
    *,
    is_team: bool,
) -> Letter:
    """Give the head's instruction to whoever deals with the case.

    A reply of a division head is the answer to the sender; one of a Team member is the findings.
    """
    return _about(
        LetterKind.DISPOSITION,
        about,
        instruction=instruction,
        due=due,
        parts=parts,
        is_team=is_team,
    )


def findings(about: About, text: Legible) -> Letter:
    """Show the head what a Team has found; approving and returning are doings, or done on the web.

    A mail of approval sends the findings as they stand, whatever it says; that becomes a note.
    """
    return _about(LetterKind.FINDINGS, about, text=text)


def findings_returned(about: About, reason: Legible) -> Letter:
    """Tell a Team why its findings came back; a reply is the new findings."""
    return _about(LetterKind.FINDINGS_RETURNED, about, reason=reason)


def digest(officer: Officer, lines: tuple[DigestLine, ...]) -> Letter:
    """Name the cases that came in a flood; there is no answer to it."""
    return write(LetterKind.DIGEST, officer=officer, lines=lines)


def daily_digest(
    officer: Officer,
    *,
    open_cases: tuple[DigestLine, ...] = (),
    set_aside: tuple[DigestLine, ...] = (),
    filed: tuple[DigestLine, ...] = (),
    opened_names: tuple[OpeningLine, ...] = (),
    wrong_codes: tuple[WrongCodesLine, ...] = (),
    held: int = 0,
    held_link: str = "",
) -> Letter:
    """Name what waits for the officer, what was set aside as a robot's, and what was filed.

    `open_cases` are the officer's own work, the most urgent first; `held` counts the mails at
    `held_link` that nobody has looked at; `opened_names` tell the head who has opened a
    confidential name or contact, `wrong_codes` for whom they were typed. There is no answer to it.
    """
    return write(
        LetterKind.DAILY_DIGEST,
        officer=officer,
        open_cases=open_cases,
        set_aside=set_aside,
        filed=filed,
        opened_names=opened_names,
        wrong_codes=wrong_codes,
        held=held,
        held_link=held_link,
    )


def held_mail(
    officer: Officer,
    link: str,
    reason: str,
    mail: MailShown | None,
    *,
    last: bool,
    is_own: bool = False,
) -> Letter:
    """Show the front desk a mail that the inbox could not place; `is_own`: the reader wrote it.

    The mail is enclosed, but for one that is too large for that; None is one of a case that accuses
    somebody, of which letters say no more than that it came. After the `last` letter about a
    sender the front desk hears no more of him today.
    """
    return write(
        LetterKind.HELD_MAIL,
        original=mail.original if mail else None,
        officer=officer,
        link=link,
        reason=reason,
        mail=mail,
        last=last,
        is_own=is_own,
    )


def answer_taken(
    about: About,
    text: Legible,
    leaves_at: str,
    *,
    by_mail: str,
    stop_link: str,
    remarks: tuple[str, ...] = (),
) -> Letter:
    """Show an officer the answer exactly as the sender will read it, when, and how to stop it.

    `leaves_at` is a time in words ("pukul 10.10"), and `stop_link` the page with the button that
    stops it; both are "" where the answer is there already. `by_mail` is a sentence on what the
    sender gets by mail, "" for nothing. The mail that stops it is among the doings, and so does a
    reply. `remarks` are sentences about what else came with the officer's mail.
    """
    return _about(
        LetterKind.ANSWER_TAKEN,
        about,
        text=text,
        remarks=remarks,
        leaves_at=leaves_at,
        by_mail=by_mail,
        stop_link=stop_link,
    )


def answer_stopped(about: About, text: Legible, why: str) -> Letter:
    """Tell that an answer does not go, and give its text back. `why` is a sentence."""
    return _about(LetterKind.ANSWER_STOPPED, about, text=text, why=why)


def accusation_proposed(about: About) -> Letter:
    """Ask a second officer whether a case shall be kept from a head; done on the web."""
    return _about(LetterKind.ACCUSATION_PROPOSED, about)


def taken_by_mail(about: About, sentence: str) -> Letter:
    """Confirm what an officer did by mail; `sentence` says what was taken down."""
    return _about(LetterKind.TAKEN_BY_MAIL, about, sentence=sentence)


def not_taken(about: About, reason: str, text: Legible, *, is_answer: bool = True) -> Letter:
    """Tell officers why their own mail was held, and how to answer again.

    `text` is what could be read of it, "" for nothing. `is_answer`: it was to answer the sender, or
    to report findings; anything else is done on the web.
    """
    return _about(LetterKind.NOT_TAKEN, about, reason=reason, text=text, is_answer=is_answer)


def undelivered(about: About, letter: str, to_whom: str, reason: str) -> Letter:
    """Tell that a letter about the case did not arrive, and what to do now.

    `letter` is what it was, in words; `to_whom` an officer's name, or `SENDER`.
    """
    return _about(
        LetterKind.UNDELIVERED,
        about,
        letter=letter,
        to_whom=to_whom,
        is_to_sender=to_whom == SENDER,
        reason=reason,
    )


SENDER = "pengirim"
"""Whom an undelivered letter was for, where that was whoever sent the case."""


def alarm(officer: Officer, sentence: str, link: str) -> Letter:
    """Ask for a person: something goes wrong that no program can put right."""
    return write(LetterKind.ALARM, officer=officer, sentence=sentence, link=link)


def sign_in(officer: Officer, link: str, device: str, asked_at: str) -> Letter:
    """Send an officer the link that signs in; there is no answer to it."""
    return write(LetterKind.SIGN_IN, officer=officer, link=link, device=device, asked_at=asked_at)


def wrong_codes(officer: Officer, times: int, *, is_closed: bool) -> Letter:
    """Tell an officer how often in a day a one-time code was wrong, and what to do now.

    `is_closed`: no mailed link opens any more.
    """
    return write(LetterKind.WRONG_CODES, officer=officer, times=times, is_closed=is_closed)


_ANSWERED = {
    LetterKind.NEW_CASE,
    LetterKind.FOLLOW_UP,
    LetterKind.FOR_DISPOSITION,
    LetterKind.DISPOSITION,
    LetterKind.FINDINGS_RETURNED,
    LetterKind.ANSWER_TAKEN,
}
"""Letters that a reply is expected to; it is cut above the marker line."""


def _about(kind: LetterKind, about: About, **values: Any) -> Letter:
    body = "bare.txt" if about.bare else ""
    return write(
        kind, body, **vars(about), title_line=kind.label, answered=kind in _ANSWERED, **values
    )
