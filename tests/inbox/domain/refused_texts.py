"""What the types refuse: a text of a case that was not read for somebody (N-1).

Nothing here runs. `make check` finds an ignore that nothing needs, so each of these lines shows
that it cannot be written without one.
"""

from __future__ import annotations

from loket_inbox.domain.reading import CaseText
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.records import EntryRead
from loket_inbox.letters import to_officers, to_senders
from loket_inbox.letters.answers import AnsweredLine, in_form_order
from loket_inbox.letters.values import About
from loket_site.forms.form import Answer


def letters(about: About, sent: to_senders.Sent, text: CaseText, typed: str) -> None:
    """Neither an opened text goes into a letter, nor a string from anywhere."""
    to_officers.findings(about, text)  # type: ignore[arg-type]
    to_officers.findings(about, typed)  # type: ignore[arg-type]
    to_officers.findings_returned(about, typed)  # type: ignore[arg-type]
    to_officers.follow_up(about, typed, (), ())  # type: ignore[arg-type]
    to_officers.disposition(about, typed, "", (), is_team=False)  # type: ignore[arg-type]
    to_officers.for_disposition(about, "", typed, "", ())  # type: ignore[arg-type]
    to_officers.answer_stopped(about, text, "")  # type: ignore[arg-type]
    to_officers.not_taken(about, "", typed)  # type: ignore[arg-type]
    to_officers.answer_taken(about, typed, "", by_mail="", stop_link="")  # type: ignore[arg-type]
    to_senders.answer(sent, text)  # type: ignore[arg-type]
    to_senders.question(sent, typed)  # type: ignore[arg-type]


def pages(text: CaseText, typed: str, given: tuple[Answer, ...]) -> None:
    """Nor onto a page, or into a list."""
    AnsweredLine("", typed, is_answered=True)  # type: ignore[arg-type]
    AnsweredLine("", text, is_answered=True)  # type: ignore[arg-type]
    in_form_order(None, given)  # type: ignore[arg-type]
    EntryRead(typed, "", text, given)  # type: ignore[arg-type]


def opened(file: CaseFile) -> None:
    """And a case gives nothing without being told for whom."""
    file.text(0)  # type: ignore[call-arg]
    file.answers()  # type: ignore[call-arg]
    file.entry()  # type: ignore[call-arg]
    file.parts()  # type: ignore[call-arg]


def joined(text: CaseText) -> str:
    """Nor is it a string itself."""
    return "Kasus: " + text  # type: ignore[operator]
