"""The settings of the site's commands. This module alone looks at the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", re.IGNORECASE)


class SettingsError(ValueError):
    """A setting that cannot be used; the message is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Where the content lies, where the pages go, and where both wings are reached."""

    content: Path
    out: Path
    site_url: str
    inbox_url: str

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> SiteSettings:
        """Read `LOKET_CONTENT`, `LOKET_SITE_URL` and `LOKET_INBOX_URL`.

        Raises SettingsError for an address that is none.
        """
        env = environment() if env is None else env
        return cls(
            content=Path(env.get("LOKET_CONTENT") or "content"),
            out=Path("public"),
            site_url=origin("LOKET_SITE_URL", env.get("LOKET_SITE_URL") or "http://127.0.0.1:8000"),
            inbox_url=origin(
                "LOKET_INBOX_URL", env.get("LOKET_INBOX_URL") or "http://127.0.0.1:8001"
            ),
        )


def environment() -> dict[str, str]:
    """The environment, above what `.env` in the working folder says."""
    return {**_dot_env(Path(".env")), **os.environ}


def _dot_env(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def origin(name: str, url: str) -> str:
    """Give `url` back if it is a bare origin: scheme, host, perhaps a port.

    Pages link by paths from the root, so an address with a path could not work.
    Raises SettingsError, naming the setting.
    """
    # Nothing else may slip in: the address ends up in every page's policy.
    if not _ORIGIN.fullmatch(url):
        raise SettingsError(
            f"{name} berisi {url!r}. Tulis alamat seperti https://contoh.go.id, "
            "tanpa garis miring di belakangnya."
        )
    return url
