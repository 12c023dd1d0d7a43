"""The site's part of the `loket` command: `check` and `build`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from loket_site.content import loading
from loket_site.freezing.freeze import BuildError, Built, freeze
from loket_site.settings import SettingsError, SiteSettings, origin

_CONTENT = click.option(
    "--content",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The content folder (default: LOKET_CONTENT, or content).",
)


def add_commands(group: click.Group) -> None:
    """Register the site's commands with the one `loket` command."""
    group.add_command(check)
    group.add_command(build)


@click.command()
@_CONTENT
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a JSON list.")
def check(directory: Path | None, *, strict: bool, as_json: bool) -> None:
    """Say every problem of the content at once."""
    settings = _settings()
    problems = loading.inspect(directory or settings.content).problems
    if as_json:
        click.echo(
            json.dumps(
                [
                    {
                        "path": problem.path,
                        "line": problem.line,
                        "level": "warning" if problem.warning else "error",
                        "sentence": problem.sentence,
                    }
                    for problem in problems
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for problem in problems:
            click.echo(str(problem))
    if any(strict or not problem.warning for problem in problems):
        raise click.exceptions.Exit(1)


@click.command()
@_CONTENT
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the pages go (default: public).",
)
@click.option("--site-url", metavar="URL", help="The site's address (default: LOKET_SITE_URL).")
@click.option("--inbox-url", metavar="URL", help="The inbox's address (default: LOKET_INBOX_URL).")
def build(
    directory: Path | None, out: Path | None, site_url: str | None, inbox_url: str | None
) -> None:
    """Freeze the site into a folder of plain files."""
    settings = _settings()
    try:
        settings = replace(
            settings,
            content=directory or settings.content,
            out=out or settings.out,
            site_url=origin("--site-url", site_url or settings.site_url),
            inbox_url=origin("--inbox-url", inbox_url or settings.inbox_url),
        )
        built = freeze(loading.load(settings.content), settings, settings.out)
    except (SettingsError, BuildError, loading.ContentErrors, OSError) as error:
        raise _failure(str(error)) from None
    for remark in built.heavy:
        click.echo(f"warning: {remark}", err=True)
    click.echo(summary(built))


def summary(built: Built) -> str:
    """Say what a build made, the Indonesian way with numbers: `12 halaman, 98.304 bita, …`."""
    size = f"{built.bytes:,}".replace(",", ".")
    seconds = f"{built.seconds:.1f}".replace(".", ",")
    return f"{built.pages} halaman, {size} bita, {seconds} detik"


def _settings() -> SiteSettings:
    try:
        return SiteSettings.from_environment()
    except SettingsError as error:
        raise _failure(str(error)) from None


def _failure(sentences: str) -> click.exceptions.Exit:
    click.echo(sentences, err=True)
    return click.exceptions.Exit(1)
