"""The HTML version of a text letter, made from the text: both say the same words in the same order.

What the text looks like says what it means:

- `MARKER` on the first line: the line above which people answer;
- a first paragraph of one line that ends without punctuation: the title. Under one, a last
  paragraph without addresses is small print;
- a paragraph of one line in capitals: a heading;
- lines indented by `INDENT`: what somebody wrote, over empty lines too; never markup, never a link.
  A line directly above them is their label, also several in a row;
- `Label: https://…`: a link; alone in its paragraph a button, also with the address on the next
  line;
- a label that ends without a colon over a line with an address alone: a row in a list of links;
- `Label: mailto:…`: a button that begins a mail.

Nothing else is a link. Time and size grow linearly with the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from loket_inbox.domain.terms import MARKER

INDENT = "    "
"""What begins each line that somebody wrote; letters split such text at every line separator."""

_ENDS = (".", ",", ":", ";", "!", "?")
_PAGES = ("https://", "http://")
_MAIL = "mailto:"

# No colour of text is named, so that mail programs may show the letter light or dark. What is named
# can be told from either ground (3:1), or brings its own ground along.
_EDGE = "#3d8f9b"
_FONT = "system-ui,Roboto,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif"
_PAGE = (
    f"max-width:600px;margin:0 auto;padding:16px;font-family:{_FONT};font-size:16px;"
    "line-height:1.5;overflow-wrap:anywhere;word-break:break-word"
)
_BAND = f"height:6px;background:#0a5260;border:1px solid {_EDGE};border-bottom:3px solid #d99a1c"
_ABOVE = "margin:0 0 24px;font-size:13px;opacity:.75"
_H1 = "margin:20px 0 16px;font-size:23px;line-height:1.25"
_H2 = (
    f"margin:32px 0 12px;padding-top:12px;border-top:1px solid {_EDGE};font-size:15px;"
    "line-height:1.4;letter-spacing:.04em"
)
_P = "margin:0 0 16px"
_TAP = "margin:0 0 12px"
_FOOT = f"margin:32px 0 0;padding-top:12px;border-top:1px solid {_EDGE};font-size:14px;opacity:.85"
_LIST = "margin:0 0 16px;padding:0;list-style:none"
_LABEL = "margin:0 0 4px;font-weight:bold"
_WRITTEN = (
    f"margin:0 0 16px;padding:8px 12px;border-left:4px solid {_EDGE};"
    "background:rgba(61,143,155,.1);white-space:pre-wrap"
)
_BUTTON = (
    "display:block;padding:12px 16px;border-radius:10px;font-weight:bold;line-height:1.4;"
    "text-align:center;text-decoration:none;"
)
_OPEN = f"{_BUTTON}background:#0a5260;border:2px solid {_EDGE};color:#ffffff"
_DO = f"{_BUTTON}border:2px solid {_EDGE};color:inherit"
_INLINE = "display:inline-block;padding:10px 0;color:inherit;font-weight:bold"
_ROW = "display:block;padding:10px 0;color:inherit"


_NEVER = {
    **dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\t")}, " "),
    **dict.fromkeys((*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)), "\ufffd"),
    **dict.fromkeys(range(0xFFFE, 0x110000, 0x10000), "\ufffd"),
    **dict.fromkeys(range(0xFFFF, 0x110000, 0x10000), "\ufffd"),
}
"""What no HTML document may hold: control characters, halves of surrogates, non-characters."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together: ours, or somebody's without their indent.

    What somebody wrote may have a `label` of ours, "" for none.
    """

    lines: list[str]
    label: str = ""
    is_written: bool = False


def hypertext(body: str, *, title: str) -> str:
    """Make a whole HTML document from the text of a letter (LF line ends), as the module says.

    `title` is for the window, it stands nowhere in the letter. Styles are inline, nothing is loaded
    from anywhere.
    """
    blocks = list(_blocks(body.split("\n")))
    return (
        '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{_shown(title)}</title>\n"
        '</head>\n<body style="margin:0;padding:0">\n'
        f'<div lang="id" style="{_PAGE}">\n{"".join(_drawn(blocks))}</div>\n</body>\n</html>\n'
    )


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """Tell paragraphs of ours and what somebody wrote apart."""
    block, empty = _Block([]), 0
    for line in lines:
        is_written = line.startswith(INDENT)
        if not is_written and not line.strip():
            empty += 1
            continue
        if is_written and block.is_written:
            block.lines.extend([""] * empty)
        elif is_written or block.is_written or empty:
            label = block.lines.pop() if is_written and block.lines and not empty else ""
            if block.lines:
                yield block
            block = _Block([], label, is_written)
        block.lines.append(line.removeprefix(INDENT))
        empty = 0
    if block.lines:
        yield block


def _drawn(blocks: list[_Block]) -> Iterator[str]:
    """Draw block after block; what people wrote under labels, and rows, are lists."""
    if blocks and blocks[0] == _Block([MARKER]):
        yield f'<p style="{_ABOVE}">{_shown(MARKER)}</p>\n'
        blocks = blocks[1:]
    if not blocks:
        return
    title, foot = _title_of(blocks[0]), ""
    if title:
        yield f'<div style="{_BAND}"></div>\n<h1 style="{_H1}">{_unbroken(title)}</h1>\n'
        blocks = blocks[1:]
        if blocks and _is_foot(blocks[-1]):
            foot = f'<p style="{_FOOT}">{_lines(blocks.pop().lines)}</p>\n'
    for tag, several in groupby(blocks, key=_list_of):
        drawn = "".join(map(_block, several))
        yield f'<{tag} style="{_LIST}">\n{drawn}</{tag}>\n' if tag else drawn
    yield foot


def _title_of(block: _Block) -> str:
    """Read the title of a letter that begins with this block; "" where it has none."""
    if block.is_written or len(block.lines) > 1:
        return ""
    (line,) = block.lines
    return "" if line.rstrip().endswith(_ENDS) or _address_in(line) else line


def _unbroken(title: str) -> str:
    """Keep a number with a hyphen in it on one line."""
    words = (_shown(word) for word in title.split(" "))
    return " ".join(
        f'<span style="white-space:nowrap">{word}</span>' if "-" in word else word for word in words
    )


def _is_foot(block: _Block) -> bool:
    """Say whether a paragraph has neither addresses nor capitals: small print at the end."""
    return not block.is_written and not any(
        _address_in(line) or _is_address(line) or line.isupper() for line in block.lines
    )


def _list_of(block: _Block) -> str:
    """Name the list that a block belongs into; "" for none."""
    if block.is_written:
        return "dl" if block.label else ""
    return "ul" if _is_row(block.lines) else ""


def _block(block: _Block) -> str:
    return _said(block) if block.is_written else _paragraph(block.lines)


def _said(block: _Block) -> str:
    """Draw what somebody wrote: escaped, and each of its lines, whatever ends it, on a line."""
    text = _lines("\n".join(block.lines).splitlines())
    if not block.label:
        return f'<blockquote dir="auto" style="{_WRITTEN}">{text}</blockquote>\n'
    label = f'<dt style="{_LABEL}">{_shown(block.label)}</dt>'
    return f'{label}\n<dd dir="auto" style="{_WRITTEN}">{text}</dd>\n'


def _paragraph(lines: list[str]) -> str:
    """Draw lines of ours: a heading, a row of a list, buttons, or text with links in it."""
    if len(lines) == 1 and lines[0].isupper():
        return f'<h2 style="{_H2}">{_shown(lines[0])}</h2>\n'
    if _is_row(lines):
        return f"<li>{_link(lines[0], lines[1], _ROW)}</li>\n"
    if button := _button_in(lines):
        return f'<p style="{_P}">{_labelled(button, _OPEN)}</p>\n'
    runs = groupby(lines, key=lambda line: _address_in(line).startswith(_MAIL))
    return "".join(_actions(run) if is_action else _text(run) for is_action, run in runs)


def _actions(lines: Iterable[str]) -> str:
    return "".join(f'<p style="{_TAP}">{_labelled(line, _DO)}</p>\n' for line in lines)


def _text(lines: Iterable[str]) -> str:
    drawn = (_labelled(line, _INLINE) if _address_in(line) else _shown(line) for line in lines)
    return f'<p style="{_P}">{"<br>".join(drawn)}</p>\n'


def _address_in(line: str) -> str:
    """Read the address at the end of `Label: address`; "" where the line is no link."""
    label, colon, address = line.rpartition(": ")
    return address if label and colon and _is_address(address) else ""


def _is_address(text: str) -> bool:
    return text.startswith((*_PAGES, _MAIL)) and len(text.split()) == 1


def _is_row(lines: list[str]) -> bool:
    return (
        len(lines) == 2
        and lines[1].startswith(_PAGES)
        and _is_address(lines[1])
        and not lines[0].endswith(":")
    )


def _button_in(lines: list[str]) -> str:
    """Read a paragraph that is one link, as `Label: address`; "" for any other."""
    is_apart = len(lines) == 2 and lines[0].endswith(":") and _is_address(lines[1])
    line = " ".join(lines) if is_apart or len(lines) == 1 else ""
    return line if _address_in(line).startswith(_PAGES) else ""


def _labelled(line: str, style: str) -> str:
    label, _, address = line.rpartition(": ")
    return _link(label, address, style)


def _link(label: str, address: str, style: str) -> str:
    return f'<a href="{_shown(address)}" style="{style}">{_shown(label)}</a>'


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(map(_shown, lines))


def _shown(text: str) -> str:
    """Escape a text that stands on one line."""
    return escape(text.translate(_NEVER))
