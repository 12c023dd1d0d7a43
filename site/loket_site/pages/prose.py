"""The one Markdown renderer: what the office writes becomes HTML that cannot do harm."""

from __future__ import annotations

import re

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "strong", "em", "a", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HEADING = re.compile(r"<(/?)h([1-6])>")
_LOWEST = 6


def render(text: str, top: int = 2) -> Markup:
    """Render Markdown; its highest heading becomes `<h{top}>`, the others follow.

    A page's one h1 is its title, which stands outside of the text.
    """
    html = Markdown(extensions=["tables", "sane_lists"]).convert(text)
    html = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        # What stands inside these is no prose.
        clean_content_tags={"script", "style"},
    )
    # nh3 has cleaned it: this is what Markup vouches for.
    return Markup(_shifted(html, top).replace("<th>", '<th scope="col">'))  # noqa: S704 - cleaned


def _shifted(html: str, top: int) -> str:
    levels = [int(level) for _, level in _HEADING.findall(html)]
    shift = top - min(levels, default=top)

    def moved(match: re.Match[str]) -> str:
        return f"<{match[1]}h{min(int(match[2]) + shift, _LOWEST)}>"

    return _HEADING.sub(moved, html)
