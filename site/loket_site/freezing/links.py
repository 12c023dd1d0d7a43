"""Whether every link inside a frozen site arrives somewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_LINKING = {"href", "src", "action"}


class _Anchors(HTMLParser):
    """The places of one page that can be linked to, and where its own links lead."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - html.parser's
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in _LINKING and value:
                self.links.append(value)


def broken_links(root: Path, pages: list[Path]) -> list[str]:
    """Say, in a sentence each, which links of `pages` lead to no file or no id below `root`."""
    anchors = {page: _Anchors(page) for page in pages}
    problems = []
    for page, found in anchors.items():
        address = _address(root, page)
        for link in dict.fromkeys(found.links):
            parts = urlsplit(urljoin(address, link))
            if parts.scheme or parts.netloc:
                continue
            target = _file(root, unquote(parts.path))
            if target is None:
                problems.append(f"Tautan {link} di {address} tidak menuju halaman mana pun.")
            elif (
                parts.fragment
                and target in anchors
                and unquote(parts.fragment) not in anchors[target].ids
            ):
                problems.append(f"Tautan {link} di {address} menuju bagian yang tidak ada.")
    return problems


def _address(root: Path, page: Path) -> str:
    return "/" + page.relative_to(root).as_posix().removesuffix("index.html")


def _file(root: Path, path: str) -> Path | None:
    file = root / path.lstrip("/")
    if path.endswith("/"):
        file /= "index.html"
    return file if file.is_file() else None
