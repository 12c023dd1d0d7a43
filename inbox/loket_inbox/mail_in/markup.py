"""HTML parts of mail as plain text, in time linear to their size.

The tokenizer is our own: `html.parser` of the Pythons we support takes quadratic time on a
megabyte of "<!--" or "<a ". Where a browser would show nothing more, this stops too.
"""

from __future__ import annotations

import re
from html import unescape

# Any other "<" is text.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]{0,40}")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*|=[^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE_VALUE = re.compile(r"[^\s>]*")
_BLANKS = re.compile(r"[ \t\r\n\f]+")

_HIDDEN = frozenset({"script", "style", "title", "iframe", "noembed", "noframes"})
# A paragraph is set apart by an empty line, other blocks only begin a new one.
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = (
    _APART
    | {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figure", "footer", "form", "head", "header", "hr", "html", "li", "main", "nav"}
    | {"ol", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
# Deeper quoting says nothing more, and prefixes of any length would make the text quadratic.
_DEEPEST_QUOTE = 10


def text_of(html: str) -> str:
    """The text that a reader of this HTML sees, lines kept, quoted blocks prefixed with "> "."""
    page = _Page()
    position = 0
    while position < len(html):
        markup = _MARKUP.search(html, position)
        if markup is None:
            page.write(html[position:])
            break
        opening = markup.start()
        page.write(html[position:opening])
        following = _after(html, opening, page)
        if following < 0:
            break
        position = following
    return page.text()


def _after(html: str, opening: int, page: _Page) -> int:
    """Read the markup that begins at `opening`; where it ends, or -1 if it never does."""
    if html.startswith("<!--", opening):
        return _past(html, "-->", opening + 2)
    if html.startswith(("<!", "<?"), opening):
        return _past(html, ">", opening)
    closing = html.startswith("</", opening)
    name = _NAME.match(html, opening + 1 + closing)
    if name is None:
        return _past(html, ">", opening)
    return _tag(html, name, page, closing=closing)


def _tag(html: str, name: re.Match[str], page: _Page, *, closing: bool) -> int:
    end, address = _attributes(html, name.end())
    if end < 0:
        return -1
    tag = name.group().lower()
    if closing:
        page.close(tag)
        return end
    page.open(tag, address)
    if tag not in _HIDDEN:
        return end
    found = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(html, end)
    return found.start() if found else -1


def _past(html: str, mark: str, start: int) -> int:
    found = html.find(mark, start)
    return found + len(mark) if found >= 0 else -1


def _attributes(html: str, position: int) -> tuple[int, str]:
    """Where a tag ends (-1: never), and its href if it has one."""
    address = ""
    while True:
        gap = _GAP.match(html, position)
        position = gap.end() if gap else position
        if position >= len(html):
            return -1, ""
        if html[position] == ">":
            return position + 1, address
        name = _ATTRIBUTE.match(html, position)
        position = name.end() if name else position + 1
        equals = _EQUALS.match(html, position)
        if equals is None:
            continue
        start = equals.end()
        if html[start : start + 1] in ('"', "'"):
            end = html.find(html[start], start + 1)
            if end < 0:
                return -1, ""
            value, position = html[start + 1 : end], end + 1
        else:
            bare = _BARE_VALUE.match(html, start)
            value, position = (bare.group(), bare.end()) if bare else ("", start)
        if name and name.group().lower() == "href" and not address:
            address = _unescaped(value[:2_000]).strip()


def _unescaped(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # A character number of thousands of digits.
        return text


class _Page:
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

    def write(self, markup: str) -> None:
        """Add running text; white space counts only inside <pre>."""
        text = _unescaped(markup)
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
            self._line.append(self._prefix() + self._bullet)
            self._bullet = ""
        self._begun = True
        self._line.append(text)
        if self._link:
            self._link_text.append(text)

    def _prefix(self) -> str:
        return "> " * min(self._quotes, _DEEPEST_QUOTE)

    def _end_line(self) -> None:
        """A line break that was asked for, so an empty line stays one."""
        self._lines.append("".join(self._line) if self._begun else self._prefix())
        self._line, self._begun, self._space = [], False, False

    def _block(self, tag: str) -> None:
        if self._begun:
            self._end_line()
        self._space = False
        self._gap = self._gap or tag in _APART

    def open(self, tag: str, address: str) -> None:
        """A start tag."""
        if tag in _BLOCKS:
            self._block(tag)
        if tag == "br":
            self._end_line()
        elif tag == "pre":
            self._pre += 1
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._bullet = self._next_bullet()
        elif tag in ("td", "th") and self._begun:
            self._space = True
        elif tag == "a":
            self._end_link()
            self._link = address if address.lower().startswith(("http://", "https://")) else ""

    def close(self, tag: str) -> None:
        """An end tag; one without a start is harmless."""
        if tag == "a":
            self._end_link()
        if tag in _BLOCKS:
            self._block(tag)
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()

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
        if self._begun:
            self._end_line()
        text = "\n".join(line.rstrip(" ") for line in self._lines)
        return text.replace("\xa0", " ").strip("\n")
