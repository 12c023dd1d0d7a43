"""Serves a frozen site on the developer's or the clerk's own machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}

_THIS_MACHINE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)
"""A Host that names this machine, with or without a port."""

_ELSEWHERE = (
    b"Alamat ini hanya untuk komputer ini sendiri. "
    b"Buka dengan http://127.0.0.1 dan nomor port yang tertulis saat `loket run` dimulai.\n"
)

_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    # The one directive that a page cannot give itself in a meta element.
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Referrer-Policy", "strict-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),
]


def static_app(public: Path) -> WSGIApplication:
    """Make a WSGI application that serves `public` as a web host would."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            return _answer(start_response, "405 Method Not Allowed", [("Allow", "GET, HEAD")])
        # WSGI hands the path over as Latin-1.
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        # Anew on each request: a build in between points it to another folder.
        root = public.resolve()
        file = _inside(root, path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                # From the folder, never from the request: "//elsewhere" stays here.
                place = f"/{file.relative_to(root).as_posix()}/"
                return _answer(start_response, "308 Permanent Redirect", [("Location", place)])
            file /= "index.html"
        elif path.endswith("/"):
            file = None
        status, body = "200 OK", _content(file)
        if file is None or body is None:
            status, file = "404 Not Found", root / "404.html"
            body = _content(file) or b""
        kind = _TYPES.get(file.suffix, "application/octet-stream")
        return _answer(
            start_response, status, [("Content-Type", kind)], body, head=method == "HEAD"
        )

    return app


def for_this_machine(app: WSGIApplication) -> WSGIApplication:
    """Let an application answer only who calls it by a name of this very machine.

    A stranger's page can point its own name to 127.0.0.1 and then read, in the browser of whoever
    visits it, all that is served here (DNS rebinding); it cannot choose the Host that is sent.
    """

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _THIS_MACHINE.fullmatch(environ.get("HTTP_HOST", "")):
            return app(environ, start_response)
        kind = ("Content-Type", "text/plain; charset=utf-8")
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        return _answer(start_response, "421 Misdirected Request", [kind], _ELSEWHERE, head=is_head)

    return guarded


def _inside(root: Path, path: str) -> Path | None:
    """Find what a path names below `root`; None if there is nothing, or if it leads out."""
    if "\0" in path:
        return None
    try:
        file = (root / path.lstrip("/")).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return file if file.is_relative_to(root) else None


def _content(file: Path | None) -> bytes | None:
    try:
        return file.read_bytes() if file is not None else None
    except OSError:
        return None


def _answer(
    start_response: StartResponse,
    status: str,
    headers: list[tuple[str, str]],
    body: bytes = b"",
    *,
    head: bool = False,
) -> list[bytes]:
    start_response(status, [*headers, ("Content-Length", str(len(body))), *_HEADERS])
    return [] if head else [body]
