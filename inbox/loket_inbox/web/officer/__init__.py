"""The officers' desk: a small web below `/petugas/`, behind its guard."""

from __future__ import annotations

from flask import Blueprint

from loket_inbox.desk import Desk
from loket_inbox.web.officer import (
    account,
    book,
    case,
    held,
    lists,
    readers,
    sign_in,
    stopping,
    typing_in,
)
from loket_inbox.web.officer.frame import OfficerPages
from loket_inbox.web.officer.guard import Guard
from loket_inbox.web.officer.lost import add_handlers
from loket_inbox.web.pages import Pages

_ROOMS = (sign_in, stopping, account, lists, case, readers, typing_in, held, book)
"""Each adds its addresses with `add_rules(blueprint, desk, pages, guard)`.

An address is known by the name of its view method, so these names are unique among the rooms.
"""


def officer_blueprint(desk: Desk, pages: Pages) -> Blueprint:
    """Make the addresses below `/petugas/`; no request gets to one of them past the guard."""
    guard = Guard(desk)
    drawn = OfficerPages(pages, guard)
    blueprint = Blueprint("officer", __name__, url_prefix="/petugas")
    blueprint.before_request(guard.check)
    add_handlers(blueprint, drawn, guard)
    for room in _ROOMS:
        room.add_rules(blueprint, desk, drawn, guard)
    return blueprint
