"""The inbox's settings: one frozen value, made once from the environment, every mistake told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from loket_site.settings import SettingsError, stated
from loket_site.words.spelling.addresses import is_address

SAMPLE_SENDER = "loket@contoh.example"
"""The inbox's address while letters only go to the local mailbox."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""Names of this very machine: nobody from outside gets there."""

_MAIL_PORTS = {
    "LOKET_SMTP_URL": {"smtp": 25, "smtp+starttls": 587, "smtps": 465},
    "LOKET_IMAP_URL": {"imap": 143, "imaps": 993},
}
"""The schemes of each kind of mail server, each with its port."""

_LIKE = {
    "LOKET_SMTP_URL": "smtp+starttls://pengguna:sandi@server:587",
    "LOKET_IMAP_URL": "imaps://pengguna:sandi@server:993",
}
_WEB_PORTS = {"http": ":80", "https": ":443"}

_LONGEST_LOCAL_PART = 64 - 27
"""RFC 5321 allows 64 before the @; a plus sign and a reply token take 27 of them."""

_MOST_PROXIES = 5

_USUAL_DELAY_S = "600"
_LONGEST_DELAY_S = 86_400


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go out, or the mailbox that answers come to; TLS is always verified.

    `scheme` is smtp, smtp+starttls or smtps, else imaps, or imap for a server on this very machine.
    `folder` is where a mailbox is read.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator has set. URLs have no slash at the end.

    `proxy_hops` is how many reverse proxies of ours stand before the inbox: so many entries at the
    end of X-Forwarded-For are true, and nothing else in it. `answer_delay` is how long an answer
    to a sender can still be stopped.
    """

    content: Path
    data: Path
    database_url: str = field(repr=False)  # May hold a password.
    site_url: str
    inbox_url: str
    mail_from: str
    smtp: MailServer | None
    authserv_id: str
    proxy_hops: int = 0
    imap: MailServer | None = None
    answer_delay: timedelta = timedelta(minutes=10)

    @property
    def mailbox(self) -> Path:
        """The folder that takes the letters while there is no mail server."""
        return self.data / "mailbox"

    @property
    def backups(self) -> Path:
        """The folder that takes a copy of the database before each migration."""
        return self.data / "backups"

    @property
    def is_local(self) -> bool:
        """Say whether the public address of the inbox is this machine alone: a try-out."""
        return urlsplit(self.inbox_url).hostname in LOOPBACK

    @property
    def lacks_for_the_public(self) -> tuple[str, ...]:
        """Say what an inbox that people reach from outside must have, and this one has not."""
        if self.is_local:
            return ()
        wanting = []
        if not self.inbox_url.startswith("https:"):
            wanting.append(
                "LOKET_INBOX_URL harus https://, supaya orang lain tidak bisa membaca kiriman. "
                "Pasang sertifikat di depan kotak masuk."
            )
        if self.smtp is None:
            wanting.append(
                "LOKET_SMTP_URL belum diisi, jadi surat tidak akan sampai ke petugas. Isi server "
                "surat kantor. Hanya mencoba? Kosongkan LOKET_INBOX_URL."
            )
        return tuple(wanting)


def read_settings(env: Mapping[str, str]) -> Settings:
    """Read every `LOKET_…` setting. Raises SettingsError naming everything that is wrong."""
    wrong: list[str] = []

    found = stated(env, wrong)

    def text(name: str, default: str = "") -> str:
        return found.get(name, default)

    def url(name: str, default: str) -> str:
        value = text(name, default).rstrip("/")
        bare = _origin(value)
        if not bare:
            wrong.append(f"{name} harus seperti https://kantor.contoh.id.")
        return bare

    data = Path(text("LOKET_DATA", "var"))
    smtp = _server("LOKET_SMTP_URL", text("LOKET_SMTP_URL"), wrong)
    mail_from = text("LOKET_MAIL_FROM", "" if smtp else SAMPLE_SENDER).lower()
    if not is_address(mail_from) or "+" in mail_from:
        wrong.append("LOKET_MAIL_FROM harus berisi alamat email kotak masuk ini.")
    elif len(mail_from.partition("@")[0]) > _LONGEST_LOCAL_PART:
        wrong.append(
            f"LOKET_MAIL_FROM: bagian sebelum @ paling panjang {_LONGEST_LOCAL_PART} huruf."
        )
    settings = Settings(
        content=Path(text("LOKET_CONTENT", "content")),
        data=data,
        database_url=text("LOKET_DATABASE_URL", f"sqlite:///{(data / 'loket.sqlite').absolute()}"),
        site_url=url("LOKET_SITE_URL", "http://127.0.0.1:8000"),
        inbox_url=url("LOKET_INBOX_URL", "http://127.0.0.1:8001"),
        mail_from=mail_from,
        smtp=smtp,
        authserv_id=text("LOKET_AUTHSERV_ID").lower(),
        proxy_hops=_hops(text("LOKET_PROXY_HOPS", "0"), wrong),
        imap=_server("LOKET_IMAP_URL", text("LOKET_IMAP_URL"), wrong),
        answer_delay=_delay(text("LOKET_ANSWER_DELAY", _USUAL_DELAY_S), wrong),
    )
    if wrong:
        raise SettingsError(*wrong)
    return settings


def _origin(url: str) -> str:
    """Write a bare origin as browsers do, so that it can be compared; "" for anything else."""
    try:
        parts = urlsplit(url)
        bare = url.lower() == f"{parts.scheme}://{parts.netloc.lower()}"
        fits = bare and parts.hostname and parts.port != 0 and "@" not in url
    except ValueError:
        return ""
    if not fits or parts.scheme not in _WEB_PORTS or not url.isprintable() or " " in url:
        return ""
    return url.lower().removesuffix(_WEB_PORTS[parts.scheme])


def _hops(text: str, wrong: list[str]) -> int:
    if text in {str(number) for number in range(_MOST_PROXIES + 1)}:
        return int(text)
    wrong.append(f"LOKET_PROXY_HOPS harus angka 0 sampai {_MOST_PROXIES}.")
    return 0


def _delay(text: str, wrong: list[str]) -> timedelta:
    if text.isascii() and text.isdecimal() and int(text) <= _LONGEST_DELAY_S:
        return timedelta(seconds=int(text))
    wrong.append(f"LOKET_ANSWER_DELAY harus angka detik, 0 sampai {_LONGEST_DELAY_S}.")
    return timedelta()


def _server(name: str, url: str, wrong: list[str]) -> MailServer | None:
    found = _server_at(url, _MAIL_PORTS[name])
    if url and not found:
        # The value holds a password, so it is not repeated here.
        wrong.append(f"{name} harus seperti {_LIKE[name]}.")
    return found


def _server_at(url: str, ports: Mapping[str, int]) -> MailServer | None:
    """Take a server's URL apart; None where it names none of these schemes."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or ports.get(parts.scheme, 0)
        host.encode("idna")
    except ValueError:
        return None
    if not host or not port or parts.scheme not in ports:
        return None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    is_safe = parts.scheme != "imap" or host in LOOPBACK
    if "imap" in ports and not (user and is_safe):
        return None
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return MailServer(parts.scheme, host, port, user, password, folder)
