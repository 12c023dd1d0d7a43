"""Reading answers with the code of a receipt, and writing back: the public's way to a case (W-5).

Every answer answers a POST directly, so that no code stands in an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Blueprint, Response, request

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import CODE_DIGITS, read_code
from loket_inbox.domain.limits import LONGEST_MESSAGE
from loket_inbox.handling.promises import moment_in_words
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.look_ups import (
    MOST_FAILURES,
    SlowLane,
    count_failure,
    seconds_to_wait,
)
from loket_inbox.handling.sender.tracking import RefusedMessageError, Tracking, track, write_back
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.web import posted
from loket_inbox.web.pages import Pages
from loket_inbox.web.posted import Posted

_PURPOSE = "tracking page"
"""What the tokens of tracking pages are bound to, where those of check pages have their form."""

_UNREADABLE = "Sebagian huruf tidak terbaca. Periksa pesan Anda, lalu kirim lagi."

_Kept = Sequence[tuple[str, str]]
"""What another try of a message needs, to be posted once more; nothing where there is none."""


def tracking_blueprint(desk: Desk, pages: Pages) -> Blueprint:
    """Make the addresses of tracking."""
    views = _TrackingViews(desk, pages)
    blueprint = Blueprint("tracking", __name__)
    blueprint.post("/lacak")(views.track)
    blueprint.post("/lacak/pesan")(views.write_back)
    return blueprint


@dataclass(frozen=True, slots=True)
class _TrackingViews:
    desk: Desk
    pages: Pages
    lane: SlowLane = field(default_factory=SlowLane)

    def track(self) -> Response:
        """Show the case behind a receipt code; one neutral page for everything else."""
        typed = posted.read(request).text("kode")
        wait = self._seconds_to_wait()
        if wait and not self._opens(typed):
            return self._too_many(wait)
        return self._tracking_page(track(self.desk, typed), typed)

    def write_back(self) -> Response:
        """Take a message of the sender, and show the case again."""
        fields = posted.read(request)
        kept = _message_kept(fields)
        try:
            return self._written_back(fields, kept)
        except StoreAwayError:
            return self.pages.draw(
                "public/not_kept.html",
                503,
                sheets=("form", "receipt"),
                action="/lacak/pesan",
                kept=kept,
            )

    def _written_back(self, fields: Posted, kept: _Kept) -> Response:
        typed, message = fields.text("kode"), fields.text("pesan")
        wait = self._seconds_to_wait()
        if wait and not self._opens(typed):
            return self._too_many(wait, kept)
        token = CheckToken.read(fields.text("token"), self.desk.signer(_PURPOSE))
        mistake = _UNREADABLE
        if "pesan" not in fields.garbled and "\0" not in message:
            try:
                found = write_back(self.desk, typed, message, token)
            except RefusedMessageError as refused:
                mistake = str(refused)
            else:
                return self._tracking_page(found, typed, kept, sent=True)
        found, shown = track(self.desk, typed), message.replace("\0", "")
        return self._tracking_page(found, typed, kept, message=shown, mistake=mistake)

    def _opens(self, typed: str) -> bool:
        """Say whether a code that came from a slowed network is right, if its turn comes."""
        with self.lane.turn() as has_turn:
            return has_turn and track(self.desk, typed) is not None

    def _seconds_to_wait(self) -> int:
        return seconds_to_wait(self.desk, request.remote_addr or "")

    def _fresh_token(self) -> str:
        return CheckToken.new(self.desk.store.clock()).signed(self.desk.signer(_PURPOSE))

    def _too_many(self, wait: int, kept: _Kept = ()) -> Response:
        """Ask a network that has guessed to wait."""
        response = self.pages.draw(
            "public/too_many.html",
            429,
            sheets=("form", "receipt"),
            failures=MOST_FAILURES,
            minutes=-(-wait // 60),
            kept=kept,
        )
        response.headers["Retry-After"] = str(wait)
        return response

    def _not_found(self, typed: str, kept: _Kept = ()) -> Response:
        """Say that a code opens nothing: the same for an unknown, an old and a deleted one."""
        wait = count_failure(self.desk, request.remote_addr or "")
        if wait:
            return self._too_many(wait, kept)
        return self.pages.draw(
            "public/not_found.html",
            digits=sum(map(str.isdigit, typed)),
            wanted=CODE_DIGITS,
            kept=[(name, value) for name, value in kept if name != "kode"],
        )

    def _tracking_page(
        self,
        found: Tracking | None,
        typed: str,
        kept: _Kept = (),
        *,
        message: str = "",
        mistake: str = "",
        sent: bool = False,
    ) -> Response:
        if found is None:
            return self._not_found(typed, kept)
        return self.pages.draw(
            "public/tracking.html",
            422 if mistake else 200,
            sheets=("form", "receipt"),
            scripts=("errors",) if mistake else (),
            tracking=found,
            code=read_code(typed),
            token=self._fresh_token(),
            message=message,
            mistake=mistake,
            sent=sent,
            longest=LONGEST_MESSAGE,
            in_words=moment_in_words,
        )


def _message_kept(fields: Posted) -> _Kept:
    """Keep the same token: should the message have been kept after all, it is not kept twice."""
    kept = [(name, fields.text(name)) for name in ("kode", "pesan", "token")]
    return [(name, value.replace("\0", "")) for name, value in kept]
