"""Freezes the site into plain files: checked, and swapped in whole or not at all."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask_frozen import Freezer, FrozenFlaskWarning

from loket_site.app import create_site
from loket_site.freezing.links import broken_links
from loket_site.model.catalogue import Catalogue
from loket_site.settings import SiteSettings

ONE_ROUND_TRIP = 14_336
"""The bytes of a page that a phone receives before it must answer for the first time."""

LONGEST_FORM = 32 * 1024
"""The bytes of a form as it lies in the folder; compressed it still fits one round trip."""


class BuildError(Exception):
    """The site could not be built; nothing was changed. Each problem is a sentence."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made. `heavy` names each page that takes a thin network two rounds."""

    pages: int
    bytes: int
    seconds: float
    heavy: tuple[str, ...] = ()


def freeze(catalogue: Catalogue, settings: SiteSettings, out: Path) -> Built:
    """Draw every page into a fresh folder beside `out`, check them, then point `out` there.

    `out` is a symlink of ours: swapping it is one rename, and no reader ever sees half a site.
    Raises BuildError, and changes nothing, if `out` is somebody else's or a link is dead.
    """
    started = time.monotonic()
    out = out.absolute()
    previous = _own_folder(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
    try:
        _draw(catalogue, settings, fresh)
        # mkdtemp and many a umask keep others out; a web server is an other.
        for each in (fresh, *fresh.rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)
        pages = sorted(fresh.rglob("*.html"))
        _require_living_links(fresh, pages)
        built = Built(
            pages=len(pages),
            bytes=sum(page.stat().st_size for page in pages),
            seconds=time.monotonic() - started,
            heavy=tuple(_heavy(fresh, pages)),
        )
        _swap(fresh, out)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _tidy(out, fresh, previous)
    return built


def _prefix(out: Path) -> str:
    return f".{out.name}.loket-"


def _own_folder(out: Path) -> Path | None:
    """Find the folder that `out` points to. Raises BuildError if `out` is none of ours."""
    if out.is_symlink():
        target = out.parent / out.readlink()
        if target.parent == out.parent and target.name.startswith(_prefix(out)):
            return target
    elif not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return None
    raise BuildError(
        f"{out} bukan hasil loket, jadi tidak kami timpa. "
        "Pindahkan dulu, atau pilih folder lain dengan --out."
    )


def _draw(catalogue: Catalogue, settings: SiteSettings, fresh: Path) -> None:
    app = create_site(catalogue, settings)
    app.config["FREEZER_DESTINATION"] = str(fresh)
    app.config["FREEZER_REMOVE_EXTRA_FILES"] = False
    freezer = Freezer(app, with_static_files=False, log_url_for=False)
    freezer.register_generator(lambda: _further_pages(catalogue))
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        # An office that has no forms or no pages yet is no mistake.
        warnings.filterwarnings("ignore", message="Nothing frozen for endpoints")
        freezer.freeze()


def _further_pages(catalogue: Catalogue) -> Iterator[tuple[str, dict[str, object]]]:
    """Name the views that draw several pages, each with what it draws."""
    for service in catalogue.services:
        yield "site.service", {"number": service.number}
    for form in catalogue.public_forms:
        yield "site.form", {"code": form.code}
        yield "site.paper", {"code": form.code}
        for language in catalogue.languages_of(form):
            yield "site.translated_form", {"language": language, "code": form.code}
    for page in catalogue.pages:
        yield "site.prose_page", {"slug": page.slug}


def _require_living_links(fresh: Path, pages: list[Path]) -> None:
    if problems := broken_links(fresh, pages):
        raise BuildError(*problems)


def _heavy(fresh: Path, pages: list[Path]) -> Iterator[str]:
    """Say which pages are too long: a remark, since a page that is heavy is still read."""
    for page in pages:
        html = page.read_bytes()
        name = page.relative_to(fresh)
        is_form = "formulir" in name.parts
        limit = LONGEST_FORM if is_form else ONE_ROUND_TRIP
        if len(html) > limit:
            yield f"Halaman {name} berukuran {len(html)} bita, batasnya {limit}. Ringkas isinya."
        elif is_form and len(gzip.compress(html, mtime=0)) > ONE_ROUND_TRIP:
            yield (
                f"Halaman {name} lebih dari {ONE_ROUND_TRIP} bita setelah dimampatkan. "
                "Kurangi pertanyaannya."
            )


def _swap(fresh: Path, out: Path) -> None:
    link = fresh.with_name(f"{fresh.name}.link")
    # Relative, so that both can be moved together.
    link.symlink_to(fresh.name)
    try:
        if out.is_dir() and not out.is_symlink():
            out.rmdir()
        link.replace(out)
    except BaseException:
        link.unlink(missing_ok=True)
        raise


def _tidy(out: Path, fresh: Path, previous: Path | None) -> None:
    """Remove the builds before the previous one; that one may still be read from."""
    if previous is None or not previous.exists():
        return
    age = previous.stat().st_mtime_ns
    for folder in out.parent.iterdir():
        if not folder.name.startswith(_prefix(out)) or folder in {fresh, previous}:
            continue
        # A younger one belongs to a build that runs beside this one.
        if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime_ns <= age:
            shutil.rmtree(folder, ignore_errors=True)
