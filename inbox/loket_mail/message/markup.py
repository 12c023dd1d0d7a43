"""HTML parts of mail as plain text, in time linear to their size.

The tokenizer is our own: `html.parser` of the Pythons we support takes quadratic time on a
megabyte of "<!--" or "<a ". Where a browser would show nothing more, this stops too, except behind
a <style> or the like that never ends: what may be words below it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from loket_mail.message.page import BLOCKS, Page, unescaped

# Any other "<" is text.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]{0,40}")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*|=[^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE_VALUE = re.compile(r"[^\s>]*")

_HIDDEN = frozenset({"script", "style", "title", "iframe", "noembed", "noframes"})
_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))}|br|svg|td|th)(?=[\s/>])", re.IGNORECASE)
# What of a tag changes the text that a reader sees.
_WANTED = frozenset({"alt", "class", "data-emoji", "hidden", "href", "style"})
_LONGEST_VALUE = 2_000


def read(html: str) -> tuple[str, bool]:
    """The text that a reader of this HTML sees, and whether that is all that it says.

    Lines are kept, quoted blocks prefixed with "> ". It is not all where the HTML ends inside of
    markup, or where something is struck out.
    """
    page = Page()
    unended: set[str] = set()
    position = 0
    while position < len(html):
        markup = _MARKUP.search(html, position)
        if markup is None:
            page.write(html[position:])
            break
        opening = markup.start()
        page.write(html[position:opening])
        position = _after(html, opening, page, unended)
        if position < 0:
            return page.text(), False
    return page.text(), not unended and not page.is_struck


def _after(html: str, opening: int, page: Page, unended: set[str]) -> int:
    """Read the markup that begins at `opening`; where it ends, or -1 if it never does."""
    if html.startswith("<!--", opening):
        return _past(html, "-->", opening + 2)
    if html.startswith(("<!", "<?"), opening):
        return _past(html, ">", opening)
    closing = html.startswith("</", opening)
    name = _NAME.match(html, opening + 1 + closing)
    if name is None:
        return _past(html, ">", opening)
    end, attributes = _attributes(html, name.end())
    if end < 0:
        return -1
    tag = name.group().lower()
    if closing:
        page.close(tag)
        return end
    page.open(tag, attributes)
    return _past_hidden(html, tag, end, unended) if tag in _HIDDEN else end


def _past_hidden(html: str, tag: str, start: int, unended: set[str]) -> int:
    """Where the content of an element ends that no reader sees; -1 if there is nothing behind it.

    `unended`: the elements of which no end tag follows, so that it is looked for only once.
    """
    if tag not in unended:
        found = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(html, start)
        if found:
            return found.start()
        unended.add(tag)
    block = _BLOCK.search(html, start)
    return block.start() if block else -1


def _past(html: str, mark: str, start: int) -> int:
    found = html.find(mark, start)
    return found + len(mark) if found >= 0 else -1


def _attributes(html: str, position: int) -> tuple[int, Mapping[str, str]]:
    """Where a tag ends (-1: never), and those of its attributes that matter here."""
    found: dict[str, str] = {}
    while True:
        gap = _GAP.match(html, position)
        position = gap.end() if gap else position
        if position >= len(html):
            return -1, found
        if html[position] == ">":
            return position + 1, found
        name = _ATTRIBUTE.match(html, position)
        position = name.end() if name else position + 1
        equals = _EQUALS.match(html, position)
        value = ""
        if equals is not None:
            start = equals.end()
            if html[start : start + 1] in ('"', "'"):
                end = html.find(html[start], start + 1)
                if end < 0:
                    return -1, found
                value, position = html[start + 1 : end], end + 1
            else:
                bare = _BARE_VALUE.match(html, start)
                value, position = (bare.group(), bare.end()) if bare else ("", start)
        known = name.group().lower() if name else ""
        if known in _WANTED:
            found.setdefault(known, unescaped(value[:_LONGEST_VALUE]).strip())
