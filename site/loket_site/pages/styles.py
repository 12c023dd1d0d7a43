"""What a page wears: its stylesheet and scripts, written into it, and the policy that names them.

Both wings draw with these. A page asks the network for nothing but itself, so the text of its
CSS and scripts stands in the page, and the Content-Security-Policy lists their digests.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

_STATIC = Path(__file__).parent / "static"

_BUILDS_ON = {
    "home": ("hero", "contact"),
    "receipt": ("steps",),
    "service": ("hero", "steps", "contact", "prose"),
}
"""The sheets that come with a sheet."""

_WORD = re.compile(
    r"""(?P<comment>/\*.*?\*/)|(?P<string>"[^"]*"|'[^']*')|(?P<space>\s+)|[{};,>:]|[^\s{};,>:"'/]+|.""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Dress:
    """The inline style and scripts of one page."""

    styles: Markup
    scripts: tuple[Markup, ...]

    def policy(self, form_action: str) -> str:
        """Build the Content-Security-Policy that lets this page run, and nothing else."""
        scripts = " ".join(digest(script) for script in self.scripts) or "'none'"
        return (
            "default-src 'none';base-uri 'none';img-src 'self' data:;"
            f"style-src {digest(self.styles)};script-src {scripts};form-action {form_action}"
        )


def dress(
    *sheets: str, scripts: tuple[str, ...] = (), sensitive: bool = False, extra: str = ""
) -> Dress:
    """Put together what a page wears: `base` and `sheets`, the named scripts, and `extra` CSS.

    A sensitive page gets the sheet and the script of the exit.
    """
    if sensitive:
        sheets, scripts = (*sheets, "exit"), (*scripts, "exit")
    styles = stylesheet("base", *sheets) + minify(extra)
    return Dress(
        # Our own files, never a reader's words: safe to stand unescaped in the page.
        Markup(styles),  # noqa: S704 - our own file
        tuple(Markup(script(name)) for name in dict.fromkeys(scripts)),  # noqa: S704 - as above
    )


@cache
def stylesheet(*names: str) -> str:
    """Read `static/css/<name>.css` for each name and what it builds on; join them, minified."""
    wanted = (each for name in names for each in (*_BUILDS_ON.get(name, ()), name))
    sheets = (_STATIC / "css" / f"{name}.css" for name in dict.fromkeys(wanted))
    return "".join(minify(sheet.read_text(encoding="utf-8")) for sheet in sheets)


@cache
def script(name: str) -> str:
    """Read `static/js/<name>.js`, without the line ends that its statements do not need."""
    return (_STATIC / "js" / f"{name}.js").read_text(encoding="utf-8").replace("\n", "")


def digest(text: str) -> str:
    """Name a text as a CSP source: `'sha256-…'`."""
    sha = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(sha).decode('ascii')}'"


def minify(css: str) -> str:
    """Drop comments and the spaces that CSS does not need, in one walk over the text."""
    kept: list[str] = []
    for word in _words(css):
        if word in "};" and kept and kept[-1] == ";":
            kept.pop()
        kept.append(word)
    return "".join(kept)


def _words(css: str) -> Iterator[str]:
    """Yield what counts; one space only where two words would grow together."""
    before, spaced = "{", False
    for match in _WORD.finditer(css):
        if match["comment"] or match["space"]:
            spaced = True
            continue
        word = match[0]
        # A space before ":" is a descendant selector (`a :hover`); one after it never counts.
        if spaced and before not in "{};,>:" and word not in "{};,>":
            yield " "
        yield word
        before, spaced = word, False
