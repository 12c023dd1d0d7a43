"""What officers decide about a case, by web and mail alike: the event, the letters it causes.

Every function raises IllegalTransitionError where the case does not allow it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loket_inbox.domain.events import Approved, Disposed, Returned
from loket_inbox.domain.officers import Officer, Right
from loket_inbox.handling.case.answering import answer
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.doors import RefusedError
from loket_inbox.handling.notices import tell_of_disposition, tell_of_return, with_right
from loket_inbox.handling.promises import day_in_words


def dispose(file: CaseFile, named: Disposed, instruction: str, *, by: Officer, cause: str) -> None:
    """Record the head's disposition and write to whoever it names.

    Raises RefusedError where the case complains of somebody named.
    """
    named = replace(named, officers=tuple(dict.fromkeys(named.officers)))
    file.record(named, instruction, by=by.mark, cause=cause)
    # Only as handlers do they get the right to read, unless the case complains of them.
    readers = {officer.id for officer in with_right(file, Right.READ)}
    if not set(named.officers) <= readers:
        raise RefusedError("Kasus ini mengadukan orang yang Anda pilih. Pilih orang lain.")
    tell_of_disposition(
        file, instruction, day_in_words(date.fromisoformat(named.due)) if named.due else ""
    )


def approve(
    file: CaseFile, text: str, *, by: Officer, cause: str, is_by_mail: bool = False
) -> None:
    """Approve the findings; `text` is what the sender reads of them."""
    file.record(Approved(), by=by.mark, cause=cause)
    answer(file, text, by=by, is_by_mail=is_by_mail)


def send_back(file: CaseFile, reason: str, *, by: Officer, cause: str) -> None:
    """Send the findings back to the Team with a reason."""
    file.record(Returned(), reason, by=by.mark, cause=cause)
    tell_of_return(file, reason)
