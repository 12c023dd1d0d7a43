"""The settings' names, and those of the site. This module alone looks at the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from loket_site.dot_env import OURS, read_dot_env, text_of

_PREFIX = "LOKET_"

NAMES = tuple(
    f"{_PREFIX}{name}"
    for name in (
        *("CONTENT", "DATA", "DATABASE_URL", "SITE_URL", "INBOX_URL", "MAIL_FROM", "SMTP_URL"),
        *("IMAP_URL", "AUTHSERV_ID", "PROXY_HOPS", "ANSWER_DELAY", "BACKUP_DIR"),
    )
)
"""Every setting of both wings; each may be read from the file that `<name>_FILE` names."""

_LIKELY = 0.5
"""How much a name must be like another one to stand for it; 1 is the same name."""

_FILE_END = re.compile(r"_?F[ILE]{3}$")

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", re.IGNORECASE)


class SettingsError(Exception):
    """Settings that cannot be used; `sentences` says everything that is wrong with them."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


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

        Raises SettingsError for an address that is none, and what `stated` finds wrong.
        """
        wrong: list[str] = []
        found = stated(environment() if env is None else env, wrong)
        if wrong:
            raise SettingsError(*wrong)
        return cls(
            content=Path(found.get("LOKET_CONTENT", "content")),
            out=Path("public"),
            site_url=origin("LOKET_SITE_URL", found.get("LOKET_SITE_URL", "http://127.0.0.1:8000")),
            inbox_url=origin(
                "LOKET_INBOX_URL", found.get("LOKET_INBOX_URL", "http://127.0.0.1:8001")
            ),
        )


def environment() -> dict[str, str]:
    """The environment, above what `.env` in the working folder says.

    Raises SettingsError where that file cannot be read.
    """
    wrong: list[str] = []
    found = {**read_dot_env(Path(".env"), wrong), **os.environ}
    if wrong:
        raise SettingsError(*wrong)
    return found


def stated(env: Mapping[str, str], wrong: list[str]) -> dict[str, str]:
    """Give each setting of both wings that is not empty, read from its file where it has one.

    Adds a sentence to `wrong` for each name that nobody knows, and each file that says nothing. A
    value may be a secret, so none is repeated.
    """
    wrong += [_unknown(name) for name in sorted(env) if OURS.match(name) and not _is_known(name)]
    found = {}
    for name in NAMES:
        value, file = env.get(name, "").strip(), env.get(f"{name}_FILE", "").strip()
        if value and file:
            wrong.append(f"{name} dan {name}_FILE sama-sama diisi. Hapus salah satunya.")
        elif file:
            try:
                value = text_of(Path(file)).strip()
            except (OSError, ValueError) as error:
                kind = getattr(error, "strerror", None) or "bukan teks UTF-8"
                # Somebody may have put the secret here, not the name of its file.
                shown = "berkas itu" if "@" in file or "://" in file else file
                wrong.append(f"{name}_FILE: {shown} tidak dapat dibaca ({kind}).")
            else:
                if not value:
                    wrong.append(
                        f"{name}_FILE: {file} kosong. Isi berkas itu, atau hapus nama itu."
                    )
        if value:
            found[name] = value
    return found


def _is_known(name: str) -> bool:
    return name.removesuffix("_FILE") in NAMES or name.startswith(f"{_PREFIX}TEST_")


def _unknown(name: str) -> str:
    """Name the setting that was probably meant; compared without what all of them begin with."""
    written = name.upper()[len(_PREFIX) :]
    bare = _FILE_END.sub("", written)

    def likeness(known: str) -> float:
        known = known.removeprefix(_PREFIX)
        # Whoever shortens a name or adds to it keeps its beginning.
        return SequenceMatcher(None, bare, known).ratio() + (bare[:4] == known[:4]) / 5

    likely = max(NAMES, key=likeness)
    is_likely = likeness(likely) >= _LIKELY
    end = "_FILE" if bare != written else ""
    advice = f"Maksud Anda {likely}{end}?" if is_likely else f"Yang ada: {', '.join(NAMES)}."
    return f"Kami tidak mengenal {name!r}. {advice} Perbaiki atau hapus nama itu."


def origin(name: str, url: str) -> str:
    """Give `url` back if it is a bare origin: scheme, host, perhaps a port.

    Pages link by paths from the root, so an address with a path could not work.
    Raises SettingsError, naming the setting.
    """
    # Nothing else may slip in: the address ends up in every page's policy.
    if not _ORIGIN.fullmatch(url):
        raise SettingsError(
            f"{name} tidak bisa dipakai. Tulis alamat seperti https://contoh.go.id, "
            "tanpa garis miring di belakangnya."
        )
    return url
