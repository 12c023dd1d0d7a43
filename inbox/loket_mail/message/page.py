"""What a reader of HTML sees, line by line: blocks, quotations, lists, links (no layout)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import unescape

_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Paragraphs that stand together: Outlook's, and others that ask for it.
_TIGHT = re.compile(r"margin(?:-top|-bottom)?\s{0,9}:\s{0,9}0", re.IGNORECASE)
# Outlook's line above the headers of what it quotes.
_RULED = re.compile(r"border:\s{0,9}none;\s{0,9}border-top:\s{0,9}solid", re.IGNORECASE)
_NOT_SHOWN = re.compile(
    r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|(?:opacity|font-size)\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|r?em|%)?\s{0,9}(?:;|!|$))",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"line-through", re.IGNORECASE)
_STRIKES = frozenset({"del", "s", "strike"})

# A paragraph is set apart by an empty line, other blocks only begin a new one.
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = (
    _APART
    | {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figure", "footer", "form", "head", "header", "hr", "html", "li", "main", "nav"}
    | {"ol", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
"""Elements that begin and end with a line of their own."""

# Elements without content, and those that hold everything.
_NEVER_HIDDEN = frozenset(
    {"area", "base", "body", "br", "col", "embed", "head", "hr", "html", "img", "input", "link"}
    | {"meta", "param", "source", "track", "wbr"}
)
_ENDED_BY_THE_NEXT = frozenset({"dd", "dt", "li", "option", "p", "td", "th", "tr"})
# Deeper quoting says nothing more, and prefixes of any length would make the text quadratic.
_DEEPEST_QUOTE = 10
_LONGEST_EMOJI = 12
_LONGEST_ROW = 1_000
_RULE = "_" * 32
"""As mail programs write <hr> above the headers of what they quote."""


def unescaped(text: str) -> str:
    """`text` with its character references read."""
    try:
        return unescape(text)
    except ValueError:  # A character number of thousands of digits.
        return text


def _is_tight(attributes: Mapping[str, str]) -> bool:
    return (
        attributes.get("class", "").startswith("Mso")
        or _TIGHT.search(attributes.get("style", "")) is not None
    )


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style", "")) is not None


class Page:
    """The lines written so far, and the quotes, lists and links that are open."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._begun = False
        self._space = False
        self._gap = False
        self._quotes = 0
        self._pre = 0
        self._lists: list[int | None] = []
        self._bullet = ""
        self._link = ""
        self._link_text: list[str] = []
        self._tight = False
        self._cells = 0
        self._cell_begins_at = 0
        self._cell_is_empty = False
        self.is_struck = False
        """Whether anything is struck out: as plain text it would say the opposite."""

        self._hidden = ""
        self._hidden_inside: Counter[str] = Counter()
        self._hidden_text: list[str] = []

    def write(self, markup: str) -> None:
        """Add running text; white space counts only inside <pre>."""
        if self._hidden:
            self._hidden_text.append(markup)
            return
        text = unescaped(markup)
        if self._pre:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            first, *others = text.split("\n")
            self._add(first)
            for other in others:
                self._end_line()
                self._add(other)
            return
        text = _BLANKS.sub(" ", text)
        if not text.strip(" "):
            self._space = self._space or bool(text)
            return
        if (self._space or text.startswith(" ")) and self._begun:
            self._line.append(" ")
        self._space = text.endswith(" ")
        self._add(text.strip(" "))

    def _add(self, text: str) -> None:
        if not text:
            return
        if not self._begun:
            if self._gap and self._lines and self._lines[-1].strip("> "):
                self._lines.append(self._prefix())
            self._gap = False
            if self._cell_is_empty:
                self._cell_begins_at = len(self._lines)
            self._line.append(self._prefix() + self._bullet)
            self._bullet = ""
        self._begun = True
        self._cell_is_empty = False
        self._line.append(text)
        if self._link:
            self._link_text.append(text)

    def _prefix(self) -> str:
        return "> " * min(self._quotes, _DEEPEST_QUOTE)

    def _end_line(self) -> None:
        """A line break that was asked for, so an empty line stays one."""
        line = "".join(self._line) if self._begun else self._prefix()
        if self._space and line.lstrip("> ") == "--":
            line += " "  # The line above a signature (RFC 3676, 4.3) needs its blank.
        self._lines.append(line)
        self._line, self._begun, self._space = [], False, False
        self._cell_is_empty = False

    def _block(self, tag: str) -> None:
        if not (self._cell_is_empty and tag in ("div", "p")):
            if self._begun:
                self._end_line()
            self._space = False
        self._gap = self._gap or (tag in _APART and not self._tight)

    def _open_cell(self) -> None:
        """Put a cell on the line of the one before it, if that took only one line."""
        self._cells += 1
        one_line = len(self._lines) == self._cell_begins_at + 1 and not self._begun
        # Each cell copies the line so far, which must not grow with the page.
        short = one_line and 0 < len(self._lines[-1].strip("> ")) < _LONGEST_ROW
        if self._cells > 1 and short:
            self._line, self._begun = [self._lines.pop().rstrip(" ")], True
            self._gap = False
        self._space = self._space or self._begun
        self._cell_begins_at = len(self._lines)
        self._cell_is_empty = True

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A start tag."""
        if self._hidden and self._still_hidden(tag):
            return
        if tag not in _NEVER_HIDDEN and _is_hidden(attributes):
            self._hidden = tag
            return
        if tag in _STRIKES or _STRUCK.search(attributes.get("style", "")):
            self.is_struck = True
        if tag in BLOCKS:
            self._tight = tag == "p" and _is_tight(attributes)
            self._block(tag)
            ruled = tag == "div" and _RULED.search(attributes.get("style", ""))
            self._open_block("hr" if ruled else tag)
        elif tag == "br":
            self._end_line()
        elif tag == "img":
            self._add_emoji(attributes.get("data-emoji") or attributes.get("alt", ""))
        elif tag in ("td", "th"):
            self._open_cell()
        elif tag == "a":
            self._end_link()
            address = attributes.get("href", "")
            self._link = address if address.lower().startswith(("http://", "https://")) else ""

    def _open_block(self, tag: str) -> None:
        match tag:
            case "hr":
                self._add(_RULE)
                self._end_line()
            case "tr":
                self._cells = 0
            case "pre":
                self._pre += 1
            case "blockquote":
                self._quotes += 1
            case "ul" | "ol":
                self._lists.append(0 if tag == "ol" else None)
            case "li":
                self._bullet = self._next_bullet()

    def close(self, tag: str) -> None:
        """An end tag; one without a start is harmless."""
        if self._hidden and self._closed_within_hidden(tag):
            return
        if tag == "a":
            self._end_link()
        if tag in BLOCKS:
            self._block(tag)
        if tag == "tr":
            self._cells, self._gap = 0, False
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def _still_hidden(self, tag: str) -> bool:
        ended = BLOCKS if self._hidden == "p" else _ENDED_BY_THE_NEXT & {self._hidden}
        if tag in ended and not self._hidden_inside[tag]:
            self._end_hidden()
        elif tag not in _NEVER_HIDDEN:
            self._hidden_inside[tag] += 1
        return bool(self._hidden)

    def _closed_within_hidden(self, tag: str) -> bool:
        """Take an end tag; False where it is of what is around, so that the hidden has ended."""
        if self._hidden_inside[tag]:
            self._hidden_inside[tag] -= 1
        elif tag == self._hidden:
            self._end_hidden()
        elif tag in BLOCKS:
            self._end_hidden()
            return False
        return True

    def _end_hidden(self) -> None:
        self._hidden = ""
        self._hidden_inside.clear()
        self._hidden_text.clear()

    def _add_emoji(self, words: str) -> None:
        """A picture that stands for a character, as some programs send them."""
        if 0 < len(words) <= _LONGEST_EMOJI and all(sign > "\u2000" for sign in words):
            self.write(words)

    def _next_bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _end_link(self) -> None:
        """Keep an address that the words of the link do not show."""
        link, self._link = self._link, ""
        words, self._link_text = "".join(self._link_text).strip(), []
        bare = link.rstrip("/").removeprefix("http://").removeprefix("https://")
        if link and words and bare not in words:
            self.write(f" ({link.replace('&', '&amp;')})")

    def text(self) -> str:
        """Everything written, as lines."""
        if self._hidden:
            # It never ended: better to show what was to be hidden than to lose what was not.
            kept = "".join(self._hidden_text)
            self._end_hidden()
            self.write(kept)
        if self._begun:
            self._end_line()
        text = "\n".join(
            line if line.endswith("-- ") and line.lstrip("> ") == "-- " else line.rstrip(" ")
            for line in self._lines
        )
        return text.replace("\xa0", " ").strip("\n")
