"""Whether every link inside a frozen site arrives somewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_LINKING = {"href", "src", "action"}


@dataclass
class _Anchors:
    """The places of one page that can be linked to, and where its own links lead."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = _Anchors()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - html.parser's
        for name, value in attrs:
            if name == "id" and value:
                self.found.ids.add(value)
            elif name in _LINKING and value:
                self.found.links.append(value)


def broken_links(root: Path, pages: list[Path]) -> list[str]:
    """Say, in a sentence each, which links of `pages` lead to no file or no id below `root`."""
    anchors = {page: _read(page) for page in pages}
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


def _read(page: Path) -> _Anchors:
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    reader.close()
    return reader.found


def _address(root: Path, page: Path) -> str:
    return "/" + page.relative_to(root).as_posix().removesuffix("index.html")


def _file(root: Path, path: str) -> Path | None:
    file = root / path.lstrip("/")
    if path.endswith("/"):
        file /= "index.html"
    return file if file.is_file() else None
