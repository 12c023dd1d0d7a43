"""Filling in the templates of letters: `templates/<letter>/{subject,body}.txt`.

The texts keep the conventions of `hypertext`. What people wrote goes through the filter `written`,
every other value that stands on a line of ours through `one_line`: neither can look like our words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from loket_inbox.domain.terms import MARKER
from loket_inbox.letters.hypertext import INDENT
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Doing, Letter

EMPTY = "(kosong)"
"""What stands where somebody wrote nothing."""


def _written(text: str) -> str:
    """Indent every line of what somebody wrote, whatever separates it from the next."""
    lines = text.splitlines()
    said = [number for number, line in enumerate(lines) if line.strip()]
    kept = lines[said[0] : said[-1] + 1] if said else [EMPTY]
    return "\n".join(INDENT + line for line in kept)


def _one_line(text: str) -> str:
    """Keep a value on its line."""
    return " ".join(text.split())


def _mailto(doing: Doing) -> str:
    """Write the address that begins a mail with its subject (RFC 6068)."""
    return f"mailto:{quote(doing.address, safe='+@')}?subject={quote(doing.subject, safe='')}"


_MANY_EMPTY = re.compile(r"\n{3,}")
"""What parts of a letter that are left out leave behind; in what people wrote no line is empty."""

# Plain text: there is no markup to escape, and {{7*7}} in an answer is data, not a template.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=False,  # noqa: S701 - letters are plain text
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {"written": _written, "one_line": _one_line, "mailto": _mailto}
_TEMPLATES.tests["punctuated"] = lambda text: text.endswith((".", ":", "?", "!"))
_TEMPLATES.globals["marker"] = MARKER


def write(
    kind: LetterKind,
    body_of: str = "",
    *,
    number: str = "",
    original: bytes | None = None,
    from_name: str = "",
    **values: Any,
) -> Letter:
    """Write a letter of that kind with these values; `body_of` names another body's template."""
    values["number"] = number
    subject = _TEMPLATES.get_template(f"{kind}/subject.txt").render(values)
    body = _TEMPLATES.get_template(body_of or f"{kind}/body.txt").render(values)
    body = _MANY_EMPTY.sub("\n\n", body).strip() + "\n"
    return Letter(kind, _one_line(subject), body, number, original, from_name)
