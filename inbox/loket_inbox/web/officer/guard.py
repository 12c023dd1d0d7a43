"""The guard before every page below `/petugas/`: who comes, and whether this browser means it.

A POST is refused when it shows that another site sent it (W-2), and, once somebody is signed in,
unless it brings the token that our own pages carry for this session.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, g, request
from itsdangerous import Signer
from werkzeug.datastructures import MultiDict

from loket_inbox.desk import CASES, SIGN_IN, STOP_PAGE, Desk
from loket_inbox.domain.codes import is_case_number
from loket_inbox.domain.officers import Officer
from loket_inbox.handling.desk.signing_in import signed_in
from loket_inbox.store.sign_ins import Session
from loket_inbox.web import posted
from loket_inbox.web.posted import Posted

COOKIE = "__Host-petugas"
"""What holds the session's token: it lives as long as the browser runs."""

TOKEN_FIELD = "penjaga"  # noqa: S105 - a field's name
"""The hidden field of every form of a signed-in officer."""


_BROWSERS = (
    # The first that fits: most browsers also name those which they resemble.
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class ElsewhereError(Exception):
    """Another site sent this form."""


class SignedOutError(Exception):
    """A form came from a browser in which nobody is signed in, or not any more."""


class StaleFormError(Exception):
    """A form came without this session's token: its page belongs to another session."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request: what was posted, and who is signed in."""

    posted: Posted
    signed_in: tuple[Officer, Session] | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks at every request to the officers' pages; afterwards it answers who is there."""

    desk: Desk

    def check(self) -> Response | None:
        """Let a request through, or send it to the sign-in page.

        Raises ElsewhereError, SignedOutError or StaleFormError for a POST, and what `posted.read`
        and the store raise.
        """
        g.officer_visit = _Visit(Posted(MultiDict()))
        is_post = request.method == "POST"
        if is_post and posted.comes_from_elsewhere(request, self.desk.settings.inbox_url):
            raise ElsewhereError
        sent = posted.read(request) if is_post else Posted(MultiDict())
        # What was typed can be shown again even where the store does not answer.
        g.officer_visit = _Visit(sent)
        found = signed_in(self.desk, request.cookies.get(COOKIE, ""))
        g.officer_visit = _Visit(sent, found)
        if request.path == SIGN_IN or request.path.startswith((f"{SIGN_IN}/", STOP_PAGE)):
            return None
        if found is None and is_post:
            raise SignedOutError
        if found is None:
            return see_other(f"{SIGN_IN}{wanted_case(request.path)}")
        if is_post and not self._is_ours(sent):
            raise StaleFormError
        return None

    def is_signed_in(self) -> bool:
        """Say whether anybody is signed in."""
        return _visit().signed_in is not None

    def officer(self) -> Officer:
        """Say who is signed in. Raises LookupError on the pages that everybody sees."""
        return _signed_in()[0]

    def session(self) -> Session:
        """Give the session of whoever is signed in. Raises LookupError like `officer`."""
        return _signed_in()[1]

    def posted(self) -> Posted:
        """Give the fields of this POST; none for a GET."""
        return _visit().posted

    def token(self) -> str:
        """Give what the hidden field `penjaga` of this session's forms holds."""
        return self._signer().get_signature(self.session().digest).decode()

    def forget(self) -> None:
        """Take whoever was there for gone: the rest of this request is drawn for anybody."""
        g.officer_visit = _Visit(self.posted())

    def device(self) -> str:
        """Name browser and system of this request, coarsely, such as "Chrome, Android"."""
        return device_of(request.user_agent.string)

    def _is_ours(self, sent: Posted) -> bool:
        return self._signer().verify_signature(self.session().digest, sent.text(TOKEN_FIELD))

    def _signer(self) -> Signer:
        return self.desk.signer("officer form")


def _visit() -> _Visit:
    found: _Visit = g.officer_visit
    return found


def _signed_in() -> tuple[Officer, Session]:
    found = _visit().signed_in
    if found is None:
        raise LookupError("nobody is signed in")
    return found


def wanted_case(path: str) -> str:
    """Say, as the query of a sign-in address, which case somebody wanted to open; "" for none."""
    number = path.removeprefix(CASES)
    return f"?kasus={number}" if path.startswith(CASES) and is_case_number(number) else ""


def see_other(address: str) -> Response:
    """Send the browser to one of our own, fixed addresses (W-12)."""
    return Response(status=303, headers={"Location": address})


def device_of(user_agent: str) -> str:
    """Say in two words what a User-Agent header is of; nothing else of it is kept."""
    browser = _first(_BROWSERS, user_agent) or "Peramban lain"
    system = _first(_SYSTEMS, user_agent)
    return f"{browser}, {system}" if system else browser


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
