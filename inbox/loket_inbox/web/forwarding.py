"""Whether LOKET_PROXY_HOPS fits what arrives; where it does not, visitors share one network.

Wrong receipt codes are counted by network (W-5), so a proxy that is not counted, or one that is
counted and says nothing, makes one guesser slow down everybody.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from threading import Lock

from flask import Request
from werkzeug.http import parse_list_header

HEALTH = "/sehat"

_OF_PROXIES = re.compile(
    r"forwarded|^via$|^cdn-loop$|(client|connecting|external|originating|real|remote|user)-?(ip|addr)",
    re.IGNORECASE,
)
"""Names of headers by which proxies and CDNs say for whom they ask."""

_NOT_COUNTED = (
    "LOKET_PROXY_HOPS=0, tetapi ada kunjungan lewat proksi. Isi jumlah proksi di depan kotak "
    "masuk, supaya satu penebak kode tidak memperlambat semua orang."
)
_SILENT = (
    "LOKET_PROXY_HOPS={}, tetapi ada kunjungan yang X-Forwarded-For-nya kurang dari itu. "
    "Periksa apakah proksi meneruskannya, dan apakah semua kunjungan lewat proksi."
)
_TOLD = {False: ("proxy-not-counted", _NOT_COUNTED), True: ("proxy-silent", _SILENT)}
"""What the log calls it, and what /sehat says; by whether any proxy is counted."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Forwarding:
    """How many proxies of ours there should be, and whether a request has told otherwise."""

    hops: int
    _told: Lock = field(default_factory=Lock)

    def look(self, request: Request) -> None:
        """Look at one request; the first that does not fit is logged, without its addresses."""
        # Taken once and never given back: of all threads one logs, as long as the process lives.
        if (
            not self._told.locked()
            and not self._fits(request)
            and self._told.acquire(blocking=False)
        ):
            log.warning("%s hops=%d", _TOLD[bool(self.hops)][0], self.hops)

    @property
    def trouble(self) -> str:
        """Say what the operator should mend; "" while every request has fitted."""
        return _TOLD[bool(self.hops)][1].format(self.hops) if self._told.locked() else ""

    def _fits(self, request: Request) -> bool:
        if not self.hops:
            return not any(_OF_PROXIES.search(name) for name, _ in request.headers)
        # A monitor on this machine asks without a proxy, and that is right.
        chain = parse_list_header(request.headers.get("X-Forwarded-For", ""))
        return request.path == HEALTH or len(chain) >= self.hops
