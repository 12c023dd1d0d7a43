"""Officers do something with a case, through the door that the buttons of its page take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from loket_inbox.desk import Desk
from loket_inbox.domain.deeds import Deed
from loket_inbox.handling.doors import InHand, Visit, at_case

_P = ParamSpec("_P")
_T = TypeVar("_T")


def does(
    deed: Callable[Concatenate[InHand, _P], _T],
    desk: Desk,
    visit: Visit,
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> _T:
    """Do a deed, named as in the table of deeds, where the visitor may do it now."""
    with at_case(desk, visit, Deed[deed.__name__.upper()]) as hand:
        return deed(hand, *args, **kwargs)
