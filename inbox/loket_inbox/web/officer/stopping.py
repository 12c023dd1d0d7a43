"""The page behind the link that stops an answer: scanners open links; a button does it (W-12)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from loket_inbox.desk import OFFICERS, STOP_PAGE, Desk
from loket_inbox.handling.case.answering import (
    NoSuchLinkError,
    TooLateError,
    look_at_answer,
    stop_by_link,
)
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard


def add_rules(blueprint: Blueprint, desk: Desk, pages: OfficerPages, guard: Guard) -> None:  # noqa: ARG001 - the signature of all rooms
    """Add the address of the link; everybody who has it may open it."""
    views = _StopViews(desk, pages)
    path = f"/{STOP_PAGE.removeprefix(OFFICERS)}<token>"
    blueprint.get(path)(views.ask_to_stop)
    blueprint.post(path)(views.stop_answer)


@dataclass(frozen=True, slots=True)
class _StopViews:
    desk: Desk
    pages: OfficerPages

    def ask_to_stop(self, token: str) -> Response:
        """Show when the answer leaves, with the button that stops it."""
        try:
            answer = look_at_answer(self.desk, token)
        except (NoSuchLinkError, TooLateError) as error:
            return self._gone(error)
        return self.pages.draw("officer/stop.html", answer=answer, token=token)

    def stop_answer(self, token: str) -> Response:
        """Stop it."""
        try:
            number = stop_by_link(self.desk, token)
        except (NoSuchLinkError, TooLateError) as error:
            return self._gone(error)
        return self.pages.draw("officer/stopped.html", number=number)

    def _gone(self, error: Exception) -> Response:
        is_late = isinstance(error, TooLateError)
        return self.pages.draw("officer/stop_gone.html", 410, is_late=is_late)
